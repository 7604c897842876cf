"""A draft as a file, and back. A file that is not one is refused, with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any, cast, get_args

from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.edition import LONGUEUR_MAXIMALE
from fabrique_dash.publication.lettre.modele import (
    TITRE_MAXIMAL,
    Brouillon,
    Origine,
    Paragraphe,
    Rubrique,
)

FORMAT, VERSION = "territoires-pilotes/lettre", 1
TAILLE_MAXIMALE = 1_000_000
_PARAGRAPHES_MAXIMUM = 200
_CONSEIL = (
    "Choisissez un fichier de brouillon enregistré depuis cette page (son nom finit par .json). "
    "Le brouillon en cours n’a pas changé."
)


class FichierRefuse(ValueError):
    """A file that is no draft; the message says what is wrong, where, and what to do."""

    def __init__(self, quoi: str, ou: str = "") -> None:
        """Say what is wrong, and where in the file."""
        lieu = f" ({ou})" if ou else ""
        super().__init__(f"Fichier refusé\u00a0: {quoi}{lieu}. {_CONSEIL}")


def enregistrer(brouillon: Brouillon) -> bytes:
    """Write a draft as JSON, with its version."""

    def en_clair(p: Paragraphe) -> dict[str, object]:
        return {
            "id": p.id,
            "origine": p.origine,
            "texte": p.texte,
            "sources": list(p.sources),
            "statut": p.statut,
        }

    contenu = {
        "format": FORMAT,
        "version": VERSION,
        "titre": brouillon.titre,
        "cohorte": brouillon.cohorte,
        "debut": brouillon.debut.isoformat(),
        "fin": brouillon.fin.isoformat(),
        "jour": brouillon.jour.isoformat(),
        "rubriques": [
            {
                "id": r.id,
                "libelle": r.libelle,
                "paragraphes": [en_clair(p) for p in r.paragraphes],
                "de_cote": [en_clair(p) for p in r.de_cote],
            }
            for r in brouillon.rubriques
        ],
    }
    return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def rouvrir(octets: bytes, cohortes: Collection[str], rubriques: Collection[str]) -> Brouillon:
    """Read a draft back.

    Args:
        octets: content of the file.
        cohortes: ids of the known cohorts.
        rubriques: ids of the letter's rubriques.

    Raises:
        FichierRefuse: the file is damaged, or is no draft of this letter.
    """
    lu = _json(octets)
    if not isinstance(lu, dict) or lu.get("format") != FORMAT:
        raise FichierRefuse("ce n’est pas un brouillon de lettre", _lieu("format"))
    if lu.get("version") != VERSION:
        raise FichierRefuse(
            f"sa version n’est pas celle que cette page lit (version\u00a0{VERSION})",
            _lieu("version"),
        )
    cohorte = _texte(lu, "cohorte")
    if cohorte not in cohortes:
        raise FichierRefuse("ce brouillon parle d’une cohorte inconnue", _lieu("cohorte"))
    debut, fin, jour = (_jour(lu, champ) for champ in ("debut", "fin", "jour"))
    if debut > fin:
        raise FichierRefuse(
            "la période finit avant de commencer", f"{_lieu('debut')} et {_lieu('fin')}"
        )
    lues = tuple(
        _rubrique(r, f"rubrique {rang}", rubriques)
        for rang, r in enumerate(_liste(lu, "rubriques", ""), start=1)
    )
    if len({r.id for r in lues}) != len(lues):
        raise FichierRefuse("une rubrique y est deux fois", _lieu("rubriques"))
    return Brouillon(propre(_texte(lu, "titre"))[:TITRE_MAXIMAL], cohorte, debut, fin, jour, lues)


def _json(octets: bytes) -> Any:
    if len(octets) > TAILLE_MAXIMALE:
        raise FichierRefuse("le fichier est trop gros pour un brouillon de lettre")
    try:
        return json.loads(octets.decode("utf-8"))
    except UnicodeDecodeError as erreur:
        raise FichierRefuse("ce n’est pas du texte UTF-8", f"octet {erreur.start}") from erreur
    except json.JSONDecodeError as erreur:
        lieu = f"ligne {erreur.lineno}, colonne {erreur.colno}"
        raise FichierRefuse("le contenu est abîmé ou n’est pas du JSON", lieu) from erreur
    except (RecursionError, ValueError) as erreur:
        raise FichierRefuse("le contenu n’est pas celui d’un brouillon") from erreur


def _lieu(champ: str, ou: str = "") -> str:
    return f"{ou}, champ {guillemets(champ)}" if ou else f"champ {guillemets(champ)}"


def _texte(lu: dict[str, Any], champ: str, ou: str = "") -> str:
    valeur = lu.get(champ)
    if not isinstance(valeur, str) or len(valeur) > LONGUEUR_MAXIMALE:
        raise FichierRefuse("un texte manque ou est trop long", _lieu(champ, ou))
    return valeur


def _liste(lu: dict[str, Any], champ: str, ou: str) -> list[dict[str, Any]]:
    valeur = lu.get(champ)
    if not isinstance(valeur, list) or len(valeur) > _PARAGRAPHES_MAXIMUM:
        raise FichierRefuse("une liste manque ou est trop longue", _lieu(champ, ou))
    if not all(isinstance(v, dict) for v in valeur):
        raise FichierRefuse("une liste ne contient pas ce qu’il faut", _lieu(champ, ou))
    return valeur


def _jour(lu: dict[str, Any], champ: str) -> date:
    try:
        return date.fromisoformat(_texte(lu, champ))
    except ValueError as erreur:
        if isinstance(erreur, FichierRefuse):
            raise
        raise FichierRefuse("une date n’est pas de la forme AAAA-MM-JJ", _lieu(champ)) from None


def _rubrique(lu: dict[str, Any], ou: str, connues: Collection[str]) -> Rubrique:
    identifiant = _texte(lu, "id", ou)
    if identifiant not in connues:
        raise FichierRefuse("la lettre n’a pas cette rubrique", _lieu("id", ou))
    gardes, de_cote = (
        tuple(
            _paragraphe(p, f"{ou}, {guillemets(champ)} {rang}")
            for rang, p in enumerate(_liste(lu, champ, ou), start=1)
        )
        for champ in ("paragraphes", "de_cote")
    )
    return Rubrique(identifiant, _texte(lu, "libelle", ou), gardes, de_cote)


def _paragraphe(lu: dict[str, Any], ou: str) -> Paragraphe:
    origine = lu.get("origine")
    if origine not in get_args(Origine):
        raise FichierRefuse("l’origine d’un paragraphe est inconnue", _lieu("origine", ou))
    sources = lu.get("sources")
    if not isinstance(sources, list) or not all(isinstance(s, str) for s in sources):
        raise FichierRefuse("les sources d’un paragraphe manquent", _lieu("sources", ou))
    try:
        return Paragraphe(
            id=_texte(lu, "id", ou),
            origine=cast(Origine, origine),
            texte=propre(_texte(lu, "texte", ou)),
            sources=tuple(propre(code) for code in sources),
            statut=_texte(lu, "statut", ou),
        )
    except FichierRefuse:
        raise
    except ValueError:
        raise FichierRefuse(
            "un paragraphe tiré des données a perdu sa source", _lieu("sources", ou)
        ) from None
