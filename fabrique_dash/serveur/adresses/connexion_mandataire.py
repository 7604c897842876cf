"""A session for who the proxy before us knows; and forgetting a way to open one's account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash.journal.identites import IdentiteRefusee, delier, relier
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.publication.site.adresses import retour_permis
from fabrique_dash.serveur.adresses.connexion_oidc import entrer_par
from fabrique_dash.serveur.adresses.formulaires import (
    AILLEURS,
    champs_envoyes,
    est_d_ici,
)
from fabrique_dash.serveur.adresses.portes import lire_l_accueil, page_de_connexion, refuser
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.session import jeton_du_navigateur, journal_attendu, partir
from fabrique_dash.serveur.chemins import CONNEXION, CONNEXION_MANDATAIRE, DELIER

_CHIFFRES = 10  # fewer, for a number of the journal
_INCONNU = "Le mandataire ne dit pas qui vous êtes\u00a0: connectez-vous d’abord chez lui."


def routes_du_mandataire(service: Service) -> list[Route]:
    """Make the routes by which one comes in from the proxy, and forgets a way to come in.

    Args:
        service: knows under which path the application is served.
    """

    async def entrer(requete: Request) -> Response:
        return await _prudemment(service, requete, _entrer)

    async def oublier(requete: Request) -> Response:
        return await _prudemment(service, requete, _delier)

    sous = service.prefixe
    return [
        Route(f"{sous}{CONNEXION_MANDATAIRE}", entrer, methods=["POST"]),
        Route(f"{sous}{DELIER}", oublier, methods=["POST"]),
    ]


Acte = Callable[[Service, Request, dict[str, str]], Awaitable[Response]]


async def _prudemment(service: Service, requete: Request, acte: Acte) -> Response:
    if not est_d_ici(service, requete):
        return await refuser(requete, AILLEURS)
    envoi = await champs_envoyes(requete) or {}
    try:
        return await acte(service, requete, envoi)
    except IdentiteRefusee as refus:
        return await refuser(requete, str(refus))
    except JournalIndisponible as erreur:
        return page_de_connexion("", str(erreur), 503)


async def _entrer(service: Service, requete: Request, envoi: dict[str, str]) -> Response:
    vers = retour_permis(envoi.get("retour", ""))
    accueil = await run_in_threadpool(lire_l_accueil, requete)
    preuve = accueil.mandataire
    if preuve is None:
        return page_de_connexion(vers, _INCONNU, 403, accueil)
    if "relier" not in envoi:
        return await entrer_par(service, requete, preuve, vers, accueil)
    jeton = jeton_du_navigateur(requete)
    await run_in_threadpool(lambda: relier(journal_attendu(), jeton, preuve))
    return partir(vers)


async def _delier(_service: Service, requete: Request, envoi: dict[str, str]) -> Response:
    numero, jeton = envoi.get("identite", ""), jeton_du_navigateur(requete)
    if numero.isdecimal() and len(numero) < _CHIFFRES:
        await run_in_threadpool(lambda: delier(journal_attendu(), jeton, int(numero)))
    return partir(CONNEXION)
