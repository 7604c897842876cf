"""Several drafts sent as one proposal, with one reason."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.interface.filtres.controles import noms_distincts
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.brouillons import brouillons
from fabrique_dash.journal.propositions import PropositionImpossible, Texte
from fabrique_dash.publication.site.tenue_a_jour import PORTES
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.dire import ELLE_ATTEND
from fabrique_dash.redaction.ensemble import exiger_un_brouillon_pret, proposer_ensemble
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import lieu_du_brouillon
from fabrique_dash.redaction.typee import Lieu

_CHOISIS, _MOTIF = "brouillons-ensemble", "motif-de-l-ensemble"
_RIEN = "Choisissez au moins un brouillon."


def proposer_plusieurs(qui: Redacteur, publiees: RangeesPubliees) -> None:
    """Offer to send several drafts as one proposal; nothing as long as there is one at most.

    Args:
        qui: who is signed in.
        publiees: the rows.
    """
    siens = _lieux(qui)
    if len(siens) < 2:
        return
    with st.expander("Proposer plusieurs brouillons ensemble"):
        noms = noms_distincts(
            {
                b: f"{nom_du_lieu(publiees, lieu)} — {PORTES[lieu.porte]}"
                for b, lieu in siens.items()
            }
        )
        st.multiselect(
            "Brouillons",
            list(noms),
            format_func=noms.__getitem__,
            key=_CHOISIS,
            placeholder="Choisir des brouillons",
        )
        st.text_input("Pourquoi ces changements (obligatoire)", key=_MOTIF)
        st.button("Proposer ensemble", on_click=_envoyer, args=(publiees.reference,))


def _lieux(qui: Redacteur) -> dict[str, Lieu]:
    """Tell where each draft was typed; but for those whose door is no more."""
    siens = brouillons(qui.journal, qui.compte.id)
    return {b.id: lieu_du_brouillon(b) for b in siens if b.porte in PORTES}


@sans_coupure
def _envoyer(reference: Reference | None) -> None:
    choisis, motif = st.session_state.get(_CHOISIS, []), st.session_state.get(_MOTIF, "")

    def acte(qui: Redacteur) -> str:
        journal, compte, jour = qui.journal, qui.compte.id, aujourd_hui()
        publiees = RangeesPubliees(journal, reference)
        lieux = [lieu for b, lieu in _lieux(qui).items() if b in choisis]
        if not lieux:
            raise PropositionImpossible(_RIEN)
        for lieu in lieux:
            exiger_un_brouillon_pret(journal, compte, publiees, lieu, jour)
        titre = "\u00a0; ".join(nom_du_lieu(publiees, lieu) for lieu in lieux)
        proposer_ensemble(journal, compte, publiees, lieux, Texte(titre, motif), jour)
        return ELLE_ATTEND

    if agir(acte):
        ensuite(lambda: st.session_state.update({_CHOISIS: [], _MOTIF: ""}))
