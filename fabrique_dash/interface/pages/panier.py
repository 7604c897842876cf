"""The basket: figures kept while one browses, in the session and in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import fragments
from fabrique_dash.interface.briques.copier import boutons_de_copie
from fabrique_dash.publication.ailleurs.phrases import copie, ensemble
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


def lien_d_ajout(identifiant: str, libelle: str, choisis: Sequence[str], ici: Parametres) -> str:
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
    cache = f'<span class="tp-invisible"> {texte_sur(libelle)}</span>'
    return (
        f'<a class="tp-lien tp-action" href="{texte_sur(_adresse(ici, suite))}" target="_self">'
        f"{verbe}{cache}</a>"
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
    puces = "".join(
        f"<li>{texte_sur(c.libelle)}\u00a0: <strong>{texte_sur(c.valeur_et_unite())}</strong> "
        f"({texte_sur(c.perimetre)}) {lien_d_ajout(c.id, c.libelle, choisis, ici)}</li>"
        for c in valeurs
    )
    tout = ensemble([copie(vue.donnees, c, c.phrase()) for c in valeurs])
    vider = fragments.lien(_adresse(ici, []), "Vider le panier")
    st.html(
        f'<section class="tp-panier" aria-label="Panier de chiffres"><h3>Panier\u00a0: '
        f"{len(choisis)}</h3><ul>{puces}</ul>"
        f"{boutons_de_copie(tout, 'tout le panier')}"
        f'<p class="tp-suite">{_lien_vers_la_lettre(vue, choisis)}{vider}</p></section>'
    )


def _lien_vers_la_lettre(vue: Vue, choisis: Sequence[str]) -> str:
    if _PAGE_DE_LA_LETTRE not in {p.cle for p in PAGES}:
        return ""
    parametres = {**reglages(vue), PARAMETRE: ",".join(choisis)}
    adresse = chemin(_PAGE_DE_LA_LETTRE, parametres)
    return fragments.lien(adresse, "→\u00a0Écrire la lettre avec ces chiffres") + " · "
