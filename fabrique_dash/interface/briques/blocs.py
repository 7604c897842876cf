"""Blocks that several pages show: figures, events, pictures, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.mentions import mentions
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.suivi.attention import Point
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import dessiner, poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.de_la_vue import (
    lien_de_page,
    liste_d_evenements,
    mois_par_mois,
    points_a_regarder,
    source_en_html,
)
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import renvois


def chiffres(vue: Vue, valeurs: Sequence[Chiffre]) -> None:
    """Show key figures, and their definitions under a fold."""
    cartes, definitions = _chiffres_en_html(vue, tuple(valeurs))
    poser(cartes)
    with st.expander("Ce que comptent ces chiffres"):
        poser(definitions)


@par_vue
def _chiffres_en_html(vue: Vue, valeurs: tuple[Chiffre, ...]) -> tuple[Markup, Markup]:
    cartes = fragments.cartes_de_chiffres(valeurs, renvois(vue))
    lignes = pd.DataFrame(
        [
            c.ligne_csv()
            | {"affiche": c.valeur_et_unite(), "sources": nommer(vue.donnees, c.sources)}
            for c in valeurs
        ]
    )
    colonnes = {
        "libelle": "Chiffre",
        "affiche": "Valeur",
        "definition": "Définition",
        "perimetre": "Périmètre",
        "statut": "Statut",
        "sources": "Sources",
    }
    return cartes, fragments.tableau(lignes, colonnes, "Définition des chiffres affichés")


def evenements(vue: Vue, identifiants: Sequence[str], *, par_mois: bool = False) -> None:
    """Show events as a list, in order of date; nothing when there is none.

    Args:
        vue: the point of view.
        identifiants: ids of the events.
        par_mois: whether to put them under the names of their months.
    """
    if not identifiants:
        return
    listes = mois_par_mois if par_mois else liste_d_evenements
    poser(listes(vue, tuple(identifiants)))


def source(vue: Vue, *tables: pd.DataFrame) -> None:
    """Show the source line of what has just been drawn, from the rows that it drew, if any."""
    if any(len(table) for table in tables):
        poser(source_en_html(vue, *tables))


def nom_lie(vue: Vue, nature: str, identifiant: str, libelle: str = "") -> Markup:
    """Name a thing as a link to its page; plain text when it may not be shown at that date.

    Args:
        vue: the point of view.
        nature: kind of the thing, a key of `chiffres.objets.NATURES`.
        identifiant: its id.
        libelle: what is read; the thing's own name when empty.
    """
    nom = objets(vue, nature).get(identifiant)
    if nom is None:
        return escape(libelle or identifiant)
    return fragments.lien(adresse(vue, nature, identifiant), libelle or nom)


def source_de_chiffres(vue: Vue, valeurs: Sequence[Chiffre]) -> None:
    """Show the source line of a chart that draws figures."""
    sources = list(dict.fromkeys(s for c in valeurs for s in c.sources))
    etat_au = f"état au {jour_long(vue.jour)}"
    poser(fragments.ligne_de_source(sources, [c.statut for c in valeurs], renvois(vue), etat_au))


def dessin(svg: Markup, *, defile: bool = False) -> None:
    """Show HTML that holds SVG.

    Args:
        svg: the fragment.
        defile: whether it is wide and scrolls inside its own frame on a narrow screen.
    """
    dessiner(
        html('<div class="tp-defile" tabindex="0" role="region" aria-label="Dessin">{}</div>', svg)
        if defile
        else html("<div>{}</div>", svg)
    )


def a_regarder(vue: Vue, points: Sequence[Point]) -> None:
    """Show what to look at first: what and the one action on a line, why on the next."""
    if not points:
        st.markdown("Rien à signaler à cette date.")
        return
    poser(points_a_regarder(vue, points))


def lien(vue: Vue, cle: str, libelle: str, parametres: dict[str, str] | None = None) -> None:
    """Link to another page, which keeps the point of view."""
    poser(html('<p class="tp-suite">{}</p>', lien_de_page(vue, cle, libelle, parametres)))


def mentions_de(
    vue: Vue, nature: str, identifiant: str, *, sauf: frozenset[str] = frozenset()
) -> None:
    """List what mentions a thing elsewhere in the data, each with a link; nothing if nothing does.

    Args:
        vue: the point of view.
        nature: kind of the thing, a key of `chiffres.objets.NATURES`.
        identifiant: its id.
        sauf: kinds that the page already shows.
    """
    trouvees = [m for m in mentions(vue, nature, identifiant) if m.nature not in sauf]
    if not trouvees:
        return
    lignes = joindre(
        html(
            '<li>{} <span class="tp-note">({})</span></li>',
            fragments.lien(adresse(vue, m.nature, m.identifiant), m.libelle),
            m.raison,
        )
        for m in trouvees
    )
    poser(html("<h3>Mentionné dans</h3><ul>{}</ul>", lignes))
