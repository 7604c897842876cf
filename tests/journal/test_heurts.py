"""A proposal in conflict is taken up again, whatever the conflict: it can then be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabrique_dash.journal.cases import Changement, ajout, retrait
from fabrique_dash.journal.contenus import paquet_de
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.importation import importer
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, proposer, reprendre
from fabrique_dash.journal.propositions_lues import changements
from fabrique_dash.journal.publication import candidat, publier
from fabrique_dash.redaction.heurts import reprise
from tests.journal.essais import (
    TEXTE,
    cle,
    ecrire,
    ecrire_le_paquet,
    libelle,
    sain,
    themes,
)
from tests.paquets import changer_descripteur


def _reprise(journal: Journal, proposition: str, *gardees: str) -> list[Changement]:
    """Take up a proposal again, keeping its values of these columns."""
    heurts = candidat(journal, proposition).conflits
    assert heurts
    rangs = [i for i, h in enumerate(heurts) if h.changement.colonne in gardees]
    return reprise(changements(journal, proposition), heurts, rangs)


def _publier(journal: Journal, *repris: Changement) -> None:
    proposition = proposer(journal, SYSTEME, TEXTE, repris)
    assert publier(journal, proposition, SYSTEME, sain).publication


def _note(journal: Journal, theme: str) -> str:
    with journal.lire() as cx:
        tableau = paquet_de(cx)[1].tableau("themes")
        assert tableau is not None
        return tableau.case(cle(theme), "note") or ""


def test_a_row_that_two_people_add_is_settled_cell_by_cell(journal: Journal) -> None:
    mien = ajout("themes", cle("d"), {"id": "d", "libelle": "Quatre"})
    proposition = proposer(journal, SYSTEME, TEXTE, [*mien, libelle("a", "Un", "1")])
    ecrire(journal, *ajout("themes", cle("d"), {"id": "d", "libelle": "IV", "note": "romain"}))
    _publier(journal, *_reprise(journal, proposition, "libelle"))
    assert themes(journal)["d"] == "Quatre" and themes(journal)["a"] == "1"
    assert _note(journal, "d") == "romain"
    encore = proposer(journal, SYSTEME, TEXTE, mien)
    assert [c.apres for c in _reprise(journal, encore, "note")] == [""]


def test_a_row_to_take_away_that_somebody_filled_goes_whole_or_stays(journal: Journal) -> None:
    mien = retrait("themes", cle("b"), {"id": "b", "libelle": "Deux"})
    proposition = proposer(journal, SYSTEME, TEXTE, mien)
    ecrire(journal, Changement("themes", cle("b"), "note", "", "à garder"))
    assert _reprise(journal, proposition) == []
    _publier(journal, *_reprise(journal, proposition, "note"))
    assert "b" not in themes(journal)


def test_a_cell_of_a_row_that_was_taken_away_can_not_be_kept(journal: Journal) -> None:
    proposition = proposer(journal, SYSTEME, TEXTE, [libelle("b", "Deux", "2")])
    ecrire(journal, *retrait("themes", cle("b"), {"id": "b", "libelle": "Deux"}))
    with pytest.raises(PropositionImpossible, match="ôté cette rangée"):
        _reprise(journal, proposition, "libelle")
    assert _reprise(journal, proposition) == []


def test_a_release_in_conflict_is_settled_by_who_administers_and_stays_one(
    journal: Journal, tmp_path: Path
) -> None:
    neuf = ecrire_le_paquet(tmp_path / "neuf", {"a": "I", "b": "2", "c": "Trois"})
    changer_descripteur(neuf, lambda paquet: paquet.update(title="Autre"))
    ecrire(journal, libelle("a", "Un", "1"))
    proposition = importer(journal, neuf, SYSTEME, sain)
    assert proposition
    repris = _reprise(journal, proposition, "libelle")
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.RELECTEUR))
    with pytest.raises(DroitRefuse):
        reprendre(journal, ahmed, proposition, repris)
    with pytest.raises(PropositionImpossible, match="rien à proposer"):
        reprendre(journal, ahmed, proposition, [])
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.ADMINISTRATEUR))
    reprise_ = reprendre(journal, marie, proposition, repris)
    assert publier(journal, reprise_, marie, sain).publication == 3
    assert themes(journal) == {"a": "I", "b": "2", "c": "Trois"}
    assert importer(journal, neuf, SYSTEME, sain) is None  # this release is in
    with pytest.raises(PropositionImpossible, match="elle est remplacée"):
        reprendre(journal, marie, proposition, repris)
