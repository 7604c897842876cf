"""Groups side by side: themes, and what two groups share."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from fabrique_dash.chiffres.calculs.groupes import territoires_du_groupe
from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.formes import Themes
from fabrique_dash.donnees.formes_de_la_vue import Groupe
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


@par_vue
def matrice_des_themes(vue: Vue, groupes: tuple[str, ...]) -> pd.DataFrame:
    """Cross groups and themes.

    Args:
        vue: the point of view.
        groupes: ids of the groups to keep.

    Returns:
        One row per group: groupe (name), then one text column per theme (its label), which holds
        the group's concerns joined by « ; », empty when it has none.
    """
    themes = vue.donnees.table("themes").sort_values("ordre")
    lignes = []
    for g in rangees(vue.groupes[vue.groupes["id"].isin(groupes)], Groupe):
        siennes = vue.preoccupations[vue.preoccupations["groupe_id"] == g["id"]]
        ligne = {"groupe": g["nom"]}
        for theme in rangees(themes, Themes):
            libelles = siennes[siennes["theme_id"] == theme["id"]]["libelle"]
            ligne[str(theme["libelle"])] = "\u202f; ".join(libelles)
        lignes.append(ligne)
    return pd.DataFrame(lignes, columns=["groupe", *themes["libelle"]])


@par_vue
def points_communs(vue: Vue, groupes: tuple[str, ...]) -> pd.DataFrame:
    """Tell what each pair of groups shares.

    Returns:
        groupe, autre_groupe (names), themes (in common, in words), territoires (that may belong
        to either, in words).
    """
    noms = vue.groupes.set_index("id")["nom"]
    choisis = [g for g in vue.groupes["id"] if g in groupes]
    themes = {g: _themes(vue, g) for g in choisis}
    possibles = {g: list(territoires_du_groupe(vue, g)["libelle"]) for g in choisis}
    lignes = [
        {
            "groupe": noms[un],
            "autre_groupe": noms[autre],
            "themes": enumeration([t for t in themes[un] if t in themes[autre]]),
            "territoires": enumeration([t for t in possibles[un] if t in possibles[autre]]),
        }
        for un, autre in combinations(choisis, 2)
    ]
    return pd.DataFrame(lignes, columns=["groupe", "autre_groupe", "themes", "territoires"])


def _themes(vue: Vue, groupe: str) -> list[str]:
    siennes = vue.preoccupations[vue.preoccupations["groupe_id"] == groupe]
    return list(dict.fromkeys(siennes["theme"]))
