"""What changed between two dates: nothing lost, nothing twice, nothing from the future."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabrique_dash.chiffres.noyau.libelles import mot_de_nature
from fabrique_dash.chiffres.noyau.objets import NATURES, objets
from fabrique_dash.chiffres.suivi.changements import COLONNES, Quoi, changements
from fabrique_dash.donnees.dates import premier_jour
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.site.adresses import adresse
from tests.paquets import COHORTE, PAQUET, changer_ou
from tests.programmes import SECONDE, ajouter_seconde_cohorte

VueAu = Callable[[date], Vue]
LANCEMENT, JOUR = date(2021, 10, 15), date(2022, 8, 29)
REEL = charger(PAQUET, "changements")
DATES = st.lists(
    st.dates(min_value=date(2018, 1, 1), max_value=date(2026, 12, 31)), min_size=3, max_size=3
).map(sorted)


def _cles(lignes: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(lignes["nature"], lignes["id"], strict=True))


def _de(lignes: pd.DataFrame, quoi: Quoi, nature: str = "evenement") -> set[str]:
    tels = lignes[(lignes["quoi"] == quoi.value) & (lignes["nature"] == nature)]
    return set(tels["id"])


def test_nothing_changes_in_no_time(vue_au: VueAu) -> None:
    rien = changements(vue_au(JOUR), vue_au(JOUR))
    assert rien.empty and list(rien.columns) == list(COLONNES)


def test_views_must_follow_each_other(vue_au: VueAu) -> None:
    with pytest.raises(ValueError, match="dans l’ordre"):
        changements(vue_au(JOUR), vue_au(LANCEMENT))
    autre = vue(charger(PAQUET, "autre"), COHORTE, JOUR)
    with pytest.raises(ValueError, match="même cohorte"):
        changements(vue_au(LANCEMENT), autre)


def test_the_first_months_are_told(vue_au: VueAu) -> None:
    lignes = changements(vue_au(date(2021, 11, 14)), vue_au(date(2022, 1, 31)))
    assert {"tronc-commun-2021-11-17", "impregnation-2021-12"} <= _de(lignes, Quoi.TENU)
    assert {
        "saint-jean-de-braye-2021-11-15",
        "colloque-conseillers-2021-11",
    } <= _de(lignes, Quoi.GLISSE)
    assert "lancement-2021-10-15" not in set(lignes["id"])


def test_an_announcement_becomes_held_or_slips(vue_au: VueAu) -> None:
    annonce = changements(vue_au(LANCEMENT), vue_au(date(2021, 11, 14)))
    assert "tronc-commun-2021-11-17" in _de(annonce, Quoi.ANNONCE)
    assert "newsletter-1" in _de(annonce, Quoi.CONNU, "newsletter")
    assert "cadre" in _de(annonce, Quoi.CONNU, "etape")
    suite = changements(vue_au(date(2021, 11, 14)), vue_au(date(2021, 11, 18)))
    assert "tronc-commun-2021-11-17" in _de(suite, Quoi.TENU)


def test_an_event_without_date_is_known_then_held(vue_au: VueAu) -> None:
    connu = changements(vue_au(date(2021, 12, 31)), vue_au(date(2022, 6, 1)))
    assert "charte-quatre-fantastiques-2022" in _de(connu, Quoi.CONNU)
    tenu = changements(vue_au(date(2022, 6, 1)), vue_au(date(2022, 12, 31)))
    assert "charte-quatre-fantastiques-2022" in _de(tenu, Quoi.TENU)


@pytest.mark.matrice
@settings(max_examples=40)
@given(DATES)
def test_two_steps_tell_all_that_one_tells(jours: list[date]) -> None:
    avant, milieu, apres = (vue(REEL, COHORTE, jour) for jour in jours)
    d_un_coup = changements(avant, apres)
    en_deux = _cles(changements(avant, milieu)) | _cles(changements(milieu, apres))
    assert _cles(d_un_coup) <= en_deux
    assert len(_cles(d_un_coup)) == len(d_un_coup)


@pytest.mark.matrice
@settings(max_examples=40)
@given(DATES)
def test_rows_are_named_dated_and_seen_at_the_second_date(jours: list[date]) -> None:
    avant, apres = vue(REEL, COHORTE, jours[0]), vue(REEL, COHORTE, jours[2])
    for c in rangees(changements(avant, apres)):
        assert c["libelle"] and c["source_id"] and c["statut"] and c["quoi"] in set(Quoi)
        assert c["libelle"] != c["id"]
        assert c["place_id"] in objets(apres, c["place_nature"]), c
        assert adresse(apres, c["place_nature"], c["place_id"])
        assert mot_de_nature(apres, c["nature"])
        assert not c["date"] or premier_jour(c["date"]) <= jours[2], c
        if c["nature"] in NATURES and c["nature"] != "evenement":
            assert c["id"] not in objets(avant, c["nature"]), c


def test_order_is_held_slipped_announced_known_then_date(vue_au: VueAu) -> None:
    lignes = changements(vue_au(LANCEMENT), vue_au(JOUR))
    rangs = [list(Quoi).index(Quoi(q)) for q in lignes["quoi"]]
    assert rangs == sorted(rangs) and set(rangs) == {0, 1, 2, 3}


def test_cohorts_do_not_mix(copie: Path) -> None:
    ajouter_seconde_cohorte(copie)
    changer_ou(copie, "avancement", "vimy-choix-projet", note="Une note.")
    donnees = charger(copie, "deux")
    siens = changements(
        vue(donnees, SECONDE, date(2018, 1, 1)), vue(donnees, SECONDE, date(2031, 1, 1))
    )
    assert not {"avancement", "delegations", "etape"} & set(siens["nature"])
    assert "lancement-2021-10-15" not in set(siens["id"])
