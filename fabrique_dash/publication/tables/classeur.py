"""Workbooks (XLSX): a « Lisez-moi » sheet, then one sheet per table, with real numbers and dates.

Nothing from the data can become a formula or a link: text is written as text. The same content
gives the same bytes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from fabrique_dash.donnees.classeurs.modele import LISEZ_MOI
from fabrique_dash.donnees.dates import precision, premier_jour

LIGNES_AU_PLUS = 1_048_575  # a sheet's rows, less the header
_SIGNES_PAR_CASE = 32_767
_SUITE = "… (texte coupé\u00a0: voir le CSV)"
_INTERDITS = re.compile(r"[\[\]:*?/\\]")
_LONGUEUR_DE_NOM = 31
_LARGEUR_MIN, _LARGEUR_MAX = 10, 60
_PREMIERE_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was

Valeur = str | float | bool | date | None


def classeur(
    feuilles: Mapping[str, pd.DataFrame], lisez_moi: Sequence[tuple[str, str]], *, fait_le: date
) -> bytes:
    """Write a workbook.

    Numbers, booleans and dates are written as such; a missing value, as an empty cell; anything
    else, as text. The header row of each sheet stays in view and has filters.

    Args:
        feuilles: the tables, by name of their sheet; columns' names are the headers. A name too
            long, already taken or with a forbidden sign is made acceptable.
        lisez_moi: lines of the first sheet, (subject, text).
        fait_le: day of the data, written as the day on which the workbook was made.

    Raises:
        ValueError: a table has more rows than a sheet can hold.
    """
    tampon = io.BytesIO()
    livre = xlsxwriter.Workbook(
        tampon,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    livre.set_properties({"created": datetime(fait_le.year, fait_le.month, fait_le.day)})
    feuille_lisez_moi(livre, lisez_moi)
    pris = {LISEZ_MOI.lower()}
    for nom, tableau in feuilles.items():
        _feuille(livre, nom_de_feuille(nom, pris), tableau)
    livre.close()
    return tampon.getvalue()


def nom_de_feuille(nom: str, pris: set[str]) -> str:
    """Make a name that a sheet may have, and note it as taken.

    Args:
        nom: the wished name.
        pris: names already taken, in lower case; it is added to.
    """
    propre = _INTERDITS.sub(" ", nom).strip("' ")[:_LONGUEUR_DE_NOM].strip("' ") or "Feuille"
    choisi, rang = propre, 2
    # « History » is a name that Excel keeps for itself.
    while choisi.lower() in pris | {"history"}:
        suffixe = f" ({rang})"
        choisi, rang = propre[: _LONGUEUR_DE_NOM - len(suffixe)] + suffixe, rang + 1
    pris.add(choisi.lower())
    return choisi


def jour_ou_texte(texte: str) -> date | str:
    """Return a reduced ISO date as a day when it is one; « 2022-02 » and « 2022 » stay text."""
    if texte and precision(texte) == "jour":
        return premier_jour(texte)
    return texte


def feuille_lisez_moi(livre: Workbook, lignes: Sequence[tuple[str, str]]) -> None:
    """Write the first sheet of a workbook.

    Args:
        livre: the workbook.
        lignes: its lines, (subject, text).
    """
    feuille = livre.add_worksheet(LISEZ_MOI)
    gras = livre.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    renvoi = livre.add_format({"text_wrap": True, "valign": "top"})
    feuille.set_column(0, 0, 26, gras)
    feuille.set_column(1, 1, 100, renvoi)
    feuille.hide_gridlines(2)
    for rang, (sujet, texte) in enumerate(lignes):
        feuille.write_string(rang, 0, coupe(sujet), gras)
        feuille.write_string(rang, 1, coupe(texte), renvoi)


def _feuille(livre: Workbook, nom: str, tableau: pd.DataFrame) -> None:
    if len(tableau) > LIGNES_AU_PLUS:
        raise ValueError(f"{len(tableau)} lignes\u00a0: une feuille en tient {LIGNES_AU_PLUS}")
    feuille = livre.add_worksheet(nom)
    tete = livre.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    jour = livre.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    simple = livre.add_format({"text_wrap": True, "valign": "top"})
    for colonne, titre in enumerate(tableau.columns):
        valeurs = [_valeur(brute) for brute in tableau.iloc[:, colonne]]
        feuille.set_column(colonne, colonne, _largeur(str(titre), valeurs))
        feuille.write_string(0, colonne, coupe(str(titre)), tete)
        for rang, valeur in enumerate(valeurs, start=1):
            _ecrire(feuille, rang, colonne, valeur, simple, jour)
    feuille.freeze_panes(1, 1)
    if len(tableau.columns):
        feuille.autofilter(0, 0, len(tableau), len(tableau.columns) - 1)


def _ecrire(
    feuille: Worksheet, rang: int, colonne: int, valeur: Valeur, simple: Format, jour: Format
) -> None:
    if valeur is None:
        return
    if isinstance(valeur, str):
        feuille.write_string(rang, colonne, coupe(valeur), simple)
    elif isinstance(valeur, bool):
        feuille.write_boolean(rang, colonne, valeur, simple)
    elif isinstance(valeur, date):
        feuille.write_datetime(rang, colonne, valeur, jour)
    else:
        feuille.write_number(rang, colonne, valeur, simple)


def _valeur(brute: Any) -> Valeur:
    """Reduce a cell to what a workbook can hold; None is an empty cell."""
    if isinstance(brute, list | tuple):
        return " ".join(map(str, brute))
    if pd.isna(brute):
        return None
    if hasattr(brute, "item"):  # a NumPy scalar
        brute = brute.item()
    if isinstance(brute, date):
        jour = brute.date() if isinstance(brute, datetime) else brute
        return jour if jour >= _PREMIERE_DATE else jour.isoformat()
    if isinstance(brute, int | float):
        return brute if math.isfinite(brute) else None
    return str(brute) or None


def coupe(texte: str) -> str:
    """Cut a text that no cell holds, and say so."""
    if len(texte) <= _SIGNES_PAR_CASE:
        return texte
    return texte[: _SIGNES_PAR_CASE - len(_SUITE)] + _SUITE


def _largeur(titre: str, valeurs: Sequence[Valeur]) -> int:
    """Width of a column, in characters: that of its longest text, within bounds."""
    longueurs = [len(v) if isinstance(v, str) else _LARGEUR_MIN for v in valeurs if v is not None]
    return max(_LARGEUR_MIN, min(_LARGEUR_MAX, max([len(titre), *longueurs]) + 2))
