"""Validation of a whole data package: frictionless for the schema, our rules for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from frictionless import FrictionlessException, Package, Report
from frictionless import system as frictionless_system

from fabrique_dash.donnees.controle.contours import problemes_des_contours
from fabrique_dash.donnees.controle.empreintes import est_notee, problemes_des_empreintes
from fabrique_dash.donnees.controle.messages import LIGNES_MAL_FORMEES, en_francais
from fabrique_dash.donnees.controle.references import problemes_des_references
from fabrique_dash.donnees.controle.regles import problemes_des_regles
from fabrique_dash.donnees.controle.structure import Structure, examiner
from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    Descripteur,
    DescripteurIllisible,
    Table,
    lire_descripteur,
)
from fabrique_dash.donnees.lecture import ENCODAGE, TableLue, lire_table
from fabrique_dash.donnees.problemes import Probleme

_SEPARATEUR = {"csv": {"delimiter": ","}}


def _schema(table: Table, structures: Mapping[str, Structure]) -> dict[str, Any]:
    """Fit a schema to the file's header, so that a wrong header hides no fault of the cells.

    Foreign keys are looked at apart.
    """
    brut = table.brut["schema"]
    presentes = structures[table.nom].colonnes
    champs = {champ["name"]: champ for champ in brut["fields"]}
    return {
        **brut,
        "fields": [
            champs[nom]
            if nom in champs and nom not in presentes[:rang]
            else {"name": f"{nom} {rang}", "type": "string"}
            for rang, nom in enumerate(presentes)
        ],
        "primaryKey": [c for c in table.cle_primaire if set(table.cle_primaire) <= {*presentes}],
        "foreignKeys": [],
    }


def _ressource(
    dossier: Path, table: Table, transit: Path, structures: Mapping[str, Structure]
) -> dict[str, Any]:
    """Describe a table to frictionless; a Parquet table passes by a CSV copy.

    Frictionless reads Parquet four times slower than CSV, and copies in-memory rows many times.
    """
    chemin = dossier / table.chemin
    if chemin.suffix == ".parquet":
        chemin = transit / f"{table.nom}.csv"
        pd.read_parquet(dossier / table.chemin).to_csv(chemin, index=False)
    return {
        "name": table.nom,
        "path": str(chemin),
        "schema": _schema(table, structures),
        "encoding": ENCODAGE,
        "dialect": _SEPARATEUR,
    }


def _problemes_du_schema(
    dossier: Path, descripteur: Descripteur, structures: Mapping[str, Structure], complet: bool
) -> list[Probleme]:
    tables = [
        table
        for table in descripteur.tables.values()
        if structures[table.nom].colonnes and (complet or not est_notee(dossier, table))
    ]
    with TemporaryDirectory() as transit:
        ressources = [_ressource(dossier, t, Path(transit), structures) for t in tables]
        rapport = _rapport(ressources)
    problemes = [p for structure in structures.values() for p in structure.problemes]
    for tache in rapport.tasks:
        lignes = structures[tache.name].lignes
        chemin = descripteur.tables[tache.name].chemin
        erreurs = [e.to_descriptor() for e in tache.errors if not e.type.endswith("-label")]
        problemes += [en_francais(erreur, chemin, lignes) for erreur in erreurs]
    # Last: of a cell that breaks several rules, what is said first is kept.
    return [*problemes, *problemes_des_references(dossier, descripteur, structures)]


def _rapport(ressources: list[dict[str, Any]]) -> Report:
    # Trusted: the folder is chosen by whoever runs the application, and paths are absolute.
    with frictionless_system.use_context(trusted=True):
        package = Package.from_descriptor({"name": "donnees", "resources": ressources})
        rapport: Report = package.validate()
    return rapport


def _sans_suites(problemes: list[Probleme]) -> list[Probleme]:
    """Say a row of the wrong shape once: its cells are not where they should be."""
    mal_formees: dict[tuple[str, int], Probleme] = {}
    for p in problemes:
        if p.probleme in LIGNES_MAL_FORMEES:
            mal_formees.setdefault((p.fichier, p.ligne), p)
    return [p for p in problemes if mal_formees.get((p.fichier, p.ligne), p) is p]


def _sans_redites(problemes: list[Probleme]) -> list[Probleme]:
    """Say each fault once.

    A key is both unique and primary, so frictionless says its double twice; a cell may break
    several rules at once, the first is enough; and one wrong code may stand on thousands of
    lines, which then makes one message that counts them.
    """
    avec_colonne = {(p.fichier, p.ligne, p.probleme) for p in problemes if p.colonne}
    par_case: dict[tuple[str, int, str, str], Probleme] = {}
    for p in problemes:
        if p.colonne or (p.fichier, p.ligne, p.probleme) not in avec_colonne:
            par_case.setdefault((p.fichier, p.ligne, p.colonne, p.valeur), p)
    lots: dict[tuple[str, str, str, str], list[Probleme]] = {}
    for p in sorted(par_case.values()):
        lots.setdefault((p.fichier, p.colonne, p.valeur, p.probleme), []).append(p)
    return sorted(_une_fois(lot) for lot in lots.values())


def _une_fois(lot: list[Probleme]) -> Probleme:
    premier, suivants = lot[0], len(lot) - 1
    if not suivants:
        return premier
    lignes = "une autre ligne" if suivants == 1 else f"{suivants} autres lignes"
    return replace(premier, probleme=f"{premier.probleme} (même faute sur {lignes})")


def verifier(dossier: Path, complet: bool = False) -> list[Probleme]:
    """Check a whole package and return all its faults, none if it is sound.

    The schema comes first (types, constraints, keys, foreign keys); the rules that a schema
    can't say need typed tables, so they run on the tables that could be read.

    Args:
        dossier: folder that holds datapackage.json.
        complet: check also the rows of the tables whose file is the one that the descriptor
            records, and say which files no longer are.
    """
    try:
        descripteur = lire_descripteur(dossier)
        structures = {t.nom: examiner(dossier, t) for t in descripteur.tables.values()}
        problemes = _problemes_du_schema(dossier, descripteur, structures, complet)
    except DescripteurIllisible as erreur:
        return [_descripteur_en_faute(str(erreur))]
    except FrictionlessException as erreur:
        raisons = " ; ".join(r.note for r in erreur.reasons) or erreur.error.note
        return [_descripteur_en_faute(f"le descripteur n’est pas valide ({raisons})")]
    problemes += problemes_des_contours(dossier, descripteur)
    if complet:
        problemes += problemes_des_empreintes(dossier, descripteur)
    lisibles = _tables_lisibles(dossier, descripteur, structures)
    problemes += problemes_des_regles(lisibles, len(lisibles) == len(descripteur.tables))
    return _sans_redites(_sans_suites(problemes))


def _tables_lisibles(
    dossier: Path, descripteur: Descripteur, structures: Mapping[str, Structure]
) -> dict[str, TableLue]:
    lisibles = {}
    for nom, table in descripteur.tables.items():
        try:
            lisibles[nom] = TableLue(table, lire_table(dossier, table), structures[nom].lignes)
        except (OSError, ValueError, KeyError):
            # The schema validation has said what is wrong with this file.
            continue
    return lisibles


def _descripteur_en_faute(probleme: str) -> Probleme:
    return Probleme(
        NOM_FICHIER, 0, "", "", probleme, "rétablir la dernière version correcte du fichier"
    )
