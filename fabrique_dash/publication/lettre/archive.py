"""Zip archives whose bytes depend on their content only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

DateZip = tuple[int, int, int, int, int, int]


def date_fixe(jour: date) -> DateZip:
    """Return noon of a day as zip archives write it."""
    return (jour.year, jour.month, jour.day, 12, 0, 0)


def archive(fichiers: Mapping[str, bytes], jour: date) -> bytes:
    """Put files into a zip archive, in the order given.

    Args:
        fichiers: content of each file, by name.
        jour: the date that all of them carry.
    """
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as boite:
        for nom, contenu in fichiers.items():
            fiche = zipfile.ZipInfo(nom, date_fixe(jour))
            fiche.compress_type = zipfile.ZIP_DEFLATED
            fiche.external_attr = 0o644 << 16
            boite.writestr(fiche, contenu)
    return tampon.getvalue()


def refaire(boite: bytes, jour: date) -> bytes:
    """Make an archive again with one date for all its files."""
    with zipfile.ZipFile(io.BytesIO(boite)) as lue:
        return archive({nom: lue.read(nom) for nom in lue.namelist()}, jour)
