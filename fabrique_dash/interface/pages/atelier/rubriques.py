"""Blocks of the letter's workshop: its title and the text of each rubrique."""

from __future__ import annotations

import json

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import fragments
from fabrique_dash.interface.pages.atelier.etat import (
    Travail,
    dire,
    est_celui_des_donnees,
    garder,
    rendu_par_le_navigateur,
    tire_des_donnees,
)
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.edition import LONGUEUR_MAXIMALE, en_ligne
from fabrique_dash.publication.lettre.modele import (
    ORIGINES,
    TITRE_MAXIMAL,
    Brouillon,
    Rubrique,
)
from fabrique_dash.publication.site.references import renvois


def _noter(travail: Travail, rubrique: str) -> None:
    textes = {**travail.textes, rubrique: str(st.session_state[f"lettre-{rubrique}"] or "")}
    garder(Travail(travail.cle, False, travail.titre, textes, travail.connus))


def _noter_le_titre(travail: Travail) -> None:
    titre = str(st.session_state["lettre-titre"] or "")
    garder(Travail(travail.cle, False, titre, travail.textes, travail.connus))


def _reprendre(donne: Brouillon) -> None:
    """Take back what the browser had kept, unless it is what the data gives."""
    texte = str(st.session_state["lettre-reprise"] or "")
    st.session_state["lettre-reprise"] = ""
    repris = rendu_par_le_navigateur(texte, donne)
    if repris and not est_celui_des_donnees(repris, donne):
        garder(repris)
        dire("Brouillon repris\u00a0: ce navigateur l’avait gardé.")


def _repartir(donne: Brouillon) -> None:
    garder(tire_des_donnees(donne))
    dire("Toutes les rubriques sont revenues à ce que disent les données.")


def titre(travail: Travail) -> None:
    """Ask for the letter's title."""
    if st.session_state.get("lettre-titre") != travail.titre:
        st.session_state["lettre-titre"] = travail.titre
    st.text_input(
        "Titre de la lettre, et objet de l’e-mail",
        key="lettre-titre",
        max_chars=TITRE_MAXIMAL,
        on_change=_noter_le_titre,
        args=(travail,),
    )


def rubrique(vue: Vue, rang: int, relue: Rubrique, travail: Travail) -> None:
    """Show one rubrique to be edited: what it holds, its text, what was left out.

    Args:
        vue: the point of view.
        rang: its number, from 1.
        relue: the rubrique as its text says now.
        travail: the draft in progress.
    """
    cle = f"lettre-{relue.id}"
    if st.session_state.get(cle) != travail.textes[relue.id]:
        st.session_state[cle] = travail.textes[relue.id]
    st.html(_tete(rang, relue, cle))
    st.text_area(
        f"Texte de la rubrique {rang}",
        key=cle,
        height="content",
        max_chars=LONGUEUR_MAXIMALE,
        label_visibility="collapsed",
        placeholder="Rien ne partira. Écrivez ici pour ajouter votre texte.",
        on_change=_noter,
        args=(travail, relue.id),
    )
    st.html(_suite(vue, relue, cle))


def _tete(rang: int, relue: Rubrique, cle: str) -> str:
    boutons = "".join(
        f'<button type="button" data-lettre="{geste}" data-champ="{texte_sur(cle)}" '
        f'title="{aide}" aria-label="{aide}, rubrique {rang}">{signe}</button>'
        for geste, signe, aide in (
            ("monter", "↑", "Monter le paragraphe où est le curseur"),
            ("descendre", "↓", "Descendre le paragraphe où est le curseur"),
            ("retirer", "Retirer", "Laisser de côté le paragraphe où est le curseur"),
        )
    )
    return (
        f'<div class="tp-rubrique-tete"><h3>{texte_sur(relue.libelle)}</h3>'
        f'<p class="tp-gestes">{boutons}</p></div>'
    )


def _suite(vue: Vue, relue: Rubrique, cle: str) -> str:
    """Tell where the paragraphs come from, and offer what was left out."""
    if not relue.paragraphes:
        vide = (
            "Rubrique laissée vide"
            if relue.de_cote
            else "Les données ne disent rien pour cette période"
        )
        html = f'<p class="tp-note"><strong>{vide}\u00a0: elle ne partira pas.</strong></p>'
    else:
        html = f'<p class="tp-note">{_origines(relue)}</p>{_a_la_main(relue)}'
    return html + _de_cote(relue, cle) + _sources(vue, relue)


def _origines(relue: Rubrique) -> str:
    dits = []
    for origine, mots in ORIGINES.items():
        nombre = sum(p.origine == origine for p in relue.paragraphes)
        if nombre:
            dits.append(f"{mots}\u00a0: {nombre}")
    return f"Paragraphes\u00a0— {' · '.join(dits)}"


def _a_la_main(relue: Rubrique) -> str:
    """Name the paragraphs that are not the data's own words."""
    lignes = "".join(
        f"<li>{texte_sur(texte_nu(p.corps))} <em>({ORIGINES[p.origine]})</em></li>"
        for p in relue.paragraphes
        if p.origine != "genere"
    )
    if not lignes:
        return ""
    return (
        '<details class="tp-phrases"><summary>Ce qui n’est pas tel quel dans les données</summary>'
        f"<ul>{lignes}</ul></details>"
    )


def _de_cote(relue: Rubrique, cle: str) -> str:
    lignes = "".join(
        f"<li>{texte_sur(texte_nu(p.corps))} "
        f'<button type="button" data-lettre="remettre" data-champ="{texte_sur(cle)}" '
        f'data-texte="{texte_sur(en_ligne(p))}">Remettre</button></li>'
        for p in relue.de_cote
    )
    if not lignes:
        return ""
    combien = compte(len(relue.de_cote), "phrase laissée de côté", "phrases laissées de côté")
    return f'<details class="tp-phrases"><summary>{combien}</summary><ul>{lignes}</ul></details>'


def _sources(vue: Vue, relue: Rubrique) -> str:
    sources = list(dict.fromkeys(c for p in relue.paragraphes for c in p.sources))
    if not sources:
        return ""
    statuts = [p.statut for p in relue.paragraphes]
    etat_au = f"état au {jour_long(vue.jour)}"
    return fragments.ligne_de_source(sources, statuts, renvois(vue), etat_au)


def mode_d_emploi() -> None:
    """Say how to edit."""
    st.html(
        '<details class="tp-phrases"><summary>Comment retoucher</summary><ul>'
        "<li>Une ligne vide sépare les paragraphes\u202f; « - » au début d’une ligne fait une "
        "puce.</li>"
        "<li><code>**gras**</code>, <code>[texte](https://…)</code> pour un lien.</li>"
        "<li>Les codes entre crochets, à la fin d’un paragraphe, sont ses sources\u00a0: ils "
        "deviennent des notes.</li>"
        "<li>Alt + ↑ ou ↓ déplace le paragraphe où est le curseur, Alt + Suppr le laisse de "
        "côté\u202f; Ctrl + Entrée met l’aperçu à jour.</li></ul></details>"
    )


def memoire_du_navigateur(donne: Brouillon, travail: Travail) -> None:
    """Let the browser keep the draft, and hand it back after a reload or a lost connection."""
    connus = texte_sur(json.dumps(travail.connus))
    st.html(
        f'<p class="tp-brouillon tp-note" data-cle="{texte_sur(travail.cle)}" '
        f'data-neuf="{"oui" if travail.neuf else "non"}" data-connus="{connus}">'
        "Ce navigateur garde le brouillon à chaque frappe\u00a0: il revient après un rechargement "
        "ou une coupure, sur cet appareil seulement. Enregistrez-le en fichier pour le "
        "transmettre.</p>"
        '<script src="app/static/lettre.js"></script>',
        unsafe_allow_javascript=True,
    )
    with st.container(key="lettre-cache"):
        st.text_area(
            "Brouillon gardé par le navigateur",
            key="lettre-reprise",
            on_change=_reprendre,
            args=(donne,),
        )


def repartir(donne: Brouillon, travail: Travail) -> None:
    """Offer to forget the changes."""
    st.button(
        "Repartir des données",
        icon=":material/restart_alt:",
        on_click=_repartir,
        args=(donne,),
        disabled=travail.neuf,
        help="Efface vos retouches de cette période et remet toutes les phrases des données.",
    )
