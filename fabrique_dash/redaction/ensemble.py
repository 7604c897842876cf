"""Several drafts in one proposal: what was typed in several places, with one reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fabrique_dash.journal.brouillons import cases_du_brouillon, proposer_les_brouillons
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, Texte
from fabrique_dash.publication.site.tenue_a_jour import ETAPE, NOM
from fabrique_dash.redaction.ce_qui_se_dit import est_encore_a_dire, nom_du_lieu
from fabrique_dash.redaction.ecritures import Ecrites, ecrites
from fabrique_dash.redaction.erreurs import erreurs_de
from fabrique_dash.redaction.heurts import erreurs_et_heurts, heurts_de
from fabrique_dash.redaction.portes import porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import (
    RIEN_DE_SAISI,
    brouillon_du_lieu,
    preparer,
    saisie_du_brouillon,
)
from fabrique_dash.redaction.typee import Lieu, Saisie

_AJOUTENT = frozenset({ETAPE, NOM})  # doors that would add their rows twice
_DEJA_DIT = (
    "«\u00a0{}\u00a0»\u00a0: quelqu’un d’autre l’a dit depuis. À faire\u00a0: corriger ce qu’il a "
    "écrit, par «\u00a0Toute autre table\u00a0», ou jeter ce brouillon."
)
_INCOMPLET = "«\u00a0{}\u00a0» n’est pas prêt\u00a0: {} Ouvrez ce brouillon, plus haut."


def proposer_ensemble(
    journal: Journal,
    compte: str,
    publiees: RangeesPubliees,
    lieux: Sequence[Lieu],
    texte: Texte,
    jour: date,
) -> str:
    """Make one proposal of what was typed in several places; return its code.

    Args:
        journal: the journal.
        compte: who typed.
        publiees: the rows; those that one place adds are known by the next ones.
        lieux: the places, in order.
        texte: what the proposal says of itself.
        jour: the day in France.

    Raises:
        DroitRefuse: the account may not write one of these rows; the drafts stay.
        PropositionImpossible: nothing was typed in one of them, or it can't be; the drafts stay.
        JournalIndisponible: the journal can't be written; the drafts stay.
    """
    prets = []
    for lieu in lieux:
        pret = preparer(journal, compte, publiees, porte(lieu.porte), lieu, jour)
        publiees.retenir(cases_du_brouillon(journal, compte, pret))
        prets.append(pret)
    return proposer_les_brouillons(journal, compte, prets, texte)


def exiger_un_brouillon_pret(
    journal: Journal, compte: str, publiees: RangeesPubliees, lieu: Lieu, jour: date
) -> tuple[Saisie, Ecrites]:
    """Look at a draft as its form does; return what it holds, and what it comes to.

    Args:
        journal: the journal.
        compte: who typed.
        publiees: the rows.
        lieu: where it is typed.
        jour: the day in France.

    Raises:
        PropositionImpossible: nothing was typed, it is not filled, something is wrong in it, or
            somebody else has said it since.
    """
    brouillon = brouillon_du_lieu(journal, compte, lieu)
    if brouillon is None:
        raise PropositionImpossible(RIEN_DE_SAISI)
    if lieu.porte in _AJOUTENT and not est_encore_a_dire(publiees, lieu, jour):
        raise PropositionImpossible(_DEJA_DIT.format(nom_du_lieu(publiees, lieu)))
    courante = (publiees.rangee(lieu.table, lieu.cle) if lieu.cle else None) or {}
    typee = saisie_du_brouillon(brouillon).sur(courante)
    ouvre = porte(lieu.porte)
    tout = ecrites(publiees, ouvre, typee, jour)
    fautes = erreurs_de(publiees, ouvre, typee, tout)
    toutes = erreurs_et_heurts(fautes, heurts_de(typee, courante))
    dites = [*toutes.rangee.values(), *toutes.source.values()]
    if dites:
        raise PropositionImpossible(_INCOMPLET.format(nom_du_lieu(publiees, lieu), dites[0]))
    return typee, tout
