"""Two people on the same cells: three values are shown, and who wrote chooses what is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.brouillons import noter_le_contenu
from fabrique_dash.journal.droits import repond_de
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.propositions import PropositionImpossible, reprendre
from fabrique_dash.journal.propositions_lues import Proposition, changements
from fabrique_dash.journal.publication import candidat
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.heurts import heurts_de, reprise, trancher
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import brouillon_du_lieu, saisie_du_brouillon
from fabrique_dash.redaction.typee import Lieu

_LA_VOTRE, _CELLE_D_A_PRESENT = "La vôtre", "Celle d’à présent"
_GARDER = "Garder ces choix"
_DU_BROUILLON = (
    "Quelqu’un d’autre a publié d’autres valeurs depuis que vous avez commencé. Rien n’est perdu, "
    "ni de son travail, ni du vôtre\u00a0: dites, case par case, ce qui est à garder."
)
_CHANGE = (
    "Cela vient de changer\u00a0: quelqu’un a publié pendant que vous choisissiez. Regardez de "
    "nouveau, puis gardez vos choix."
)
_DE_LA_PROPOSITION = (
    "Quelqu’un d’autre a changé ces cases depuis. Les deux valeurs sont gardées\u00a0: l’auteur "
    "choisit ce qui reste, et la proposition repart de ce qui est publié."
)


def du_brouillon(noms: dire.Noms, lieu: Lieu, heurts: Sequence[Conflit]) -> None:
    """Show what a draft and the last publication say of the same cells, and ask what is kept.

    Args:
        noms: the tables, and the names of their rows.
        lieu: where it is typed.
        heurts: the cells.
    """
    if heurts:
        poser(dire.conflits(noms, heurts))
        st.warning(_DU_BROUILLON)
        racine = f"heurt-{lieu.porte}-{lieu.table}-{lieu.cle}"
        _choisir(noms, heurts, racine)
        st.button(_GARDER, on_click=_garder, args=(lieu, racine, tuple(heurts)))


def de_la_proposition(
    redacteur: Redacteur,
    noms: dire.Noms,
    proposition: Proposition,
    heurts: Sequence[Conflit],
) -> None:
    """Show what a proposal and the last publication say of the same cells; its author chooses.

    An administrator chooses for the system, which proposes what a release brings.

    Args:
        redacteur: who is signed in.
        noms: the tables, and the names of their rows.
        proposition: the proposal.
        heurts: the cells.
    """
    poser(dire.conflits(noms, heurts))
    st.warning(_DE_LA_PROPOSITION)
    compte = redacteur.compte
    if repond_de(compte.habilitations, compte.id, proposition.par):
        racine = f"heurt-{proposition.id}"
        _choisir(noms, heurts, racine)
        st.button(_GARDER, on_click=_reprendre, args=(proposition.id, racine, tuple(heurts)))


def _choisir(noms: dire.Noms, heurts: Sequence[Conflit], racine: str) -> None:
    for heurt in heurts:
        valeurs = (dire.texte(heurt.changement.apres), dire.texte(heurt.courant))
        st.radio(
            sans_markdown(dire.case(noms, heurt.changement)),
            [_LA_VOTRE, _CELLE_D_A_PRESENT],
            captions=[sans_markdown(valeur) for valeur in valeurs],
            key=_cle(racine, heurt),
        )


def _cle(racine: str, heurt: Conflit) -> str:
    """Name a choice by its cell and the two values: another value is another choice."""
    c = heurt.changement
    return f"{racine}-{c.nom_table}-{c.cle}-{c.colonne}-{c.apres}-{heurt.courant}"


def _gardes(racine: str, vus: Sequence[Conflit]) -> set[int]:
    dites = [st.session_state.get(_cle(racine, heurt), _LA_VOTRE) for heurt in vus]
    return {rang for rang, dite in enumerate(dites) if dite == _LA_VOTRE}


def _exiger_les_memes(vus: Sequence[Conflit], heurts: Sequence[Conflit]) -> None:
    """Raise `PropositionImpossible` unless what was chosen from is what is published now."""
    if list(vus) != list(heurts):
        raise PropositionImpossible(_CHANGE)


@sans_coupure
def _garder(lieu: Lieu, racine: str, vus: Sequence[Conflit]) -> None:
    gardes = _gardes(racine, vus)

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        brouillon = brouillon_du_lieu(journal, compte, lieu)
        if brouillon is None:
            return ""
        courante = RangeesPubliees(journal).rangee(lieu.table, lieu.cle) or {}
        typee = saisie_du_brouillon(brouillon).sur(courante)
        heurts = heurts_de(typee, courante)
        if not heurts:
            return ""  # chosen already
        _exiger_les_memes(vus, heurts)
        colonnes = {vus[rang].changement.colonne for rang in gardes}
        tranchee = trancher(typee, courante, colonnes)
        noter_le_contenu(journal, compte, brouillon.id, tranchee.contenu())
        return "Choix gardés dans votre brouillon."

    agir(acte)


@sans_coupure
def _reprendre(proposition: str, racine: str, vus: Sequence[Conflit]) -> None:
    gardes = _gardes(racine, vus)

    def acte(qui: Redacteur) -> str:
        journal = qui.journal
        _exiger_les_memes(vus, candidat(journal, proposition).conflits)
        repris = reprise(changements(journal, proposition), vus, gardes)
        reprendre(journal, qui.compte.id, proposition, repris)
        return "Proposition reprise sur ce qui est publié à présent\u00a0: elle attend."

    agir(acte)
