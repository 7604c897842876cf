"""Paths as the application sees them, whatever prefix it is served under."""

import os
import re

from starlette.types import Scope

VARIABLE = "FABRIQUE_ADRESSE"
VARIABLE_DE_LA_BASE = "STREAMLIT_SERVER_BASE_URL_PATH"
HOTE_MAXIMAL = 255  # characters: the longest name that there can be
_HOTE = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")

# Open data: readable from any site.
PREFIXES_OUVERTS = ("/donnees/", "/chiffres/", "/images/", "/notes/", "/fiches/")
OUVERTS = frozenset(
    {"/chiffres.json", "/agenda.ics", "/flux.atom", "/historique.atom", "/historique.json"}
)
# Made to be shown inside any other site.
PREFIXE_INTEGRE = "/integrer/"
# Pages of ours that open and close a session, without the application.
CONNEXION, DECONNEXION = "/connexion", "/deconnexion"
CONNEXION_OIDC, CONNEXION_MANDATAIRE = "/connexion-oidc", "/connexion-mandataire"
RELIER, DELIER = "/connexion-relier", "/connexion-delier"
RETOUR_OIDC = "/retour-oidc-"  # then the name of the provider: each one has its own
SESSIONS = frozenset({CONNEXION, DECONNEXION, CONNEXION_OIDC, CONNEXION_MANDATAIRE, RELIER, DELIER})
# Where anybody reports an error, and follows what becomes of it: the same.
SIGNALER, SIGNALEMENT = "/signaler", "/signalement"
# Those that a message leads to.
CONFIRMATION, DESABONNEMENT = "/confirmation", "/desabonnement"
# What is asked of any site by that name.
ROBOTS, PLAN, ICONE = "/robots.txt", "/sitemap.xml", "/favicon.ico"
SECURITE = "/.well-known/security.txt"
SANTE, METRIQUES = "/sante", "/metriques"
_A_PART = SESSIONS | {
    *(SIGNALER, SIGNALEMENT, CONFIRMATION, DESABONNEMENT),
    *(ROBOTS, PLAN, ICONE, SECURITE, SANTE, METRIQUES),
}
# Nothing under these prefixes is HTML: where nothing is, the front end would give its page.
_SANS_HTML = ("/static/", "/app/static/", "/_stcore/", *PREFIXES_OUVERTS)
# Answers under these prefixes are never the application's HTML page.
PREFIXES_TECHNIQUES = (*_SANS_HTML, "/media/", "/component/", PREFIXE_INTEGRE, RETOUR_OIDC)


def base_demandee(reglee: str) -> str:
    """Return the path under which the application is to be served, without its slashes.

    Only `streamlit run` reads Streamlit's environment variables: any other server leaves them.

    Args:
        reglee: what Streamlit's own settings say; they rule.
    """
    return (reglee or os.environ.get(VARIABLE_DE_LA_BASE, "")).strip("/")


def prefixe_de(base: str) -> str:
    """Return what begins each path served under a base path; nothing at the root."""
    propre = base.strip("/")
    return f"/{propre}" if propre else ""


def sans_prefixe(chemin: str, prefixe: str) -> str:
    """Remove a leading prefix, only where it ends on a segment boundary."""
    propre = prefixe.strip("/")
    if not propre:
        return chemin
    entier = f"/{propre}"
    if chemin == entier:
        return "/"
    return chemin[len(entier) :] if chemin.startswith(f"{entier}/") else chemin


def chemin_interne(scope: Scope, base: str) -> str:
    """Path of a request once the mount point and the configured base path are removed."""
    chemin = sans_prefixe(str(scope.get("path", "")), str(scope.get("root_path", "")))
    return sans_prefixe(chemin, base)


def racine_publique(scope: Scope, base: str) -> str:
    """Return the address under which the application is served, without a final slash.

    It is the one that FABRIQUE_ADRESSE gives, whatever the request says; failing that, the
    request's. A host that is none is then replaced: it is written into answers.

    Args:
        scope: the request.
        base: path under which Streamlit serves the application.
    """
    if publique := os.environ.get(VARIABLE, "").rstrip("/"):
        return publique
    hotes = [v.decode("latin-1") for nom, v in scope["headers"] if nom == b"host"]
    hote = hotes[0] if hotes and _HOTE.fullmatch(hotes[0]) else "localhost"
    return f"{scope.get('scheme', 'http')}://{hote}{scope.get('root_path', '')}{prefixe_de(base)}"


def hote_trop_long(scope: Scope) -> bool:
    """Tell whether a request names a host that can't be one: nothing of it is to be kept."""
    return any(nom == b"host" and len(valeur) > HOTE_MAXIMAL for nom, valeur in scope["headers"])


def est_ouvert(chemin: str) -> bool:
    """Tell whether a path belongs to the open data."""
    return chemin in OUVERTS or chemin.startswith(PREFIXES_OUVERTS)


def est_sans_page(chemin: str) -> bool:
    """Tell whether the front end's page is never the answer, even where there is nothing."""
    trop_loin = "/" in chemin.removeprefix(PREFIXE_INTEGRE)
    return chemin.startswith(_SANS_HTML) or (chemin.startswith(PREFIXE_INTEGRE) and trop_loin)


def est_technique(chemin: str) -> bool:
    """Tell whether a path belongs to an asset, a file or an internal endpoint, never to a page."""
    return chemin in _A_PART or est_ouvert(chemin) or chemin.startswith(PREFIXES_TECHNIQUES)
