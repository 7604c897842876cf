"""A programme that has lasted: sessions by the hundred stay readable."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from fabrique_dash.chiffres.tables.frise import (
    COULOIRS,
    NOMMES_AU_PLUS,
    evenements_dates,
    placer,
)
from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.publication.images.images import svg
from fabrique_dash.publication.morceaux.agenda import SANS_PLI
from tests.pages.session import html_de, la_vue, ouverte
from tests.paquets import ajouter

pytestmark = pytest.mark.matrice

SEANCES = 200
PREMIERE = date(2021, 11, 22)
_PLI = re.compile(
    r'<details class="tp-pli"( open)?><summary>(\d{4}) <span class="tp-note">(.*?)</span>'
    r"</summary>(.*?)</details>",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def longue(nouvelle_copie: Callable[[], Path]) -> Path:
    """The package of the tests with a session a week for four years."""
    dossier = nouvelle_copie()
    ajouter(
        dossier,
        "evenements",
        (
            {
                "id": f"seance-d-essai-{rang}",
                "cohorte_id": "2021-2022",
                "titre": f"Séance d’essai {rang}.",
                "couloir": "programme",
                "genre": "séance",
                "debut": (PREMIERE + timedelta(weeks=rang)).isoformat(),
                "realisation": "réalisé",
                "statut_date": "documenté",
                "contenu": "Une séance.",
            }
            for rang in range(SEANCES)
        ),
    )
    return dossier


def test_few_events_are_all_in_sight() -> None:
    peu = {"couloirs": "Programme"}
    montres = la_vue().evenements["couloir"] == "programme"
    assert 0 < montres.sum() <= SANS_PLI
    assert _PLI.findall(html_de(ouverte("frise", peu))) == []


@pytest.mark.parametrize(
    ("jour", "ouverte_sur"), [("", "2025"), ("2023-06-01", "2023"), ("2035-01-01", "2025")]
)
def test_many_events_are_folded_by_year_and_none_is_lost(
    longue: Path, monkeypatch: pytest.MonkeyPatch, jour: str, ouverte_sur: str
) -> None:
    monkeypatch.setenv(VARIABLE, str(longue))
    page = html_de(ouverte("frise", {"date": jour} if jour else {}))
    plis = _PLI.findall(page)
    assert [annee for ouvert, annee, _, _ in plis if ouvert] == [ouverte_sur]
    assert [annee for _, annee, _, _ in plis] == sorted({annee for _, annee, _, _ in plis})
    for _, annee, dit, corps in plis:
        assert dit.split("\u00a0")[0] == str(corps.count('<li class="tp-evenement ')), annee
    visibles = la_vue(date.fromisoformat(jour) if jour else None).evenements
    essais = [t for t in visibles["titre"] if t.startswith("Séance d’essai")]
    assert len(essais) > SANS_PLI
    montres = "".join(corps for *_, corps in plis)
    assert [t for t in essais if t not in montres] == []


def test_a_lane_with_too_many_events_keeps_its_marks_and_not_its_height(
    longue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(longue))
    dates = evenements_dates(la_vue()).dropna(subset=["premier"])
    places, noms = placer(dates, tuple(COULOIRS))
    assert set(places["id"]) == set(dates["id"]) and list(noms)[-1] == "programme"
    programme = places["couloir"] == "programme"
    assert not places[programme]["nomme"].any() and places[~programme]["nomme"].all()
    assert places[programme]["y"].nunique() < NOMMES_AU_PLUS
    image = svg(la_vue(), "frise", {})
    assert f"({programme.sum()}, sans" in image
    assert image.count('class="tp-noms"') == (~programme).sum()


def test_the_letter_of_four_years_says_that_it_may_be_cut(
    longue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(longue))
    courte = ouverte("lettre", {"debut": "2021-10-15", "fin": "2021-11-14"})
    assert [a.value for a in courte.warning] == []
    session = ouverte("lettre", {"debut": "2021-10-15", "fin": "2025-09-15"})
    (avis,) = [a.value for a in session.warning]
    assert "coupé" in avis and "À raccourcir d’abord" in avis


@pytest.mark.parametrize("cle", ["accueil", "parcours", "territoires", "groupes", "donnees"])
def test_the_other_pages_open(cle: str, longue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(longue))
    session = ouverte(cle)
    assert not session.exception
    assert len(html_de(session)) < 400_000
