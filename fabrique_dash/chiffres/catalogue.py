"""All the figures that the dashboard knows: importing this module fills the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.calculs import (
    groupes,
    memoire_du_programme,
    par_territoire,
    programme,
)
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.registre import PAR_GROUPE, PAR_TERRITOIRE, PROGRAMME, THEME_DE
from fabrique_dash.chiffres.suivi import parcours
from fabrique_dash.chiffres.tables import preoccupations
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue

MODULES = (programme, memoire_du_programme, groupes, par_territoire, parcours, preoccupations)

__all__ = ["MODULES", "PAR_GROUPE", "PAR_TERRITOIRE", "PROGRAMME"]


@dataclass(frozen=True)
class Entree:
    """One figure of the catalogue.

    Attributes:
        id: the figure's id: « groupes », « population.nord », « population.lomme ».
        theme: what it is about, a key of `registre.THEMES`.
        groupe: id of the group that it is about, or empty.
        territoire: id of the territory that it is about, or empty.
        calculer: computes it for any view of the same cohort.
    """

    id: str
    theme: str
    groupe: str
    territoire: str
    calculer: Callable[[Vue], Chiffre]


@par_vue
def catalogue(vue: Vue) -> MappingProxyType[str, Entree]:
    """List every figure that the dashboard knows for a cohort, by id, none being computed.

    A territory and a group that bear the same id would hide one another: ids are checked when
    the figures are tested.
    """
    entrees = [Entree(nom, THEME_DE[nom], "", "", f) for nom, f in PROGRAMME.items()]
    for groupe in vue.groupes["id"]:
        entrees += [
            Entree(f"{nom}.{groupe}", "groupes", groupe, "", _de(f, groupe))
            for nom, f in PAR_GROUPE.items()
        ]
    for territoire in vue.territoires["id"]:
        entrees += [
            Entree(f"{nom}.{territoire}", "territoires", "", territoire, _de(f, territoire))
            for nom, f in PAR_TERRITOIRE.items()
        ]
    return MappingProxyType({entree.id: entree for entree in entrees})


def _de(calcul: Callable[[Vue, str], Chiffre], sujet: str) -> Callable[[Vue], Chiffre]:
    return lambda vue: calcul(vue, sujet)
