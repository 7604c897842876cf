"""Block of the page Parcours: what to look at first, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.chiffres.suivi.signalements import (
    Categorie,
    Signalement,
    signalements,
    silence_general,
)
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import texte_long
from fabrique_dash.publication.morceaux.reprises import places
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import renvois

_NOMS = {
    Categorie.SANS_CONFIRMATION: ("événement", "événements"),
    Categorie.SANS_NOUVELLE: ("territoire", "territoires"),
    Categorie.ETAPE_MUETTE: ("étape", "étapes"),
    Categorie.GROUPE: ("fait", "faits"),
    Categorie.DATE: ("événement", "événements"),
    Categorie.DIVERGENCE: ("désaccord", "désaccords"),
}


def a_voir(vue: Vue, delai: int, territoires: frozenset[str] | None) -> list[Signalement]:
    """Return what to look at first, of some territories or of all.

    Args:
        vue: the point of view.
        delai: days without dated news after which a territory is to be looked at.
        territoires: ids to keep, what is about no territory in particular staying; None for all.
    """
    lignes = signalements(vue, delai)
    if territoires is None:
        return list(lignes)
    return [s for s in lignes if not s.territoires or territoires & set(s.territoires)]


def silence(vue: Vue) -> None:
    """Say on top that the last news are years old, where they are."""
    if dit := silence_general(vue):
        st.info(dit)


def a_regarder(vue: Vue, toutes: Sequence[Signalement]) -> None:
    """Show what to look at first by reason, each row with its reason, source and link.

    Territories without news are not told one by one where `silence` has said it of all.
    """
    tu = bool(silence_general(vue))
    lignes = [s for s in toutes if not (tu and s.categorie == Categorie.SANS_NOUVELLE)]
    if not lignes:
        st.markdown("Rien à signaler à cette date, avec ces filtres.")
        return
    poser(_a_regarder(vue, tuple(lignes)))
    etat_au = f"état au {jour_long(vue.jour)}"
    codes = list(dict.fromkeys(code for s in lignes for code in s.sources))
    poser(fragments.ligne_de_source(codes, [s.statut for s in lignes], renvois(vue), etat_au))


@par_vue
def _a_regarder(vue: Vue, lignes: tuple[Signalement, ...]) -> Markup:
    cartes = joindre(
        _carte(vue, Categorie(categorie), list(siennes))
        for categorie, siennes in groupby(lignes, key=lambda s: s.categorie)
    )
    note = html('<p class="tp-note">Sans autre mention, une ligne est documentée.</p>')
    return html('<div class="tp-signaux">{}</div>{}', cartes, note)


def _carte(vue: Vue, categorie: Categorie, lignes: list[Signalement]) -> Markup:
    nombre = compte(len(lignes), *_NOMS[categorie])
    puces = joindre(_puce(vue, siennes) for siennes in _par_raison(lignes))
    return html(
        '<section class="tp-carte tp-signal"><h3>{categorie} '
        '<span class="tp-note">{nombre}</span></h3><ul>{puces}</ul></section>',
        categorie=categorie,
        nombre=nombre,
        puces=puces,
    )


def _par_raison(lignes: Sequence[Signalement]) -> Iterable[list[Signalement]]:
    """Gather the rows of one reason, wherever they are: a hundred territories may share it."""
    par_raison: dict[str, list[Signalement]] = {}
    for ligne in lignes:
        par_raison.setdefault(ligne.raison, []).append(ligne)
    return par_raison.values()


def _puce(vue: Vue, lignes: list[Signalement]) -> Markup:
    """One row; rows with the same reason share it."""
    liens = joindre(
        (
            html(
                '{}<span class="tp-tenu">{}{}</span>',
                fragments.lien(adresse(vue, s.nature, s.identifiant), s.quoi),
                places(vue, s.rangees, s.quoi),
                "," if rang < len(lignes) else "",
            )
            for rang, s in enumerate(lignes, 1)
        ),
        " ",
    )
    origine = fragments.origine(
        (code for s in lignes for code in s.sources),
        (s.statut for s in lignes),
        renvois(vue),
    )
    return html("<li>{}<br>{} {}</li>", liens, texte_long(lignes[0].raison), origine)
