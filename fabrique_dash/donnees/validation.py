"""Validation of a whole data package: frictionless for the schema, our rules for the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from frictionless import FrictionlessException, Package, Report
from frictionless import system as frictionless_system

from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    Descripteur,
    DescripteurIllisible,
    Table,
    lire_descripteur,
)
from fabrique_dash.donnees.lecture import ENCODAGE, TableLue, lignes_de_depart, lire_table
from fabrique_dash.donnees.messages import en_francais
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.regles import problemes_des_regles

_SEPARATEUR = {"csv": {"delimiter": ","}}


def _ressource(dossier: Path, table: Table, transit: Path) -> dict[str, Any]:
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
        "schema": table.brut["schema"],
        "encoding": ENCODAGE,
        "dialect": _SEPARATEUR,
    }


def _problemes_du_schema(dossier: Path, descripteur: Descripteur) -> list[Probleme]:
    ressources, problemes = [], []
    with TemporaryDirectory() as transit:
        for table in descripteur.tables.values():
            try:
                ressources.append(_ressource(dossier, table, Path(transit)))
            except (OSError, ValueError):
                erreur = {"type": "scheme-error", "note": ""}
                problemes.append(en_francais(erreur, table.chemin, []))
                ressources.append({"name": table.nom, "data": [list(table.colonnes)]})
        rapport = _rapport(ressources)
    for tache in rapport.tasks:
        table = descripteur.tables[tache.name]
        departs = lignes_de_depart(dossier / table.chemin)
        problemes += [en_francais(e.to_descriptor(), table.chemin, departs) for e in tache.errors]
    return problemes


def _rapport(ressources: list[dict[str, Any]]) -> Report:
    # Trusted: the folder is chosen by whoever runs the application, and paths are absolute.
    with frictionless_system.use_context(trusted=True):
        package = Package.from_descriptor({"name": "donnees", "resources": ressources})
        return package.validate()


def _sans_redites(problemes: list[Probleme]) -> list[Probleme]:
    """Say each fault once.

    A key is both unique and primary, so frictionless says its double twice; and one wrong code
    may stand on thousands of lines, which then makes one message that counts them.
    """
    par_case = {(p.fichier, p.ligne, p.valeur, p.probleme): p for p in reversed(problemes)}
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


def verifier(dossier: Path) -> list[Probleme]:
    """Check a whole package and return all its faults, none if it is sound.

    The schema comes first (types, constraints, keys, foreign keys); the rules that a schema
    can't say need typed tables, so they run on the tables that could be read.

    Args:
        dossier: folder that holds datapackage.json.
    """
    try:
        descripteur = lire_descripteur(dossier)
        problemes = _problemes_du_schema(dossier, descripteur)
    except DescripteurIllisible as erreur:
        return [_descripteur_en_faute(str(erreur))]
    except FrictionlessException as erreur:
        raisons = "; ".join(r.note for r in erreur.reasons) or erreur.error.note
        return [_descripteur_en_faute(f"le descripteur n’est pas valide ({raisons})")]
    return _sans_redites(problemes + problemes_des_regles(_tables_lisibles(dossier, descripteur)))


def _tables_lisibles(dossier: Path, descripteur: Descripteur) -> dict[str, TableLue]:
    lisibles = {}
    for nom, table in descripteur.tables.items():
        try:
            lisibles[nom] = TableLue(
                table, lire_table(dossier, table), lignes_de_depart(dossier / table.chemin)
            )
        except (OSError, ValueError, KeyError, UnicodeDecodeError):
            # The schema validation has said what is wrong with this file.
            continue
    return lisibles


def _descripteur_en_faute(probleme: str) -> Probleme:
    return Probleme(
        NOM_FICHIER, 0, "", "", probleme, "rétablir la dernière version correcte du fichier"
    )
