"""Sending a form: a proposal with its reason, published at once by who may."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.brouillons import proposer_le_brouillon
from fabrique_dash.journal.droits import est_une_coquille, peut_publier
from fabrique_dash.journal.propositions import PropositionImpossible, Texte
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import verifier
from fabrique_dash.redaction.erreurs import Erreurs
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import Lieu, Saisie, changements_de, preparer

_MOTIF = "motif-de-la-proposition"
RETENUE = "Proposition enregistrée, mais pas publiée\u00a0: voyez pourquoi plus bas."


def proposer(
    redacteur: Redacteur,
    publiees: RangeesPubliees,
    ouvre: Porte,
    typee: Saisie,
    erreurs: Erreurs,
) -> None:
    """Ask for the reason, and offer to send what the form holds.

    Args:
        redacteur: who is signed in.
        publiees: the rows.
        ouvre: the door.
        typee: what the form holds.
        erreurs: what is wrong in it: nothing is sent as long as there is something.
    """
    lieu = typee.lieu
    publie = _publie(redacteur, publiees, ouvre, typee)
    st.text_input(
        "Pourquoi ce changement (obligatoire)",
        key=_MOTIF,
        help="En quelques mots\u00a0: la personne qui relit, puis l’historique, les montrent.",
    )
    _dire_la_faute(st.session_state.get(_MOTIF, ""))
    if erreurs:
        st.markdown("Il reste à remplir ou à corriger\u00a0:")
        titres = {c.nom: c.titre for c in publiees.tables[lieu.table].champs}
        dites = {titres.get(nom, nom): dit for nom, dit in erreurs.rangee.items()}
        dites |= {f"source, {nom}": dit for nom, dit in erreurs.source.items()}
        st.markdown("\n".join(f"- {nom or 'Rangée'}\u00a0: {dit}" for nom, dit in dites.items()))
    noms = publiees.noms(lieu.table)
    quoi = noms.get(lieu.cle, publiees.tables[lieu.table].titre)
    titre = f"{ouvre.libelle}\u00a0: {quoi}"
    st.button(
        "Publier maintenant" if publie else "Proposer",
        type="primary",
        disabled=bool(erreurs),
        on_click=_envoyer,
        args=(ouvre, lieu, titre, publie),
    )


def _dire_la_faute(motif: str) -> None:
    if faute := faute_de_courriel(motif):
        st.markdown(f":red[**À corriger**\u00a0: {sans_markdown(faute)}]")


def _publie(redacteur: Redacteur, publiees: RangeesPubliees, ouvre: Porte, typee: Saisie) -> bool:
    """Tell whether who is signed in may publish at once what the form holds."""
    try:
        tous = changements_de(publiees, ouvre, typee, aujourd_hui())
    except PropositionImpossible:  # said when it is sent
        tous = []
    faits = [c for c in tous if c.avant != c.apres]
    coquille = est_une_coquille(publiees.descripteur, faits)
    return peut_publier(redacteur.compte.habilitations, True, False, coquille)


@sans_coupure
def _envoyer(ouvre: Porte, lieu: Lieu, titre: str, publie: bool) -> None:
    motif = st.session_state.get(_MOTIF, "")

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        publiees = RangeesPubliees(journal)
        brouillon = preparer(journal, compte, publiees, ouvre, lieu, aujourd_hui())
        proposition = proposer_le_brouillon(journal, compte, brouillon, Texte(titre, motif))
        if not publie:
            return "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."
        issue = publier(journal, proposition, compte, verifier)
        return f"Publication n°\u202f{issue.publication}." if issue.publication else RETENUE

    if agir(acte):
        ensuite(_vider)


def _vider() -> None:
    for cle in [c for c in st.session_state if str(c).startswith(("saisie-", _MOTIF))]:
        del st.session_state[cle]
    st.query_params.pop("rangee", None)
    st.query_params.pop("porte", None)
