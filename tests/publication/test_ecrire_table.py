"""A large table is written in a workshop, and is the same file."""

from __future__ import annotations

import pandas as pd
import pytest

from fabrique_dash.donnees.atelier import Atelier, atelier, atelier_des_longs
from fabrique_dash.publication.tables.ouvertes import CSV_EXCEL, FORMATS, Format, ecrire_table

_DIT = [("Table", "Essai")]
_TOUS = [*FORMATS.values(), CSV_EXCEL]


def _table(lignes: int) -> pd.DataFrame:
    table = pd.DataFrame({"id": [f"é{n}" for n in range(lignes)], "ordre": range(lignes)})
    table.attrs.update(nom="essai", fait_le="2026-11-24", dates=[])
    return table


_CAS = [(e, n, ou) for e in _TOUS for n, ou in ((10, []), (6_000, ["court"]))]


@pytest.mark.parametrize(("ecrit", "lignes", "ou"), [*_CAS, (FORMATS["csv"], 120_000, ["long"])])
def test_only_a_large_table_goes_to_a_workshop_and_the_longest_to_their_own(
    ecrit: Format, lignes: int, ou: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    faits: list[str] = []

    def espionner(nom: str, lieu: Atelier) -> None:
        vrai = lieu.faire

        def espion(fonction: object, *arguments: object, delai: float) -> object:
            faits.append(nom)
            return vrai(fonction, *arguments, delai=delai)  # type: ignore[arg-type]

        monkeypatch.setattr(lieu, "faire", espion)

    espionner("court", atelier())
    espionner("long", atelier_des_longs())
    table = _table(lignes)
    assert ecrire_table(ecrit, table, _DIT) == ecrit.ecrire(table, _DIT)
    assert faits == ou
