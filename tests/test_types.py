"""A misspelt column, a text put as markup: type errors, that nobody has to open a page to find.

`make test` checks the types of this file with all the others: a line that says which error it
expects is itself an error as soon as there is none.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from fabrique_dash.donnees.formes_de_la_vue import Territoire
    from fabrique_dash.donnees.rangees import rangees
    from fabrique_dash.graphiques.socle.echappement import html
    from fabrique_dash.interface.poser import poser

    def une_colonne(territoires: pd.DataFrame) -> list[str]:
        """Read a column by its name, then by another one."""
        lues = rangees(territoires, Territoire)
        return [*(t["libelle"] for t in lues), *(t["libele"] for t in lues)]  # type: ignore[typeddict-item]

    def un_balisage(nom: str) -> None:
        """Put markup in the page, then texts that only look like it."""
        balise = html("<b>{}</b>", nom)
        poser(balise)
        poser(nom)  # type: ignore[arg-type]
        poser(f"<b>{balise}</b>")  # type: ignore[arg-type]
        poser("".join([balise]))  # type: ignore[arg-type]


def test_an_expected_type_error_that_is_gone_is_an_error() -> None:
    reglages = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert reglages["strict"]  # which warns of what is ignored without a cause
    assert "tests" in reglages["files"]
    assert "warn_unused_ignores" not in reglages
