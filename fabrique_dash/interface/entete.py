"""The top of every page: banner if the data is faulty, title, reference date, menu.

It is drawn by the entry script, before the page: Streamlit keeps an address parameter from one
page to the next only when its widget is not a page's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from fabrique_dash.chiffres.typographie import compte, jour_long
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.interface.liens import reglages
from fabrique_dash.interface.menu import montrer_le_menu
from fabrique_dash.interface.navigation import PageDuSite

PREMIER_JOUR, DERNIER_JOUR = date(2018, 1, 1), date(2035, 12, 31)
_LIGNES_MONTREES = 30
_CLE_DATE, _CLE_COHORTE = "date", "cohorte"


def montrer(page: PageDuSite) -> None:
    """Draw the top of a page. Stops the script when there is no good data to show."""
    etat = depot().etat()
    if etat.problemes:
        _banniere(etat.problemes, etat.donnees is not None)
    if etat.donnees is None:
        st.title("Données à corriger", anchor=False)
        montrer_le_menu({})
        st.stop()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(page.titre, anchor=False, width="stretch")
        _reglages(etat.donnees)
    st.markdown(page.question)
    montrer_le_menu(reglages(point_de_vue_choisi(etat.donnees)))


def point_de_vue_choisi(donnees: Donnees) -> Vue:
    """Return the cohort and the date that the reader chose at the top of the page."""
    suivies = cohortes_suivies(donnees)
    noms = dict(zip(suivies["nom"], suivies["id"], strict=True))
    cohorte = noms.get(st.session_state.get(_CLE_COHORTE), suivies["id"].iloc[0])
    jour = st.session_state.get(_CLE_DATE)
    defaut = derniere_date_documentee(donnees, cohorte)
    return vue(donnees, cohorte, jour if isinstance(jour, date) else defaut)


def _reglages(donnees: Donnees) -> None:
    """Ask for the cohort, when there are several, and for the reference date."""
    suivies = cohortes_suivies(donnees)
    noms = dict(zip(suivies["nom"], suivies["id"], strict=True))
    zone = st.container(width="content")
    with st.popover("Changer la date", icon=":material/event:"):
        nom = str(suivies["nom"].iloc[0])
        if len(noms) > 1:
            _remettre_dans_l_adresse(_CLE_COHORTE, nom)
            nom = st.selectbox("Cohorte", list(noms), key=_CLE_COHORTE, bind="query-params")
        defaut = derniere_date_documentee(donnees, noms[nom])
        _remettre_dans_l_adresse(_CLE_DATE, defaut)
        st.date_input(
            "Date de référence",
            value=defaut,
            min_value=PREMIER_JOUR,
            max_value=DERNIER_JOUR,
            key=_CLE_DATE,
            format="DD/MM/YYYY",
            bind="query-params",
            persist_state="session",
            help="Seul ce qu’une source permettait de savoir à cette date est montré.",
        )
        st.button("Aujourd’hui", on_click=_fixer_la_date, args=(date.today(),))
        st.button("Dernière date documentée", on_click=_fixer_la_date, args=(defaut,))
    zone.markdown(f"**État au {jour_long(point_de_vue_choisi(donnees).jour)}**")


def _remettre_dans_l_adresse(cle: str, defaut: object) -> None:
    """Put a choice back into the address when a change of page has taken it out.

    Streamlit forgets the parameter of a widget that nobody has touched since the page was loaded;
    a value given by the program is written again.
    """
    valeur = st.session_state.get(cle, defaut)
    if valeur != defaut and cle not in st.query_params:
        st.session_state[cle] = valeur


def _fixer_la_date(jour: date) -> None:
    st.session_state[_CLE_DATE] = jour


def _banniere(problemes: Sequence[Probleme], reste: bool) -> None:
    suite = (
        "Les dernières données valides restent affichées."
        if reste
        else "Aucune donnée valide n’a encore été lue\u00a0: il n’y a rien à montrer."
    )
    lignes = "".join(f"<li>{texte_sur(p.phrase())}</li>" for p in problemes[:_LIGNES_MONTREES])
    au_dela = len(problemes) - _LIGNES_MONTREES
    if au_dela > 0:
        lignes += f"<li>… et {compte(au_dela, 'autre erreur', 'autres erreurs')}.</li>"
    nombre = compte(len(problemes), "erreur")
    st.html(
        f'<div class="tp-alerte" role="alert"><p><strong>{nombre} dans les données.</strong> '
        f"{suite}</p><details><summary>Voir ce qu’il faut corriger</summary><ul>{lignes}</ul>"
        "</details></div>"
    )
