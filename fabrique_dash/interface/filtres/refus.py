"""What the address asked for and the page could not use: said, never passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.graphiques.socle.echappement import texte_sur


def dire_les_refus(refuses: Sequence[str]) -> None:
    """Tell what of the address was not used; nothing when everything was.

    Args:
        refuses: the sentences of the parameters.
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
