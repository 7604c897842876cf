"""The trial of several processes: what it counts, what it computes, what it says."""

from __future__ import annotations

import pytest

from bench.grandeur.calcul import Couts, Hypotheses, extrapoler, processus_permis
from bench.grandeur.demandes import Vigie
from bench.grandeur.essai import Essai, Phase
from bench.grandeur.rapport import rediger
from bench.grandeur.releves import (
    Demandes,
    Passage,
    Publiee,
    Retour,
    Sessions,
    Signature,
    meme_vue,
    part_au_dela,
    resume,
    vues_partout,
)

COUTS = Couts(
    ouverture=0.040,
    passage=0.020,
    demande=0.0005,
    memoire=300 * 2**20,
    memoire_d_une_session=2**19,
    octets_d_un_passage=100_000,
)
TOUS = frozenset({11, 12, 13})


def test_a_text_and_its_reference_are_the_same_view() -> None:
    signature = Signature()
    entier = signature.d_un_texte("h1", "Une longue page")
    assert signature.d_une_reference("h1") == entier
    assert signature.d_une_reference("inconnu") == "inconnu"
    assert signature.d_un_texte("h2", "Une autre page") != entier


def test_another_publication_is_the_same_view_and_another_date_is_not() -> None:
    signature = Signature()
    mots = "État au 30 novembre 2021, publication n°\u00a0{}, le 30 novembre 2026."
    neuf, dix = (signature.d_un_texte("", mots.format(n)) for n in (9, 10))
    assert neuf == dix
    assert signature.d_un_texte("", mots.format(9).replace("2021", "2022")) != neuf
    neuve = 'date_input {\n  default: "2022"\n  is_range: false\n}\n'
    menee = (
        'date_input {\n  default: "2022"\n  is_range: false\n  value: "2022"\n  set_value: true\n'
        '  raw_values: "2022"\n  has_one_shot_effect: true\n}\n'
    )
    assert signature.d_un_texte("", neuve) == signature.d_un_texte("", menee)
    autre = neuve.replace("2022", "2021")
    assert signature.d_un_texte("", neuve) != signature.d_un_texte("", autre)
    assert meme_vue(["a", "b"], ["b", "a"]) and not meme_vue(["a", "b"], ["a", "a", "b"])


def test_a_publication_is_everywhere_when_the_last_process_shows_it() -> None:
    publiees = {2: Publiee(100.0, TOUS), 3: Publiee(200.0, TOUS)}
    vues = {11: {2: 100.5, 3: 201.0}, 12: {3: 203.0}, 13: {1: 50.0, 2: 101.0, 3: 200.2}}
    # Process 12 showed the second one only as the third: it was late.
    assert vues_partout(publiees, vues) == ([103.0, 3.0], 0)
    assert part_au_dela([0.5, 3.0], 2.0) == 0.5 and part_au_dela([], 2.0) == 0.0


def test_a_process_that_was_stopped_owes_nothing() -> None:
    publiees = {2: Publiee(100.0, TOUS)}
    vues = {11: {2: 100.5}, 12: {2: 100.7}}
    assert vues_partout(publiees, vues) == ([], 1)
    delais, jamais = vues_partout(publiees, vues, arretes={13})
    assert delais == pytest.approx([0.7]) and jamais == 0
    assert vues_partout({}, vues) == ([], 0)


def test_several_marks_for_one_publication_are_told() -> None:
    demandes = Demandes()
    demandes.etiquettes[("/a", "publication-1")] = {"x"}
    demandes.etiquettes[("/a", "publication-2")] = {"y"}
    assert demandes.divergentes() == []
    demandes.etiquettes[("/b", "publication-2")] = {"y", "z"}
    assert demandes.divergentes() == ["/b"]


def test_the_median_and_the_worst() -> None:
    assert resume([3.0, 1.0, 2.0]) == (2.0, 3.0) and resume([]) == (0.0, 0.0)


def test_what_a_hundred_thousand_readers_take() -> None:
    si = Hypotheses(vues=8, demandes=10, duree=300, heures=10, pointe=4, charge=0.5)
    dit = extrapoler(COUTS, si, 100_000)
    assert dit.par_lecteur == pytest.approx(0.040 + 8 * 0.020 + 10 * 0.0005)  # 0.205 s
    assert dit.arrivees == pytest.approx(100_000 / 36_000 * 4)
    assert dit.ensemble == pytest.approx(dit.arrivees * 300)
    # Half a processor gives 2.44 visits a second; 36,000 seconds, a quarter of the peak on average.
    assert dit.par_processus == pytest.approx(0.5 / 0.205 * 36_000 / 4)
    assert dit.processus == 5
    attendue = 5 * COUTS.memoire + dit.ensemble * COUTS.memoire_d_une_session
    assert dit.memoire == pytest.approx(attendue)
    assert dit.debit == pytest.approx(dit.arrivees * 9 * 100_000)
    assert extrapoler(COUTS, si, 1).processus == 1


def test_what_a_database_allows() -> None:
    assert processus_permis(100, 16, 10) == 5 and processus_permis(10, 16, 10) == 0


def _phase(nom: str) -> Phase:
    sessions = Sessions(10, 1, [Retour(0.8, True), Retour(2.0, False)], [Passage(0.1, 9)], 0)
    demandes = Demandes([0.01, 0.03])
    demandes.ratees["ReadError"] += 1
    vigie = Vigie({2: Publiee(100.0, TOUS)}, {p: {2: 100.4} for p in TOUS})
    return Phase(nom, 20.0, sessions, demandes, Demandes([0.02]), vigie, tues=3)


def test_the_report_says_what_was_held_and_what_was_lost() -> None:
    calme, coups, tour = (_phase(nom) for nom in ("au calme", "sous les coups", "tour à tour"))
    dit = rediger(Essai(calme, coups, tour, COUTS, 800.0, [0.5], [4.0, 6.0]), 10, 3)
    dit = dit.replace("\u00a0", " ").replace("\u202f", " ")
    for mots in (
        "## Sous les coups (20 s)",
        "10 suivies, 9 tenues, 1 perdue",
        "Arrêts (kill -9) : 3",
        "Coupures : 3, dont 2 revenues (médiane 1,4 s, pire 2 s)",
        "même vue 1 fois sur 2",
        "Adresses stables : 1 demande ratée sur 3 (ReadError : 1)",
        "Pages : 0 demande ratée sur 1",
        "vues partout en 0,4 s (médiane)",
        "0 % au-delà de 2 s",
        "300 Mo sans session",
        "0,5 Mo par session",
        "800 par seconde",
        "prêt de nouveau en 5 s, 6 s au pire",
        "100 000 lecteurs par jour",
        "suffisent à 5 processus",
    ):
        assert mots in dit, mots
    calme.vigie.publiees.clear()
    dit = rediger(Essai(calme, coups, tour, COUTS, 800.0, [0.5], [4.0]), 10, 3)
    assert dit.count("aucune.") == 1
