"""What is counted, and written, of each request and each connected browser."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fabrique_dash.serveur.chemins import chemin_interne, est_ouvert
from fabrique_dash.serveur.compteurs import Compteurs
from fabrique_dash.serveur.facade.habillage import Habillage
from fabrique_dash.serveur.traces import chemin_dit, en_json, tracer_la_requete

_PANNE = 500
Tracer = Callable[[str, str, int, float], None]


class Releve:
    """Counts answers, failures and open sessions; writes a line a request if logs are JSON."""

    def __init__(
        self, app: ASGIApp, compteurs: Compteurs, habillage: Habillage, base: str = ""
    ) -> None:
        self._app = app
        self._compteurs = compteurs
        self._pages = frozenset(page.chemin for page in habillage.pages)
        self._base = base
        self._tracer: Tracer | None = tracer_la_requete if en_json() else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._requete(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _requete(self, scope: Scope, receive: Receive, send: Send) -> None:
        debut = time.perf_counter()
        statuts: list[int] = []

        async def envoyer(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuts.append(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, envoyer)
        except Exception:
            statuts = statuts or [_PANNE]
            raise
        finally:
            # Nothing was answered to who left before.
            for statut in statuts[:1]:
                self._noter(scope, statut, time.perf_counter() - debut)

    def _noter(self, scope: Scope, statut: int, secondes: float) -> None:
        self._compteurs.noter_la_reponse(statut)
        if statut >= _PANNE:
            self._compteurs.noter_l_erreur("adresse")
        if self._tracer is not None:
            chemin = chemin_interne(scope, self._base)
            connu = chemin in self._pages or est_ouvert(chemin)
            self._tracer(scope["method"], chemin_dit(chemin, connu), statut, secondes)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        ouverte = False

        async def envoyer(message: Message) -> None:
            nonlocal ouverte
            if message["type"] == "websocket.accept" and not ouverte:
                ouverte = True
                self._compteurs.noter_la_session(1)
            await send(message)

        try:
            await self._app(scope, receive, envoyer)
        finally:
            if ouverte:
                self._compteurs.noter_la_session(-1)
