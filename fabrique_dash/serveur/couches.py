"""What every request goes through before the application, from the outside in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.middleware import Middleware

from fabrique_dash.graphiques.dessins.fond_ign import HOTE_IGN, fond_ign_permis
from fabrique_dash.serveur.adresses.service import ReponsesPretes, Service
from fabrique_dash.serveur.compteurs import Compteurs
from fabrique_dash.serveur.facade.compression import ActifsCompresses, Magasin
from fabrique_dash.serveur.facade.entetes import EntetesSecurite
from fabrique_dash.serveur.facade.envois import Envois, Gardien
from fabrique_dash.serveur.facade.identite import HABILLAGE
from fabrique_dash.serveur.facade.page_html import PageHtml
from fabrique_dash.serveur.facade.releve import Releve
from fabrique_dash.serveur.identites.entetes import PairDirect


def couches(
    service: Service, magasin: Magasin, compteurs: Compteurs, gardien: Callable[[], Gardien]
) -> list[Middleware]:
    """List the layers.

    Args:
        service: the stable addresses.
        magasin: the files of the front end.
        compteurs: what counts requests.
        gardien: gives what keeps the files that readers send.
    """
    base = service.base
    return [
        Middleware(PairDirect),
        Middleware(Releve, compteurs=compteurs, habillage=HABILLAGE, base=base),
        Middleware(EntetesSecurite, base=base, images=[HOTE_IGN] if fond_ign_permis() else []),
        Middleware(Envois, gardien=gardien, base=base),
        Middleware(ActifsCompresses, magasin=magasin, base=base),
        Middleware(ReponsesPretes, service=service),
        Middleware(PageHtml, habillage=HABILLAGE, base=base),
    ]
