"""Command line: `python -m fabrique_dash COMMANDE …`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.commandes_des_comptes import COMMANDES_DES_COMPTES
from fabrique_dash.commandes_des_courriels import COMMANDES_DES_COURRIELS
from fabrique_dash.commandes_des_identites import COMMANDES_DES_IDENTITES
from fabrique_dash.commandes_du_journal import COMMANDES_DU_JOURNAL, Commande
from fabrique_dash.donnees.controle.attendu import problemes_du_service
from fabrique_dash.donnees.controle.empreintes import noter_empreintes
from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import dossier_des_donnees
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.publication.tables.dictionnaire import dictionnaire
from fabrique_dash.publication.tables.formes import formes


def commande_verifier(dossier: Path) -> int:
    """Check everything and print one line a fault; return 1 if there is any."""
    problemes = verifier(dossier, complet=True) or problemes_du_service(lire_descripteur(dossier))
    for probleme in problemes:
        print(probleme.phrase())
    if problemes:
        print(f"{compte(len(problemes), 'erreur')} dans {dossier}.")
        return 1
    print(f"Les données de {dossier} sont valides.")
    return 0


def commande_dictionnaire(dossier: Path) -> int:
    """Print the data dictionary as Markdown."""
    print(dictionnaire(lire_descripteur(dossier)), end="")
    return 0


def commande_empreintes(dossier: Path) -> int:
    """Record the hashes of the tables made by script; return 1 if the rows of one are faulty."""
    noms = noter_empreintes(dossier)
    print(f"Empreintes notées\u00a0: {', '.join(noms)}.")
    return commande_verifier(dossier)


def commande_types(dossier: Path) -> int:
    """Print the module of the row types."""
    print(formes(lire_descripteur(dossier)), end="")
    return 0


def _de_dossier(commande: Callable[[Path], int]) -> Commande:
    return lambda arguments: commande(arguments.dossier)


def _un_dossier(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("dossier", nargs="?", type=Path, default=dossier_des_donnees())


_DES_DONNEES: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    nom: (_de_dossier(commande), aide, _un_dossier)
    for nom, commande, aide in (
        ("verifier", commande_verifier, "vérifier un paquet de données"),
        ("dictionnaire", commande_dictionnaire, "écrire le dictionnaire des données en Markdown"),
        ("empreintes", commande_empreintes, "noter les empreintes des tables faites par script"),
        ("types", commande_types, "écrire en Python les types des rangées de chaque table"),
    )
}
COMMANDES = (
    _DES_DONNEES
    | COMMANDES_DU_JOURNAL
    | COMMANDES_DES_COMPTES
    | COMMANDES_DES_COURRIELS
    | COMMANDES_DES_IDENTITES
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    analyseur = ArgumentParser(
        prog="python -m fabrique_dash", description="Outils du tableau de bord Territoires Pilotes."
    )
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    for nom, (_, aide, attendre) in COMMANDES.items():
        attendre(commandes.add_parser(nom, help=aide))
    arguments: Namespace = analyseur.parse_args(argv)
    return COMMANDES[arguments.commande][0](arguments)


if __name__ == "__main__":
    sys.exit(main())
