"""Blocks of the territories page: one sheet."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.fiche.alentours import RAYON_KM, alentours, sans_lieu_en_mots
from fabrique_dash.chiffres.fiche.alentours import RUBRIQUE as MEMOIRE
from fabrique_dash.chiffres.fiche.champs import table_des_champs
from fabrique_dash.chiffres.fiche.entiere import (
    LACUNES,
    RESSEMBLANCE,
    TITRES_DES_RENDEZ_VOUS,
    champs_de_la_fiche,
)
from fabrique_dash.chiffres.fiche.histoire import (
    CONTEXTE,
    DELEGATION,
    GROUPE,
    PARCOURS,
    PAROLES,
    contexte,
    delegation,
    groupe,
    parcours,
    paroles,
    rendez_vous,
    resume_du_parcours,
)
from fabrique_dash.chiffres.fiche.identite import identite, populations_par_annee
from fabrique_dash.chiffres.fiche.lacunes import LacuneDite, lacunes
from fabrique_dash.chiffres.fiche.ressemblance import Critere, ecartes_en_mots, ressemblances
from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.chiffres.noyau.typographie import nombre
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre, tirets_en_mots
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.liens import adresse_complete, racine
from fabrique_dash.interface.briques.sommaire import titre, titre_en_html
from fabrique_dash.interface.briques.telechargements import Fichier, Table, fichiers_d_une_note
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.ailleurs.fiche_html import fiche_html
from fabrique_dash.publication.morceaux import champs as fiche
from fabrique_dash.publication.morceaux.de_la_vue import liste_d_evenements
from fabrique_dash.publication.morceaux.essentiel import essentiel
from fabrique_dash.publication.notes.fiche import note_du_territoire
from fabrique_dash.publication.site.adresses import vue_entiere
from fabrique_dash.publication.site.contours import contours_du_perimetre
from fabrique_dash.publication.site.noms import nom_de_fichier

_IDENTITE = "Identité"


def parties(vue: Vue, territoire: str) -> list[str]:
    """List the titles of the sheet's parts, in order."""
    autres = [nom for nom, corps in _rubriques(vue, territoire).items() if corps]
    return [_IDENTITE, PARCOURS, *autres]


def tete(vue: Vue, territoire: str) -> None:
    """Show who the territory is, what is most useful, and its perimeter beside."""
    poser(essentiel(vue, territoire))
    dessin = perimetre(vue, territoire)
    if not dessin:
        poser(_identite(vue, territoire))
        return
    gauche, droite = st.columns([6, 5], gap="medium")
    with gauche:
        poser(_identite(vue, territoire))
    with droite:
        blocs.dessin(dessin)
        poser(_autour(vue, territoire))


@par_vue
def _identite(vue: Vue, territoire: str) -> Markup:
    return titre_en_html(_IDENTITE) + fiche.champs_en_html(vue, identite(vue, territoire))


@par_vue
def _autour(vue: Vue, territoire: str) -> Markup:
    voisines = voisins(vue, territoire)
    liste = html("<p><strong>Voisins</strong>\u00a0: {}.</p>", ", ".join(voisines))
    return html(
        '<p class="tp-note">Périmètre simplifié. {} {}</p>{}{}',
        contours_du_perimetre(vue, territoire),
        tirets_en_mots(vue, territoire),
        liste if voisines else "",
        _populations(vue, territoire),
    )


def _populations(vue: Vue, territoire: str) -> Markup:
    lignes = populations_par_annee(vue, territoire)
    if lignes.empty:
        return Markup()
    noms = dict(zip(lignes["hypothese"], lignes["libelle_hypothese"], strict=True))
    par_annee = lignes.pivot(index="annee", columns="hypothese", values="population")
    corps = [
        [str(annee), *("—" if pd.isna(v) else nombre(v) for v in valeurs[list(noms)])]
        for annee, valeurs in par_annee.iterrows()
    ]
    legende = "Population municipale, périmètre d’aujourd’hui"
    return fiche.tableau(legende, ["Année", *noms.values()], corps)


def suivi(vue: Vue, territoire: str) -> None:
    """Show where the territory stands, step by step, and its sessions."""
    poser(_parcours(vue, territoire) + _rendez_vous(vue, territoire))


@par_vue
def _rendez_vous(vue: Vue, territoire: str) -> Markup:
    dates = rendez_vous(vue, territoire)
    return joindre(
        html('<h3 class="tp-rubrique">{}</h3>', nom) + liste_d_evenements(vue, tuple(dates[cle]))
        for cle, nom in TITRES_DES_RENDEZ_VOUS.items()
        if dates[cle]
    )


@par_vue
def _parcours(vue: Vue, territoire: str) -> Markup:
    champs = parcours(vue, territoire)
    corps = [
        [fiche.lien_vers(vue, c.objet, c.champ), fiche.valeur(vue, c, lie=False)] for c in champs
    ]
    table = fiche.tableau("Étapes du parcours", ["Étape", "Ce qui est connu"], corps)
    return html("<p>{}</p>{}{}", resume_du_parcours(champs), table, fiche.source(vue, champs))


def rubriques(vue: Vue, territoire: str) -> None:
    """Show the headings that follow; one about which nothing can be said is not shown."""
    for nom, corps in _rubriques(vue, territoire).items():
        if corps:
            titre(nom)
            poser(corps)


@par_vue
def _rubriques(vue: Vue, territoire: str) -> MappingProxyType[str, Markup]:
    return MappingProxyType(
        {
            GROUPE: fiche.champs_en_html(vue, groupe(vue, territoire)),
            DELEGATION: fiche.champs_en_html(vue, delegation(vue, territoire)),
            PAROLES: fiche.champs_en_html(vue, paroles(vue, territoire), titre_lie=True),
            RESSEMBLANCE: _ressemblance(vue, territoire),
            MEMOIRE: _memoire(vue, territoire),
            CONTEXTE: _contexte(vue, territoire),
            LACUNES: _lacunes(vue, territoire),
        }
    )


def _ressemblance(vue: Vue, territoire: str) -> Markup:
    criteres = ressemblances(vue, territoire)
    if not any(c.semblables for c in criteres):
        return Markup()
    lignes = joindre(html("<dt>{}</dt><dd>{}</dd>", c.titre, _critere(vue, c)) for c in criteres)
    return html(
        '<p class="tp-note">Rien n’est additionné ni noté\u00a0: chaque rapprochement dit sa '
        'raison.</p><dl class="tp-fiche">{}</dl>',
        lignes,
    )


def _critere(vue: Vue, critere: Critere) -> Markup:
    lignes = joindre(
        html(
            "<li>{} — {}</li>",
            fiche.lien_vers(vue, ("territoire", s.territoire), s.libelle),
            s.raison,
        )
        for s in critere.semblables
    )
    personne = "" if lignes or critere.impossible else html("<p>Aucun autre territoire.</p>")
    limites = " ".join(t for t in (critere.regle, ecartes_en_mots(critere)) if t)
    return html(
        "{lignes}{personne}{precision}",
        lignes=html("<ul>{}</ul>", lignes) if lignes else "",
        personne=personne,
        precision=fiche.precision(limites),
    )


def _memoire(vue: Vue, territoire: str) -> Markup:
    champs = alentours(vue, territoire)
    if not champs:
        return Markup()
    regle = f"À {RAYON_KM}\u00a0km au plus, à vol d’oiseau\u202f; à défaut, le plus proche."
    limites = " ".join(t for t in (regle, sans_lieu_en_mots(vue)) if t)
    corps = fiche.champs_en_html(vue, champs, titre_lie=True)
    return html('<p class="tp-note">{}</p>{}', limites, corps)


def _contexte(vue: Vue, territoire: str) -> Markup:
    champs = contexte(vue, territoire)
    if not champs:
        return Markup()
    return html(
        '<div class="tp-hors-programme"><p><strong>Ce qui suit n’est pas le projet suivi par le '
        "programme.</strong> C’est ce que des sources publiques disent du territoire par "
        "ailleurs. Un fait sans date peut être postérieur à la date de référence.</p>"
        "{}</div>",
        fiche.champs_en_html(vue, champs),
    )


def _lacunes(vue: Vue, territoire: str) -> Markup:
    corps = [
        [
            li["champ"],
            li["etat"],
            html("<code>{}</code>", li["fichier"]),
            html("<code>{}</code>", li["colonne"]),
        ]
        for li in rangees(lacunes(vue, territoire), LacuneDite)
    ]
    if not corps:
        return Markup()
    titres = ["Ce qui manque", "État", "Fichier à compléter", "Colonnes"]
    return html(
        "<p>Pour compléter, ajoutez ou corrigez une ligne avec sa source et son statut.</p>{}",
        fiche.tableau("Champs à compléter", titres, corps),
    )


def integrer_ailleurs(vue: Vue, territoire: str) -> None:
    """Give the code that shows the perimeter inside another site, where it is drawn."""
    if perimetre(vue, territoire):
        integrer(vue, [("perimetre", {"territoire": territoire})])


def fichiers(vue: Vue, territoire: str) -> list[Fichier | Table]:
    """Offer the sheet as a page to print, its fields as a table, its drawing as pictures."""
    sujet = f"fiche {territoire}"
    lien = adresse_complete("territoires", {**vue_entiere(vue), "territoire": territoire})
    page = Fichier(
        f"{sujet} — page à imprimer (HTML)",
        nom_de_fichier(sujet, vue.jour, "html"),
        "text/html",
        lambda: fiche_html(vue, territoire, lien),
    )
    site = racine()
    return [
        *fichiers_d_une_note(
            sujet, vue.jour, lambda: note_du_territoire(vue, territoire, site), ("pdf",)
        ),
        page,
        Table(sujet, lambda: table_des_champs(champs_de_la_fiche(vue, territoire))),
        *_images(vue, territoire),
    ]


def _images(vue: Vue, territoire: str) -> list[Fichier]:
    if not perimetre(vue, territoire):
        return []
    return fichiers_d_images(vue, "perimetre", {"territoire": territoire})
