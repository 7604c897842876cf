"""What is measured, and the ratios to the empty page that the project gives itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Releve:
    """Raw measures of one page, in milliseconds and kilobytes; medians are taken at the end."""

    nom: str
    cpu: list[float] = field(default_factory=list)
    fait: list[float] = field(default_factory=list)
    dessine: list[float] = field(default_factory=list)
    octets: list[float] = field(default_factory=list)
    charge_fait: list[float] = field(default_factory=list)
    charge_dessine: list[float] = field(default_factory=list)
    sessions: list[float] = field(default_factory=list)
    commande: str = ""


@dataclass(frozen=True)
class Cible:
    """One target: the ratio of a measure to its reference must not exceed a limit."""

    titre: str
    unite: str
    limite: float
    valeurs: Callable[[Releve], list[float]]


CIBLES = (
    Cible("processeur par interaction", "ms", 1.0, lambda r: r.cpu),
    Cible("interaction faite", "ms", 2.0, lambda r: r.fait),
    Cible("interaction dessinée", "ms", 3.0, lambda r: r.dessine),
    Cible("octets du premier chargement", "ko", 1.2, lambda r: r.octets),
    Cible("30 sessions ensemble", "ms", 0.6, lambda r: r.sessions),
)
# Those two compare a page with itself, on other data or with a journal that it reads from.
DIX_FOIS = Cible("dix fois plus de territoires", "ms", 1.3, lambda r: r.fait)
AVEC_JOURNAL = Cible("processeur avec un journal en service", "ms", 1.1, lambda r: r.cpu)
SANS_CIBLE = (
    Cible("chargement fait", "ms", float("inf"), lambda r: r.charge_fait),
    Cible("chargement dessiné", "ms", float("inf"), lambda r: r.charge_dessine),
)


def mediane(valeurs: Iterable[float]) -> float | None:
    """Median, or None when nothing was measured."""
    liste = list(valeurs)
    return median(liste) if liste else None


def rapport(mesure: float | None, reference: float | None) -> float | None:
    """Ratio of two medians, when both exist."""
    return mesure / reference if mesure is not None and reference else None
