"""Bring the descriptor and the reference files of `data/` into the package of the tests.

`tests/paquet/` is frozen: its rows are those that the tests expect, and nobody corrects them when
`data/` is corrected. What it must follow is the descriptor, and the files that a script makes:
this command brings these over, the latter reduced to a sample. Its tables kept by hand are left
as they are: a column that is new in the descriptor is added to them by hand.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from fabrique_dash.donnees.controle.empreintes import noter_empreintes
from outils.serveur_local import RACINE

DONNEES = RACINE / "data"
PAQUET_DES_TESTS = RACINE / "tests" / "paquet"
_COLONNES_DE_CODES = {
    "evenements": "code_commune",
    "participants": "code_commune",
    "inspirations": "code_commune",
    "perimetres": "code",
    "territoires": "code_insee",
}
_HOMONYMES = ("Saint-Denis", "Montreuil", "Forges")
_SANS_EPCI = ("22016", "29083", "29155", "85113")  # islands that belong to no grouping
_EN_PLUS = ("01001", "2A004", "13055", "69123", "97411", "59350", *_SANS_EPCI)
_PAR_DEPARTEMENT = 2
_EN_ENTIER = ("france", "france_simple")
# Groupings whose communes are all kept, with theirs around: those of the territories.
_EPCI_EN_ENTIER = (
    *("200033579", "200067999", "244500468", "246200364", "200093201"),
    *("200040905", "200034049", "200034031", "248100497", "200034064"),
)
_EPCI_EN_PLUS = ("200042174", "200046977")
_ASSOCIEES = ("59355", "59298")
_GRANDS = ("63", "59", "62", "80", "02", "45", "2A", "53", "28", "52", "24")
_POINTS_PAR_ANNEAU = {"departements": 24, "regions": 60}


def _codes_cites(dossier: Path) -> set[str]:
    codes = set(_EN_PLUS)
    for table, colonne in _COLONNES_DE_CODES.items():
        with (dossier / f"{table}.csv").open(encoding="utf-8", newline="") as fichier:
            codes.update(ligne[colonne] for ligne in csv.DictReader(fichier))
    return codes


def _echantillon(communes: pd.DataFrame) -> pd.DataFrame:
    """Keep the communes that are cited or drawn, some namesakes, and two a department."""
    gardees = communes["code"].isin(_codes_cites(PAQUET_DES_TESTS))
    gardees |= communes["epci_siren"].isin(_EPCI_EN_ENTIER)
    gardees |= communes["nom"].isin(_HOMONYMES)
    par_taille = communes.sort_values("population", ascending=False)
    grandes = par_taille.groupby("departement").head(_PAR_DEPARTEMENT)
    return communes[gardees | communes["code"].isin(grandes["code"])]


def _tables_de_reference() -> None:
    origine, destination = (d / "reference" for d in (DONNEES, PAQUET_DES_TESTS))
    communes = _echantillon(pd.read_parquet(origine / "communes.parquet"))
    epci = pd.read_parquet(origine / "epci.parquet")
    epci = epci[epci["siren"].isin({*communes["epci_siren"], *_EPCI_EN_PLUS})]
    communes.to_parquet(destination / "communes.parquet", index=False)
    epci.to_parquet(destination / "epci.parquet", index=False)
    for nom in ("populations.parquet", "arrondissements.csv"):
        shutil.copy(origine / nom, destination / nom)
    associees = pd.read_csv(origine / "communes_associees.csv", dtype="str", keep_default_na=False)
    associees = associees[associees["code"].isin(_ASSOCIEES)]
    associees.to_csv(destination / "communes_associees.csv", index=False, lineterminator="\n")
    _traces(set(communes["code"]), set(_EPCI_EN_ENTIER) | set(_EPCI_EN_PLUS))


def _traces(communes: set[str], epci: set[str]) -> None:
    """Keep the outlines of the communes and groupings kept, and of some of the larger places."""
    table = pd.read_parquet(DONNEES / "reference" / "traces.parquet")
    code, nature = table["code"], table["nature"]
    grands = code.isin(_GRANDS) | code.str.startswith(("97", "98"))
    grands |= (nature == "région") & code.str.startswith("0")
    gardees = code.isin(communes | epci | set(_ASSOCIEES))
    gardees |= (nature == "arrondissement") & code.str.startswith("75")
    gardees |= nature.isin(["département", "région"]) & grands
    destination = PAQUET_DES_TESTS / "reference" / "traces.parquet"
    table[gardees].to_parquet(destination, index=False, compression="zstd")


def _aminci(coordonnees: Any, points: int) -> Any:
    """Thin the rings of a geometry's coordinates; they stay closed."""
    if not isinstance(coordonnees[0][0], int | float):
        return [_aminci(c, points) for c in coordonnees]
    pas = max(1, (len(coordonnees) - 1) // points)
    return [*coordonnees[:-1:pas], coordonnees[0]]


def _contours() -> None:
    origine, destination = (d / "reference" for d in (DONNEES, PAQUET_DES_TESTS))
    for nom in _EN_ENTIER:
        shutil.copy(origine / f"{nom}.geojson", destination / f"{nom}.geojson")
    for nom, points in _POINTS_PAR_ANNEAU.items():
        contenu = json.loads((origine / f"{nom}.geojson").read_text("utf-8"))
        for entite in contenu["features"]:
            geometrie = entite["geometry"]
            geometrie["coordinates"] = _aminci(geometrie["coordinates"], points)
        texte = json.dumps(contenu, ensure_ascii=False, separators=(",", ":"))
        (destination / f"{nom}.geojson").write_text(texte + "\n", "utf-8")


def main() -> None:
    """Write the descriptor and the reference files of the package of the tests."""
    (PAQUET_DES_TESTS / "reference").mkdir(parents=True, exist_ok=True)
    shutil.copy(DONNEES / "datapackage.json", PAQUET_DES_TESTS / "datapackage.json")
    _tables_de_reference()
    _contours()
    noter_empreintes(PAQUET_DES_TESTS)


if __name__ == "__main__":
    main()
