"""What our pages of plain HTML share: read and posted without the application, nor any script."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qs, urlsplit

from markupsafe import Markup
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.site.titres import SITE
from fabrique_dash.serveur.adresses.service import Service

SANS_GARDE = {"cache-control": "no-store"}
AILLEURS = (
    "Cette demande vient d’un autre site\u00a0: elle est refusée. Ouvrez cette page depuis le "
    "tableau de bord, puis recommencez."
)
_OCTETS = 8192  # of a form that holds a token, a path
_CHAMPS = 16


def est_d_ici(service: Service, requete: Request) -> bool:
    """Tell whether a form was sent by a page of this site.

    Every browser of today says whence it posts; an older one at least which page it left.
    """
    origine = requete.headers.get("origin")
    return est_du_site(
        service, requete, page_quittee(requete) if origine is None else _decoupee(origine)
    )


def est_du_site(service: Service, requete: Request, adresse: SplitResult) -> bool:
    """Tell whether an address is on this site: browsers write its host in small letters."""
    ici = urlsplit(service.racine(requete)).netloc
    return bool(adresse.netloc) and adresse.netloc.lower() == ici.lower()


def page_quittee(requete: Request) -> SplitResult:
    """Return the address of the page that a browser says it left; empty if it says none."""
    return _decoupee(requete.headers.get("referer", ""))


def _decoupee(adresse: str) -> SplitResult:
    try:
        return urlsplit(adresse)
    except ValueError:  # anybody writes anything there
        return urlsplit("")


async def champs_envoyes(requete: Request, octets: int = _OCTETS) -> dict[str, str] | None:
    """Read the fields of a form, the first value of each, without the spaces around it.

    Args:
        requete: the request.
        octets: the longest body that this form can have.

    Returns:
        None if it is too long to be ours, or was cut on its way: nobody reads the answer.
    """
    corps = bytearray()
    try:
        async for morceau in requete.stream():
            corps += morceau
            if len(corps) > octets:
                return None
    except ClientDisconnect:
        return None
    try:
        champs = parse_qs(corps.decode("utf-8", "replace"), max_num_fields=_CHAMPS)
    except ValueError:  # more fields than any of our forms has
        return None
    return {nom: valeurs[0].strip() for nom, valeurs in champs.items()}


def page(
    titre: str, contenu: Markup, statut: int = 200, erreur: str = "", script: str = ""
) -> Response:
    """Make a page that is never kept, at an address with one segment.

    Args:
        titre: its title.
        contenu: what stands under the title, and under the error.
        statut: HTTP status.
        erreur: what is wrong, if anything is.
        script: a script of ours that it can do without.
    """
    corps = html(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>{titre} · {site}</title>'
        '<link rel="icon" href="./app/static/favicon.svg">'
        '<link rel="stylesheet" href="./app/static/style.css">{script}</head>'
        '<body><main class="tp-formulaire"><h1>{titre}</h1>{dite}{contenu}'
        '<p><a href="./">Retour au tableau de bord</a></p></main></body></html>',
        titre=titre,
        site=SITE,
        script=html('<script src="./app/static/{}" defer></script>', script)
        if script
        else Markup(),
        dite=html('<p class="tp-alerte" role="alert">{}</p>', erreur) if erreur else Markup(),
        contenu=contenu,
    )
    return HTMLResponse(str(corps), statut, {**SANS_GARDE, "content-language": "fr"})
