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
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash.donnees.depot import depot, dossier_des_donnees
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.identites import session_d_ailleurs
from fabrique_dash.journal.importation import PaquetFautif, commencer
from fabrique_dash.journal.invitations import ouvrir_une_session
from fabrique_dash.journal.moteur import JournalIndisponible, sur_le_disque
from fabrique_dash.journal.service import TEMOIN, journal_en_service, verifier
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.site.adresses import retour_permis
from fabrique_dash.serveur.adresses.formulaires import (
    AILLEURS,
    champs_envoyes,
    est_d_ici,
    page,
)
from fabrique_dash.serveur.adresses.portes import (
    TITRE,
    lire_l_accueil,
    page_de_connexion,
    refuser,
)
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.session import (
    SANS_JOURNAL,
    entrer_ici,
    jeton_du_navigateur,
    journal_attendu,
    oter_un_temoin,
    oublier,
    partir,
)
from fabrique_dash.serveur.adresses.sortie import proposer_la_sortie, revenir_de_la_sortie
from fabrique_dash.serveur.chemins import CONNEXION, DECONNEXION

_JOURNAL = logging.getLogger(__name__)
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
            if await run_in_threadpool(journal_en_service) is None:
                return page(TITRE, Markup(), 404, SANS_JOURNAL)
            accueil = await run_in_threadpool(lire_l_accueil, requete)
        except JournalIndisponible as erreur:
            return page_de_connexion(retour, str(erreur), 503)
        return page_de_connexion(retour, accueil=accueil)

    async def deconnexion(requete: Request) -> Response:
        if requete.method == "POST":
            return await _fermer(service, requete)
        return revenir_de_la_sortie(service, requete)

    sous = service.prefixe
    return [
        Route(f"{sous}{CONNEXION}", connexion, methods=["GET", "HEAD", "POST"]),
        Route(f"{sous}{DECONNEXION}", deconnexion, methods=["GET", "POST"]),
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
        return await refuser(requete, AILLEURS)
    envoi = await _lire(requete)
    if envoi is None:
        return await refuser(requete, _PERIME, 413)
    ancien = jeton_du_navigateur(requete)
    appareil = requete.headers.get("user-agent", "")
    try:
        jeton = await run_in_threadpool(_session, envoi.jeton, ancien, appareil)
    except (JournalIndisponible, PaquetFautif, TableIllisible) as erreur:
        _JOURNAL.warning("Session impossible à ouvrir", exc_info=True)
        return page_de_connexion(envoi.retour, str(erreur), 503)
    if jeton is None:
        return await refuser(requete, _PERIME, retour=envoi.retour)
    return entrer_ici(service, requete, jeton, envoi.retour)


def _session(invitation: str, ancien: str, appareil: str) -> str | None:
    """Open a session, in the place of the browser's; the first one of all begins the journal."""
    journal = journal_attendu()
    jeton = ouvrir_une_session(journal, invitation, appareil)
    if jeton is not None:
        with sur_le_disque():
            commencer(journal, dossier_des_donnees(), SYSTEME, verifier)
        depot().revoir()  # the page that comes next knows that there is a journal
        oublier(journal, ancien)
    return jeton


async def _fermer(service: Service, requete: Request) -> Response:
    if not est_d_ici(service, requete):
        return await refuser(requete, AILLEURS)
    envoi = await _lire(requete)
    retour = envoi.retour if envoi else ""
    jeton = jeton_du_navigateur(requete)
    try:
        ailleurs = await run_in_threadpool(_oublier, jeton)
    except JournalIndisponible as erreur:
        return page_de_connexion("", str(erreur), 503)
    reponse = await proposer_la_sortie(service, requete, ailleurs, retour) or partir(retour)
    oter_un_temoin(service, reponse, TEMOIN)
    return reponse


def _oublier(jeton: str) -> tuple[str, str] | None:
    """Close a session; tell where it was opened from, and what closes it there."""
    journal = journal_en_service()
    ailleurs = session_d_ailleurs(journal, jeton) if journal and jeton else None
    oublier(journal, jeton)
    return ailleurs
