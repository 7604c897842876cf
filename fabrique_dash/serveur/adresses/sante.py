"""`/sante`: whether the dashboard has good data to show and is to stay, for who watches over it."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash import __version__
from fabrique_dash.donnees.depot import depot
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import SANTE
from fabrique_dash.serveur.depart import en_depart


def routes_sante(service: Service) -> list[Route]:
    """Make the route of the health check; it is never cached."""
    return [service.route_libre(SANTE, _sante)]


def _sante(_requete: Request) -> Response:
    etat = depot().etat()
    donnees = etat.donnees
    dit = {
        "pret": donnees is not None and not en_depart(),
        "en_depart": en_depart(),
        "version": __version__,
        "donnees": donnees
        and {"empreinte": donnees.empreinte, "version": donnees.descripteur.version},
        "publication": donnees and donnees.publiee and donnees.publiee.n,
        "problemes": len(etat.problemes),
    }
    corps = json.dumps(dit, ensure_ascii=False).encode("utf-8")
    statut = 200 if dit["pret"] else 503
    return Response(corps, statut, {"cache-control": "no-store"}, media_type="application/json")
