"""Sending a form: a proposal with its reason, published at once by who may."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.interface.cadre.navigation import revenir_ensuite
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import attacher, dire_la_faute
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.droits import DroitRefuse, est_une_coquille, peut_publier
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.propositions import PropositionImpossible, Texte
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import verifier
from fabrique_dash.publication.site.tenue_a_jour import PORTE, RANGEE, TOUTE_TABLE
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.champs import SOURCES
from fabrique_dash.redaction.champs_de_la_porte import titre_du_champ
from fabrique_dash.redaction.ecritures import Ecrites, changements
from fabrique_dash.redaction.ensemble import exiger_un_brouillon_pret, proposer_ensemble
from fabrique_dash.redaction.erreurs import Erreurs
from fabrique_dash.redaction.portes import Porte, porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, nom_de_la_rangee
from fabrique_dash.redaction.saisies import brouillon_du_lieu
from fabrique_dash.redaction.signalements import erreurs_du_lieu, motif_de
from fabrique_dash.redaction.typee import Lieu, Saisie

_MOTIF, _DERNIER = "motif-de-la-proposition", "dernier-envoi"
_PAS_PUBLIEE = "Proposition enregistrée, mais pas publiée\u00a0:"


@dataclass(frozen=True)
class _Envoi:
    """What came of a form: what to say of it, and whether nothing of it is left to look at."""

    lieu: Lieu
    dit: str
    fini: bool


def proposer(
    redacteur: Redacteur,
    publiees: RangeesPubliees,
    ouvre: Porte,
    typee: Saisie,
    tout: Ecrites,
    erreurs: Erreurs,
) -> None:
    """Ask for the reason, and offer to send what the form holds.

    Args:
        redacteur: who is signed in.
        publiees: the rows.
        ouvre: the door.
        typee: what the form holds.
        tout: what it comes to.
        erreurs: what is wrong in it: nothing is sent as long as there is something.
    """
    lieu = typee.lieu
    st.session_state.pop(_DERNIER, None)  # what is clicked from here on is not that again
    publie = _publie(redacteur, publiees, tout)
    signalees = erreurs_du_lieu(redacteur.journal, redacteur.compte.id, lieu)
    motif = motif_de(signalees[0].dite) if signalees else ""
    attacher(_MOTIF, f"{lieu.porte}-{lieu.table}-{lieu.cle}", motif)
    st.text_input(
        "Pourquoi ce changement (obligatoire)",
        key=_MOTIF,
        help="En quelques mots\u00a0: la personne qui relit, puis l’historique, les montrent.",
    )
    dire_la_faute(faute_de_courriel(st.session_state.get(_MOTIF, "")))
    if erreurs:
        st.markdown("Il reste à remplir ou à corriger\u00a0:")
        _dire(publiees, ouvre, lieu, erreurs)
    st.button(
        "Publier maintenant" if publie else "Proposer",
        type="primary",
        disabled=bool(erreurs),
        on_click=envoyer,
        args=(lieu, publie, publiees.reference),
    )


def oublier_le_motif_vide() -> None:
    """Have a reason in which nothing was typed be proposed anew."""
    if not st.session_state.get(_MOTIF):
        st.session_state.pop(_MOTIF, None)


def _dire(publiees: RangeesPubliees, ouvre: Porte, lieu: Lieu, erreurs: Erreurs) -> None:
    def nommee(nom: str, table: str) -> str:
        return titre_du_champ(publiees, ouvre, table, nom) or "Rangée"

    dites = {nommee(nom, lieu.table): dit for nom, dit in erreurs.rangee.items()}
    dites |= {f"Source, {nommee(nom, SOURCES)}": dit for nom, dit in erreurs.source.items()}
    lignes = (f"- {sans_markdown(nom)}\u00a0: {sans_markdown(dit)}" for nom, dit in dites.items())
    st.markdown("\n".join(lignes))


def _titre(publiees: RangeesPubliees, typee: Saisie, tout: Ecrites) -> str:
    """Name the door, or its table, and what the form is about: a row to add by what it will be."""
    lieu = typee.lieu
    if lieu.cle:
        quoi = nom_du_lieu(publiees, lieu)
    else:
        neuve = next(r for r in tout.rangees if r.table == lieu.table)
        quoi = nom_de_la_rangee(publiees.tables[lieu.table], neuve.apres)
    toute_table = lieu.porte == TOUTE_TABLE  # « Toute autre table » would not say which
    debut = publiees.tables[lieu.table].titre if toute_table else porte(lieu.porte).libelle
    return f"{debut}\u00a0: {quoi}"


def _publie(redacteur: Redacteur, publiees: RangeesPubliees, tout: Ecrites) -> bool:
    """Tell whether who is signed in may publish at once what the form holds."""
    try:
        tous = changements(publiees, tout)
    except PropositionImpossible:  # said when it is sent
        tous = []
    faits = [c for c in tous if c.avant != c.apres]
    coquille = est_une_coquille(publiees.descripteur, faits)
    return peut_publier(redacteur.compte.habilitations, True, False, coquille)


@sans_coupure
def envoyer(lieu: Lieu, publie: bool, reference: Reference | None) -> None:
    """Send what the draft holds now, which may be more than the page showed when it was drawn."""
    motif, dernier = st.session_state.get(_MOTIF, ""), st.session_state.get(_DERNIER)
    envois: list[_Envoi] = []

    def fait(dit: str, fini: bool) -> str:
        envois.append(_Envoi(lieu, dit, fini))
        return dit

    def acte(qui: Redacteur) -> str:
        journal, compte, jour = qui.journal, qui.compte.id, aujourd_hui()
        if dernier and dernier.lieu == lieu and not brouillon_du_lieu(journal, compte, lieu):
            return str(dernier.dit)  # a click made twice
        publiees = RangeesPubliees(journal, reference)
        typee, tout = exiger_un_brouillon_pret(journal, compte, publiees, lieu, jour)
        texte = Texte(_titre(publiees, typee, tout), motif)
        proposition = proposer_ensemble(journal, compte, publiees, [lieu], texte, jour)
        if not publie:
            return fait(dire.ELLE_ATTEND, fini=True)
        try:
            issue = publier(journal, proposition, compte, verifier)
        except (DroitRefuse, JournalIndisponible, PropositionImpossible) as erreur:
            return fait(f"{_PAS_PUBLIEE} {erreur}", fini=False)
        dite = dire.issue(journal, issue)
        if issue.faite:
            return fait(dite, fini=True)
        return fait(f"Proposition enregistrée, plus bas. {dite}", fini=False)

    if agir(acte) and envois:
        ensuite(partial(_vider, envois[0]))


def _vider(envoi: _Envoi) -> None:
    st.session_state[_DERNIER] = envoi
    for cle in [c for c in st.session_state if str(c).startswith(("saisie-", _MOTIF))]:
        del st.session_state[cle]
    st.query_params.pop(RANGEE, None)
    st.query_params.pop(PORTE, None)
    if envoi.fini:  # else what keeps it is told on this page
        revenir_ensuite()
