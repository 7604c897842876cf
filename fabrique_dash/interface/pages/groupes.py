"""Blocks of the groups page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.calculs.groupes import (
    Rattache,
    nom_du_groupe,
    territoires_du_groupe,
)
from fabrique_dash.chiffres.catalogue import PAR_GROUPE
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.comparaison import matrice_des_themes, points_communs
from fabrique_dash.donnees.formes import Delegations
from fabrique_dash.donnees.formes_de_la_vue import Evenement, Groupe
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.intervalles_plotly import intervalles, lignes_des_groupes
from fabrique_dash.graphiques.socle.couleurs_css import pastille_de_groupe
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.figures import montrer
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.choix_des_pages import groupes_comparables, groupes_compares
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre


def filtre(demande: Demande) -> Filtre:
    """Ask for the groups to compare, two to five; all of them at first."""
    demander(demande, "groupes")
    if not groupes_comparables(demande):
        st.info(
            "Choisissez de deux à cinq groupes\u00a0: en attendant, les cinq premiers sont montrés."
        )
    return groupes_compares(demande)


def detail(vue: Vue, ouvert: Filtre) -> None:
    """Show the group that the address opens: its card, and all that mentions it."""
    for ident in ouvert.choix:
        st.header(objets(vue, "groupe")[ident], anchor=False)
        blocs.dessin(html('<div class="tp-grille tp-serre">{}</div>', _carte(vue, ident)))
        blocs.source(vue, vue.groupes[vue.groupes["id"] == ident])
        blocs.mentions_de(vue, "groupe", ident)
        derniere_modification(vue, "groupe", ident)


def chiffres_des_groupes(vue: Vue, groupes: Sequence[str]) -> list[Chiffre]:
    """Compute every figure of every given group."""
    return [calcul(vue, g) for g in groupes for calcul in PAR_GROUPE.values()]


def matrice(vue: Vue, groupes: tuple[str, ...]) -> None:
    """Show groups × themes."""
    poser(_matrice(vue, groupes))
    poser(
        html(
            '<p class="tp-note">Les thèmes sont un classement de l’équipe du tableau de '
            "bord\u202f; les libellés sont ceux de la source. {}</p>",
            vue.donnees.descripteur.tables["preoccupations"].description,
        )
    )
    blocs.source(vue, vue.preoccupations)


@par_vue
def _matrice(vue: Vue, groupes: tuple[str, ...]) -> Markup:
    lignes = matrice_des_themes(vue, groupes)
    colonnes = {"groupe": "Groupe"} | {c: c for c in lignes.columns[1:]}
    return fragments.tableau(lignes, colonnes, "Préoccupations des groupes, par thème")


def cote_a_cote(vue: Vue, choix: Filtre) -> None:
    """Show one card per group: territories with their certainty, people, local events."""
    cartes = joindre(_carte(vue, g) for g in choix.choix)
    blocs.dessin(html('<div class="tp-grille tp-serre">{}</div>', cartes))
    liens = vue.rattachements[vue.rattachements["groupe_id"].isin(choix.choix)]
    blocs.source(vue, liens)


@par_vue
def _carte(vue: Vue, groupe: str) -> Markup:
    rang = rangee(vue.groupes, groupe, Groupe)["rang"]
    lignes = territoires_du_groupe(vue, groupe)
    territoires = joindre(
        html(
            "<li>{} {}</li>",
            fragments.lien(adresse(vue, "territoire", t["id"]), t["libelle"]),
            fragments.badge(str(t["statut"])),
        )
        for t in rangees(lignes, Rattache)
    )
    nombre = PAR_GROUPE["territoires"](vue, groupe)
    personnes = _personnes(vue, lignes)
    return html(
        '<article class="tp-carte"><h3>{pastille} {lien}</h3>{reprise}'
        "<p><strong>Territoires nommés</strong>\u00a0: {valeur}</p>"
        "<ul>{territoires}</ul>"
        "{personnes}{evenements}</article>",
        pastille=pastille_de_groupe(rang),
        lien=fragments.lien(adresse(vue, "groupe", groupe), nom_du_groupe(vue, groupe)),
        reprise=place(vue, "groupes", groupe, nom_du_groupe(vue, groupe)),
        valeur=nombre.valeur(),
        territoires=territoires or html("<li>Aucun territoire nommé par les sources.</li>"),
        personnes=personnes,
        evenements=_evenements(vue, lignes),
    )


def _personnes(vue: Vue, lignes: pd.DataFrame) -> Markup:
    delegations = vue.connus("delegations")
    delegations = delegations[delegations["territoire_id"].isin(lignes["id"])]
    noms = vue.donnees.table("acteurs").set_index("id")["nom"]
    puces = joindre(
        html(
            "<li>{}, {}</li>",
            fragments.lien(adresse(vue, "acteur", d["acteur_id"]), noms[d["acteur_id"]]),
            d["fonction"],
        )
        for d in rangees(delegations, Delegations)
    )
    return html("<p><strong>Personnes citées</strong></p><ul>{}</ul>", puces) if puces else Markup()


def _evenements(vue: Vue, lignes: pd.DataFrame) -> Markup:
    locaux = vue.rendez_vous_locaux[vue.rendez_vous_locaux["territoire_id"].isin(lignes["id"])]
    puces = joindre(
        html(
            "<li>{} ({})</li>",
            fragments.lien(adresse(vue, "evenement", e["id"]), e["titre"]),
            e["etat"],
        )
        for e in rangees(locaux, Evenement)
    )
    return (
        html("<p><strong>Rendez-vous locaux</strong></p><ul>{}</ul>", puces) if puces else Markup()
    )


def graphique(demande: Demande, choix: Filtre) -> None:
    """Draw one figure of each group as an interval; the reader chooses which."""
    vue, mesure = demande.vue, demander(demande, "mesure")
    lignes = lignes_des_groupes(vue, mesure.un, choix.choix)
    dit = "\u202f; ".join(
        f"{ligne.nom}\u00a0: {ligne.chiffre.valeur_et_unite()}" for ligne in lignes
    )
    cle = ("groupes", mesure.choix, choix.choix)
    montrer(vue, lambda nuit: intervalles(lignes, nuit), cle, dit)
    blocs.source_de_chiffres(vue, [ligne.chiffre for ligne in lignes])


def tableau(vue: Vue, choix: Filtre) -> None:
    """Show every figure of every group, with what is missing and what is counted."""
    valeurs, manques, definitions = _tableaux(vue, choix.choix)
    poser(valeurs)
    poser(manques)
    blocs.source_de_chiffres(vue, chiffres_des_groupes(vue, choix.choix))
    with st.expander("Ce que compte chaque chiffre"):
        poser(definitions)


@par_vue
def _tableaux(vue: Vue, groupes: tuple[str, ...]) -> tuple[Markup, Markup, Markup]:
    noms = {g: nom_du_groupe(vue, g) for g in groupes}
    premier = groupes[0]
    lignes = pd.DataFrame(
        [
            {
                "chiffre": _avec_unite(modele := calcul(vue, premier)),
                "definition": modele.definition,
            }
            | {g: calcul(vue, g).valeur() for g in groupes}
            for calcul in PAR_GROUPE.values()
        ]
    )
    manques = {noms[g]: PAR_GROUPE["population"](vue, g).manque for g in groupes}
    puces = joindre(
        html("<li><strong>{}</strong>\u00a0: {}</li>", n, m) for n, m in manques.items() if m
    )
    titres = {"chiffre": "Chiffre", "definition": "Ce qui est compté"}
    return (
        fragments.tableau(lignes, {"chiffre": "Chiffre", **noms}, "Chiffres des groupes"),
        html("<p>Ce qui manque à ces chiffres\u00a0:</p><ul>{}</ul>", puces),
        fragments.tableau(lignes, titres, "Définition des chiffres des groupes"),
    )


def _avec_unite(chiffre: Chiffre) -> str:
    """Name a row of figures with their unit, unless the name says it already."""
    unite = chiffre.mot(2)
    if unite in chiffre.libelle.lower():
        return chiffre.libelle
    return f"{chiffre.libelle} ({unite})"


def communs(vue: Vue, groupes: tuple[str, ...]) -> None:
    """Show the pairs of groups that share something, and count the others."""
    table, partagent = _partages(vue, groupes)
    autres = len(points_communs(vue, groupes)) - partagent
    if partagent:
        poser(table)
    if autres:
        sujet = compte(autres, "autre paire", "autres paires") if partagent else "Ces groupes"
        st.markdown(f"{sujet}\u00a0: aucun thème ni territoire possible en commun.")
    blocs.source(vue, vue.preoccupations, vue.rattachements)


@par_vue
def _partages(vue: Vue, groupes: tuple[str, ...]) -> tuple[Markup, int]:
    """Table of the pairs that share something, and how many they are."""
    lignes = points_communs(vue, groupes)
    partagent = lignes[(lignes["themes"] != "") | (lignes["territoires"] != "")]
    colonnes = {
        "groupe": "Groupe",
        "autre_groupe": "Et",
        "themes": "Thèmes en commun",
        "territoires": "Territoires qui peuvent relever de l’un ou de l’autre",
    }
    return fragments.tableau(partagent, colonnes, "Ce que deux groupes partagent"), len(partagent)
