"""Start-up work: prepare everything once so that the first visitor waits for nothing."""

import gc
import importlib
import pkgutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import create_task_group, sleep, to_thread

from fabrique_dash.donnees.atelier import atelier, atelier_des_longs
from fabrique_dash.donnees.controle.a_part import PROGRAMME
from fabrique_dash.journal.service import ecouter_le_journal
from fabrique_dash.serveur import entretien, purge
from fabrique_dash.serveur.depart import delai_de_depart, partir_en_ordre

Preparation = Callable[[], object]
COLLECTE_LENTE = 0.01  # seconds: about 25,000 objects
GELS = 10  # of which the last looks at what is frozen too
PAUSE = 5.0  # seconds
TOUR_DE_PROCESSEUR = 0.0005  # seconds
# The interface declares its component to Streamlit, not listening yet; a third of a second goes to
# asking a provider of identities, where there is one; the others are not for a server.
A_PART = tuple(
    f"fabrique_dash.{module}"
    for module in (
        *("interface", "serveur.identites.oidc"),
        *("__main__", "donnees.controle.validation", "journal.migrations"),
    )
)
DureeDeVie = Callable[[object], AbstractAsyncContextManager[None]]


def importer_paquet(nom: str, sauf: Sequence[str] = ()) -> Preparation:
    """A preparation that imports a package and its modules but a few, and what is under them."""
    exclus = tuple(f"{exclu}." for exclu in sauf)

    def importer() -> None:
        paquet = importlib.import_module(nom)
        for module in pkgutil.walk_packages(paquet.__path__, f"{nom}."):
            if not f"{module.name}.".startswith(exclus):
                importlib.import_module(module.name)

    return importer


def figer_memoire() -> None:
    """Take what lives now out of the garbage collector's sight.

    Streamlit runs a full collection after every script run; without this, each interaction pays
    for walking all imported modules and loaded tables again.
    """
    gc.collect()
    gc.freeze()


class Gel:
    """Freezes the memory again as caches fill, and now and then looks at the frozen part too.

    Once all pages had been used, the full collection after each run took 45 ms: more than the run.
    How long the last one took tells when to freeze; listing the collector's objects would too, but
    it gives away tuples that another thread is still filling. A thorough look frees what died
    frozen, such as the cycles of closed sessions and the data that was replaced.
    """

    def __init__(self, patience: float = COLLECTE_LENTE, gels: int = GELS) -> None:
        self._patience = patience
        self._gels = gels
        self._faits = 0
        self._debut = 0.0
        self._duree = 0.0

    def noter(self, phase: str, dit: Mapping[str, int]) -> None:
        """Note how long full collections take; the collector calls it."""
        if dit["generation"] < 2:
            return
        if phase == "start":
            self._debut = time.perf_counter()
        else:
            self._duree = time.perf_counter() - self._debut

    def entretenir(self) -> None:
        """Freeze what lives, if the last full collection was slow."""
        if self._duree < self._patience:
            return
        self._faits += 1
        if self._faits % self._gels == 0:
            gc.unfreeze()
        figer_memoire()
        self._duree = 0.0

    async def veiller(self, pause: float = PAUSE) -> None:
        """Look after the memory until cancelled, every so many seconds."""
        gc.callbacks.append(self.noter)
        try:
            while True:
                await sleep(pause)
                self.entretenir()
        finally:
            gc.callbacks.remove(self.noter)


def partager_le_processeur() -> None:
    """Have threads hand over to each other ten times as often as Python does by default.

    A page that waits for its turn behind a long computation loses this much each time: with the
    default of 5 ms, a page took five times as long while the workbook of all municipalities was
    being written; with this, 1.4 times.
    """
    sys.setswitchinterval(TOUR_DE_PROCESSEUR)


def duree_de_vie(preparations: Sequence[Preparation]) -> DureeDeVie:
    """Lifespan that opens the workshop and runs the preparations in order, then looks after both.

    The workshop gets ready while the first preparations run; it ends at once with the server.
    Meanwhile the journal is listened to, and loses what is to be erased.
    """

    def preparer() -> None:
        atelier().ouvrir(PROGRAMME)
        for preparation in preparations:
            preparation()
        figer_memoire()
        partager_le_processeur()

    @asynccontextmanager
    async def vie(_app: object) -> AsyncIterator[None]:
        try:
            await to_thread.run_sync(preparer)
            with ecouter_le_journal(), partir_en_ordre(delai_de_depart()):
                async with create_task_group() as taches:
                    taches.start_soon(Gel().veiller)
                    taches.start_soon(entretien.veiller)
                    if purge.est_demandee():
                        taches.start_soon(purge.veiller)
                    yield
                    taches.cancel_scope.cancel()
        finally:
            atelier().fermer()
            atelier_des_longs().fermer()

    return vie
