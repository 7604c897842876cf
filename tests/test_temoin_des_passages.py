"""The witness of `outils/temoin.js` reads the messages of the Streamlit that is installed."""

from __future__ import annotations

import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from outils.serveur_local import RACINE

CHAMPS_LUS = {
    "DEMANDE": BackMsg.DESCRIPTOR.fields_by_name["rerun_script"].number,
    "DEBUT": ForwardMsg.DESCRIPTOR.fields_by_name["new_session"].number,
    "FIN": ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number,
    "INTERROMPUE": ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN"),
}
_CONSTANTE = re.compile(r"const ([A-Z]+) = (\d+);")


@pytest.mark.parametrize("nom", CHAMPS_LUS)
def test_the_witness_knows_the_numbers_of_the_protocol(nom: str) -> None:
    ecrits = dict(_CONSTANTE.findall((RACINE / "outils" / "temoin.js").read_text("utf-8")))
    assert int(ecrits[nom]) == CHAMPS_LUS[nom]
