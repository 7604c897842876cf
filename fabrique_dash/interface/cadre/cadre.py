"""The frame of every page: point of view, active filters, downloads, link, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.briques.liens import adresse_de_la_vue
from fabrique_dash.interface.briques.telechargements import Fichier, Table, boutons
from fabrique_dash.interface.briques.volets import Volet, volets
from fabrique_dash.interface.cadre.entete import demande_courante
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux.phrase import phrase, refus
from fabrique_dash.publication.morceaux.resultats import RESULTATS
from fabrique_dash.publication.morceaux.signaler import au_pied
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PageDuSite, page
from fabrique_dash.publication.site.references import mentions


@dataclass(frozen=True)
class Cadre:
    """An open page: what it shows, and from which point of view."""

    page: PageDuSite
    demande: Demande

    @property
    def vue(self) -> Vue:
        """The point of view."""
        return self.demande.vue


def ouvrir(cle: str) -> Cadre:
    """Open a page on what its address asks for, read at its top.

    Args:
        cle: the page's key.
    """
    return Cadre(page(cle), demande_courante())


def dire_les_filtres(cadre: Cadre, resultat: str = "") -> None:
    """Say in one sentence what is shown: how much, which filters, which date.

    Args:
        cadre: the open page.
        resultat: what is shown and how many, in words; what the address alone tells when empty.
    """
    demande = cadre.demande
    dit = resultat or RESULTATS[cadre.page.cle](demande)
    if refuses := refus(demande.refus):
        poser(refuses)
    poser(phrase(demande, dit) + _pour_le_papier(cadre.vue.donnees))


def _pour_le_papier(donnees: Donnees) -> Markup:
    """Say where the data comes from; the style sheet shows it on paper only."""
    return html(
        '<p class="tp-papier">{}. Sous chaque bloc, les sources sont nommées en bref\u202f; la '
        "page Sources donne leurs références complètes.</p>",
        mentions(donnees).origine,
    )


def fermer(cadre: Cadre, fichiers: Sequence[Fichier | Table]) -> None:
    """Close a page: downloads of what it shows, link to this very view, footer.

    The address is spelt again when it is an older link, with labels in it.

    Args:
        cadre: the open page.
        fichiers: what can be downloaded; a table says its date and its filters in each row.
    """
    offerts: list[Fichier] = []
    for fichier in fichiers:
        if isinstance(fichier, Table):
            offerts += fichier.fichiers(cadre.vue, cadre.demande.phrases)
        else:
            offerts.append(fichier)
    adresse = adresse_de_la_vue(cadre.demande)
    telecharger = Volet("Télécharger", "download", lambda: boutons(offerts))
    lien = Volet("Lien vers cette vue", "link", lambda: _code(adresse))
    volets(*([telecharger] if offerts else []), lien)
    _pied(cadre.demande)
    for cle, dit in cadre.demande.reecrits.items():
        if dit is None:
            st.query_params.pop(cle, None)
        else:
            st.query_params[cle] = dit


def _code(adresse: str) -> None:
    poser(a_copier(adresse, "Lien vers cette vue"))


def _pied(demande: Demande) -> None:
    dit = mentions(demande.vue.donnees)
    poser(
        html(
            '<footer class="tp-pied"><p>{origine}. {producteur}.</p>{signaler}</footer>',
            origine=dit.origine,
            producteur=dit.producteur,
            signaler=au_pied(demande),
        )
    )
