"""Candidates looked at before they are published: checked once, few in memory, nothing on disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from fabrique_dash.donnees.problemes import Probleme, SansControle
from fabrique_dash.journal.apercus import Apercus
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import proposer
from tests.journal.essais import TEXTE, ecrire, libelle, sain

FAUTE = Probleme("themes.csv", 2, "libelle", "X", "une faute", "la corriger")


class _Controle:
    """Counts the packages that it is given."""

    def __init__(self, *fautes: Probleme) -> None:
        self.fautes, self.vus = list(fautes), 0

    def __call__(self, dossier: Path) -> list[Probleme]:
        assert (dossier / "themes.csv").is_file()
        self.vus += 1
        return self.fautes


def _propositions(journal: Journal, *textes: str) -> list[str]:
    return [proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", t)]) for t in textes]


def _libelle(apercus: Apercus, journal: Journal, proposition: str) -> str:
    donnees = apercus.donnees(journal, proposition, sain)
    assert donnees is not None and donnees.apercu == proposition
    assert donnees.publiee is not None
    return str(donnees.table("themes").set_index("id")["libelle"]["a"])


def test_a_candidate_is_checked_once_as_long_as_nobody_publishes(journal: Journal) -> None:
    (proposition,) = _propositions(journal, "Premier")
    apercus, controle = Apercus(), _Controle()
    for _ in range(2):
        assert apercus.controler(journal, proposition, controle).sain
        assert apercus.donnees(journal, proposition, controle) is not None
    assert controle.vus == 1
    ecrire(journal, libelle("b", "Deux", "Second"))
    assert apercus.controler(journal, proposition, controle).sain and controle.vus == 2
    donnees = apercus.donnees(journal, proposition, controle)
    assert donnees is not None and donnees.publiee is not None and donnees.publiee.n == 2
    assert set(donnees.table("themes")["libelle"]) == {"Premier", "Second", "Trois"}


def test_few_previews_stay_in_memory_and_none_on_the_disk(journal: Journal) -> None:
    apercus = Apercus(vivants=2)
    trois = _propositions(journal, "x", "y", "z")
    assert [_libelle(apercus, journal, p) for p in trois] == ["x", "y", "z"]
    gardees = [apercus.donnees(journal, p, sain) for p in trois[1:]]
    assert gardees == [apercus.donnees(journal, p, sain) for p in trois[1:]]
    assert _libelle(apercus, journal, trois[0]) == "x"  # made again
    assert apercus.donnees(journal, trois[1], sain) is not gardees[0]
    assert list((journal.dossier / "essais").iterdir()) == []


def test_a_control_that_could_not_be_made_is_asked_for_again(journal: Journal) -> None:
    (proposition,) = _propositions(journal, "Premier")
    apercus = Apercus()
    rate = SansControle("datapackage.json", 0, "", "", "rien n’a pu être contrôlé", "réessayer")
    assert not apercus.controler(journal, proposition, _Controle(rate)).sain
    assert apercus.controler(journal, proposition, _Controle()).sain


def test_who_looks_at_another_proposal_does_not_wait(journal: Journal) -> None:
    lente, vive = _propositions(journal, "x", "y")
    apercus, commence, suite, vus = Apercus(), Event(), Event(), []

    def lentement(_: Path) -> list[Probleme]:
        vus.append("lente")
        commence.set()
        assert suite.wait(60)
        return []

    with ThreadPoolExecutor(2) as equipe:
        deux = [equipe.submit(apercus.controler, journal, lente, lentement) for _ in range(2)]
        assert commence.wait(60)
        assert apercus.controler(journal, vive, sain).sain and not any(f.done() for f in deux)
        suite.set()
        assert all(f.result(60).sain for f in deux)
    assert vus == ["lente"]  # the second one waited for the first


@pytest.mark.parametrize("avant", ["Un", "Ailleurs"])
def test_what_could_not_be_published_is_not_shown(journal: Journal, avant: str) -> None:
    proposition = proposer(journal, SYSTEME, TEXTE, [libelle("a", avant, "Neuf")])
    apercus, controle = Apercus(), _Controle(FAUTE)
    trouve = apercus.controler(journal, proposition, controle)
    assert not trouve.sain and bool(trouve.conflits) == (avant == "Ailleurs")
    assert apercus.donnees(journal, proposition, controle) is None
