"""Blocks about what rests on a source, for the pages of the sources and of the letters."""

from __future__ import annotations

from markupsafe import Markup, escape

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
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place


@par_vue
def ce_qui_repose(vue: Vue, source: str) -> Markup:
    """List, table by table, the rows shown that rest on a source: HTML under folds.

    Rows of the reference tables (communes, populations…) are counted, not listed.
    """
    tables = appuis(vue)
    siennes = tables[tables["source"] == source].sort_values(
        ["principales", "autres"], ascending=False
    )
    return joindre(_une_table(vue, source, t) for t in rangees(siennes, AppuisDUneTable))


def _une_table(vue: Vue, source: str, table: AppuisDUneTable) -> Markup:
    comptes = []
    if table["principales"]:
        comptes.append(compte(table["principales"], "ligne"))
    if table["autres"]:
        comptes.append(f"{compte(table['autres'], 'ligne')} en appui")
    titre = html("<strong>{}</strong>\u00a0: {}", table["titre"], ", ".join(comptes))
    if vue.donnees.descripteur.tables[table["table"]].de_reference:
        return html('<p class="tp-appui">{}</p>', titre)
    lignes = lignes_appuyees(vue, source, table["table"])
    return html(
        '<details class="tp-appui"><summary>{}</summary>{}</details>',
        titre,
        fragments.liste(_ligne(vue, ligne) for ligne in lignes),
    )


def _ligne(vue: Vue, ligne: LigneAppuyee) -> Markup:
    nom = (
        blocs.nom_lie(vue, ligne.nature, ligne.identifiant, ligne.libelle)
        if ligne.nature
        else escape(ligne.libelle)
    )
    appui = "" if ligne.principale else " (en appui)"
    reprise = place(vue, *ligne.rangee, ligne.libelle)
    return html("{}{}{}{}", nom, appui, fragments.badge_si_faible(ligne.statut), reprise)
