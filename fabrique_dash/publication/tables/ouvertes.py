"""The tables as open data: whole, or as they could be known at a date, filtered by ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.atelier import atelier, atelier_des_longs
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.demande import un_de, vue_demandee
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.tables.classeur import classeur, jour_ou_texte
from fabrique_dash.publication.tables.tableaux import csv, csv_excel, parquet

DATE = "date"
# Each filter is the name of a parameter, with the table whose ids it takes.
FILTRES = {"groupe": "groupes", "territoire": "territoires", "cohorte": "cohortes"}
LiseMoi = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Format:
    """One form of a table: `ecrire` makes the file from the rows and what is said of them."""

    nom: str
    extension: str
    type_mime: str
    ecrire: Callable[[pd.DataFrame, LiseMoi], bytes]


def json_de_table(lignes: pd.DataFrame) -> bytes:
    """Write rows as a JSON array of objects; an empty cell is null."""
    sans_vide = lignes.astype("object").where(lignes.notna() & (lignes != ""), None)
    texte = sans_vide.to_json(orient="records", force_ascii=False, double_precision=15)
    return str(texte).encode("utf-8")


def _avec_des_jours(lignes: pd.DataFrame) -> pd.DataFrame:
    """Give a workbook real dates: a text is not sorted nor counted as a day."""
    return lignes.assign(
        **{c: lignes[c].map(jour_ou_texte) for c in lignes.attrs["dates"] if c in lignes.columns}
    )


FORMATS = {
    f.extension: f
    for f in (
        Format("CSV", "csv", "text/csv; charset=utf-8", lambda t, _: csv(t)),
        Format("JSON", "json", "application/json", lambda t, _: json_de_table(t)),
        Format("Parquet", "parquet", "application/vnd.apache.parquet", lambda t, _: parquet(t)),
        Format(
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda t, dit: classeur(
                {str(t.attrs["nom"]): _avec_des_jours(t)},
                dit,
                fait_le=date.fromisoformat(t.attrs["fait_le"]),
            ),
        ),
    )
}
CSV_EXCEL = Format("CSV pour Excel", "csv", "text/csv; charset=utf-8", lambda t, _: csv_excel(t))


_PAR_NOM = {f.nom: f for f in (*FORMATS.values(), CSV_EXCEL)}
CASES_LOURDES = 10_000  # as a workbook, a tenth of a second
CASES_LONGUES = 200_000  # two seconds
DELAI = 60.0  # seconds: the largest workbook takes six


def ecrire_table(ecrit: Format, lignes: pd.DataFrame, dit: LiseMoi) -> bytes:
    """Write a table; a large one in a workshop, away from the pages.

    Args:
        ecrit: the form of the file.
        lignes: rows, as `table_demandee` gives them.
        dit: what the file says of itself.

    Raises:
        TravailImpossible: the workshop could not.
    """
    if lignes.size < CASES_LOURDES:
        return ecrit.ecrire(lignes, dit)
    lieu = atelier() if lignes.size < CASES_LONGUES else atelier_des_longs()
    return lieu.faire(_ecrire, ecrit.nom, lignes, list(dit), delai=DELAI)


def _ecrire(nom: str, lignes: pd.DataFrame, dit: LiseMoi) -> bytes:
    return _PAR_NOM[nom].ecrire(lignes, dit)


def table_de(donnees: Donnees, nom: str) -> Table:
    """Return the description of a table.

    Raises:
        Introuvable: the package has no such table.
    """
    tables = donnees.descripteur.tables
    if nom not in tables:
        raise Introuvable(f"Aucune table ne s’appelle «\u00a0{nom[:60]}\u00a0».", list(tables))
    return tables[nom]


def colonne_de(table: Table, cible: str) -> str:
    """Return the column of a table that holds the ids of another (or its own); empty if none."""
    if table.nom == cible:
        return "id"
    return next((c.champ for c in table.cles_etrangeres if c.table == cible), "")


def filtres_de(table: Table) -> list[str]:
    """List the filters that a table understands, besides the date."""
    par_territoire = bool(colonne_de(table, "territoires"))
    return [
        nom
        for nom, cible in FILTRES.items()
        if colonne_de(table, cible) or (nom == "groupe" and par_territoire)
    ]


def au_jour(vue: Vue, nom: str) -> pd.DataFrame:
    """Return what may be shown of a table on the reference date, with the schema's columns.

    For events `realisation`, which says today what nobody knew then, gives way to `etat`.
    """
    lignes = lignes_visibles(vue, nom)
    colonnes = list(vue.donnees.descripteur.tables[nom].colonnes)
    if "etat" in lignes.columns and "realisation" in colonnes:
        colonnes[colonnes.index("realisation")] = "etat"
    return lignes[colonnes].reset_index(drop=True)


def filtrer(
    donnees: Donnees, table: Table, lignes: pd.DataFrame, lus: Mapping[str, str]
) -> pd.DataFrame:
    """Keep the rows that an address asks for.

    A row about a territory is of every group to which this territory may belong.

    Args:
        donnees: the data.
        table: the table's description.
        lignes: its rows.
        lus: parameters, of which those of `FILTRES` count.

    Raises:
        ParametreRefuse: a value is no id of its table.
    """
    for nom in (n for n in FILTRES if n in lus):
        cible = FILTRES[nom]
        ident = un_de(nom, lus[nom], [str(i) for i in donnees.table(cible)["id"]])
        colonne = colonne_de(table, cible)
        if colonne:
            lignes = lignes[lignes[colonne] == ident]
        else:
            liens = donnees.table("rattachements")
            siens = liens[liens["groupe_id"] == ident]["territoire_id"]
            lignes = lignes[lignes[colonne_de(table, "territoires")].isin(siens)]
    return lignes.reset_index(drop=True)


def parametres_de(table: Table) -> list[str]:
    """List the parameters that the address of a table understands."""
    # Places carry their own years instead of following the reference date.
    dates = [] if table.de_reference else [DATE, "cohorte"]
    return list(dict.fromkeys([*dates, *filtres_de(table)]))


def table_demandee(donnees: Donnees, table: Table, lus: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a table that an address asks for: all of them without a date.

    Raises:
        ParametreRefuse: a value can't be used.
    """
    if DATE in lus:
        suivie = {"cohorte": lus["cohorte"]} if "cohorte" in lus else {}
        lignes = au_jour(vue_demandee(donnees, {DATE: lus[DATE], **suivie}), table.nom)
    else:
        lignes = donnees.table(table.nom)
    retenues = filtrer(donnees, table, lignes, lus)
    retenues.attrs["nom"] = table.nom
    retenues.attrs["dates"] = [c.nom for c in table.champs if c.est_une_date_reduite]
    retenues.attrs["fait_le"] = donnees.descripteur.cree_le[:10]
    return retenues


def lisez_moi(donnees: Donnees, table: Table, lus: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say what a file holds, where it comes from and under which licence."""
    dit = mentions(donnees)
    filtres = ", ".join(f"{nom}\u00a0: {valeur}" for nom, valeur in lus.items() if nom != DATE)
    jour = f"au {jour_long(vue_demandee(donnees, {DATE: lus[DATE]}).jour)}" if DATE in lus else ""
    return [
        ("Table", f"{table.titre} ({table.nom})"),
        ("Description", table.description),
        ("État", jour or "table complète, toutes dates"),
        ("Filtres", filtres or "aucun"),
        ("Jeu de données", f"{dit.titre}, version {dit.version}"),
        ("Mise à jour", dit.mise_a_jour),
        ("Producteur", dit.producteur),
        ("Licence", dit.licence),
    ]


def paquet_publie(donnees: Donnees) -> bytes:
    """Write the descriptor as served: each table is the CSV that stands beside it."""
    ressources = []
    for table in donnees.descripteur.tables.values():
        ressource = {k: v for k, v in table.brut.items() if k not in ("bytes", "hash")}
        ressources.append(
            ressource
            | {
                "path": f"{table.nom}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
            }
        )
    ressources.append(
        {
            "name": "territoires_geojson",
            "title": "Territoires et périmètres",
            "path": "territoires.geojson",
            "profile": "data-resource",
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
        }
    )
    publie = {**donnees.descripteur.brut, "resources": ressources}
    return json.dumps(publie, ensure_ascii=False, indent=2).encode()
