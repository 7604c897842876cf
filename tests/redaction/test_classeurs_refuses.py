"""Bad files: each is refused whole, in French, with its line and column, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fabrique_dash.donnees.classeurs.modele import FichierRefuse
from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.tables import BROUILLON, PROPOSITION, PUBLICATION
from fabrique_dash.redaction.classeurs.apercu import apercevoir
from fabrique_dash.redaction.classeurs.correspondances import Choix
from tests.classeurs import (
    CHOIX_PROJET,
    ENTETE,
    archive_de,
    avancement,
    avec_la_partie,
    changee,
    chiffree,
    etape,
    lire,
    menteuse,
    sans_valeur,
    xlsx,
    xlsx_change,
)
from tests.francais import fautes_de_typographie
from tests.redaction.essais import Essai

DROITS = [Habilitation(Role.REFERENT)]
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
_FEUILLE = "xl/worksheets/sheet1.xml"
_BOMBE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><worksheet>&b;</worksheet>'
_STRICT = "strict.xlsx", "Strict Open XML"
_JUMELLES = "jumelles.xlsx", "deux de ses feuilles ont le même nom"
_ICI = "feuille «\u00a0Avancement\u00a0», ligne 2"
_LA = f"{_ICI}, colonne «\u00a0"


def _strict(partie: bytes) -> bytes:
    """Write a part in the other dialect that Excel offers."""
    tete = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return partie.replace(tete, b"http://purl.oclc.org/ooxml/spreadsheetml/main")


def _jumelles(partie: bytes) -> bytes:
    return partie.replace(b'name="B"', b'name="A"')


Faire = Callable[[], bytes]
# What is looked at before the data are: name of the file, what makes it, where it is told, what.
FICHIERS: list[tuple[str, Faire, str, str]] = [
    ("vide.xlsx", lambda: b"", "vide.xlsx", "le fichier est vide"),
    ("lourd.xlsx", lambda: bytes(5 * 2**20 + 1), "lourd.xlsx", "plus de 5\u00a0Mo"),
    ("texte.xlsx", lambda: b"id;nom\n1;deux\n", "texte.xlsx", "ce n’est pas un classeur"),
    ("image.png", lambda: b"\x89PNG", "image.png", "ni un CSV"),
    ("strict.xlsx", lambda: changee(xlsx({"A": [["a"]]}), {"xl/workbook.xml": _strict}), *_STRICT),
    (
        "jumelles.xlsx",
        lambda: changee(xlsx({"A": [], "B": []}), {"xl/workbook.xml": _jumelles}),
        *_JUMELLES,
    ),
    ("long.xlsx", lambda: xlsx({"A": [["a"]] * 5001}), "long.xlsx", "plus de 5\u202f000 lignes"),
    ("ancien.xls", lambda: _OLE, "ancien.xls", "ancien format (.xls)"),
    (
        "secret.xlsx",
        lambda: _OLE + "EncryptedPackage".encode("utf-16-le"),
        "secret.xlsx",
        "mot de passe",
    ),
    ("coupe.xlsx", lambda: xlsx({"A": [["a"]]})[:900], "coupe.xlsx", "abîmé, ou incomplet"),
    ("nombreux.xlsx", lambda: archive_de(10_000), "nombreux.xlsx", "10\u202f000 fichiers"),
    (
        "gonfle.xlsx",
        lambda: avec_la_partie("xl/gros.xml", bytes(3 * 2**20)),
        "gonfle.xlsx",
        "piégé",
    ),
    ("menteur.xlsx", lambda: menteuse(60 * 2**20), "menteur.xlsx", "piégé"),
    ("chiffre.xlsx", chiffree, "chiffre.xlsx", "l’archive est chiffrée"),
    ("sorti.xlsx", lambda: avec_la_partie("../../x", b""), "sorti.xlsx", "sort du dossier"),
    (
        "macro.xlsx",
        lambda: avec_la_partie("xl/vbaProject.bin", b""),
        "macro.xlsx",
        "contient des macros",
    ),
    ("texte.docx", lambda: archive_de(3), "texte.docx", "mais pas un classeur"),
    (
        "entites.xlsx",
        lambda: avec_la_partie(_FEUILLE, _BOMBE),
        "entites.xlsx",
        "déclaration qu’aucun tableur n’écrit",
    ),
    ("casse.xlsx", lambda: avec_la_partie(_FEUILLE, b"<wor"), "casse.xlsx", "ne peut pas être lu"),
    (
        "large.xlsx",
        lambda: avancement([1] * 201),
        "large.xlsx",
        "de 200 colonnes",
    ),
    ("nul.csv", lambda: b"id;nom\n\x00;x\n", "nul.csv", "ce n’est pas un CSV"),
    ("autre.csv", lambda: b"id;nom\n\x81\x8d\x8f;x\n", "autre.csv", "l’encodage"),
    (
        "guillemet.csv",
        lambda: b'id;nom\r\na;b\r\nc;"d\r\n',
        "guillemet.csv, ligne 3",
        "guillemet droit",
    ),
    (
        "inconnue.xlsx",
        lambda: xlsx({"Budget": [["Poste"], ["Salle"]]}),
        "feuille «\u00a0Budget\u00a0»",
        "aucune des tables que vous pouvez écrire ne s’appelle ainsi",
    ),
    ("rien.xlsx", lambda: xlsx({"Avancement": []}), "rien.xlsx", "aucune feuille n’est"),
    (
        "colonne.xlsx",
        lambda: avancement([*etape(), "x"], entete=[*ENTETE, "Humeur"]),
        "feuille «\u00a0Avancement\u00a0», ligne 1, colonne «\u00a0Humeur\u00a0»",
        "aucune colonne de la table",
    ),
    (
        "sans_titre.xlsx",
        lambda: avancement([*etape(), "x"]),
        "feuille «\u00a0Avancement\u00a0», ligne 1, colonne «\u00a0M\u00a0»",
        "aucune colonne de la table",
    ),
    (
        "double.xlsx",
        lambda: avancement([*etape(), "x"], entete=[*ENTETE, "note"]),
        "ligne 1, colonne «\u00a0Note\u00a0»",
        "deux colonnes vont à «\u00a0Note\u00a0»",
    ),
    (
        "sans_cle.xlsx",
        lambda: avancement(["arras"], entete=["Territoire"]),
        "ligne 1, colonne «\u00a0Identifiant\u00a0»",
        "cette colonne manque",
    ),
]
# What is said of rows and cells: what makes the file, where it is told, what.
RANGEES: list[tuple[Faire, str, str]] = [
    (
        lambda: avancement(etape(), etape()),
        "ligne 3, colonne «\u00a0Identifiant\u00a0», valeur «\u00a0arras-essai\u00a0»",
        "déjà celle de la ligne 2",
    ),
    (
        lambda: avancement(etape(Note="#REF!")),
        f"{_LA}Note\u00a0», valeur «\u00a0#REF!\u00a0»",
        "la case L2 est une erreur du tableur",
    ),
    (
        lambda: avancement(etape(Note="Ã‰lue reÃ§ue")),
        f"{_LA}Note\u00a0», valeur «\u00a0Ã‰lue reÃ§ue\u00a0»",
        "les accents de cette case se sont perdus",
    ),
    (
        lambda: sans_valeur(avancement(etape()), "E2"),
        f"{_LA}Date\u00a0»",
        "la case E2 contient une formule dont le résultat",
    ),
    (
        lambda: xlsx_change(avancement(etape()), lambda f: f.merge_cells("K2:L2")),
        f"{_LA}Inférence\u00a0»",
        "les cases K2:L2 sont fusionnées",
    ),
    (
        lambda: xlsx({"Thèmes": [["Identifiant", "Libellé"], *([None, n] for n in range(501))]}),
        "feuille «\u00a0Thèmes\u00a0»",
        "501 rangées seraient ajoutées ou ôtées, 500 au plus",
    ),
    (
        lambda: xlsx({"Sources": [["Identifiant", "Titre"], [None, "Un titre"]]}),
        "feuille «\u00a0Sources\u00a0», ligne 2, colonne «\u00a0Identifiant\u00a0»",
        "rien n’y permet d’en faire un",
    ),
]


def _ecrit(essai_intact: Essai) -> list[int]:
    """Count what the journal holds."""
    with essai_intact.journal.lire() as cx:
        tables = (PROPOSITION, PUBLICATION, BROUILLON)
        return [cx.execute(select(func.count()).select_from(t)).scalar_one() for t in tables]


def _phrases(essai_intact: Essai, nom: str, octets: bytes, droits: list[Habilitation]) -> list[str]:
    """Send a file as the page does; return what is said of it, once nothing was written."""
    avant = _ecrit(essai_intact)
    try:
        lu = lire(nom, octets)
    except FichierRefuse as erreur:
        problemes = erreur.problemes
    else:
        apercu = apercevoir(essai_intact.journal, droits, lu, Choix(), verifier)
        assert not apercu.acceptable and apercu.changements == ()
        problemes = apercu.problemes
    assert _ecrit(essai_intact) == avant
    assert [f for p in problemes for f in fautes_de_typographie(p.conseil())] == []
    return [p.phrase() for p in problemes]


@pytest.mark.parametrize(("nom", "faire", "ou", "quoi"), FICHIERS, ids=[f[0] for f in FICHIERS])
def test_a_file_that_is_no_workbook_of_ours_is_refused(
    essai_intact: Essai, nom: str, faire: Faire, ou: str, quoi: str
) -> None:
    phrases = _phrases(essai_intact, nom, faire(), DROITS)
    dites = [p for p in phrases if ou in p and quoi in p and "À faire\u00a0: " in p]
    assert len(dites) == 1 == len(phrases), phrases


@pytest.mark.parametrize(("faire", "ou", "quoi"), RANGEES, ids=[r[2] for r in RANGEES])
def test_a_row_that_can_t_be_taken_is_told_by_its_line_and_column(
    essai_intact: Essai, faire: Faire, ou: str, quoi: str
) -> None:
    phrases = _phrases(essai_intact, "essai.xlsx", faire(), DROITS)
    assert [p for p in phrases if ou in p and quoi in p], phrases


def test_all_that_the_check_of_the_data_finds_is_told_where_the_person_sees_it(
    essai_intact: Essai,
) -> None:
    rangees = [
        etape("a", Étape="diagnostique"),
        etape("b", Date="31/02/2022"),
        etape("c", État="finie"),
        etape("d", Note="Écrire à marie@exemple.fr"),
        etape("e", Statut=None),
    ]
    zero: list[list[Any]] = [
        ["Identifiant", "code_commune"],
        ["s-inspirer-1", 1004],
    ]  # 01004, once in a spreadsheet
    feuilles = {"Avancement": [ENTETE, *rangees], "Inspirations": zero}
    phrases = _phrases(essai_intact, "essai.xlsx", xlsx(feuilles), DROITS)
    debut = "feuille «\u00a0Avancement\u00a0», ligne "
    for attendu in (
        f"{debut}2, colonne «\u00a0Étape\u00a0», valeur «\u00a0diagnostique\u00a0»",
        f"{debut}3, colonne «\u00a0Date\u00a0», valeur «\u00a031/02/2022\u00a0»",
        f"{debut}4, colonne «\u00a0État\u00a0», valeur «\u00a0finie\u00a0»",
        f"{debut}5, colonne «\u00a0Note\u00a0»",
        f"{debut}6, colonne «\u00a0Statut\u00a0»",
        "feuille «\u00a0Inspirations\u00a0», ligne 2, colonne «\u00a0code_commune\u00a0»",
    ):
        assert [p for p in phrases if p.startswith(attendu)], (attendu, phrases)
    dites = "\n".join(phrases)
    for quoi in (
        "cette valeur n’existe pas dans etapes",
        "choisir parmi franchie",
        "«\u00a0@\u00a0» trahit une adresse électronique",
        "elle est obligatoire",
        "remettre le zéro\u00a0: 01004",
    ):
        assert quoi in dites


def test_a_row_of_another_territory_is_refused_to_who_writes_one(essai_intact: Essai) -> None:
    droits = [Habilitation(Role.CONTRIBUTEUR, "vimy")]
    octets = avancement(etape(CHOIX_PROJET, Note="Vu."))
    phrases = _phrases(essai_intact, "essai.xlsx", octets, droits)
    assert len(phrases) == 1 and _ICI in phrases[0] and "vos droits" in phrases[0]


def test_a_part_that_is_no_xml_is_no_traceback(essai_intact: Essai) -> None:
    liens = "xl/_rels/workbook.xml.rels"
    octets = changee(xlsx({"A": [["a"]]}), {liens: b"<a/>", "xl/styles.xml": b"\xff"})
    assert "ne peut pas être lu" in _phrases(essai_intact, "essai.xlsx", octets, DROITS)[0]
