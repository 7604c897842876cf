"""What people said, reworded: the ideas of each, under the question that they answered."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import (
    guillemets,
    majuscule,
)
from fabrique_dash.donnees.formes import Paroles
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import liste_longue
from fabrique_dash.publication.morceaux.reprises import place


def paroles_par_personne(vue: Vue, source: str) -> Markup:
    """List the people to whom a source gives the floor, each with the ideas that it reports."""
    lignes = lignes_visibles(vue, "paroles")
    dites = rangees(lignes[lignes["source_id"] == source], Paroles)
    personnes = dict.fromkeys((p["acteur_id"], p["fonction"]) for p in dites)
    return fragments.liste(
        html(
            "{nom}, {fonction}{idees}",
            nom=blocs.nom_lie(vue, "acteur", acteur),
            fonction=fonction,
            idees=idees(
                vue, [p for p in dites if (p["acteur_id"], p["fonction"]) == (acteur, fonction)]
            ),
        )
        for acteur, fonction in personnes
    )


def idees(vue: Vue, dites: list[Paroles]) -> Markup:
    """List ideas under the questions that they answer, in the words of the source if it has any."""
    par_question: dict[str, list[Paroles]] = {}
    for p in dites:
        par_question.setdefault(_titre(p), []).append(p)
    return joindre(
        html(
            "{titre}{liste}",
            titre=html('<p class="tp-note">{}</p>', titre) if titre else "",
            liste=liste_longue(
                [html("{}{}", p["idee"], fragments.badge_si_faible(p["statut"])) for p in siennes],
                [place(vue, "paroles", p["id"], p["idee"]) for p in siennes],
            ),
        )
        for titre, siennes in par_question.items()
    )


def _titre(p: Paroles) -> str:
    if p["question_exacte"]:
        return guillemets(p["question_exacte"])
    return majuscule(p["question"])
