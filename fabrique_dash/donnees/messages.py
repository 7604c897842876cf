"""Frictionless errors put into French, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fabrique_dash.donnees.problemes import Probleme, entre_guillemets

_TYPES = {
    "integer": ("un nombre entier", "écrire des chiffres seuls, sans espace ni virgule"),
    "number": ("un nombre", "écrire le nombre avec un point décimal, sans espace ni unité"),
    "boolean": ("« vrai ou faux »", "écrire true ou false"),
    "date": ("une date", "écrire la date sous la forme AAAA-MM-JJ"),
}

Traduction = tuple[str, str]


def _contrainte(erreur: dict[str, Any]) -> Traduction:
    trouve = re.match(r'constraint "(\w+)" is "(.*)"$', erreur["note"], re.DOTALL)
    nom, limite = trouve.groups() if trouve else ("", erreur["note"])
    if nom == "required":
        return "la case est vide alors qu’elle est obligatoire", "remplir la case"
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


def _reference(erreur: dict[str, Any]) -> Traduction:
    cible = erreur["referenceName"] or "cette même table"
    colonne = erreur["referenceFieldNames"][0]
    return (
        f"cette valeur n’existe pas dans {cible} (colonne {colonne})",
        f"corriger la valeur, ou ajouter d’abord la ligne dans {cible}",
    )


def _doublon(erreur: dict[str, Any]) -> Traduction:
    trouve = re.search(r"position (\d+)", erreur["note"])
    if trouve is None:
        return "la clé de la ligne est vide", "donner à la ligne un identifiant qui ne sert pas déjà"
    return (
        f"cette clé est déjà celle de la ligne {trouve.group(1)}",
        "donner à chaque ligne un identifiant différent",
    )


def _encodage(_: dict[str, Any]) -> Traduction:
    return "le fichier n’est pas en UTF-8", "l’enregistrer en « CSV UTF-8 »"


def _introuvable(_: dict[str, Any]) -> Traduction:
    return (
        "le fichier est introuvable ou illisible",
        "le remettre à sa place, ou corriger « path » dans datapackage.json",
    )


def _vide(erreur: dict[str, Any]) -> Traduction:
    if "empty" in erreur["note"]:
        return "le fichier est vide", "remettre au moins la ligne d’en-tête"
    return "le contenu du fichier ne se lit pas", "vérifier que c’est bien une table"


def _fixe(probleme: str, remede: str) -> Callable[[dict[str, Any]], Traduction]:
    return lambda _: (probleme, remede)


_TRADUCTIONS: dict[str, Callable[[dict[str, Any]], Traduction]] = {
    "constraint-error": _contrainte,
    "type-error": _type,
    "foreign-key": _reference,
    "primary-key": _doublon,
    "unique-error": _doublon,
    "encoding-error": _encodage,
    "scheme-error": _introuvable,
    "source-error": _vide,
    "blank-row": _fixe("la ligne est vide", "supprimer la ligne"),
    "missing-cell": _fixe(
        "il manque une case à la fin de la ligne",
        "mettre autant de virgules que dans l’en-tête",
    ),
    "extra-cell": _fixe(
        "la ligne a une case de trop",
        "retirer la virgule en trop, ou mettre le texte entre guillemets droits",
    ),
    "missing-label": _fixe(
        "la colonne manque dans l’en-tête", "la remettre, à sa place dans l’ordre du schéma"
    ),
    "extra-label": _fixe(
        "cette colonne n’est pas dans le schéma", "la retirer, ou la décrire dans datapackage.json"
    ),
    "incorrect-label": _fixe(
        "l’en-tête ne porte pas le nom prévu par le schéma", "remettre le nom prévu"
    ),
    "duplicate-label": _fixe("deux colonnes portent ce nom", "en retirer une"),
    "blank-label": _fixe("une colonne n’a pas de nom", "nommer la colonne, ou la retirer"),
}


def _colonne(erreur: dict[str, Any]) -> str:
    if erreur["type"] == "foreign-key":
        return ", ".join(erreur["fieldNames"])
    if erreur["type"] == "extra-label":
        return str(erreur.get("label", ""))
    return str(erreur.get("fieldName") or "")


def _valeur(erreur: dict[str, Any]) -> str:
    if erreur["type"] == "foreign-key":
        return ", ".join(str(cellule) for cellule in erreur["fieldCells"])
    if erreur["type"] == "primary-key":
        return str(erreur["cells"][0]) if erreur["cells"] else ""
    return str(erreur.get("cell") or erreur.get("label") or "")


def en_francais(erreur: dict[str, Any], fichier: str, lignes: list[int]) -> Probleme:
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
    probleme, remede = traduire(erreur)
    position = int(erreur.get("rowNumber") or 0)
    en_tete = erreur["type"].endswith("-label")
    ligne = lignes[position - 1] if 0 < position <= len(lignes) else position
    return Probleme(
        fichier=fichier,
        ligne=1 if en_tete else ligne,
        colonne=_colonne(erreur),
        valeur=_valeur(erreur),
        probleme=probleme,
        remede=remede,
    )
