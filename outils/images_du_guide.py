"""`python -m outils.images_du_guide`: take again the pictures of the guide and of the README.

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

from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, ViewportSize
from playwright.sync_api import FloatRect as Clip

from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import verifier
from outils.navigateur import attendre_calme, chromium, observer, rejouer
from outils.serveur_local import RACINE, servir

IMAGES = RACINE / "docs" / "images"
_FENETRE: ViewportSize = {"width": 1280, "height": 900}
_MENU, _MARGE = 256, 16  # pixels left out: the menu, and what is above
_PREMIERE_LIGNE = 3  # of a sheet of the workbook: titles and names are above
_FICHE = "territoires?date=2022-12-31&territoire=arras"


@dataclass(frozen=True)
class Equipe:
    """The dashboard with a journal of its own, and who may enter it."""

    url: str
    base: str

    def visiter(self, navigateur: Browser, adresse: str) -> Page:
        """Open a page as somebody who has not signed in, with nothing of another visit."""
        contexte = navigateur.new_context(
            locale="fr-FR", viewport=_FENETRE, reduced_motion="reduce"
        )
        observer(contexte)
        page = contexte.new_page()
        page.goto(f"{self.url}/{adresse}")
        return page

    def entrer(self, navigateur: Browser, role: Role) -> Page:
        """Open a browser in which somebody of this role has signed in."""
        journal = ouvrir(self.base)
        _, jeton = inviter(journal, SYSTEME, f"{role.value} (exemple)", Habilitation(role))
        journal.fermer()
        page = self.visiter(navigateur, f"connexion#{jeton}")
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
    page.evaluate("document.activeElement?.blur()")  # what a help icon says hides what is near
    attendre_calme(page)
    boite = haut.bounding_box()
    assert boite is not None, nom
    cadre: Clip = {
        "x": _MENU,
        "y": max(boite["y"] - _MARGE, 0.0),
        "width": _FENETRE["width"] - _MENU,
        "height": hauteur,
    }
    page.screenshot(path=IMAGES / f"{nom}.png", clip=cadre)


def _titre(page: Page, texte: str) -> Locator:
    return page.get_by_role("heading", name=texte)


def _remplir_le_formulaire(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Un rendez-vous a eu lieu")).last.click()
    attendre_calme(page)
    _choisir(page, "Source", "+ Une nouvelle source")
    _remplir(page, "Titre", "Compte rendu (exemple)")
    _remplir(page, "Nom court", "Compte rendu, exemple")
    _remplir(page, "Date de publication", "19/11/2021")
    _photographier(page, "formulaire", page.get_by_text("La nouvelle source"), 560)


def _changer_un_titre(fichier: Path) -> None:
    classeur = load_workbook(fichier)
    feuille = classeur["Événements"]
    titre = next(c.column for c in feuille[1] if c.value == "Titre")
    case = feuille.cell(_PREMIERE_LIGNE, titre)
    case.value = f"{case.value} (exemple)"
    classeur.save(fichier)


def _deposer_un_classeur(page: Page, url: str) -> None:
    page.goto(f"{url}/mise-a-jour")
    attendre_calme(page)
    with page.expect_download() as telechargement:
        page.get_by_role("button", name="Télécharger le classeur à remplir").click()
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "classeur.xlsx"
        telechargement.value.save_as(fichier)
        _changer_un_titre(fichier)
        with rejouer(page):
            page.locator("input[type=file]").first.set_input_files(fichier)
    page.get_by_text("Ce que le classeur changerait").first.wait_for()
    attendre_calme(page)
    depot = page.get_by_text("Déposer un classeur rempli").first
    _photographier(page, "classeur", depot, 640)


def _proposer_une_correction(page: Page, url: str) -> None:
    page.goto(f"{url}/{_FICHE}")
    attendre_calme(page)
    page.get_by_role("link", name=re.compile("^Corriger\\s: Participation")).click()
    attendre_calme(page)
    _remplir(page, "Note", "Une précision (exemple).")
    _remplir(page, "Pourquoi ce changement", "Lu dans un compte rendu (exemple)")
    with rejouer(page):
        page.get_by_role("button", name="Proposer").click()


def principal() -> None:
    """Take all the pictures."""
    with _equipe() as equipe, chromium() as navigateur:
        page = equipe.visiter(navigateur, "")
        attendre_calme(page)
        page.screenshot(path=IMAGES / "accueil.png")
        page = equipe.entrer(navigateur, Role.REFERENT)
        _photographier(page, "portes", _titre(page, "Ce que vous avez à dire"), 420)
        _remplir_le_formulaire(page)
        _deposer_un_classeur(page, equipe.url)
        _proposer_une_correction(page, equipe.url)
        page = equipe.entrer(navigateur, Role.RELECTEUR)
        _photographier(page, "relecture", _titre(page, "Ce qui attend une relecture"), 670)
        with rejouer(page):
            page.get_by_role("button", name="Publier", exact=True).click()
        page.goto(f"{equipe.url}/historique")
        attendre_calme(page)
        _photographier(page, "historique", _titre(page, "Ce qui a été publié"), 520)


if __name__ == "__main__":
    principal()
