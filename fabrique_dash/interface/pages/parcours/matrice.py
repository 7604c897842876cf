"""Blocks of the page Parcours: its filters, and the matrix territories × steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte, guillemets
from fabrique_dash.chiffres.suivi.parcours import (
    DE_L_ENSEMBLE,
    ETATS,
    Couple,
    FiltreParcours,
    couples,
    filtrer,
)
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import blocs, fragments
from fabrique_dash.interface.filtres.filtres import Filtre, plusieurs
from fabrique_dash.interface.filtres.pagination import legende_de_page, une_page
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import Renvoi, renvois
from fabrique_dash.publication.tables.parcours import chiffres_du_parcours

_RIEN = ("",)  # nothing has it: a filter left empty keeps nothing, as its words say
DIT_DE_TOUS = "dit de tous"
TERRITOIRES_PAR_PAGE = 25
_LEGENDE = "Où en est chaque territoire, étape par étape"
_MARQUES = {"franchie": "✓", "en cours": "…", "prévue": "→"}


@dataclass(frozen=True)
class Choix:
    """Which territories and steps the reader asked for."""

    groupes: Filtre
    etapes: Filtre
    etats: Filtre

    @property
    def tous(self) -> list[Filtre]:
        """The filters in order."""
        return [self.groupes, self.etapes, self.etats]

    @property
    def filtre(self) -> FiltreParcours:
        """The same for `chiffres.parcours`."""
        return FiltreParcours(*(_ids(filtre) for filtre in self.tous))


def _ids(filtre: Filtre) -> tuple[str, ...]:
    """A filter that says nothing keeps everything, what has no group included."""
    return (filtre.choix or _RIEN) if filtre.phrase else ()


def filtres(vue: Vue) -> Choix:
    """Ask for groups, steps and states."""
    groupes = dict(zip(vue.groupes["id"], vue.groupes["nom"], strict=True))
    etapes = dict(zip(vue.etapes["id"], vue.etapes["libelle"], strict=True))
    par_groupe = plusieurs("groupes", "Groupes", groupes)
    with st.expander("Plus de filtres", icon=":material/tune:"):
        par_etape = plusieurs("etapes", "Étapes", etapes) if etapes else Filtre((), "", {})
        par_etat = plusieurs("etats", "États", {e: e.capitalize() for e in ETATS})
    return Choix(par_groupe, par_etape, par_etat)


def retenus(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Return the couples territory × step that the filters keep."""
    return filtrer(vue, choix.filtre)


def territoires_retenus(vue: Vue, choix: Choix) -> frozenset[str] | None:
    """Return the ids of the territories of the chosen groups; None when all groups are."""
    if not choix.groupes.phrase:
        return None
    liens = vue.rattachements[vue.rattachements["groupe_id"].isin(choix.groupes.choix)]
    return frozenset(liens["territoire_id"])


def chiffres(vue: Vue) -> None:
    """Show the counts of the whole cohort, whatever the filters."""
    st.html("<h3>Pour toute la cohorte</h3>")
    blocs.chiffres(vue, chiffres_du_parcours(vue))


def resultat(lignes: pd.DataFrame) -> str:
    """Say how many territories and steps are shown, and how many cells are documented."""
    if lignes.empty:
        return "Aucune étape connue"
    documentees = int((lignes["etat"] != Statut.NON_DOCUMENTE).sum())
    return (
        f"{compte(lignes['territoire_id'].nunique(), 'territoire')} × "
        f"{compte(lignes['etape_id'].nunique(), 'étape')}, "
        f"{compte(documentees, 'case documentée', 'cases documentées')} sur {len(lignes)}"
    )


def matrice(vue: Vue, choix: Choix) -> Filtre:
    """Show territories × steps, each cell with its state in words and its source.

    Returns:
        The page of territories that is shown, which filters nothing.
    """
    lignes = retenus(vue, choix)
    if lignes.empty:
        st.markdown(
            "Aucune case à montrer\u00a0: aucune étape du parcours n’était connue à cette date."
            if couples(vue).empty
            else "Aucune case à montrer avec ces filtres."
        )
        return Filtre((), "", {})
    page, montrees = une_page(lignes["territoire_id"].nunique(), TERRITOIRES_PAR_PAGE)
    gardes = {nom: valeur for f in choix.tous for nom, valeur in f.parametres.items()}
    bornes = (montrees.start, montrees.stop)
    st.html(_matrice(vue, choix.filtre, urlencode(gardes, doseq=True), bornes))
    blocs.source(vue, lignes)
    return page


@par_vue
def _matrice(vue: Vue, filtre: FiltreParcours, gardes: str, bornes: tuple[int, int]) -> str:
    """The matrix; `gardes` are the address parameters that the links to steps keep."""
    lignes = filtrer(vue, filtre)
    citees = renvois(vue)
    tous = rangees(lignes.drop_duplicates("territoire_id"), Couple)
    territoires = tous[slice(*bornes)]
    montrees = lignes[lignes["territoire_id"].isin([t["territoire_id"] for t in territoires])]
    cases = {
        (c["territoire_id"], c["etape_id"]): _case(c, citees) for c in rangees(montrees, Couple)
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


def _notes(lignes: pd.DataFrame) -> str:
    """Say what the words of the matrix mean, those that are there."""
    notes = []
    if DE_L_ENSEMBLE in set(lignes["portee"]):
        notes.append(f"{guillemets(DIT_DE_TOUS)}\u00a0: la source ne nomme pas ce territoire.")
    if Statut.NON_DOCUMENTE in set(lignes["etat"]):
        notes.append(
            f"{guillemets(Statut.NON_DOCUMENTE)} n’est pas un retard\u00a0: aucune source ne dit "
            "où ce territoire en est de cette étape."
        )
    return f'<p class="tp-note">{texte_sur(" ".join(notes))}</p>'


def _territoire(vue: Vue, t: Couple) -> str:
    nom = fragments.lien(adresse(vue, "territoire", t["territoire_id"]), t["territoire"])
    groupe = (
        f"groupe {Statut.NON_DOCUMENTE}" if t["groupe"] == Statut.NON_DOCUMENTE else t["groupe"]
    )
    return f'{nom}<br><span class="tp-note">{texte_sur(groupe)}</span>'


def _case(c: Couple, citees: Mapping[str, Renvoi]) -> str:
    """Write one cell with as few elements as it takes: a hundred rows must stay light."""
    etat = str(c["etat"])
    if etat == Statut.NON_DOCUMENTE:
        return f"—\u00a0{texte_sur(etat)}"
    marque = _MARQUES.get(etat, "")
    mot = f'<b class="tp-case">{marque}\u00a0{texte_sur(etat)}</b>'
    portee = f", {DIT_DE_TOUS}" if c["portee"] == DE_L_ENSEMBLE else ""
    statut = "" if c["statut"] == Statut.DOCUMENTE else f" {fragments.badge(c['statut'])}"
    codes = f"{c['source_id']} {c['autres_sources']}".split()
    return f"{mot}<br>{fragments.sources_en_html(codes, citees)}{portee}{statut}"
