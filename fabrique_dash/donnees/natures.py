"""Natures of the places that make a perimeter, as the table of perimeters writes them."""

from __future__ import annotations

COMMUNE, ASSOCIEE, ARRONDISSEMENT = "commune", "commune associée", "arrondissement"
EPCI, DEPARTEMENT, REGION = "epci", "département", "région"
# A commune, or a part of one.
COMMUNALES = frozenset({COMMUNE, ASSOCIEE, ARRONDISSEMENT})
