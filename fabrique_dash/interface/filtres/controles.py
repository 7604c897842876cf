"""The controls that change an address: one for each kind of parameter, and one protocol for all.

The address rules: it is read once a run, and a control shows what was read; when a reader moves
it, the address is written before the next run reads it. So a link inside the page, or going back,
moves the controls. Streamlit's own binding would write labels instead of ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

import streamlit as st

from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import (
    Annees,
    Bascule,
    Entier,
    Plusieurs,
    Un,
    annees_de,
)
from fabrique_dash.publication.site.parametres import Filtre, Jour, Parametre

LARGEUR = 340  # pixels, of a field that stands alone in its row
_SIGNES_MARKDOWN = re.compile(r"([\\`*_\[\]<$~|])")
Ecrire = Callable[[], None]


def demander(
    demande: Demande,
    cle: str,
    *,
    aide: str = "",
    oublie: str | tuple[str, ...] = (),
    largeur: int | None = None,
) -> Filtre:
    """Draw the control of a parameter.

    Args:
        demande: what the address asks for.
        cle: name of the parameter.
        aide: help shown beside the label.
        oublie: parameter, or several, that mean nothing any more once another choice is made.
        largeur: width in pixels of a field that holds a number or a day; the whole row if None.

    Returns:
        The parameter as it was read.
    """
    parametre, lu = demande.parametre(cle), demande[cle]
    champ = f"{demande.page}-{cle}"
    voulu = _montre(parametre, lu)
    if not _pareils(st.session_state.get(champ), voulu):
        st.session_state[champ] = voulu

    @sans_coupure
    def ecrire() -> None:
        for autre in (oublie,) if isinstance(oublie, str) else oublie:
            st.query_params.pop(autre, None)
        noter(parametre, _choisi(parametre, st.session_state[champ]))

    _dessiner(parametre, champ, ecrire, aide or None, largeur or "stretch")
    return lu


def noter(parametre: Parametre, choix: tuple[str, ...]) -> None:
    """Write a choice into the address; nothing when it is the default.

    Args:
        parametre: its parameter.
        choix: ids, in the order of the options.
    """
    dits = parametre.filtre(choix).parametres
    if dits:
        st.query_params[parametre.cle] = dits[parametre.cle]
    else:
        st.query_params.pop(parametre.cle, None)


def sans_markdown(texte: str) -> str:
    """Escape what Streamlit would read as Markdown in the label of a control."""
    return _SIGNES_MARKDOWN.sub(r"\\\1", texte)


def noms_distincts(noms: Mapping[str, str]) -> dict[str, str]:
    """Give what can be chosen names of their own: a control tells Streamlit its name, no more.

    Args:
        noms: name by identifier.

    Returns:
        The same, each name that several share followed by the identifier.
    """
    fois = Counter(noms.values())
    return {ident: nom if fois[nom] == 1 else f"{nom} ({ident})" for ident, nom in noms.items()}


def _pareils(montre: object, voulu: object) -> bool:
    """Tell whether a control shows what it should: pills keep the order of the clicks."""
    if isinstance(montre, list) and isinstance(voulu, list):
        return set(montre) == set(voulu)
    return montre == voulu


def _montre(parametre: Parametre, lu: Filtre) -> Any:
    """Return what the control shows of a choice."""
    match parametre:
        case Plusieurs():
            return list(lu.choix)
        case Jour():
            return date.fromisoformat(lu.un) if lu.un else None
        case Entier():
            return int(lu.un)
        case Annees():
            return annees_de(lu.choix) or parametre.bornes
        case Bascule():
            return bool(lu.choix)
        case _:
            return lu.un


def _choisi(parametre: Parametre, valeur: Any) -> tuple[str, ...]:
    """Return the choice that a control shows."""
    match parametre:
        case Plusieurs():
            return tuple(ident for ident in parametre.options if ident in (valeur or ()))
        case Jour():
            return (valeur.isoformat(),) if valeur else parametre.de_base
        case Annees():
            return () if tuple(valeur) == parametre.bornes else (f"{valeur[0]}-{valeur[1]}",)
        case Bascule():
            return (parametre.cle,) if valeur else ()
        case _:
            return (str(valeur),) if valeur else ()


def _dessiner_plusieurs(parametre: Plusieurs, commun: Mapping[str, Any]) -> None:
    distincts = noms_distincts(parametre.options)
    noms = {ident: sans_markdown(texte) for ident, texte in distincts.items()}
    st.pills(
        parametre.libelle,
        list(noms),
        selection_mode="multi",
        format_func=noms.__getitem__,
        **commun,
    )


def _dessiner(
    parametre: Parametre,
    champ: str,
    ecrire: Ecrire,
    aide: str | None,
    largeur: int | Literal["stretch"],
) -> None:
    """Draw a control whose value the session already holds."""
    commun: dict[str, Any] = {"key": champ, "on_change": ecrire, "help": aide}
    libelle = parametre.libelle
    match parametre:
        case Plusieurs():
            _dessiner_plusieurs(parametre, commun)
        case Un():
            rien = {} if parametre.defaut else {"": parametre.vide}
            possibles = noms_distincts({**rien, **parametre.options})
            st.selectbox(libelle, list(possibles), format_func=possibles.__getitem__, **commun)
        case Jour():
            st.date_input(
                libelle,
                value=None if parametre.facultatif else "today",
                min_value=parametre.premier,
                max_value=parametre.dernier,
                format="DD/MM/YYYY",
                width=largeur,
                **commun,
            )
        case Entier():
            st.number_input(libelle, *parametre.bornes, width=largeur, **commun)
        case Annees():
            debut, fin = st.session_state[champ]
            bornes = min(debut, parametre.bornes[0]), max(fin, parametre.bornes[1])
            if bornes[0] < bornes[1]:
                st.slider(libelle, *bornes, **commun)
        case Bascule():
            st.toggle(libelle, **commun)
        case _:
            raise TypeError(f"pas de contrôle pour {type(parametre).__name__}")
