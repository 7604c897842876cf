"""What a trial sees, as numbers: nothing here opens a connection."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from statistics import median

# What every page says of the publication that it shows: another one is the same view.
_PUBLICATION = re.compile(r"publication n°\u00a0\d+")
# A session that goes from view to view is told to set its controls; a new one begins with them.
_REGLAGE = re.compile(
    r"^ *(?:values?: .*\n(?= *(?:values?: |set_value: true))|raw_values?: .*\n?"
    r"|set_value: true\n?|has_one_shot_effect: true\n?)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Retour:
    """A session that was cut: how long it took to come back, and whether with the same view."""

    secondes: float
    meme_vue: bool


@dataclass(frozen=True)
class Passage:
    """One run of a page: how long, and what it weighs."""

    secondes: float
    octets: int


@dataclass
class Sessions:
    """What befell the sessions during a phase.

    Attributes:
        suivies: how many readers there are.
        perdues: those that were cut and had not come back at the end.
        retours: those that came back, each time.
        passages: the runs.
        fautes: runs that ended with an error.
    """

    suivies: int = 0
    perdues: int = 0
    retours: list[Retour] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    fautes: int = 0

    @property
    def coupures(self) -> int:
        """How many times a session was cut."""
        return len(self.retours) + self.perdues


@dataclass
class Demandes:
    """What was answered to requests.

    Attributes:
        durees: seconds, of those that were answered as they should be.
        ratees: why the others were not: a status, or the name of a fault.
        etiquettes: the marks (`ETag`) seen, by address and publication.
    """

    durees: list[float] = field(default_factory=list)
    ratees: Counter[str] = field(default_factory=Counter)
    etiquettes: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many were sent."""
        return len(self.durees) + self.ratees.total()

    def divergentes(self) -> list[str]:
        """Return the addresses that had several marks for one publication."""
        return sorted({a for (a, _), marques in self.etiquettes.items() if len(marques) > 1})


def resume(durees: Sequence[float]) -> tuple[float, float]:
    """Return the median and the worst; zeros when there is nothing."""
    return (median(durees), max(durees)) if durees else (0.0, 0.0)


def part_au_dela(durees: Sequence[float], limite: float) -> float:
    """Return the share of durations beyond a limit, from 0 to 1."""
    return sum(duree > limite for duree in durees) / len(durees) if durees else 0.0


@dataclass(frozen=True)
class Publiee:
    """A publication: when it was recorded, and the processes that answered then, by number."""

    le: float
    debout: frozenset[int]


def vues_partout(
    publiees: Mapping[int, Publiee],
    vues: Mapping[int, Mapping[int, float]],
    arretes: Container[int] = (),
) -> tuple[list[float], int]:
    """Return how long each publication took to be on every process, and how many never were.

    A process that was stopped before it had shown a publication had not to; one that begins later
    has it from its first answer.

    Args:
        publiees: the publications, by number.
        vues: when each process was first seen with each publication.
        arretes: the processes that were stopped.
    """
    delais, jamais = [], 0
    for n, publiee in publiees.items():
        instants = {p: premiere_vue(vues.get(p, {}), n) for p in publiee.debout}
        atteints = [instant for instant in instants.values() if instant is not None]
        if any(instant is None and p not in arretes for p, instant in instants.items()):
            jamais += 1
        elif atteints:
            delais.append(max(0.0, max(atteints) - publiee.le))
    return delais, jamais


def premiere_vue(connues: Mapping[int, float], n: int) -> float | None:
    """Return when a process was first seen with a publication, or a later one."""
    return min((instant for vue, instant in connues.items() if vue >= n), default=None)


class Signature:
    """Tells whether two runs show the same view, by what the server sent of it.

    A long text that the client has already may be sent as a reference, by its hash: it is then
    the text that this hash named. What only names the publication, or says how a control came to
    the value that it has by default in this view, is left aside.
    """

    def __init__(self) -> None:
        self._connus: dict[str, str] = {}

    def d_un_texte(self, hache: str, contenu: str) -> str:
        """Return what stands for a message sent whole, and remember its hash."""
        dit = sha256(_REGLAGE.sub("", _PUBLICATION.sub("", contenu)).encode()).hexdigest()
        if hache:
            self._connus[hache] = dit
        return dit

    def d_une_reference(self, hache: str) -> str:
        """Return what stands for a message sent by its hash."""
        return self._connus.get(hache, hache)


def meme_vue(avant: Iterable[str], apres: Iterable[str]) -> bool:
    """Tell whether two runs show the same things, whatever their order on the wire."""
    return Counter(avant) == Counter(apres)
