"""Legibility of the theme, computed from .streamlit/config.toml."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

RACINE = Path(__file__).resolve().parents[2]
STATIQUE = RACINE / "fabrique_dash" / "interface" / "static"
CONFIG: dict[str, Any] = tomllib.loads((RACINE / ".streamlit" / "config.toml").read_text("utf-8"))
THEME: dict[str, Any] = CONFIG["theme"]
MODES = ("light", "dark")
TEINTES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
FRANCAIS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèêëàâçîïôùûüÿœæ"
SIGNES = "ÉÈÊÀÇŒÆ«»’‘“”€…–—·•°²×−\u00a0"
EMPRUNTES = "\u202f→←✓≈"


def _luminance(couleur: str) -> float:
    canaux = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def contraste(une: str, autre: str) -> float:
    """WCAG contrast ratio of two #RRGGBB colours."""
    basse, haute = sorted((_luminance(une), _luminance(autre)))
    return (haute + 0.05) / (basse + 0.05)


def _fonds(mode: str) -> list[str]:
    noms = ("backgroundColor", "secondaryBackgroundColor")
    return [zone[nom] for zone in (THEME[mode], THEME[mode]["sidebar"]) for nom in noms]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("nom", ["textColor", "linkColor", "codeTextColor"])
def test_text_is_legible_on_every_surface(mode: str, nom: str) -> None:
    assert min(contraste(THEME[mode][nom], fond) for fond in _fonds(mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_sidebar_text_is_legible(mode: str) -> None:
    barre = THEME[mode]["sidebar"]
    for nom in ("textColor", "linkColor"):
        assert contraste(barre[nom], barre["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_table_headers_are_legible(mode: str) -> None:
    zone = THEME[mode]
    entete = zone["dataframeHeaderTextColor"], zone["dataframeHeaderBackgroundColor"]
    assert contraste(*entete) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_primary_buttons_carry_white_and_stand_out(mode: str) -> None:
    primaire = THEME[mode]["primaryColor"]
    assert contraste(primaire, "#FFFFFF") >= 4.5
    assert min(contraste(primaire, fond) for fond in _fonds(mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("teinte", TEINTES)
def test_messages_are_legible(mode: str, teinte: str) -> None:
    zone = THEME[mode]
    texte = zone[f"{teinte}TextColor"]
    assert contraste(texte, zone[f"{teinte}BackgroundColor"]) >= 4.5
    assert contraste(texte, zone["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_field_borders_are_visible(mode: str) -> None:
    assert min(contraste(THEME[mode]["borderColor"], fond) for fond in _fonds(mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_chart_colours_stand_out_and_differ(mode: str) -> None:
    couleurs = THEME[mode]["chartCategoricalColors"]
    assert min(contraste(c, THEME[mode]["backgroundColor"]) for c in couleurs) >= 3
    assert len(set(couleurs)) == len(couleurs) == 5
    for une, autre in itertools.combinations(couleurs, 2):
        ecart = sum(abs(int(une[i : i + 2], 16) - int(autre[i : i + 2], 16)) for i in (1, 3, 5))
        assert ecart >= 90


@pytest.mark.parametrize("mode", MODES)
def test_colour_scales_have_the_ten_steps_streamlit_wants(mode: str) -> None:
    for nom in ("chartSequentialColors", "chartDivergingColors"):
        assert len(set(THEME[mode][nom])) == 10


def test_fonts_are_shipped_with_their_licences() -> None:
    for face in THEME["fontFaces"]:
        assert face["url"].startswith("app/static/fonts/")
        assert (STATIQUE / face["url"].removeprefix("app/static/")).is_file()
    licences = sorted(f.name for f in (STATIQUE / "fonts").glob("LICENCE-*.txt"))
    assert licences == [
        "LICENCE-atkinson-hyperlegible-next.txt",
        "LICENCE-bricolage-grotesque.txt",
    ]


@pytest.mark.parametrize("police", ["atkinson-hyperlegible-next", "bricolage-grotesque"])
def test_fonts_cover_french(police: str) -> None:
    fichier = STATIQUE / "fonts" / f"{police}-latin-wght-normal.woff2"
    dessines = TTFont(fichier).getBestCmap()
    assert [c for c in FRANCAIS + SIGNES if ord(c) not in dessines] == []


def test_the_fallback_font_covers_the_few_missing_signs() -> None:
    import streamlit

    medias = Path(streamlit.__file__).parent / "static" / "static" / "media"
    secours = TTFont(next(medias.glob("SourceSansVF-Upright*.woff2"))).getBestCmap()
    assert [c for c in EMPRUNTES if ord(c) not in secours] == []
    for nom in ("font", "headingFont"):
        assert "'Source Sans'" in THEME[nom]


def test_nothing_leaves_the_server_and_errors_stay_inside() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["server"]["enableStaticServing"] is True
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert "http" not in (RACINE / ".streamlit" / "config.toml").read_text("utf-8")
