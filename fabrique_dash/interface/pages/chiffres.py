"""Blocks of the catalogue of figures: filters, cards to copy from, one figure in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import Entree, catalogue
from fabrique_dash.chiffres.depuis import derniere_lettre
from fabrique_dash.chiffres.noyau.registre import THEMES
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_au
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques.blocs import source_de_chiffres
from fabrique_dash.interface.briques.copier import boutons_de_copie
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import sur_cette_page, titre_en_html
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import panier as paniers
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.ailleurs.chiffres import table_des_chiffres
from fabrique_dash.publication.ailleurs.phrases import citation, copie
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.choix_des_pages import chiffres_demandes
from fabrique_dash.publication.site.demande import Demande

_UN_CHIFFRE = "chiffre"


@dataclass(frozen=True)
class Choix:
    """What the reader asked for.

    Attributes:
        demande: all that the address asks for.
        depuis: the day with which the figures are compared, if there is one.
        chiffre: id of the only figure to show; empty for several.
        panier: ids of the figures kept.
    """

    demande: Demande
    depuis: date | None
    chiffre: str
    panier: tuple[str, ...]

    @property
    def entrees(self) -> tuple[Entree, ...]:
        """The figures to show, in order."""
        return chiffres_demandes(self.demande)

    @property
    def ici(self) -> dict[str, str | list[str]]:
        """Address parameters of what is shown, basket left aside."""
        return {**reglages(self.demande.vue), **self.demande.sauf(paniers.PARAMETRE)}


def filtres(demande: Demande) -> Choix:
    """Ask for themes, group, territory and start of the period."""
    demander(demande, "themes")
    gauche, milieu, droite = st.columns(3)
    with gauche:
        demander(demande, "groupe")
    with milieu:
        demander(demande, "territoire")
    depuis = None
    if "depuis" in demande:
        with droite:
            aide = "D’abord le jour où la dernière lettre connue avait certainement paru."
            jour = demander(demande, "depuis", aide=aide).un
        depuis = date.fromisoformat(jour) if jour else None
    return Choix(demande, depuis, demande[_UN_CHIFFRE].un, paniers.panier(demande))


def periode(vue: Vue, choix: Choix) -> None:
    """Say since when changes are counted, and why."""
    lettre = derniere_lettre(vue)
    if choix.depuis is None:
        st.markdown("Aucune lettre connue n’avait paru avant cette date\u00a0: rien à comparer.")
    elif lettre is not None and choix.depuis == lettre.parue_le:
        lien = fragments.lien(chemin("lettres", {"lettre": lettre.id, **reglages(vue)}), lettre.nom)
        poser(
            html(
                '<p class="tp-note">Depuis la dernière lettre connue ({}), qui avait paru le '
                "{} au plus tard.</p>",
                lien,
                jour_long(lettre.parue_le),
            )
        )
    else:
        poser(html('<p class="tp-note">Comparé avec l’état au {}.</p>', jour_long(choix.depuis)))


@par_vue
def changement_depuis(vue: Vue, identifiant: str, depuis: date | None) -> str:
    """Say what changed in a figure since a day; empty when it can't be said.

    Args:
        vue: the point of view.
        identifiant: the figure's id.
        depuis: the earlier day, or None.
    """
    if depuis is None:
        return ""
    calculer = catalogue(vue)[identifiant].calculer
    return calculer(vue).changement(calculer(vue_au(vue.donnees, vue.cohorte, depuis)))


def montrer(vue: Vue, choix: Choix) -> None:
    """Show the only figure asked for in full, or the cards of all."""
    entrees = choix.entrees
    if choix.chiffre:
        _seul(vue, entrees[0], choix)
    else:
        _cartes(vue, entrees, choix)
    source_de_chiffres(vue, [e.calculer(vue) for e in entrees])


def _cartes(vue: Vue, entrees: Sequence[Entree], choix: Choix) -> None:
    """Show the figures theme by theme, each with what can be copied."""
    if not entrees:
        st.markdown("Aucun chiffre ne répond à ces filtres.")
        return
    par_theme = {t: list(siens) for t, siens in groupby(entrees, key=lambda e: THEMES[e.theme])}
    sur_cette_page(*par_theme)
    corps = joindre(
        titre_en_html(theme)
        + joindre(_carte(vue, e, choix.depuis, _ajout(vue, e, choix)) for e in siens)
        for theme, siens in par_theme.items()
    )
    poser(html('<div class="tp-copiables">{}</div>', corps))


@par_vue
def _carte(vue: Vue, entree: Entree, depuis: date | None, ajout: str) -> Markup:
    c = entree.calculer(vue)
    adresse = chemin("chiffres", {_UN_CHIFFRE: c.id, **reglages(vue), **_depuis(depuis)})
    change = changement_depuis(vue, c.id, depuis)
    manque = html('<p class="tp-note">{}</p>', c.manque) if c.manque else ""
    return html(
        '<article class="tp-copiable"><h3>{lien}</h3>'
        '<p class="tp-copiable-valeur"><strong>{valeur_et_unite}</strong> '
        "{badge}</p>"
        '<p class="tp-note">{perimetre}, {etat_au}.</p>{manque}'
        "{change}"
        "<details><summary>Phrase longue, définition, citation</summary>"
        "<p>{phrase_longue}</p>"
        "<p>{citation}</p></details>"
        '<p class="tp-copiable-actions">'
        "{boutons_de_copie} {ajout}</p>"
        "</article>",
        lien=fragments.lien(adresse, c.libelle),
        valeur_et_unite=c.valeur_et_unite(),
        badge=fragments.badge(c.statut),
        perimetre=c.perimetre,
        etat_au=c.etat_au(),
        manque=manque,
        change=html("<p>{}</p>", change) if change else "",
        phrase_longue=c.phrase_longue(change),
        citation=citation(vue.donnees, c),
        boutons_de_copie=boutons_de_copie(copie(vue.donnees, c, c.phrase_courte()), c.libelle),
        ajout=ajout,
    )


def _depuis(depuis: date | None) -> dict[str, str]:
    return {"depuis": depuis.isoformat()} if depuis else {}


def _ajout(vue: Vue, entree: Entree, choix: Choix) -> Markup:
    libelle = entree.calculer(vue).libelle
    return paniers.lien_d_ajout(entree.id, libelle, choix.panier, choix.ici)


def _seul(vue: Vue, entree: Entree, choix: Choix) -> None:
    """Show one figure in full: both sentences with their copies, definition, citation."""
    poser(_en_entier(vue, entree, choix.depuis))
    tous = fragments.lien(chemin("chiffres", reglages(vue)), "←\u00a0Tous les chiffres")
    poser(html('<p class="tp-suite">{} · {}</p>', _ajout(vue, entree, choix), tous))


@par_vue
def _en_entier(vue: Vue, entree: Entree, depuis: date | None) -> Markup:
    c = entree.calculer(vue)
    change = changement_depuis(vue, c.id, depuis)
    longue = c.phrase_longue(change)
    lignes = {
        "Ce qui est compté": c.definition,
        "Périmètre": c.perimetre,
        "Ce qu’il faut savoir": c.manque,
        "Depuis la date choisie": change,
        "Citation": citation(vue.donnees, c),
    }
    details = joindre(
        html("<dt>{}</dt><dd>{}</dd>", nom, texte) for nom, texte in lignes.items() if texte
    )
    phrases = joindre(
        html(
            "<h3>{}</h3><blockquote>{}</blockquote><p>{}</p>",
            forme,
            phrase,
            boutons_de_copie(copie(vue.donnees, c, phrase), nom),
        )
        for forme, phrase, nom in (
            ("Phrase courte", c.phrase_courte(), "phrase courte"),
            ("Phrase longue", longue, "phrase longue"),
        )
    )
    return html(
        '<article class="tp-copiable tp-copiable--seule"><h2>{libelle}</h2>'
        '<p class="tp-copiable-valeur"><strong>{valeur_et_unite}</strong> '
        '{badge}</p>{phrases}<dl class="tp-details">{details}</dl></article>',
        libelle=c.libelle,
        valeur_et_unite=c.valeur_et_unite(),
        badge=fragments.badge(c.statut),
        phrases=phrases,
        details=details,
    )


def tableau(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Gather the figures shown as a table to download, with what changed in each.

    Returns:
        The columns of `table_des_chiffres`, plus theme, groupe, territoire (ids), depuis (ISO
        date or empty), changement (in words).
    """
    entrees = choix.entrees
    lignes = table_des_chiffres(vue.donnees, [e.calculer(vue) for e in entrees])
    return lignes.assign(
        theme=[e.theme for e in entrees],
        groupe=[e.groupe for e in entrees],
        territoire=[e.territoire for e in entrees],
        depuis=choix.depuis.isoformat() if choix.depuis else "",
        changement=[changement_depuis(vue, e.id, choix.depuis) for e in entrees],
    )


def integration(vue: Vue, choix: Choix) -> None:
    """Give the code that shows the figure elsewhere; nothing when several are shown."""
    if choix.chiffre:
        integrer(vue, [("chiffre", {"chiffre": choix.chiffre})])


def images(vue: Vue, choix: Choix) -> list[Fichier]:
    """Offer the figure that is shown alone as a picture; nothing when several are shown."""
    if not choix.chiffre:
        return []
    return fichiers_d_images(vue, "chiffre", {"chiffre": choix.chiffre})
