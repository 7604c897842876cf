"""A workbook's archive, looked at before anything reads it: how many files, how large, which names.

What is refused here costs nothing: only the directory of the archive is read, never a file of it.
A directory that lies on a size is harmless: no more than that size is ever taken out.
"""

from __future__ import annotations

import io
import re
import zipfile

from fabrique_dash.donnees.classeurs.modele import FichierRefuse, en_milliers, refus

TAILLE_MAXIMALE = 5 * 2**20  # bytes of a file
ENTREES_AU_PLUS = 200
CONTENU_MAXIMAL = 50 * 2**20  # bytes, once out of the archive
_RATIO_MAXIMAL, _PETIT = 150, 2**20  # of a file of the archive; nothing is said of a small one
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHIFFRE_OLE = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_CLASSEUR, _BINAIRE, _MACROS = "xl/workbook.xml", "xl/workbook.bin", "vbaproject.bin"
_METHODES = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_HORS_DU_DOSSIER = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|\x00")
_EN_XLSX = "l’enregistrer au format Excel (.xlsx), puis le déposer de nouveau"
_ABIME = "le fichier est abîmé, ou incomplet"
_PIEGE = "c’est un fichier piégé, ou abîmé"
_REFAIRE = "ouvrir le classeur dans un tableur, et l’enregistrer de nouveau au format .xlsx"


def examiner_la_taille(nom: str, octets: bytes) -> None:
    """Refuse a file that is empty, or too large.

    Raises:
        FichierRefuse: it is.
    """
    if not octets:
        raise refus(nom, "le fichier est vide", "choisir celui qui a été rempli")
    if len(octets) > TAILLE_MAXIMALE:
        raise refus(
            nom,
            "le fichier pèse plus de 5\u00a0Mo",
            "n’y garder que les feuilles et les lignes à reprendre, sans images",
        )


def examiner_l_archive(nom: str, octets: bytes) -> None:
    """Refuse what is no workbook that can be read safely.

    Args:
        nom: name of the file.
        octets: the file.

    Raises:
        FichierRefuse: it is none; it says what it is, and what to do.
    """
    if octets.startswith(_OLE):
        raise _ancien_ou_protege(nom, octets)
    if not octets.startswith(_ZIP):
        dit = "ce n’est pas un classeur Excel"
        malgre = ", malgré son nom" if nom.lower().endswith(".xlsx") else ", ni un CSV"
        raise refus(nom, dit + malgre, _EN_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            entrees = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as erreur:
        raise refus(nom, _ABIME, _REFAIRE) from erreur
    _examiner_le_nombre_et_les_noms(nom, entrees)
    _examiner_ce_qui_en_sort(nom, entrees)
    _examiner_le_genre(nom, {entree.filename.lower() for entree in entrees})


def _ancien_ou_protege(nom: str, octets: bytes) -> FichierRefuse:
    if _CHIFFRE_OLE in octets:
        return refus(
            nom,
            "le classeur est protégé par un mot de passe",
            "ôter le mot de passe d’ouverture, puis enregistrer au format .xlsx",
        )
    return refus(nom, "c’est un classeur d’un ancien format (.xls)", _EN_XLSX)


def _examiner_le_nombre_et_les_noms(nom: str, entrees: list[zipfile.ZipInfo]) -> None:
    if len(entrees) > ENTREES_AU_PLUS:
        dit = f"l’archive tient {en_milliers(len(entrees))} fichiers"
        raise refus(nom, f"{dit}\u00a0: un classeur en a {ENTREES_AU_PLUS} au plus", _REFAIRE)
    noms = [entree.filename for entree in entrees]
    if any(map(_HORS_DU_DOSSIER.search, noms)):
        raise refus(nom, f"{_PIEGE}\u00a0: un de ses noms sort du dossier", _REFAIRE)
    if len({n.lower() for n in noms}) < len(noms):
        raise refus(nom, f"{_PIEGE}\u00a0: deux de ses fichiers ont le même nom", _REFAIRE)


def _examiner_ce_qui_en_sort(nom: str, entrees: list[zipfile.ZipInfo]) -> None:
    if any(entree.flag_bits & 1 for entree in entrees):
        raise refus(nom, "l’archive est chiffrée", "ôter le mot de passe")
    if any(entree.compress_type not in _METHODES for entree in entrees):
        raise refus(nom, "l’archive est comprimée d’une façon qu’aucun tableur n’emploie", _REFAIRE)
    trop = sum(entree.file_size for entree in entrees) > CONTENU_MAXIMAL
    if trop or any(map(_gonfle, entrees)):
        raise refus(
            nom,
            f"{_PIEGE}\u00a0: il tient dans peu de place bien plus que ce qu’on y a écrit",
            "n’y garder que les feuilles à reprendre, sans lignes ni colonnes vides mises en forme",
        )


def _gonfle(entree: zipfile.ZipInfo) -> bool:
    return entree.file_size > max(_PETIT, _RATIO_MAXIMAL * entree.compress_size)


def _examiner_le_genre(nom: str, noms: set[str]) -> None:
    if any(n.endswith(_MACROS) for n in noms) or nom.lower().endswith((".xlsm", ".xltm")):
        raise refus(nom, "le classeur contient des macros", f"{_EN_XLSX}, qui n’en a pas")
    if _BINAIRE in noms:
        raise refus(nom, "c’est un classeur binaire (.xlsb)", _EN_XLSX)
    if _CLASSEUR not in noms:
        raise refus(nom, "c’est une archive, mais pas un classeur Excel", _EN_XLSX)
