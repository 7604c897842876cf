"""Where the things of the programme are: in which départements and régions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.perimetres import lieux
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Situation:
    """Départements and régions of one thing, by code; both empty when nothing places it."""

    departements: frozenset[str]
    regions: frozenset[str]

    def dans(self, nature: str, code: str) -> bool:
        """Tell whether some of the thing is in a département or a région."""
        return code in (self.departements if nature == "departement" else self.regions)


AILLEURS = Situation(frozenset(), frozenset())  # of what no code places


def situation(vue: Vue, ligne: Rangee) -> Situation:
    """Tell where a row of the programme is.

    Args:
        vue: the point of view.
        ligne: a row; its own codes place it, then the perimeter of its territory.
    """
    codes = [str(ligne.get(c, "")) for c in ("code_commune", "siren")]
    trouves = [_lieux(vue.donnees)[c] for c in codes if c in _lieux(vue.donnees)]
    departements = {d for d, _ in trouves} | {ligne.get("code_departement")}
    regions = {r for _, r in trouves} | {ligne.get("code_region")}
    regions |= {_regions(vue.donnees).get(str(d)) for d in departements}
    sien = Situation(_connus(departements), _connus(regions))
    if sien != AILLEURS:
        return sien
    return _territoires(vue).get(str(ligne.get("territoire_id", "")), AILLEURS)


def situation_du_territoire(vue: Vue, identifiant: str) -> Situation:
    """Tell where the places of a territory's possible perimeters are."""
    return _territoires(vue).get(identifiant, AILLEURS)


def en_mots(vue: Vue, ou: Situation) -> str:
    """Name the départements and régions, as words that one may look for."""
    noms = _noms(vue.donnees)
    departements = [noms["departement", code] for code in sorted(ou.departements)]
    regions = [noms["region", code] for code in sorted(ou.regions)]
    return ", ".join(dict.fromkeys([*departements, *regions]))


def _connus(codes: set[str | None]) -> frozenset[str]:
    return frozenset(code for code in codes if code)


@par_vue
def _territoires(vue: Vue) -> MappingProxyType[str, Situation]:
    ou: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for partie in rangees(lignes_visibles(vue, "perimetres"), Perimetres):
        if partie["code"] in _lieux(vue.donnees):
            ou[partie["territoire_id"]].append(_lieux(vue.donnees)[partie["code"]])
    return MappingProxyType(
        {
            territoire: Situation(frozenset(d for d, _ in ceux), frozenset(r for _, r in ceux))
            for territoire, ceux in ou.items()
        }
    )


@par_donnees
def _lieux(donnees: Donnees) -> MappingProxyType[str, tuple[str, str]]:
    """Give the département and the région of each commune, associated commune and EPCI."""
    table = lieux(donnees)
    ou = zip(table["departement"].fillna(""), table["region"].fillna(""), strict=True)
    return MappingProxyType(dict(zip(table["code"], ou, strict=True)))


@par_donnees
def _regions(donnees: Donnees) -> MappingProxyType[str, str]:
    table = donnees.table("communes").drop_duplicates("departement")
    return MappingProxyType(dict(zip(table["departement"], table["region"], strict=True)))


@par_donnees
def _noms(donnees: Donnees) -> MappingProxyType[tuple[str, str], str]:
    table = donnees.table("communes").drop_duplicates("departement")
    noms: dict[tuple[str, str], str] = {}
    for nature in ("departement", "region"):
        codes = [(nature, code) for code in table[nature]]
        noms |= dict(zip(codes, table[f"nom_{nature}"], strict=True))
    return MappingProxyType(noms)
