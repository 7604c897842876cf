"""Pieces of a sheet as HTML: fields, each with its status, its reason and its links."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import texte_long
from fabrique_dash.publication.morceaux.reprises import place_du_manque, places
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import renvois


def lien_vers(vue: Vue, objet: tuple[str, str] | None, libelle: str) -> Markup:
    """Link a name to the page of its thing, when it has one that may be shown."""
    if objet is None or objet[1] not in objets(vue, objet[0]):
        return escape(libelle)
    return fragments.lien(adresse(vue, *objet), libelle)


def precision(texte: str) -> Markup:
    """Write a reason or a limit under its value; a long one is folded."""
    return html('<div class="tp-note">{}</div>', texte_long(texte)) if texte else Markup()


def statut(champ: Champ) -> Markup:
    """Show the status of a field, unless a source simply says it."""
    return Markup() if champ.statut == Statut.DOCUMENTE else fragments.badge(champ.statut)


def valeur(vue: Vue, champ: Champ, *, lie: bool = True) -> Markup:
    """Write the value of a field with its link, status and reason."""
    texte = ""
    if champ.valeur != champ.statut:
        texte = lien_vers(vue, champ.objet, champ.valeur) if lie else champ.valeur
    nom = f"{champ.champ}, {champ.valeur}"
    reprises = places(vue, champ.rangees, nom)
    if champ.manque:
        table, *sujet = champ.manque
        reprises += place_du_manque(vue, table, sujet, nom)
    return html("{} {}{}{}", texte, statut(champ), reprises, precision(champ.precision))


def champs_en_html(vue: Vue, champs: Sequence[Champ], *, titre_lie: bool = False) -> Markup:
    """Show fields as a list of labels and values, then their source line; nothing without any.

    Args:
        vue: the point of view.
        champs: the fields.
        titre_lie: whether the link goes on the label rather than on the value.
    """
    if not champs:
        return Markup()
    lignes = []
    precedent = ""
    for champ in champs:
        # Values that follow under the same label share it.
        suite = champ.champ == precedent
        precedent = champ.champ
        titre = lien_vers(vue, champ.objet, champ.champ) if titre_lie else champ.champ
        tete = "" if suite else html("<dt>{}</dt>", titre)
        lignes.append(html("{}<dd>{}</dd>", tete, valeur(vue, champ, lie=not titre_lie)))
    return html('<dl class="tp-fiche">{}</dl>{}', joindre(lignes), source(vue, champs))


def source(vue: Vue, champs: Sequence[Champ]) -> Markup:
    """Make the source line of fields; nothing when no source fills any of them."""
    codes = list(dict.fromkeys(code for c in champs for code in c.sources))
    if not codes:
        return Markup()
    etat_au = f"état au {jour_long(vue.jour)}"
    statuts = [c.statut for c in champs]
    return fragments.ligne_de_source(codes, statuts, renvois(vue), etat_au)


def tableau(legende: str, titres: Sequence[str], lignes: Sequence[Sequence[str]]) -> Markup:
    """Show a table whose cells are markup or text; the first cell names its row."""
    tetes = joindre(html('<th scope="col">{}</th>', t) for t in titres)
    corps = joindre(
        html('<tr><th scope="row">{}</th>', ligne[0])
        + joindre(html("<td>{}</td>", case) for case in ligne[1:])
        + html("</tr>")
        for ligne in lignes
    )
    return html(
        '<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{legende}">'
        '<table class="tp-table"><caption>{legende}</caption>'
        "<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table></div>",
        legende=legende,
        tetes=tetes,
        corps=corps,
    )
