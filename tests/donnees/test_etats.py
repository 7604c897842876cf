"""States of events: nothing before it could be known, nothing forgotten once it is held."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT, Donnees
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.etats import Etat, Statut, avec_etat, etat, le_plus_faible

REALISE, ANNONCE, INCONNU = "réalisé", "annoncé", "non documenté"
JOURS = st.dates(min_value=date(2020, 1, 1), max_value=date(2024, 12, 31))
REDUITES = st.builds(lambda j, n: j.isoformat()[:n], JOURS, st.sampled_from([4, 7, 10]))
FACULTATIVES = st.one_of(st.just(""), REDUITES)
REALISATIONS = st.sampled_from([REALISE, ANNONCE, INCONNU])
MOIS = [
    date(2021, 10, 14),
    *(d.date() for d in pd.date_range("2021-10-31", "2022-12-31", freq="ME")),
]

Evenement = dict[str, str]


@st.composite
def dates_evenements(tirer: st.DrawFn) -> Evenement:
    """Draw a dated event whose end is not before its start."""
    debut = tirer(REDUITES)
    fin = tirer(FACULTATIVES)
    if fin and dernier_jour(fin) < premier_jour(debut):
        fin = ""
    return {
        "debut": debut,
        "fin": fin,
        "realisation": tirer(REALISATIONS),
        "annonce_le": tirer(FACULTATIVES),
        "pas_avant": "",
        "pas_apres": "",
    }


@st.composite
def evenements_sans_date(tirer: st.DrawFn) -> Evenement:
    """Draw an undated event, with its bounds."""
    vide = {"debut": "", "fin": "", "annonce_le": tirer(FACULTATIVES)}
    bornes = {"pas_avant": tirer(REDUITES), "pas_apres": tirer(FACULTATIVES)}
    return vide | bornes | {"realisation": tirer(REALISATIONS)}


EVENEMENTS = st.one_of(dates_evenements(), evenements_sans_date())


def _etat(jour: date, debut: str = "", realisation: str = REALISE, **champs: str) -> Etat:
    vides = dict.fromkeys(["fin", "annonce_le", "pas_avant", "pas_apres"], "")
    return etat(debut=debut, realisation=realisation, jour=jour, **(vides | champs))


@pytest.mark.parametrize(
    ("jour", "champs", "attendu"),
    [
        ("2021-10-14", {"debut": "2021-10-15"}, Etat.NON_MONTRE),
        ("2021-10-15", {"debut": "2021-10-15"}, Etat.TENU),
        ("2022-02-27", {"debut": "2022-02"}, Etat.NON_MONTRE),
        ("2022-02-28", {"debut": "2022-02"}, Etat.TENU),
        ("2021-11-17", {"debut": "2021-11-17", "fin": "2021-11-18"}, Etat.NON_MONTRE),
        ("2021-11-18", {"debut": "2021-11-17", "fin": "2021-11-18"}, Etat.TENU),
        ("2021-11-13", {"debut": "2021-11-17", "annonce_le": "2021-11-14"}, Etat.NON_MONTRE),
        ("2021-11-14", {"debut": "2021-11-17", "annonce_le": "2021-11-14"}, Etat.A_VENIR),
        ("2021-10-30", {"debut": "2021-11-17", "annonce_le": "2021-10"}, Etat.NON_MONTRE),
        ("2021-10-31", {"debut": "2021-11-17", "annonce_le": "2021-10"}, Etat.A_VENIR),
        ("2022-06-07", {"debut": "2022-06-07", "realisation": ANNONCE}, Etat.NON_MONTRE),
        ("2022-06-08", {"debut": "2022-06-07", "realisation": ANNONCE}, Etat.SANS_CONFIRMATION),
        ("2022-06-08", {"debut": "2022-06-07", "realisation": INCONNU}, Etat.SANS_CONFIRMATION),
        ("2022-01-31", {"pas_avant": "2022-02", "pas_apres": "2022-04"}, Etat.NON_MONTRE),
        ("2022-02-01", {"pas_avant": "2022-02", "pas_apres": "2022-04"}, Etat.SANS_DATE),
        ("2022-04-29", {"pas_avant": "2022-02", "pas_apres": "2022-04"}, Etat.SANS_DATE),
        ("2022-04-30", {"pas_avant": "2022-02", "pas_apres": "2022-04"}, Etat.TENU),
        ("2022-12-31", {"pas_avant": "2022-10", "realisation": INCONNU}, Etat.SANS_DATE),
    ],
)
def test_states(jour: str, champs: Evenement, attendu: Etat) -> None:
    assert _etat(date.fromisoformat(jour), **champs) is attendu


@pytest.mark.parametrize("ecart", range(-1, 2))
def test_an_announced_event_on_its_own_day(ecart: int) -> None:
    jour = date(2022, 6, 7) + timedelta(days=ecart)
    attendu = Etat.SANS_CONFIRMATION if ecart > 0 else Etat.A_VENIR
    vu = _etat(jour, "2022-06-07", realisation=ANNONCE, annonce_le="2022-05-22")
    assert vu is attendu


@given(EVENEMENTS, JOURS)
def test_ahead_only_once_announced(evenement: Evenement, jour: date) -> None:
    if etat(**evenement, jour=jour) is Etat.A_VENIR:
        assert evenement["annonce_le"] and dernier_jour(evenement["annonce_le"]) <= jour


@given(EVENEMENTS, JOURS)
def test_held_only_from_the_last_day_on_and_if_a_source_says_so(
    evenement: Evenement, jour: date
) -> None:
    if etat(**evenement, jour=jour) is Etat.TENU:
        fin = evenement["fin"] or evenement["debut"] or evenement["pas_apres"]
        assert dernier_jour(fin) <= jour
        assert evenement["realisation"] == REALISE


@given(EVENEMENTS, JOURS, st.integers(0, 2000))
def test_what_is_shown_stays_shown_and_what_is_held_stays_held(
    evenement: Evenement, jour: date, ecart: int
) -> None:
    avant = etat(**evenement, jour=jour)
    apres = etat(**evenement, jour=jour + timedelta(days=ecart))
    if avant in (Etat.TENU, Etat.SANS_CONFIRMATION):
        assert apres is avant
    if avant is not Etat.NON_MONTRE:
        assert apres is not Etat.NON_MONTRE


@given(dates_evenements(), JOURS)
def test_a_dated_event_is_never_undated(evenement: Evenement, jour: date) -> None:
    assert etat(**evenement, jour=jour) is not Etat.SANS_DATE


@given(evenements_sans_date(), JOURS)
def test_an_undated_event_is_not_shown_before_its_lower_bound(
    evenement: Evenement, jour: date
) -> None:
    if jour < premier_jour(evenement["pas_avant"]) and not evenement["pas_apres"]:
        assert etat(**evenement, jour=jour) is Etat.NON_MONTRE


@pytest.mark.parametrize("jour", MOIS, ids=str)
def test_month_by_month_nothing_comes_from_the_future(donnees: Donnees, jour: date) -> None:
    montres = avec_etat(donnees.table("evenements"), jour)
    for e in montres.to_dict("records"):
        annonce = bool(e["annonce_le"]) and dernier_jour(e["annonce_le"]) <= jour
        if e["debut"]:
            assert dernier_jour(e["fin"] or e["debut"]) <= jour or annonce, e["id"]
        else:
            assert premier_jour(e["pas_avant"]) <= jour, e["id"]
        assert e["etat"] != Etat.NON_MONTRE.value


def test_month_by_month_the_list_only_grows(donnees: Donnees) -> None:
    listes = [set(avec_etat(donnees.table("evenements"), jour)["id"]) for jour in MOIS]
    assert all(avant <= apres for avant, apres in pairwise(listes))
    assert len(listes[0]) < len(listes[-1])


def test_the_day_before_the_launch_the_programme_has_not_started(donnees: Donnees) -> None:
    montres = avec_etat(donnees.table("evenements"), date(2021, 10, 14))
    assert not (montres["cohorte_id"] == "2021-2022").any()


def test_states_are_added_without_touching_the_table(donnees: Donnees) -> None:
    evenements = donnees.table("evenements")
    montres = avec_etat(evenements, date(2024, 12, 31))
    assert "etat" not in evenements.columns
    assert list(montres.columns) == [*evenements.columns.drop("realisation"), "etat"]
    assert set(montres["etat"]) <= {e.value for e in Etat} - {Etat.NON_MONTRE.value}
    assert len(montres) == len(evenements)


def test_an_empty_table_has_no_state(donnees: Donnees) -> None:
    vide = avec_etat(donnees.table("evenements").iloc[:0], date(2022, 1, 1))
    assert vide.empty and "etat" in vide.columns


def test_the_statuses_are_the_words_of_the_data() -> None:
    descripteur = lire_descripteur(DOSSIER_PAR_DEFAUT)
    permis = {
        valeur
        for table in descripteur.tables.values()
        for champ in table.champs
        if champ.nom.startswith("statut")
        for valeur in champ.contraintes["enum"]
    }
    assert permis == {statut.value for statut in Statut}


def test_the_weakest_status_is_said() -> None:
    du_plus_sur = ["documenté", "déduit", "indéterminé", "non documenté"]
    for rang, statut in enumerate(du_plus_sur):
        assert le_plus_faible(du_plus_sur[: rang + 1]) == statut
        assert le_plus_faible(reversed(du_plus_sur[: rang + 1])) == statut
    assert le_plus_faible([]) == "documenté"
