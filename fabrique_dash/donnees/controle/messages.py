"""What is wrong with a cell or a row, put into French, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from fabrique_dash.donnees.cellules import est_une_erreur_de_tableur, lire
from fabrique_dash.donnees.controle.remedes import remede as remede_probable
from fabrique_dash.donnees.controle.remedes import sans_accents
from fabrique_dash.donnees.descripteur import Champ
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme, entre_guillemets

_TYPES = {
    "integer": ("un nombre entier", "écrire des chiffres seuls, sans espace ni virgule"),
    "number": ("un nombre", "écrire le nombre avec un point décimal, sans espace ni unité"),
    "boolean": ("« vrai ou faux »", "écrire true ou false (vrai ou faux sont compris)"),
    "date": ("une date", "écrire la date sous la forme AAAA-MM-JJ"),
}

Traduction = tuple[str, str]

_TABLEUR = (
    "c’est une erreur du tableur, non une valeur",
    "corriger la formule dans le tableur, ou vider la case",
)
_OBLIGATOIRE = "la case est vide alors qu’elle est obligatoire", "remplir la case"


def _contrainte(erreur: dict[str, Any]) -> Traduction:
    trouve = re.match(r'constraint "(\w+)" is "(.*)"$', erreur["note"], re.DOTALL)
    nom, limite = trouve.groups() if trouve else ("", erreur["note"])
    if nom == "required":
        return _OBLIGATOIRE
    if nom == "enum":
        choix = re.sub(r"[\[\]'\"]", "", limite)
        return "cette valeur n’est pas dans la liste permise", f"choisir parmi {choix}"
    if nom == "pattern":
        return (
            "la valeur n’a pas la forme attendue",
            f"suivre l’exemple du dictionnaire des données (motif {limite})",
        )
    if nom == "maxLength":
        return "la case est trop longue", f"l’abréger à {limite} signes au plus"
    if nom in ("minimum", "maximum"):
        sens = "au moins" if nom == "minimum" else "au plus"
        return "la valeur sort des bornes", f"écrire une valeur qui vaut {sens} {limite}"
    return f"la contrainte {nom} n’est pas respectée", f"respecter {nom} = {limite}"


def _type(nom: str) -> Traduction:
    prevu, remede = _TYPES.get(nom, ("une valeur du type prévu", "corriger la valeur"))
    return f"la valeur n’est pas {prevu}", remede


def _type_de_l_erreur(erreur: dict[str, Any]) -> Traduction:
    trouve = re.search(r'type is "(\w+)', erreur["note"])
    return _type(trouve.group(1) if trouve else "")


def _doublon(erreur: dict[str, Any], lue: TableLue) -> Traduction:
    trouve = re.search(r"position (\d+)", erreur["note"])
    if trouve is None:
        return _OBLIGATOIRE
    return (
        f"cette clé est déjà celle de la ligne {lue.ligne(int(trouve.group(1)) - 2)}",
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
    "type-error": _type_de_l_erreur,
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


def en_francais(erreur: dict[str, Any], lue: TableLue) -> Probleme:
    """Translate one frictionless error.

    Args:
        erreur: the error's descriptor; it counts the records, the header being the first.
        lue: the table, which knows the line of each record: a quoted cell may hold several.
    """
    traduire = _TRADUCTIONS.get(
        erreur["type"],
        _fixe(f"erreur {entre_guillemets(erreur['type'])}", "comparer le fichier à son schéma"),
    )
    double = erreur["type"] in ("primary-key", "unique-error")
    probleme, remede = _doublon(erreur, lue) if double else traduire(erreur)
    rang, colonne, valeur = int(erreur.get("rowNumber") or 0), _colonne(erreur), _valeur(erreur)
    if erreur["type"] == "constraint-error":
        remede = _remede(lue, colonne, valeur) or remede
    ligne = lue.ligne(rang - 2) if rang else 0
    return Probleme(lue.table.chemin, ligne, colonne, valeur, probleme, remede)


def problemes_de_lecture(lue: TableLue) -> Iterator[Probleme]:
    """List the cells of a table that are not of their type, or hold a spreadsheet's error."""
    types = {champ.nom: champ.type for champ in lue.table.champs}
    for colonne, textes in lue.illisibles.items():
        for position, texte in textes.items():
            if est_une_erreur_de_tableur(texte):
                probleme, remede = _TABLEUR
            else:
                probleme, remede = _type(types[colonne])
                remede = _remede(lue, colonne, texte) or remede
            yield lue.faute(position, colonne, texte, probleme, remede)


def _remede(lue: TableLue, colonne: str, valeur: str) -> str:
    """Say what the value was meant to be; empty when nobody can tell."""
    champ = next((c for c in lue.table.champs if c.nom == colonne), None)
    if champ is None or not valeur:
        return ""
    for permise in champ.contraintes.get("enum", ()):
        if sans_accents(str(permise)) == sans_accents(valeur):
            return f"écrire {entre_guillemets(permise)}"
    probable = remede_probable(valeur, lambda texte: _accepte(champ, texte))
    if probable or not champ.est_une_date_reduite:
        return probable
    return "écrire AAAA-MM-JJ, AAAA-MM ou AAAA, de 1900 à 2099"


def _accepte(champ: Champ, texte: str) -> bool:
    bornes = champ.contraintes
    try:
        valeur = lire(texte, champ.type)
        return (
            bool(re.fullmatch(bornes.get("pattern", "(?s).*"), texte))
            and valeur in bornes.get("enum", [valeur])
            and not valeur < type(valeur)(bornes.get("minimum", valeur))  # type: ignore[operator]
            and not valeur > type(valeur)(bornes.get("maximum", valeur))  # type: ignore[operator]
        )
    except ValueError:
        return False
