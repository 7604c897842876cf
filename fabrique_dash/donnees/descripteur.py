"""The data package's descriptor, read into typed values."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from fabrique_dash.donnees.dates import DERNIER_JOUR, PREMIER_JOUR

NOM_FICHIER = "datapackage.json"
PROPRIETE = "hash"  # of a resource, in the Data Package standard
TYPES = frozenset({"string", "integer", "number", "boolean", "date"})
_CONTOURS = ".geojson"
# Ours has nine. What is deeper could be read, and not written again: Python writes by recursion.
_PROFONDEUR_MAXIMALE = 32


class DescripteurIllisible(Exception):
    """`datapackage.json` is missing, or is not the JSON that is expected."""


_DEBUT_DES_DATES_REDUITES = "^(19|20)[0-9]{2}"


@dataclass(frozen=True)
class Champ:
    """One column: its name, its type, and what the dictionary says of it."""

    nom: str
    type: str
    titre: str
    description: str
    exemple: str
    contraintes: dict[str, Any]

    @property
    def est_une_date_reduite(self) -> bool:
        """Whether it holds days, months or years: « 2021-10-15 », « 2021-10 », « 2021 »."""
        return str(self.contraintes.get("pattern", "")).startswith(_DEBUT_DES_DATES_REDUITES)


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

    @property
    def de_reference(self) -> bool:
        """Whether it is made by script from reference packages (communes, populations…)."""
        return self.chemin.startswith("reference/")

    @property
    def editable(self) -> bool:
        """Whether people write its rows: a CSV, not made by script, with a key."""
        return not self.de_reference and self.chemin.endswith(".csv") and bool(self.cle_primaire)

    def empreinte(self, dossier: Path) -> str:
        """Hash its file, as the descriptor records it; an `OSError` when there is none."""
        return f"sha256:{sha256((dossier / self.chemin).read_bytes()).hexdigest()}"

    def est_notee(self, dossier: Path) -> bool:
        """Tell whether its file is the very one whose hash the descriptor records.

        A missing or unreadable file is not: the validation says what is wrong with it.
        """
        notee = self.brut.get(PROPRIETE)
        try:
            return notee is not None and notee == self.empreinte(dossier)
        except OSError:
            return False


@dataclass(frozen=True)
class Descripteur:
    """The whole package: metadata and tables, in the order of the file.

    Attributes:
        tables: the tabular resources, by name.
        contours: path of each outline file, by its name without extension.
        brut: the JSON as it was read; it is shared: don't change it.
    """

    titre: str
    description: str
    version: str
    cree_le: str
    licences: tuple[dict[str, str], ...]
    contributeurs: tuple[dict[str, str], ...]
    tables: dict[str, Table]
    contours: dict[str, str]
    brut: dict[str, Any] = field(repr=False)

    @property
    def jour(self) -> date:
        """The day on which the package was made."""
        return date.fromisoformat(self.cree_le[:10])


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
        octets = chemin.read_bytes()
    except OSError as erreur:
        raise DescripteurIllisible(f"fichier introuvable ou illisible ({chemin.name})") from erreur
    return interpreter(octets)


# Every reading of a publication begins by its descriptor, most often the last one: 30 ms.
@lru_cache(maxsize=4)
def interpreter(octets: bytes) -> Descripteur:
    """Read a descriptor from the bytes of its file.

    Raises:
        DescripteurIllisible: they are no JSON, or lack what a package needs.
    """
    try:
        brut = json.loads(octets.decode("utf-8"))
        if _trop_profond(brut):
            raise RecursionError
        descripteur = _descripteur(brut)
    except UnicodeDecodeError as erreur:
        raise DescripteurIllisible("le fichier n’est pas en UTF-8") from erreur
    except json.JSONDecodeError as erreur:
        lieu = f"ligne {erreur.lineno}, caractère {erreur.colno}"
        raise DescripteurIllisible(f"ce n’est pas du JSON valide ({lieu})") from erreur
    except RecursionError as erreur:
        raise DescripteurIllisible("trop de crochets ou d’accolades s’emboîtent") from erreur
    except KeyError as erreur:
        raise DescripteurIllisible(f"il manque la propriété « {erreur.args[0]} »") from erreur
    except (TypeError, ValueError, AttributeError, IndexError) as erreur:
        raise DescripteurIllisible("une propriété n’a pas la forme attendue") from erreur
    fautes = list(_fautes(descripteur))
    if fautes:
        raise DescripteurIllisible(" ; ".join(fautes))
    return descripteur


def _trop_profond(brut: Any) -> bool:
    """Tell whether values hold values deeper than anybody writes; level by level."""
    niveau: list[Any] = [brut]
    for _ in range(_PROFONDEUR_MAXIMALE):
        contenus = (v.values() if isinstance(v, dict) else v for v in niveau)
        niveau = [v for contenu in contenus for v in contenu if isinstance(v, dict | list)]
        if not niveau:
            return False
    return True


def _chemins_des_contours(brut: dict[str, Any]) -> dict[str, str]:
    chemins = [r["path"] for r in brut["resources"] if str(r.get("path", "")).endswith(_CONTOURS)]
    return {PurePosixPath(chemin).stem: chemin for chemin in chemins}


def _descripteur(brut: dict[str, Any]) -> Descripteur:
    for propriete in ("title", "version"):
        if not isinstance(brut[propriete], str):
            raise TypeError(propriete)
    tables = [_table(r) for r in brut["resources"] if "fields" in r.get("schema", {})]
    doubles = [nom for nom, nombre in Counter(t.nom for t in tables).items() if nombre > 1]
    if doubles:
        raise DescripteurIllisible(f"deux ressources s’appellent « {doubles[0]} »")
    return Descripteur(
        titre=brut["title"],
        description=brut.get("description", ""),
        version=brut["version"],
        cree_le=brut["created"],
        licences=tuple(dict(licence) for licence in brut.get("licenses", [])),
        contributeurs=tuple(dict(personne) for personne in brut.get("contributors", [])),
        tables={table.nom: table for table in tables},
        contours=_chemins_des_contours(brut),
        brut=brut,
    )


def _fautes(descripteur: Descripteur) -> Iterator[str]:
    """Find what would only fail later, and say it in French."""
    try:
        if not PREMIER_JOUR <= descripteur.jour <= DERNIER_JOUR:
            bornes = f"du {PREMIER_JOUR} au {DERNIER_JOUR}"
            yield f"« created » n’est pas un jour {bornes} ({descripteur.cree_le})"
        datetime.fromisoformat(descripteur.cree_le)
    except (TypeError, ValueError):
        yield f"« created » n’est pas une date ISO ({descripteur.cree_le})"
    for nom, chemin in descripteur.contours.items():
        yield from _faute_de_chemin(nom, chemin)
    for table in descripteur.tables.values():
        yield from _faute_de_chemin(table.nom, table.chemin)
        for champ in table.champs:
            yield from _fautes_du_champ(table.nom, champ)
        for nom in set(table.cle_primaire) - set(table.colonnes):
            yield f"{table.nom}\u00a0: la clé primaire cite une colonne absente ({nom})"
        for cle in table.cles_etrangeres:
            cible = descripteur.tables.get(cle.table)
            if cible is None or cle.cible not in cible.colonnes or cle.champ not in table.colonnes:
                lien = f"{cle.champ} → {cle.table}.{cle.cible}"
                yield f"{table.nom}\u00a0: une clé étrangère cite une colonne absente ({lien})"


def _faute_de_chemin(nom: str, ecrit: object) -> Iterator[str]:
    chemin = PurePosixPath(str(ecrit))
    if not isinstance(ecrit, str) or chemin.is_absolute() or ".." in chemin.parts:
        yield f"{nom}\u00a0: « path » n’est pas un fichier du dossier ({ecrit})"


def _fautes_du_champ(table: str, champ: Champ) -> Iterator[str]:
    if champ.type not in TYPES:
        yield f"{table}, {champ.nom}\u00a0: le type « {champ.type} » n’est pas prévu"
    try:
        re.compile(champ.contraintes.get("pattern", ""))
    except (AttributeError, TypeError, re.error):
        yield f"{table}, {champ.nom}\u00a0: « constraints » n’a pas la forme attendue"
