"""One memory: what is computed goes with the data, once for all who ask, and within bounds."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from fabrique_dash.donnees import depot as module_depot
from fabrique_dash.donnees import memoire
from fabrique_dash.donnees.depot import Depot, Donnees, charger
from fabrique_dash.donnees.memoire import (
    RESULTATS_GARDES,
    VUES_GARDEES,
    Memoire,
    par_donnees,
    par_vue,
)
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import ecrire_minimal

ATTENTE = 60  # seconds: only a fault is waited for that long
LIGNES = [["id", "libelle", "ordre"], ["a", "Un", "1"]]
JOUR = date(2022, 1, 1)


@dataclass(frozen=True, eq=False)
class _Point:
    jour: date = JOUR
    memoire: Memoire = field(default_factory=Memoire)


@pytest.fixture
def sans_ramasse_miettes() -> Iterator[None]:
    """Only counting references frees: the served memory is frozen out of the collector's sight."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Return a package of one table."""
    ecrire_minimal(tmp_path, LIGNES)
    return tmp_path


def test_a_result_is_computed_once_for_each_value_of_the_arguments() -> None:
    faits: list[tuple[int, int]] = []

    @par_vue
    def somme(point: _Point, a: int, b: int = 0) -> int:
        faits.append((a, b))
        return a + b

    un, autre = _Point(), _Point()
    assert [somme(un, 1), somme(un, 1), somme(un, 1, b=2), somme(un, 1, b=2)] == [1, 1, 3, 3]
    assert somme(autre, 1) == 1
    assert faits == [(1, 0), (1, 2), (1, 0)]
    assert (len(un.memoire), len(autre.memoire)) == (2, 1)


def test_thirty_who_ask_at_once_compute_once() -> None:
    depart, suite = threading.Barrier(30), threading.Event()
    faits: list[int] = []

    @par_vue
    def lent(point: _Point) -> object:
        faits.append(threading.get_ident())
        assert suite.wait(ATTENTE)
        return object()

    point = _Point()

    def demander(_: int) -> object:
        depart.wait(ATTENTE)
        return lent(point)

    with ThreadPoolExecutor(30) as equipe:
        demandes = [equipe.submit(demander, i) for i in range(30)]
        suite.set()
        assert len({id(d.result(ATTENTE)) for d in demandes}) == 1
    assert len(faits) == 1


def test_who_asks_for_something_else_does_not_wait() -> None:
    commence, suite = threading.Event(), threading.Event()

    @par_vue
    def lent(point: _Point, quoi: str) -> str:
        if quoi == "long":
            commence.set()
            assert suite.wait(ATTENTE)
        return quoi

    point = _Point()
    with ThreadPoolExecutor(1) as equipe:
        longue = equipe.submit(lent, point, "long")
        assert commence.wait(ATTENTE)
        assert lent(point, "court") == "court" and not longue.done()
        suite.set()
        assert longue.result(ATTENTE) == "long"


def test_an_error_is_raised_to_all_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    attendus = threading.Semaphore(0)
    faits: list[str] = []
    pannes = [OSError("disque")]

    @par_vue
    def fragile(point: _Point) -> str:
        faits.append("essai")
        for _ in range(3):
            assert attendus.acquire(timeout=ATTENTE)
        if pannes:
            raise pannes.pop()
        return "bon"

    _signaler_les_attentes(monkeypatch, attendus)
    point = _Point()
    with ThreadPoolExecutor(4) as equipe:
        demandes = [equipe.submit(fragile, point) for _ in range(4)]
        erreurs = {str(d.exception(ATTENTE)) for d in demandes}
    assert erreurs == {"disque"} and faits == ["essai"] and len(point.memoire) == 0
    for _ in range(3):
        attendus.release()
    assert fragile(point) == "bon"


def _signaler_les_attentes(monkeypatch: pytest.MonkeyPatch, attendus: threading.Semaphore) -> None:
    """Release once for each thread that begins to wait for another's result."""
    vraie = memoire._attendre

    def attendre(*arguments: Any) -> None:
        attendus.release()
        vraie(*arguments)

    monkeypatch.setattr(memoire, "_attendre", attendre)


def test_when_who_computes_is_stopped_another_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Arret(BaseException):
        """What Streamlit raises to stop the run of one session is no error either."""

    attendus, faits = threading.Semaphore(0), []

    @par_vue
    def page(point: _Point) -> str:
        faits.append("essai")
        if len(faits) == 1:
            assert attendus.acquire(timeout=ATTENTE)
            raise Arret
        return "bon"

    _signaler_les_attentes(monkeypatch, attendus)
    point = _Point()
    with ThreadPoolExecutor(2) as equipe:
        demandes = [equipe.submit(page, point) for _ in range(2)]
        rendus = [d.exception(ATTENTE) or d.result() for d in demandes]
    assert "bon" in rendus and any(isinstance(r, Arret) for r in rendus)
    assert page(point) == "bon" and len(faits) == 2


def test_functions_that_ask_for_each_other_work_and_a_circle_is_told() -> None:
    @par_vue
    def factorielle(point: _Point, n: int) -> int:
        return n * factorielle(point, n - 1) if n else 1

    @par_vue
    def en_rond(point: _Point) -> int:
        return en_rond(point) + 1

    point = _Point()
    assert factorielle(point, 20) == 2432902008176640000
    with pytest.raises(RecursionError, match="en_rond"):
        en_rond(point)


def test_a_circle_between_two_threads_is_told() -> None:
    croisement = threading.Barrier(2)

    def chacun(point: _Point, autre: Callable[[_Point], int]) -> int:
        croisement.wait(ATTENTE)
        return autre(point)

    @par_vue
    def pile(point: _Point) -> int:
        return chacun(point, face)

    @par_vue
    def face(point: _Point) -> int:
        return chacun(point, pile)

    point = _Point()
    with ThreadPoolExecutor(2) as equipe:
        demandes = [equipe.submit(f, point) for f in (pile, face)]
        assert all(isinstance(d.exception(ATTENTE), RecursionError) for d in demandes)


def test_free_texts_do_not_grow_a_view_for_ever() -> None:
    faits: list[str] = []

    @par_vue
    def chercher(point: _Point, texte: str) -> str:
        faits.append(texte)
        return texte * 2

    @par_vue
    def autre(point: _Point) -> str:
        return "gardé"

    point = _Point()
    autre(point)
    for n in range(10_000):
        chercher(point, str(n))
        chercher(point, "0")  # asked for again and again: it stays
    assert len(point.memoire) == RESULTATS_GARDES + 1
    assert faits.count("0") == 1
    chercher(point, "1")
    assert faits.count("1") == 2


@pytest.mark.matrice
def test_no_more_views_than_the_bound_are_alive(mini: Path, sans_ramasse_miettes: None) -> None:
    donnees = charger(mini, "essai")
    temoins = []
    for n in range(500):
        une = vue(donnees, "c", JOUR + timedelta(n))
        temoins.append(ref(une))
        assert vue(donnees, "c", JOUR) is vue(donnees, "c", JOUR)
    del une
    vivantes = [t() for t in temoins if t() is not None]
    assert len(vivantes) == VUES_GARDEES and vivantes[0] is vue(donnees, "c", JOUR)


def test_a_view_that_is_used_stays_the_same_after_it_left(mini: Path) -> None:
    donnees = charger(mini, "essai")
    tenue = vue(donnees, "c", JOUR)
    for n in range(1, 200):
        vue(donnees, "c", JOUR + timedelta(n))
    assert vue(donnees, "c", JOUR) is tenue
    donnees.oublier()
    assert vue(donnees, "c", JOUR) is tenue


@pytest.mark.matrice
def test_after_twenty_changes_two_states_of_the_data_at_most_are_alive(
    mini: Path, monkeypatch: pytest.MonkeyPatch, sans_ramasse_miettes: None
) -> None:
    monkeypatch.setattr(module_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)

    @par_donnees
    def themes(donnees: Donnees) -> tuple[str, ...]:
        return tuple(donnees.table("themes")["libelle"])

    @par_vue
    def nombre(point: Vue) -> int:
        return len(themes(point.donnees))

    servi = Depot(mini)
    temoins: list[ref[object]] = []
    for n in range(1, 21):
        ecrire_minimal(mini, [*LIGNES, *[[f"t{i}", f"T{i}", str(i + 1)] for i in range(1, n)]])
        donnees = servi.etat().donnees
        assert donnees is not None
        une = vue(donnees, "c", JOUR)
        assert nombre(une) == n
        temoins += [ref(donnees), ref(une)]
        assert sum(t() is not None for t in temoins) <= 4  # this state and its view, the last ones
    assert len({id(t()) for t in temoins if t() is not None}) == 2


@pytest.mark.matrice
def test_a_page_that_still_uses_a_former_state_goes_on(
    mini: Path, monkeypatch: pytest.MonkeyPatch, sans_ramasse_miettes: None
) -> None:
    monkeypatch.setattr(module_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    faits: list[str] = []

    @par_vue
    def premier(point: Vue) -> str:
        faits.append(point.donnees.empreinte)
        return str(point.donnees.table("themes")["libelle"].iloc[0])

    servi = Depot(mini)
    ancien = servi.etat().donnees
    assert ancien is not None
    page = vue(ancien, "c", JOUR)
    assert premier(page) == "Un"
    ecrire_minimal(mini, [LIGNES[0], ["a", "Autre nom", "1"]])
    neuf = servi.etat().donnees
    assert neuf is not None and premier(vue(neuf, "c", JOUR)) == "Autre nom"
    assert [premier(page), premier(vue(ancien, "c", JOUR))] == ["Un", "Un"]
    assert faits == [ancien.empreinte, neuf.empreinte, ancien.empreinte]
    temoins = (ref(ancien), ref(page))
    del ancien, page
    assert (temoins[0](), temoins[1]()) == (None, None)


@pytest.mark.matrice
def test_an_error_does_not_keep_the_view_that_it_came_from(
    mini: Path, sans_ramasse_miettes: None
) -> None:
    @par_vue
    def casse(point: Vue) -> str:
        raise ValueError(point.cohorte)

    donnees = charger(mini, "essai")
    une = vue(donnees, "c", JOUR)
    with suppress(ValueError):  # pytest.raises would hold the error
        casse(une)
    donnees.oublier()
    temoin = ref(donnees)
    del donnees, une
    assert temoin() is None
