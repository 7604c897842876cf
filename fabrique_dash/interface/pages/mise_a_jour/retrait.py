"""Taking a row away, in « Toute autre table »: with a reason, checked, undone as any change.

Rows that name it keep it where it is: the checks of the package say which.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from fabrique_dash.interface.cadre.navigation import revenir_ensuite
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir, dit_de
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.cases import retrait
from fabrique_dash.journal.droits import peut_ecrire, peut_publier
from fabrique_dash.journal.erreurs_signalees import rattacher
from fabrique_dash.journal.propositions import PropositionImpossible, Texte, proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.journal.publication import Issue, publier
from fabrique_dash.journal.service import verifier
from fabrique_dash.publication.site.tenue_a_jour import PORTE, RANGEE, TOUTE_TABLE
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import brouillon_du_lieu
from fabrique_dash.redaction.typee import Lieu

_MOTIF = "motif-du-retrait"
_AIDE = (
    "Pour une rangée de trop, ou fausse. Elle quitte la table, jamais l’historique\u00a0: "
    "«\u00a0Annuler\u00a0» la ramène. Une rangée que d’autres citent ne se retire pas."
)
_PARTIE = "Cette rangée n’est plus là\u00a0: quelqu’un l’a ôtée."
_SANS_SUITE = "Le retrait n’a pas pu se faire."


def offrir(qui: Redacteur, publiees: RangeesPubliees, lieu: Lieu) -> None:
    """Offer to take away the row whose form is open, to who may write it.

    Args:
        qui: who is signed in.
        publiees: the rows.
        lieu: what the form is about.
    """
    rangee = publiees.rangee(lieu.table, lieu.cle) if lieu.porte == TOUTE_TABLE else None
    table = publiees.tables[lieu.table]
    if rangee is None or not peut_ecrire(qui.compte.habilitations, table, rangee, None):
        return
    with st.expander("Retirer cette rangée"):
        st.markdown(_AIDE)
        st.text_input("Pourquoi la retirer (obligatoire)", key=_cle(lieu))
        st.button(
            "Retirer maintenant" if _publie(qui) else "Proposer de la retirer",
            on_click=_retirer,
            args=(lieu,),
        )


def _cle(lieu: Lieu) -> str:
    return f"{_MOTIF}-{lieu.table}-{lieu.cle}"


def _publie(qui: Redacteur) -> bool:
    return peut_publier(qui.compte.habilitations, propre=True, retour=False, coquille=False)


@sans_coupure
def _retirer(lieu: Lieu) -> None:
    motif = st.session_state.get(_cle(lieu), "")

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        publiees = RangeesPubliees(journal)
        rangee = publiees.rangee(lieu.table, lieu.cle)
        if rangee is None:
            raise PropositionImpossible(_PARTIE)
        texte = Texte(f"Retirer\u00a0: {nom_du_lieu(publiees, lieu)}", motif)
        cases = retrait(lieu.table, lieu.cle, rangee)
        proposition = proposer(journal, compte, texte, cases)
        if brouillon := brouillon_du_lieu(journal, compte, lieu):
            rattacher(journal, [brouillon.id], proposition)
        issue = publier(journal, proposition, compte, verifier) if _publie(qui) else None
        lu = issue or APERCUS.controler(journal, proposition, verifier)
        if lu.problemes:
            suite(journal, proposition, Quoi.RETIREE, compte, _SANS_SUITE)
            raise PropositionImpossible(dire.issue(journal, Issue(problemes=lu.problemes)))
        return dit_de(journal, issue) if issue else dire.ELLE_ATTEND

    if agir(acte):
        ensuite(partial(_quitter, lieu))


def _quitter(lieu: Lieu) -> None:
    st.session_state.pop(_cle(lieu), None)
    for nom in (RANGEE, PORTE):
        st.query_params.pop(nom, None)
    revenir_ensuite()
