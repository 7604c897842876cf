"""Figures of the programme's memory: référentiel, Villes pairs, chantiers, newsletters."""

from __future__ import annotations

from fabrique_dash.chiffres.chiffre import Chiffre
from fabrique_dash.chiffres.programme import compte_de
from fabrique_dash.chiffres.registre import du_programme
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
