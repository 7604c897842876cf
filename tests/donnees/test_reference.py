"""What only the tables of reference make outlives a change of the tables kept by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabrique_dash.chiffres.recherche.lieux import lieux
from fabrique_dash.donnees import depot as module
from fabrique_dash.donnees.contours import contours
from fabrique_dash.donnees.depot import Depot, Donnees, charger
from fabrique_dash.donnees.memoire import par_reference
from fabrique_dash.donnees.reference import Reference
from tests.paquets import PAQUET, changer


@pytest.fixture(autouse=True)
def _regarder_sans_attendre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)


def _servies(depot: Depot) -> Donnees:
    donnees = depot.etat().donnees
    assert donnees is not None, depot.etat().problemes[:3]
    return donnees


def test_places_are_prepared_once_for_all_states_of_the_hand_kept_tables(copie: Path) -> None:
    servi = Depot(copie)
    avant = _servies(servi)
    prepares, fond = lieux(avant), contours(avant, "regions")
    changer(copie, "themes", 0, libelle="Autre libellé")
    apres = _servies(servi)
    assert apres is not avant
    assert lieux(apres) is prepares and contours(apres, "regions") is fond


def test_places_are_prepared_again_when_a_table_of_reference_changes(copie: Path) -> None:
    donnees = charger(copie, "avant")
    premiers = lieux(donnees)
    servi = Depot(copie)
    avant = lieux(_servies(servi))
    assert avant is not premiers  # another reading
    associees = copie / "reference" / "communes_associees.csv"
    associees.write_text(associees.read_text("utf-8").replace("Lomme", "Lomme-lez-Lille"), "utf-8")
    apres = lieux(_servies(servi))
    assert "Lomme-lez-Lille" in set(apres.table["nom"]) and "Lomme" not in set(apres.table["nom"])


def test_a_result_of_reference_cannot_read_the_tables_kept_by_hand() -> None:
    @par_reference
    def indiscrete(reference: Reference) -> int:
        return len(reference.table("evenements"))

    donnees = charger(PAQUET, "indiscrete")
    with pytest.raises(KeyError):
        indiscrete(donnees)
    assert set(donnees.reference.tables) == {
        t.nom for t in donnees.descripteur.tables.values() if t.de_reference
    }
