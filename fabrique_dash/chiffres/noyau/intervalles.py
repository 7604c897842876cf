"""Bounds of sums and of ratios over territories that may, or may not, belong to a group.

Each territory is a list of possible values (its hypotheses). « Certain » territories belong to
the group; « possible » ones may belong to it. Nothing is chosen: only the bounds are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Hypotheses = Sequence[float]
Rapports = Sequence[tuple[float, float]]

_PRECISION = 1e-9


@dataclass(frozen=True)
class Bornes:
    """Lowest and highest value; None where the sources give no such bound."""

    minimum: float | None
    maximum: float | None


INCONNU = Bornes(None, None)


def bornes_de_somme(certains: Sequence[Hypotheses], possibles: Sequence[Hypotheses]) -> Bornes:
    """Bound a sum over the territories of a group.

    A group without any certain territory has no lower bound: that nobody is known to belong to
    it does not make the sum 0. One without any territory has no bound at all.

    Args:
        certains: possible values of each territory that belongs to the group.
        possibles: possible values of each territory that may belong to it.
    """
    if not certains and not possibles:
        return INCONNU
    bas = sum(min(valeurs) for valeurs in certains) if certains else None
    haut = sum(max(valeurs) for valeurs in [*certains, *possibles])
    return Bornes(bas, haut)


def _extreme(certains: Sequence[Rapports], possibles: Sequence[Rapports], signe: int) -> float:
    """Find the highest (signe 1) or lowest (-1) ratio of sums, by Dinkelbach's method.

    For a trial ratio r, the best choice maximises the sum of signe × (numerator - r ×
    denominator), which each territory can do alone; the chosen set's own ratio is the next r.
    """
    rapport = signe * max(signe * haut / bas for t in certains or possibles for haut, bas in t)
    while True:
        mieux = [max(t, key=lambda c: signe * (c[0] - rapport * c[1])) for t in possibles]
        pris = [max(t, key=lambda c: signe * (c[0] - rapport * c[1])) for t in certains]
        # The tolerance follows the numerator, so that rounding never leaves the set empty.
        pris += [c for c in mieux if signe * (c[0] - rapport * c[1]) >= -_PRECISION * (1 + c[0])]
        suivant = sum(c[0] for c in pris) / sum(c[1] for c in pris)
        if abs(suivant - rapport) <= _PRECISION * max(1.0, abs(rapport)):
            return suivant
        rapport = suivant


def bornes_de_rapport(certains: Sequence[Rapports], possibles: Sequence[Rapports]) -> Bornes:
    """Bound a ratio of sums (a density) over the territories of a group.

    Args:
        certains: possible (numerator, denominator) of each territory that belongs to the group.
        possibles: the same for those that may belong to it; at least one belongs when no
            territory is certain.
    """
    if not certains and not possibles:
        return INCONNU
    return Bornes(_extreme(certains, possibles, -1), _extreme(certains, possibles, 1))
