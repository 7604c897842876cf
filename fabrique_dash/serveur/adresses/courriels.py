"""What the links of messages open: `/confirmation` and `/desabonnement`, without any script.

A link alone changes nothing: mail programs open links to look at them. One button does it; and
`/desabonnement` takes what a mail program posts by itself (RFC 8058), which has no origin. The
token is the proof: no session is asked, and none would add to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.journal.abonnements import confirmer, se_desabonner
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.noms import ancre
from fabrique_dash.publication.site.tenue_a_jour import VOS_COURRIELS
from fabrique_dash.redaction.courriels.gabarit import JETON
from fabrique_dash.serveur.adresses.formulaires import champs_envoyes, page
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import CONFIRMATION, DESABONNEMENT

_JOURNAL = logging.getLogger(__name__)
_SANS_JOURNAL = "Ce tableau de bord n’a pas de journal\u00a0: il n’envoie aucun courriel."
_INCONNU = (
    "Ce lien ne sert plus\u00a0: il est trop ancien, ou il n’est pas entier. Tout se règle aussi "
    "sur la page «\u00a0Mettre à jour\u00a0», avec une session."
)


@dataclass(frozen=True)
class _Acte:
    """What a page does.

    Attributes:
        adresse: its path.
        titre: its title.
        avant: what it says before.
        bouton: the one button.
        faire: does it, with the token; returns whether the token is known.
        apres: what it says once done.
    """

    adresse: str
    titre: str
    avant: str
    bouton: str
    faire: Callable[[Journal, str], bool]
    apres: str


_ACTES = (
    _Acte(
        CONFIRMATION,
        "Confirmer une adresse",
        "Le tableau de bord n’écrit à une adresse que si la personne qui la lit le confirme.",
        "Confirmer cette adresse",
        confirmer,
        "Adresse confirmée. Ce que vous recevez se choisit sur la page «\u00a0Mettre à "
        "jour\u00a0»\u202f; chaque message permet aussi de ne plus rien recevoir.",
    ),
    _Acte(
        DESABONNEMENT,
        "Ne plus rien recevoir",
        "Plus aucun courriel ne partira vers vous, et votre adresse sera effacée. Votre compte, "
        "lui, ne change pas. Pour ne choisir que certains messages, ouvrez plutôt «\u00a0Mettre "
        "à jour\u00a0».",
        "Ne plus rien recevoir",
        se_desabonner,
        "C’est fait\u00a0: plus aucun courriel ne partira, et votre adresse est effacée.",
    ),
)


def routes_des_courriels(service: Service) -> list[Route]:
    """Make the routes that links of messages open.

    Args:
        service: knows under which path the application is served.
    """
    return [_route(service, acte) for acte in _ACTES]


def _route(service: Service, acte: _Acte) -> Route:
    async def repondre(requete: Request) -> Response:
        jeton = requete.query_params.get(JETON, "")
        if requete.method != "POST":
            return _page(acte, _formulaire(acte, jeton)) if jeton else _page(acte, erreur=_INCONNU)
        champs = await champs_envoyes(requete)
        if champs is None:
            return _page(acte, erreur=_INCONNU, statut=413)
        return await _agir(acte, jeton or champs.get(JETON, ""))

    methodes = ["GET", "HEAD", "POST"]
    return Route(f"{service.prefixe}{acte.adresse}", repondre, methods=methodes)


async def _agir(acte: _Acte, jeton: str) -> Response:
    try:
        journal = await run_in_threadpool(journal_en_service)
        if journal is None:
            return _page(acte, erreur=_SANS_JOURNAL, statut=404)
        connu = await run_in_threadpool(acte.faire, journal, jeton)
    except JournalIndisponible as erreur:
        _JOURNAL.warning("Journal indisponible", exc_info=True)
        return _page(acte, _formulaire(acte, jeton), str(erreur), 503)
    if not connu:
        return _page(acte, erreur=_INCONNU, statut=403)
    return _page(acte, html('<p role="status">{}</p>', acte.apres))


def _formulaire(acte: _Acte, jeton: str) -> Markup:
    return html(
        '<p>{avant}</p><form method="post" action=".{action}">'
        '<input type="hidden" name="{nom}" value="{jeton}">'
        '<button type="submit">{bouton}</button></form>',
        avant=acte.avant,
        action=acte.adresse,
        nom=JETON,
        jeton=jeton,
        bouton=acte.bouton,
    )


def _page(
    acte: _Acte, contenu: Markup | None = None, erreur: str = "", statut: int = 200
) -> Response:
    place = f"{chemin('mise_a_jour', {})}#{ancre(VOS_COURRIELS)}"
    choisir = html('<p><a href="./{}">Choisir ce que vous recevez</a></p>', place)
    return page(acte.titre, (contenu or Markup()) + choisir, statut, erreur)
