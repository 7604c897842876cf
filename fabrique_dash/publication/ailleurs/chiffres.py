"""Figures as a table that leaves with all their metadata."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.publication.site.references import mentions, references_datees


def table_des_chiffres(donnees: Donnees, valeurs: Sequence[Chiffre]) -> pd.DataFrame:
    """Gather figures, one a row.

    Returns:
        The columns of `Chiffre.ligne_csv`, plus `phrase` and `citation`, ready to paste.
    """
    connues, dites = references_datees(donnees), mentions(donnees)
    return pd.DataFrame(
        [
            c.ligne_csv()
            | {
                "phrase": c.phrase(),
                "citation": c.citation(connues, dites.mise_a_jour, dites.licence),
            }
            for c in valeurs
        ]
    )


def identifiants(vue: Vue, groupe: str = "") -> list[str]:
    """List the ids of the figures: « territoires_annonces », « population.nord ».

    Args:
        vue: the point of view.
        groupe: keeps this group's figures only, unless empty.
    """
    return [e.id for e in catalogue(vue).values() if not groupe or e.groupe == groupe]


def chiffre_de(vue: Vue, identifiant: str) -> Chiffre:
    """Return a figure by its id.

    Raises:
        Introuvable: no figure has this id.
    """
    if identifiant not in identifiants(vue):
        raise Introuvable(
            f"Aucun chiffre ne s’appelle «\u00a0{identifiant[:60]}\u00a0».", identifiants(vue)
        )
    return catalogue(vue)[identifiant].calculer(vue)


def chiffre_en_json(vue: Vue, identifiant: str) -> dict[str, object]:
    """Return a figure with all that makes it quotable, as JSON values.

    Raises:
        Introuvable: no figure has this id.
    """
    chiffre, dites = chiffre_de(vue, identifiant), mentions(vue.donnees)
    connues = references_datees(vue.donnees)
    return {
        **chiffre.ligne_csv(),
        "id": identifiant,
        "affiche": chiffre.valeur_et_unite(),
        "phrase": chiffre.phrase(),
        "citation": chiffre.citation(connues, dites.mise_a_jour, dites.licence),
        "sources": [{"id": s, "reference": connues.get(s, s)} for s in chiffre.sources],
        "cohorte": vue.cohorte,
        "licence": dites.licence,
        "version_des_donnees": dites.version,
    }
