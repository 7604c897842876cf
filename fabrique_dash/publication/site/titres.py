"""The title of an address: what it opens, the page, the dashboard."""

from __future__ import annotations

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import abrege
from fabrique_dash.chiffres.recherche.moteur import lisible
from fabrique_dash.publication.site.adresses import PLACES
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import page

SITE = "Territoires Pilotes"
_LONGUEUR = 70  # characters of what is opened


def titre_de_la_page(cle: str) -> str:
    """Title a page on which nothing in particular is open."""
    return f"{page(cle).titre} · {SITE}"


def titre(demande: Demande) -> str:
    """Title what an address asks for: « Vimy · Territoires · Territoires Pilotes »."""
    ouvert = lisible(_ouvert(demande)).strip()
    if not ouvert:
        return titre_de_la_page(demande.page)
    return f"{abrege(ouvert, _LONGUEUR)} · {titre_de_la_page(demande.page)}"


def _ouvert(demande: Demande) -> str:
    """Name what the address opens, as its parameters say; empty when it opens nothing."""
    dits = demande.parametres
    for nature, (cle, parametre) in PLACES.items():
        if cle == demande.page and parametre in dits:
            return objets(demande.vue, nature)[demande[parametre].un]
    if demande.page == "chiffres" and "chiffre" in dits:
        return demande.parametre("chiffre").dire(demande["chiffre"].choix).partition("\u00a0: ")[2]
    return demande["q"].un if "q" in dits else ""
