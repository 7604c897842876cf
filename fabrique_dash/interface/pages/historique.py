"""Parts of the page « Historique »: what was published, and going back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.cases import Operation
from fabrique_dash.journal.droits import peut_publier
from fabrique_dash.journal.historique import Filtre, Publication, historique, publications
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions_lues import Nature
from fabrique_dash.journal.publication import Issue
from fabrique_dash.journal.retours import (
    annuler,
    proposer_d_annuler,
    proposer_de_retablir,
    retablir,
)
from fabrique_dash.journal.service import verifier
from fabrique_dash.redaction import dire

_MONTREES = 30
_CASES = 10_000  # of one publication; those that are shown are fewer
_MOTIF, _NUMERO, _RETOUR = "motif-du-retour", "numero-du-retour", "retour"
_ANNULER = "Annuler cette publication, et elle seule"
_RETABLIR = "Rétablir l’état de cette publication"
_ATTEND = "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."


def publications_de(journal: Journal, table: str) -> list[Publication]:
    """List the last publications, the latest first; those that changed a table if one is named."""
    return publications(journal, Filtre(table=table or None), _MONTREES)


def montrer(vue: Vue, journal: Journal, liste: Sequence[Publication], table: str) -> None:
    """Tell each publication: when, by whom, why, which cells.

    Args:
        vue: the point of view.
        journal: the journal.
        liste: the publications.
        table: only the changes of this table; of all of them if empty.
    """
    if not liste:
        st.markdown("Aucune publication n’a changé cette table.")
    for p in liste:
        filtre = Filtre(n=p.n, table=table or None)
        traces = historique(journal, filtre, _CASES)
        poser(
            html(
                "<h3>Publication n°\u202f{n}, le {quand}</h3>"
                "<p><strong>{message}</strong></p><p>Par {qui}. Motif\u00a0: {motif}</p>",
                n=p.n,
                quand=dire.instant_en_mots(p.le),
                message=p.message,
                qui=_personnes(p),
                motif=p.motif,
            )
        )
        faits = [t.changement for t in traces]
        if p.nature is Nature.IMPORT:
            poser(html("<p>{}</p>", _d_un_import(len(faits))))
        if faits and any(c.operation is not Operation.FICHIER for c in faits):
            tables = vue.donnees.descripteur.tables
            poser(dire.cases(tables, faits, f"Cases de la publication n°\u202f{p.n}"))
    if len(liste) == _MONTREES:
        st.markdown(f"Seules les {_MONTREES} dernières sont montrées ici.")


def _d_un_import(cases: int) -> str:
    return "Données venues d’un dossier." if cases else "Premières données du journal."


def _personnes(p: Publication) -> str:
    if p.auteur == p.par:
        return dire.qui(p.nom, p.par)
    return f"{dire.qui(p.nom_de_l_auteur, p.auteur)}, relue par {dire.qui(p.nom, p.par)}"


def revenir(redacteur: Redacteur, liste: Sequence[Publication]) -> None:
    """Offer to undo a publication, or to give all rows the state that they had at one."""
    numeros = [p.n for p in liste]
    noms = {p.n: f"n°\u202f{p.n} — {p.message}" for p in liste}
    if not numeros:
        return
    st.selectbox("Publication", numeros, format_func=noms.__getitem__, key=_NUMERO)
    st.radio("Comment", [_ANNULER, _RETABLIR], key=_RETOUR)
    st.text_input("Pourquoi (obligatoire)", key=_MOTIF)
    publie = peut_publier(redacteur.compte.habilitations, True, True, False)
    st.button(
        "Revenir en arrière" if publie else "Proposer de revenir en arrière", on_click=_revenir
    )


@sans_coupure
def _revenir() -> None:
    n, comment = int(st.session_state[_NUMERO]), st.session_state[_RETOUR]
    motif = st.session_state.get(_MOTIF, "")

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        publie = peut_publier(qui.compte.habilitations, True, True, False)
        if not publie:
            proposer_le_retour = proposer_d_annuler if comment == _ANNULER else proposer_de_retablir
            proposer_le_retour(journal, n, compte, motif)
            return _ATTEND
        faire = annuler if comment == _ANNULER else retablir
        return _issue(faire(journal, n, compte, motif, verifier))

    if agir(acte):
        ensuite(lambda: st.session_state.update({_MOTIF: ""}))


def _issue(issue: Issue) -> str:
    if issue.publication:
        return f"C’est fait\u00a0: publication n°\u202f{issue.publication}."
    if issue.conflits:
        return (
            "Rien n’a changé\u00a0: quelqu’un a récrit depuis une de ces cases. Corrigez la "
            "rangée, ou rétablissez un état."
        )
    dites = " ".join(p.phrase() for p in issue.problemes[:3])
    return f"Rien n’a changé\u00a0: les données ne seraient plus valides. {dites}"
