"""What rests on each source, and how well each table is documented, at the reference date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import NATURE_DE, lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

STATUTS = tuple(Statut)
# Columns that say what a row is about, the most telling first.
_PARLANTES = (
    "titre",
    "libelle",
    "nom",
    "element",
    "sujet",
    "idee",
    "texte",
    "enjeu",
    "collectivite",
    "aspect",
    "libelle_hypothese",
    "fonction",
    "role",
)


@dataclass(frozen=True)
class LigneAppuyee:
    """A row of the data, in words.

    Attributes:
        libelle: what the row is about.
        nature: kind of the thing that has a page for it, or empty.
        identifiant: id of that thing, or empty.
        statut: status of the row.
        principale: whether the source is the row's main one.
        rangee: its table, and its id there.
    """

    libelle: str
    nature: str
    identifiant: str
    statut: str
    principale: bool
    rangee: tuple[str, str]


def _tables_sourcees(vue: Vue) -> list[Table]:
    tables = vue.donnees.descripteur.tables.values()
    return [t for t in tables if {"source_id", "statut"} <= set(t.colonnes)]


@par_vue
def statuts_par_table(vue: Vue) -> pd.DataFrame:
    """Count the rows of each table that may be shown, by status.

    Returns:
        table, titre, lignes, and one column of counts per status (`STATUTS`).
    """
    comptes = []
    for table in _tables_sourcees(vue):
        nombres = lignes_visibles(vue, table.nom)["statut"].value_counts()
        par_statut = {statut: int(nombres.get(statut, 0)) for statut in STATUTS}
        comptes.append(
            {"table": table.nom, "titre": table.titre, "lignes": int(nombres.sum())} | par_statut
        )
    return pd.DataFrame(comptes, columns=["table", "titre", "lignes", *STATUTS])


class AppuisDUneTable(TypedDict):
    """A row of `appuis`."""

    source: str
    table: str
    titre: str
    principales: int
    autres: int


@par_vue
def appuis(vue: Vue) -> pd.DataFrame:
    """Count, for each source and table, the rows shown that rest on it.

    Returns:
        source, table, titre, principales (rows of which it is the main source), autres (rows that
        it confirms or completes); one row per source and table that it serves.
    """
    parties: list[dict[str, object]] = []
    for table in _tables_sourcees(vue):
        lignes = lignes_visibles(vue, table.nom)
        principales = _compter_les_codes(lignes, "source_id")
        autres = _compter_les_codes(lignes, "autres_sources")
        parties += [
            {"source": code, "table": table.nom, "titre": table.titre}
            | {"principales": principales[code], "autres": autres[code]}
            for code in dict.fromkeys([*principales, *autres])
        ]
    return pd.DataFrame(parties, columns=["source", "table", "titre", "principales", "autres"])


def _compter_les_codes(lignes: pd.DataFrame, colonne: str) -> Counter[str]:
    """Count the rows that cite each source in a column of codes separated by spaces."""
    nombres: Counter[str] = Counter()
    if colonne in lignes.columns:
        for codes, combien in lignes[colonne].value_counts().items():
            for code in set(str(codes).split()):
                nombres[code] += int(combien)
    return nombres


@par_vue
def lignes_appuyees(vue: Vue, source: str, nom: str) -> tuple[LigneAppuyee, ...]:
    """List the rows of a table that rest on a source, in words, the main ones first.

    Args:
        vue: the point of view.
        source: id of the source.
        nom: name of a table that has sources.
    """
    table = vue.donnees.descripteur.tables[nom]
    trouvees = []
    for ligne in rangees(lignes_visibles(vue, nom)):
        principale = ligne["source_id"] == source
        if principale or source in str(ligne.get("autres_sources", "")).split():
            trouvees.append(_en_mots(vue, table, ligne, principale))
    return tuple(sorted(trouvees, key=lambda ligne: not ligne.principale))


def _en_mots(vue: Vue, table: Table, ligne: Rangee, principale: bool) -> LigneAppuyee:
    nature, identifiant = NATURE_DE.get(table.nom, ""), str(ligne.get("id", ""))
    statut, rangee = ligne["statut"], (table.nom, identifiant)
    if nature in ("", "source") or identifiant not in objets(vue, nature):
        libelle, sujet = _libelle(vue, table, ligne), _sujet(vue, table, ligne)
        return LigneAppuyee(libelle, *sujet, statut, principale, rangee)
    libelle = objets(vue, nature)[identifiant]
    return LigneAppuyee(libelle, nature, identifiant, statut, principale, rangee)


def _libelle(vue: Vue, table: Table, ligne: Rangee) -> str:
    """Say what a row is about: its own words, then the things that it links."""
    noms = [
        objets(vue, NATURE_DE[cle.table])[ligne[cle.champ]]
        for cle in table.cles_etrangeres
        if cle.table in NATURE_DE
        and cle.table != "sources"
        and ligne[cle.champ] in objets(vue, NATURE_DE[cle.table])
    ]
    propre = next((str(ligne[c]) for c in _PARLANTES if ligne.get(c)), "")
    return " — ".join(filter(None, [propre, *noms])) or guillemets(str(ligne.get("id", "")))


def _sujet(vue: Vue, table: Table, ligne: Rangee) -> tuple[str, str]:
    """Find the thing with a page that a row is about: the first that it points to."""
    for cle in table.cles_etrangeres:
        nature = NATURE_DE.get(cle.table, "source")
        if nature != "source" and ligne[cle.champ] in objets(vue, nature):
            return nature, str(ligne[cle.champ])
    return "", ""
