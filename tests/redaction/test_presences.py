"""Who else writes in the same place is told early, for how long, and no longer once they left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fabrique_dash.journal.cases import ecrire_la_cle
from fabrique_dash.journal.comptes import nommer
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.redaction.presences import duree_en_mots, presences
from fabrique_dash.redaction.typee import Lieu
from tests.redaction.essais import Essai

MATIN = datetime(2027, 3, 1, 9, tzinfo=UTC)
RANGEE = Lieu("table", "evenements", ecrire_la_cle(["tronc-commun-2021-11-17"]))


@pytest.mark.parametrize(
    ("duree", "dite"),
    [
        (timedelta(minutes=-5), "moins d’une minute"),
        (timedelta(seconds=59), "moins d’une minute"),
        (timedelta(minutes=1), "1\u00a0minute"),
        (timedelta(minutes=4, seconds=59), "4\u00a0minutes"),
        (timedelta(minutes=60), "1\u00a0heure"),
        (timedelta(hours=23, minutes=59), "23\u00a0heures"),
        (timedelta(hours=24), "1\u00a0jour"),
        (timedelta(days=6, hours=23), "6\u00a0jours"),
    ],
)
def test_elapsed_time_is_said_in_its_largest_unit(duree: timedelta, dite: str) -> None:
    assert duree_en_mots(duree) == dite


def _apres(essai: Essai, ecoule: timedelta) -> Essai:
    """Return the same, some time after the morning."""
    return replace(essai, journal=replace(essai.journal, horloge=lambda: MATIN + ecoule))


def _vues(essai: Essai, lieu: Lieu, ecoule: timedelta) -> list[str]:
    """Return what somebody else is told who opens a place then."""
    autre, _ = inviter(essai.journal, SYSTEME, "Ahmed", Habilitation(Role.REFERENT))
    return presences(_apres(essai, ecoule).journal, lieu, autre)


@pytest.mark.parametrize(
    ("lieu", "champs", "fait"),
    [
        (RANGEE, {"titre": "Sessions du tronc commun"}, "modifie cette rangée"),
        (
            Lieu("etape", "avancement", ecrire_la_cle(["arras", "diagnostic"])),
            {"note": "Lu."},
            "modifie cette étape",
        ),
        (Lieu("annonce", "evenements", ""), {"titre": "Réunion"}, "ajoute aussi une rangée"),
    ],
    ids=["rangée", "étape", "ajout"],
)
def test_the_first_field_tells_who_is_there(
    essai: Essai, lieu: Lieu, champs: dict[str, str], fait: str
) -> None:
    nommer(essai.journal, essai.compte, True)
    _apres(essai, timedelta()).taper(lieu, champs)
    (dite,) = _vues(essai, lieu, timedelta(minutes=4))
    assert dite.startswith(f"Marie {fait}") and dite.endswith("depuis 4\u00a0minutes.")
    assert presences(essai.journal, lieu, essai.compte) == []
    assert _vues(essai, replace(lieu, table="themes"), timedelta(minutes=4)) == []


def test_the_same_row_by_another_door_is_told_too(essai: Essai) -> None:
    _apres(essai, timedelta()).taper(RANGEE, {"note": "Sur place."})
    (dite,) = _vues(essai, replace(RANGEE, porte="rendez-vous"), timedelta(hours=1))
    assert dite.startswith("Une personne qui n’est pas nommée modifie")


def test_who_left_is_told_as_silent_then_no_more(essai: Essai) -> None:
    _apres(essai, timedelta()).taper(RANGEE, {"note": "Sur place."})
    _apres(essai, timedelta(days=2)).taper(RANGEE, {"lieu": "Arras"})
    (dite,) = _vues(essai, RANGEE, timedelta(days=2, hours=3))
    assert "depuis 2\u00a0jours, sans rien y écrire depuis 3\u00a0heures." in dite
    assert _vues(essai, RANGEE, timedelta(days=9, minutes=1)) == []
