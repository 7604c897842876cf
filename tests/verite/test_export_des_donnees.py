"""`data/` goes through the journal and comes back as it was typed, to the byte."""

from __future__ import annotations

from pathlib import Path

from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.journal.contenus import paquet_de
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer, exporter, importer
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.tableau import Tableau
from tests.paquets import PAQUET_REEL

EDITABLES = [t for t in lire_descripteur(PAQUET_REEL).tables.values() if t.editable]


def test_every_table_is_written_as_it_was_typed() -> None:
    assert len(EDITABLES) >= 49
    for table in EDITABLES:
        octets = (PAQUET_REEL / table.chemin).read_bytes()
        assert Tableau(table, octets).octets() == octets, table.chemin


def test_a_row_taken_out_of_any_table_comes_back_to_its_place() -> None:
    for table in EDITABLES:
        octets = (PAQUET_REEL / table.chemin).read_bytes()
        tableau = Tableau(table, octets)
        rangees = list(tableau)
        cle, rangee = rangees[len(rangees) // 2]
        voisin = tableau.voisin(cle)
        tableau.oter(cle)
        tableau.poser(cle, rangee, voisin)
        assert tableau.octets() == octets, table.chemin


def test_the_whole_package_comes_back_as_it_was(tmp_path: Path) -> None:
    journal = ouvrir(str(tmp_path / "journal.sqlite"))
    commencer(journal, PAQUET_REEL, SYSTEME, lambda _: [])
    ecrits = exporter(journal, tmp_path / "data")
    with journal.lire() as cx:
        manifeste = paquet_de(cx)[1].manifeste
    assert sorted(ecrits) == sorted(manifeste)
    livres = [f for f in PAQUET_REEL.rglob("*") if f.suffix in (".csv", ".json", ".parquet")]
    assert len(livres) > 50
    for fichier in livres:
        chemin = fichier.relative_to(PAQUET_REEL)
        assert (tmp_path / "data" / chemin).read_bytes() == fichier.read_bytes()
    assert importer(journal, tmp_path / "data", SYSTEME, lambda _: []) is None
    journal.fermer()
