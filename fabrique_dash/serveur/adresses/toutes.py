"""All the stable addresses of the application, in one list."""

from __future__ import annotations

from starlette.routing import Route

from fabrique_dash.serveur.adresses.chiffres import routes_chiffres
from fabrique_dash.serveur.adresses.connexion import routes_de_la_session
from fabrique_dash.serveur.adresses.connexion_mandataire import routes_du_mandataire
from fabrique_dash.serveur.adresses.connexion_oidc import routes_oidc
from fabrique_dash.serveur.adresses.courriels import routes_des_courriels
from fabrique_dash.serveur.adresses.donnees import routes_donnees
from fabrique_dash.serveur.adresses.flux import routes_flux
from fabrique_dash.serveur.adresses.historique import routes_de_l_historique
from fabrique_dash.serveur.adresses.images import Imagerie, routes_images
from fabrique_dash.serveur.adresses.metriques import Mesures, routes_metriques
from fabrique_dash.serveur.adresses.notes import routes_des_notes
from fabrique_dash.serveur.adresses.sante import routes_sante
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.signaler import routes_des_signalements
from fabrique_dash.serveur.adresses.site import routes_du_site


def adresses_stables(
    service: Service, imagerie: Imagerie | None = None, mesures: Mesures | None = None
) -> list[Route]:
    """Make every route that is not a page.

    Args:
        service: answers, and keeps the answers.
        imagerie: how pictures are made; without it `/images/` does not exist.
        mesures: what is measured elsewhere, for `/metriques`.
    """
    return [
        *routes_donnees(service),
        *routes_chiffres(service),
        *routes_flux(service),
        *routes_de_l_historique(service),
        *routes_images(service, imagerie),
        *routes_des_notes(service),
        *routes_sante(service),
        *routes_metriques(service, mesures or Mesures()),
        *routes_du_site(service),
        *routes_de_la_session(service),
        *routes_des_courriels(service),
        *routes_oidc(service),
        *routes_du_mandataire(service),
        *routes_des_signalements(service),
    ]
