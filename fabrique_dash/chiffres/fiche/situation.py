"""Where a territory is: its perimeters, codes, département, région, grouping, members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de, inconnu
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, enumeration
from fabrique_dash.chiffres.tables.carte import PartieDePerimetre, parties_du_perimetre
from fabrique_dash.donnees.contours import forme
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import AvecReference, par_reference, par_vue
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    ASSOCIEE,
    COMMUNALES,
    DEPARTEMENT,
    EPCI,
    REGION,
    lieux_de,
    par_lieu,
)
from fabrique_dash.donnees.perimetres import departements_des_epci, lieux
from fabrique_dash.donnees.rangees import rangees, retenues
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.donnees.vue import Vue

RUBRIQUE = "Identité"
# Four islands are in no grouping with its own taxes.
SANS_EPCI = "aucune"


class PartieSituee(PartieDePerimetre):
    """A row of `parties`."""

    nom_epci: str
    departements: tuple[str, ...]


class _Hypothese(TypedDict):
    """What tells one possible perimeter from the others."""

    libelle_hypothese: str


@par_reference
def noms_des_lieux(reference: Reference) -> MappingProxyType[tuple[str, str], str]:
    """Name the places by nature and code; the long names of EPCI, where they are known."""
    places = lieux(reference)
    noms = par_lieu(places, "nom")
    epci = reference.table("epci")
    noms |= {(EPCI, s): n for s, n in zip(epci["siren"], epci["nom_long"], strict=True) if n}
    return MappingProxyType(noms)


@par_vue
def parties(vue: Vue, territoire: str) -> pd.DataFrame:
    """List the official places of each possible perimeter, with where they are.

    Returns:
        The columns of `parties_du_perimetre`, with region as a name, plus nom_epci (name of the
        grouping to which a commune belongs; empty for what is no commune) and departements
        (names: a grouping may be in several; none for a région).
    """
    noms = noms_des_lieux(vue.donnees)
    lignes = parties_du_perimetre(vue, territoire)

    def nommer(nature: str, codes: Iterable[str]) -> list[str]:
        return [noms.get((nature, code), "") for code in codes]

    communales = lignes["nature"].isin(COMMUNALES)
    departements = zip(lignes["nature"], lignes["code"], lignes["departement"], strict=True)
    propres = zip(lignes["nature"], lignes["code"], lignes["nom"], strict=True)
    return lignes.assign(
        nom=[noms.get((nature, code), nom) for nature, code, nom in propres],
        departements=pd.Series(
            [
                tuple(nommer(DEPARTEMENT, _departements(vue.donnees, nature, code, principal)))
                for nature, code, principal in departements
            ],
            index=lignes.index,
            dtype="object",
        ),
        region=nommer(REGION, lignes["region"]),
        nom_epci=nommer(EPCI, lignes["epci"].where(communales, "")),
    )


def _departements(
    donnees: AvecReference, nature: str, code: str, principal: str
) -> tuple[str, ...]:
    if nature == EPCI:
        return departements_des_epci(donnees).get(code, ())
    return (principal,) if isinstance(principal, str) and principal else ()


def par_hypothese(lignes: Iterable[tuple[_Hypothese, str]]) -> str:
    """Write what is known of each hypothesis, with its name when they differ."""
    valeurs: dict[str, list[str]] = {}
    for ligne, valeur in lignes:
        if valeur:
            siennes = valeurs.setdefault(ligne["libelle_hypothese"], [])
            siennes += [v for v in [valeur] if v not in siennes]
    differentes = {tuple(v) for v in valeurs.values()}
    if len(differentes) <= 1:
        return enumeration([v for siennes in differentes for v in siennes])
    return "\u202f; ".join(f"{nom}{INSECABLE}: {enumeration(v)}" for nom, v in valeurs.items())


def rangees_de(t: Territoire) -> tuple[tuple[str, str], ...]:
    """Return the row of a territory, as a field names it."""
    return (("territoires", t["id"]),)


def rangees_du_perimetre(lignes: Sequence[PartieDePerimetre]) -> tuple[tuple[str, str], ...]:
    """Return the first row of each possible perimeter, as a field names them."""
    siennes = {li["hypothese"]: ("perimetres", li["id"]) for li in reversed(lignes)}
    return tuple(reversed(siennes.values()))


def champs_des_lieux(vue: Vue, t: Territoire) -> list[Champ]:
    """Tell the perimeters of a territory, their codes, and in what they are."""
    lignes = rangees(parties(vue, t["id"]), PartieSituee)
    if not lignes:
        return []
    statut, codes = str(lignes[0]["statut"]), codes_de(lignes[0])
    precision = " ".join(p for p in (lignes[0]["inference"], limite_du_dessin(vue, t["id"])) if p)
    champs = [
        Champ(
            RUBRIQUE,
            "Périmètre",
            perimetres_en_mots(lignes),
            statut,
            codes,
            precision,
            rangees=rangees_du_perimetre(lignes),
        ),
        _code(t, lignes, statut, codes),
    ]
    # Where all the possible perimeters agree, there is nothing left to settle.
    commun = Statut.DOCUMENTE if statut == Statut.INDETERMINE else statut
    departements = [(li, nom) for li in lignes for nom in li["departements"]]
    regions = [(li, str(li["region"])) for li in lignes]
    for titre, noms in ((_titre_du_departement(lignes), departements), ("Région", regions)):
        valeurs = {nom for _, nom in noms} - {""}
        valeur = par_hypothese(noms)
        champs += _si_connu(titre, valeur, commun if len(valeurs) == 1 else statut, codes)
    return champs + _intercommunalite(lignes, commun, codes)


def limite_du_dessin(vue: Vue, territoire: str) -> str:
    """Say what of a territory the maps can't draw as it is; nothing when all of it has outlines."""
    siennes = parties_du_perimetre(vue, territoire)
    sans = retenues(siennes, (forme(vue.donnees, *lieu) is None for lieu in lieux_de(siennes)))
    if sans.empty:
        return ""
    if len(sans) < len(siennes):
        noms = enumeration(list(dict.fromkeys(str(nom) for nom in sans["nom"])))
        return f"Sans contour dans les données de référence{INSECABLE}: {noms}."
    if sans["lat"].isna().all():
        return f"Ni contour ni position dans les données de référence{INSECABLE}: hors des cartes."
    return f"Sans contour dans les données de référence{INSECABLE}: un point sur les cartes."


def _code_en_clair(ligne: PartieSituee) -> str:
    registre = "SIREN" if ligne["nature"] == EPCI else "Insee"
    return f"{registre}{INSECABLE}{ligne['code']}"


def _compose(lignes: Sequence[PartieSituee]) -> bool:
    """Whether several places make up one same perimeter."""
    return len({li["hypothese"] for li in lignes}) < len(lignes)


def _code(
    t: Territoire, lignes: Sequence[PartieSituee], statut: str, codes: tuple[str, ...]
) -> Champ:
    if not _compose(lignes):
        en_clair = par_hypothese((li, _code_en_clair(li)) for li in lignes)
        return Champ(RUBRIQUE, "Code", en_clair, statut, codes)
    if t["siren"]:
        siren = f"SIREN{INSECABLE}{t['siren']}"
        return Champ(RUBRIQUE, "Code", siren, t["statut"], codes_de(t), rangees=rangees_de(t))
    dit = inconnu(RUBRIQUE, "Code", "Ceux des membres sont donnés plus bas.")
    return replace(dit, rangees=rangees_de(t))


def perimetres_en_mots(lignes: Sequence[_Hypothese]) -> str:
    """Name the possible perimeters: « la Ville ou l’agglomération »."""
    return enumeration(list(dict.fromkeys(str(li["libelle_hypothese"]) for li in lignes)), "ou")


def _si_connu(titre: str, valeur: str, statut: str, codes: tuple[str, ...]) -> list[Champ]:
    return [Champ(RUBRIQUE, titre, valeur, statut, codes)] if valeur else []


def _titre_du_departement(lignes: Sequence[PartieSituee]) -> str:
    """Overseas, a place in no région is in a collectivity, which is no département."""
    return "Département" if any(li["region"] for li in lignes) else "Collectivité"


def _intercommunalite(
    lignes: Sequence[PartieSituee], statut: str, codes: tuple[str, ...]
) -> list[Champ]:
    champs = []
    communales = [li for li in lignes if li["nature"] in COMMUNALES]
    valeur = _intercommunalites_en_mots(communales)
    if valeur:
        precision = _dont_il_fait_partie(communales)
        champs.append(Champ(RUBRIQUE, "Intercommunalité", valeur, statut, codes, precision))
    if _compose(lignes):
        membres = [f"{li['nom']} ({_code_en_clair(li)})" for li in lignes]
        return [*champs, Champ(RUBRIQUE, "Membres", enumeration(membres), statut, codes)]
    if not communales and all(li["nature"] == EPCI for li in lignes):
        noms = enumeration([str(li["nom"]) for li in lignes], "ou")
        champs.append(Champ(RUBRIQUE, "Intercommunalité", noms, statut, codes))
    return champs


def _intercommunalites_en_mots(lignes: Sequence[PartieSituee]) -> str:
    """Name the groupings of communes; in no région, the package does not know of any."""
    selon: dict[str, list[str]] = {}
    for li in lignes:
        siens = selon.setdefault(li["hypothese"], [])
        siens += [n for n in [li["nom_epci"] or SANS_EPCI] if li["region"] and n not in siens]
    return enumeration(list(dict.fromkeys(enumeration(s) for s in selon.values() if s)), "ou")


def _dont_il_fait_partie(lignes: Sequence[PartieSituee]) -> str:
    natures = {li["nature"] for li in lignes}
    if ASSOCIEE in natures:
        return "Celle de la commune à laquelle il est associé."
    return "Celle de la commune dont il fait partie." if ARRONDISSEMENT in natures else ""
