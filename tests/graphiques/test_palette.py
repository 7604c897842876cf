"""Colours and shapes: the same as in the theme, legible, and never colour alone."""

from __future__ import annotations

import tomllib
from itertools import combinations
from xml.etree import ElementTree

import pytest

from fabrique_dash.donnees.etats import Etat
from fabrique_dash.graphiques.socle.couleurs_css import couleur_de_groupe, pastille_de_groupe
from fabrique_dash.graphiques.socle.palette import (
    CLAIR,
    FORMES,
    GLYPHE_D_ETAT,
    SOMBRE,
    SYMBOLE_D_ETAT,
    SYMBOLES,
    Palette,
    forme,
    palette,
)
from tests.paquets import RACINE

THEME = tomllib.loads((RACINE / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PALETTES = {"light": CLAIR, "dark": SOMBRE}


def _luminance(couleur: str) -> float:
    canaux = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, v, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


def contraste(une: str, autre: str) -> float:
    """Return the WCAG contrast ratio of two #RRGGBB colours."""
    basse, haute = sorted((_luminance(une), _luminance(autre)))
    return (haute + 0.05) / (basse + 0.05)


@pytest.mark.parametrize("mode", PALETTES)
def test_the_palette_is_the_one_of_the_theme(mode: str) -> None:
    couleurs, theme = PALETTES[mode], THEME[mode]
    assert list(couleurs.groupes) == theme["chartCategoricalColors"]
    assert couleurs.fond == theme["backgroundColor"]
    assert couleurs.surface == theme["secondaryBackgroundColor"]
    assert couleurs.texte == theme["textColor"]
    assert couleurs.trait == theme["borderColor"]
    assert couleurs.accent in (theme["primaryColor"], theme["linkColor"])


@pytest.mark.parametrize("couleurs", [CLAIR, SOMBRE], ids=["clair", "sombre"])
@pytest.mark.parametrize("rang", range(5))
def test_a_group_stands_out_on_every_ground(couleurs: Palette, rang: int) -> None:
    for fond in (couleurs.fond, couleurs.terre):
        assert contraste(couleurs.groupe(rang), fond) >= 3, fond


@pytest.mark.parametrize("couleurs", [CLAIR, SOMBRE], ids=["clair", "sombre"])
def test_texts_and_lines_stand_out(couleurs: Palette) -> None:
    for fond in (couleurs.fond, couleurs.surface):
        assert contraste(couleurs.texte, fond) >= 4.5
        assert contraste(couleurs.discret, fond) >= 4.5
        assert contraste(couleurs.accent, fond) >= 3
        assert contraste(couleurs.trait, fond) >= 3


def test_a_sixth_group_has_another_shape() -> None:
    assert CLAIR.groupe(5) == CLAIR.groupe(0) and forme(5) != forme(0)
    marques = [(CLAIR.groupe(r), forme(r)) for r in range(25)]
    assert len(set(marques)) == 25
    assert len(FORMES) == len(SYMBOLES) == len(set(FORMES)) == len(set(SYMBOLES))


def test_shapes_are_well_formed() -> None:
    for dessin in FORMES:
        assert ElementTree.fromstring(dessin).tag in {"circle", "rect", "path"}


def test_a_state_is_told_by_a_shape_and_a_glyph() -> None:
    montres = set(Etat) - {Etat.NON_MONTRE}
    for marques in (SYMBOLE_D_ETAT, GLYPHE_D_ETAT):
        assert set(marques) == montres
        assert all(un != autre for un, autre in combinations(marques.values(), 2))


def test_the_theme_chooses_the_palette() -> None:
    assert palette(False) is CLAIR and palette(True) is SOMBRE
    assert couleur_de_groupe(1) == f"light-dark({CLAIR.groupe(1)},{SOMBRE.groupe(1)})"


def test_a_hollow_mark_is_told_from_a_full_one() -> None:
    plein, creux = pastille_de_groupe(0), pastille_de_groupe(0, certain=False)
    assert plein != creux
    for dessin in (plein, creux):
        assert ElementTree.fromstring(dessin).attrib["aria-hidden"] == "true"
