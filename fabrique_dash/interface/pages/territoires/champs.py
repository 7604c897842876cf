"""Pieces of a sheet as HTML: fields, each with its status, its reason and its links."""

from __future__ import annotations

from collections.abc import Sequence

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import fragments
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import renvois

_LONGUE = 110  # characters: a longer reason is folded


def lien_vers(vue: Vue, objet: tuple[str, str] | None, libelle: str) -> str:
    """Link a name to the page of its thing, when it has one that may be shown."""
    if objet is None or objet[1] not in objets(vue, objet[0]):
        return texte_sur(libelle)
    return fragments.lien(adresse(vue, *objet), libelle)


def precision(texte: str, resume: str = "Pourquoi, et avec quelles limites") -> str:
    """Write a reason or a limit under its value; a long one is folded under a summary."""
    if not texte:
        return ""
    if len(texte) <= _LONGUE:
        return f'<p class="tp-note">{texte_sur(texte)}</p>'
    return (
        f'<details class="tp-note"><summary>{texte_sur(resume)}</summary>'
        f"<p>{texte_sur(texte)}</p></details>"
    )


def statut(champ: Champ) -> str:
    """Show the status of a field, unless a source simply says it."""
    return "" if champ.statut == Statut.DOCUMENTE else fragments.badge(champ.statut)


def valeur(vue: Vue, champ: Champ, *, lie: bool = True) -> str:
    """Write the value of a field with its link, status and reason."""
    texte = ""
    if champ.valeur != champ.statut:
        texte = lien_vers(vue, champ.objet, champ.valeur) if lie else texte_sur(champ.valeur)
    return f"{texte} {statut(champ)}{precision(champ.precision)}"


def champs_en_html(vue: Vue, champs: Sequence[Champ], *, titre_lie: bool = False) -> str:
    """Show fields as a list of labels and values, then their source line; nothing without any.

    Args:
        vue: the point of view.
        champs: the fields.
        titre_lie: whether the link goes on the label rather than on the value.
    """
    if not champs:
        return ""
    lignes = []
    precedent = ""
    for champ in champs:
        # Values that follow under the same label share it.
        suite = champ.champ == precedent
        precedent = champ.champ
        titre = lien_vers(vue, champ.objet, champ.champ) if titre_lie else texte_sur(champ.champ)
        tete = "" if suite else f"<dt>{titre}</dt>"
        lignes.append(f"{tete}<dd>{valeur(vue, champ, lie=not titre_lie)}</dd>")
    return f'<dl class="tp-fiche">{"".join(lignes)}</dl>{source(vue, champs)}'


def source(vue: Vue, champs: Sequence[Champ]) -> str:
    """Make the source line of fields; nothing when no source fills any of them."""
    codes = list(dict.fromkeys(code for c in champs for code in c.sources))
    if not codes:
        return ""
    etat_au = f"état au {jour_long(vue.jour)}"
    statuts = [c.statut for c in champs]
    return fragments.ligne_de_source(codes, statuts, renvois(vue), etat_au)


def tableau(legende: str, titres: Sequence[str], lignes: Sequence[Sequence[str]]) -> str:
    """Show a table whose cells are HTML already made safe; the first cell names its row."""
    tetes = "".join(f'<th scope="col">{texte_sur(t)}</th>' for t in titres)
    corps = "".join(
        f'<tr><th scope="row">{ligne[0]}</th>'
        + "".join(f"<td>{case}</td>" for case in ligne[1:])
        + "</tr>"
        for ligne in lignes
    )
    return (
        f'<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{texte_sur(legende)}">'
        f'<table class="tp-table"><caption>{texte_sur(legende)}</caption>'
        f"<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table></div>"
    )
