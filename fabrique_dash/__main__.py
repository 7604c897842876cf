"""Command line: `python -m fabrique_dash verifier [DOSSIER]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from fabrique_dash.donnees.depot import dossier_des_donnees
from fabrique_dash.donnees.validation import verifier


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    analyseur = argparse.ArgumentParser(
        prog="python -m fabrique_dash", description="Outils du tableau de bord Territoires Pilotes."
    )
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    commande = commandes.add_parser("verifier", help="vérifier un paquet de données")
    commande.add_argument("dossier", nargs="?", type=Path, default=dossier_des_donnees())
    return analyseur.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; `verifier` prints one line a fault and returns 1 if there is any."""
    dossier = _arguments(argv).dossier
    problemes = verifier(dossier)
    for probleme in problemes:
        print(probleme.phrase())
    if problemes:
        print(f"{len(problemes)} erreur{'s' if len(problemes) > 1 else ''} dans {dossier}.")
        return 1
    print(f"Les données de {dossier} sont valides.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
