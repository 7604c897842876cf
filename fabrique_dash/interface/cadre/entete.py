"""The top of every page: banner if the data is faulty, title, reference date, menu."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import cohortes_suivies
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.annonces import dire
from fabrique_dash.interface.cadre.apercu import bandeau, regarder
from fabrique_dash.interface.cadre.menu import montrer_le_menu
from fabrique_dash.interface.cadre.navigation import revenir
from fabrique_dash.interface.filtres.controles import demander, noter
from fabrique_dash.interface.identite import Redacteur, identite, noter_qui_est_la
from fabrique_dash.interface.plume import Lecture, Plume, tenir
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.publication.morceaux.boite import formulaire
from fabrique_dash.publication.morceaux.fragments import lien_hors_application
from fabrique_dash.publication.site.adresses import reglages
from fabrique_dash.publication.site.demande import (
    COHORTE,
    DATE,
    Brut,
    Demande,
    apercu_demande,
    lire,
)
from fabrique_dash.publication.site.pages import PageDuSite
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from fabrique_dash.publication.site.tenue_a_jour import ouvrir_une_session, retour_a
from fabrique_dash.publication.site.titres import titre

_LIGNES_MONTREES = 30
_COURANTE: ContextVar[Demande] = ContextVar("demande")


def montrer(page: PageDuSite) -> None:
    """Read the address, and draw the top of a page from it.

    Stops the script when there is no good data to show.
    """
    etat = depot().etat()
    if etat.problemes:
        _banniere(etat.problemes, etat.donnees is not None)
    if etat.donnees is None:
        st.title("Données à corriger", anchor=False)
        montrer_le_menu(page, {})
        st.stop()
    qui, brut = _qui(etat.donnees), _brut()
    regard = regarder(etat.donnees, apercu_demande(brut), qui)
    demande = lire(page.cle, regard.donnees, brut, PARAMETRES[page.cle])
    revenir(demande)
    _COURANTE.set(demande)
    tenir(Plume(demande, qui.compte.habilitations) if qui else Lecture(demande))
    st.set_page_config(page_title=titre(demande))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(page.titre, anchor=False, width="stretch")
        _reglages(demande)
    bandeau(regard, demande)
    st.markdown(page.question)
    parametres = reglages(demande.vue)
    montrer_le_menu(page, parametres, etat.donnees.publiee is not None)
    if qui is None and etat.donnees.publiee is not None and page.cle != "mise_a_jour":
        _ouvrir_une_session(demande)
    if page.cle != "recherche":
        # Shown only while the side bar, which has its own box, is folded: always so on a phone.
        poser(formulaire(parametres, "Recherche, en tête de page", "tete"))
    dire()


def _qui(donnees: Donnees) -> Redacteur | None:
    """Return who is signed in; None as well while the journal can't be read."""
    try:
        qui = identite() if donnees.publiee else None
    except JournalIndisponible as erreur:
        noter_qui_est_la(erreur)
        return None
    noter_qui_est_la(qui)
    return qui


def _ouvrir_une_session(demande: Demande) -> None:
    """Link to where the team opens a session, under the menu; it comes back to this very view."""
    adresse = ouvrir_une_session(retour_a(demande))
    with st.sidebar:
        ici = lien_hors_application(adresse, "Équipe\u00a0: ouvrir une session")
        poser(html('<p class="tp-note">{}</p>', ici))


def demande_courante() -> Demande:
    """Return what the address asks for, as the top of the page read it: once a run."""
    return _COURANTE.get()


def _brut() -> Brut:
    return {cle: st.query_params.get_all(cle) for cle in st.query_params}


def _reglages(demande: Demande) -> None:
    """Ask for the cohort, when there are several, and for the reference date."""
    zone = st.container(width="content")
    date_demandee = demande.parametre(DATE)
    with st.popover("Changer la date", icon=":material/event:"):
        if len(cohortes_suivies(demande.vue.donnees)) > 1:
            demander(demande, COHORTE)
        demander(
            demande,
            DATE,
            aide="Seul ce qu’une source permettait de savoir à cette date est montré.",
        )
        for libelle, choix in (
            ("Aujourd’hui", (aujourd_hui().isoformat(),)),
            ("Dernière date documentée", date_demandee.de_base),
        ):
            st.button(libelle, on_click=sans_coupure(noter), args=(date_demandee, choix))
    zone.markdown(f"**État au {jour_long(demande.vue.jour)}**")


def _banniere(problemes: Sequence[Probleme], reste: bool) -> None:
    suite = (
        "Les dernières données valides restent affichées."
        if reste
        else "Aucune donnée valide n’a encore été lue\u00a0: il n’y a rien à montrer."
    )
    lignes = joindre(html("<li>{}</li>", p.phrase()) for p in problemes[:_LIGNES_MONTREES])
    au_dela = len(problemes) - _LIGNES_MONTREES
    if au_dela > 0:
        lignes += html("<li>… et {}.</li>", compte(au_dela, "autre erreur", "autres erreurs"))
    nombre = compte(len(problemes), "erreur")
    poser(
        html(
            '<div class="tp-alerte" role="alert"><p><strong>{nombre} dans les données.</strong> '
            "{suite}</p><details><summary>Voir ce qu’il faut corriger</summary><ul>{lignes}</ul>"
            "</details></div>",
            nombre=nombre,
            suite=suite,
            lignes=lignes,
        )
    )
