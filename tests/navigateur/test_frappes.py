"""Messages that come faster than the server draws: each of them is answered, in their order.

A session without a browser sends what an editor's would, without the time that a hand takes.
"""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from outils.serveur_local import Serveur
from outils.session_brute import executer

PERIODE = "debut=2021-10-15&fin=2021-11-14&date=2021-11-14"
FRAPPES = {"edito": "Premier texte", "en-theorie": "Deuxième", "en-pratique": "Troisième"}
_SALVES = 5


class Editeur:
    """An editor's session on the letter's workshop: what was drawn, and what was typed."""

    def __init__(self, prise: ClientConnection) -> None:
        self._prise = prise
        self._champs: dict[str, str] = {}  # the ids of the fields, by rubrique
        self._tapes: dict[str, str] = {}

    async def envoyer(self) -> None:
        """Ask for a run, with all that was typed so far."""
        demande = BackMsg()
        demande.rerun_script.page_name = "lettre"
        demande.rerun_script.query_string = PERIODE
        for rubrique, texte in self._tapes.items():
            etat = demande.rerun_script.widget_states.widgets.add()
            etat.id, etat.string_value = self._champs[rubrique], texte
        await self._prise.send(demande.SerializeToString())

    async def taper(self, rubrique: str, texte: str) -> None:
        """Leave a field with a text in it."""
        self._tapes[rubrique] = texte
        await self.envoyer()

    async def attendre(self) -> str:
        """Wait until a run goes to its end, and return the letter that it shows."""
        apercu = ""
        async for brut in self._prise:
            if isinstance(brut, str):
                continue
            message = ForwardMsg.FromString(brut)
            element = message.delta.new_element
            rubrique = element.text_area.id.rpartition("-lettre-")[2]
            if rubrique:
                self._champs[rubrique] = element.text_area.id
            apercu = element.iframe.srcdoc or apercu
            fini = message.WhichOneof("type") == "script_finished"
            if fini and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return apercu
        raise ConnectionError("la session s’est fermée")


async def _ecrire_d_une_traite(url: str) -> str:
    adresse = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(adresse, subprotocols=[Subprotocol("streamlit")], max_size=None) as prise:
        editeur = Editeur(prise)
        await editeur.envoyer()
        await editeur.attendre()
        for rubrique, texte in FRAPPES.items():
            await editeur.taper(rubrique, texte)
        return await editeur.attendre()


def test_fields_left_one_after_the_other_are_all_kept(serveur: Serveur) -> None:
    for _ in range(_SALVES):
        apercu = executer(_ecrire_d_une_traite(serveur.url), delai=60)
        assert [texte for texte in FRAPPES.values() if texte not in apercu] == []
