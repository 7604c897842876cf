"""Screenshots of every page: light, dark, phone, and the printed version."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from outils.navigateur import attendre_calme, chromium, observer
from outils.serveur_local import RACINE, servir
from outils.session_brute import PageApp, pages_de

_HAUTEUR = "document.querySelector('[data-testid=stMainBlockContainer]')?.scrollHeight ?? 0"


@dataclass(frozen=True)
class Vue:
    """One way of looking at a page."""

    nom: str
    largeur: int
    theme: Literal["light", "dark"]


VUES = (
    Vue("clair", 1280, "light"),
    Vue("sombre", 1280, "dark"),
    Vue("telephone", 390, "light"),
    Vue("telephone-sombre", 390, "dark"),
)


def _nom(page: PageApp) -> str:
    return page.chemin or "accueil"


def _ouvrir(navigateur: Browser, vue: Vue, url: str) -> Page:
    contexte = navigateur.new_context(
        viewport={"width": vue.largeur, "height": 900}, color_scheme=vue.theme, locale="fr-FR"
    )
    observer(contexte)
    page = contexte.new_page()
    page.goto(url)
    attendre_calme(page)
    return page


def photographier(navigateur: Browser, url: str, page: PageApp, dossier: Path) -> list[Path]:
    """Write all views of one page; returns the files."""
    fichiers = []
    for vue in VUES:
        onglet = _ouvrir(navigateur, vue, f"{url}/{page.chemin}")
        hauteur = max(900, min(8_000, int(onglet.evaluate(_HAUTEUR)) + 120))
        onglet.set_viewport_size({"width": vue.largeur, "height": hauteur})
        attendre_calme(onglet)
        fichiers.append(dossier / f"{_nom(page)}-{vue.nom}.png")
        onglet.screenshot(path=fichiers[-1])
        if vue.nom == "clair":
            fichiers.append(dossier / f"{_nom(page)}-impression.pdf")
            onglet.pdf(path=fichiers[-1], format="A4", prefer_css_page_size=True)
        onglet.context.close()
    return fichiers


def principal(arguments: Sequence[str]) -> None:
    """Photograph all visible pages into a folder (default: captures/)."""
    dossier = Path(arguments[0]) if arguments else RACINE / "captures"
    dossier.mkdir(parents=True, exist_ok=True)
    with servir() as serveur, chromium() as navigateur:
        for page in pages_de(serveur.url):
            for fichier in photographier(navigateur, serveur.url, page, dossier):
                print(fichier.name)


if __name__ == "__main__":
    principal(sys.argv[1:])
