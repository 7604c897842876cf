"""Blocks of the letter's workshop: its title and the text of each rubrique."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.pages.atelier.etat import (
    Atelier,
    dire,
    garder,
    noter,
    renommer,
    tire_des_donnees,
)
from fabrique_dash.interface.pages.atelier.navigateur import en_attribut
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.edition import (
    LONGUEUR_MAXIMALE,
    Citables,
    Retouche,
    en_ligne,
    retouches,
)
from fabrique_dash.publication.lettre.modele import ORIGINES, TITRE_MAXIMAL, Rubrique
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.references import renvois


@sans_coupure
def _noter_le_titre(atelier: Atelier) -> None:
    renommer(atelier, str(st.session_state["lettre-titre"] or ""))


@sans_coupure
def _repartir(atelier: Atelier) -> None:
    garder(tire_des_donnees(atelier.donne, atelier.citables))
    dire("Toutes les rubriques sont revenues à ce que disent les données.")


def titre(atelier: Atelier) -> None:
    """Ask for the letter's title."""
    if st.session_state.get("lettre-titre") != atelier.travail.titre:
        st.session_state["lettre-titre"] = atelier.travail.titre
    st.text_input(
        "Titre de la lettre, et objet du courriel",
        key="lettre-titre",
        max_chars=TITRE_MAXIMAL,
        on_change=_noter_le_titre,
        args=(atelier,),
    )


def rubrique(vue: Vue, atelier: Atelier, rang: int) -> None:
    """Show one rubrique to be edited: what it holds, its text, what was left out.

    Args:
        vue: the point of view.
        atelier: the workbench.
        rang: its number, from 1.
    """
    relue = atelier.relu.rubriques[rang - 1]
    cle, texte = f"lettre-{relue.id}", atelier.travail.textes[relue.id]
    if st.session_state.get(cle) != texte:
        st.session_state[cle] = texte
    poser(_tete(rang, relue, cle))
    st.text_area(
        f"Texte de la rubrique {rang}",
        key=cle,
        height="content",
        max_chars=LONGUEUR_MAXIMALE,
        label_visibility="collapsed",
        placeholder="Rien ne partira. Écrivez ici pour ajouter votre texte.",
        on_change=noter,
        args=(atelier, relue.id),
    )
    changees = retouches(atelier.donne.rubriques[rang - 1], relue, texte, atelier.citables)
    poser(_suite(vue, atelier.citables, relue, changees, cle))


def _tete(rang: int, relue: Rubrique, cle: str) -> Markup:
    boutons = joindre(
        html(
            '<button type="button" data-lettre="{geste}" data-champ="{cle}" '
            'title="{aide}" aria-label="{aide}, rubrique {rang}">{signe}</button>',
            geste=geste,
            cle=cle,
            aide=aide,
            rang=rang,
            signe=signe,
        )
        for geste, signe, aide in (
            ("monter", "↑", "Monter le paragraphe où est le curseur"),
            ("descendre", "↓", "Descendre le paragraphe où est le curseur"),
            ("retirer", "Retirer", "Laisser de côté le paragraphe où est le curseur"),
        )
    )
    tete = html("<h3>{}</h3>", relue.libelle)
    return html('<div class="tp-rubrique-tete">{}<p class="tp-gestes">{}</p></div>', tete, boutons)


def _suite(vue: Vue, noms: Citables, relue: Rubrique, changees: list[Retouche], cle: str) -> Markup:
    """Tell where the paragraphs come from, and offer what was left out."""
    if not relue.paragraphes:
        vide = (
            "Rubrique laissée vide"
            if relue.de_cote
            else "Les données ne disent rien pour cette période"
        )
        corps = html('<p class="tp-note"><strong>{}\u00a0: elle ne partira pas.</strong></p>', vide)
    else:
        corps = html('<p class="tp-note">{}</p>', _origines(relue))
        corps += _retouchees(vue, noms, changees, cle) + _a_la_main(relue)
    return corps + _de_cote(noms, relue, cle) + _sources(vue, relue)


def _origines(relue: Rubrique) -> str:
    dits = []
    for origine, mots in ORIGINES.items():
        nombre = sum(p.origine == origine for p in relue.paragraphes)
        if nombre:
            dits.append(f"{mots}\u00a0: {nombre}")
    return f"Paragraphes\u00a0— {' · '.join(dits)}"


def _retouchees(vue: Vue, citables: Citables, changees: list[Retouche], cle: str) -> Markup:
    """Show each sentence that was changed beside the data's own, which one click puts back."""
    if not changees:
        return Markup()
    lignes = joindre(
        html(
            "<li>{ecrite} <strong>({sources})</strong><br>"
            "<em>Phrase des données\u00a0: {donnee}</em> "
            '<button type="button" data-lettre="retablir" data-champ="{cle}" '
            'data-bloc="{bloc}" data-texte="{texte}">Rétablir</button></li>',
            ecrite=texte_nu(r.paragraphe.corps),
            sources=nommer(vue.donnees, r.paragraphe.sources),
            donnee=texte_nu(r.donnee.corps),
            cle=cle,
            bloc=en_attribut(r.brut),
            texte=en_ligne(r.donnee, citables),
        )
        for r in changees
    )
    combien = compte(
        len(changees),
        "phrase retouchée\u00a0: vérifiez que sa source le dit toujours",
        "phrases retouchées\u00a0: vérifiez que leurs sources le disent toujours",
    )
    return html(
        '<details class="tp-phrases" open><summary>{}</summary><ul>{}</ul></details>',
        combien,
        lignes,
    )


def _a_la_main(relue: Rubrique) -> Markup:
    """Name the paragraphs that the data does not know."""
    lignes = joindre(
        html("<li>{} <em>({})</em></li>", texte_nu(p.corps), ORIGINES[p.origine])
        for p in relue.paragraphes
        if p.origine == "ecrit"
    )
    if not lignes:
        return Markup()
    return html(
        '<details class="tp-phrases"><summary>Ce qui n’est pas dans les données</summary>'
        "<ul>{}</ul></details>",
        lignes,
    )


def _de_cote(citables: Citables, relue: Rubrique, cle: str) -> Markup:
    lignes = joindre(
        html(
            "<li>{phrase} "
            '<button type="button" data-lettre="remettre" data-champ="{cle}" '
            'data-texte="{texte}">Remettre</button></li>',
            phrase=texte_nu(p.corps),
            cle=cle,
            texte=en_ligne(p, citables),
        )
        for p in relue.de_cote
    )
    if not lignes:
        return Markup()
    combien = compte(len(relue.de_cote), "phrase laissée de côté", "phrases laissées de côté")
    return html(
        '<details class="tp-phrases"><summary>{}</summary><ul>{}</ul></details>', combien, lignes
    )


def _sources(vue: Vue, relue: Rubrique) -> Markup:
    sources = list(dict.fromkeys(c for p in relue.paragraphes for c in p.sources))
    if not sources:
        return Markup()
    statuts = [p.statut for p in relue.paragraphes]
    etat_au = f"état au {jour_long(vue.jour)}"
    return fragments.ligne_de_source(sources, statuts, renvois(vue), etat_au)


def mode_d_emploi() -> None:
    """Say how to edit."""
    poser(
        html(
            '<details class="tp-phrases"><summary>Comment retoucher</summary><ul>'
            "<li>Une ligne vide sépare les paragraphes\u202f; « - » au début d’une ligne fait une "
            "puce.</li>"
            "<li><code>**gras**</code>, <code>[texte](https://…)</code> pour un lien.</li>"
            "<li>Les noms entre crochets, séparés par des points-virgules, sont les sources du "
            "paragraphe\u00a0: ils deviennent des notes. Une phrase retouchée reste liée aux "
            "données tant qu’elle les garde\u202f; sans eux, elle est de vous.</li>"
            "<li>Alt + ↑ ou ↓ déplace le paragraphe où est le curseur, Alt + Suppr le laisse de "
            "côté\u202f; Ctrl + Entrée met l’aperçu à jour.</li></ul></details>"
        )
    )


def repartir(atelier: Atelier) -> None:
    """Offer to forget the changes."""
    st.button(
        "Repartir des données",
        icon=":material/restart_alt:",
        on_click=_repartir,
        args=(atelier,),
        disabled=atelier.travail.neuf,
        help="Efface vos retouches de cette période et remet toutes les phrases des données.",
    )
