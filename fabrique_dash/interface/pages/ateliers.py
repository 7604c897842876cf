"""The workshops from which the concerns came out, on their page."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import periode
from fabrique_dash.chiffres.tables.preoccupations import (
    ateliers,
    methode_de,
)
from fabrique_dash.donnees.formes import Interventions, Methode
from fabrique_dash.donnees.formes_de_la_vue import Evenement
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse


def methode(vue: Vue) -> None:
    """Tell how the concerns came out: when, with whom, step by step, up to which year."""
    for evenement in ateliers(vue):
        poser(_methode(vue, evenement))
        blocs.source(vue, methode_de(vue, evenement), _interventions(vue, evenement))
    blocs.chiffres(vue, [PROGRAMME[c](vue) for c in ("preoccupations", "annee_horizon")])


def _interventions(vue: Vue, evenement: str) -> pd.DataFrame:
    lignes = lignes_visibles(vue, "interventions")
    return lignes[lignes["evenement_id"] == evenement]


@par_vue
def _methode(vue: Vue, evenement: str) -> Markup:
    e = rangee(vue.evenements, evenement, Evenement)
    lien = fragments.lien(adresse(vue, "evenement", evenement), e["titre"])
    quand = ", ".join(t for t in (periode(e["debut"], e["fin"]), e["lieu"], e["mode"]) if t)
    dits = rangees(_interventions(vue, evenement), Interventions)
    qui = joindre(_intervenant(vue, i) for i in dits)
    pas = joindre(_pas(vue, p) for p in rangees(methode_de(vue, evenement), Methode))
    return (
        html("<p>{} — {}.{}</p>", lien, quand, place(vue, "evenements", evenement, e["titre"]))
        + (html('<ol class="tp-pas">{}</ol>', pas) if pas else "")
        + (html("<h3>Qui y a pris la parole, ou la raconte</h3><ul>{}</ul>", qui) if qui else "")
    )


def _acteur(vue: Vue, acteur: str) -> Markup:
    return fragments.lien(adresse(vue, "acteur", acteur), objets(vue, "acteur").get(acteur, acteur))


def _intervenant(vue: Vue, i: Interventions) -> Markup:
    sujet = html("\u00a0: {}", i["sujet"]) if i["sujet"] else ""
    reprise = place(vue, "interventions", i["id"], i["role"])
    return html("<li>{} ({}){}{}</li>", _acteur(vue, i["acteur_id"]), i["role"], sujet, reprise)


def _pas(vue: Vue, p: Methode) -> Markup:
    selon = html(" ({})", _acteur(vue, p["acteur_id"])) if p["acteur_id"] else ""
    reprise = place(vue, "methode", p["id"], p["titre"])
    return html("<li><strong>{}</strong><br>{}{}{}</li>", p["titre"], p["texte"], selon, reprise)
