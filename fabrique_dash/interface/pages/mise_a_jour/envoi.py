"""Sending a form: a proposal with its reason, published at once by who may."""

from __future__ import annotations

from functools import partial

import streamlit as st

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.interface.cadre.navigation import revenir_ensuite
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.droits import est_une_coquille, peut_publier
from fabrique_dash.journal.propositions import PropositionImpossible, Texte
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import verifier
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.champs import SOURCES
from fabrique_dash.redaction.champs_de_la_porte import titre_du_champ
from fabrique_dash.redaction.ecritures import Ecrites, changements
from fabrique_dash.redaction.ensemble import proposer_ensemble
from fabrique_dash.redaction.erreurs import Erreurs
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, nom_de_la_rangee
from fabrique_dash.redaction.typee import Lieu, Saisie

_MOTIF = "motif-de-la-proposition"


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
    publie = _publie(redacteur, publiees, tout)
    st.text_input(
        "Pourquoi ce changement (obligatoire)",
        key=_MOTIF,
        help="En quelques mots\u00a0: la personne qui relit, puis l’historique, les montrent.",
    )
    _dire_la_faute(st.session_state.get(_MOTIF, ""))
    if erreurs:
        st.markdown("Il reste à remplir ou à corriger\u00a0:")
        _dire(publiees, ouvre, lieu, erreurs)
    titre = f"{ouvre.libelle}\u00a0: {_quoi(publiees, typee, tout)}"
    st.button(
        "Publier maintenant" if publie else "Proposer",
        type="primary",
        disabled=bool(erreurs),
        on_click=_envoyer,
        args=(ouvre, lieu, titre, publie, publiees.reference),
    )


def _dire_la_faute(motif: str) -> None:
    if faute := faute_de_courriel(motif):
        st.markdown(f":red[**À corriger**\u00a0: {sans_markdown(faute)}]")


def _dire(publiees: RangeesPubliees, ouvre: Porte, lieu: Lieu, erreurs: Erreurs) -> None:
    def nommee(nom: str, table: str) -> str:
        return titre_du_champ(publiees, ouvre, table, nom) or "Rangée"

    dites = {nommee(nom, lieu.table): dit for nom, dit in erreurs.rangee.items()}
    dites |= {f"Source, {nommee(nom, SOURCES)}": dit for nom, dit in erreurs.source.items()}
    lignes = (f"- {sans_markdown(nom)}\u00a0: {sans_markdown(dit)}" for nom, dit in dites.items())
    st.markdown("\n".join(lignes))


def _quoi(publiees: RangeesPubliees, typee: Saisie, tout: Ecrites) -> str:
    """Name what the form is about: the row to add by what it will be."""
    lieu = typee.lieu
    if lieu.cle:
        return nom_du_lieu(publiees, lieu)
    neuve = next(r for r in tout.rangees if r.table == lieu.table)
    return nom_de_la_rangee(publiees.tables[lieu.table], neuve.apres)


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
def _envoyer(
    ouvre: Porte, lieu: Lieu, titre: str, publie: bool, reference: Reference | None
) -> None:
    motif = st.session_state.get(_MOTIF, "")
    retenues: list[str] = []

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        publiees = RangeesPubliees(journal, reference)
        texte = Texte(titre, motif)
        proposition = proposer_ensemble(journal, compte, publiees, [lieu], texte, aujourd_hui())
        if not publie:
            return "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."
        issue = publier(journal, proposition, compte, verifier)
        dite = dire.issue(journal, issue)
        if issue.faite:
            return dite
        retenues.append(proposition)
        return f"Proposition enregistrée, plus bas. {dite}"

    if agir(acte):
        ensuite(partial(_vider, not retenues))


def _vider(fini: bool) -> None:
    for cle in [c for c in st.session_state if str(c).startswith(("saisie-", _MOTIF))]:
        del st.session_state[cle]
    st.query_params.pop("rangee", None)
    st.query_params.pop("porte", None)
    if fini:  # else what keeps it is told on this page
        revenir_ensuite()
