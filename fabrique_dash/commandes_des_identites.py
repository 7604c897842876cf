"""The command on the ways to sign in: what is described, what is wrong, what to tell a provider."""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from fabrique_dash.commandes_du_journal import Commande, en_francais
from fabrique_dash.redaction.fournisseurs import (
    VARIABLE_DU_MANDATAIRE,
    Fournisseur,
    fournisseurs,
    s_ouvre_d_ailleurs,
)
from fabrique_dash.serveur.chemins import DECONNEXION, RETOUR_OIDC, VARIABLE
from fabrique_dash.serveur.identites.entetes import noms_des_entetes
from fabrique_dash.serveur.identites.erreurs import ConnexionImpossible

_CHEZ_SOI = "http://localhost:8501"
_AUCUN = "Aucun autre moyen de se connecter que le lien d’invitation\u00a0: voir docs/connexion.md."


@en_francais
def dire_les_identites(arguments: Namespace) -> int:
    """Print each way to sign in, with the addresses to declare; return 1 if one is faulty."""
    connus = fournisseurs()
    adresse = os.environ.get(VARIABLE, "").rstrip("/") or _CHEZ_SOI
    fautes = list(connus.fautes)
    for fournisseur in connus.bons.values():
        print(f"{fournisseur.libelle} ({fournisseur.nom}), {fournisseur.emetteur}")
        print(f"  retour à déclarer\u00a0: {adresse}{RETOUR_OIDC}{fournisseur.nom}")
        print(f"  retour après déconnexion\u00a0: {adresse}{DECONNEXION}")
        fautes += _essayer(fournisseur) if arguments.essayer else []
    if crus := os.environ.get(VARIABLE_DU_MANDATAIRE):
        print(f"Mandataire, cru depuis {crus}, par {' et '.join(noms_des_entetes())}")
    if not s_ouvre_d_ailleurs():
        print(_AUCUN)
    for faute in fautes:
        print(faute, file=sys.stderr)
    return 1 if fautes else 0


def _essayer(fournisseur: Fournisseur) -> list[str]:
    """Ask a provider what it says of itself; return what is wrong."""
    from fabrique_dash.serveur.identites.oidc.questions import client_de, decouvrir, question

    async def demander() -> None:
        async with question(fournisseur), client_de(fournisseur) as client:
            await decouvrir(client, fournisseur)

    try:
        asyncio.run(demander())
    except ConnexionImpossible as erreur:
        return [f"{fournisseur.nom}\u00a0: {erreur} ({erreur.raison})"]
    print("  répond comme prévu")
    return []


def _d_identites(analyseur: ArgumentParser) -> None:
    analyseur.add_argument(
        "--essayer", action="store_true", help="demander à chacun ce qu’il dit de lui"
    )


COMMANDES_DES_IDENTITES: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    "identites": (dire_les_identites, "dire par quels comptes on se connecte", _d_identites),
}
