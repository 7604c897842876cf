"""Readers without a browser: a session each, that goes from view to view, and comes back if cut."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench.grandeur.releves import Passage, Retour, Sessions, Signature, meme_vue

TEMOIN = "tp_serveur"
_PREMIER_ESSAI, _DERNIER_ESSAI = 0.5, 8.0  # seconds: as a browser of Streamlit tries again
_COUPURES = (WebSocketException, OSError, EOFError, TimeoutError)
_PATIENCE = 30.0  # seconds for a run


@dataclass(frozen=True)
class Vue:
    """What an address holds: a page, and its parameters."""

    page: str
    requete: str = ""


VUES = (
    Vue("parcours", "date=2021-11-30"),
    Vue("territoires", "date=2022-12-31&territoire=arras"),
    Vue("carte", "date=2022-06-01"),
    Vue("preoccupations", "date=2021-11-30&groupe=nord"),
    Vue("frise"),
    Vue("chiffres", "date=2021-11-30"),
)


@dataclass
class Public:
    """All the readers of a trial.

    Attributes:
        url: where they go.
        sessions: what befalls them; a phase puts its own here.
        pause: seconds between two views, on average.
    """

    url: str
    sessions: Sessions = field(default_factory=Sessions)
    pause: float = 4.0
    signature: Signature = field(default_factory=Signature)

    @property
    def prise(self) -> str:
        """The address of their connection."""
        return self.url.replace("http", "ws", 1) + "/_stcore/stream"


@dataclass
class Lecteur:
    """One reader; what is remembered is what a browser has: its address, its cookie, its page."""

    public: Public
    numero: int
    hasard: random.Random
    vue: Vue = VUES[0]
    ouverte: bool = False
    temoin: str = ""
    _montre: Sequence[str] = ()
    _coupee_a: float | None = None

    async def vivre(self) -> None:
        """Read until cancelled."""
        self.vue = self.hasard.choice(VUES)
        attente = _PREMIER_ESSAI
        while True:
            try:
                async with self._connexion() as prise:
                    await self._revenir(prise)
                    attente = _PREMIER_ESSAI
                    await self._lire(prise)
            except _COUPURES:
                if self.ouverte:
                    self.ouverte, self._coupee_a = False, time.monotonic()
            await asyncio.sleep(attente)
            attente = min(attente * 2, _DERNIER_ESSAI)

    async def passer_une_fois(self) -> None:
        """Show the view, and leave."""
        async with self._connexion() as prise:
            await self._passer(prise)

    @property
    def perdue(self) -> bool:
        """Whether it was cut, and is not back."""
        return self._coupee_a is not None

    def _connexion(self) -> connect:
        entetes = {"X-Forwarded-For": f"10.0.{self.numero // 250}.{self.numero % 250 + 1}"}
        if self.temoin:
            entetes["Cookie"] = f"{TEMOIN}={self.temoin}"
        return connect(
            self.public.prise,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=entetes,
            max_size=None,
            compression=None,
            open_timeout=10,
            proxy=None,
        )

    async def _revenir(self, prise: ClientConnection) -> None:
        """Ask for the view of the address, in a session that knows nothing of the one before."""
        self._retenir(prise)
        avant, self._montre = self._montre, await self._passer(prise)
        self.ouverte = True
        if self._coupee_a is not None:
            duree = time.monotonic() - self._coupee_a
            self.public.sessions.retours.append(Retour(duree, meme_vue(avant, self._montre)))
            self._coupee_a = None

    def _retenir(self, prise: ClientConnection) -> None:
        pose = prise.response.headers.get("Set-Cookie", "") if prise.response else ""
        if pose.startswith(f"{TEMOIN}="):
            self.temoin = pose.partition("=")[2].partition(";")[0]

    async def _lire(self, prise: ClientConnection) -> None:
        while True:
            pause = self.hasard.uniform(0.5, 1.5) * self.public.pause
            try:
                # Nothing is sent between two runs: what comes is the end of the connection.
                await asyncio.wait_for(prise.recv(), pause)
            except TimeoutError:
                autre = self.hasard.choice(VUES)
                vues = self.vue, self._montre
                self.vue = autre
                try:
                    self._montre = await self._passer(prise)
                except _COUPURES:
                    # The view asked for was never shown: there is nothing to compare it with.
                    self.vue, self._montre = vues
                    raise

    async def _passer(self, prise: ClientConnection) -> list[str]:
        """Run the page of the view; return what it shows."""
        demande = BackMsg()
        demande.rerun_script.page_name = self.vue.page
        demande.rerun_script.query_string = self.vue.requete
        debut = time.monotonic()
        await prise.send(demande.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            montre, octets, reussi = await self._recevoir(prise)
        self.public.sessions.passages.append(Passage(time.monotonic() - debut, octets))
        self.public.sessions.fautes += not reussi
        return montre

    async def _recevoir(self, prise: ClientConnection) -> tuple[list[str], int, bool]:
        montre: dict[tuple[int, ...], str] = {}  # what stands last at each place
        octets = 0
        while True:
            brut = await prise.recv(decode=False)
            octets += len(brut)
            message = ForwardMsg.FromString(brut)
            sorte = message.WhichOneof("type")
            if sorte == "delta":
                dit = text_format.MessageToString(message.delta, as_utf8=True)
                texte = self.public.signature.d_un_texte(message.hash, dit)
                montre[tuple(message.metadata.delta_path)] = texte
            elif sorte == "ref_hash":
                texte = self.public.signature.d_une_reference(message.ref_hash)
                montre[tuple(message.metadata.delta_path)] = texte
            elif sorte == "script_finished":
                reussi = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return list(montre.values()), octets, reussi
