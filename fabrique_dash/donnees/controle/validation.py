"""Validation of a whole data package: frictionless for the schema, our rules for the rest.

Frictionless reads no file of ours: it is given what `lecture` read, written again. So a cell has
one reading, and what is valid here can be served.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from frictionless import FrictionlessException, Package
from frictionless import system as frictionless_system

from fabrique_dash.donnees.controle.contours import (
    TRACES,
    problemes_des_contours,
    problemes_des_traces,
)
from fabrique_dash.donnees.controle.empreintes import problemes_des_empreintes
from fabrique_dash.donnees.controle.messages import (
    LIGNES_MAL_FORMEES,
    en_francais,
    problemes_de_lecture,
)
from fabrique_dash.donnees.controle.regles import problemes_des_regles
from fabrique_dash.donnees.controle.structure import (
    Structure,
    examiner,
    problemes_des_references,
)
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    DescripteurIllisible,
    Table,
    lire_descripteur,
)
from fabrique_dash.donnees.fichiers import Fichier
from fabrique_dash.donnees.lecture import TableLue, typer
from fabrique_dash.donnees.problemes import Probleme

_SEPARATEUR = {"csv": {"delimiter": ","}}
_TABLES_RETENUES = (
    128  # more than a package has: of a saved table, the others are not checked again
)


def _schema(lue: TableLue) -> dict[str, Any]:
    """Fit a schema to the file's header, so that a wrong header hides no fault of the cells.

    Foreign keys are looked at apart.
    """
    brut = lue.table.brut["schema"]
    presentes = lue.fichier.entete
    champs = {champ["name"]: champ for champ in brut["fields"]}
    cle = lue.table.cle_primaire
    return {
        **brut,
        "fields": [
            champs[nom]
            if nom in champs and nom not in presentes[:rang]
            else {"name": f"{nom} {rang}", "type": "string"}
            for rang, nom in enumerate(presentes)
        ],
        "primaryKey": list(cle) if set(cle) <= {*presentes} else [],
        "foreignKeys": [],
    }


def _en_csv(lue: TableLue) -> str:
    sortie = StringIO()
    redacteur = csv.writer(sortie, lineterminator="\n")
    redacteur.writerow(lue.fichier.entete)
    # A row without anything is written as an empty line, which frictionless calls so.
    redacteur.writerows(cases if any(cases) else [] for cases in lue.textes())
    return sortie.getvalue()


@lru_cache(_TABLES_RETENUES)
def _erreurs_du_schema(schema: str, contenu: str) -> Sequence[dict[str, Any]]:
    """Have frictionless check the rows of one table.

    Args:
        schema: the Table Schema, as JSON.
        contenu: the table, as CSV.
    """
    with TemporaryDirectory() as transit:
        chemin = Path(transit) / "table.csv"
        chemin.write_text(contenu, "utf-8", newline="")
        ressource = {
            "name": "table",
            "path": str(chemin),
            "schema": json.loads(schema),
            "encoding": "utf-8",
            "dialect": _SEPARATEUR,
        }
        # Trusted: this file is ours, and its path is absolute.
        with frictionless_system.use_context(trusted=True):
            package = Package.from_descriptor({"name": "donnees", "resources": [ressource]})
            rapport = package.validate()
    erreurs = (e.to_descriptor() for tache in rapport.tasks for e in tache.errors)
    return tuple(e for e in erreurs if not e["type"].endswith("-label"))


def _problemes_du_schema(lue: TableLue) -> list[Probleme]:
    # What is said first of a cell is what is kept.
    problemes = list(problemes_de_lecture(lue))
    erreurs = _erreurs_du_schema(json.dumps(_schema(lue)), _en_csv(lue))
    return problemes + [en_francais(erreur, lue) for erreur in erreurs]


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
        lues = {nom: s.lue for nom, s in structures.items() if s.lue is not None}
        problemes = [p for structure in structures.values() for p in structure.problemes]
        for lue in lues.values():
            if complet or not lue.table.est_notee(dossier):
                problemes += _problemes_du_schema(lue)
    except DescripteurIllisible as erreur:
        return [_descripteur_en_faute(str(erreur))]
    except FrictionlessException as erreur:
        raisons = " ; ".join(r.note for r in erreur.reasons) or erreur.error.note
        return [_descripteur_en_faute(f"le descripteur n’est pas valide ({raisons})")]
    problemes += problemes_des_references(lues)
    problemes += problemes_des_contours(dossier, descripteur)
    traces = lues.get(TRACES)
    if traces is not None and (complet or not traces.table.est_notee(dossier)):
        problemes += problemes_des_traces(traces)
    if complet:
        problemes += problemes_des_empreintes(dossier, descripteur)
    entieres = _toutes_entieres(structures, problemes)
    problemes += problemes_des_regles(lues, entieres, descripteur.jour)
    return _sans_redites(_sans_suites(problemes))


def verifier_la_rangee(
    table: Table,
    rangee: Mapping[str, str],
    autres: Sequence[Mapping[str, str]] = (),
    place: int = 0,
) -> list[Probleme]:
    """Check a row: its cells, and the rules that need no other table.

    Args:
        table: its table.
        rangee: its cells, as they are typed.
        autres: the other rows of the table, which it must be told from; nothing is said of them.
        place: how many of them come before it.
    """
    # It is read last: of two rows that are alike, the fault is the second one's.
    cases = [[r.get(c, "") for c in table.colonnes] for r in (*autres, rangee)]
    lignes = [*range(1, place + 2), *range(place + 3, len(cases) + 2), place + 2]
    lue = typer(table, Fichier(table.colonnes, cases, tuple(lignes)))
    problemes = _problemes_du_schema(lue)
    problemes += problemes_des_regles({table.nom: lue}, False, aujourd_hui())
    return _sans_redites([p for p in problemes if p.ligne == lue.ligne(len(autres))])


def _toutes_entieres(structures: Mapping[str, Structure], problemes: list[Probleme]) -> bool:
    """Tell whether nothing of the tables is missing, not even a cell."""
    return not any(p.probleme in LIGNES_MAL_FORMEES for p in problemes) and all(
        s.lue is not None and s.lue.entiere for s in structures.values()
    )


def _descripteur_en_faute(probleme: str) -> Probleme:
    return Probleme(
        NOM_FICHIER, 0, "", "", probleme, "rétablir la dernière version correcte du fichier"
    )
