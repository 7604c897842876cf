"""The review: each proposal that waits, what it changes, what is wrong in it, and the answer."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.filtres.controles import demander, sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir, dit_de
from fabrique_dash.interface.pages.mise_a_jour.heurts import de_la_proposition
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.comptes import comptes
from fabrique_dash.journal.droits import est_une_coquille, peut_publier, peut_relire
from fabrique_dash.journal.propositions import suite
from fabrique_dash.journal.propositions_lues import (
    OUVERTES,
    Nature,
    Proposition,
    Quoi,
    changements,
    evenements,
    propositions,
)
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import verifier
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.phrase import refus
from fabrique_dash.publication.site.adresses import APERCU, chemin
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.publication.site.tenue_a_jour import PROPOSITION, proposition_a_choisir
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_APERCU = "Voir le tableau de bord avec cette proposition"
_UN_MOT = "Un mot à l’auteur (obligatoire pour demander une précision ou refuser)"
_REPONSE = "Un mot à qui relit (obligatoire pour répondre)"
_RETOURS = (Nature.ANNULATION, Nature.RETABLISSEMENT)


def relire(demande: Demande, redacteur: Redacteur, publiees: RangeesPubliees) -> None:
    """Show what waits for a review: all of it to who reviews, one's own to the others.

    An address opens one of them, and says so if it no longer waits.
    """
    relit = peut_relire(redacteur.compte.habilitations)
    par = None if relit else redacteur.compte.id
    ouvertes = {p.id: p for p in propositions(redacteur.journal, *OUVERTES, par=par)}
    if not ouvertes:
        st.markdown("Aucune proposition n’attend.")
        return
    nombre = compte(len(ouvertes), "proposition attend", "propositions attendent")
    titres = {i: f"{p.titre} — {dire.instant_en_mots(p.le)}" for i, p in ouvertes.items()}
    demande.preciser(proposition_a_choisir(titres, f"{nombre} une relecture"))
    lue = demander(demande, PROPOSITION)
    if lue.refus:
        poser(refus(lue.refus))
    _montrer(redacteur, publiees, ouvertes[lue.un], relit)


def _montrer(redacteur: Redacteur, publiees: RangeesPubliees, p: Proposition, relit: bool) -> None:
    faits = changements(redacteur.journal, p.id)
    _le_fil(redacteur, p, relit)
    poser(dire.cases(publiees, faits, "Ce que la proposition change"))
    sain = _le_candidat(redacteur, publiees, p)
    sienne = p.par == redacteur.compte.id
    coquille = est_une_coquille(publiees.descripteur, faits)
    publie = peut_publier(redacteur.compte.habilitations, sienne, p.nature in _RETOURS, coquille)
    _repondre(p, publie and sain, relit, sienne)
    if relit and not publie:
        st.markdown("C’est votre proposition\u00a0: une autre personne doit la publier.")


def _le_fil(redacteur: Redacteur, p: Proposition, relit: bool) -> None:
    """Tell who proposes, and who said what since.

    Whoever reviews is told every name, as « À propos » says; the others, those that are shown.
    """
    noms = {c.id: c.nom for c in comptes(redacteur.journal) if relit or c.nomme}
    noms[redacteur.compte.id] = redacteur.compte.nom

    def par(compte: str) -> str:
        return sans_markdown(dire.qui(noms.get(compte), compte))

    st.markdown(f"**{sans_markdown(p.titre)}**, par {par(p.par)}.")
    st.markdown(f"Motif\u00a0: {sans_markdown(p.motif)}")
    for e in evenements(redacteur.journal, p.id)[1:]:
        mot = f"\u00a0: {sans_markdown(e.commentaire)}" if e.commentaire else ""
        quand = dire.instant_en_mots(e.le)
        st.markdown(f"{e.quoi.value.capitalize()} le {quand} par {par(e.par)}{mot}")


def _le_candidat(redacteur: Redacteur, publiees: RangeesPubliees, p: Proposition) -> bool:
    """Say what would be wrong with the package; return whether nothing is."""
    with st.spinner("Contrôle des données…"):
        controle = APERCUS.controler(redacteur.journal, p.id, verifier)
    if controle.conflits:
        de_la_proposition(redacteur, publiees, p, controle.conflits)
        return False
    if controle.problemes:
        poser(dire.fautes(controle.problemes))
        return False
    st.markdown("Les données qui en sortiraient sont valides.")
    if controle.change:
        place = chemin(PAGES[0].cle, {APERCU: p.id})
        poser(html("<p>{}</p>", fragments.lien(place, _APERCU)))
    return True


def _mot(proposition: str) -> str:
    """Name the word on a proposal: it goes with no other."""
    return f"mot-de-la-relecture-{proposition}"


def _repondre(p: Proposition, publie: bool, relit: bool, sienne: bool) -> None:
    st.text_input(_UN_MOT if relit else _REPONSE, key=_mot(p.id))
    with st.container(horizontal=True):
        if publie:
            st.button("Publier", type="primary", on_click=_publier, args=(p.id,))
        if relit and not sienne:
            st.button("Demander une précision", on_click=_suite, args=(p.id, Quoi.QUESTIONNEE))
        if relit:
            st.button("Refuser", on_click=_suite, args=(p.id, Quoi.REFUSEE))
        if sienne:
            if p.etat is Quoi.QUESTIONNEE:
                st.button("Répondre", on_click=_suite, args=(p.id, Quoi.REPONDUE))
            st.button("Retirer ma proposition", on_click=_suite, args=(p.id, Quoi.RETIREE))


@sans_coupure
def _publier(proposition: str) -> None:
    def acte(qui: Redacteur) -> str:
        return dit_de(qui.journal, publier(qui.journal, proposition, qui.compte.id, verifier))

    if agir(acte):
        ensuite(_quitter)


def _quitter() -> None:
    """Leave the address of a proposal that no longer waits."""
    st.query_params.pop(PROPOSITION, None)


@sans_coupure
def _suite(proposition: str, quoi: Quoi) -> None:
    mot = st.session_state.get(_mot(proposition), "")

    def acte(qui: Redacteur) -> str:
        suite(qui.journal, proposition, quoi, qui.compte.id, mot)
        return f"Proposition {quoi.value}."

    if agir(acte):
        ensuite(lambda: st.session_state.update({_mot(proposition): ""}))
        if quoi not in OUVERTES:
            ensuite(_quitter)
