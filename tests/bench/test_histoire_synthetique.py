"""The long history that is measured is one that the journal could have written."""

from __future__ import annotations

from pathlib import Path

from bench.histoire_synthetique import vieillir
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.historique import Filtre, derniere, historique, personnes_nommees
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.schema import ouvrir
from tests.journal.essais import ecrire_le_paquet, numero, sain


def test_a_synthetic_history_is_sealed_and_told(tmp_path: Path) -> None:
    journal = ouvrir(str(tmp_path / "journal.sqlite"))
    commencer(journal, ecrire_le_paquet(tmp_path / "livre"), SYSTEME, sain)
    passe = vieillir(journal, publications=30, cases=87)
    assert numero(journal) == 30 and len(historique(journal)) == 87
    table, cle = passe.changee_partout
    assert len(historique(journal, Filtre(table=table, cle=cle))) == 29
    faite = derniere(journal, table, cle, 30)
    assert faite is not None and faite.n == 29
    assert 0 < len(personnes_nommees(journal)) < len(passe.personnes)
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []
    journal.fermer()
