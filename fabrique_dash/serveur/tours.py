"""Whose turn it is: contents are made one at a time, each client in turn.

What is asked for by one client waits behind what that client asked for before, never behind all
that another one asks for. Who has gone is no longer waited for, and the queue has an end.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

PAR_CLIENT = 60
EN_TOUT = 600


class TropDeDemandes(Exception):
    """Too much is waiting already, from this client or from all."""


class Tours:
    """One thread that does what clients ask for, each client in turn. Safe between threads."""

    def __init__(self, nom: str, par_client: int = PAR_CLIENT, en_tout: int = EN_TOUT) -> None:
        """Prepare.

        Args:
            nom: name of the thread.
            par_client: how much may wait for one client.
            en_tout: how much may wait for all of them.
        """
        self._fil = ThreadPoolExecutor(1, nom)
        self._par_client = par_client
        self._en_tout = en_tout
        self._acces = threading.Lock()
        self._files: OrderedDict[str, deque[tuple[Future[Any], Callable[[], Any]]]] = OrderedDict()

    def __len__(self) -> int:
        """Count what waits, what nobody waits for any more left out."""
        with self._acces:
            self._oublier_les_partis()
            return self._en_attente()

    def demander(self, client: str, travail: Callable[[], Any]) -> Future[Any]:
        """Ask for a piece of work.

        Args:
            client: whose turn it waits for.
            travail: does it; what it raises is the future's exception.

        Returns:
            Its result to come. Once cancelled it takes no place and is never begun.

        Raises:
            TropDeDemandes: too much is waiting.
        """
        futur: Future[Any] = Future()
        with self._acces:
            self._oublier_les_partis()
            siens = self._files.get(client, deque())
            if len(siens) >= self._par_client or self._en_attente() >= self._en_tout:
                raise TropDeDemandes
            siens.append((futur, travail))
            self._files[client] = siens
        self._fil.submit(self._suivant)
        return futur

    def _en_attente(self) -> int:
        return sum(map(len, self._files.values()))

    def _oublier_les_partis(self) -> None:
        for client, siens in list(self._files.items()):
            restent = deque(demande for demande in siens if not demande[0].cancelled())
            if restent:
                self._files[client] = restent
            else:
                del self._files[client]

    def _suivant(self) -> None:
        """Do one piece of work of the client whose turn it is, if anybody still waits."""
        with self._acces:
            self._oublier_les_partis()
            if not self._files:
                return
            client, siens = self._files.popitem(last=False)
            futur, travail = siens.popleft()
            if siens:
                self._files[client] = siens  # last in turn
        if not futur.set_running_or_notify_cancel():
            return
        try:
            futur.set_result(travail())
        except BaseException as erreur:
            futur.set_exception(erreur)
