"""Drafts: kept before the page says so, told early to others, proposed whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fabrique_dash.journal.brouillons import (
    Brouillon,
    brouillons,
    brouillons_des_autres,
    cases_du_brouillon,
    ecrire_les_cases,
    jeter_le_brouillon,
    noter_le_contenu,
    oter_la_rangee,
    ouvrir_un_brouillon,
    proposer_les_brouillons,
    tenir_un_brouillon,
)
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.comptes import effacer
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.propositions_lues import changements
from fabrique_dash.journal.schema import ouvrir
from tests.journal.essais import TEXTE, cle, libelle


@pytest.fixture
def marie(journal: Journal) -> str:
    """Return the account of somebody who may write."""
    return inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT), nomme=True)[0]


@pytest.fixture
def brouillon(journal: Journal, marie: str) -> str:
    """Return a draft of hers."""
    return ouvrir_un_brouillon(journal, marie, "Corriger")


def test_a_draft_is_found_again_by_another_process(
    journal: Journal, marie: str, brouillon: str
) -> None:
    noter_le_contenu(journal, marie, brouillon, {"lieu": "Arras \ud800\x00", "jours": [1, 2]})
    ecrire_les_cases(journal, marie, brouillon, [libelle("a", "Un", "1")])
    autre = ouvrir(journal.moteur.url.render_as_string(hide_password=False))
    garde = brouillons(autre, marie)[0]
    assert garde.porte == "Corriger" and garde.contenu["jours"] == [1, 2]
    assert cases_du_brouillon(autre, marie, brouillon) == [libelle("a", "Un", "1")]
    autre.fermer()


def test_a_cell_written_again_or_given_back_is_one_or_none(
    journal: Journal, marie: str, brouillon: str
) -> None:
    note = Changement("themes", cle("a"), "note", "", "  bonjour\x00\ud800 ")
    for changement in (libelle("a", "Un", "1"), libelle("b", "Deux", "2"), note):
        ecrire_les_cases(journal, marie, brouillon, [changement])
    ecrire_les_cases(
        journal, marie, brouillon, [libelle("a", "Un", "I"), libelle("b", "Deux", "Deux")]
    )
    assert [(c.colonne, c.apres) for c in cases_du_brouillon(journal, marie, brouillon)] == [
        ("note", "bonjour \ufffd"),
        ("libelle", "I"),
    ]
    oter_la_rangee(journal, marie, brouillon, "themes", cle("a"))
    assert cases_du_brouillon(journal, marie, brouillon) == []


def test_others_are_told_of_the_drafts_that_were_written_lately(
    journal: Journal, marie: str, brouillon: str
) -> None:
    semaine = timedelta(days=7)
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.REFERENT))
    (autre,) = brouillons_des_autres(journal, ahmed, semaine)
    assert (autre.nom, autre.brouillon.id) == ("Marie", brouillon)
    assert brouillons_des_autres(journal, marie, semaine) == []
    ouvrir_un_brouillon(journal, ahmed, "Corriger")
    assert [a.nom for a in brouillons_des_autres(journal, marie, semaine)] == [None]
    plus_tard = replace(journal, horloge=lambda: journal.horloge() + timedelta(days=8))
    assert brouillons_des_autres(plus_tard, ahmed, semaine) == []
    noter_le_contenu(plus_tard, marie, brouillon, {"note": "Encore."})
    assert len(brouillons_des_autres(plus_tard, ahmed, semaine)) == 1


def test_two_windows_that_type_together_lose_no_field_and_open_one_draft(
    journal: Journal, marie: str
) -> None:
    def taper(rang: int) -> str:
        def avec_le_sien(tenu: Brouillon | None) -> dict[str, Any]:
            return {**(tenu.contenu if tenu else {}), f"champ-{rang}": rang}

        return tenir_un_brouillon(
            journal, marie, "Corriger", lambda b: b.porte == "Corriger", avec_le_sien
        )

    with ThreadPoolExecutor(4) as fenetres:
        codes = set(fenetres.map(taper, range(12)))
    (garde,) = brouillons(journal, marie)
    assert codes == {garde.id}
    assert garde.contenu == {f"champ-{rang}": rang for rang in range(12)}


def test_a_draft_becomes_a_proposal_or_stays(journal: Journal, marie: str, brouillon: str) -> None:
    with pytest.raises(PropositionImpossible, match="ne change rien"):
        proposer_les_brouillons(journal, marie, [brouillon], TEXTE)
    assert len(brouillons(journal, marie)) == 1
    a, b = libelle("a", "Un", "1"), libelle("b", "Deux", "2")
    ecrire_les_cases(journal, marie, brouillon, [a, b])
    ecrire_les_cases(journal, marie, brouillon, [Changement("themes", cle("a"), "note", "", "n")])
    proposition = proposer_les_brouillons(journal, marie, [brouillon], TEXTE)
    assert [c.cle for c in changements(journal, proposition)] == [cle("a"), cle("a"), cle("b")]
    assert brouillons(journal, marie) == []


def test_a_draft_is_its_account_s_alone_and_goes_with_it(
    journal: Journal, marie: str, brouillon: str
) -> None:
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.ADMINISTRATEUR))
    ecrire_les_cases(journal, marie, brouillon, [libelle("a", "Un", "1")])
    with pytest.raises(PropositionImpossible, match="n’existe plus"):
        ecrire_les_cases(journal, ahmed, brouillon, [libelle("a", "Un", "2")])
    assert cases_du_brouillon(journal, ahmed, brouillon) == []
    jeter_le_brouillon(journal, ahmed, brouillon)
    assert len(brouillons(journal, marie)) == 1
    effacer(journal, marie, marie)
    assert brouillons(journal, marie) == [] == cases_du_brouillon(journal, marie, brouillon)
