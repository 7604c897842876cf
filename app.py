"""ASGI entry point: `streamlit run app.py` or `uvicorn app:app`, from this folder."""

from pathlib import Path

import streamlit as st
from streamlit.config import set_option
from streamlit.runtime import get_instance

from fabrique_dash.donnees.depot import depot
from fabrique_dash.interface.affluence import AFFLUENCE
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.publication.prechauffage import prechauffer
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from fabrique_dash.serveur.adresses.metriques import Mesures
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.toutes import adresses_stables
from fabrique_dash.serveur.chauffe import A_PART, duree_de_vie, importer_paquet
from fabrique_dash.serveur.chemins import base_demandee
from fabrique_dash.serveur.couches import couches
from fabrique_dash.serveur.facade.actifs import magasin
from fabrique_dash.serveur.facade.redirections import redirections
from fabrique_dash.serveur.traces import regler_les_traces

INTERFACE = Path(__file__).resolve().parent / "fabrique_dash" / "interface"
BASE = base_demandee(st.get_option("server.baseUrlPath"))
set_option("server.baseUrlPath", BASE)
regler_les_traces()
SERVICE = Service(BASE)
MESURES = Mesures(
    passages=lambda: AFFLUENCE.donnes,
    parties=lambda: AFFLUENCE.seuls,
    pages_en_attente=lambda: AFFLUENCE.en_attente,
)
MAGASIN = magasin(Path(st.__file__).parent / "static" / "static", INTERFACE)
PREPARATIONS = [
    brancher_le_journal,
    MAGASIN.charger,
    importer_paquet("fabrique_dash", sauf=A_PART),
    lambda: depot().eprouver_avec(prechauffer),
    regler_les_traces,
]

app = st.App(
    INTERFACE / "cadre" / "entree.py",
    middleware=couches(SERVICE, MAGASIN, MESURES.compteurs, get_instance),
    # Streamlit serves its default page at the root only.
    routes=[
        *redirections({"/accueil": "/", "/donnees/": "/donnees"}, base=BASE),
        *adresses_stables(SERVICE, imagerie=IMAGERIE, mesures=MESURES),
    ],
    on_script_error=MESURES.compteurs.page_en_panne,
    lifespan=duree_de_vie(PREPARATIONS),
)
