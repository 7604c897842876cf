"""At any reference date a page runs, and shows nothing that nobody could know then."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd
import pytest

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.dates import connu_au
from fabrique_dash.donnees.rangees import rangees
from tests.pages.session import CLES, donnees_servies, la_vue, ouverte, tout_le_texte

pytestmark = pytest.mark.matrice

VEILLE = date(2021, 10, 14)
_LONGUEUR_PARLANTE = 25  # characters: shorter texts (« oui », a name) prove nothing


DATES = [
    date(2018, 1, 1),
    VEILLE,
    date(2021, 10, 15),
    *(jour.date() for jour in pd.date_range("2021-12-31", "2022-12-31", freq="QE")),
    date(2035, 12, 31),
]


def _textes_parlants(table: pd.DataFrame) -> set[str]:
    """Texts of a table that are long enough to tell its rows from others."""
    colonnes: list[str] = list(table.select_dtypes("str").columns)
    parlantes = [c for c in colonnes if not c.endswith("id")]
    return {str(t) for c in parlantes for t in table[c] if len(str(t)) >= _LONGUEUR_PARLANTE}


@cache
def textes_encore_inconnus(jour: date) -> frozenset[str]:
    """List the texts that only rows hidden on `jour` hold."""
    visibles, caches = set(), set()
    for nom, table in donnees_servies().tables.items():
        if nom == "evenements":
            montres = table["id"].isin(la_vue(jour).evenements["id"])
        elif "connu_le" in table.columns:
            montres = pd.Series([connu_au(t, jour) for t in table["connu_le"]], index=table.index)
        else:
            montres = pd.Series(True, index=table.index)
        visibles |= _textes_parlants(table[montres])
        caches |= _textes_parlants(table[~montres])
    ce_qui_se_voit = "\n".join(visibles)
    return frozenset(texte for texte in caches if texte not in ce_qui_se_voit)


@pytest.mark.parametrize("jour", DATES, ids=date.isoformat)
@pytest.mark.parametrize("cle", CLES)
def test_page_shows_nothing_from_the_future(cle: str, jour: date) -> None:
    session = ouverte(cle, {"date": jour.isoformat()})
    assert not session.exception
    page = tout_le_texte(session)
    assert f"État au {jour_long(jour)}" in page
    assert {texte for texte in textes_encore_inconnus(jour) if texte in page} == set()


def test_the_future_is_not_empty() -> None:
    assert len(textes_encore_inconnus(VEILLE)) > 100
    assert textes_encore_inconnus(date(2035, 12, 31)) == frozenset()


@pytest.mark.parametrize("cle", CLES)
def test_page_opens_at_the_last_documented_date(cle: str) -> None:
    session = ouverte(cle)
    assert not session.exception
    assert f"État au {jour_long(la_vue().jour)}" in tout_le_texte(session)


@pytest.mark.parametrize("cle", CLES)
def test_before_the_launch_no_concern_and_no_later_assembly_is_known(cle: str) -> None:
    page = tout_le_texte(ouverte(cle, {"date": VEILLE.isoformat()}))
    preoccupations = donnees_servies().table("preoccupations")
    assert set(preoccupations["connu_le"]) == {"2021-10-15"}
    assert [texte for texte in preoccupations["libelle"] if texte in page] == []
    evenements = donnees_servies().table("evenements")
    assemblees = evenements[
        (evenements["genre"] == "assemblée") & (evenements["debut"].str[:7] == "2022-12")
    ]
    assert len(assemblees)
    assert [texte for texte in assemblees["titre"] if texte in page] == []


@pytest.mark.parametrize("jour", DATES[::4], ids=date.isoformat)
def test_timeline_shows_every_event_that_may_be_shown(jour: date) -> None:
    page = tout_le_texte(ouverte("frise", {"date": jour.isoformat()}))
    visibles = rangees(la_vue(jour).evenements)
    assert [e["id"] for e in visibles if e["titre"] not in page] == []
    assert [e["id"] for e in visibles if e["contenu"] not in page] == []


def test_concerns_appear_on_the_day_of_the_launch() -> None:
    page = tout_le_texte(ouverte("groupes", {"date": "2021-10-15"}))
    libelles = donnees_servies().table("preoccupations")["libelle"]
    assert [texte for texte in libelles if texte not in page] == []
