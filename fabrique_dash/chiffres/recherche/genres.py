"""The kinds of things that can be found: how each is named, told apart, and opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.objets import NATURES
from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.chiffres.tables.reperes import PAGES_DES_REPERES
from fabrique_dash.donnees.rangees import Rangee

Cible = tuple[str, str]


@dataclass(frozen=True)
class Genre:
    """One kind of thing that can be found.

    Attributes:
        titre: name of the kind, in the plural.
        table: where the things are.
        nommer: writes the name from the row; None when `chiffres.objets` names them.
        preciser: writes what tells one from the others.
        details: columns whose words lead to it.
        cible: finds what shows it, from its id and its row.
    """

    titre: str
    table: str
    nommer: Callable[[Rangee], str] | None
    preciser: Callable[[Rangee], str]
    details: tuple[str, ...]
    cible: Callable[[Rangee], Cible]


def _texte(*colonnes: str) -> Callable[[Rangee], str]:
    return lambda f: " — ".join(str(f[c]) for c in colonnes if f[c])


def _vers(nature: str, colonne: str = "id") -> Callable[[Rangee], Cible]:
    return lambda f: (nature, str(f[colonne]))


def _sur(page: str) -> Callable[[Rangee], Cible]:
    return lambda _: ("page", page)


def _publication(s: Rangee) -> str:
    quand = date_reduite(s["date_publication"]) if s["date_publication"] else "sans date précise"
    return f"{s['type']}, {quand}"


def _connu(nature: str, preciser: Callable[[Rangee], str], *details: str) -> Genre:
    table, titre = NATURES[nature].table, NATURES[nature].mot.capitalize() + "s"
    return Genre(titre, table, None, preciser, details, _vers(nature))


def _titre(titre: str, table: str, cible: Callable[[Rangee], Cible]) -> Genre:
    return Genre(titre, table, _texte("titre"), _texte("enjeu"), (), cible)


def _libelle(titre: str, table: str, cible: Callable[[Rangee], Cible]) -> Genre:
    return Genre(titre, table, _texte("libelle"), _texte(), (), cible)


GENRES: dict[str, Genre] = {
    "territoire": _connu("territoire", _texte("type_territoire"), "preuve"),
    "groupe": _connu("groupe", lambda _: "groupe de territoires"),
    "preoccupation": _connu("preoccupation", _texte("theme", "groupe"), "theme"),
    "theme": _connu("theme", _texte("definition")),
    "evenement": _connu("evenement", _texte("date", "etat", "lieu"), "contenu", "orateurs"),
    "etape": _connu("etape", _texte("phase", "description")),
    "acteur": Genre(
        "Personnes et structures",
        "acteurs",
        None,
        _texte("nature", "description"),
        ("autres_graphies", "fonctions"),
        _vers("acteur"),
    ),
    "enjeu": Genre(
        "Enjeux", "enjeux", None, lambda _: "référentiel", ("nom_court",), _vers("enjeu")
    ),
    "balise": _connu("balise", _texte("enjeu"), "id"),
    "mode": _titre("Modes de faire", "modes_de_faire", _vers("enjeu", "enjeu_id")),
    "dispositif": _titre("Dispositifs", "dispositifs", _vers("enjeu", "enjeu_id")),
    "hypothese": _libelle("Hypothèses de l’atelier", "hypotheses", _sur("referentiel")),
    "chapitre": Genre(
        "Chapitres du référentiel",
        "chapitres",
        _texte("titre"),
        lambda c: "chapitre transverse" if c["transverse"] else f"chapitre {c['numero']}",
        (),
        _sur("referentiel"),
    ),
    "section": Genre(
        "Parties des chapitres du référentiel",
        "sections",
        _texte("titre"),
        _texte("chapitre"),
        (),
        _sur("referentiel"),
    ),
    "saison": _connu("saison", _texte("objet")),
    "participant": _connu(
        "participant", _texte("saison", "lieu"), "nature", "partenaires", "precision"
    ),
    "document": Genre(
        "Films et documents des Villes pairs",
        "documents_villes_pairs",
        _texte("titre"),
        _texte("nature"),
        ("note",),
        _vers("saison", "saison_id"),
    ),
    "chantier": _connu("chantier", _texte("porteurs"), "pourquoi", "apport", "actualite"),
    "enjeu_de_chantier": Genre(
        "Enjeux des chantiers",
        "chantiers_enjeux",
        _texte("enjeu"),
        _texte("chantier"),
        (),
        _vers("chantier", "chantier_id"),
    ),
    "pratique": Genre(
        "Chantiers en pratique",
        "chantiers_pratique",
        _texte("texte"),
        _texte("nature", "chantier"),
        (),
        _vers("chantier", "chantier_id"),
    ),
    "ressource": Genre(
        "Ressources des chantiers",
        "chantiers_ressources",
        _texte("titre"),
        _texte("auteur", "editeur", "chantier"),
        ("nature", "precision"),
        _vers("chantier", "chantier_id"),
    ),
    "cadre": Genre(
        "Cadre d’observation du Puy-de-Dôme",
        "cadre_observation",
        _texte("libelle"),
        _texte("rubrique", "texte"),
        (),
        _vers("chantier", "chantier_id"),
    ),
    "objectif": Genre(
        "Objectifs de la charte",
        "objectifs_charte",
        _texte("libelle"),
        _texte(),
        ("texte_cite",),
        _sur("alliance"),
    ),
    "repere": Genre(
        "Repères sur l’Alliance et l’atelier",
        "reperes",
        _texte("libelle"),
        _texte("sujet", "rubrique"),
        ("date",),
        lambda r: ("page", PAGES_DES_REPERES[r["sujet"]]),
    ),
    "fait": Genre(
        "Faits du programme",
        "faits_cohorte",
        _texte("libelle"),
        _texte("valeur"),
        (),
        _sur("accueil"),
    ),
    "methode": Genre(
        "Méthode des ateliers",
        "methode",
        _texte("titre"),
        _texte("texte"),
        (),
        _sur("preoccupations"),
    ),
    "newsletter": _connu("newsletter", _texte("edito"), "lecteurs", "but", "appel"),
    "document_lie": Genre(
        "Documents liés, non lus",
        "documents_lies",
        _texte("libelle"),
        _texte("nature", "contenu"),
        (),
        _vers("newsletter", "newsletter_id"),
    ),
    "rubrique": Genre(
        "Rubriques des lettres",
        "rubriques",
        _texte("libelle"),
        _texte("lettre", "resume"),
        ("fonction",),
        _vers("newsletter", "newsletter_id"),
    ),
    "inspiration": Genre(
        "Exemples cités par les lettres",
        "inspirations",
        _texte("collectivite"),
        _texte("pays", "objet"),
        ("titre",),
        _vers("newsletter", "newsletter_id"),
    ),
    "parole": Genre(
        "Paroles et attentes",
        "paroles",
        _texte("idee"),
        _texte("acteur", "fonction", "question"),
        ("question_exacte",),
        _vers("acteur", "acteur_id"),
    ),
    "diagnostic": Genre(
        "Diagnostic du parcours",
        "diagnostics",
        _texte("libelle"),
        _texte("aspect"),
        (),
        _sur("parcours"),
    ),
    "contexte": Genre(
        "Contexte local, hors projet pilote",
        "contexte",
        _texte("libelle"),
        _texte("territoire", "contenu"),
        (),
        _vers("territoire", "territoire_id"),
    ),
    "manque": Genre(
        "Ce qui manque",
        "manques",
        _texte("element"),
        _texte("statut", "comment_completer"),
        (),
        _sur("sources"),
    ),
    "desaccord": Genre(
        "Désaccords entre sources",
        "divergences",
        _texte("sujet"),
        _texte("ce_que_disent"),
        ("resolution",),
        _sur("sources"),
    ),
    "source": _connu("source", _publication, "citation", "id"),
}
