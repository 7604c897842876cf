"""Figures of the programme's memory: référentiel, Villes pairs, chantiers, newsletters."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from fabrique_dash.chiffres.calculs.programme import compte_de
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.chiffres.noyau.objets import la_choisie, lignes_visibles
from fabrique_dash.chiffres.noyau.registre import du_programme
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.vue import Vue


@du_programme(theme="referentiel")
def balises(vue: Vue) -> Chiffre:
    """How many balises the référentiel's summary lists."""
    return compte_de(
        vue,
        "balises",
        "Balises du référentiel",
        "balise",
        "Balises que le sommaire du référentiel Villes pairs énumère, tous enjeux réunis.",
        vue.connus("balises"),
    )


@du_programme(theme="referentiel")
def enjeux(vue: Vue) -> Chiffre:
    """How many enjeux the référentiel has."""
    return compte_de(
        vue,
        "enjeux",
        "Enjeux du référentiel",
        "enjeu",
        "Enjeux du référentiel Villes pairs.",
        vue.connus("enjeux"),
    )


@du_programme(theme="alliance")
def chantiers(vue: Vue) -> Chiffre:
    """How many chantiers of the Alliance were known at the reference date."""
    return compte_de(
        vue,
        "chantiers",
        "Chantiers de l’Alliance",
        "chantier",
        "Chantiers portés par des alliés, connus à la date de référence.",
        vue.connus("chantiers"),
    )


@du_programme(theme="lettres")
def newsletters(vue: Vue) -> Chiffre:
    """How many newsletters of the cohort had certainly appeared by the reference date."""
    lettres = vue.connus("newsletters")
    return compte_de(
        vue,
        "newsletters",
        "Newsletters repérées",
        "newsletter",
        "Numéros de la newsletter repérés et certainement parus à la date de référence.",
        lettres[lettres["cohorte_id"] == vue.cohorte],
    )


@du_programme(theme="sources")
def divergences(vue: Vue) -> Chiffre:
    """How many disagreements between sources can be seen on the reference date."""
    return compte_de(
        vue,
        "divergences",
        "Désaccords entre sources",
        "désaccord",
        "Points sur lesquels les sources ne disent pas la même chose, quand toutes celles qui "
        "sont en cause avaient certainement paru à la date de référence.",
        vue.divergences,
    )


@du_programme(theme="sources")
def manques(vue: Vue) -> Chiffre:
    """How many gaps could be seen at the reference date."""
    lignes = manques_connus(vue)
    chiffre = compte_de(
        vue,
        "manques",
        "Éléments qui manquent",
        "élément",
        "Éléments que l’équipe du tableau de bord a cherchés sans les trouver dans ce qui était "
        "lisible, une fois parue la source qui les fait attendre.",
        lignes,
    )
    # The gaps are not documented, but their count is a fact.
    return replace(chiffre, statut=Statut.DOCUMENTE)


def _saisons(vue: Vue, saison: str) -> pd.DataFrame:
    return la_choisie(lignes_visibles(vue, "saisons"), saison)


def participants_de(vue: Vue, saison: str = "") -> Chiffre:
    """Count the documented participants of a season, or of all those that are over.

    Args:
        vue: the point of view.
        saison: id of a season, or empty for all of them.
    """
    lignes = lignes_visibles(vue, "participants")
    if saison:
        lignes = lignes[lignes["saison_id"] == saison]
    return compte_de(
        vue,
        f"participants_villes_pairs.{saison}" if saison else "participants_villes_pairs",
        "Participants documentés",
        "participant",
        "Villes, collectivités et collectifs que les sources nomment comme participants d’une "
        "saison achevée de l’atelier Villes pairs.",
        lignes,
    )


def annonces_de(vue: Vue, saison: str = "") -> Chiffre:
    """Sum what the sources say of the number of participants of a season, or of all those over.

    Args:
        vue: the point of view.
        saison: id of a season, or empty for all of them.
    """
    lignes = _saisons(vue, saison)
    annonces = lignes["participants_annonces"]
    total = None if annonces.isna().any() else int(annonces.sum())
    modele = compte_de(
        vue,
        f"participants_annonces.{saison}" if saison else "participants_annonces",
        "Participants annoncés",
        "participant",
        "Nombre de participants que les sources donnent pour les saisons achevées de l’atelier "
        "Villes pairs.",
        lignes,
    )
    statut = Statut.NON_DOCUMENTE if total is None else modele.statut
    return replace(modele, minimum=total, maximum=total, statut=statut)


@du_programme(theme="villes-pairs")
def participants_villes_pairs(vue: Vue) -> Chiffre:
    """How many participants of the seasons that are over the sources name."""
    return participants_de(vue)


@du_programme(theme="villes-pairs")
def participants_annonces(vue: Vue) -> Chiffre:
    """How many participants the sources give for the seasons that are over."""
    return annonces_de(vue)
