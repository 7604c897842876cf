"""Filters on time: a range of years, a day to compare with."""

from __future__ import annotations

from datetime import date

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.interface.filtres.filtres import Filtre, jour_permis, noter
from fabrique_dash.interface.filtres.refus import entier_entre, jour_entre, refus


def annees(cle: str, libelle: str, premiere: int, derniere: int) -> tuple[Filtre, tuple[int, int]]:
    """Ask for a range of years, all of them at first.

    Returns:
        The filter, and the first and last years to keep.
    """
    if premiere == derniere:
        return Filtre((), "", {}), (premiere, derniere)
    bornes = (premiere, derniere)
    refuses = refus(cle, lambda texte: _annee_permise(texte, bornes), entier_entre(*bornes))
    choisies = st.slider(
        libelle, premiere, derniere, (premiere, derniere), key=cle, bind="query-params"
    )
    debut, fin = sorted(choisies)  # an address may give them the other way round
    if (debut, fin) == (premiere, derniere):
        return Filtre((), "", {}, refuses), (debut, fin)
    mots = f"en {debut}" if debut == fin else f"de {debut} à {fin}"
    return Filtre((), mots, {cle: [str(debut), str(fin)]}, refuses), (debut, fin)


def _annee_permise(texte: str, bornes: tuple[int, int]) -> bool:
    return texte.isascii() and texte.isdigit() and bornes[0] <= int(texte[:5]) <= bornes[1]


def une_date(
    cle: str, libelle: str, defaut: date | None, premiere: date, derniere: date, *, aide: str = ""
) -> tuple[Filtre, date | None]:
    """Ask for a day; the address rules, as for `un_objet`.

    Args:
        cle: parameter of the address.
        libelle: label of the control.
        defaut: day chosen at first, or None.
        premiere: first day that can be chosen.
        derniere: last one; nothing is asked when it comes before the first.
        aide: help shown beside the label.

    Returns:
        The filter and the day, which is the default when the address gives none or a wrong one.
    """
    if derniere < premiere:
        return Filtre((), "", {}), None
    champ = f"champ-{cle}"
    jour = jour_permis(st.query_params.get(cle, ""), premiere, derniere) or defaut
    if st.session_state.get(champ) != jour:
        st.session_state[champ] = jour

    st.date_input(
        libelle,
        value=None,
        min_value=premiere,
        max_value=derniere,
        key=champ,
        format="DD/MM/YYYY",
        on_change=lambda: noter(cle, st.session_state[champ], defaut),
        help=aide or None,
    )
    bornes = (premiere, derniere)
    refuses = refus(cle, lambda texte: jour_permis(texte, *bornes), jour_entre(*bornes))
    if jour is None or jour == defaut:
        return Filtre((), "", {}, refuses), jour
    phrase = f"depuis le {jour_long(jour)}"
    return Filtre((), phrase, {cle: jour.isoformat()}, refuses), jour
