"""Files as people send them, good and bad, made by code: workbooks, archives, CSV."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

from fabrique_dash.donnees.classeurs.a_part import examiner, lire_ici
from fabrique_dash.donnees.classeurs.modele import Classeur

Feuilles = Mapping[str, Sequence[Sequence[Any]]]
ENTETE = ["Identifiant", "Territoire", "Étape", "État", "Date", "Portée", "Connu le", "Source"]
ENTETE += ["Autres sources", "Statut", "Inférence", "Note"]
CHOIX_PROJET = "arras-choix-projet"
_VIDES: Feuilles = {"Avancement": [["Identifiant"]]}


def lire(nom: str, octets: bytes) -> Classeur:
    """Look at a file and read it, in this process."""
    examiner(nom, octets)
    return lire_ici(nom, octets)


def etape(identifiant: str = "arras-essai", **cases: Any) -> list[Any]:
    """Return a row of « Avancement » with nothing wrong in it, but for what is said."""
    rangee = dict(zip(ENTETE, [identifiant, "arras", "diagnostic", "en cours"], strict=False))
    rangee |= {"Portée": "territoire", "Connu le": "2022-05", "Source": "S0"}
    rangee |= {"Statut": "documenté"}
    return [{**rangee, **cases}.get(titre) for titre in ENTETE]


def xlsx(feuilles: Feuilles, changer: Callable[[Any], None] | None = None) -> bytes:
    """Write a workbook as openpyxl does; `changer` is given it before."""
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for nom, rangees in feuilles.items():
        feuille = livre.create_sheet(nom)
        for rangee in rangees:
            feuille.append(list(rangee))
    if changer:
        changer(livre)
    tampon = io.BytesIO()
    livre.save(tampon)
    return tampon.getvalue()


def avancement(*rangees: Sequence[Any], entete: Sequence[str] = ENTETE) -> bytes:
    """Write a workbook of one sheet, « Avancement »."""
    return xlsx({"Avancement": [entete, *rangees]})


def changee(octets: bytes, parties: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return an archive whose parts are changed, or added."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as lue:
        contenus = {nom: lue.read(nom) for nom in lue.namelist()}
    for nom, voulue in parties.items():
        contenus[nom] = voulue if isinstance(voulue, bytes) else voulue(contenus[nom])
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for nom, contenu in contenus.items():
            ecrite.writestr(nom, contenu)
    return tampon.getvalue()


def avec(**parties: bytes) -> bytes:
    """Return a workbook with other parts in its archive."""
    return changee(xlsx(_VIDES), {nom.replace("__", "/"): o for nom, o in parties.items()})


def avec_la_partie(nom: str, contenu: bytes) -> bytes:
    """Return a workbook with another part in its archive."""
    return changee(xlsx(_VIDES), {nom: contenu})


def chiffree() -> bytes:
    """Return a workbook whose archive says that its parts are encrypted."""
    octets = bytearray(xlsx(_VIDES))
    place = octets.find(b"PK\x01\x02")
    while place >= 0:
        (drapeaux,) = struct.unpack_from("<H", octets, place + 8)
        struct.pack_into("<H", octets, place + 8, drapeaux | 1)
        place = octets.find(b"PK\x01\x02", place + 4)
    return bytes(octets)


def menteuse(taille: int) -> bytes:
    """Return a workbook whose directory says that its first part is that large."""
    octets = bytearray(xlsx(_VIDES))
    struct.pack_into("<I", octets, octets.find(b"PK\x01\x02") + 24, taille)
    return bytes(octets)


def archive_de(nombre: int) -> bytes:
    """Return an archive of many small files."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as ecrite:
        for rang in range(nombre):
            ecrite.writestr(f"xl/{rang}", b"")
    return tampon.getvalue()


def sans_valeur(octets: bytes, case: str) -> bytes:
    """Give a cell of the first sheet a formula whose value is not kept."""
    return xlsx_change(octets, lambda f: f.__setitem__(case, "=1+1"))


def xlsx_change(octets: bytes, changer: Callable[[Any], None]) -> bytes:
    """Change the first sheet of a workbook that has one."""
    livre = openpyxl.load_workbook(io.BytesIO(octets))
    changer(livre.worksheets[0])
    tampon = io.BytesIO()
    livre.save(tampon)
    return tampon.getvalue()
