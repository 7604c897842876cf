"""`python -m outils.images_du_guide`: take again the pictures of `docs/mettre-a-jour.md`.

Everything happens in a journal of its own, thrown away; what is typed for the pictures says that
it is an example.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT
from fabrique_dash.journal import moteur
from fabrique_dash.journal.comptes import inviter
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import verifier
from outils.navigateur import attendre_calme, chromium, observer, rejouer
from outils.serveur_local import RACINE, servir

IMAGES = RACINE / "docs" / "images"
_FENETRE = {"width": 1000, "height": 900}
_FICHE = "territoires?date=2022-12-31&territoire=arras"


@dataclass(frozen=True)
class Equipe:
    """The dashboard with a journal of its own, and who may enter it."""

    url: str
    base: str

    def entrer(self, navigateur: Browser, role: Role) -> Page:
        """Open a browser in which somebody of this role has signed in."""
        journal = ouvrir(self.base)
        _, jeton = inviter(journal, SYSTEME, f"{role.value} (exemple)", Habilitation(role))
        journal.fermer()
        contexte = navigateur.new_context(
            locale="fr-FR", viewport=_FENETRE, reduced_motion="reduce"
        )
        observer(contexte)
        page = contexte.new_page()
        page.goto(f"{self.url}/connexion#{jeton}")
        page.wait_for_url("**/mise-a-jour")
        attendre_calme(page)
        return page


@contextmanager
def _equipe() -> Iterator[Equipe]:
    with tempfile.TemporaryDirectory() as dossier:
        base = str(Path(dossier) / "journal.sqlite")
        journal = ouvrir(base)
        commencer(journal, DOSSIER_PAR_DEFAUT, SYSTEME, verifier)
        journal.fermer()
        with servir(environnement={moteur.VARIABLE: base}) as serveur:
            yield Equipe(serveur.url, base)


def _remplir(page: Page, libelle: str, texte: str) -> None:
    champ = page.get_by_label(re.compile(f"^{libelle}")).first
    with rejouer(page):
        champ.fill(texte)
        champ.press("Tab")


def _choisir(page: Page, libelle: str, option: str) -> None:
    liste = page.get_by_role("combobox", name=re.compile(f"^{libelle}")).first
    liste.focus()
    liste.press("ArrowDown")
    with rejouer(page):
        page.get_by_role("option", name=option, exact=True).click()


def _photographier(page: Page, nom: str, haut: Locator, hauteur: int) -> None:
    """Take a picture of the page from an element down."""
    haut.evaluate("e => e.scrollIntoView({ block: 'start' })")
    page.mouse.move(0, 0)
    attendre_calme(page)
    boite = haut.bounding_box()
    assert boite is not None, nom
    vue = {"x": 0.0, "y": max(boite["y"] - 16, 0.0)}
    page.screenshot(
        path=IMAGES / f"{nom}.png",
        clip={**vue, "width": float(_FENETRE["width"]), "height": float(hauteur)},
    )


def principal() -> None:
    """Take all the pictures."""
    with _equipe() as equipe, chromium() as navigateur:
        page = equipe.entrer(navigateur, Role.REFERENT)
        _photographier(page, "portes", page.get_by_role("heading", name="Dire"), 520)


if __name__ == "__main__":
    principal()
