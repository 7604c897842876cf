"""What the change log says of the data."""

from __future__ import annotations

from pathlib import Path

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.flux.journal import journal_des_donnees


def test_only_what_changed_in_the_data_is_read(tmp_path: Path) -> None:
    journal = tmp_path / "CHANGELOG.md"
    journal.write_text(
        "# Journal\n\nTexte.\n\n## 2.0 — 1er mai 2027\n\n### Application\n\n- Une page.\n\n"
        "## 1.1\n\n### Données\n\n- Première ligne,\n  et sa suite.\n- <b>Deuxième</b> `x`.\n\n"
        "### Application\n\n- Autre chose.\n",
        "utf-8",
    )
    (version,) = journal_des_donnees(journal)
    assert (version.version, version.date) == ("1.1", "")
    assert version.changements == ("Première ligne, et sa suite.", "<b>Deuxième</b> `x`.")


def test_without_a_change_log_there_is_nothing(tmp_path: Path) -> None:
    assert journal_des_donnees(tmp_path / "absent.md") == ()


def test_the_version_of_the_data_is_told(donnees: Donnees) -> None:
    versions = {v.version: v for v in journal_des_donnees()}
    assert versions[donnees.descripteur.version].date
    assert len(versions[donnees.descripteur.version].changements) >= 1
