"""The official places that a form may name: searched, chosen by who types, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, guillemets
from fabrique_dash.chiffres.recherche import lieux as recherche
from fabrique_dash.chiffres.recherche.moteur import chercher
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    TYPE_D_UN_LIEU,
    Lieu,
)
from fabrique_dash.donnees.perimetres import lieux
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.donnees.vue import Vue

_SIGNE, _ENTRE = ":", "|"
_PAR_GENRE = 8  # places of each kind that are offered
_CODE_D_OUTRE_MER = 3  # signs: a département there, or another collectivity
_SELON_LA_BASE = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole",
}
TYPES_D_EPCI = frozenset(_SELON_LA_BASE.values())
_TROP = (
    "Trop de lieux répondent pour être tous dans la liste\u00a0: si le bon n’y est pas, ajoutez le "
    "département, ou tapez le code."
)
_EN_NOMBRE = {COMMUNE: "communes", EPCI: "intercommunalités", DEPARTEMENT: "départements"}
_AU_SINGULIER = {"lieux": "lieu"}
_EN_CLAIR = {
    TYPE_D_UN_LIEU[DEPARTEMENT]: "le département",
    TYPE_D_UN_LIEU[ARRONDISSEMENT]: "l’arrondissement",
}


@dataclass(frozen=True)
class LieuOfficiel:
    """A place of the bundled geography.

    Attributes:
        nature: as the table of perimeters writes it.
        code: its official code.
        nom: its whole name.
        precision: where it is, in words.
        type: the type of a territory that is this place; empty where it may have several.
        sur_la_carte: what the maps show of it, in words.
    """

    nature: str
    code: str
    nom: str
    precision: str
    type: str
    sur_la_carte: str


@dataclass(frozen=True)
class Trouves:
    """What a search for places found.

    Attributes:
        choix: label of each place, by what a form keeps of it.
        dit: what is to be said of the search.
    """

    choix: Mapping[str, str]
    dit: str


def ecrire(choisis: Iterable[str]) -> str:
    """Write the places that were chosen as a form keeps them."""
    return _ENTRE.join(dict.fromkeys(filter(None, choisis)))


def choisis(texte: str) -> list[str]:
    """Read what `ecrire` wrote."""
    return [jeton for jeton in texte.split(_ENTRE) if jeton]


def lieux_choisis(reference: Reference | None, texte: str) -> list[LieuOfficiel]:
    """Return the places that a form keeps, those that exist.

    Args:
        reference: the bundled geography; nothing is known without it.
        texte: what the form keeps.
    """
    if reference is None:
        return []
    trouves = (_lieu(reference, _nature_et_code(jeton)) for jeton in choisis(texte))
    return [lieu for lieu in trouves if lieu is not None]


def _nature_et_code(jeton: str) -> Lieu:
    nature, _, code = jeton.partition(_SIGNE)
    return nature, code


def _lieu(reference: Reference, lieu: Lieu) -> LieuOfficiel | None:
    nature, code = lieu
    table = recherche.lieux(reference).table
    lignes = table[(table["nature"] == nature) & (table["code"] == code)]
    if lignes.empty:
        return None
    nom, precision = str(lignes["nom"].iloc[0]), str(lignes["precision"].iloc[0])
    carte = _sur_la_carte(reference, lieu)
    return LieuOfficiel(nature, code, nom, precision, _type(reference, lieu), carte)


def _type(reference: Reference, lieu: Lieu) -> str:
    nature, code = lieu
    if nature == EPCI:
        epci = reference.table("epci")
        types = epci.loc[epci["siren"] == code, "type"]
        return _SELON_LA_BASE.get(str(types.iloc[0]), "") if len(types) else ""
    if nature == DEPARTEMENT and len(code) == _CODE_D_OUTRE_MER:
        return ""
    return TYPE_D_UN_LIEU.get(nature, "")


def _sur_la_carte(reference: Reference, lieu: Lieu) -> str:
    nature, code = lieu
    traces = reference.table("traces")
    if ((traces["nature"] == nature) & (traces["code"] == code)).any():
        return "les cartes montreront son contour"
    tous = lieux(reference)
    places = tous[(tous["nature"] == nature) & (tous["code"] == code)]
    if places["lat"].notna().any():
        return "les cartes n’en ont pas le contour\u00a0: elles montreront un point"
    return "les cartes n’en ont ni contour ni point\u00a0: elles le diront par son nom"


def chercher_des_lieux(vue: Vue, texte: str, natures: Collection[str] = ()) -> Trouves:
    """Search the official places, as the search page does.

    Args:
        vue: the point of view.
        texte: a name, even misspelt, or an official code.
        natures: those that are wanted; none for all of them.
    """
    if not texte.strip():
        return Trouves({}, "")
    resultats = chercher(vue, texte, _PAR_GENRE)
    siens = [g for g in resultats.groupes if g.genre in recherche.GENRES]
    trouves: dict[str, str] = {}
    for e in (t.entree for groupe in siens for t in groupe.trouvailles):
        nature = _nature(vue.donnees.reference, e.genre, e.identifiant)
        if not natures or nature in natures:
            trouves[f"{nature}{_SIGNE}{e.identifiant}"] = f"{e.nom}, {e.precision}"
    if not trouves:
        return Trouves({}, f"Aucun lieu officiel ne répond à {guillemets(resultats.texte)}.")
    lus = f" Lu\u00a0: {enumeration(list(resultats.lus), 'ou')}." if resultats.lus else ""
    if any(g.total > len(g.trouvailles) for g in siens):
        return Trouves(trouves, f"{_TROP}{lus}")
    dit = compte(len(trouves), "lieu répond", "lieux répondent")
    choisir = "choisissez-le" if len(trouves) == 1 else "choisissez le bon"
    return Trouves(trouves, f"{dit}\u00a0: {choisir} dans la liste.{lus}")


def _nature(reference: Reference, genre: str, code: str) -> str:
    table = recherche.lieux(reference).table
    return str(table.loc[(table["genre"] == genre) & (table["code"] == code), "nature"].iloc[0])


def perimetre_en_clair(retenus: Collection[LieuOfficiel]) -> str:
    """Say what a perimeter is: « la commune », « 5 intercommunalités »."""
    types = [lieu.type for lieu in retenus]
    if len(types) == 1 and types[0]:
        return _EN_CLAIR.get(types[0], f"la {types[0]}")
    natures = {lieu.nature for lieu in retenus}
    nom = _EN_NOMBRE.get(natures.pop(), "lieux") if len(natures) == 1 else "lieux"
    return compte(len(retenus), _AU_SINGULIER.get(nom, nom.removesuffix("s")), nom)
