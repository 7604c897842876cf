"""What the address asked for and the page could not use: said, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, guillemets, jour_long
from fabrique_dash.chiffres.recherche.moteur import lisible
from fabrique_dash.graphiques.socle.echappement import texte_sur

_LONGUEUR_MONTREE = 60
_VALEURS_MONTREES = 5


def choix_de(libelle: str) -> str:
    """Say what a list of choices expects.

    Args:
        libelle: label of the control.
    """
    return f"un des choix de {guillemets(libelle)} à cette date"


def jour_entre(premier: date, dernier: date) -> str:
    """Say what a day expects."""
    return f"un jour comme 2021-11-30, du {jour_long(premier)} au {jour_long(dernier)}"


def entier_entre(premier: int, dernier: int) -> str:
    """Say what a whole number expects."""
    if premier == dernier:
        return f"«\u00a0{premier}\u00a0»"
    return f"un nombre entier, de {premier} à {dernier}"


def refus(cle: str, possible: Callable[[str], object], attendu: str) -> tuple[str, ...]:
    """Read a parameter of the address, and tell the values that can't be used.

    To be called before the control is drawn: Streamlit takes out of the address what its own
    controls can't use.

    Args:
        cle: parameter of the address.
        possible: tells whether a value can be used.
        attendu: what was expected, in words.

    Returns:
        One sentence for each wrong value; nothing for an empty value, which asks for nothing.
    """
    return refus_de(cle, st.query_params.get_all(cle), possible, attendu)


def refus_de(
    cle: str, valeurs: Iterable[str], possible: Callable[[str], object], attendu: str
) -> tuple[str, ...]:
    """Tell the values that can't be used, as `refus` does, when they are read already."""
    mauvaises = dict.fromkeys(valeur for valeur in valeurs if valeur and not possible(valeur))
    return tuple(
        f"{guillemets(f'{cle}={_court(valeur)}')}\u00a0: il fallait {attendu}."
        for valeur in list(mauvaises)[:_VALEURS_MONTREES]
    )


def _court(valeur: str) -> str:
    montree = lisible(valeur[:_LONGUEUR_MONTREE])
    return montree if len(valeur) <= _LONGUEUR_MONTREE else f"{montree}…"


def dire_les_refus(refuses: Sequence[str]) -> None:
    """Tell what of the address was not used; nothing when everything was.

    Args:
        refuses: the sentences that `refus` made.
    """
    if not refuses:
        return
    nombre = compte(
        len(refuses),
        "valeur de l’adresse n’a pas été reprise",
        "valeurs de l’adresse n’ont pas été reprises",
    )
    lignes = "".join(f"<li>{texte_sur(phrase)}</li>" for phrase in refuses)
    st.html(
        f'<div class="tp-alerte" role="status"><p><strong>{nombre}.</strong> La page s’ouvre sans '
        f"{'elle' if len(refuses) == 1 else 'elles'}\u00a0: corrigez l’adresse, ou choisissez dans "
        f"la page.</p><ul>{lignes}</ul></div>"
    )
