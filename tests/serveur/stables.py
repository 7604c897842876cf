"""A client of the stable addresses alone, without Streamlit."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.testclient import TestClient

from fabrique_dash.serveur.adresses.images import Imagerie
from fabrique_dash.serveur.adresses.service import ReponsesPretes, Service
from fabrique_dash.serveur.adresses.toutes import adresses_stables
from fabrique_dash.serveur.facade.entetes import EntetesSecurite
from fabrique_dash.serveur.facade.identite import HABILLAGE
from fabrique_dash.serveur.facade.page_html import PageHtml
from fabrique_dash.serveur.identites.entetes import PairDirect


def client(
    base: str = "", monte: str = "", imagerie: Imagerie | None = None, pair: str = "testclient"
) -> TestClient:
    """Serve the addresses behind the same layers as the application.

    Args:
        base: base path that Streamlit was given.
        monte: path under which another application mounts this one.
        imagerie: how pictures are made.
        pair: the address of who speaks to the server.
    """
    service = Service(base)
    app = Starlette(
        routes=adresses_stables(service, imagerie),
        middleware=[
            Middleware(PairDirect),
            Middleware(EntetesSecurite, base=base),
            Middleware(ReponsesPretes, service=service),
            Middleware(PageHtml, habillage=HABILLAGE, base=base),
            Middleware(GZipMiddleware, minimum_size=500),
        ],
    )
    servie = Starlette(routes=[Mount(monte, app=app)]) if monte else app
    return TestClient(servie, client=(pair, 50_000))
