"""Points of bascule, of rupture and of convergence on a worksheet: dated, in the reader's words.

They are rows of the same sheet as the balises, under ids of their own: « bascule-1 ». The three
kinds are those of the observation framework of the Puy-de-Dôme; nothing scores them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.donnees.dates import dernier_jour, premier_jour

SORTES = MappingProxyType(
    {
        "bascule": "Point de bascule",
        "rupture": "Point de rupture",
        "convergence": "Point de convergence",
    }
)
POINTS_MAXIMUM = 60
DATE_ATTENDUE = "écrire AAAA, AAAA-MM ou AAAA-MM-JJ, de 1900 à 2099"
_IDENTIFIANT = re.compile(rf"({'|'.join(SORTES)})-[1-9][0-9]{{0,2}}")
_SIECLES = (1900, 2099)


@dataclass(frozen=True)
class Case:
    """What a territory says of one balise, or of one point.

    Attributes:
        etat: of a balise, a word of `feuille_de_route.ETATS`, or nothing.
        note: its own words.
        date: of a point, when: a reduced ISO date.
    """

    etat: str = ""
    note: str = ""
    date: str = ""


Feuille = Mapping[str, Case]


def sorte_de(identifiant: str) -> str:
    """Tell which kind of point an id is of (a key of SORTES); empty when it is of none."""
    trouve = _IDENTIFIANT.fullmatch(identifiant)
    return trouve[1] if trouve else ""


def date_valable(texte: str) -> bool:
    """Tell whether a text is a reduced ISO date of these centuries."""
    try:
        return _SIECLES[0] <= premier_jour(texte).year <= dernier_jour(texte).year <= _SIECLES[1]
    except ValueError:
        return False


def points(feuille: Feuille) -> dict[str, Case]:
    """Return the points of a sheet, by id, in order of date."""
    siens = {ident: case for ident, case in feuille.items() if sorte_de(ident)}
    return dict(sorted(siens.items(), key=lambda paire: (premier_jour(paire[1].date), paire[0])))


def nouveau(feuille: Feuille, sorte: str) -> str:
    """Make the id of one more point of a kind."""
    pris = [int(ident.split("-")[1]) for ident in feuille if sorte_de(ident) == sorte]
    return f"{sorte}-{max(pris, default=0) + 1}"


def faute(feuille: Feuille, sorte: str, date: str, note: str) -> str:
    """Say what keeps a point from being added, and what to do; nothing when it may be.

    Args:
        feuille: the sheet so far.
        sorte: a key of SORTES, or empty.
        date: as it was typed.
        note: the words, cleaned.
    """
    if len(points(feuille)) >= POINTS_MAXIMUM:
        return f"La feuille a déjà {POINTS_MAXIMUM}\u00a0points\u00a0: retirez-en un."
    if sorte not in SORTES:
        return "Choisissez la sorte de point."
    if not date_valable(date):
        return f"La date n’est pas comprise\u00a0: {DATE_ATTENDUE}."
    return "" if note else "Dites en quelques mots ce qui s’est passé."


def reunir(feuille: Feuille, lue: Feuille) -> dict[str, Case]:
    """Put what a file says over a sheet; what the file leaves empty stays as it was.

    A balise takes the file's words. A point is one more, unless the sheet has the very same.

    Args:
        feuille: the sheet so far.
        lue: what the file says.
    """
    ensemble = dict(feuille)
    for ident, case in lue.items():
        sorte = sorte_de(ident)
        if not sorte:
            ancienne = ensemble.get(ident, Case())
            ensemble[ident] = Case(case.etat or ancienne.etat, case.note or ancienne.note)
        elif not any(sorte_de(i) == sorte and c == case for i, c in ensemble.items()):
            ensemble[ident if ident not in ensemble else nouveau(ensemble, sorte)] = case
    return ensemble
