"""The basket: figures kept while one browses, in the session and in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques.copier import boutons_de_copie
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.ailleurs.phrases import copie, ensemble
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.publication.site.parametres import AUCUN

PARAMETRE = "chiffres"
_CLE = "panier"
_PAGE_DE_LA_LETTRE = "lettre"

Parametres = Mapping[str, str | list[str]]


def panier(demande: Demande) -> tuple[str, ...]:
    """Return the ids of the chosen figures; an address that gives some replaces the choice.

    The basket becomes part of the page's address.
    """
    if PARAMETRE in demande.brut:
        st.session_state[_CLE] = ",".join(demande.brut[PARAMETRE]).split(",")
    parametre = demande.parametre(PARAMETRE)
    gardes = parametre.trier(st.session_state.get(_CLE, []))[0] or ()
    demande.retenir(parametre, parametre.filtre(gardes, demande[PARAMETRE].refus))
    return gardes


def _adresse(parametres: Parametres, choisis: Sequence[str]) -> str:
    return chemin("chiffres", {**parametres, PARAMETRE: ",".join(choisis) or AUCUN})


def lien_d_ajout(identifiant: str, libelle: str, choisis: Sequence[str], ici: Parametres) -> Markup:
    """Link that puts a figure into the basket, or takes it out; the page stays as it is.

    Args:
        identifiant: the figure's id.
        libelle: its name, for those who don't see what stands around the link.
        choisis: the basket.
        ici: address parameters of the page.
    """
    dedans = identifiant in choisis
    suite = [i for i in choisis if i != identifiant] if dedans else [*choisis, identifiant]
    verbe = "Retirer du panier" if dedans else "Mettre au panier"
    cache = html('<span class="tp-invisible"> {}</span>', libelle)
    return html(
        '<a class="tp-lien tp-action" href="{}" target="_self">{}{}</a>',
        _adresse(ici, suite),
        verbe,
        cache,
    )


def montrer(vue: Vue, choisis: Sequence[str], ici: Parametres) -> None:
    """Show the basket, what can be done with it, and how to empty it.

    Args:
        vue: the point of view.
        choisis: ids of the figures.
        ici: address parameters of the page.
    """
    if not choisis:
        return
    valeurs = [catalogue(vue)[i].calculer(vue) for i in choisis]
    puces = joindre(
        html(
            "<li>{libelle}\u00a0: <strong>{valeur_et_unite}</strong> "
            "({perimetre}) {lien_d_ajout}</li>",
            libelle=c.libelle,
            valeur_et_unite=c.valeur_et_unite(),
            perimetre=c.perimetre,
            lien_d_ajout=lien_d_ajout(c.id, c.libelle, choisis, ici),
        )
        for c in valeurs
    )
    tout = ensemble([copie(vue.donnees, c, c.phrase()) for c in valeurs])
    vider = fragments.lien(_adresse(ici, []), "Vider le panier")
    poser(
        html(
            '<section class="tp-panier" aria-label="Panier de chiffres"><h3>Panier\u00a0: '
            "{choisis}</h3><ul>{puces}</ul>"
            "{boutons_de_copie}"
            '<p class="tp-suite">{lien_vers_la_lettre}{vider}</p></section>',
            choisis=len(choisis),
            puces=puces,
            boutons_de_copie=boutons_de_copie(tout, "tout le panier"),
            lien_vers_la_lettre=_lien_vers_la_lettre(vue, choisis),
            vider=vider,
        )
    )


def _lien_vers_la_lettre(vue: Vue, choisis: Sequence[str]) -> Markup:
    if _PAGE_DE_LA_LETTRE not in {p.cle for p in PAGES}:
        return Markup()
    parametres = {**reglages(vue), PARAMETRE: ",".join(choisis)}
    adresse = chemin(_PAGE_DE_LA_LETTRE, parametres)
    return fragments.lien(adresse, "→\u00a0Écrire la lettre avec ces chiffres") + " · "
