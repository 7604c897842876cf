"""What an address asks for: read strictly, and refused in French with what is allowed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue

PREMIER_JOUR, DERNIER_JOUR = date(2018, 1, 1), date(2035, 12, 31)
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTRE = 60  # characters of a refused value that the answer repeats

Demande = Mapping[str, str]


class ParametreRefuse(ValueError):
    """A parameter that can't be used.

    Attributes:
        nom: its name.
        permis: what is allowed instead.
    """

    def __init__(self, nom: str, raison: str, permis: Sequence[str]) -> None:
        super().__init__(raison)
        self.nom = nom
        self.permis = tuple(permis)


class Introuvable(LookupError):
    """Nothing has this address.

    Attributes:
        existants: what there is instead.
    """

    def __init__(self, raison: str, existants: Sequence[str]) -> None:
        super().__init__(raison)
        self.existants = tuple(existants)


def _cite(valeur: str) -> str:
    court = valeur if len(valeur) <= _MONTRE else f"{valeur[:_MONTRE]}…"
    return f"«\u00a0{court}\u00a0»"


def demande(paires: Sequence[tuple[str, str]], permis: Collection[str]) -> dict[str, str]:
    """Read the parameters of an address.

    Args:
        paires: names and values, in order.
        permis: names that this address understands.

    Raises:
        ParametreRefuse: an unknown name, or a name given twice.
    """
    lus: dict[str, str] = {}
    for nom, valeur in paires:
        if nom not in permis:
            raise ParametreRefuse(
                nom, f"Le paramètre {_cite(nom)} n’existe pas à cette adresse.", sorted(permis)
            )
        if nom in lus:
            raise ParametreRefuse(nom, f"Le paramètre {_cite(nom)} est donné deux fois.", ("un",))
        lus[nom] = valeur
    return lus


def jour_demande(texte: str) -> date:
    """Read a reference date.

    Raises:
        ParametreRefuse: no such day, or one out of the calendar.
    """
    permis = (f"un jour AAAA-MM-JJ, du {PREMIER_JOUR} au {DERNIER_JOUR}",)
    try:
        jour = date.fromisoformat(texte) if _JOUR.fullmatch(texte) else None
    except ValueError:
        jour = None
    if jour is None or not PREMIER_JOUR <= jour <= DERNIER_JOUR:
        raise ParametreRefuse("date", f"{_cite(texte)} n’est pas une date possible.", permis)
    return jour


def un_de(nom: str, valeur: str, permis: Sequence[str]) -> str:
    """Check that a value is one of those allowed.

    Raises:
        ParametreRefuse: it is not.
    """
    if valeur not in permis:
        raise ParametreRefuse(
            nom, f"{_cite(valeur)} n’est pas une valeur de «\u00a0{nom}\u00a0».", permis
        )
    return valeur


def vue_demandee(donnees: Donnees, lus: Demande, defaut: date | None = None) -> Vue:
    """Return the point of view that an address asks for.

    Args:
        donnees: the data.
        lus: the parameters, of which `date` and `cohorte` count.
        defaut: the date without `date`; the last documented one when None, as on the pages.

    Raises:
        ParametreRefuse: no such date, or no such cohort.
    """
    suivies = [str(i) for i in cohortes_suivies(donnees)["id"]]
    cohorte = un_de("cohorte", lus.get("cohorte", suivies[0]), suivies)
    if "date" in lus:
        return vue(donnees, cohorte, jour_demande(lus["date"]))
    return vue(donnees, cohorte, defaut or derniere_date_documentee(donnees, cohorte))
