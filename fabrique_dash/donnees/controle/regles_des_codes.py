"""Rules of official codes: each exists, and those of one row say the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from stdnum.fr import siren as cle_siren

from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    ASSOCIEE,
    COMMUNALES,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    NATURE_D_UN_TYPE,
    REGION,
)
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.rangees import Rangee, rangees

Tables = Mapping[str, TableLue]

_TABLE_D_UN_CODE = {
    COMMUNE: ("communes", "code"),
    ASSOCIEE: ("communes_associees", "code"),
    ARRONDISSEMENT: ("arrondissements", "code"),
    EPCI: ("epci", "siren"),
    DEPARTEMENT: ("communes", "departement"),
    REGION: ("communes", "region"),
}
_VERIFIER = "vérifier le code officiel (Insee pour une commune, Siren pour un groupement)"


def _connus(tables: Tables) -> dict[str, set[str]]:
    """Return the codes that exist, by nature of place."""
    connus = {
        nature: set(tables[nom].donnees[colonne])
        for nature, (nom, colonne) in _TABLE_D_UN_CODE.items()
    }
    # Overseas, a place that is in no région has its own code for région.
    connus[REGION] -= connus[DEPARTEMENT] & {code for code in connus[REGION] if len(code) > 2}
    return connus


def codes_de_perimetre(tables: Tables) -> Iterator[Probleme]:
    """Find the perimeters whose code is not one of their nature."""
    lue, connus = tables["perimetres"], _connus(tables)
    for position, ligne in enumerate(rangees(lue.donnees)):
        nature = ligne["nature"]
        if ligne["code"] and nature in connus and ligne["code"] not in connus[nature]:
            dit = f"ce code n’est pas celui d’un périmètre de nature « {nature} »"
            yield lue.faute(position, "code", ligne["code"], dit, _VERIFIER)


def codes_de_territoire(tables: Tables) -> Iterator[Probleme]:
    """Find the territories whose code is unknown, or is not that of their own perimeter."""
    lue, connus = tables["territoires"], _connus(tables)
    communes = {code for nature in COMMUNALES for code in connus[nature]}
    perimetres: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for ligne in rangees(tables["perimetres"].donnees):
        if ligne["code"] in connus.get(ligne["nature"], ()):
            perimetres[ligne["territoire_id"]][ligne["nature"]].add(ligne["code"])
    for position, ligne in enumerate(rangees(lue.donnees)):
        siens = perimetres.get(ligne["id"], {})
        nature = NATURE_D_UN_TYPE.get(ligne["type_territoire"], COMMUNE)
        dit = _code_de_commune(ligne, communes, connus[nature], siens)
        if dit:
            yield lue.faute(position, "code_insee", ligne["code_insee"], dit, _VERIFIER)
        epci = siens.get(EPCI, set())
        siren = ligne["siren"]
        # A grouping of groupings has a number of its own, which no table of ours holds.
        if siren in connus[EPCI] and epci and siren not in epci:
            dit = f"le périmètre du territoire en donne un autre ({', '.join(sorted(epci))})"
            yield lue.faute(position, "siren", siren, dit, _VERIFIER)


def _code_de_commune(
    territoire: Rangee,
    communes: set[str],
    de_la_nature: set[str],
    perimetres: Mapping[str, set[str]],
) -> str:
    code = territoire["code_insee"]
    if not code:
        return ""
    if code not in communes:
        return "ce code n’est celui d’aucune commune"
    genre = territoire["type_territoire"]
    if code not in de_la_nature and genre in NATURE_D_UN_TYPE:
        return f"ce code n’est pas celui d’un territoire de type « {genre} »"
    siens = {code for nature in COMMUNALES for code in perimetres.get(nature, ())}
    if siens and code not in siens:
        return f"le périmètre du territoire en donne un autre ({', '.join(sorted(siens))})"
    return ""


def codes_de_participant(tables: Tables) -> Iterator[Probleme]:
    """Find the participants whose codes do not exist, or are of different places."""
    lue, communes = tables["participants"], tables["communes"].donnees
    departement_de = dict(zip(communes["code"], communes["departement"], strict=True))
    region_de = dict(zip(communes["code"], communes["region"], strict=True))
    region_du_departement = dict(zip(communes["departement"], communes["region"], strict=True))
    for position, ligne in enumerate(rangees(lue.donnees)):
        commune, departement = ligne["code_commune"], ligne["code_departement"]
        for colonne, connus, attendu in (
            ("code_departement", region_du_departement, departement_de.get(commune, "")),
            (
                "code_region",
                set(region_de.values()),
                region_de.get(commune, "") or region_du_departement.get(departement, ""),
            ),
        ):
            code = ligne[colonne]
            if code and code not in connus:
                dit = "ce code n’existe pas dans la table des communes"
                yield lue.faute(position, colonne, code, dit, "vérifier le code officiel")
            elif code and attendu and code != attendu:
                dit = f"les autres codes de la ligne en donnent un autre ({attendu})"
                yield lue.faute(position, colonne, code, dit, "corriger l’un des codes")


def cles_de_siren(tables: Tables) -> Iterator[Probleme]:
    """Find the SIREN numbers that nobody can have."""
    for nom in ("territoires", "participants"):
        lue = tables[nom]
        for position, siren in enumerate(lue.donnees["siren"]):
            if siren and not siren_valide(siren):
                yield lue.faute(
                    position,
                    "siren",
                    siren,
                    "la clé de contrôle du numéro Siren est fausse",
                    "recopier les neuf chiffres depuis la source",
                )


def siren_valide(siren: str) -> bool:
    """Tell whether a text is a SIREN: nine digits, the last of which checks the others."""
    # The library also reads spaces, dots and other digits, which a table must not hold.
    return siren == cle_siren.compact(siren) and cle_siren.is_valid(siren)
