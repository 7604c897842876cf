"""« Qui me ressemble »: other territories of the cohort, criterion by criterion, with the reason.

Nothing is added up: a territory may answer several criteria, each says why in words. What is
unknown is left out of a criterion, and said to be.
"""

from __future__ import annotations

from dataclasses import dataclass

from fabrique_dash.chiffres.fiche.distances import bornes_de_distance, centres, distance_en_mots
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, guillemets, nombre
from fabrique_dash.chiffres.tables.carte import (
    SANS_POSITION,
    TerritoireSurCarte,
    territoires_sur_carte,
)
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.perimetres import perimetres_chiffres
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

PLUS_PROCHES = 3
RAPPORT_MAXIMAL = 2.0


@dataclass(frozen=True)
class Semblable:
    """A territory that answers a criterion, and why."""

    territoire: str
    libelle: str
    raison: str


@dataclass(frozen=True)
class Critere:
    """One way to be alike.

    Attributes:
        titre: the criterion, as a heading.
        regle: what is compared and how.
        semblables: who answers it.
        ecartes: names of the territories that can't be compared: the data lacks.
        impossible: why the territory itself can't be compared, or empty.
    """

    titre: str
    regle: str
    semblables: tuple[Semblable, ...] = ()
    ecartes: tuple[str, ...] = ()
    impossible: str = ""


@par_vue
def ressemblances(vue: Vue, territoire: str) -> tuple[Critere, ...]:
    """Compare a territory with the others of its cohort, at the reference date.

    Raises:
        KeyError: the cohort has no such territory.
    """
    moi = rangee(territoires_sur_carte(vue), territoire, TerritoireSurCarte)
    places = territoires_sur_carte(vue)
    autres = rangees(places[places["id"] != territoire], TerritoireSurCarte)
    return (
        _proches(vue, moi, autres),
        _de_taille_voisine(vue, moi, autres),
        _du_meme_groupe(vue, moi, autres),
        _du_meme_theme(vue, moi, autres),
        _du_meme_type(moi, autres),
    )


def _noms(lignes: list[TerritoireSurCarte]) -> tuple[str, ...]:
    return tuple(str(li["libelle"]) for li in lignes)


def _proches(vue: Vue, moi: TerritoireSurCarte, autres: list[TerritoireSurCarte]) -> Critere:
    titre = "Les plus proches"
    regle = f"Les {PLUS_PROCHES} plus proches, à vol d’oiseau entre les centres des périmètres."
    depart = centres(vue, moi["id"])
    if not depart:
        manque = "son périmètre n’est pas documenté"
        if moi["hors_carte"] == SANS_POSITION:
            manque = "sa position est absente des données de référence"
        return Critere(titre, regle, impossible=manque)
    mesures, ecartes = [], []
    for autre in autres:
        bornes = bornes_de_distance(depart, centres(vue, autre["id"]))
        if bornes is None:
            ecartes.append(autre)
        else:
            mesures.append((bornes, autre))
    mesures.sort(key=lambda m: m[0])
    trouves = tuple(
        Semblable(a["id"], a["libelle"], f"à {_sans_de(distance_en_mots(b))}, à vol d’oiseau")
        for b, a in mesures[:PLUS_PROCHES]
    )
    return Critere(titre, regle, trouves, _noms(ecartes))


def _sans_de(mots: str) -> str:
    return mots.removeprefix("de ").replace(" à ", " ou ") if mots.startswith("de ") else mots


def _populations(vue: Vue, territoire: str) -> tuple[list[float], str]:
    perimetres = perimetres_chiffres(vue.donnees)
    siens = perimetres[perimetres["territoire_id"] == territoire].dropna(subset=["population"])
    annees = enumeration(sorted(set(siens["annees"])))
    return [float(p) for p in siens["population"] if p > 0], annees


def _de_taille_voisine(
    vue: Vue, moi: TerritoireSurCarte, autres: list[TerritoireSurCarte]
) -> Critere:
    titre = "De taille voisine"
    regle = "La population de l’un vaut au plus le double de celle de l’autre."
    siennes, annees = _populations(vue, moi["id"])
    if not siennes:
        return Critere(titre, regle, impossible="sa population n’est pas documentée")
    trouves, ecartes = [], []
    for autre in autres:
        valeurs, ses_annees = _populations(vue, autre["id"])
        if not valeurs:
            ecartes.append(autre)
            continue
        rapports = [max(a, b) / min(a, b) for a in siennes for b in valeurs]
        if min(rapports) <= RAPPORT_MAXIMAL:
            raison = _raison_de_taille(valeurs, rapports, annees, ses_annees)
            trouves.append((min(rapports), Semblable(autre["id"], autre["libelle"], raison)))
    ordonnes = tuple(s for _, s in sorted(trouves, key=lambda t: t[0]))
    return Critere(titre, regle, ordonnes, _noms(ecartes))


def _raison_de_taille(
    valeurs: list[float], rapports: list[float], annees: str, ses_annees: str
) -> str:
    combien = " ou ".join(nombre(v) for v in valeurs)
    bas, haut = (nombre(borne, 1) for borne in (min(rapports), max(rapports)))
    raison = f"{combien} habitants ({ses_annees}), un rapport de 1 à {bas}"
    if bas != haut:
        raison += f" ou de 1 à {haut}, selon le périmètre"
    if annees != ses_annees:
        raison += f"\u202f; l’année n’est pas la même ({annees} ici)"
    return raison


def _du_meme_groupe(vue: Vue, moi: TerritoireSurCarte, autres: list[TerritoireSurCarte]) -> Critere:
    titre, regle = "Du même groupe", "Groupe certain, ou groupes possibles quand il ne l’est pas."
    if not moi["groupe_ids"]:
        return Critere(titre, regle, impossible="son groupe n’est pas documenté")
    noms = vue.groupes.set_index("id")["nom"]
    trouves = []
    for autre in autres:
        communs = [g for g in moi["groupe_ids"] if g in autre["groupe_ids"]]
        if communs:
            dit = enumeration([guillemets(str(noms[g])) for g in communs], "ou")
            raison = f"groupe {dit}"
            if not (moi["certain"] and autre["certain"]):
                raison = f"peut-être\u00a0: {raison}, indéterminé pour {_pour_qui(moi, autre)}"
            trouves.append(Semblable(autre["id"], autre["libelle"], raison))
    ecartes = [a for a in autres if not a["groupe_ids"]]
    return Critere(titre, regle, tuple(trouves), _noms(ecartes))


def _pour_qui(moi: TerritoireSurCarte, autre: TerritoireSurCarte) -> str:
    if moi["certain"]:
        return "lui"
    return "celui-ci" if autre["certain"] else "les deux"


def _themes(vue: Vue, territoire: TerritoireSurCarte) -> dict[str, list[str]]:
    """Themes of the concerns that a territory may have: its concerns, by theme."""
    siennes = vue.preoccupations[vue.preoccupations["groupe_id"].isin(territoire["groupe_ids"])]
    lignes = siennes.groupby("theme", sort=False)["libelle"].agg(list)
    return {str(theme): libelles for theme, libelles in lignes.items()}


def _du_meme_theme(vue: Vue, moi: TerritoireSurCarte, autres: list[TerritoireSurCarte]) -> Critere:
    titre = "Du même thème de préoccupation"
    regle = "Thèmes des préoccupations de leurs groupes, certains ou possibles."
    siens = _themes(vue, moi)
    if not siens:
        manque = "aucune préoccupation de son groupe n’est documentée à cette date"
        return Critere(titre, regle, impossible=manque)
    trouves, ecartes = [], []
    for autre in autres:
        autres_themes = _themes(vue, autre)
        communs = [t for t in siens if t in autres_themes]
        if not autres_themes:
            ecartes.append(autre)
        elif communs:
            detail = enumeration([guillemets(p) for t in communs for p in autres_themes[t]])
            raison = f"{enumeration(communs)} ({detail})"
            if not (moi["certain"] and autre["certain"]):
                raison = f"peut-être\u00a0: {raison}"
            trouves.append(Semblable(autre["id"], autre["libelle"], raison))
    return Critere(titre, regle, tuple(trouves), _noms(ecartes))


def _du_meme_type(moi: TerritoireSurCarte, autres: list[TerritoireSurCarte]) -> Critere:
    titre, regle = "Du même type", "Même nature de collectivité, quand les sources la donnent."
    if not _type_sur(moi):
        return Critere(titre, regle, impossible="son type n’est pas établi")
    trouves = tuple(
        Semblable(a["id"], a["libelle"], str(a["type_territoire"]))
        for a in autres
        if _type_sur(a) and a["type_territoire"] == moi["type_territoire"]
    )
    return Critere(titre, regle, trouves, _noms([a for a in autres if not _type_sur(a)]))


def _type_sur(territoire: TerritoireSurCarte) -> bool:
    return bool(territoire["type_territoire"]) and territoire["statut_type"] in (
        Statut.DOCUMENTE,
        Statut.DEDUIT,
    )


def ecartes_en_mots(critere: Critere) -> str:
    """Say who can't be compared, and why; nothing when all can."""
    if critere.impossible:
        return f"Comparaison impossible\u00a0: {critere.impossible}."
    if not critere.ecartes:
        return ""
    return (
        f"{compte(len(critere.ecartes), 'territoire laissé', 'territoires laissés')} de côté, "
        f"faute de données\u00a0: {enumeration(list(critere.ecartes))}."
    )
