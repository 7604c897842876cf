"""Who is there, what waits for them, and the rows to look at first with their doors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.signalements import evenements_sans_confirmation
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import (
    montrer_ce_qui_est_retenu,
)
from fabrique_dash.interface.pages.mise_a_jour.ensemble import proposer_plusieurs
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.brouillons import Brouillon, brouillons, jeter_le_brouillon
from fabrique_dash.journal.cases import jeton_de_la_cle
from fabrique_dash.journal.propositions_lues import (
    OUVERTES,
    Proposition,
    Quoi,
    evenements,
    propositions,
)
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.noms import ancre
from fabrique_dash.publication.site.tenue_a_jour import (
    A_RELIRE,
    PORTES,
    PROPOSITION,
    RANGEE,
    ouvrir_une_session,
    parametres_du_lieu,
    retour_a,
)
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.dire import instant_en_mots
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.roles import roles_en_mots, territoires_des_roles
from fabrique_dash.redaction.saisies import lieu_du_brouillon

_ICI = "mise_a_jour"
_NOUVEAU = timedelta(days=30)


def sans_session(demande: Demande) -> None:
    """Say how one gets to write: a journal, then a session, which opens on what was asked for."""
    if demande.vue.donnees.publiee is None:
        st.info(SANS_JOURNAL)
        return
    montrer_ce_qui_est_retenu()
    # Which rows and proposals there are is asked for with a session only: carried as they are.
    portes = {nom: list(demande.brut.get(nom, ()))[-1:] for nom in (RANGEE, PROPOSITION)}
    place = chemin(_ICI, {**reglages(demande.vue), **demande.parametres, **portes})
    place += f"#{ancre(A_RELIRE)}" if portes[PROPOSITION] else ""
    poser(
        html(
            "<p>Pour écrire, il faut une session\u00a0: {}. L’administrateur du tableau de bord "
            "donne les liens d’invitation.</p>",
            fragments.lien_hors_application(ouvrir_une_session(f"/{place}"), "ouvrir une session"),
        )
    )


def la_session(demande: Demande, qui: Redacteur) -> None:
    """Say who is signed in, with which rights, and offer to leave: this view is then read."""
    droits = qui.compte.habilitations
    poser(
        html(
            "<p>Vous êtes <strong>{}</strong>, {}.</p>"
            '<form class="tp-sortie" method="post" action="deconnexion" target="_self">'
            '<input type="hidden" name="retour" value="{}">'
            '<button type="submit">Fermer la session</button></form>',
            qui.compte.nom,
            roles_en_mots(droits, territoires_des_roles(qui.journal, droits)),
            retour_a(demande),
        )
    )


def ce_qui_vous_attend(vue: Vue, qui: Redacteur, publiees: RangeesPubliees) -> None:
    """List one's drafts, and one's proposals that wait for a review."""
    siens = brouillons(qui.journal, qui.compte.id)
    for brouillon in siens:
        _brouillon(vue, publiees, brouillon)
    proposer_plusieurs(qui, publiees)
    envoyees = propositions(qui.journal, *OUVERTES, par=qui.compte.id)
    if envoyees:
        nombre = compte(len(envoyees), "proposition attend", "propositions attendent")
        st.markdown(f"De vous, {nombre} une relecture, plus bas.")
    refusees = _refusees(qui)
    _ce_qu_on_en_a_dit(qui, [*(p for p in envoyees if p.etat is Quoi.QUESTIONNEE), *refusees])
    if not siens and not envoyees and not refusees:
        st.markdown("Rien\u00a0: ni brouillon, ni proposition.")


def _refusees(qui: Redacteur) -> list[Proposition]:
    """List one's refused proposals, as long as their reason is news."""
    hier = qui.journal.horloge() - _NOUVEAU
    siennes = propositions(qui.journal, Quoi.REFUSEE, par=qui.compte.id)
    return [p for p in siennes if datetime.fromisoformat(p.le) >= hier]


def _ce_qu_on_en_a_dit(qui: Redacteur, dites: Sequence[Proposition]) -> None:
    for p in dites:
        mot = evenements(qui.journal, p.id)[-1].commentaire
        debut = "Refusée" if p.etat is Quoi.REFUSEE else "Une question vous attend, plus bas"
        poser(html("<p>{}\u00a0: {} — «\u00a0{}\u00a0»</p>", debut, p.titre, mot))


def _brouillon(vue: Vue, publiees: RangeesPubliees, brouillon: Brouillon) -> None:
    lieu = lieu_du_brouillon(brouillon)
    nom = nom_du_lieu(publiees, lieu)
    porte = PORTES.get(lieu.porte, lieu.porte)  # a draft may outlive its door
    jeton = jeton_de_la_cle(lieu.cle) if lieu.cle else ""
    parametres = parametres_du_lieu(lieu.porte, lieu.table, jeton)
    place = chemin(_ICI, {**reglages(vue), **parametres})
    poser(
        html(
            "<p>Brouillon\u00a0: {} — {}, modifié le {}.</p>",
            fragments.lien(place, nom),
            porte,
            instant_en_mots(brouillon.modifie_le),
        )
    )
    dit = sans_markdown(f"{nom} — {porte}")
    with st.popover(f"Jeter ce brouillon\u00a0: {dit}"):
        st.markdown("Ce qui y est saisi sera perdu.")
        st.button(
            f"Jeter, sans retour\u00a0: {dit}",
            key=f"jeter-{brouillon.id}",
            on_click=_jeter,
            args=(brouillon.id,),
        )


@sans_coupure
def _jeter(brouillon: str) -> None:
    def acte(qui: Redacteur) -> str:
        jeter_le_brouillon(qui.journal, qui.compte.id, brouillon)
        return "Brouillon jeté."

    agir(acte)


def a_regarder(vue: Vue) -> None:
    """Show what to look at first; whoever may write has a door beside each row."""
    blocs.a_regarder(vue, points_d_attention(vue))
    blocs.source(vue, evenements_sans_confirmation(vue))


def a_confirmer(vue: Vue) -> pd.DataFrame:
    """Return the events to confirm, as a table to take away."""
    return evenements_sans_confirmation(vue).drop(columns=["premier", "dernier", "exact"])
