"""Frictionless errors put into French, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from fabrique_dash.donnees.problemes import Probleme, entre_guillemets

_TYPES = {
    "integer": ("un nombre entier", "écrire des chiffres seuls, sans espace ni virgule"),
    "number": ("un nombre", "écrire le nombre avec un point décimal, sans espace ni unité"),
    "boolean": ("« vrai ou faux »", "écrire true ou false"),
    "date": ("une date", "écrire la date sous la forme AAAA-MM-JJ"),
}

Traduction = tuple[str, str]

_OBLIGATOIRE = "la case est vide alors qu’elle est obligatoire", "remplir la case"


def _contrainte(erreur: dict[str, Any]) -> Traduction:
    trouve = re.match(r'constraint "(\w+)" is "(.*)"$', erreur["note"], re.DOTALL)
    nom, limite = trouve.groups() if trouve else ("", erreur["note"])
    if nom == "required":
        return _OBLIGATOIRE
    if nom == "enum":
        return "cette valeur n’est pas dans la liste permise", f"choisir parmi {limite.strip('[]')}"
    if nom == "pattern":
        return (
            "la valeur n’a pas la forme attendue",
            f"suivre l’exemple du dictionnaire des données (motif {limite})",
        )
    if nom in ("minimum", "maximum"):
        sens = "au moins" if nom == "minimum" else "au plus"
        return "la valeur sort des bornes", f"écrire une valeur qui vaut {sens} {limite}"
    return f"la contrainte {nom} n’est pas respectée", f"respecter {nom} = {limite}"


def _type(erreur: dict[str, Any]) -> Traduction:
    trouve = re.search(r'type is "(\w+)', erreur["note"])
    nom, remede = _TYPES.get(
        trouve.group(1) if trouve else "", ("une valeur du type prévu", "corriger la valeur")
    )
    return f"la valeur n’est pas {nom}", remede


def _doublon(erreur: dict[str, Any], lignes: Sequence[int]) -> Traduction:
    trouve = re.search(r"position (\d+)", erreur["note"])
    if trouve is None:
        return _OBLIGATOIRE
    return (
        f"cette clé est déjà celle de la ligne {_ligne(int(trouve.group(1)), lignes)}",
        "donner à chaque ligne un identifiant différent",
    )


def _fixe(probleme: str, remede: str) -> Callable[[dict[str, Any]], Traduction]:
    return lambda _: (probleme, remede)


_CASE_EN_MOINS = (
    "il manque une case à la fin de la ligne",
    "mettre autant de virgules que dans l’en-tête",
)
_CASE_EN_PLUS = (
    "la ligne a une case de trop",
    "retirer la virgule en trop, ou mettre le texte entre guillemets droits",
)
_LIGNE_VIDE = "la ligne est vide", "supprimer la ligne"
# A row of the wrong shape: what else is said of its cells only follows from it.
LIGNES_MAL_FORMEES = frozenset(m[0] for m in (_CASE_EN_MOINS, _CASE_EN_PLUS, _LIGNE_VIDE))

_TRADUCTIONS: dict[str, Callable[[dict[str, Any]], Traduction]] = {
    "constraint-error": _contrainte,
    "type-error": _type,
    "blank-row": _fixe(*_LIGNE_VIDE),
    "missing-cell": _fixe(*_CASE_EN_MOINS),
    "extra-cell": _fixe(*_CASE_EN_PLUS),
}


def _colonne(erreur: dict[str, Any]) -> str:
    return str(erreur.get("fieldName") or "")


def _valeur(erreur: dict[str, Any]) -> str:
    if erreur["type"] == "primary-key":
        return str(erreur["cells"][0]) if erreur["cells"] else ""
    return str(erreur.get("cell") or "")


def _ligne(position: int, lignes: Sequence[int]) -> int:
    return lignes[position - 1] if 0 < position <= len(lignes) else position


def en_francais(erreur: dict[str, Any], fichier: str, lignes: Sequence[int]) -> Probleme:
    """Translate one frictionless error.

    Args:
        erreur: the error's descriptor.
        fichier: name of the file, as the reader knows it.
        lignes: line of the file on which each record starts, the header first; frictionless
            counts records, and a quoted cell may hold several lines.
    """
    traduire = _TRADUCTIONS.get(
        erreur["type"],
        _fixe(f"erreur {entre_guillemets(erreur['type'])}", "comparer le fichier à son schéma"),
    )
    double = erreur["type"] in ("primary-key", "unique-error")
    probleme, remede = _doublon(erreur, lignes) if double else traduire(erreur)
    return Probleme(
        fichier=fichier,
        ligne=_ligne(int(erreur.get("rowNumber") or 0), lignes),
        colonne=_colonne(erreur),
        valeur=_valeur(erreur),
        probleme=probleme,
        remede=remede,
    )
