"""What is asked of a picture, as parameters of an address: checked, and said in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

from fabrique_dash.chiffres.noyau.typographie import enumeration, guillemets
from fabrique_dash.publication.site.parametres import ParametreRefuse

Filtres = Mapping[str, str]
_ANNEES = re.compile(r"(\d{4})-(\d{4})")
_LONGUEUR_REPETEE = 60
AUCUN, TOUS, TOUTES = "aucun", "tous", "toutes"  # words that pages write in their addresses too


class FiltreInconnu(ParametreRefuse):
    """A filter, or one of its values, that does not exist; its message is for the reader."""


def verifier_les_noms(filtres: Filtres, permis: Sequence[str]) -> None:
    """Refuse a parameter that the picture does not have.

    Raises:
        FiltreInconnu: there is one.
    """
    inconnus = [nom for nom in filtres if nom not in permis]
    if inconnus:
        attendus = enumeration(list(permis)) or "aucun"
        raise FiltreInconnu(
            inconnus[0],
            f"Filtre inconnu\u00a0: {guillemets(inconnus[0][:_LONGUEUR_REPETEE])}. "
            f"Filtres possibles\u00a0: {attendus}.",
            permis,
        )


def plusieurs(filtres: Filtres, nom: str, permis: Mapping[str, str]) -> tuple[str, ...]:
    """Read several ids separated by commas, in the order of the choices.

    Nothing given keeps them all; the word « aucun » keeps none.

    Args:
        filtres: the parameters.
        nom: name of the parameter.
        permis: label of each choice, by id.

    Raises:
        FiltreInconnu: an id that is not one of the choices.
    """
    if not filtres.get(nom):
        return tuple(permis)
    if filtres[nom] == AUCUN:
        return ()
    demandes = set(filtres[nom].split(","))
    for valeur in sorted(demandes - set(permis)):
        _refuser(nom, valeur, permis)
    return tuple(i for i in permis if i in demandes)


def un_seul(filtres: Filtres, nom: str, permis: Mapping[str, str]) -> str:
    """Read one id; the first choice when not given.

    Raises:
        FiltreInconnu: it is not one of the choices.
    """
    valeur = filtres.get(nom) or next(iter(permis))
    if valeur not in permis:
        _refuser(nom, valeur, permis)
    return valeur


def annees(filtres: Filtres) -> tuple[int, int] | None:
    """Read a range of years, « 2021-2022 »; None when not given.

    Raises:
        FiltreInconnu: it is not written so.
    """
    texte = filtres.get("annees", "")
    if not texte:
        return None
    lues = _ANNEES.fullmatch(texte)
    if lues is None:
        dit = "Années attendues sous la forme «\u00a02021-2022\u00a0»."
        raise FiltreInconnu("annees", dit, ("2021-2022",))
    premiere, derniere = sorted(map(int, lues.groups()))
    return premiere, derniere


def en_mots(nom: str, choisis: Sequence[str], permis: Mapping[str, str]) -> str:
    """Say a filter in words; empty when it keeps everything."""
    if set(choisis) == set(permis):
        return ""
    return f"{nom}\u00a0: {enumeration([permis[i] for i in choisis]) or 'rien'}"


def _refuser(nom: str, valeur: str, permis: Mapping[str, str]) -> NoReturn:
    raise FiltreInconnu(
        nom,
        f"{guillemets(valeur[:_LONGUEUR_REPETEE])} n’est pas une valeur de {guillemets(nom)}. "
        f"Valeurs possibles\u00a0: {', '.join(list(permis)[:30])}.",
        list(permis),
    )
