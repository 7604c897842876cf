"""The parameters that each page takes at a point of view, in the order of its sentence.

Those that depend on another choice (the page of a table, say) are named where they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from fabrique_dash.chiffres.catalogue import PAR_GROUPE, catalogue
from fabrique_dash.chiffres.depuis import derniere_lettre
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.registre import THEMES
from fabrique_dash.chiffres.suivi.parcours import ETATS
from fabrique_dash.donnees.dates import PREMIER_JOUR, connu_au
from fabrique_dash.donnees.rangees import retenues
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.fond_ign import fond_ign_permis
from fabrique_dash.publication.site import tenue_a_jour
from fabrique_dash.publication.site.frise_demandee import parametres_de_la_frise
from fabrique_dash.publication.site.natures_de_parametres import (
    Bascule,
    Entier,
    Panier,
    Plusieurs,
    Texte,
    Un,
)
from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.publication.site.parametres import Jour, Parametre

GROUPES_COMPARES = 5
# The table that is shown first: the one by which most people come in.
PREMIERE_TABLE = "evenements"
NATURES_D_ACTEURS = {"personne": "Personnes", "organisation": "Organisations"}
_MESURE = "population"
_MESURES = (_MESURE, "superficie", "densite", "communes", "territoires")
JOURS_SANS_NOUVELLE, _BORNES_DE_JOURS = 90, (1, 3650)
TOUS = "tous"
_SAISON = "saison-"
_CHIFFRE_ATTENDU = "l’identifiant d’un chiffre du catalogue à cette date"


class _NomsDesChiffres(Mapping[str, str]):
    """Name of each figure of the catalogue, by id; nothing is computed before it is asked for."""

    def __init__(self, vue: Vue) -> None:
        self._vue = vue

    def __getitem__(self, ident: str) -> str:
        return catalogue(self._vue)[ident].calculer(self._vue).libelle

    def __contains__(self, ident: object) -> bool:
        return ident in catalogue(self._vue)

    def __iter__(self) -> Iterator[str]:
        return iter(catalogue(self._vue))

    def __len__(self) -> int:
        return len(catalogue(self._vue))


class _NomsDesObjets(Mapping[str, str]):
    """Name of each object of a kind, by id; no list is made before a link opens one of them."""

    def __init__(self, vue: Vue, nature: str) -> None:
        self._vue, self._nature = vue, nature

    def __getitem__(self, ident: str) -> str:
        return objets(self._vue, self._nature)[ident]

    def __iter__(self) -> Iterator[str]:
        return iter(objets(self._vue, self._nature))

    def __len__(self) -> int:
        return len(objets(self._vue, self._nature))


def _nommes(lignes: pd.DataFrame, colonne: str) -> dict[str, str]:
    return dict(zip(lignes["id"], lignes[colonne], strict=True))


def _ouvert(cle: str, libelle: str, vue: Vue) -> Un:
    """Return the parameter of a thing that links open, without any control."""
    attendus = f"l’identifiant d’un objet connu à cette date ({libelle})"
    return Un(cle, libelle, _NomsDesObjets(vue, cle), attendus)


def _sans_parametre(_vue: Vue) -> tuple[Parametre, ...]:
    return ()


def _carte(vue: Vue) -> tuple[Parametre, ...]:
    saisons = vue.donnees.table("saisons").sort_values("numero")
    finies = retenues(saisons, (connu_au(fin, vue.jour) for fin in saisons["fin"]))
    couches = {"territoires": "Territoires"}
    couches |= {f"{_SAISON}{n}": f"Villes pairs, saison {n}" for n in finies["numero"]}
    couches |= {"evenements": "Lieux des événements"}
    territoires = _nommes(vue.territoires[vue.territoires["nom"] != ""], "libelle")
    fond = Bascule("fond-ign", "Fond de plan IGN", dite=True, ancien="true")
    return (
        Plusieurs("groupes", "Groupes", _nommes(vue.groupes, "nom")),
        Plusieurs("couches", "Couches", couches, defaut=("territoires",)),
        *([fond] if fond_ign_permis() else []),
        Un("territoire", "Territoire", territoires, vide="Aucun en particulier"),
    )


def saisons_des_couches(couches: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the Villes pairs seasons that layers of the map draw."""
    return tuple(int(c.removeprefix(_SAISON)) for c in couches if c.startswith(_SAISON))


def _frise(vue: Vue) -> tuple[Parametre, ...]:
    histoire = Bascule("histoire", "Toute l’histoire")
    return (*parametres_de_la_frise(vue), histoire, _ouvert("evenement", "Événement", vue))


def _parcours(vue: Vue) -> tuple[Parametre, ...]:
    etapes = _nommes(vue.etapes, "libelle")
    return (
        Plusieurs("groupes", "Groupes", _nommes(vue.groupes, "nom")),
        *((Plusieurs("etapes", "Étapes", etapes),) if etapes else ()),
        Plusieurs("etats", "États", {e: e.capitalize() for e in ETATS}),
        Un("etape", "Étape en détail", etapes, vide="Aucune en particulier"),
        Entier(
            "sans-nouvelle",
            "Territoire sans nouvelle depuis plus de (jours)",
            JOURS_SANS_NOUVELLE,
            _BORNES_DE_JOURS,
            "jours",
        ),
    )


def depuis_du_parcours(vue: Vue) -> Jour:
    """Return the day with which the page Parcours compares; it comes last in its sentence."""
    dernier = max(vue.jour - timedelta(days=1), PREMIER_JOUR)
    return Jour("depuis", "Depuis", dernier=dernier, mots="Depuis le", facultatif=True)


def _territoires(vue: Vue) -> tuple[Parametre, ...]:
    noms = _nommes(vue.territoires, "libelle")
    return (Un("territoire", "Territoire", noms, defaut=next(iter(noms), "")),)


def _groupes(vue: Vue) -> tuple[Parametre, ...]:
    noms = _nommes(vue.groupes, "nom")
    compares = tuple(noms)[:GROUPES_COMPARES]
    return (
        Plusieurs("groupes", "Groupes à comparer (deux à cinq)", noms, defaut=compares),
        _ouvert("groupe", "Groupe", vue),
        mesure_des_groupes(vue, _MESURES),
    )


def mesure_des_groupes(vue: Vue, possibles: Iterable[str] = tuple(PAR_GROUPE)) -> Un:
    """Return the parameter of the figure that is drawn of each group.

    Args:
        vue: the point of view.
        possibles: names of the figures; their labels are those of any group's.
    """
    noms = {
        cle: PAR_GROUPE[cle](vue, str(groupe)).libelle
        for groupe in vue.groupes["id"].head(1)
        for cle in possibles
    }
    mesures = noms or {cle: cle for cle in possibles}
    anciens = {libelle: cle for cle, libelle in mesures.items()}
    return Un("mesure", "Chiffre dessiné", mesures, defaut=_MESURE, anciens=anciens)


def _preoccupations(vue: Vue) -> tuple[Parametre, ...]:
    themes = {} if vue.preoccupations.empty else objets(vue, "theme")
    toutes = objets(vue, "preoccupation")
    return (
        Un("preoccupation", "Préoccupation", toutes, vide="Toutes"),
        Un("theme", "Thème", themes, vide="Tous"),
    )


def _referentiel(vue: Vue) -> tuple[Parametre, ...]:
    return (
        Un("enjeu", "Enjeu", objets(vue, "enjeu"), vide="Tous"),
        Un("balise", "Balise", objets(vue, "balise"), vide="Toutes"),
        Bascule("image", "Tout en une image"),
        Bascule("feuille", "Remplir ma feuille de route"),
    )


def _villes_pairs(vue: Vue) -> tuple[Parametre, ...]:
    participants = objets(vue, "participant")
    return (
        Un("saison", "Saison", objets(vue, "saison"), vide="Toutes les saisons"),
        Un("participant", "Participant", participants, vide="Aucun en particulier"),
    )


def _alliance(vue: Vue) -> tuple[Parametre, ...]:
    acteurs = dict(sorted(objets(vue, "acteur").items(), key=lambda paire: paire[1].casefold()))
    return (
        Un("chantier", "Chantier", objets(vue, "chantier"), vide="Tous les chantiers"),
        Un("acteur", "Personne ou organisation", acteurs, vide="Aucune en particulier"),
        Plusieurs("natures", "Montrer dans la liste", NATURES_D_ACTEURS, sujet="Acteurs"),
    )


def _lettres(vue: Vue) -> tuple[Parametre, ...]:
    lignes = lignes_visibles(vue, "newsletters")
    siennes = lignes[lignes["cohorte_id"] == vue.cohorte].sort_values("ordre")
    noms = objets(vue, "newsletter")
    options = {str(i): noms[str(i)] for i in siennes["id"]}
    return (Un("lettre", "Lettre", options, vide="Toutes les lettres"),)


def _sources(vue: Vue) -> tuple[Parametre, ...]:
    return (Un("source", "Source", objets(vue, "source"), vide="Toutes les sources"),)


def panier(vue: Vue) -> Panier:
    """Return the parameter of the figures kept, in the order in which they were."""
    noms = _NomsDesChiffres(vue)
    return Panier("chiffres", "Panier", noms, _CHIFFRE_ATTENDU, defaut=(), classes=False)


def _chiffres(vue: Vue) -> tuple[Parametre, ...]:
    lettre = derniere_lettre(vue)
    veille = vue.jour - timedelta(days=1)
    depuis = Jour(
        "depuis",
        "Comparer avec l’état au",
        dernier=veille,
        defaut=lettre.parue_le if lettre else None,
        mots="depuis le",
        facultatif=True,
    )
    return (
        Plusieurs("themes", "Thèmes", THEMES),
        *(_sujet(nature, libelle, vue) for nature, libelle in _SUJETS.items()),
        *((depuis,) if veille >= PREMIER_JOUR else ()),
        Un("chiffre", "chiffre", _NomsDesChiffres(vue), _CHIFFRE_ATTENDU),
        panier(vue),
    )


_SUJETS = {"groupe": "Groupe", "territoire": "Territoire"}


def _sujet(nature: str, libelle: str, vue: Vue) -> Un:
    options = {TOUS: f"Tous les {nature}s", **objets(vue, nature)}
    return Un(nature, libelle, options, vide="Aucun en particulier")


def periode_de_la_lettre(vue: Vue) -> tuple[date, date]:
    """Return the period of a letter at first: the month of the date, and the one before."""
    mois_avant = (vue.jour.replace(day=1) - timedelta(days=1)).replace(day=1)
    return max(mois_avant, PREMIER_JOUR), vue.jour


def _lettre(vue: Vue) -> tuple[Parametre, ...]:
    debut, fin = periode_de_la_lettre(vue)
    return Jour("debut", "Du", defaut=debut), Jour("fin", "Au", defaut=fin), panier(vue)


def _donnees(vue: Vue) -> tuple[Parametre, ...]:
    tables = vue.donnees.descripteur.tables
    noms = [PREMIERE_TABLE, *(nom for nom in tables if nom != PREMIERE_TABLE)]
    titres = {nom: tables[nom].titre for nom in noms}
    return (Un("table", "Table", titres, defaut=PREMIERE_TABLE),)


def _recherche(_vue: Vue) -> tuple[Parametre, ...]:
    return (Texte("q", "recherche"),)


PARAMETRES: dict[str, Callable[[Vue], Sequence[Parametre]]] = {
    page.cle: _sans_parametre for page in PAGES
} | {
    "carte": _carte,
    "frise": _frise,
    "parcours": _parcours,
    "territoires": _territoires,
    "groupes": _groupes,
    "preoccupations": _preoccupations,
    "referentiel": _referentiel,
    "villes_pairs": _villes_pairs,
    "alliance": _alliance,
    "lettres": _lettres,
    "sources": _sources,
    "chiffres": _chiffres,
    "lettre": _lettre,
    "donnees": _donnees,
    "mise_a_jour": tenue_a_jour.mise_a_jour,
    "historique": tenue_a_jour.historique,
    "recherche": _recherche,
}
