"""Blocks of the page Parcours: its filters, and the matrix territories × steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.chiffres.suivi.parcours import (
    DE_L_ENSEMBLE,
    Couple,
    FiltreParcours,
    couples,
    filtrer,
)
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.filtres.pagination import une_page
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place, place_du_manque
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.choix_des_pages import filtre_du_parcours
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pagination import legende_de_page
from fabrique_dash.publication.site.parametres import Filtre
from fabrique_dash.publication.site.references import Renvoi, renvois
from fabrique_dash.publication.tables.parcours import chiffres_du_parcours

DIT_DE_TOUS = "dit de tous"
TERRITOIRES_PAR_PAGE = 15
_LEGENDE = "Où en est chaque territoire, étape par étape"
_MARQUES = {"franchie": "✓", "en cours": "…", "prévue": "→"}


@dataclass(frozen=True)
class Choix:
    """Which territories and steps the reader asked for.

    Attributes:
        filtre: the same for `chiffres.parcours`.
        groupes: ids of the only groups to tell of; None for all, what has no group included.
        parametres: address parameters that reopen the choice.
    """

    filtre: FiltreParcours
    groupes: tuple[str, ...] | None
    parametres: dict[str, str]


def filtres(demande: Demande) -> Choix:
    """Ask for groups, steps and states."""
    groupes = demander(demande, "groupes")
    with st.expander("Plus de filtres", icon=":material/tune:"):
        etapes = demander(demande, "etapes") if "etapes" in demande else Filtre()
        etats = demander(demande, "etats")
    lus = (groupes, etapes, etats)
    return Choix(
        filtre_du_parcours(demande),
        groupes.choix if groupes.phrase else None,
        {nom: valeur for lu in lus for nom, valeur in lu.parametres.items()},
    )


def retenus(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Return the couples territory × step that the filters keep."""
    return filtrer(vue, choix.filtre)


def territoires_retenus(vue: Vue, choix: Choix) -> frozenset[str] | None:
    """Return the ids of the territories of the chosen groups; None when all groups are."""
    if choix.groupes is None:
        return None
    liens = vue.rattachements[vue.rattachements["groupe_id"].isin(choix.groupes)]
    return frozenset(liens["territoire_id"])


def chiffres(vue: Vue) -> None:
    """Show the counts of the whole cohort, whatever the filters."""
    poser(html("<h3>Pour toute la cohorte</h3>"))
    blocs.chiffres(vue, chiffres_du_parcours(vue))


def matrice(demande: Demande, choix: Choix) -> None:
    """Show territories × steps, each cell with its state in words and its source."""
    vue = demande.vue
    lignes = retenus(vue, choix)
    if lignes.empty:
        st.markdown(
            "Aucune case à montrer\u00a0: aucune étape du parcours n’était connue à cette date."
            if couples(vue).empty
            else "Aucune case à montrer avec ces filtres."
        )
        return
    montrees = une_page(demande, lignes["territoire_id"].nunique(), TERRITOIRES_PAR_PAGE)
    bornes = (montrees.start, montrees.stop)
    poser(_matrice(vue, choix.filtre, urlencode(choix.parametres), bornes))
    blocs.source(vue, lignes)


@par_vue
def _matrice(vue: Vue, filtre: FiltreParcours, gardes: str, bornes: tuple[int, int]) -> Markup:
    """The matrix; `gardes` are the address parameters that the links to steps keep."""
    lignes = filtrer(vue, filtre)
    citees = renvois(vue)
    tous = rangees(lignes.drop_duplicates("territoire_id"), Couple)
    territoires = tous[slice(*bornes)]
    montrees = lignes[lignes["territoire_id"].isin([t["territoire_id"] for t in territoires])]
    cases = {
        (c["territoire_id"], c["etape_id"]): _case(vue, c, citees)
        for c in rangees(montrees, Couple)
    }
    etapes = rangees(lignes.drop_duplicates("etape_id"), Couple)
    corps = [
        [_territoire(vue, t), *(cases[t["territoire_id"], e["etape_id"]] for e in etapes)]
        for t in territoires
    ]
    suite = f"&{gardes}" if gardes else ""
    liens = [
        fragments.lien(adresse(vue, "etape", e["etape_id"]) + suite, e["etape"]) for e in etapes
    ]
    legende = legende_de_page(_LEGENDE, slice(*bornes), len(tous))
    tableau = fragments.tableau_de_cases(
        ["Territoire et groupe", *liens], corps, legende, "tp-matrice"
    )
    return tableau + _notes(lignes)


def _notes(lignes: pd.DataFrame) -> Markup:
    """Say what the words of the matrix mean, those that are there."""
    notes = []
    if DE_L_ENSEMBLE in set(lignes["portee"]):
        notes.append(f"{guillemets(DIT_DE_TOUS)}\u00a0: la source ne nomme pas ce territoire.")
    if Statut.NON_DOCUMENTE in set(lignes["etat"]):
        notes.append(
            f"{guillemets(Statut.NON_DOCUMENTE)} n’est pas un retard\u00a0: aucune source ne dit "
            "où ce territoire en est de cette étape."
        )
    return html('<p class="tp-note">{}</p>', " ".join(notes))


def _territoire(vue: Vue, t: Couple) -> Markup:
    nom = fragments.lien(adresse(vue, "territoire", t["territoire_id"]), t["territoire"])
    groupe = (
        f"groupe {Statut.NON_DOCUMENTE}" if t["groupe"] == Statut.NON_DOCUMENTE else t["groupe"]
    )
    return html('{}<br><span class="tp-note">{}</span>', nom, groupe)


def _case(vue: Vue, c: Couple, citees: Mapping[str, Renvoi]) -> Markup:
    """Write one cell with as few elements as it takes: a hundred rows must stay light."""
    etat = str(c["etat"])
    nom = f"{c['territoire']}, {c['etape']}"
    if etat == Statut.NON_DOCUMENTE:
        sujet = (c["territoire_id"], c["etape_id"])
        return html("—\u00a0{}{}", etat, place_du_manque(vue, "avancement", sujet, nom))
    marque = _MARQUES.get(etat, "")
    mot = html('<b class="tp-case">{}\u00a0{}</b>', marque, etat)
    portee = f", {DIT_DE_TOUS}" if c["portee"] == DE_L_ENSEMBLE else ""
    statut = "" if c["statut"] == Statut.DOCUMENTE else html(" {}", fragments.badge(c["statut"]))
    # The main source only: the line under the table names them all, and the step's sheet each.
    codes = [c["source_id"]]
    return html(
        "{mot}<br>{sources_en_html}{portee}{statut}{reprise}",
        mot=mot,
        sources_en_html=fragments.sources_en_html(codes, citees),
        portee=portee,
        statut=statut,
        reprise=place(vue, "avancement", c["avancement_id"], nom),
    )
