"""What several pages show of a view, as HTML: its events, its sources, what to look at first."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.suivi.attention import Point
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.chiffres.tables.personnes import intervenants
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import agenda, fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.references import renvois


@par_vue
def liste_d_evenements(vue: Vue, identifiants: tuple[str, ...]) -> Markup:
    """List events in order of date."""
    lignes, liens = _a_lister(vue, identifiants)
    return agenda.liste_d_evenements(lignes, renvois(vue), liens)


@par_vue
def mois_par_mois(vue: Vue, identifiants: tuple[str, ...]) -> Markup:
    """List events under the names of their months."""
    lignes, liens = _a_lister(vue, identifiants)
    return agenda.mois_par_mois(lignes, renvois(vue), liens, vue.jour.year)


def _a_lister(vue: Vue, identifiants: tuple[str, ...]) -> tuple[pd.DataFrame, agenda.Liens]:
    lignes = evenements_dates(vue)
    places = {i: adresse(vue, "evenement", i) for i in identifiants}
    siens = lignes[lignes["id"].isin(identifiants)]
    reprises = {
        e["id"]: place(vue, "evenements", e["id"], f"{e['titre']}, {e['date']}")
        for e in rangees(siens, EvenementDate)
    }
    return siens, agenda.Liens(places, _orateurs_lies(vue), reprises)


@par_vue
def _orateurs_lies(vue: Vue) -> MappingProxyType[str, Markup]:
    """Speakers of each event, each linked to its page, by event id."""
    return MappingProxyType(
        {
            evenement: fragments.enumerer(
                [fragments.lien(adresse(vue, "acteur", ident), nom) for ident, nom in siens]
            )
            for evenement, siens in intervenants(vue).items()
        }
    )


def source_en_html(vue: Vue, *tables: pd.DataFrame) -> Markup:
    """Make the source line of rows, to be put in a block of HTML."""
    statuts = [
        s for t in tables for c in t.columns if c.startswith("statut") for s in t[c].unique()
    ]
    etat_au = f"état au {jour_long(vue.jour)}"
    return fragments.ligne_de_source(sources_de(*tables), statuts, renvois(vue), etat_au)


def points_a_regarder(vue: Vue, points: Sequence[Point]) -> Markup:
    """List what to look at first, each with a link to where it is seen."""
    return joindre(
        html(
            '<div class="tp-point-attention"><p><strong>{}</strong> {}</p><p>{}</p>{}</div>',
            p.titre,
            lien_de_page(vue, p.page, p.lien, dict(p.parametres)),
            p.raison,
            joindre(place(vue, *rangee) for rangee in p.rangees),
        )
        for p in points
    )


def lien_de_page(
    vue: Vue, cle: str, libelle: str, parametres: dict[str, str] | None = None
) -> Markup:
    """Link to another page, which keeps the point of view."""
    place = chemin(cle, {**reglages(vue), **(parametres or {})})
    return fragments.lien(place, f"→\u00a0{libelle}")
