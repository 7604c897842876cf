"""What stands around a field: a note, a fault, what it is about, what it could not keep."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.poser import poser

_NON_ENREGISTRES = "champs-non-enregistres"
_A_COPIER = (
    "Votre session s’est fermée avant que ceci soit enregistré. Copiez-le\u00a0: vous le remettrez "
    "dans le formulaire, une fois la session rouverte."
)


def noter(texte: str) -> None:
    """Say in small; a caption of Streamlit's is too pale to be read by everybody."""
    poser(html('<p class="tp-note">{}</p>', texte))


def dire_la_faute(faute: str) -> None:
    """Say what is wrong in the field above; nothing if it is empty."""
    if faute:
        st.markdown(f":red[**À corriger**\u00a0: {sans_markdown(faute)}]")


def attacher(cle: str, objet: str, vide: str | bool = "") -> None:
    """Empty a field, before it is drawn, when what it holds was meant for something else.

    Args:
        cle: the field's key, one for all that it may be about.
        objet: what it is about now.
        vide: what one holds in which nothing was typed.
    """
    pour = f"{cle}-pour"
    if cle not in st.session_state or st.session_state.get(pour, objet) != objet:
        st.session_state[cle] = vide
    st.session_state[pour] = objet


def retenir(titre: str, texte: str) -> None:
    """Keep in sight what a field could not keep.

    Args:
        titre: the field's label.
        texte: what was typed; nothing once it is kept.
    """
    retenus = {**st.session_state.get(_NON_ENREGISTRES, {}), titre: texte}
    st.session_state[_NON_ENREGISTRES] = {t: dit for t, dit in retenus.items() if dit}


def montrer_ce_qui_est_retenu() -> None:
    """Show what the fields could not keep, to be copied."""
    retenus = st.session_state.get(_NON_ENREGISTRES, {})
    if retenus:
        st.warning(_A_COPIER)
    for titre, texte in retenus.items():
        poser(html("<p>{}\u00a0:</p>{}", titre, a_copier(texte, titre)))
