"""The register in which every figure's function enters itself, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.etats import Statut, le_plus_faible
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue

ChiffreDuProgramme = Callable[[Vue], Chiffre]
ChiffreDeGroupe = Callable[[Vue, str], Chiffre]
ChiffreDeTerritoire = Callable[[Vue, str], Chiffre]
_Inscription = Callable[[ChiffreDuProgramme], ChiffreDuProgramme]

PROGRAMME: dict[str, ChiffreDuProgramme] = {}
PAR_GROUPE: dict[str, ChiffreDeGroupe] = {}
PAR_TERRITOIRE: dict[str, ChiffreDeTerritoire] = {}

# What the figures of the programme are about, in the order in which they are listed. The other
# figures are about their group or their territory.
THEMES = {
    "programme": "Programme",
    "parcours": "Parcours",
    "territoires": "Territoires",
    "groupes": "Groupes",
    "preoccupations": "Préoccupations",
    "rendez-vous": "Rendez-vous",
    "referentiel": "Référentiel",
    "villes-pairs": "Villes pairs",
    "alliance": "Alliance et chantiers",
    "lettres": "Lettres",
    "sources": "Sources",
}
THEME_DE: dict[str, str] = {}


def _refuser_un_double(nom: str, registre: Mapping[str, object]) -> None:
    if nom in registre:
        raise ValueError(f"deux chiffres portent le nom «\u00a0{nom}\u00a0»")


def du_programme(*, theme: str) -> _Inscription:
    """Register a figure of the whole programme; it is computed once per view.

    Args:
        theme: what the figure is about, a key of `THEMES`.

    Raises:
        ValueError: there is no such theme, or another figure bears this name.
    """
    if theme not in THEMES:
        raise ValueError(f"thème de chiffre inconnu\u00a0: {theme}")

    def inscrire(calcul: ChiffreDuProgramme) -> ChiffreDuProgramme:
        _refuser_un_double(calcul.__name__, PROGRAMME)
        retenue = par_vue(calcul)
        PROGRAMME[calcul.__name__] = retenue
        THEME_DE[calcul.__name__] = theme
        return retenue

    return inscrire


def par_groupe(fonction: ChiffreDeGroupe) -> ChiffreDeGroupe:
    """Register a figure that each group has; it is computed once per view and group."""
    _refuser_un_double(fonction.__name__, PAR_GROUPE)
    retenue = par_vue(fonction)
    PAR_GROUPE[fonction.__name__] = retenue
    return retenue


def par_territoire(fonction: ChiffreDeTerritoire) -> ChiffreDeTerritoire:
    """Register a figure that each territory has; it is computed once per view and territory."""
    _refuser_un_double(fonction.__name__, PAR_TERRITOIRE)
    retenue = par_vue(fonction)
    PAR_TERRITOIRE[fonction.__name__] = retenue
    return retenue


def sources_de(*tables: pd.DataFrame) -> tuple[str, ...]:
    """List the sources that rows cite, in order of appearance, without repeats."""
    vues: dict[str, None] = {}
    for table in tables:
        for colonne in ("source_id", "autres_sources"):
            for texte in table[colonne].unique() if colonne in table.columns else ():
                vues.update(dict.fromkeys(str(texte).split()))
    return tuple(vues)


def statut_de(*tables: pd.DataFrame) -> Statut:
    """Return the weakest status among rows; « documenté » where there is no row."""
    return le_plus_faible(statut for table in tables for statut in table["statut"])
