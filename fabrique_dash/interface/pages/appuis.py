"""Blocks about what rests on a source, for the pages of the sources and of the letters."""

from __future__ import annotations

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.appuis import (
    AppuisDUneTable,
    LigneAppuyee,
    appuis,
    lignes_appuyees,
)
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import blocs, fragments


@par_vue
def ce_qui_repose(vue: Vue, source: str) -> str:
    """List, table by table, the rows shown that rest on a source: HTML under folds.

    Rows of the reference tables (communes, populations…) are counted, not listed.
    """
    tables = appuis(vue)
    siennes = tables[tables["source"] == source].sort_values(
        ["principales", "autres"], ascending=False
    )
    return "".join(_une_table(vue, source, t) for t in rangees(siennes, AppuisDUneTable))


def _une_table(vue: Vue, source: str, table: AppuisDUneTable) -> str:
    comptes = []
    if table["principales"]:
        comptes.append(compte(table["principales"], "ligne"))
    if table["autres"]:
        comptes.append(f"{compte(table['autres'], 'ligne')} en appui")
    titre = f"<strong>{texte_sur(table['titre'])}</strong>\u00a0: {', '.join(comptes)}"
    if vue.donnees.descripteur.tables[table["table"]].de_reference:
        return f'<p class="tp-appui">{titre}</p>'
    lignes = lignes_appuyees(vue, source, table["table"])
    return (
        f'<details class="tp-appui"><summary>{titre}</summary>'
        f"{fragments.liste(_ligne(vue, ligne) for ligne in lignes)}</details>"
    )


def _ligne(vue: Vue, ligne: LigneAppuyee) -> str:
    nom = (
        blocs.nom_lie(vue, ligne.nature, ligne.identifiant, ligne.libelle)
        if ligne.nature
        else texte_sur(ligne.libelle)
    )
    appui = "" if ligne.principale else " (en appui)"
    return f"{nom}{appui}{fragments.badge_si_faible(ligne.statut)}"
