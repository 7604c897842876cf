"""Blocks of the map page: filters, map, sheet beside it, tables under it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, nombre
from fabrique_dash.chiffres.tables.carte import (
    SANS_NOM,
    TerritoireSurCarte,
    evenements_sur_carte,
    participants_sur_carte,
    territoires_des_groupes,
    territoires_sur_carte,
)
from fabrique_dash.chiffres.tables.hors_carte import annexes_hors_carte
from fabrique_dash.donnees.formes_de_la_vue import Groupe, Preoccupation
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.couches_folium import (
    OptionsCarte,
    encarts_de,
    rapprochement,
)
from fabrique_dash.graphiques.socle.couleurs_css import pastille_de_groupe
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.plan import plan as montrer_le_plan
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place, place_de_chaque
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.noms import nom_de_fichier
from fabrique_dash.publication.site.parametres import Filtre
from fabrique_dash.publication.site.parametres_des_pages import saisons_des_couches
from fabrique_dash.publication.site.references import renvois
from fabrique_dash.publication.tables.geojson import territoires_geojson

_CLE_TERRITOIRE, _FOND = "territoire", "fond-ign"
_TABLES = "territoires.csv et perimetres.csv"
_AIDE_DU_FOND = "Demande des images au serveur de la Géoplateforme, hors de ce site."
_COULEURS_DU_THEME = {"light": False, "dark": True}


@dataclass(frozen=True)
class Choix:
    """What the reader asked for."""

    groupes: Filtre
    couches: Filtre
    fond: Filtre
    territoire: Filtre

    @property
    def saisons(self) -> tuple[int, ...]:
        """Numbers of the Villes pairs seasons to draw."""
        return saisons_des_couches(self.couches.choix)


def filtres(demande: Demande) -> Choix:
    """Ask for groups, layers, ground and territory; a click on the map answers the last one."""
    return Choix(
        demander(demande, "groupes"),
        demander(demande, "couches"),
        territoire=demander(demande, _CLE_TERRITOIRE, aide="Ou cliquez sur la carte."),
        fond=demander(demande, _FOND, aide=_AIDE_DU_FOND) if _FOND in demande else Filtre(),
    )


def territoires_affiches(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Keep the territories of the chosen groups; without a group they stay when all are chosen."""
    return territoires_des_groupes(vue, choix.groupes.choix)


def annexes(vue: Vue, choix: Choix) -> list[pd.DataFrame]:
    """Return the rows that the other layers draw."""
    tables = []
    if choix.saisons:
        participants = participants_sur_carte(vue)
        tables.append(participants[participants["saison"].isin(choix.saisons)])
    if "evenements" in choix.couches.choix:
        tables.append(evenements_sur_carte(vue))
    return tables


def plan(vue: Vue, choix: Choix) -> None:
    """Show the map; a click on a territory reruns the page with it."""
    options = _options(choix)
    centre, zoom = rapprochement(vue, options, choix.territoire.un) or (None, None)
    montrer_le_plan(
        vue,
        options,
        centre=centre,
        zoom=zoom,
        hauteur=560,
        au_clic=lambda ident: _choisir(vue, ident),
    )


def _options(choix: Choix) -> OptionsCarte:
    return OptionsCarte(
        groupes=choix.groupes.choix,
        territoires="territoires" in choix.couches.choix,
        saisons=choix.saisons,
        evenements="evenements" in choix.couches.choix,
        fond_ign=bool(choix.fond.choix),
        sombre=_COULEURS_DU_THEME.get(str(st.context.theme.type), False),
    )


def _choisir(vue: Vue, ident: str) -> None:
    """Put a clicked territory into the address, hence into the list."""
    if ident in set(vue.territoires["id"]):
        st.query_params[_CLE_TERRITOIRE] = ident


def legende(vue: Vue, choix: Choix) -> None:
    """Show what shapes and lines mean."""
    lignes = [
        html("<li>{} Groupe {}</li>", pastille_de_groupe(g["rang"]), g["nom"])
        for g in rangees(vue.groupes, Groupe)
        if g["id"] in choix.groupes.choix
    ]
    lignes.append(
        html("<li>{} En creux\u00a0: groupe indéterminé</li>", pastille_de_groupe(1, False))
    )
    if choix.saisons:
        lignes.append(html("<li>＋ Participant aux Villes pairs</li>"))
    if "evenements" in choix.couches.choix:
        lignes.append(html("<li>✕ Lieu d’un événement</li>"))
    encarts = [e.emprise.nom for e in encarts_de(vue, _options(choix))]
    if encarts:
        mot = (
            "En encart, à son échelle" if len(encarts) == 1 else "En encarts, chacun à son échelle"
        )
        lignes.append(html("<li>▭ {}\u00a0: {}</li>", mot, enumeration(encarts)))
    blocs.dessin(html('<ul class="tp-legende">{}</ul>', joindre(lignes)))


def resume(vue: Vue, choix: Choix) -> None:
    """Show the chosen territory in short."""
    ident = choix.territoire.un
    if not ident:
        poser(
            html(
                '<div class="tp-carte"><p><strong>Choisissez un territoire</strong> dans la liste, '
                "ou cliquez sur la carte\u00a0: son résumé s’affiche ici.</p></div>"
            )
        )
        return
    t = rangee(territoires_sur_carte(vue), ident, TerritoireSurCarte)
    preoccupations = vue.preoccupations[vue.preoccupations["groupe_id"].isin(t["groupe_ids"])]
    liste = joindre(
        html("<li>{}</li>", fragments.lien(adresse(vue, "preoccupation", p["id"]), p["libelle"]))
        for p in rangees(preoccupations, Preoccupation)
    )
    suite = html("<p><strong>Préoccupations possibles</strong></p><ul>{}</ul>", liste)
    poser(
        html(
            '<div class="tp-carte" aria-live="polite"><h2>{nom}</h2><p>{lien}</p>'
            "<p>{genre} {statut}</p>"
            "<p><strong>Groupe</strong>\u00a0: {groupe} {statut_groupe}</p><p>{inference}</p>"
            "<p><strong>Périmètre</strong>\u00a0: {perimetre}</p>"
            "<p><strong>Population</strong>\u00a0: {population}</p>"
            "<p><strong>Participation</strong>\u00a0: {preuve}</p>{suite}<p>{origine}</p></div>",
            nom=t["libelle"],
            lien=_lien_et_reprise(vue, t, "Ouvrir sa fiche"),
            genre=t["type_territoire"],
            statut=fragments.badge(str(t["statut"])),
            groupe=t["groupe"],
            statut_groupe=fragments.badge(str(t["statut_groupe"])),
            inference=t["inference_groupe"],
            perimetre=t["perimetre"],
            population=population(t),
            preuve=t["preuve"],
            suite=suite if liste else "",
            origine=fragments.sources_en_html([t["source_id"]], renvois(vue)),
        )
    )


def _lien_et_reprise(vue: Vue, t: TerritoireSurCarte, mot: str) -> Markup:
    lien = fragments.lien(adresse(vue, "territoire", t["id"]), mot)
    return lien + place(vue, "territoires", t["id"], t["libelle"])


def population(t: TerritoireSurCarte) -> str:
    """Write a territory's population with its year, or the interval of its possible perimeters."""
    minimum, maximum = t["population_min"], t["population_max"]
    if minimum is None or maximum is None:
        return "non documentée"
    bas, haut = nombre(minimum), nombre(maximum)
    if bas == haut:
        return f"{bas} habitants ({t['annees']})"
    return f"{bas} ou {haut} habitants, selon le périmètre ({t['annees']})"


def hors_carte(vue: Vue) -> None:
    """List the territories that the map can't show: those without a name, a perimeter, a place."""
    tous = territoires_sur_carte(vue)
    absents = tous[tous["hors_carte"] != ""]
    if absents.empty:
        return
    lignes = joindre(
        html(
            "<li>{}{}</li>",
            _lien_et_reprise(vue, t, t["libelle"]),
            f"\u00a0: {t['hors_carte']}" if t["nom"] else "",
        )
        for t in rangees(absents, TerritoireSurCarte)
    )
    poser(
        html(
            '<div class="tp-alerte"><p><strong>Hors carte\u00a0: {}</strong></p>'
            "<ul>{}</ul>{}</div>",
            _ceux_d_hors_carte(absents),
            lignes,
            html(
                "<p>L’équipe du programme peut renseigner ceux qui manquent dans {}.</p>", _TABLES
            ),
        )
    )


def _ceux_d_hors_carte(absents: pd.DataFrame) -> str:
    anonymes = int((absents["hors_carte"] == SANS_NOM).sum())
    nommes = len(absents) - anonymes
    dits = [compte(nommes, "territoire nommé", "territoires nommés")] if nommes else []
    if anonymes:
        dits.append(f"{compte(anonymes, 'territoire')} sans nom")
    return enumeration(dits)


def tableaux(vue: Vue, affiches: pd.DataFrame, choix: Choix) -> None:
    """Show what the map shows as tables."""
    poser(_tableau_des_territoires(vue, tuple(affiches["id"])))
    for dit in filter(None, map(annexes_hors_carte, annexes(vue, choix))):
        poser(html('<p class="tp-note">{}</p>', dit))
    if choix.saisons:
        poser(_tableau_des_participants(vue, choix.saisons))
    if "evenements" in choix.couches.choix:
        colonnes = {"titre": "Événement", "nom_commune": "Commune", "etat": "État"}
        reprise, situes = place_de_chaque(vue, "evenements", "titre"), evenements_sur_carte(vue)
        poser(fragments.tableau(situes, colonnes, "Événements situés", reprise=reprise))


@par_vue
def _tableau_des_territoires(vue: Vue, identifiants: tuple[str, ...]) -> Markup:
    affiches = territoires_sur_carte(vue)
    affiches = affiches[affiches["id"].isin(identifiants)]
    lignes = affiches.assign(
        population=[population(t) for t in rangees(affiches, TerritoireSurCarte)]
    )
    colonnes = {
        "libelle": "Territoire",
        "type_territoire": "Type",
        "groupe": "Groupe",
        "statut_groupe": "Statut du groupe",
        "population": "Population",
        "statut": "Statut de la participation",
    }
    reprise = place_de_chaque(vue, "territoires", "libelle")
    return fragments.tableau(lignes, colonnes, "Territoires de la cohorte", reprise=reprise)


@par_vue
def _tableau_des_participants(vue: Vue, saisons: tuple[int, ...]) -> Markup:
    lignes = participants_sur_carte(vue)
    colonnes = {
        "nom": "Participant",
        "saison": "Saison",
        "nature": "Nature",
        "lieu": "Lieu",
        "statut_lieu": "Statut du lieu",
    }
    choisis = lignes[lignes["saison"].isin(saisons)]
    reprise = place_de_chaque(vue, "participants", "nom")
    return fragments.tableau(choisis, colonnes, "Participants aux Villes pairs", reprise=reprise)


def fichier_geojson(vue: Vue, affiches: pd.DataFrame) -> Fichier:
    """Offer the territories shown, with their outlines."""
    return Fichier(
        "Territoires — GeoJSON",
        nom_de_fichier("territoires", vue.jour, "geojson"),
        "application/geo+json",
        lambda: territoires_geojson(vue, affiches),
    )
