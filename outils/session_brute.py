"""A Streamlit session without a browser: one websocket, one script run, counted."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

Resultat = TypeVar("Resultat")


@dataclass(frozen=True)
class PageApp:
    """One page of the navigation, as the server announces it."""

    titre: str
    chemin: str
    cachee: bool


@dataclass(frozen=True)
class Parcours:
    """What one script run sent back."""

    octets: int
    messages: int
    reussi: bool
    pages: tuple[PageApp, ...]


def _pages(message: ForwardMsg) -> tuple[PageApp, ...]:
    return tuple(
        PageApp(
            titre=page.page_name,
            chemin="" if page.is_default else page.url_pathname,
            cachee=page.is_hidden,
        )
        for page in message.navigation.app_pages
        if not page.external_url
    )


async def parcourir(
    url: str, chemin: str = "", pendant: Callable[[str], object] | None = None
) -> Parcours:
    """Open a session on a page, run its script to the end, and close.

    Args:
        url: address of the server.
        chemin: path of the page.
        pendant: what to do at the end while the session is open, given what names it.
    """
    adresse = url.replace("http", "ws", 1) + "/_stcore/stream"
    demande = BackMsg()
    demande.rerun_script.page_name = chemin
    octets = messages = 0
    session = ""
    pages: tuple[PageApp, ...] = ()
    async with connect(
        adresse, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
    ) as prise:
        await prise.send(demande.SerializeToString())
        async for brut in prise:
            if isinstance(brut, str):
                continue
            octets += len(brut)
            messages += 1
            message = ForwardMsg.FromString(brut)
            pages = _pages(message) or pages
            session = message.new_session.initialize.session_id or session
            if message.WhichOneof("type") == "script_finished":
                if pendant is not None:
                    await asyncio.to_thread(pendant, session)
                reussi = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return Parcours(octets, messages, reussi, pages)
    raise ConnectionError(f"Session fermée avant la fin du script : {adresse}")


def executer(tache: Coroutine[Any, Any, Resultat], delai: float | None = None) -> Resultat:
    """Run a coroutine in its own thread: the caller may already be inside an event loop.

    Args:
        tache: the coroutine.
        delai: seconds that it has; None for all that it takes.
    """
    with ThreadPoolExecutor(max_workers=1) as fil:
        return fil.submit(asyncio.run, asyncio.wait_for(tache, delai)).result()


def parcourir_ensemble(url: str, chemin: str, nombre: int) -> list[Parcours]:
    """Open several sessions at once and wait for all of them."""

    async def tous() -> list[Parcours]:
        return await asyncio.gather(*(parcourir(url, chemin) for _ in range(nombre)))

    return executer(tous())


def parcourir_et(url: str, chemin: str, pendant: Callable[[str], object]) -> Parcours:
    """Open a session on a page, and do something while it is open, given what names it."""
    return executer(parcourir(url, chemin, pendant))


def pages_de(url: str) -> tuple[PageApp, ...]:
    """Pages that the running application announces, in its own order."""
    return executer(parcourir(url)).pages
