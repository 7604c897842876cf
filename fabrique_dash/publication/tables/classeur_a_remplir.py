"""A workbook to fill: the rows as they are published, to be changed, then sent back.

All is text but numbers, so that no spreadsheet changes a code or a date. Under the titles, a hidden
row names the columns: it comes back with the file, and says what goes where.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from fabrique_dash.donnees.cellules import est_un_code
from fabrique_dash.donnees.classeurs.modele import LISEZ_MOI, LISTES, lettre
from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.publication.tables.classeur import feuille_lisez_moi, nom_de_feuille

PREMIERE = 2  # rank of the first row of data, from 0
_A_AJOUTER = 500  # rows under the data that have lists too
_TEXTE = {"num_format": "@", "valign": "top", "text_wrap": True}
_LARGEUR_DE_CODE, _LARGEUR_DE_TEXTE = 16, 36
_NOMBRE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,8}[1-9])?")  # comes back as it left
_BOOLEENS = ("true", "false")


@dataclass(frozen=True)
class AFeuille:
    """A table to fill.

    Attributes:
        table: its description.
        rangees: its rows, as they are typed.
        choix: what a cell may hold, by column, where that is a short list.
        ferme: the columns whose list holds all that is allowed.
    """

    table: Table
    rangees: Sequence[Mapping[str, str]]
    choix: Mapping[str, Sequence[str]]
    ferme: frozenset[str]


def classeur_a_remplir(
    feuilles: Sequence[AFeuille], lisez_moi: Sequence[tuple[str, str]], fait_le: date
) -> bytes:
    """Write a workbook to fill: « Lisez-moi », a sheet per table, and the lists, hidden.

    Args:
        feuilles: the tables.
        lisez_moi: lines of the first sheet, (subject, text).
        fait_le: day of the data.
    """
    tampon = io.BytesIO()
    sans_calcul = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    livre = xlsxwriter.Workbook(tampon, sans_calcul)
    livre.set_properties({"created": datetime(fait_le.year, fait_le.month, fait_le.day)})
    feuille_lisez_moi(livre, lisez_moi)
    pris = {LISEZ_MOI.lower(), LISTES.lower()}
    listes = _Listes()
    for a_remplir in feuilles:
        _feuille(livre, nom_de_feuille(a_remplir.table.titre, pris), a_remplir, listes)
    listes.ecrire(livre)
    livre.close()
    return tampon.getvalue()


class _Listes:
    """The lists of all the sheets, each once: a rule of a cell can't hold a long one."""

    def __init__(self) -> None:
        self._rangs: dict[tuple[str, ...], int] = {}

    def adresse(self, valeurs: Sequence[str]) -> str:
        rang = self._rangs.setdefault(tuple(valeurs), len(self._rangs))
        colonne = lettre(rang)
        return f"='{LISTES}'!${colonne}$1:${colonne}${len(valeurs)}"

    def ecrire(self, livre: Workbook) -> None:
        if self._rangs:
            feuille = livre.add_worksheet(LISTES)
            feuille.hide()
            for valeurs, rang in self._rangs.items():
                feuille.write_column(0, rang, valeurs)


def _feuille(livre: Workbook, nom: str, a_remplir: AFeuille, listes: _Listes) -> None:
    feuille = livre.add_worksheet(nom)
    tete = livre.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    texte, nombre = livre.add_format(_TEXTE), livre.add_format({"valign": "top"})
    champs, rangees = a_remplir.table.champs, a_remplir.rangees
    derniere = PREMIERE + len(rangees) + _A_AJOUTER
    for rang, champ in enumerate(champs):
        en_nombre = champ.type in ("integer", "number")
        largeur = _LARGEUR_DE_CODE if est_un_code(champ) else _LARGEUR_DE_TEXTE
        feuille.set_column(rang, rang, largeur, nombre if en_nombre else texte)
        feuille.write_string(0, rang, champ.titre, tete)
        feuille.write_string(1, rang, champ.nom, texte)
        if choix := a_remplir.choix.get(champ.nom):
            regle = _regle(champ, listes.adresse(choix), champ.nom in a_remplir.ferme)
            feuille.data_validation(PREMIERE, rang, derniere, rang, regle)
        for ligne, rangee in enumerate(rangees, PREMIERE):
            _ecrire(feuille, ligne, rang, rangee.get(champ.nom, ""), nombre if en_nombre else texte)
    feuille.set_row(1, None, None, {"hidden": True})
    feuille.freeze_panes(PREMIERE, 1)
    feuille.ignore_errors({"number_stored_as_text": f"A1:{lettre(len(champs) - 1)}{derniere}"})


def _regle(champ: Champ, source: str, ferme: bool) -> dict[str, object]:
    """Have a cell show its list; another value is refused, or, where it may be new, asked about."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop" if ferme else "warning",
        "error_title": champ.titre[:32],
        "error_message": "Cette valeur n’est pas dans la liste.",
    }


def _ecrire(feuille: Worksheet, ligne: int, rang: int, valeur: str, forme: Format) -> None:
    if not valeur:
        return
    if forme.num_format != _TEXTE["num_format"] and _NOMBRE.fullmatch(valeur):
        feuille.write_number(ligne, rang, float(valeur), forme)
    else:
        feuille.write_string(ligne, rang, valeur, forme)


def choix_fermes(champ: Champ) -> Sequence[str]:
    """Return all that a column allows, where the descriptor lists it; nothing otherwise."""
    if champ.type == "boolean":
        return _BOOLEENS
    return tuple(map(str, champ.contraintes.get("enum", ())))
