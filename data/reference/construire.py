"""Rebuild the reference files of this folder from the pinned packages (see LISEZMOI.md).

Usage: python data/reference/construire.py SOURCES_DIR
"""

import argparse
from pathlib import Path

from cartes import write_national_maps
from paquets import check_archives
from referentiel import load
from tables import (
    table_arrondissements,
    table_communes,
    table_communes_associees,
    table_epci,
    table_populations,
    write_csv,
    write_parquet,
)
from traces import table_traces

OUT = Path(__file__).resolve().parent


def main() -> None:
    """Check the archives, then write every derived file next to this script."""
    parser = argparse.ArgumentParser(description="Reconstruit les données de référence.")
    parser.add_argument("sources", type=Path, help="dossier des archives téléchargées")
    folder: Path = parser.parse_args().sources
    check_archives(folder)
    ref = load(folder)
    write_parquet(table_communes(ref, folder), OUT / "communes.parquet")
    write_parquet(table_epci(ref), OUT / "epci.parquet")
    write_parquet(table_populations(ref, folder), OUT / "populations.parquet")
    write_csv(table_communes_associees(ref), OUT / "communes_associees.csv")
    write_csv(table_arrondissements(ref), OUT / "arrondissements.csv")
    write_national_maps(ref, OUT)
    write_parquet(table_traces(ref, folder), OUT / "traces.parquet")


if __name__ == "__main__":
    main()
