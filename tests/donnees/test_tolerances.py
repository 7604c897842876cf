"""What the validation accepts: several ways of writing the same table, read the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.lecture import lire_table
from tests.paquets import PAQUET, changer, changer_descripteur, ecrire, lire, ressource

pytestmark = pytest.mark.matrice

EN_PARQUET = ("sources", "cohortes", "territoires", "evenements", "chapitres", "faits_cohorte")


@pytest.fixture(scope="module")
def converti(nouvelle_copie: Callable[[], Path]) -> Path:
    """Return a copy of which some CSV tables are Parquet, with their types."""
    dossier = nouvelle_copie()
    tables = lire_descripteur(dossier).tables
    for nom in EN_PARQUET:
        table = lire_table(dossier, tables[nom]).replace("", None)
        table.to_parquet(dossier / f"{nom}.parquet", index=False)
        (dossier / f"{nom}.csv").unlink()

    def pointer(descripteur: dict[str, Any]) -> None:
        for nom in EN_PARQUET:
            ressource(descripteur, nom)["path"] = f"{nom}.parquet"

    changer_descripteur(dossier, pointer)
    return dossier


def test_a_package_with_parquet_tables_is_valid(converti: Path) -> None:
    assert [p.phrase() for p in verifier(converti)] == []


def test_a_table_is_the_same_in_both_formats(converti: Path, donnees: Donnees) -> None:
    lues = charger(converti, "parquet")
    for nom in EN_PARQUET:
        pd.testing.assert_frame_equal(lues.table(nom), donnees.table(nom))


def _bom(dossier: Path) -> None:
    chemin = dossier / "themes.csv"
    chemin.write_bytes(b"\xef\xbb\xbf" + chemin.read_bytes())


def _retours_de_windows(dossier: Path) -> None:
    chemin = dossier / "groupes.csv"
    chemin.write_bytes(chemin.read_bytes().replace(b"\n", b"\r\n"))


def _tout_entre_guillemets(dossier: Path) -> None:
    lignes = lire(dossier, "saisons")
    texte = [",".join(f'"{v}"' for v in ligne) for ligne in [lignes[0], *map(dict.values, lignes)]]
    (dossier / "saisons.csv").write_text("\n".join(texte) + "\n", "utf-8")


def _booleens_de_tableur(dossier: Path) -> None:
    lignes = lire(dossier, "cohortes")
    formes = {"true": "TRUE", "false": "FALSE"}
    ecrire(dossier, "cohortes", [li | {"suivie": formes[li["suivie"]]} for li in lignes])
    lignes = lire(dossier, "chapitres")
    formes = {"true": "1", "false": "0"}
    ecrire(dossier, "chapitres", [li | {"transverse": formes[li["transverse"]]} for li in lignes])


def test_spellings_of_spreadsheets_are_read_the_same(copie: Path, donnees: Donnees) -> None:
    for changement in (_bom, _retours_de_windows, _tout_entre_guillemets, _booleens_de_tableur):
        changement(copie)
    assert [p.phrase() for p in verifier(copie)] == []
    lues = charger(copie, "tableur")
    for nom in ("themes", "groupes", "saisons", "cohortes", "chapitres"):
        pd.testing.assert_frame_equal(lues.table(nom), donnees.table(nom))


def test_empty_cells_have_one_reading(copie: Path) -> None:
    lignes = lire(copie, "documents_villes_pairs")
    ecrire(copie, "documents_villes_pairs", [li | {"duree_minutes": ""} for li in lignes])
    ecrire(
        copie, "faits_cohorte", [li | {"valeur_nombre": ""} for li in lire(copie, "faits_cohorte")]
    )
    tables = charger(copie, "vides").tables
    durees = tables["documents_villes_pairs"]["duree_minutes"]
    assert durees.dtype == "Int64" and durees.isna().all()
    nombres = tables["faits_cohorte"]["valeur_nombre"]
    assert nombres.dtype == "Float64" and nombres.isna().all()
    assert tables["evenements"]["fin"].isna().sum() == 0


def test_a_cell_may_hold_several_lines_and_quotes(copie: Path) -> None:
    changer(copie, "themes", 0, note='Une « ligne »\n"deux", trois')
    assert (
        charger(copie, "lignes").table("themes")["note"].iloc[0] == 'Une « ligne »\n"deux", trois'
    )


def test_codes_stay_text(donnees: Donnees) -> None:
    communes = donnees.table("communes")
    assert {"01001", "2A004"} <= set(communes["code"])
    assert {"communes", "epci", "populations"} <= set(donnees.tables)


def test_types_are_those_of_the_schema(donnees: Donnees) -> None:
    attendus = {"string": "str", "date": "str", "integer": "Int64", "number": "Float64"}
    attendus["boolean"] = "boolean"
    for table in donnees.descripteur.tables.values():
        types = {c: str(t) for c, t in donnees.table(table.nom).dtypes.items()}
        assert types == {champ.nom: attendus[champ.type] for champ in table.champs}


def test_the_descriptor_follows_the_standard() -> None:
    brut = json.loads((PAQUET / "datapackage.json").read_text("utf-8"))
    for table in (r for r in brut["resources"] if "schema" in r):
        assert table["format"] == Path(table["path"]).suffix.lstrip(".")
        assert table.get("encoding", "utf-8") == "utf-8"
