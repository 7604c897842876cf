"""See through which files of the house a value goes.

A file is on the way when one of its functions receives the value, returns it, or hands it to
another. The value can be inside a table, a row, a list, a figure; what holds everything (the data,
the point of view, what an address asks for and what it may ask for) is not the value. The memory,
which gives back what it was given and never looks at it, is not on the way.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import CodeType, FrameType, MappingProxyType
from typing import Any, Self

import pandas as pd
import plotly.graph_objects as go
import streamlit

from fabrique_dash.donnees.depot import Donnees, EtatDuDepot
from fabrique_dash.donnees.descripteur import Descripteur
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Parametre
from outils.serveur_local import RACINE

_PAGES = f"{RACINE / 'pages'}{os.sep}"
_MAISON = (f"{RACINE / 'fabrique_dash'}{os.sep}", _PAGES)
_STREAMLIT = os.path.dirname(str(streamlit.__file__)) + os.sep
_PORTENT_TOUT = (Donnees, EtatDuDepot, Descripteur, Vue, Demande, Parametre)
_PROFONDEUR = 8
_SANS_REGARDER = "fabrique_dash/donnees/memoire.py"

Reconnaitre = Callable[[object], bool]
_Trace = Callable[[FrameType, str, object], Any]


def _contenu(objet: object) -> list[Any]:
    """List what an object holds, as far as a value can be in it; nothing is computed for it."""
    if isinstance(objet, pd.DataFrame):
        return [objet[colonne] for colonne in objet.columns]
    if isinstance(objet, pd.Series):
        return list(objet) if objet.dtype in ("object", "str") else []
    if isinstance(objet, go.Figure):
        return list(vars(objet).values())
    if isinstance(objet, (dict, MappingProxyType)):
        return [*objet.keys(), *objet.values()]
    if isinstance(objet, (list, tuple, set, frozenset)):
        return list(objet)
    if is_dataclass(objet) and not isinstance(objet, (type, *_PORTENT_TOUT)):
        return [getattr(objet, champ.name, None) for champ in fields(objet)]
    return []


def porte(objet: object, est_la_valeur: Reconnaitre, profondeur: int = _PROFONDEUR) -> bool:
    """Tell whether an object is the value, or holds it."""
    if est_la_valeur(objet):
        return True
    if isinstance(objet, (str, bytes)) or not profondeur:
        return False
    return any(porte(morceau, est_la_valeur, profondeur - 1) for morceau in _contenu(objet))


def _noms_des_arguments(code: CodeType) -> tuple[str, ...]:
    de_plus = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + de_plus]


class Suivi:
    """Note the files through which a value goes, in every thread, until it has arrived.

    Attributes:
        fichiers: their paths, from the root of the repository.
        arrive: whether the value has been handed to the function of Streamlit that shows it.
    """

    def __init__(self, est_la_valeur: Reconnaitre, jusqu_a: str = "") -> None:
        """Prepare to follow a value.

        Args:
            est_la_valeur: recognises it.
            jusqu_a: name of the function of Streamlit where it arrives; empty when there is none.
        """
        self.fichiers: set[str] = set()
        self.arrive = False
        self._est_la_valeur = est_la_valeur
        self._jusqu_a = jusqu_a
        self._notes: set[str] = set()

    def __enter__(self) -> Self:
        threading.settrace(self._appeler)
        sys.settrace(self._appeler)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        threading.settrace(None)

    def devient(self, est_la_valeur: Reconnaitre, jusqu_a: str) -> None:
        """Follow from now on what came of the value, until it is shown."""
        self._est_la_valeur, self._jusqu_a = est_la_valeur, jusqu_a

    def _appeler(self, cadre: FrameType, _evenement: str, _: object) -> _Trace | None:
        """Look at what a call receives; return what looks at its end, if it is of the house."""
        fichier, nom = cadre.f_code.co_filename, cadre.f_code.co_name
        if self.arrive:
            return None
        if nom == self._jusqu_a and fichier.startswith(_STREAMLIT):
            self.arrive = self._recu(cadre)
            return None
        if not fichier.startswith(_MAISON):
            return None
        if not self._est_note(cadre) and self._recu(cadre):
            self._noter_l_appel(cadre)
        cadre.f_trace_lines = False
        return self._finir

    def _finir(self, cadre: FrameType, evenement: str, resultat: object) -> _Trace:
        """Look at what a call returns."""
        if evenement == "return" and not self.arrive:
            change = self._change(cadre, resultat)
            if change or (not self._est_note(cadre) and self._rendu(cadre, resultat)):
                self._noter_l_appel(cadre)
        return self._finir

    def _change(self, _cadre: FrameType, _resultat: object) -> bool:
        """Tell whether a return has made the value something else, which is followed from now."""
        return False

    def _est_note(self, cadre: FrameType) -> bool:
        """Tell whether there is nothing more to learn from a call: most are between such files."""
        derriere = cadre.f_back
        cites = [cadre.f_code.co_filename, *([derriere.f_code.co_filename] if derriere else [])]
        return all(cite in self._notes for cite in cites if cite.startswith(_MAISON))

    def _recu(self, cadre: FrameType) -> bool:
        locales = cadre.f_locals
        recus = (locales.get(nom) for nom in _noms_des_arguments(cadre.f_code))
        return any(porte(recu, self._est_la_valeur) for recu in recus)

    def _rendu(self, cadre: FrameType, resultat: object) -> bool:
        return cadre.f_code.co_name != "<module>" and porte(resultat, self._est_la_valeur)

    def _noter_l_appel(self, cadre: FrameType) -> None:
        self._noter(cadre)
        self._noter(cadre.f_back)

    def _noter(self, cadre: FrameType | None) -> None:
        if cadre is not None and cadre.f_code.co_filename.startswith(_MAISON):
            chemin = os.path.relpath(cadre.f_code.co_filename, RACINE)
            self._notes.add(cadre.f_code.co_filename)
            self.fichiers.add(chemin.replace(os.sep, "/"))
            self.fichiers.discard(_SANS_REGARDER)
