"""The workshop does jobs in a process of its own, which is replaced when it must be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fabrique_dash.donnees.atelier import Atelier, TravailImpossible
from fabrique_dash.donnees.ouvrier import COURTOISIE
from tests.francais import fautes_de_typographie
from tests.paquets import RACINE

pytestmark = pytest.mark.serveur

_PATIENCE = 60.0


@pytest.fixture
def ouvert() -> Iterator[Atelier]:
    """Return a workshop, closed once the test is over."""
    neuf = Atelier()
    yield neuf
    neuf.fermer()


def _ne_pas_finir(signal_de_depart: str) -> None:
    Path(signal_de_depart).touch()
    while True:
        time.sleep(1)


def _se_tuer() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _mourir_la_premiere_fois(temoin: str) -> str:
    if not Path(temoin).exists():
        Path(temoin).touch()
        _se_tuer()
    return "fait"


class _Exigeante(Exception):
    """An error that pickle writes but can't read back."""

    def __init__(self, un: str, deux: str) -> None:
        super().__init__(un)


def _exiger() -> None:
    raise _Exigeante("beaucoup", "trop")


def _bavarder() -> str:
    os.write(1, b"du bruit")
    return "fait"


def _attendre(condition: object) -> None:
    fin = time.monotonic() + _PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < fin
        time.sleep(0.02)


def _vit(pid: int) -> bool:
    etat = Path(f"/proc/{pid}/stat")
    return etat.exists() and etat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_jobs_are_done_elsewhere_by_one_process(ouvert: Atelier) -> None:
    with ThreadPoolExecutor(4) as fils:
        pids = set(fils.map(lambda _: ouvert.faire(os.getpid, delai=_PATIENCE), range(8)))
    assert len(pids) == 1 and os.getpid() not in pids


def test_jobs_give_way_to_pages(ouvert: Atelier) -> None:
    assert ouvert.faire(os.nice, 0, delai=_PATIENCE) == min(os.nice(0) + COURTOISIE, 19)


def test_what_a_job_raises_is_raised_and_the_process_stays(ouvert: Atelier) -> None:
    avant = ouvert.faire(os.getpid, delai=_PATIENCE)
    with pytest.raises(ValueError, match="invalid literal"):
        ouvert.faire(int, "douze", delai=_PATIENCE)
    with pytest.raises(RuntimeError, match="beaucoup"):
        ouvert.faire(_exiger, delai=_PATIENCE)
    assert ouvert.faire(os.getpid, delai=_PATIENCE) == avant


def test_what_a_job_prints_is_not_its_result(ouvert: Atelier) -> None:
    assert ouvert.faire(_bavarder, delai=_PATIENCE) == "fait"


def test_large_contents_go_both_ways(ouvert: Atelier) -> None:
    octets = os.urandom(3_000_000)
    assert ouvert.faire(bytes, octets, delai=_PATIENCE) == octets


def test_a_killed_process_is_replaced_and_the_job_is_done(ouvert: Atelier, tmp_path: Path) -> None:
    avant = ouvert.faire(os.getpid, delai=_PATIENCE)
    os.kill(avant, signal.SIGKILL)
    assert ouvert.faire(os.getpid, delai=_PATIENCE) != avant
    temoin = str(tmp_path / "temoin")
    assert ouvert.faire(_mourir_la_premiere_fois, temoin, delai=_PATIENCE) == "fait"


def test_a_job_that_kills_its_process_says_so_and_the_next_is_done(ouvert: Atelier) -> None:
    with pytest.raises(TravailImpossible) as refus:
        ouvert.faire(_se_tuer, delai=_PATIENCE)
    assert fautes_de_typographie(str(refus.value)) == []
    assert ouvert.faire(int, "12", delai=_PATIENCE) == 12


def test_a_job_past_its_limit_is_stopped_and_the_next_is_done(
    ouvert: Atelier, tmp_path: Path
) -> None:
    avant = ouvert.faire(os.getpid, delai=_PATIENCE)
    with pytest.raises(TravailImpossible, match="secondes") as refus:
        ouvert.faire(_ne_pas_finir, str(tmp_path / "depart"), delai=0.2)
    assert fautes_de_typographie(str(refus.value)) == []
    assert ouvert.faire(os.getpid, delai=_PATIENCE) != avant
    assert not _vit(avant)


def test_closing_ends_the_job_and_the_process(ouvert: Atelier, tmp_path: Path) -> None:
    pid = ouvert.faire(os.getpid, delai=_PATIENCE)
    depart = tmp_path / "depart"
    with ThreadPoolExecutor(1) as fils:
        longue = fils.submit(ouvert.faire, _ne_pas_finir, str(depart), delai=_PATIENCE)
        _attendre(depart.exists)
        ouvert.fermer()
        with pytest.raises(TravailImpossible):
            longue.result(_PATIENCE)
    assert not _vit(pid)


def test_modules_are_loaded_before_the_first_job_and_after_a_death(ouvert: Atelier) -> None:
    ouvert.ouvrir("colorsys")
    for _ in range(2):
        assert ouvert.faire(eval, "'colorsys' in __import__('sys').modules", delai=_PATIENCE)
        os.kill(ouvert.faire(os.getpid, delai=_PATIENCE), signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("fin", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_process_ends_with_its_server_whatever_ends_it(fin: signal.Signals) -> None:
    programme = (
        "import os, signal, threading\n"
        "from fabrique_dash.donnees.atelier import atelier\n"
        # As web servers do: an exception raised at any instant may be raised where it is ignored.
        "fini = threading.Event()\n"
        "signal.signal(signal.SIGINT, lambda *_: fini.set())\n"
        "print(atelier().faire(os.getpid, delai=60.0), flush=True)\n"
        "fini.wait(600)\n"
    )
    serveur = subprocess.Popen(
        [sys.executable, "-c", programme],
        cwd=RACINE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert serveur.stdout is not None
    with serveur:
        pid = int(serveur.stdout.readline())
        assert _vit(pid)
        serveur.send_signal(fin)
    _attendre(lambda: not _vit(pid))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_a_process_of_one_job_ends_with_it_whether_it_succeeds_or_not() -> None:
    passager = Atelier(passager=True)
    pids = [passager.faire(os.getpid, delai=_PATIENCE) for _ in range(2)]
    with pytest.raises(ValueError, match="douze"):
        passager.faire(int, "douze", delai=_PATIENCE)
    assert pids[0] != pids[1] and not any(_vit(pid) for pid in pids)
    assert passager.faire(len, "encore", delai=_PATIENCE) == 6
