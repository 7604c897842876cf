"""« Ce que nous ne savons pas encore »: what a sheet lacks, and where to write it."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.fiche.histoire import (
    CATEGORIES,
    delegation,
    etapes,
    groupe,
    parcours,
    paroles,
)
from fabrique_dash.chiffres.fiche.situation import PartieSituee, parties
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.natures import DEPARTEMENT, REGION
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

COLONNES = ["champ", "etat", "fichier", "colonne"]
Lacune = tuple[str, str, str, str]


class LacuneDite(TypedDict):
    """A row of `lacunes`."""

    champ: str
    etat: str
    fichier: str
    colonne: str


@par_vue
def lacunes(vue: Vue, territoire: str) -> pd.DataFrame:
    """List what the sheet of a territory lacks at the reference date.

    Returns:
        champ (what is missing), etat (why: not documented, or undetermined, in words), fichier
        (table to fill), colonne (its columns, joined by commas).

    Raises:
        KeyError: the cohort has no such territory.
    """
    t = rangee(vue.territoires, territoire, Territoire)
    lignes = [*_identite(vue, t), *_groupe(vue, t), *_personnes(vue, t), *_parcours(vue, t)]
    return pd.DataFrame(lignes, columns=COLONNES)


def _identite(vue: Vue, t: Territoire) -> list[Lacune]:
    lacunes: list[Lacune] = []
    if not t["nom"]:
        lacunes.append(("Nom", Statut.NON_DOCUMENTE, "territoires.csv", "nom"))
    if not t["type_territoire"] or t["statut_type"] == Statut.INDETERMINE:
        etat = t["statut_type"]
        lacunes.append(("Type", etat, "territoires.csv", "type_territoire, statut_type"))
    lignes = rangees(parties(vue, t["id"]), PartieSituee)
    if not lignes:
        colonnes = "territoire_id, nature, code"
        return [*lacunes, ("Périmètre", Statut.NON_DOCUMENTE, "perimetres.csv", colonnes)]
    if len({li["hypothese"] for li in lignes}) > 1:
        choix = enumeration(list(dict.fromkeys(str(li["libelle_hypothese"]) for li in lignes)))
        etat = f"indéterminé\u00a0: plusieurs lectures possibles, {choix}"
        lacunes.append(("Périmètre", etat, "perimetres.csv", "hypothese (n’en garder qu’une)"))
    elif lignes[0]["statut"] == Statut.DEDUIT:
        etat = "déduit, à confirmer"
        lacunes.append(("Périmètre", etat, "perimetres.csv", "statut, source_id"))
    # A département or a région has no code but that of its perimeter.
    sans_autre_code = {li["nature"] for li in lignes} <= {DEPARTEMENT, REGION}
    if not t["code_insee"] and not t["siren"] and not sans_autre_code:
        lacunes.append(
            ("Code officiel", Statut.NON_DOCUMENTE, "territoires.csv", "siren ou code_insee")
        )
    return lacunes


def _groupe(vue: Vue, t: Territoire) -> list[Lacune]:
    champs = groupe(vue, t["id"])
    possibles = [c.valeur for c in champs if c.champ == "Groupe possible"]
    colonnes = "territoire_id, groupe_id, statut"
    if possibles:
        etat = f"indéterminé\u00a0: {enumeration(possibles, 'ou')}"
        return [("Groupe", etat, "rattachements.csv", colonnes)]
    if not champs:
        return [("Groupe", Statut.NON_DOCUMENTE, "rattachements.csv", colonnes)]
    return []


def _personnes(vue: Vue, t: Territoire) -> list[Lacune]:
    absents = [c.champ for c in delegation(vue, t["id"]) if c.statut == Statut.NON_DOCUMENTE]
    lacunes: list[Lacune] = []
    if absents or not t["nom"]:
        qui = enumeration(absents or list(CATEGORIES.values()))
        quoi = f"Délégation\u00a0: {qui}"
        colonnes = "territoire_id, categorie, acteur_id, fonction, connu_le"
        lacunes.append((quoi, Statut.NON_DOCUMENTE, "delegations.csv", colonnes))
    if not paroles(vue, t["id"]):
        colonnes = "territoire_id, acteur_id, question, idee, connu_le"
        lacunes.append(("Paroles et attentes", Statut.NON_DOCUMENTE, "paroles.csv", colonnes))
    return lacunes


def _parcours(vue: Vue, t: Territoire) -> list[Lacune]:
    muettes = [c.champ for c in parcours(vue, t["id"]) if c.statut == Statut.NON_DOCUMENTE]
    if not muettes:
        return []
    quoi = f"Parcours\u00a0: {compte(len(muettes), 'étape')} sur {len(etapes(vue))}"
    colonnes = "territoire_id, etape_id, etat, date, connu_le"
    return [(quoi, Statut.NON_DOCUMENTE, "avancement.csv", colonnes)]
