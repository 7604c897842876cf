"""The top of every page: banner if the data is faulty, title, reference date, menu."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, jour_long
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques.boite import formulaire
from fabrique_dash.interface.cadre.menu import montrer_le_menu
from fabrique_dash.interface.filtres.filtres import jour_permis, noter, un_objet
from fabrique_dash.interface.filtres.refus import jour_entre, refus
from fabrique_dash.publication.site.adresses import reglages
from fabrique_dash.publication.site.pages import PageDuSite
from fabrique_dash.publication.site.parametres import DERNIER_JOUR, PREMIER_JOUR

_LIGNES_MONTREES = 30
_CLE_DATE, _CLE_COHORTE = "date", "cohorte"
_CHAMP_DATE = "champ-date"


def montrer(page: PageDuSite) -> None:
    """Draw the top of a page. Stops the script when there is no good data to show."""
    etat = depot().etat()
    if etat.problemes:
        _banniere(etat.problemes, etat.donnees is not None)
    if etat.donnees is None:
        st.title("Données à corriger", anchor=False)
        montrer_le_menu(page, {})
        st.stop()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(page.titre, anchor=False, width="stretch")
        _reglages(etat.donnees)
    st.markdown(page.question)
    parametres = reglages(point_de_vue_choisi(etat.donnees))
    montrer_le_menu(page, parametres)
    if page.cle != "recherche":
        # Shown only while the side bar, which has its own box, is folded: always so on a phone.
        st.html(formulaire(parametres, "Recherche, en tête de page", "tete"))


def point_de_vue_choisi(donnees: Donnees) -> Vue:
    """Return the cohort and the date that the address gives, the default ones failing that."""
    suivies = cohortes_suivies(donnees)["id"]
    voulue = st.query_params.get(_CLE_COHORTE, "")
    cohorte = voulue if voulue in set(suivies) else str(suivies.iloc[0])
    return vue(donnees, cohorte, _jour_de_l_adresse() or derniere_date_documentee(donnees, cohorte))


def _jour_de_l_adresse() -> date | None:
    return jour_permis(st.query_params.get(_CLE_DATE, ""), PREMIER_JOUR, DERNIER_JOUR)


def refus_du_point_de_vue(donnees: Donnees) -> tuple[str, ...]:
    """Tell which date and which cohort of the address could not be used."""
    bornes = (PREMIER_JOUR, DERNIER_JOUR)
    cohortes = list(cohortes_suivies(donnees)["id"])
    attendue = f"une cohorte\u00a0: {enumeration(cohortes, 'ou')}"
    return (
        *refus(_CLE_DATE, lambda texte: jour_permis(texte, *bornes), jour_entre(*bornes)),
        *refus(_CLE_COHORTE, cohortes.__contains__, attendue),
    )


def _reglages(donnees: Donnees) -> None:
    """Ask for the cohort, when there are several, and for the reference date."""
    suivies = cohortes_suivies(donnees)
    zone = st.container(width="content")
    with st.popover("Changer la date", icon=":material/event:"):
        if len(suivies) > 1:
            un_objet(_CLE_COHORTE, "Cohorte", dict(zip(suivies["id"], suivies["nom"], strict=True)))
        choisie = point_de_vue_choisi(donnees)
        defaut = derniere_date_documentee(donnees, choisie.cohorte)
        # The address rules: going back, or a link, changes the field.
        if st.session_state.get(_CHAMP_DATE) != choisie.jour:
            st.session_state[_CHAMP_DATE] = choisie.jour
        st.date_input(
            "Date de référence",
            min_value=PREMIER_JOUR,
            max_value=DERNIER_JOUR,
            key=_CHAMP_DATE,
            format="DD/MM/YYYY",
            on_change=lambda: noter(_CLE_DATE, st.session_state[_CHAMP_DATE], defaut),
            help="Seul ce qu’une source permettait de savoir à cette date est montré.",
        )
        st.button("Aujourd’hui", on_click=noter, args=(_CLE_DATE, date.today(), defaut))
        st.button("Dernière date documentée", on_click=noter, args=(_CLE_DATE, None))
    zone.markdown(f"**État au {jour_long(choisie.jour)}**")


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
