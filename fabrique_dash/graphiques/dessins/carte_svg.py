"""The small maps of the pages: the territories, the Villes pairs participants."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.carte import (
    ParticipantPlace,
    TerritoirePlace,
    participants_des_saisons,
    territoires_sur_carte,
)
from fabrique_dash.chiffres.tables.hors_carte import hors_carte_en_mots, sur_la_carte
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.france_svg import Repere, carte_de_france

_RANG_INCONNU = 4


def resume(vue: Vue) -> str:
    """Say in one sentence what the map shows, for those who don't see it."""
    lieux = territoires_sur_carte(vue)
    places = sur_la_carte(lieux)
    noms = "\u202f; ".join(
        f"{t['libelle']} ({t['groupe']})" for t in rangees(places, TerritoirePlace)
    )
    dit = compte(len(places), "territoire situé", "territoires situés")
    suite = f" — {noms}" if noms else ""
    return f"Carte de France\u00a0: {dit}{suite}. {hors_carte_en_mots(lieux)}".strip()


def reperes_des_territoires(lignes: pd.DataFrame, avec_groupe: bool = False) -> list[Repere]:
    """Make the marks of territories; one between groups is hollow, in its first one's shape.

    Args:
        lignes: rows of `chiffres.carte.territoires_sur_carte`; those without a place are left out.
        avec_groupe: whether the group is written under the name.
    """
    return [
        Repere(
            t["lon"],
            t["lat"],
            t["rangs"][0] if t["rangs"] else _RANG_INCONNU,
            t["libelle"],
            t["certain"],
            t["groupe"] if avec_groupe else "",
        )
        for t in rangees(sur_la_carte(lignes), TerritoirePlace)
    ]


def reperes_des_participants(lignes: pd.DataFrame) -> list[Repere]:
    """Make the marks of participants, in the shape of their season; hollow where deduced.

    Args:
        lignes: rows of `chiffres.carte.participants_sur_carte`; those without a place are left out.
    """
    return [
        Repere(
            p["lon"],
            p["lat"],
            p["saison"] - 1,
            p["nom"],
            certain=p["statut_lieu"] == Statut.DOCUMENTE,
        )
        for p in rangees(lignes.dropna(subset=["lat"]), ParticipantPlace)
    ]


@par_vue
def petite_carte(vue: Vue) -> Markup:
    """Draw the territories on the outline of France.

    Returns:
        An SVG fragment whose colours follow the page's theme.
    """
    reperes = reperes_des_territoires(territoires_sur_carte(vue))
    return carte_de_france(vue.donnees, reperes, resume(vue))


@par_vue
def carte_des_participants(vue: Vue, saisons: tuple[str, ...]) -> Markup:
    """Draw the Villes pairs participants whose commune is known, in the shape of their season.

    Args:
        vue: the point of view.
        saisons: ids of the seasons to draw.

    Returns:
        An SVG fragment whose colours follow the page's theme.
    """
    lignes = participants_des_saisons(vue, saisons)
    return carte_de_france(
        vue.donnees, reperes_des_participants(lignes), resume_des_participants(lignes)
    )


def resume_des_participants(lignes: pd.DataFrame) -> str:
    """Say in one sentence what the map of participants shows, for those who don't see it.

    Args:
        lignes: rows of `chiffres.carte.participants_sur_carte`.
    """
    places = lignes.dropna(subset=["lat"])
    noms = "\u202f; ".join(
        f"{p['nom']} (saison {p['saison']})" for p in rangees(places, ParticipantPlace)
    )
    dit = compte(len(places), "participant situé", "participants situés")
    return f"Carte de France\u00a0: {dit}{f' — {noms}' if noms else ''}."
