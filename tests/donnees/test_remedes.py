"""What a message tells somebody who types in a spreadsheet to write instead."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import charger
from tests.francais import fautes_de_typographie
from tests.paquets import changer, changer_ou, ecrire_minimal, lire

pytestmark = pytest.mark.matrice

Ecriture = Callable[[str], str]


REMEDES = (
    ("evenements", "debut", "15/10/2021", "écrire 2021-10-15"),
    ("evenements", "debut", "5.3.2021", "écrire 2021-03-05"),
    ("evenements", "debut", "2021/10/15", "écrire 2021-10-15"),
    ("evenements", "debut", "2021-10-15 00:00:00", "écrire 2021-10-15"),
    ("evenements", "debut", "10/2021", "écrire 2021-10"),
    ("evenements", "debut", "1er mars 2021", "écrire 2021-03-01"),
    ("evenements", "debut", "vendredi 15 octobre 2021", "écrire 2021-10-15"),
    ("evenements", "debut", "Février 2022", "écrire 2022-02"),
    (
        "evenements",
        "debut",
        "44484",
        "c’est le rang que le tableur donne à ce jour : écrire 2021-10-15",
    ),
    ("evenements", "debut", "31/02/2021", "écrire AAAA-MM-JJ, AAAA-MM ou AAAA, de 1900 à 2099"),
    ("evenements", "heure_debut", "9h30", "écrire 09:30"),
    ("evenements", "heure_debut", "16 h", "écrire 16:00"),
    ("evenements", "heure_debut", "16:15:00", "écrire 16:15"),
    ("sources", "date_consultation", "23/11/2026", "écrire 2026-11-23"),
    ("evenements", "code_commune", "1001", "remettre le zéro : 01001"),
    ("evenements", "code_commune", "45284.0", "écrire 45284"),
    ("participants", "code_departement", "1", "remettre le zéro : 01"),
    ("territoires", "siren", "200 033 579", "écrire 200033579"),
    ("cohortes", "territoires_attendus", "1 000", "écrire 1000"),
    ("cohortes", "territoires_attendus", "10,0", "écrire 10"),
    ("faits_cohorte", "valeur_nombre", "12,5", "écrire 12.5"),
    ("cohortes", "suivie", "oui", "écrire true"),
    ("cohortes", "suivie", "Non", "écrire false"),
    ("evenements", "realisation", "REALISE", "écrire «\u00a0réalisé\u00a0»"),
    ("evenements", "id", "Lancement officiel", "écrire lancement-officiel"),
    ("sources", "id", "s0", "écrire S0"),
    ("sources", "url", "exemple.fr", "écrire l’adresse entière : https://exemple.fr"),
    ("acteurs", "nom", "#NOM?", "corriger la formule dans le tableur, ou vider la case"),
)


@pytest.fixture(scope="module")
def remedes(nouvelle_copie: Callable[[], Path]) -> dict[tuple[str, str, str], str]:
    """Return what is advised for each value, all of them planted in one package."""
    dossier = nouvelle_copie()
    rangs: Counter[tuple[str, str]] = Counter()
    for table, colonne, valeur, _ in REMEDES:
        changer(dossier, table, rangs[table, colonne], **{colonne: valeur})
        rangs[table, colonne] += 1
    return {(p.fichier, p.colonne, p.valeur): p.remede for p in verifier(dossier)}


@pytest.mark.parametrize(("table", "colonne", "valeur", "remede"), REMEDES)
def test_a_message_says_what_to_write(
    remedes: dict[tuple[str, str, str], str], table: str, colonne: str, valeur: str, remede: str
) -> None:
    assert remedes[f"{table}.csv", colonne, valeur] == remede


def test_what_a_spreadsheet_writes_for_true_is_understood(copie: Path) -> None:
    formes = {"true": "VRAI", "false": "FAUX"}
    for position, ligne in enumerate(lire(copie, "cohortes")):
        changer(copie, "cohortes", position, suivie=formes[ligne["suivie"]])
    assert [p.phrase() for p in verifier(copie)] == []
    assert charger(copie, "vrai").table("cohortes")["suivie"].tolist() == [True, False, False]


def test_a_no_break_space_after_a_number_is_no_fault(copie: Path) -> None:
    changer_ou(copie, "cohortes", "2021-2022", territoires_attendus="10\u00a0")
    assert [p.phrase() for p in verifier(copie)] == []
    assert charger(copie, "insécable").table("cohortes")["territoires_attendus"].iloc[0] == 10


def test_spaces_and_accents_that_nobody_sees_are_no_fault(copie: Path) -> None:
    changer_ou(copie, "acteurs", "vincent-honore", nom="  Vincent Honore\u0301\u00a0")
    changer(copie, "evenements", 0, realisation="re\u0301alise\u0301 ", statut="documente\u0301")
    changer(copie, "manques", 0, etat="non\u00a0documenté")
    assert [p.phrase() for p in verifier(copie)] == []
    tables = charger(copie, "invisibles").tables
    assert "Vincent Honoré" in set(tables["acteurs"]["nom"])
    assert tables["evenements"]["realisation"].iloc[0] == "réalisé"
    assert tables["manques"]["etat"].iloc[0] == "non documenté"


def test_a_required_text_of_no_break_spaces_is_empty(copie: Path) -> None:
    changer(copie, "acteurs", 1, nom="\u00a0\u202f\u00a0")
    assert [p.probleme for p in verifier(copie)] == [
        "la case est vide alors qu’elle est obligatoire"
    ]


def _apres_l_entete(ligne: str) -> Ecriture:
    return lambda texte: texte.replace("\n", f"\n{ligne}\n", 1)


@pytest.mark.parametrize(
    ("ecrire", "attendus"),
    [
        (lambda texte: f"sep=,\n{texte}", [(1, "la première ligne est une consigne de tableur")]),
        (lambda texte: f"SEP=;\n{texte}", [(1, "la première ligne est une consigne de tableur")]),
        (lambda texte: f" \n{texte}", [(1, "la première ligne n’est pas l’en-tête")]),
        (lambda texte: texte.split("\n", 1)[1], [(1, "la première ligne n’est pas l’en-tête")]),
        (lambda texte: texte + " \n", [(12, "la ligne est vide")]),
        (_apres_l_entete("\u00a0"), [(2, "la ligne est vide")]),
        (_apres_l_entete(" , ,\t, ,,,,,,,,,,"), [(2, "la ligne est vide")]),
        (lambda texte: texte.replace(",", " , ", 4).replace("id", "\u00a0id", 1), []),
        (lambda texte: texte.replace(",documenté,", ", documenté ,"), []),
        (lambda texte: texte.replace(',"', ', "'), []),
    ],
)
def test_a_stray_space_or_line_is_one_message(
    copie: Path, ecrire: Ecriture, attendus: list[tuple[int, str]]
) -> None:
    chemin = copie / "territoires.csv"
    chemin.write_text(ecrire(chemin.read_text("utf-8")), "utf-8")
    problemes = verifier(copie)
    assert len(problemes) == len(attendus), [p.phrase() for p in problemes]
    for probleme, (ligne, dit) in zip(problemes, attendus, strict=True):
        assert (probleme.fichier, probleme.ligne) == ("territoires.csv", ligne)
        assert dit in probleme.probleme
        assert fautes_de_typographie(probleme.phrase()) == []


@pytest.mark.parametrize(
    "texte",
    [
        "a" * 140_000,
        "a." * 70_000,
        "@" * 140_000,
        "a@" * 70_000,
        "a@b." * 35_000,
        " \u200b" * 70_000,
    ],
    ids=["lettres", "points", "arobases", "adresses", "domaines", "vides"],
)
def test_a_very_long_cell_costs_no_more_than_its_length(tmp_path: Path, texte: str) -> None:
    ecrire_minimal(tmp_path, [["id", "libelle", "ordre"], ["a", "court", "1"]])
    verifier(tmp_path)
    ecrire_minimal(tmp_path, [["id", "libelle", "ordre"], ["a", texte, "1"]])
    debut = time.process_time()
    verifier(tmp_path)
    assert time.process_time() - debut < 5  # a minute and more when it was quadratic


def test_the_bound_of_a_cell_is_said(copie: Path) -> None:
    changer(copie, "paroles", 0, idee="a" * 5_000)
    assert verifier(copie) == []
    changer(copie, "paroles", 0, idee="a" * 5_001)
    (probleme,) = verifier(copie)
    assert probleme.probleme == "la case est trop longue"
    assert probleme.remede == "l’abréger à 5000 signes au plus"
