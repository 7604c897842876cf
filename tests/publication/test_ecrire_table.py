"""A large table is written in the workshop, and is the same file."""

from __future__ import annotations

import pandas as pd
import pytest

from fabrique_dash.donnees.atelier import atelier
from fabrique_dash.publication.tables.ouvertes import CSV_EXCEL, FORMATS, Format, ecrire_table

_DIT = [("Table", "Essai")]
_TOUS = [*FORMATS.values(), CSV_EXCEL]


def _table(lignes: int) -> pd.DataFrame:
    table = pd.DataFrame({"id": [f"é{n}" for n in range(lignes)], "ordre": range(lignes)})
    table.attrs.update(nom="essai", fait_le="2026-11-24", dates=[])
    return table


@pytest.mark.parametrize("ecrit", _TOUS, ids=lambda f: f.nom)
@pytest.mark.parametrize(("lignes", "ailleurs"), [(10, 0), (6_000, 1)])
def test_only_a_large_table_goes_to_the_workshop(
    ecrit: Format, lignes: int, ailleurs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    faits: list[object] = []
    vrai = atelier().faire

    def espion(fonction: object, *arguments: object, delai: float) -> object:
        faits.append(fonction)
        return vrai(fonction, *arguments, delai=delai)  # type: ignore[arg-type]

    monkeypatch.setattr(atelier(), "faire", espion)
    table = _table(lignes)
    assert ecrire_table(ecrit, table, _DIT) == ecrit.ecrire(table, _DIT)
    assert len(faits) == ailleurs
