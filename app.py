"""ASGI entry point: `streamlit run app.py` or `uvicorn app:app`, from this folder."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance

from fabrique_dash.donnees.depot import depot
from fabrique_dash.graphiques.dessins.carte_folium import HOTE_IGN, fond_ign_permis
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.publication.prechauffage import prechauffer
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from fabrique_dash.serveur.adresses.service import ReponsesPretes, Service
from fabrique_dash.serveur.adresses.toutes import adresses_stables
from fabrique_dash.serveur.chauffe import A_PART, duree_de_vie, importer_paquet
from fabrique_dash.serveur.facade.compression import ActifsCompresses, Assemblage, Magasin, Source
from fabrique_dash.serveur.facade.entetes import EntetesSecurite
from fabrique_dash.serveur.facade.envois import Envois
from fabrique_dash.serveur.facade.identite import HABILLAGE
from fabrique_dash.serveur.facade.page_html import PageHtml
from fabrique_dash.serveur.facade.redirections import redirections
from fabrique_dash.serveur.facade.traductions import traduire
from fabrique_dash.serveur.identites.entetes import PairDirect

INTERFACE = Path(__file__).resolve().parent / "fabrique_dash" / "interface"
FRONTAL = Path(st.__file__).parent / "static" / "static"
BASE = st.get_option("server.baseUrlPath")
SERVICE = Service(BASE)
MAGASIN = Magasin(
    [
        Source("/static/", FRONTAL, "public, immutable, max-age=31536000", transformation=traduire),
        Source("/app/static/", INTERFACE / "static", "public, max-age=600", brut=True),
    ],
    [Assemblage("/app/static/style.css", INTERFACE / "styles", "*.css", "public, max-age=600")],
)
PREPARATIONS = [
    brancher_le_journal,
    MAGASIN.charger,
    importer_paquet("fabrique_dash", sauf=A_PART),
    lambda: depot().eprouver_avec(prechauffer),
]

app = st.App(
    INTERFACE / "cadre" / "entree.py",
    middleware=[
        Middleware(PairDirect),
        Middleware(EntetesSecurite, base=BASE, images=[HOTE_IGN] if fond_ign_permis() else []),
        Middleware(Envois, gardien=get_instance, base=BASE),
        Middleware(ActifsCompresses, magasin=MAGASIN, base=BASE),
        Middleware(ReponsesPretes, service=SERVICE),
        Middleware(PageHtml, habillage=HABILLAGE, base=BASE),
    ],
    # Streamlit serves its default page at the root only.
    routes=[
        *redirections({"/accueil": "/", "/donnees/": "/donnees"}, base=BASE),
        *adresses_stables(SERVICE, imagerie=IMAGERIE),
    ],
    lifespan=duree_de_vie(PREPARATIONS),
)
