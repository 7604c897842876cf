"""Blocks of the concerns page."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.calculs.groupes import Rattache, nom_du_groupe, territoires_du_groupe
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration
from fabrique_dash.chiffres.tables.preoccupations import (
    NATURES_LIEES,
    LienDeTheme,
    annee_de_l_horizon,
    liens_des_themes,
    liens_du_theme,
    reserves_sur,
)
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Reserves, Themes
from fabrique_dash.donnees.formes_de_la_vue import Preoccupation
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import texte_long
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.demande import Demande

_AU_PLURIEL = {
    "territoire": "Territoires pilotes",
    "participant": "Participants des Villes pairs",
    "chantier": "Chantiers de l’Alliance",
    "balise": "Balises du référentiel",
}
_AVERTISSEMENT = html(
    '<p class="tp-note">Ces rapprochements sont ceux de l’équipe du tableau de bord, là où un '
    "document les soutient\u202f; aucune source ne les fait elle-même.</p>"
)


def filtres(demande: Demande) -> None:
    """Ask for a concern and for a theme, to open their sheets."""
    gauche, droite = st.columns(2)
    with gauche:
        demander(demande, "preoccupation")
    with droite:
        demander(demande, "theme")


def fiche_choisie(vue: Vue, preoccupation: str, theme: str) -> None:
    """Show the sheet of the concern, and of the theme, that the reader chose; else nothing."""
    if preoccupation:
        _fiche_de_preoccupation(vue, preoccupation)
    if theme:
        _fiche_de_theme(vue, theme)


def _fiche_de_preoccupation(vue: Vue, identifiant: str) -> None:
    p = rangee(vue.preoccupations, identifiant, Preoccupation)
    st.header("Cette préoccupation", anchor=False)
    poser(_preoccupation(vue, identifiant))
    blocs.source(
        vue,
        vue.preoccupations[vue.preoccupations["id"] == identifiant],
        territoires_du_groupe(vue, p["groupe_id"]),
        reserves_sur(vue, identifiant),
    )
    _ailleurs(vue, p["theme_id"], identifiant)
    derniere_modification(vue, "preoccupation", identifiant)


@par_vue
def _preoccupation(vue: Vue, identifiant: str) -> Markup:
    p = rangee(vue.preoccupations, identifiant, Preoccupation)
    groupe = fragments.lien(adresse(vue, "groupe", p["groupe_id"]), _groupe(vue, p["groupe_id"]))
    theme = fragments.lien(adresse(vue, "theme", p["theme_id"]), p["theme"])
    atelier = str(objets(vue, "evenement").get(p["evenement_id"], "")) or Statut.NON_DOCUMENTE
    atelier = fragments.lien(adresse(vue, "evenement", p["evenement_id"]), atelier)
    lignes = {
        "Groupe": groupe,
        "Thème": html("{} {}", theme, fragments.badge(p["statut_theme"])),
        "Ressortie à": atelier,
        "Horizon": _horizon(vue, p),
        "Territoires qu’elle peut toucher": _territoires(vue, p["groupe_id"]),
    }
    reserves = joindre(_reserve(vue, r) for r in rangees(reserves_sur(vue, identifiant), Reserves))
    if reserves:
        lignes["Réserve"] = reserves
    corps = joindre(
        html("<div><dt>{}</dt><dd>{}</dd></div>", nom, dit) for nom, dit in lignes.items()
    )
    reprise = place(vue, "preoccupations", identifiant, p["libelle"])
    return html('<h3>{}</h3>{}<dl class="tp-dite">{}</dl>', p["libelle"], reprise, corps)


def _groupe(vue: Vue, groupe: str) -> str:
    return f"Groupe {nom_du_groupe(vue, groupe)}"


def _horizon(vue: Vue, p: Preoccupation) -> str:
    annee = annee_de_l_horizon(vue, p)
    if annee is None:
        return Statut.NON_DOCUMENTE
    duree = compte(p["horizon_annees"], "an")
    reste = annee - vue.jour.year
    suite = f"\u202f; il reste {compte(reste, 'an')} à la date de référence" if reste > 0 else ""
    return f"{annee}, {duree} après l’atelier{suite}"


def _territoires(vue: Vue, groupe: str) -> Markup:
    lignes = territoires_du_groupe(vue, groupe)
    if lignes.empty:
        return html("Aucun\u00a0: les sources ne nomment aucun territoire de ce groupe.")
    puces = joindre(
        html(
            "<li>{lien} — {place} {badge}</li>",
            lien=fragments.lien(adresse(vue, "territoire", t["id"]), t["libelle"]),
            place="dans ce groupe" if t["certain"] else "peut-être dans ce groupe",
            badge=fragments.badge(str(t["statut"])),
        )
        for t in rangees(lignes, Rattache)
    )
    return html("<ul>{}</ul>", puces)


def _reserve(vue: Vue, reserve: Reserves) -> Markup:
    qui = objets(vue, "territoire")[reserve["territoire_id"]]
    lien = fragments.lien(adresse(vue, "territoire", reserve["territoire_id"]), qui)
    reprise = place(vue, "reserves", reserve["id"], f"{qui}, {reserve['reserve']}")
    return html("<p>{}\u00a0: {}{}</p>", lien, reserve["reserve"], reprise)


def _fiche_de_theme(vue: Vue, identifiant: str) -> None:
    themes = lignes_visibles(vue, "themes")
    siennes = vue.preoccupations[vue.preoccupations["theme_id"] == identifiant]
    theme = rangee(themes, identifiant, Themes)
    dites = joindre(_preoccupation_du_groupe(vue, p) for p in rangees(siennes, Preoccupation))
    st.header("Ce thème", anchor=False)
    poser(
        html(
            "<h3>{libelle}</h3>{reprise}<p>{definition}</p>"
            '<div class="tp-note">{inference}</div>'
            "<ul>{dites}</ul>",
            libelle=theme["libelle"],
            reprise=place(vue, "themes", identifiant, theme["libelle"]),
            definition=theme["definition"],
            inference=texte_long(theme["inference"]),
            dites=dites,
        )
    )
    blocs.source(vue, themes[themes["id"] == identifiant], siennes)
    _ailleurs(vue, identifiant)
    derniere_modification(vue, "theme", identifiant)


def _preoccupation_du_groupe(vue: Vue, p: Preoccupation) -> Markup:
    groupe = fragments.lien(adresse(vue, "groupe", p["groupe_id"]), _groupe(vue, p["groupe_id"]))
    return html("<li>{}\u00a0: {}</li>", groupe, _lien(vue, p))


def _lien(vue: Vue, p: Preoccupation) -> Markup:
    return fragments.lien(adresse(vue, "preoccupation", p["id"]), p["libelle"])


def _ailleurs(vue: Vue, theme: str, sauf: str = "") -> None:
    """List who else faces a theme: other groups, then what the table of links joins to it."""
    poser(_ailleurs_en_html(vue, theme, sauf))
    blocs.source(vue, liens_du_theme(vue, theme))


@par_vue
def _ailleurs_en_html(vue: Vue, theme: str, sauf: str) -> Markup:
    nom = objets(vue, "theme")[theme]
    autres = vue.preoccupations[
        (vue.preoccupations["theme_id"] == theme) & (vue.preoccupations["id"] != sauf)
    ]
    liens = liens_du_theme(vue, theme)
    parties = [html("<h3>Qui d’autre rencontre ce thème\u00a0: {}</h3>", nom)]
    if sauf and not autres.empty:
        memes = rangees(autres, Preoccupation)
        puces = joindre(_preoccupation_du_groupe(vue, p) for p in memes)
        parties.append(
            html("<p><strong>Préoccupations du même thème</strong></p><ul>{}</ul>", puces)
        )
    for nature in NATURES_LIEES:
        siens = rangees(liens[liens["nature"] == nature], LienDeTheme)
        if siens:
            puces = joindre(_objet_lie(vue, lien) for lien in siens)
            parties.append(
                html("<p><strong>{}</strong></p><ul>{}</ul>", _AU_PLURIEL[nature], puces)
            )
    absents = [_minuscule(_AU_PLURIEL[n]) for n in NATURES_LIEES if n not in set(liens["nature"])]
    if absents:
        rien = enumeration(absents, "ni")
        parties.append(html("<p>Rien dans les documents ne permet d’y relier\u00a0: {}.</p>", rien))
    return joindre(parties) + ("" if liens.empty else _AVERTISSEMENT)


def _minuscule(texte: str) -> str:
    return texte[0].lower() + texte[1:]


def _objet_lie(vue: Vue, lien: LienDeTheme) -> Markup:
    nom = fragments.lien(adresse(vue, lien["nature"], lien["objet_id"]), lien["libelle"])
    return html(
        '<li>{nom} — {raison} <span title="{inference}">{badge}</span>{reprise}</li>',
        nom=nom,
        raison=lien["raison"],
        inference=lien["inference"],
        badge=fragments.badge(lien["statut"]),
        reprise=place(vue, "liens_themes", lien["id"], lien["raison"]),
    )


def matrice(vue: Vue) -> None:
    """Show groups × themes, each name with its link."""
    poser(_matrice(vue))
    poser(
        html(
            '<p class="tp-note">Les libellés sont ceux de la source\u202f; les thèmes sont un '
            "classement de l’équipe du tableau de bord. {}</p>",
            vue.donnees.descripteur.tables["preoccupations"].description,
        )
    )
    blocs.source(vue, vue.preoccupations)


@par_vue
def _matrice(vue: Vue) -> Markup:
    themes = objets(vue, "theme")
    titres = ["Groupe", *(fragments.lien(adresse(vue, "theme", t), n) for t, n in themes.items())]
    lignes = []
    for g in vue.groupes["id"]:
        siennes = vue.preoccupations[vue.preoccupations["groupe_id"] == g]
        cases = [_case(vue, siennes[siennes["theme_id"] == theme]) for theme in themes]
        lignes.append([fragments.lien(adresse(vue, "groupe", g), nom_du_groupe(vue, g)), *cases])
    legende = "Préoccupations des groupes, par thème"
    return fragments.tableau_de_cases(titres, lignes, legende)


def _case(vue: Vue, preoccupations: pd.DataFrame) -> Markup:
    return fragments.noms([_lien(vue, p) for p in rangees(preoccupations, Preoccupation)])


def memes_themes(vue: Vue) -> None:
    """Show, for each theme, what shares it elsewhere; reasons are on the theme's sheet."""
    poser(_memes_themes(vue))
    poser(_AVERTISSEMENT)
    blocs.source(vue, liens_des_themes(vue))


@par_vue
def _memes_themes(vue: Vue) -> Markup:
    lignes = []
    for theme, nom in objets(vue, "theme").items():
        liens = liens_du_theme(vue, theme)
        cases = [fragments.noms(_noms(vue, liens[liens["nature"] == n])) for n in NATURES_LIEES]
        lignes.append([fragments.lien(adresse(vue, "theme", theme), nom), *cases])
    titres = ["Thème", *_AU_PLURIEL.values()]
    return fragments.tableau_de_cases(titres, lignes, "Qui d’autre rencontre chaque thème")


def _noms(vue: Vue, liens: pd.DataFrame) -> list[str]:
    return [
        fragments.lien(adresse(vue, li["nature"], li["objet_id"]), li["libelle"])
        for li in rangees(liens, LienDeTheme)
    ]
