"""The frame of every page: point of view, active filters, downloads, link, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.briques.liens import adresse_de_la_vue
from fabrique_dash.interface.briques.telechargements import Fichier, Table, boutons
from fabrique_dash.interface.briques.volets import Volet, volets
from fabrique_dash.interface.cadre.entete import point_de_vue_choisi, refus_du_point_de_vue
from fabrique_dash.interface.filtres.filtres import Filtre
from fabrique_dash.interface.filtres.refus import dire_les_refus
from fabrique_dash.publication.site.pages import PageDuSite, page
from fabrique_dash.publication.site.references import mentions


@dataclass(frozen=True)
class Cadre:
    """An open page: what it shows, and from which point of view."""

    page: PageDuSite
    vue: Vue


def ouvrir(cle: str) -> Cadre:
    """Open a page from the point of view chosen at its top.

    Stops the script when there is no good data to show.

    Args:
        cle: the page's key.
    """
    donnees = depot().etat().donnees
    if donnees is None:
        st.stop()
    return Cadre(page(cle), point_de_vue_choisi(donnees))


def dire_les_filtres(cadre: Cadre, filtres: Sequence[Filtre], resultat: str) -> None:
    """Say in one sentence what is shown: how much, which filters, which date.

    Args:
        cadre: the open page.
        filtres: the page's filters.
        resultat: what is shown and how many, in words.
    """
    refuses = [*refus_du_point_de_vue(cadre.vue.donnees), *(r for f in filtres for r in f.refus)]
    dire_les_refus(refuses)
    actifs = [f.phrase for f in filtres if f.phrase]
    filtre = "\u202f; ".join(actifs) if actifs else "sans filtre"
    st.html(
        f'<p class="tp-phrase"><strong>{texte_sur(resultat)}</strong> — {texte_sur(filtre)} '
        f"— état au {jour_long(cadre.vue.jour)}.</p>{_pour_le_papier(cadre.vue.donnees)}"
    )


def _pour_le_papier(donnees: Donnees) -> str:
    """Say where the data comes from; the style sheet shows it on paper only."""
    dit = mentions(donnees)
    return (
        f'<p class="tp-papier">{texte_sur(dit.titre)} — données version {texte_sur(dit.version)}, '
        f"mises à jour le {texte_sur(dit.mise_a_jour)}, {texte_sur(dit.licence)}. Sous chaque "
        "bloc, les sources sont citées par leur code\u202f; la page Sources donne leurs références "
        "complètes.</p>"
    )


def fermer(cadre: Cadre, filtres: Sequence[Filtre], fichiers: Sequence[Fichier | Table]) -> None:
    """Close a page: downloads of what it shows, link to this very view, footer.

    Args:
        cadre: the open page.
        filtres: the page's filters, for the link.
        fichiers: what can be downloaded; a table says its date and its filters in each row.
    """
    phrases = [f.phrase for f in filtres if f.phrase]
    offerts: list[Fichier] = []
    for fichier in fichiers:
        if isinstance(fichier, Table):
            offerts += fichier.fichiers(cadre.vue, phrases)
        else:
            offerts.append(fichier)
    adresse = adresse_de_la_vue(cadre.page.cle, cadre.vue, filtres)
    telecharger = Volet("Télécharger", "download", lambda: boutons(offerts))
    lien = Volet("Lien vers cette vue", "link", lambda: _code(adresse))
    volets(*([telecharger] if offerts else []), lien)
    _pied(cadre.vue.donnees)


def _code(adresse: str) -> None:
    st.html(a_copier(adresse, "Lien vers cette vue"))


def _pied(donnees: Donnees) -> None:
    dit = mentions(donnees)
    st.html(
        f'<footer class="tp-pied"><p>{texte_sur(dit.titre)} — données version '
        f"{texte_sur(dit.version)}, mises à jour le {texte_sur(dit.mise_a_jour)}, "
        f"{texte_sur(dit.licence)}. {texte_sur(dit.producteur)}.</p>"
        "<p><strong>Signaler une erreur</strong>\u00a0: notez la page, la ligne et la source, et "
        "transmettez-les à l’équipe du programme à La Fabrique des Transitions "
        '(<a href="https://fabriquedestransitions.net">fabriquedestransitions.net</a>).</p>'
        "</footer>"
    )
