"""What any site is asked for: `/robots.txt`, `/sitemap.xml`, `/favicon.ico`, `security.txt`."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.publication.site.plan_du_site import plan_du_site
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import (
    CONFIRMATION,
    CONNEXION,
    DECONNEXION,
    DESABONNEMENT,
    ICONE,
    METRIQUES,
    PLAN,
    ROBOTS,
    SECURITE,
    SIGNALEMENT,
    SIGNALER,
)
from fabrique_dash.serveur.reserve import Fichier

VARIABLE = "FABRIQUE_CONTACT_SECURITE"
_ICONE = Path(__file__).resolve().parents[2] / "interface" / "static" / "favicon.ico"
_JOUR = "public, max-age=86400"
_VALABLE = timedelta(days=180)
_CONTACT = re.compile(r"(?:mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[\d.-]+)")
_SANS_CONTACT = (
    "Ce site n’a pas dit à qui signaler une faille\u00a0: qui l’héberge l’écrit dans "
    f"{VARIABLE} (mailto:… ou https://…)."
)
# Nothing to find there: what serves pages, what opens a session, what only the team uses.
_FERMES = (
    *("/_stcore/", "/media/", "/component/", CONNEXION, DECONNEXION, METRIQUES),
    *(SIGNALER, SIGNALEMENT, CONFIRMATION, DESABONNEMENT),
    f"/{page('mise_a_jour').adresse}",
)


def routes_du_site(service: Service) -> list[Route]:
    """Make the routes."""

    def robots(requete: Request) -> Response:
        lignes = ["User-agent: *", *(f"Disallow: {service.prefixe}{chemin}" for chemin in _FERMES)]
        lignes += ["", f"Sitemap: {service.racine(requete)}{PLAN}", ""]
        return PlainTextResponse("\n".join(lignes), headers={"cache-control": _JOUR})

    def plan(donnees: Donnees, requete: Request) -> Fichier:
        if requete.query_params:
            raise Introuvable("Le plan du site n’a pas de paramètre.", ())
        octets = plan_du_site(donnees, service.racine(requete))
        return Fichier(octets, "application/xml; charset=utf-8")

    def icone(_requete: Request) -> Response:
        octets = _ICONE.read_bytes()
        return Response(octets, 200, {"cache-control": _JOUR}, media_type="image/x-icon")

    def securite(requete: Request) -> Response:
        contact = contact_de_securite()
        if not contact:
            sans_garde = {"cache-control": "no-store", "content-language": "fr"}
            return PlainTextResponse(f"{_SANS_CONTACT}\n", 404, sans_garde)
        expire = service.aujourdhui() + _VALABLE
        lignes = [
            f"Contact: {contact}",
            f"Expires: {expire.isoformat()}T00:00:00Z",
            "Preferred-Languages: fr, en",
            f"Canonical: {service.racine(requete)}{SECURITE}",
            "",
        ]
        return PlainTextResponse("\n".join(lignes), headers={"cache-control": _JOUR})

    return [
        service.route_libre(ROBOTS, robots),
        service.route(PLAN, plan),
        service.route_libre(ICONE, icone),
        service.route_libre(SECURITE, securite),
    ]


def contact_de_securite() -> str:
    """Return the address that FABRIQUE_CONTACT_SECURITE gives; empty if it gives none."""
    ecrit = os.environ.get(VARIABLE, "").strip()
    if "@" in ecrit and ":" not in ecrit:
        ecrit = f"mailto:{ecrit}"
    return ecrit if _CONTACT.fullmatch(ecrit) else ""
