"""Opening and closing a session: `/connexion` and `/deconnexion`, pages that need no script.

The token of an invitation stands after the `#` of its link: neither a server nor a log sees it.
A script of ours posts it; without one it is pasted. The session's own token is always a new one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fabrique_dash.donnees.depot import depot, dossier_des_donnees
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.journal.comptes import DUREE_D_UNE_SESSION, fermer_la_session
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import PaquetFautif, commencer
from fabrique_dash.journal.invitations import ouvrir_une_session
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import TEMOIN, journal_en_service, verifier
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.site.adresses import chemin, retour_permis
from fabrique_dash.serveur.adresses.formulaires import (
    AILLEURS,
    SANS_GARDE,
    champs_envoyes,
    est_d_ici,
    page,
    prefixe,
)
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import CONNEXION, DECONNEXION

_JOURNAL = logging.getLogger(__name__)
_SANS_JOURNAL = (
    "Ce tableau de bord n’a pas de journal\u00a0: ses données se lisent, et ne se changent pas ici."
)
_PERIME = (
    "Ce lien n’ouvre pas de session\u00a0: il a déjà servi, il a plus de sept jours, ou il n’est "
    "pas entier. Demandez-en un autre à la personne qui vous l’a donné."
)


@dataclass(frozen=True)
class _Envoi:
    """What a form of ours posts."""

    jeton: str
    retour: str


def routes_de_la_session(service: Service) -> list[Route]:
    """Make the routes that open and close a session.

    Args:
        service: knows under which path the application is served.
    """

    async def connexion(requete: Request) -> Response:
        if requete.method == "POST":
            return await _ouvrir(service, requete)
        retour = retour_permis(requete.query_params.get("retour", ""))
        try:
            absent = await run_in_threadpool(journal_en_service) is None
        except JournalIndisponible as erreur:
            return _page(retour, str(erreur), 503)
        return _page(retour, _SANS_JOURNAL, 404, sans_champ=True) if absent else _page(retour)

    async def deconnexion(requete: Request) -> Response:
        return await _fermer(service, requete)

    sous = prefixe(service)
    return [
        Route(f"{sous}{CONNEXION}", connexion, methods=["GET", "HEAD", "POST"]),
        Route(f"{sous}{DECONNEXION}", deconnexion, methods=["POST"]),
    ]


async def _lire(requete: Request) -> _Envoi | None:
    """Read a form; None if it is too long to be ours."""
    dits = await champs_envoyes(requete)
    if dits is None:
        return None
    colle = dits.get("jeton", "")  # the whole link, or what stands after its #
    return _Envoi(colle.rpartition("#")[2], retour_permis(dits.get("retour", "")))


async def _ouvrir(service: Service, requete: Request) -> Response:
    if not est_d_ici(service, requete):
        return _page("", AILLEURS, 403)
    envoi = await _lire(requete)
    if envoi is None:
        return _page("", _PERIME, 413)
    ancien = requete.cookies.get(TEMOIN, "")
    appareil = requete.headers.get("user-agent", "")
    try:
        jeton = await run_in_threadpool(_session, envoi.jeton, ancien, appareil)
    except (JournalIndisponible, PaquetFautif, TableIllisible, OSError) as erreur:
        _JOURNAL.warning("Session impossible à ouvrir", exc_info=True)
        return _page(envoi.retour, str(erreur), 503)
    if jeton is None:
        return _page(envoi.retour, _PERIME, 403)
    reponse = _partir(envoi.retour)
    reponse.set_cookie(
        TEMOIN,
        jeton,
        max_age=int(DUREE_D_UNE_SESSION.total_seconds()),
        path=prefixe(service) or "/",
        secure=_est_chiffree(service, requete),
        httponly=True,
        samesite="lax",
    )
    return reponse


def _session(invitation: str, ancien: str, appareil: str) -> str | None:
    """Open a session, in the place of the browser's; the first one of all begins the journal."""
    journal = journal_en_service()
    if journal is None:
        raise JournalIndisponible(_SANS_JOURNAL)
    jeton = ouvrir_une_session(journal, invitation, appareil)
    if jeton is not None:
        commencer(journal, dossier_des_donnees(), SYSTEME, verifier)
        depot().revoir()  # the page that comes next knows that there is a journal
        _oublier(journal, ancien)
    return jeton


def _oublier(journal: Journal | None, jeton: str) -> None:
    if journal is not None and jeton:
        fermer_la_session(journal, jeton)


async def _fermer(service: Service, requete: Request) -> Response:
    if not est_d_ici(service, requete):
        return _page("", AILLEURS, 403)
    envoi = await _lire(requete)

    def fermer() -> None:
        _oublier(journal_en_service(), requete.cookies.get(TEMOIN, ""))

    try:
        await run_in_threadpool(fermer)
    except JournalIndisponible as erreur:
        return _page("", str(erreur), 503)
    reponse = _partir(envoi.retour if envoi else "")
    reponse.delete_cookie(TEMOIN, path=prefixe(service) or "/", httponly=True, samesite="lax")
    return reponse


def _est_chiffree(service: Service, requete: Request) -> bool:
    """Tell whether the browser speaks HTTPS, to us or to what stands before us."""
    adresses = (service.racine(requete), requete.headers.get("origin", ""))
    return any(adresse.startswith("https://") for adresse in adresses)


def _partir(retour: str) -> RedirectResponse:
    # From the address asked for, which stands where the application is served: the browser alone
    # knows under which path a proxy shows it.
    arrivee = retour or f"/{chemin('mise_a_jour', {})}"
    return RedirectResponse(f".{arrivee}", 303, headers=SANS_GARDE)


def _page(retour: str, erreur: str = "", statut: int = 200, sans_champ: bool = False) -> Response:
    contenu = Markup() if sans_champ else _formulaire(retour)
    return page("Ouvrir une session", contenu, statut, erreur, script="connexion.js")


def _formulaire(retour: str) -> Markup:
    return html(
        "<p>Pour mettre à jour les données, il faut un lien d’invitation. Aucun mot de passe "
        "n’est demandé, ni gardé.</p>"
        '<form method="post" action=".{action}"><label for="jeton">Lien d’invitation</label>'
        '<input id="jeton" name="jeton" required autocomplete="off" spellcheck="false">'
        '<input type="hidden" name="retour" value="{retour}">'
        '<button type="submit">Ouvrir la session</button><p role="status"></p></form>'
        "<p>La toute première fois, les données entrent dans le journal\u00a0: cela prend "
        "quelques secondes.</p>",
        action=CONNEXION,
        retour=retour,
    )
