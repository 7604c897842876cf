"""Start-up work: prepare everything once so that the first visitor waits for nothing."""

import gc
import importlib
import pkgutil
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import create_task_group, sleep, to_thread

Preparation = Callable[[], object]
OBJETS_LIBRES = 25_000  # seen at each collection: about 10 ms
OBJETS_FIGES = 250_000  # as many again as the programme itself
PAUSE = 5.0  # seconds
TOUR_DE_PROCESSEUR = 0.0005  # seconds
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

    Once all pages had been used, the collection after each run took 45 ms: more than the run. A
    thorough look frees what died frozen, such as the cycles of closed sessions; it takes longer, so
    it waits until much has been frozen.
    """

    def __init__(self, libres: int = OBJETS_LIBRES, figes: int = OBJETS_FIGES) -> None:
        self._libres = libres
        self._figes = figes
        self._plafond = gc.get_freeze_count() + figes

    def entretenir(self) -> None:
        """Freeze what lives, if many objects are in sight of the collector."""
        if len(gc.get_objects()) < self._libres:
            return
        a_fond = gc.get_freeze_count() > self._plafond
        if a_fond:
            gc.unfreeze()
        figer_memoire()
        if a_fond:
            self._plafond = gc.get_freeze_count() + self._figes

    async def veiller(self, pause: float = PAUSE) -> None:
        """Look after the memory until cancelled, every so many seconds."""
        while True:
            await sleep(pause)
            self.entretenir()


def partager_le_processeur() -> None:
    """Have threads hand over to each other ten times as often as Python does by default.

    A page that waits for its turn behind a long computation loses this much each time: with the
    default of 5 ms, a page took five times as long while the workbook of all municipalities was
    being written; with this, 1.4 times.
    """
    sys.setswitchinterval(TOUR_DE_PROCESSEUR)


def duree_de_vie(preparations: Sequence[Preparation]) -> DureeDeVie:
    """Lifespan that runs the preparations in order, then looks after the memory."""

    def preparer() -> None:
        for preparation in preparations:
            preparation()
        figer_memoire()
        partager_le_processeur()

    @asynccontextmanager
    async def vie(_app: object) -> AsyncIterator[None]:
        await to_thread.run_sync(preparer)
        async with create_task_group() as taches:
            taches.start_soon(Gel().veiller)
            yield
            taches.cancel_scope.cancel()

    return vie
