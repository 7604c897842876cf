"""The pages, in one place: their keys, titles, icons, sections and questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageDuSite:
    """One page: its file's name without extension is its key; its icon is a Material symbol.

    One that is `du_journal` is in the menu when the data come from a journal only.
    """

    cle: str
    titre: str
    icone: str
    section: str
    question: str
    du_journal: bool = False

    @property
    def adresse(self) -> str:
        """Last part of the page's address: its key, with hyphens between words."""
        return self.cle.replace("_", "-")


_SUIVRE, _MEMOIRE, _PUBLIER = "Suivre le programme", "La mémoire", "Publier"
_TENIR, _AIDE = "Tenir à jour", "S’y retrouver"

PAGES = (
    PageDuSite("accueil", "Accueil", "home", _SUIVRE, "Où en est le programme\u202f?"),
    PageDuSite(
        "carte",
        "Carte",
        "map",
        _SUIVRE,
        "Où sont les territoires, et dans quel groupe\u202f?",
    ),
    PageDuSite(
        "frise",
        "Frise",
        "timeline",
        _SUIVRE,
        "Que s’est-il passé, et qu’annonce-t-on\u202f?",
    ),
    PageDuSite(
        "parcours",
        "Parcours",
        "checklist",
        _SUIVRE,
        "Qui en est où dans le parcours, et que faut-il regarder d’abord\u202f?",
    ),
    PageDuSite(
        "territoires",
        "Territoires",
        "location_city",
        _SUIVRE,
        "Que sait-on de ce territoire, et qui lui ressemble\u202f?",
    ),
    PageDuSite(
        "groupes",
        "Groupes",
        "groups",
        _SUIVRE,
        "Qu’ont en commun les groupes, et qu’est-ce qui les distingue\u202f?",
    ),
    PageDuSite(
        "preoccupations",
        "Préoccupations",
        "psychology_alt",
        _SUIVRE,
        "Qu’est-ce qui préoccupe les groupes, et qui d’autre s’y frotte\u202f?",
    ),
    PageDuSite(
        "referentiel",
        "Référentiel",
        "menu_book",
        _MEMOIRE,
        "Que dit le référentiel, et où en êtes-vous de ses balises\u202f?",
    ),
    PageDuSite(
        "villes_pairs",
        "Villes pairs",
        "diversity_3",
        _MEMOIRE,
        "Qui a fait l’atelier, et comment a-t-il mené à la Fabrique\u202f?",
    ),
    PageDuSite(
        "alliance",
        "Alliance et chantiers",
        "handshake",
        _MEMOIRE,
        "Quels chantiers, portés par qui, et quand\u202f?",
    ),
    PageDuSite(
        "lettres",
        "Lettres parues",
        "mail",
        _MEMOIRE,
        "Qu’ont raconté les lettres, et qu’en tient-on\u202f?",
    ),
    PageDuSite(
        "sources",
        "Sources",
        "library_books",
        _MEMOIRE,
        "Sur quoi tout cela repose-t-il\u202f?",
    ),
    PageDuSite(
        "chiffres",
        "Chiffres",
        "pin",
        _PUBLIER,
        "Quel chiffre citer, avec quelle phrase et quelle source\u202f?",
    ),
    PageDuSite(
        "lettre",
        "Écrire la lettre",
        "edit_note",
        _PUBLIER,
        "Que dire ce mois-ci, et sur quelle source\u202f?",
    ),
    PageDuSite(
        "donnees",
        "Données",
        "database",
        _PUBLIER,
        "Comment lire, reprendre et citer ces données\u202f?",
    ),
    PageDuSite(
        "mise_a_jour",
        "Mettre à jour",
        "edit",
        _TENIR,
        "Qu’avez-vous appris, et sur quelle source\u202f?",
        du_journal=True,
    ),
    PageDuSite(
        "historique",
        "Historique",
        "history",
        _TENIR,
        "Qui a changé quoi, quand et pourquoi\u202f?",
        du_journal=True,
    ),
    PageDuSite(
        "recherche",
        "Recherche",
        "search",
        _AIDE,
        "Où est ce que vous cherchez\u202f?",
    ),
    PageDuSite(
        "a_propos",
        "À propos",
        "info",
        _AIDE,
        "À qui sert ce tableau de bord, et que n’est-il pas\u202f?",
    ),
)


def page(cle: str) -> PageDuSite:
    """Return a page by its key.

    Raises:
        KeyError: no page has this key.
    """
    return {p.cle: p for p in PAGES}[cle]


def page_d_adresse(adresse: str) -> PageDuSite:
    """Return a page by the last part of its address; the first page has none.

    Raises:
        KeyError: no page has this address.
    """
    return {p.adresse: p for p in PAGES}[adresse or PAGES[0].adresse]
