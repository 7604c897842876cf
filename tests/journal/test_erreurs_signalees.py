"""Reports in the journal: bounded, followed by their proposal, erased in their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fabrique_dash.journal import erreurs_signalees
from fabrique_dash.journal.brouillons import (
    ecrire_les_cases,
    ouvrir_un_brouillon,
    proposer_les_brouillons,
)
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.erreurs_signalees import (
    Dite,
    Erreur,
    Etat,
    Recue,
    erreur_suivie,
    file_pleine,
    secret,
    signaler,
)
from fabrique_dash.journal.historique import Filtre, historique
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, reprendre, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.suites_des_erreurs import (
    classer,
    entretenir_le_journal,
    erreurs_recues,
    prendre,
)
from fabrique_dash.journal.tables import ERREUR_SIGNALEE
from tests.journal.essais import TEXTE, cle, libelle, sain

DITE = Dite("/frise", "themes", cle("a"), "libelle", "Il manque un s.", "Uns", "", "moi@exemple.fr")


@pytest.fixture
def marie(journal: Journal) -> str:
    """Return the account of somebody who reviews."""
    return inviter(journal, SYSTEME, "Marie", Habilitation(Role.RELECTEUR))[0]


def _plus_tard(journal: Journal, **duree: float) -> Journal:
    return replace(journal, horloge=lambda: journal.horloge() + timedelta(**duree))


def _recue(journal: Journal, suivi: str = "suivi") -> Erreur:
    assert signaler(journal, DITE, suivi) is Recue.GARDEE
    return _lue(journal, suivi)


def _lue(journal: Journal, suivi: str = "suivi") -> Erreur:
    lue = erreur_suivie(journal, suivi)
    assert lue is not None
    return lue


def _proposee(journal: Journal, par: str, erreur: Erreur, *autres: Changement) -> str:
    brouillon = ouvrir_un_brouillon(journal, par, "table")
    ecrire_les_cases(journal, par, brouillon, [libelle("a", "Un", "Uns"), *autres])
    prendre(journal, par, erreur, brouillon)
    assert _lue(journal).etat is Etat.REPRISE
    return proposer_les_brouillons(journal, par, [brouillon], TEXTE)


def _rangees(journal: Journal) -> list[Any]:
    with journal.lire() as cx:
        return list(cx.execute(select(ERREUR_SIGNALEE)).all())


def test_a_report_follows_the_proposal_that_is_made_of_it(journal: Journal, marie: str) -> None:
    erreur = _recue(journal)
    assert erreur.etat is Etat.EN_ATTENTE and erreur.dite == DITE
    proposition = _proposee(journal, marie, erreur)
    assert _lue(journal).etat is Etat.PROPOSEE
    assert erreurs_recues(journal, marie).en_relecture == 1
    publier(journal, proposition, SYSTEME, sain)
    lue = _lue(journal)
    assert (lue.etat, lue.proposition) == (Etat.PUBLIEE, proposition)
    (trace,) = historique(journal, Filtre(proposition=proposition))
    assert trace.changement == libelle("a", "Un", "Uns")
    recues = erreurs_recues(journal, marie)
    assert (list(recues.a_lire), recues.en_relecture, recues.closes) == ([], 0, 1)


def test_a_refusal_tells_its_reason_and_a_withdrawal_has_it_wait_again(
    journal: Journal, marie: str
) -> None:
    proposition = _proposee(journal, marie, _recue(journal))
    suite(journal, proposition, Quoi.RETIREE, marie)
    assert _lue(journal).etat is Etat.EN_ATTENTE
    proposition = _proposee(journal, marie, _lue(journal))
    autre = reprendre(journal, marie, proposition, [libelle("a", "Un", "Une")])
    assert _lue(journal).etat is Etat.PROPOSEE  # taken up again: the same report
    suite(journal, autre, Quoi.REFUSEE, SYSTEME, "La source dit le contraire.")
    lue = _lue(journal)
    assert (lue.etat, lue.motif) == (Etat.REFUSEE, "La source dit le contraire.")
    with pytest.raises(PropositionImpossible, match="n’attend plus"):
        classer(journal, marie, [lue], "Trop tard")


def test_only_who_reviews_gives_a_follow_up(journal: Journal, marie: str) -> None:
    erreur = _recue(journal)
    jean, _ = inviter(journal, SYSTEME, "Jean", Habilitation(Role.REFERENT))
    with pytest.raises(DroitRefuse):
        classer(journal, jean, [erreur], "Non")
    with pytest.raises(DroitRefuse):
        prendre(journal, jean, erreur, "b")
    with pytest.raises(DroitRefuse):
        erreurs_recues(journal, jean)
    for motif, dit in ((" ", "Dites pourquoi"), ("Voir moi@exemple.fr", "électronique")):
        with pytest.raises(PropositionImpossible, match=dit):
            classer(journal, marie, [erreur], motif)
    assert classer(journal, marie, [erreur], "C’est bien cela.") == 1
    lue = _lue(journal)
    assert (lue.etat, lue.motif) == (Etat.SANS_SUITE, "C’est bien cela.")


def test_of_two_people_the_second_sees_what_the_first_has_done(
    journal: Journal, marie: str
) -> None:
    vue, autre = _recue(journal), _recue(journal, "autre")
    paul, _ = inviter(journal, SYSTEME, "Paul", Habilitation(Role.RELECTEUR))
    sien = ouvrir_un_brouillon(journal, paul, "table")
    prendre(journal, paul, vue, sien)
    prendre(journal, paul, vue, sien)  # a click made twice
    brouillon = ouvrir_un_brouillon(journal, marie, "table")
    for tente in (
        lambda: prendre(journal, marie, vue, brouillon),
        lambda: classer(journal, marie, [vue], "Trop tard"),
    ):
        with pytest.raises(PropositionImpossible, match="vient d’en commencer"):
            tente()
    # Of several, those that wait as they did are closed.
    assert classer(journal, marie, [vue, autre], "De la réclame.") == 1
    assert [_lue(journal, s).etat for s in ("suivi", "autre")] == [Etat.REPRISE, Etat.SANS_SUITE]
    prendre(journal, marie, _lue(journal), brouillon)  # who has seen it may take it from another
    assert _lue(journal).brouillon == brouillon
    with pytest.raises(PropositionImpossible, match="au moins un"):
        classer(journal, marie, [], "Rien")


def test_the_queue_is_bounded_and_what_is_closed_leaves_room(
    journal: Journal, marie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erreurs_signalees, "FILE_MAXIMALE", 2)
    premiere = _recue(journal)
    assert signaler(journal, DITE, "suivi") is Recue.DEJA
    assert signaler(journal, replace(DITE, quoi="Autre"), "suivi") is Recue.AUTRE
    assert not file_pleine(journal) and signaler(journal, DITE, "b") is Recue.GARDEE
    assert file_pleine(journal) and signaler(journal, DITE, "c") is Recue.PLEINE
    publier(journal, _proposee(journal, marie, premiere), SYSTEME, sain)
    assert not file_pleine(journal) and signaler(journal, DITE, "c") is Recue.GARDEE
    assert len(_rangees(journal)) == 3


def test_an_address_leaves_after_thirty_days_and_a_report_after_a_year(
    journal: Journal, marie: str
) -> None:
    attend, close = _recue(journal, "attend"), _recue(journal)
    publier(journal, _proposee(journal, marie, close), SYSTEME, sain)
    for jours, adresses in ((29, 2), (31, 1)):
        entretenir_le_journal(_plus_tard(journal, days=jours))
        assert sum(e.courriel is not None for e in _rangees(journal)) == adresses
    entretenir_le_journal(_plus_tard(journal, days=364))
    assert len(_rangees(journal)) == 2
    assert signaler(_plus_tard(journal, days=366), DITE, "neuve") is Recue.GARDEE
    assert erreur_suivie(journal, "suivi") is None and len(_rangees(journal)) == 2
    # Nobody has answered it: it stays, without the address.
    assert _lue(journal, "attend") == replace(attend, dite=replace(DITE, courriel=""))
    assert datetime.fromisoformat(attend.le) <= journal.horloge()


def test_the_processes_of_a_journal_share_their_secret(journal: Journal) -> None:
    assert secret(journal, "essai") == secret(journal, "essai") != secret(journal, "autre")


def test_nothing_of_a_report_gives_the_token_that_follows_it(journal: Journal) -> None:
    _recue(journal, "un-jeton-tenu-secret")
    assert not any("un-jeton" in str(valeur) for valeur in _rangees(journal)[0])
