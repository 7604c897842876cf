"""Where the things of the programme are: in which départements and régions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.memoire import par_reference, par_vue
from fabrique_dash.donnees.natures import COMMUNE, DEPARTEMENT, EPCI, REGION, Lieu, lieux_de
from fabrique_dash.donnees.perimetres import departements_des_epci, lieux, un_par_departement
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Situation:
    """Départements and régions of one thing, by code; both empty when nothing places it."""

    departements: frozenset[str]
    regions: frozenset[str]

    def dans(self, nature: str, code: str) -> bool:
        """Tell whether some of the thing is in a département or a région."""
        return code in (self.departements if nature == DEPARTEMENT else self.regions)


AILLEURS = Situation(frozenset(), frozenset())  # of what no code places


def situation(vue: Vue, ligne: Rangee) -> Situation:
    """Tell where a row of the programme is.

    Args:
        vue: the point of view.
        ligne: a row; its own codes place it, then the perimeter of its territory.
    """
    cles = ((COMMUNE, ligne.get("code_commune")), (EPCI, ligne.get("siren")))
    connus = _lieux(vue.donnees)
    trouves = [connus[n, str(code)] for n, code in cles if (n, str(code)) in connus]
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
    departements = [noms[DEPARTEMENT, code] for code in sorted(ou.departements)]
    regions = [noms[REGION, code] for code in sorted(ou.regions)]
    return ", ".join(dict.fromkeys([*departements, *regions]))


def _connus(codes: set[str | None]) -> frozenset[str]:
    return frozenset(code for code in codes if code)


@par_vue
def _territoires(vue: Vue) -> MappingProxyType[str, Situation]:
    ou: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for partie in rangees(lignes_visibles(vue, "perimetres"), Perimetres):
        lieu = (partie["nature"], partie["code"])
        if partie["nature"] == REGION:
            departements = _departements(vue.donnees).get(partie["code"], ())
            ou[partie["territoire_id"]] += [(d, partie["code"]) for d in departements]
        elif partie["nature"] == EPCI:
            _, region = _lieux(vue.donnees).get(lieu, ("", ""))
            siens = departements_des_epci(vue.donnees).get(partie["code"], ())
            ou[partie["territoire_id"]] += [
                (d, _regions(vue.donnees).get(d, region)) for d in siens
            ]
        elif lieu in _lieux(vue.donnees):
            ou[partie["territoire_id"]].append(_lieux(vue.donnees)[lieu])
    return MappingProxyType(
        {
            territoire: Situation(_connus({d for d, _ in ceux}), _connus({r for _, r in ceux}))
            for territoire, ceux in ou.items()
        }
    )


@par_reference
def _lieux(reference: Reference) -> MappingProxyType[Lieu, tuple[str, str]]:
    """Give the département and the région of each official place."""
    table = lieux(reference)
    ou = zip(table["departement"].fillna(""), table["region"].fillna(""), strict=True)
    return MappingProxyType(dict(zip(lieux_de(table), ou, strict=True)))


@par_reference
def _departements(reference: Reference) -> MappingProxyType[str, tuple[str, ...]]:
    """List the départements of each région."""
    table = un_par_departement(reference)
    groupes = table.groupby("region")["departement"]
    return MappingProxyType({str(region): tuple(siens) for region, siens in groupes})


@par_reference
def _regions(reference: Reference) -> MappingProxyType[str, str]:
    table = un_par_departement(reference)
    return MappingProxyType(dict(zip(table["departement"], table["region"], strict=True)))


@par_reference
def _noms(reference: Reference) -> MappingProxyType[tuple[str, str], str]:
    table = un_par_departement(reference)
    noms: dict[tuple[str, str], str] = {}
    for nature, colonne in ((DEPARTEMENT, "departement"), (REGION, "region")):
        codes = [(nature, code) for code in table[colonne]]
        noms |= dict(zip(codes, table[f"nom_{colonne}"], strict=True))
    return MappingProxyType(noms)
