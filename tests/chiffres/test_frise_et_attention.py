"""What the timeline draws, and what to look at first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.tables.frise import (
    COULOIRS,
    FiltreFrise,
    etager,
    evenements_dates,
    filtrer,
    prochain_et_dernier,
    selon_la_date,
)
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import Vue, vue
from tests.francais import fautes_de_typographie
from tests.programmes import SECONDE, ajouter_seconde_cohorte

VueAu = Callable[[date], Vue]
FIN = date(2024, 12, 31)


@pytest.fixture(scope="module")
def dates(vue_au: VueAu) -> pd.DataFrame:
    return evenements_dates(vue_au(FIN)).set_index("id", drop=False)


@pytest.mark.parametrize(
    ("cle", "mots"),
    [
        ("lancement-2021-10-15", "15 octobre 2021"),
        ("tronc-commun-2021-11-17", "17 et 18 novembre 2021"),
        ("assemblee-allies-2020-09-10", "du 10 au 12 septembre 2020"),
        ("phase-2-2022-02", "février 2022"),
        ("charte-alliance-2019", "fin 2019"),
        ("chantier-5-2022-06-07", "7 juin 2022, 16 h – 18 h"),
        ("cloture", "date non documentée"),
    ],
)
def test_dates_are_written_as_they_are_known(dates: pd.DataFrame, cle: str, mots: str) -> None:
    assert str(dates.loc[cle, "date"]).replace("\u00a0", " ") == mots


def test_bounds_cover_what_is_known(dates: pd.DataFrame) -> None:
    mois = dates.loc["phase-2-2022-02"]
    assert (mois["premier"], mois["dernier"]) == (date(2022, 2, 1), date(2022, 2, 28))
    assert not mois["exact"]
    jour = dates.loc["lancement-2021-10-15"]
    assert jour["premier"] == jour["dernier"] == date(2021, 10, 15) and jour["exact"]
    sans = dates.loc["cloture"]
    assert sans["premier"] is None and sans["dernier"] is None and not sans["exact"]
    assert set(dates["couloir"]) <= set(COULOIRS)


def test_speakers_are_named_once(dates: pd.DataFrame) -> None:
    orateurs = str(dates.loc["lancement-2021-10-15", "orateurs"])
    for nom in ("Pierre Calame", "Benoît Thévard", "Frédéric Weill"):
        assert orateurs.count(nom) == 1
    assert dates.loc["cloture", "orateurs"] == ""


def test_an_empty_filter_keeps_everything(dates: pd.DataFrame, vue_au: VueAu) -> None:
    assert list(filtrer(vue_au(FIN), FiltreFrise())["id"]) == list(dates["id"])


def test_filters_add_up(vue_au: VueAu) -> None:
    garde = filtrer(vue_au(FIN), FiltreFrise(couloirs=("programme",), etats=("tenu",)))
    assert set(garde["couloir"]) == {"programme"} and set(garde["etat"]) == {"tenu"}
    assert filtrer(vue_au(FIN), FiltreFrise(genres=("inconnu",))).empty


@pytest.mark.parametrize("annees", [(2018, 2018), (2020, 2021), (2022, 2022), (2030, 2031)])
def test_a_period_keeps_what_touches_it_and_the_undated(
    dates: pd.DataFrame, vue_au: VueAu, annees: tuple[int, int]
) -> None:
    garde = set(filtrer(vue_au(FIN), FiltreFrise(annees=annees))["id"])
    for cle, e in dates.iterrows():
        touche = e["premier"] is None or (
            e["premier"] <= date(annees[1], 12, 31) and e["dernier"] >= date(annees[0], 1, 1)
        )
        assert (cle in garde) == touche, cle
    assert "cloture" in garde


JOURS = st.dates(min_value=date(2018, 1, 1), max_value=date(2024, 12, 31))
PERIODES = st.lists(st.tuples(JOURS, st.integers(0, 200)), max_size=25).map(sorted)


@given(PERIODES, st.integers(0, 30))
def test_two_periods_of_a_row_never_touch(periodes: list[tuple[date, int]], ecart: int) -> None:
    premiers = [debut for debut, _ in periodes]
    derniers = [debut + timedelta(days=duree) for debut, duree in periodes]
    rangs = etager(premiers, derniers, ecart)
    assert len(rangs) == len(periodes)
    assert set(rangs) == set(range(len(set(rangs))))
    for rang in set(rangs):
        miens = [(premiers[i], derniers[i]) for i, r in enumerate(rangs) if r == rang]
        for (_, fin), (debut, _) in zip(miens, miens[1:], strict=False):  # noqa: RUF007
            assert (debut - fin).days > ecart


def test_next_and_last_at_the_launch(vue_au: VueAu) -> None:
    prochain, dernier = prochain_et_dernier(vue_au(date(2021, 11, 14)))
    assert prochain is not None and dernier is not None
    assert prochain["id"] == "saint-jean-de-braye-2021-11-15"
    assert dernier["id"] == "lancement-2021-10-15"
    assert prochain_et_dernier(vue_au(date(2000, 1, 1))) == (None, None)


def _simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_points_at_the_end_of_the_programme(vue_finale: Vue) -> None:
    titres = [_simple(p.titre) for p in points_d_attention(vue_finale)]
    assert titres[1:4] == [
        "4 territoires non documentés",
        "3 territoires de groupe indéterminé",
        "1 territoire de périmètre indéterminé",
    ]
    assert titres[0].endswith("dont la date est passée sans confirmation")
    assert "Alpien" in points_d_attention(vue_finale)[1].raison


@pytest.mark.parametrize(
    ("jour", "debut", "verbe"),
    [
        (date(2021, 11, 16), "1 événement annoncé dont", "qu’il a eu lieu"),
        (date(2022, 12, 31), "4 événements annoncés dont", "qu’ils ont eu lieu"),
    ],
)
def test_unconfirmed_events_are_counted_and_named(
    vue_au: VueAu, jour: date, debut: str, verbe: str
) -> None:
    seen = vue_au(jour)
    point = points_d_attention(seen)[0]
    siens = seen.seances[seen.seances["etat"] == "sans confirmation"]
    assert _simple(point.titre).startswith(debut) and verbe in point.raison
    assert all(titre in point.raison for titre in siens["titre"])


def test_before_the_launch_nothing_awaits_confirmation(vue_au: VueAu) -> None:
    titres = [p.titre for p in points_d_attention(vue_au(date(2021, 10, 14)))]
    assert titres and not any("confirmation" in titre for titre in titres)


def test_every_point_has_a_reason_a_page_and_good_typography(vue_au: VueAu) -> None:
    pages = {p.stem for p in Path(__file__).parents[2].joinpath("pages").glob("*.py")}
    for jour in (date(2000, 1, 1), date(2021, 11, 16), date(2022, 6, 1), date(2024, 12, 31)):
        for point in points_d_attention(vue_au(jour)):
            assert point.page in pages
            for texte in (point.titre, point.raison):
                assert texte and fautes_de_typographie(texte) == []


def test_points_of_a_cohort_are_its_own(copie: Path) -> None:
    ajouter_seconde_cohorte(copie)
    points = points_d_attention(vue(charger(copie, "attention"), SECONDE, date(2031, 1, 1)))
    textes = _simple(" ".join(f"{p.titre} {p.raison}" for p in points))
    assert "1 événement annoncé dont la date est passée" in textes and "Rendez-vous" in textes
    assert "1 territoire non documenté" in textes and "1 territoire de groupe" in textes
    assert "Vimy" not in textes and "Beauvais" not in textes


@pytest.mark.parametrize("annees", [None, (2021, 2021), (1990, 1990)])
def test_events_are_split_by_whether_they_have_a_date(
    vue_finale: Vue, annees: tuple[int, int] | None
) -> None:
    filtre = FiltreFrise(annees=annees)
    datees, sans_date = selon_la_date(vue_finale, filtre)
    assert datees["premier"].notna().all() and sans_date["premier"].isna().all()
    assert sorted([*datees["id"], *sans_date["id"]]) == sorted(filtrer(vue_finale, filtre)["id"])
