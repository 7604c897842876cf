"""All the stable addresses of the application, in one list."""

from __future__ import annotations

from starlette.routing import Route

from fabrique_dash.serveur.adresses.chiffres import routes_chiffres
from fabrique_dash.serveur.adresses.connexion import routes_de_la_session
from fabrique_dash.serveur.adresses.donnees import routes_donnees
from fabrique_dash.serveur.adresses.flux import routes_flux
from fabrique_dash.serveur.adresses.historique import routes_de_l_historique
from fabrique_dash.serveur.adresses.images import Imagerie, routes_images
from fabrique_dash.serveur.adresses.sante import routes_sante
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.signaler import routes_des_signalements


def adresses_stables(service: Service, imagerie: Imagerie | None = None) -> list[Route]:
    """Make every route that is not a page.

    Args:
        service: answers, and keeps the answers.
        imagerie: how pictures are made; without it `/images/` does not exist.
    """
    return [
        *routes_donnees(service),
        *routes_chiffres(service),
        *routes_flux(service),
        *routes_de_l_historique(service),
        *routes_images(service, imagerie),
        *routes_sante(service),
        *routes_de_la_session(service),
        *routes_des_signalements(service),
    ]
