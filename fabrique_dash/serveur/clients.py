"""Who asks: what the stable addresses and the façade share out is shared between clients."""

from __future__ import annotations

import ipaddress

from starlette.requests import HTTPConnection

_RESEAU_D_UN_CLIENT = 64  # bits: an IPv6 subscriber has that many addresses at hand


def client_de(requete: HTTPConnection) -> str:
    """Tell clients apart: by address, or by network in IPv6."""
    hote = requete.client.host if requete.client else ""
    try:
        adresse = ipaddress.ip_address(hote)
    except ValueError:
        return hote
    if adresse.version == 4:
        return hote
    return str(ipaddress.ip_network((adresse, _RESEAU_D_UN_CLIENT), strict=False))
