"""Start-up work: prepare everything once so that the first visitor waits for nothing."""

import gc
import importlib
import pkgutil
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import to_thread

Preparation = Callable[[], object]
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


def partager_le_processeur() -> None:
    """Have threads hand over to each other ten times as often as Python does by default.

    A page that waits for its turn behind a long computation loses this much each time: with the
    default of 5 ms, a page took five times as long while the workbook of all municipalities was
    being written; with this, 1.4 times.
    """
    sys.setswitchinterval(TOUR_DE_PROCESSEUR)


def duree_de_vie(preparations: Sequence[Preparation]) -> DureeDeVie:
    """Lifespan that runs the preparations in order, then sets up memory and threads."""

    def preparer() -> None:
        for preparation in preparations:
            preparation()
        figer_memoire()
        partager_le_processeur()

    @asynccontextmanager
    async def vie(_app: object) -> AsyncIterator[None]:
        await to_thread.run_sync(preparer)
        yield

    return vie
