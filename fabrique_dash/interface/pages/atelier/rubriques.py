"""Blocks of the letter's workshop: its title and the text of each rubrique."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import fragments
from fabrique_dash.interface.pages.atelier.etat import (
    Atelier,
    dire,
    est_en_cours,
    garder,
    nom_de_session,
    rejoindre,
    renommer,
    retoucher,
    tire_des_donnees,
)
from fabrique_dash.interface.pages.atelier.navigateur import (
    en_attribut,
    identites,
    rendu_par_le_navigateur,
)
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.edition import (
    COUPURE,
    JOINTURE,
    LONGUEUR_MAXIMALE,
    Retouche,
    en_ligne,
    retouches,
)
from fabrique_dash.publication.lettre.modele import (
    ORIGINES,
    TITRE_MAXIMAL,
    Brouillon,
    Rubrique,
)
from fabrique_dash.publication.site.references import renvois


def _noter(atelier: Atelier, rubrique: str) -> None:
    retoucher(atelier, rubrique, str(st.session_state[f"lettre-{rubrique}"] or ""))


def _noter_le_titre(atelier: Atelier) -> None:
    renommer(atelier, str(st.session_state["lettre-titre"] or ""))


def _reprendre(atelier: Atelier) -> None:
    """Take back what the browser had kept, unless the server has it already.

    The browser asks before it knows: what was just typed can be here, or come in the same message.
    The fields get the result, which their own callbacks, that may run after this one, will find.
    """
    texte = str(st.session_state["lettre-reprise"] or "")
    st.session_state["lettre-reprise"] = ""
    repris = rendu_par_le_navigateur(texte, atelier)
    for cle, dessine in atelier.travail.textes.items():
        if st.session_state[f"lettre-{cle}"] != dessine:
            _noter(atelier, cle)
    if repris and not est_en_cours(repris, atelier.donne):
        ensemble = rejoindre(repris, atelier)
        garder(ensemble)
        for cle, voulu in ensemble.textes.items():
            st.session_state[f"lettre-{cle}"] = voulu
        dire("Brouillon repris\u00a0: ce navigateur l’avait gardé.")


def _repartir(donne: Brouillon) -> None:
    garder(tire_des_donnees(donne))
    dire("Toutes les rubriques sont revenues à ce que disent les données.")


def titre(atelier: Atelier) -> None:
    """Ask for the letter's title."""
    if st.session_state.get("lettre-titre") != atelier.travail.titre:
        st.session_state["lettre-titre"] = atelier.travail.titre
    st.text_input(
        "Titre de la lettre, et objet de l’e-mail",
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
    st.html(_tete(rang, relue, cle))
    st.text_area(
        f"Texte de la rubrique {rang}",
        key=cle,
        height="content",
        max_chars=LONGUEUR_MAXIMALE,
        label_visibility="collapsed",
        placeholder="Rien ne partira. Écrivez ici pour ajouter votre texte.",
        on_change=_noter,
        args=(atelier, relue.id),
    )
    changees = retouches(atelier.donne.rubriques[rang - 1], relue, texte, atelier.codes)
    st.html(_suite(vue, relue, changees, cle))


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


def _suite(vue: Vue, relue: Rubrique, changees: list[Retouche], cle: str) -> str:
    """Tell where the paragraphs come from, and offer what was left out."""
    if not relue.paragraphes:
        vide = (
            "Rubrique laissée vide"
            if relue.de_cote
            else "Les données ne disent rien pour cette période"
        )
        html = f'<p class="tp-note"><strong>{vide}\u00a0: elle ne partira pas.</strong></p>'
    else:
        html = f'<p class="tp-note">{_origines(relue)}</p>'
        html += _retouchees(changees, cle) + _a_la_main(relue)
    return html + _de_cote(relue, cle) + _sources(vue, relue)


def _origines(relue: Rubrique) -> str:
    dits = []
    for origine, mots in ORIGINES.items():
        nombre = sum(p.origine == origine for p in relue.paragraphes)
        if nombre:
            dits.append(f"{mots}\u00a0: {nombre}")
    return f"Paragraphes\u00a0— {' · '.join(dits)}"


def _retouchees(changees: list[Retouche], cle: str) -> str:
    """Show each sentence that was changed beside the data's own, which one click puts back."""
    if not changees:
        return ""
    lignes = "".join(
        f"<li>{texte_sur(texte_nu(r.paragraphe.corps))} "
        f"<strong>[{texte_sur(' '.join(r.paragraphe.sources))}]</strong><br>"
        f"<em>Phrase des données\u00a0: {texte_sur(texte_nu(r.donnee.corps))}</em> "
        f'<button type="button" data-lettre="retablir" data-champ="{texte_sur(cle)}" '
        f'data-bloc="{texte_sur(en_attribut(r.brut))}" '
        f'data-texte="{texte_sur(en_ligne(r.donnee))}">Rétablir</button></li>'
        for r in changees
    )
    combien = compte(
        len(changees),
        "phrase retouchée\u00a0: vérifiez que sa source le dit toujours",
        "phrases retouchées\u00a0: vérifiez que leurs sources le disent toujours",
    )
    return (
        f'<details class="tp-phrases" open><summary>{combien}</summary><ul>{lignes}</ul></details>'
    )


def _a_la_main(relue: Rubrique) -> str:
    """Name the paragraphs that the data does not know."""
    lignes = "".join(
        f"<li>{texte_sur(texte_nu(p.corps))} <em>({ORIGINES[p.origine]})</em></li>"
        for p in relue.paragraphes
        if p.origine == "ecrit"
    )
    if not lignes:
        return ""
    return (
        '<details class="tp-phrases"><summary>Ce qui n’est pas dans les données</summary>'
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
        "<li>Les codes entre crochets sont les sources du paragraphe\u00a0: ils deviennent des "
        "notes. Une phrase retouchée reste liée aux données tant qu’elle les garde\u202f; sans "
        "eux, elle est de vous.</li>"
        "<li>Alt + ↑ ou ↓ déplace le paragraphe où est le curseur, Alt + Suppr le laisse de "
        "côté\u202f; Ctrl + Entrée met l’aperçu à jour.</li></ul></details>"
    )


def memoire_du_navigateur(atelier: Atelier) -> None:
    """Let the browser keep the draft, and hand it back after a reload or a lost connection."""
    travail = atelier.travail
    connus, lus = texte_sur(en_attribut(travail.connus)), texte_sur(identites(atelier))
    st.html(
        f'<p class="tp-brouillon tp-note" data-cle="{texte_sur(travail.cle)}" '
        f'data-session="{nom_de_session()}" '
        f'data-neuf="{"oui" if travail.neuf else "non"}" data-connus="{connus}" '
        f'data-identites="{lus}" data-coupure="{texte_sur(en_attribut(COUPURE))}" '
        f'data-jointure="{texte_sur(en_attribut(JOINTURE))}">'
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
            args=(atelier,),
        )


def repartir(atelier: Atelier) -> None:
    """Offer to forget the changes."""
    st.button(
        "Repartir des données",
        icon=":material/restart_alt:",
        on_click=_repartir,
        args=(atelier.donne,),
        disabled=atelier.travail.neuf,
        help="Efface vos retouches de cette période et remet toutes les phrases des données.",
    )
