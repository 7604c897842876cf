"""Tables as an Excel workbook, in which nothing is a formula or a link."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import xlsxwriter

_INTERDITS = re.compile(r"[\[\]:*?/\\']")
_CASE = 32_767  # characters that Excel accepts in a cell
_ONGLET = 31  # characters that Excel accepts in a sheet's name
_LARGEUR = 60


def _valeur(valeur: object) -> object:
    if isinstance(valeur, np.generic):
        return valeur.item()
    if isinstance(valeur, list | tuple):
        return " ".join(map(str, valeur))
    if isinstance(valeur, bool | int | float):
        return valeur
    return str(valeur)


def _ecrire(feuille: xlsxwriter.worksheet.Worksheet, rang: int, ligne: Sequence[object]) -> None:
    for colonne, valeur in enumerate(ligne):
        if valeur is None or valeur is pd.NA or valeur != valeur or valeur == "":
            continue
        propre = _valeur(valeur)
        if isinstance(propre, bool):
            feuille.write_boolean(rang, colonne, propre)
        elif isinstance(propre, int | float):
            feuille.write_number(rang, colonne, propre)
        else:
            feuille.write_string(rang, colonne, str(propre)[:_CASE])


def _nom_d_onglet(nom: str, pris: set[str]) -> str:
    propre = (_INTERDITS.sub(" ", nom).strip() or "Feuille")[:_ONGLET]
    libre, numero = propre, 2
    while libre.lower() in pris:
        libre, numero = f"{propre[: _ONGLET - 4]} {numero}", numero + 1
    pris.add(libre.lower())
    return libre


def classeur(feuilles: Mapping[str, pd.DataFrame], lisez_moi: Sequence[tuple[str, str]]) -> bytes:
    """Write tables as a workbook: one sheet each, and a first sheet that says what they are.

    The same content gives the same bytes.

    Args:
        feuilles: rows of each sheet, by its name.
        lisez_moi: what is said of them, as (label, text).
    """
    tampon = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(tampon, options) as livre:
        livre.set_properties({"created": datetime(2000, 1, 1)})
        gras = livre.add_format({"bold": True})
        pris: set[str] = set()
        notice = livre.add_worksheet(_nom_d_onglet("Lisez-moi", pris))
        notice.set_column(0, 0, 20, gras)
        notice.set_column(1, 1, _LARGEUR * 2)
        for rang, paire in enumerate(lisez_moi):
            _ecrire(notice, rang, paire)
        for nom, tableau in feuilles.items():
            feuille = livre.add_worksheet(_nom_d_onglet(nom, pris))
            feuille.set_row(0, None, gras)
            feuille.freeze_panes(1, 0)
            _ecrire(feuille, 0, [str(colonne) for colonne in tableau.columns])
            for rang, ligne in enumerate(tableau.itertuples(index=False, name=None), start=1):
                _ecrire(feuille, rang, ligne)
    return tampon.getvalue()
