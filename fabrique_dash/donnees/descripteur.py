"""The data package's descriptor, read into typed values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOM_FICHIER = "datapackage.json"


class DescripteurIllisible(Exception):
    """`datapackage.json` is missing, or is not the JSON that is expected."""


@dataclass(frozen=True)
class Champ:
    """One column: its name, its type, and what the dictionary says of it."""

    nom: str
    type: str
    titre: str
    description: str
    exemple: str
    contraintes: dict[str, Any]


@dataclass(frozen=True)
class CleEtrangere:
    """`champ` of one table points to `cible` of the table `table`."""

    champ: str
    table: str
    cible: str


@dataclass(frozen=True)
class Table:
    """One tabular resource of the package."""

    nom: str
    titre: str
    description: str
    chemin: str
    champs: tuple[Champ, ...]
    cle_primaire: tuple[str, ...]
    cles_etrangeres: tuple[CleEtrangere, ...]
    brut: dict[str, Any]

    @property
    def colonnes(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the schema."""
        return tuple(champ.nom for champ in self.champs)


@dataclass(frozen=True)
class Descripteur:
    """The whole package: metadata and tables, in the order of the file."""

    titre: str
    description: str
    version: str
    cree_le: str
    licences: tuple[dict[str, str], ...]
    contributeurs: tuple[dict[str, str], ...]
    tables: dict[str, Table]


def _liste(valeur: Any) -> tuple[str, ...]:
    if valeur is None:
        return ()
    return (valeur,) if isinstance(valeur, str) else tuple(valeur)


def _champ(brut: dict[str, Any]) -> Champ:
    return Champ(
        nom=brut["name"],
        type=brut.get("type", "string"),
        titre=brut.get("title", brut["name"]),
        description=brut.get("description", ""),
        exemple=str(brut.get("example", "")),
        contraintes=brut.get("constraints", {}),
    )


def _cle_etrangere(brut: dict[str, Any], propre_nom: str) -> CleEtrangere:
    reference = brut["reference"]
    return CleEtrangere(
        champ=_liste(brut["fields"])[0],
        table=reference.get("resource") or propre_nom,
        cible=_liste(reference["fields"])[0],
    )


def _table(brut: dict[str, Any]) -> Table:
    schema = brut["schema"]
    return Table(
        nom=brut["name"],
        titre=brut.get("title", brut["name"]),
        description=brut.get("description", ""),
        chemin=brut["path"],
        champs=tuple(_champ(champ) for champ in schema["fields"]),
        cle_primaire=_liste(schema.get("primaryKey")),
        cles_etrangeres=tuple(
            _cle_etrangere(cle, brut["name"]) for cle in schema.get("foreignKeys", [])
        ),
        brut=brut,
    )


def lire_descripteur(dossier: Path) -> Descripteur:
    """Read `datapackage.json` of a folder.

    Args:
        dossier: folder of the data package.

    Raises:
        DescripteurIllisible: the file is missing, is no JSON, or lacks what a package needs.
    """
    chemin = dossier / NOM_FICHIER
    try:
        brut = json.loads(chemin.read_text(encoding="utf-8"))
        tables = [_table(r) for r in brut["resources"] if "fields" in r.get("schema", {})]
        return Descripteur(
            titre=brut["title"],
            description=brut.get("description", ""),
            version=brut["version"],
            cree_le=brut["created"],
            licences=tuple(brut.get("licenses", [])),
            contributeurs=tuple(brut.get("contributors", [])),
            tables={table.nom: table for table in tables},
        )
    except OSError as erreur:
        raise DescripteurIllisible(f"fichier introuvable ou illisible ({chemin.name})") from erreur
    except (ValueError, UnicodeDecodeError) as erreur:
        raise DescripteurIllisible(f"ce n’est pas du JSON valide : {erreur}") from erreur
    except (KeyError, TypeError, AttributeError, IndexError) as erreur:
        raise DescripteurIllisible(f"il manque une propriété attendue : {erreur}") from erreur
