"""Taking a row away from its form: with a reason, refused when others name it, undone after."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.interface.pages.mise_a_jour import retrait
from fabrique_dash.journal.cases import Operation, ecrire_la_cle
from fabrique_dash.journal.droits import SYSTEME, Role
from fabrique_dash.journal.propositions_lues import Quoi, changements, propositions
from fabrique_dash.journal.retours import annuler
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.journal.essais import numero, sain
from tests.pages.equipe import Equipe
from tests.pages.session import ouvrir

EVENEMENT = "tronc-commun-2021-11-17"
LIEU = {"porte": "table", "table": "evenements", "rangee": EVENEMENT}
SOURCE = {"porte": "table", "table": "sources", "rangee": "S1"}


def _retirer(lieu: dict[str, str], libelle: str, motif: str = "En double") -> AppTest:
    session = ouvrir("mise_a_jour", lieu)
    champ = next(c for c in session.text_input if c.label.startswith("Pourquoi la retirer"))
    champ.set_value(motif).run()
    return next(b for b in session.button if b.label == libelle).click().run()


def _rangee(equipe: Equipe, lieu: dict[str, str]) -> dict[str, str] | None:
    return RangeesPubliees(equipe.journal).rangee(lieu["table"], ecrire_la_cle([lieu["rangee"]]))


def test_a_row_leaves_the_table_never_the_journal(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    avant = _rangee(equipe, LIEU)
    session = _retirer(LIEU, "Retirer maintenant", motif="")
    assert "motif" in session.error[0].value and numero(equipe.journal) == 1
    session = _retirer(LIEU, "Retirer maintenant")
    assert not session.exception and not session.error
    assert numero(equipe.journal) == 2 and _rangee(equipe, LIEU) is None
    assert "rangee" not in session.query_params
    annuler(equipe.journal, 2, SYSTEME, "Une erreur", sain)
    assert _rangee(equipe, LIEU) == avant


@pytest.mark.parametrize(
    ("role", "libelle"),
    [(Role.ADMINISTRATEUR, "Retirer maintenant"), (Role.REFERENT, "Proposer de la retirer")],
)
def test_a_row_that_others_name_stays(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch, role: Role, libelle: str
) -> None:
    monkeypatch.setattr(retrait, "verifier", verifier)
    equipe.entre(role)
    session = _retirer(SOURCE, libelle)
    assert "ne seraient plus valides" in session.error[0].value
    assert numero(equipe.journal) == 1 and _rangee(equipe, SOURCE) is not None
    assert {p.etat for p in propositions(equipe.journal) if p.par == equipe.compte} == {
        Quoi.RETIREE
    }


def test_who_may_not_publish_proposes(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    assert "attend" in _retirer(LIEU, "Proposer de la retirer").success[0].value
    (proposee,) = propositions(equipe.journal, Quoi.PROPOSEE)
    faits = changements(equipe.journal, proposee.id)
    assert {c.operation for c in faits} == {Operation.SUPPRIMER}
    assert _rangee(equipe, LIEU) is not None


def test_who_may_not_write_a_row_is_not_offered_to_take_it_away(equipe: Equipe) -> None:
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    session = ouvrir("mise_a_jour", LIEU)
    assert not [b for b in session.button if "etirer" in b.label]
    equipe.entre(Role.REFERENT)
    neuve = ouvrir("mise_a_jour", {"porte": "table", "table": "evenements"})
    assert not [b for b in neuve.button if "etirer" in b.label]
