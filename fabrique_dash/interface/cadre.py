"""The frame of every page: title, reference date, active filters, downloads, link, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from fabrique_dash.chiffres.typographie import compte, jour_long
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.interface.filtres import Filtre
from fabrique_dash.interface.liens import adresse_complete, point_de_vue
from fabrique_dash.interface.navigation import PageDuSite, page
from fabrique_dash.interface.telechargements import Fichier, boutons
from fabrique_dash.publication.references import mentions

PREMIER_JOUR, DERNIER_JOUR = date(2018, 1, 1), date(2035, 12, 31)
_LIGNES_MONTREES = 30


@dataclass(frozen=True)
class Cadre:
    """An open page: what it shows, and from which point of view."""

    page: PageDuSite
    vue: Vue


def ouvrir(cle: str) -> Cadre:
    """Open a page: banner if the data is faulty, title, question, reference date.

    Stops the script when there is no good data to show.

    Args:
        cle: the page's key.
    """
    etat = depot().etat()
    if etat.problemes:
        _banniere(etat.problemes, etat.donnees is not None)
    if etat.donnees is None:
        st.title("Données à corriger", anchor=False)
        st.stop()
    propre = page(cle)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(propre.titre, anchor=False, width="stretch")
        point_de_vue = _reglages(etat.donnees)
    st.markdown(propre.question)
    return Cadre(propre, point_de_vue)


def _reglages(donnees: Donnees) -> Vue:
    """Ask for the cohort, when there are several, and for the reference date."""
    suivies = cohortes_suivies(donnees)
    noms = dict(zip(suivies["nom"], suivies["id"], strict=True))
    zone = st.container(width="content")
    with st.popover("Changer la date", icon=":material/event:"):
        nom = str(suivies["nom"].iloc[0])
        if len(noms) > 1:
            nom = st.selectbox("Cohorte", list(noms), key="cohorte", bind="query-params")
        defaut = derniere_date_documentee(donnees, noms[nom])
        jour = st.date_input(
            "Date de référence",
            value=defaut,
            min_value=PREMIER_JOUR,
            max_value=DERNIER_JOUR,
            key="date",
            format="DD/MM/YYYY",
            required=True,
            bind="query-params",
            help="Seul ce qu’une source permettait de savoir à cette date est montré.",
        )
        st.button("Aujourd’hui", on_click=_fixer_la_date, args=(date.today(),))
        st.button("Dernière date documentée", on_click=_fixer_la_date, args=(defaut,))
    zone.markdown(f"**État au {jour_long(jour)}**")
    return vue(donnees, noms[nom], jour)


def _fixer_la_date(jour: date) -> None:
    st.session_state["date"] = jour


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


def dire_les_filtres(cadre: Cadre, filtres: Sequence[Filtre], resultat: str) -> None:
    """Say in one sentence what is shown: how much, which filters, which date.

    Args:
        cadre: the open page.
        filtres: the page's filters.
        resultat: what is shown and how many, in words.
    """
    actifs = [f.phrase for f in filtres if f.phrase]
    filtre = "\u202f; ".join(actifs) if actifs else "sans filtre"
    st.html(
        f'<p class="tp-phrase"><strong>{texte_sur(resultat)}</strong> — {texte_sur(filtre)} '
        f"— état au {jour_long(cadre.vue.jour)}.</p>"
    )


def fermer(cadre: Cadre, filtres: Sequence[Filtre], fichiers: Sequence[Fichier]) -> None:
    """Close a page: downloads of what it shows, link to this very view, footer.

    Args:
        cadre: the open page.
        filtres: the page's filters, for the link.
        fichiers: what can be downloaded.
    """
    parametres = point_de_vue(cadre.vue)
    for filtre in filtres:
        parametres.update(filtre.parametres)
    with st.container(horizontal=True):
        if fichiers:
            with st.popover("Télécharger", icon=":material/download:"):
                boutons(fichiers)
        with st.popover("Lien vers cette vue", icon=":material/link:"):
            st.code(adresse_complete(cadre.page.cle, parametres), language=None, wrap_lines=True)
    _pied(cadre.vue.donnees)


def _pied(donnees: Donnees) -> None:
    dit = mentions(donnees)
    st.html(
        f'<footer class="tp-pied"><p>{texte_sur(dit.titre)} — données version '
        f"{texte_sur(dit.version)}, mises à jour le {texte_sur(dit.mise_a_jour)}, "
        f"{texte_sur(dit.licence)}. {texte_sur(dit.producteur)}.</p>"
        "<p><strong>Signaler une erreur</strong>\u00a0: notez la page, la ligne et la source, et "
        "transmettez-les à l’équipe du programme à La Fabrique des Transitions "
        '(<a href="https://fabriquedestransitions.net">fabriquedestransitions.net</a>).</p>'
        "</footer>"
    )
