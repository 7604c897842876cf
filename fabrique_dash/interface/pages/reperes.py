"""What the Alliance, its chantiers and the workshop are, in a list; where they come from."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite, guillemets
from fabrique_dash.chiffres.tables.reperes import ALLIANCE, ENJEU, GENESE, reperes
from fabrique_dash.donnees.formes import ObjectifsCharte, Reperes
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import texte_long
from fabrique_dash.publication.morceaux.reprises import place

_TITRES = {
    "définition": "Ce que c’est",
    "raison d’être": "Pourquoi",
    "question": "La question",
    "ambition": "Ce qu’il vise",
    "valeur": "Valeurs de la charte",
    "objectif": "Objectifs annoncés en 2020",
    "intention": "Intentions de 2020",
    "partenaires": "Qui s’y engage, en 2020",
    "soutien": "Soutiens",
    "public": "Qui y vient",
    "méthode": "Comment",
    "accueil": "Ce qu’on en a pensé",
}


# Told on one line: each idea is a name.
_COURTES = frozenset({"valeur", "partenaires"})


def identite(vue: Vue, sujet: str) -> None:
    """Tell what a subject is, idea by idea; nothing when nothing is known yet.

    Args:
        vue: the point of view.
        sujet: a key of `chiffres.tables.reperes.PAGES_DES_REPERES`.
    """
    lignes = reperes(vue, sujet)
    lignes = lignes[lignes["rubrique"].isin(_TITRES)]
    if len(lignes):
        poser(_identite(vue, sujet))
        blocs.source(vue, lignes)


@par_vue
def _identite(vue: Vue, sujet: str) -> Markup:
    dits = rangees(reperes(vue, sujet), Reperes)
    par_rubrique = {
        titre: _rubrique(vue, [r for r in dits if r["rubrique"] == rubrique])
        for rubrique, titre in _TITRES.items()
    }
    return fragments.definitions((t, dit) for t, dit in par_rubrique.items() if dit)


def _rubrique(vue: Vue, siens: list[Reperes]) -> Markup:
    """Tell the ideas under one heading; who says them all is named once."""
    if siens and siens[0]["rubrique"] in _COURTES:
        noms = ", ".join(r["libelle"].lower() for r in siens).capitalize()
        return html("{}.{}", noms, joindre(_reprise(vue, r) for r in siens))
    acteurs = {r["acteur_id"] for r in siens}
    if len(siens) < 2 or len(acteurs) > 1 or "" in acteurs:
        return fragments.liste(_repere(vue, r) for r in siens)
    nom = blocs.nom_lie(vue, "acteur", siens[0]["acteur_id"])
    dits = fragments.liste(html("{}{}", r["libelle"], _suite(vue, r)) for r in siens)
    return html('{}<p class="tp-note">Selon {}.</p>', dits, nom)


def _reprise(vue: Vue, r: Reperes) -> Markup:
    return place(vue, "reperes", r["id"], r["libelle"])


def _suite(vue: Vue, r: Reperes) -> Markup:
    """What follows an idea: how sure it is, and where it is corrected."""
    return fragments.badge_si_faible(r["statut"]) + _reprise(vue, r)


def _repere(vue: Vue, r: Reperes) -> Markup:
    """Tell one idea, with a link to who says it, or to the organisation that it is about."""
    suite = _suite(vue, r)
    if not r["acteur_id"]:
        return html("{}{}", r["libelle"], suite)
    lien = blocs.nom_lie(vue, "acteur", r["acteur_id"])
    nom = objets(vue, "acteur").get(r["acteur_id"], "")
    avant, dit, apres = r["libelle"].partition(nom) if nom else (r["libelle"], "", "")
    if dit:
        return html("{}{}{}{}", avant, lien, apres, suite)
    return html('{} <span class="tp-note">({})</span>{}', r["libelle"], lien, suite)


def genese(vue: Vue) -> None:
    """Tell where the Alliance comes from, in order; nothing when nothing is known yet."""
    lignes = reperes(vue, ALLIANCE, GENESE)
    if len(lignes):
        poser(_genese(vue))
        blocs.source(vue, lignes)


@par_vue
def _genese(vue: Vue) -> Markup:
    pas = joindre(
        html("<li>{}{}</li>", _quand(r), _repere(vue, r))
        for r in rangees(reperes(vue, ALLIANCE, GENESE), Reperes)
    )
    return html('<ol class="tp-pas">{}</ol>', pas)


def _quand(r: Reperes) -> Markup:
    if not r["date"]:
        return Markup()
    return html("<strong>{}</strong>\u00a0: ", date_reduite(r["date"]).capitalize())


def enjeux(vue: Vue, sujet: str) -> None:
    """Show the enjeux as the workshop words them, beside the titles of the référentiel."""
    lignes = reperes(vue, sujet, ENJEU)
    if lignes.empty:
        return
    poser(_enjeux(vue, sujet))
    blocs.source(vue, lignes, lignes_visibles(vue, "enjeux"))


@par_vue
def _enjeux(vue: Vue, sujet: str) -> Markup:
    dits = [
        [html("{}{}", r["libelle"], _reprise(vue, r)), blocs.nom_lie(vue, "enjeu", r["enjeu_id"])]
        for r in rangees(reperes(vue, sujet, ENJEU), Reperes)
    ]
    titres = ["Dans les mots de l’atelier, et dans leur ordre", "Dans le référentiel"]
    return fragments.tableau_de_cases(titres, dits, "Les quatre enjeux, dits de deux façons")


def objectifs(vue: Vue) -> None:
    """List the objectives of the charter, with their exact words where a source quotes them."""
    lignes = lignes_visibles(vue, "objectifs_charte")
    if lignes.empty:
        st.markdown("Aucun objectif de la charte n’est connu à cette date.")
        return
    dits = rangees(lignes, ObjectifsCharte)
    poser(fragments.liste(objectif(vue, o) for o in dits))
    blocs.source(vue, lignes)


def objectif(vue: Vue, o: ObjectifsCharte) -> Markup:
    """Tell an objective of the charter: number, words of ours, words of the charter."""
    numero = "Sans numéro" if o["numero"] is None else f"N°\u00a0{o['numero']}"
    cite = f" {guillemets(o['texte_cite'])}" if o["texte_cite"] else ""
    dit = f"{numero}\u00a0: {o['libelle']}{cite}"
    reprise = place(vue, "objectifs_charte", o["id"], f"{numero}, {o['libelle']}")
    # After the fold, whose head holds no link.
    return texte_long(dit, fragments.badge_si_faible(o["statut"])) + reprise
