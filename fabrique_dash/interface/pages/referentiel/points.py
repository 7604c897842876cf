"""The points of bascule, of rupture and of convergence that a territory notes on its worksheet."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.points_svg import Marque, frise_des_points
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.tables.feuille_de_route import LONGUEUR_DE_NOTE, nettoyer
from fabrique_dash.publication.tables.points_de_la_feuille import (
    SORTES,
    Case,
    faute,
    nouveau,
    points,
    sorte_de,
)

_SORTE, _QUAND, _MOTS = "feuille-point-sorte", "feuille-point-quand", "feuille-point-mots"
_FAUTE, _AJOUTE = "feuille-point-faute", "feuille-point-ajoute"
_COULOIRS = [sorte.capitalize() for sorte in SORTES]


def montrer(vue: Vue, feuille: dict[str, Case], change: Callable[[], None]) -> None:
    """Let the reader note points, and see them on a timeline, once the framework is known.

    Args:
        vue: the point of view.
        feuille: the reader's sheet, which is changed.
        change: called after each change.
    """
    cadre = lignes_visibles(vue, "cadre_observation")
    cadre = cadre[cadre["rubrique"] == "point à repérer"]
    if cadre.empty:
        return
    poser(_explication(vue, str(cadre["chantier_id"].iloc[0])))
    blocs.source(vue, cadre)
    _saisir(feuille, change)
    siens = points(feuille)
    if siens:
        blocs.dessin(_frise(siens), defile=True)
    for ident, point in siens.items():
        _ligne(feuille, ident, point, change)


def _explication(vue: Vue, chantier: str) -> Markup:
    lien = blocs.nom_lie(vue, "chantier", chantier, "projet d’administration du Puy-de-Dôme")
    return html(
        "<h3>Vos points de bascule, de rupture et de convergence</h3>"
        "<p>Le {} observe sa démarche en repérant ces trois sortes de points, pour la raconter et "
        "pour l’adapter. La source ne les définit pas\u00a0: à vous de dire ce qu’ils sont chez "
        "vous. Ils partent avec la feuille et reviennent avec elle\u202f; rien n’est noté.</p>",
        lien,
    )


def _saisir(feuille: dict[str, Case], change: Callable[[], None]) -> None:
    if st.session_state.get(_AJOUTE):
        st.session_state.update({_SORTE: None, _QUAND: "", _MOTS: "", _AJOUTE: False})
    with st.form("feuille-point"):
        gauche, droite = st.columns([3, 2], vertical_alignment="bottom")
        gauche.segmented_control("Sorte de point", list(SORTES), key=_SORTE, format_func=_nommer)
        droite.text_input("Quand", key=_QUAND, max_chars=10, placeholder="2022 ou 2022-03-15")
        st.text_input("Ce qui s’est passé, en vos mots", key=_MOTS, max_chars=LONGUEUR_DE_NOTE)
        st.form_submit_button(
            "Ajouter ce point", on_click=_ajouter, args=(feuille, change), icon=":material/add:"
        )
    if st.session_state.get(_FAUTE):
        poser(html('<p class="tp-alerte" role="alert">{}</p>', st.session_state[_FAUTE]))


def _nommer(sorte: str) -> str:
    return sorte.capitalize()


@sans_coupure
def _ajouter(feuille: dict[str, Case], change: Callable[[], None]) -> None:
    """Add the point that was typed, or say what it lacks and keep what was typed."""
    sorte, quand, mots = (str(st.session_state[c] or "").strip() for c in (_SORTE, _QUAND, _MOTS))
    point = Case("", nettoyer(mots), quand)
    st.session_state[_FAUTE] = faute(feuille, sorte, point.date, point.note)
    if st.session_state[_FAUTE]:
        return
    change()
    st.session_state[_AJOUTE] = True
    feuille[nouveau(feuille, sorte)] = point


def _dit(ident: str, point: Case) -> str:
    return f"{_nommer(sorte_de(ident))}, {date_reduite(point.date)}"


def _frise(siens: dict[str, Case]) -> Markup:
    rangs = list(SORTES)
    return frise_des_points(
        _COULOIRS,
        [
            Marque(
                rangs.index(sorte_de(ident)),
                premier_jour(point.date),
                dernier_jour(point.date),
                f"{_dit(ident, point)}\u00a0: {point.note}",
            )
            for ident, point in siens.items()
        ],
    )


def _ligne(feuille: dict[str, Case], ident: str, point: Case, change: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        poser(html("<p><strong>{}</strong>\u00a0: {}</p>", _dit(ident, point), point.note))
        st.button(
            f"Retirer\u00a0: {_dit(ident, point)}",
            key=f"feuille-point-retirer-{ident}",
            on_click=_retirer,
            args=(feuille, ident, change),
            icon=":material/delete:",
        )


@sans_coupure
def _retirer(feuille: dict[str, Case], ident: str, change: Callable[[], None]) -> None:
    feuille.pop(ident, None)
    change()
