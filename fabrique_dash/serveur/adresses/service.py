"""What all stable addresses share: the data of the moment, the reserve, the public root."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from fabrique_dash.donnees.atelier import TravailImpossible
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.publication.images.pixels import DessinImpossible
from fabrique_dash.publication.site.parametres import Introuvable, ParametreRefuse
from fabrique_dash.serveur.adresses.cadence import Cadence, TropVite
from fabrique_dash.serveur.adresses.reponses import probleme, repondre
from fabrique_dash.serveur.chemins import (
    PREFIXE_INTEGRE,
    chemin_interne,
    est_ouvert,
    prefixe_de,
    racine_publique,
)
from fabrique_dash.serveur.clients import client_de
from fabrique_dash.serveur.reserve import Fichier, Prete, Reserve, preparer
from fabrique_dash.serveur.tours import Tours, TropDeDemandes

_PAS_FAIT = "Le fichier n’a pas pu être préparé\u00a0: réessayez."
_TROP = "Le tableau de bord prépare déjà beaucoup de fichiers\u00a0: réessayez dans une minute."
_PARTI = 499  # nobody reads it
Fabrique = Callable[[Donnees, Request], Fichier]
Reponse = Callable[[Request], Response | Awaitable[Response]]


class Voie(Enum):
    """Where a content is made, and with what it waits its turn."""

    ICI = "ici"
    A_COTE = "a-cote"  # in the workshop
    LONGUE = "longue"  # in the other one, for what takes seconds


Jugement = Callable[[Donnees, Request], Voie]


def _ici(_donnees: Donnees, _requete: Request) -> Voie:
    return Voie.ICI


def _ateliers() -> Mapping[Voie, Tours]:
    return {voie: Tours(f"atelier-{voie.value}") for voie in Voie}


def _trop() -> Response:
    return probleme(503, "Trop de demandes à la fois", _TROP)


async def _depart(requete: Request) -> None:
    """Wait until the client has gone."""
    while (await requete.receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True)
class Service:
    """Answers of the stable addresses.

    Attributes:
        base: path under which the application is served.
        aujourdhui: tells the day in Paris, for what is about the present.
        reserve: contents already made.
        ateliers: the thread that makes contents, and those that wait for what each workshop
            makes. One at a time, each client in turn, so that many requests at once do not take
            the processor from pages; waiting holds no thread, and no small answer waits for a
            heavy one.
    """

    base: str = ""
    aujourdhui: Callable[[], date] = aujourd_hui
    reserve: Reserve = field(default_factory=Reserve)
    ateliers: Mapping[Voie, Tours] = field(default_factory=_ateliers)

    @property
    def prefixe(self) -> str:
        """Return what begins each path of the application; nothing at the root."""
        return prefixe_de(self.base)

    def racine(self, requete: Request) -> str:
        """Return the address of the application, as the client sees it."""
        return racine_publique(requete.scope, self.base)

    def route(
        self, chemin: str, fabriquer: Fabrique, voie: Jugement = _ici, *, garde: bool = True
    ) -> Route:
        """Make the route of an address that is only read.

        Args:
            chemin: its path, from the application's root.
            fabriquer: makes the content; it may raise ParametreRefuse or Introuvable.
            voie: tells where what a request asks for is made.
            garde: whether the content is kept as long as the data stay; not when it says more
                than they do.
        """

        async def repondre_a(requete: Request) -> Response:
            return await self._repondre(requete, fabriquer, voie, garde)

        return self.route_libre(chemin, repondre_a)

    def route_libre(self, chemin: str, repondre_a: Reponse) -> Route:
        """Make a route whose answer is made anew each time."""
        # A plain function is run in a thread: the event loop, which serves pages, never waits.
        return Route(f"{self.prefixe}{chemin}", repondre_a, methods=["GET", "HEAD"])

    def deja_prete(self, requete: Request) -> Response | None:
        """Answer at once when the content is kept; nothing is made, nor read from the disk.

        Returns:
            None when the answer must be made by the address's own route.
        """
        etat = depot().etat_frais()
        if etat is None or etat.donnees is None:
            return None
        prete = self.reserve.deja(self._cle(etat.donnees, requete))
        return None if prete is None else repondre(requete, prete, etat.donnees)

    def _cle(self, donnees: Donnees, requete: Request) -> Hashable:
        """Return all that the content of an answer depends on; only this data's are kept."""
        self.reserve.suivre(donnees.empreinte)
        demande = tuple(sorted(requete.query_params.multi_items()))
        chemin = requete.scope["path"]
        return (donnees.empreinte, self.racine(requete), self.aujourdhui(), chemin, demande)

    async def _repondre(
        self, requete: Request, fabriquer: Fabrique, voie: Jugement, garde: bool
    ) -> Response:
        donnees = (await run_in_threadpool(depot().etat)).donnees
        if donnees is None:
            detail = "Aucune donnée valide n’a encore été lue."
            return probleme(503, "Données indisponibles", detail)
        try:
            prete = await self._prendre(donnees, requete, fabriquer, voie, garde)
        except ParametreRefuse as refus:
            return probleme(400, "Paramètre refusé", str(refus), "permis", refus.permis)
        except Introuvable as absent:
            return probleme(404, "Introuvable", str(absent), "existants", absent.existants)
        except JournalIndisponible as absent:
            return probleme(503, "Historique indisponible", str(absent))
        except DessinImpossible as rate:
            return probleme(503, "Image indisponible", str(rate))
        except TravailImpossible:
            return probleme(503, "Fichier indisponible", _PAS_FAIT)
        except TropDeDemandes:
            return _trop()
        if prete is None:
            return Response(status_code=_PARTI)
        return repondre(requete, prete, donnees, garde)

    async def _prendre(
        self, donnees: Donnees, requete: Request, fabriquer: Fabrique, voie: Jugement, garde: bool
    ) -> Prete | None:
        """Return the content asked for, made in its client's turn if it is not kept.

        Returns:
            None when the client has gone meanwhile.
        """
        cle = self._cle(donnees, requete)
        if (prete := self.reserve.deja(cle)) is not None:
            return prete

        def faire() -> Prete:
            if garde:
                return self.reserve.prendre(cle, lambda: fabriquer(donnees, requete))
            return preparer(fabriquer(donnees, requete))

        travail = self.ateliers[voie(donnees, requete)].demander(client_de(requete), faire)
        attendu = asyncio.wrap_future(travail)
        depart = asyncio.ensure_future(_depart(requete))
        try:
            await asyncio.wait({attendu, depart}, return_when=asyncio.FIRST_COMPLETED)
            return attendu.result() if attendu.done() else None
        finally:
            depart.cancel()
            attendu.cancel()  # what is not begun never will be


class ReponsesPretes:
    """Send what is kept without going through routes and threads; the rest goes on.

    A burst of requests then takes as little as it can from the pages, which share the processor:
    little for each, and one after the other.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._cadence = Cadence()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reponse = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            chemin = chemin_interne(scope, self._service.base)
            if est_ouvert(chemin) or chemin.startswith(PREFIXE_INTEGRE):
                requete = Request(scope)
                try:
                    await self._cadence.attendre(client_de(requete))
                    reponse = self._service.deja_prete(requete)
                except TropVite:
                    reponse = _trop()
        await (reponse or self._app)(scope, receive, send)
