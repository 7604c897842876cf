"""Old or natural addresses that lead to the ones that Streamlit serves."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from fabrique_dash.serveur.chemins import prefixe_de


def redirections(adresses: Mapping[str, str], base: str = "") -> list[Route]:
    """Make one route per address; the query of the request is kept.

    Args:
        adresses: internal path of the target, by path asked for.
        base: path under which the application is served.
    """
    prefixe = prefixe_de(base)
    return [_route(f"{prefixe}{depart}", f"{prefixe}{cible}") for depart, cible in adresses.items()]


def _route(depart: str, cible: str) -> Route:
    async def rediriger(requete: Request) -> RedirectResponse:
        suite = f"?{requete.url.query}" if requete.url.query else ""
        return RedirectResponse(f"{cible}{suite}", status_code=307)

    return Route(depart, rediriger, methods=["GET", "HEAD"])
