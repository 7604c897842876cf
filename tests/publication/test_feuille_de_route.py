"""The worksheet as a file: what is written comes back, and what is wrong is said line by line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.publication.tables.feuille_de_route import (
    COLONNES,
    ETATS,
    LONGUEUR_DE_NOTE,
    TAILLE_MAXIMALE,
    comptes,
    ecrire,
    lire,
    nettoyer,
)
from fabrique_dash.publication.tables.points_de_la_feuille import Case
from tests.francais import fautes_de_typographie
from tests.programmes import HOSTILES

TITRES = {f"E{e}-{n}": f"Balise {e}.{n}" for e in range(1, 5) for n in range(1, 7)}
ENTETE = "balise;titre;etat;note"  # of the sheets that were exported before points: still read
FORMULES = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''=1", "'bonjour", "=cmd|' /C calc'!A0")

notes = st.text(max_size=60).map(nettoyer)
cases = st.builds(Case, st.sampled_from(("", *ETATS)), notes).filter(lambda c: c != Case())
feuilles = st.dictionaries(st.sampled_from(list(TITRES)), cases)


@given(feuilles)
def test_what_is_written_is_read_back(feuille: dict[str, Case]) -> None:
    assert lire("f.csv", ecrire(feuille, TITRES), TITRES) == (feuille, [])


@pytest.mark.parametrize("note", [*FORMULES, *HOSTILES, 'a;b,"c"', "d’une\u00a0note"])
def test_hostile_notes_come_back_and_run_nowhere(note: str) -> None:
    propre = nettoyer(note)
    octets = ecrire({"E1-1": Case("acquis", propre)}, TITRES)
    lignes = list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))
    assert [c for ligne in lignes for c in ligne if c.startswith(("=", "+", "-", "@", "\t"))] == []
    assert lire("f.csv", octets, TITRES)[0] == {"E1-1": Case("acquis", propre)}


def test_the_file_has_a_row_for_every_balise_and_no_total() -> None:
    octets = ecrire({"E2-3": Case("en chemin", "à suivre")}, TITRES)
    assert octets.startswith(b"\xef\xbb\xbf")
    lignes = list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))
    assert tuple(lignes[0]) == COLONNES
    assert [ligne[0] for ligne in lignes[1:]] == list(TITRES)
    assert "%" not in octets.decode("utf-8-sig")


@pytest.mark.parametrize("separateur", [";", ","])
@pytest.mark.parametrize("fin", ["\n", "\r\n"])
def test_spreadsheets_may_change_separator_line_ends_and_case(separateur: str, fin: str) -> None:
    lignes = [[*COLONNES], ["e1-2", "", "À Engager", "oui", ""], ["", "", "", "", ""]]
    texte = fin.join(separateur.join(ligne) for ligne in lignes)
    attendu = {"E1-2": Case("à engager", "oui")}
    assert lire("f.csv", texte.encode(), TITRES) == (attendu, [])


DEGATS = {
    "vide": (b"", 0, "", "vide"),
    "blanc": (b"\n\n", 0, "", "vide"),
    "pas un texte": (b"PK\x03\x04\x00\x00", 0, "", "pas un texte"),
    "pas en UTF-8": (f"{ENTETE}\nE1-1;a;acquis;d\xe9j\xe0".encode("latin-1"), 2, "", "UTF-8"),
    "démesuré": (b"a" * (TAILLE_MAXIMALE + 1), 0, "", "dépasse"),
    "sans colonne": (b"balise;titre;etat\nE1-1;a;acquis", 1, "note", "manque"),
    "colonne double": (b"balise;etat;etat;note\nE1-1;a;b;c", 1, "etat", "double"),
    "autre fichier": (b"id,nom\n1,a", 1, "balise", "manque"),
    "balise inconnue": (f"{ENTETE}\nE9-1;a;acquis;".encode(), 2, "balise", "référentiel"),
    "sans balise": (f"{ENTETE}\n;a;acquis;".encode(), 2, "balise", "pas dite"),
    "balise double": (f"{ENTETE}\nE1-1;a;;x\nE1-1;a;;y".encode(), 3, "balise", "ligne 2"),
    "mot inconnu": (f"{ENTETE}\nE1-1;a;80 %;".encode(), 2, "etat", "quatre"),
    "case de trop": (f"{ENTETE}\nE1-1;a;acquis;x;y".encode(), 2, "", "5 cases"),
    "note trop longue": (
        f"{ENTETE}\nE1-1;a;;{'x' * (LONGUEUR_DE_NOTE + 1)}".encode(),
        2,
        "note",
        "caractères",
    ),
    "guillemet ouvert": (f'{ENTETE}\nE1-1;a;;"x'.encode(), 2, "", "guillemet"),
}


@pytest.mark.parametrize("nom", DEGATS)
def test_a_wrong_file_is_refused_whole_and_said_in_french(nom: str) -> None:
    octets, ligne, colonne, message = DEGATS[nom]
    feuille, problemes = lire("ma feuille.csv", octets, TITRES)
    assert feuille == {}
    premier = problemes[0]
    assert (premier.fichier, premier.ligne, premier.colonne) == ("ma feuille.csv", ligne, colonne)
    assert message in premier.probleme and premier.remede
    assert fautes_de_typographie(premier.phrase()) == []


def test_every_fault_is_said_with_its_own_line() -> None:
    lignes = [
        ENTETE,
        "E1-1;a;acquis;bien",
        "E9-9;a;acquis;",
        '"E1-2";a;;"sur\ndeux"',
        "E1-3;a;bof;",
    ]
    feuille, problemes = lire("f.csv", "\n".join(lignes).encode(), TITRES)
    assert feuille == {}
    assert [(p.ligne, p.colonne, p.valeur) for p in problemes] == [
        (3, "balise", "E9-9"),
        (6, "etat", "bof"),
    ]


@given(st.binary(max_size=300))
def test_no_file_whatever_breaks_the_reading(octets: bytes) -> None:
    feuille, problemes = lire("f.csv", octets, TITRES)
    assert not (feuille and problemes)
    assert all(p.phrase() for p in problemes)


def test_counts_are_by_word() -> None:
    feuille = {"E1-1": Case("acquis"), "E1-2": Case("acquis"), "E1-3": Case("", "une note")}
    assert comptes(feuille) == {"acquis": 2, "en chemin": 0, "à engager": 0, "sans objet": 0}


def test_a_note_is_one_line_without_control_characters() -> None:
    assert nettoyer("a\n\tb\x00\u202ec  d ") == "a bc d"
    assert len(nettoyer("x" * 5_000)) == LONGUEUR_DE_NOTE
