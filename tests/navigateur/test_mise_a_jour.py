"""The team's first journey: a meeting was held, here is the minute; published, then undone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fabrique_dash.journal import moteur
from outils.serveur_local import RACINE, Serveur, servir
from tests.navigateur.visites import Visite, choisir
from tests.paquets import changer_ou

SESSIONS = "tronc-commun-2021-11-17"
COURT = "Compte rendu, 2021"
ANNULER = "Annuler la publication n°\u202f2"


@pytest.fixture(scope="module")
def tenu(
    nouvelle_copie: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Serveur, str]]:
    """The dashboard with an empty journal, and the link of its machine's administrator.

    In its data nobody has said yet that the sessions of 17 and 18 November were held.
    """
    dossier = nouvelle_copie()
    changer_ou(dossier, "evenements", SESSIONS, realisation="annoncé")
    environnement = {
        "FABRIQUE_DONNEES": str(dossier),
        moteur.VARIABLE: str(tmp_path_factory.mktemp("journal") / "journal.sqlite"),
    }
    commande = [sys.executable, "-m", "fabrique_dash", "administrer"]
    dit = subprocess.run(
        commande,
        cwd=RACINE,
        env={**os.environ, **environnement},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with servir(environnement=environnement) as serveur:
        yield serveur, dit.split("#")[1].strip()


def _remplir(visite: Visite, libelle: str, texte: str) -> None:
    champ = visite.page.get_by_label(re.compile(f"^{libelle}")).first
    champ.fill(texte)
    champ.press("Tab")
    visite.attendre()


def _dit(visite: Visite, texte: str) -> None:
    """Wait for what the page says of what was just done."""
    expect(visite.page.get_by_test_id("stAlert")).to_contain_text(texte)
    visite.attendre()


def _fiche(visite: Visite) -> Page:
    return visite.aller(f"/frise?evenement={SESSIONS}")


def test_a_meeting_was_held_published_seen_then_undone(
    tenu: tuple[Serveur, str], visiter: Callable[..., Visite]
) -> None:
    serveur, jeton = tenu
    visite = visiter(url=serveur.url, neuf=True)
    page = visite.page
    page.goto(f"{serveur.url}/connexion#{jeton}")
    page.wait_for_url("**/mise-a-jour")
    assert jeton not in page.evaluate("performance.getEntriesByType('navigation')[0].name")
    visite.attendre()

    page.get_by_role(
        "link", name=re.compile("^Un rendez-vous a eu lieu.*Sessions du tronc commun")
    ).click()
    visite.attendre()
    choisir(page, "Source (obligatoire)", "+ Une nouvelle source")
    visite.attendre()
    _remplir(visite, "Producteur", "La Fabrique des Transitions")
    _remplir(visite, "Titre", "Compte rendu des sessions")
    _remplir(visite, "Nom court", COURT)
    _remplir(visite, "Date de publication", "19/11/2021")
    expect(page.get_by_text("écrire 2021-11-19").first).to_be_visible()
    _remplir(visite, "Date de publication", "2021-11-19")
    choisir(page, "Type", "document")
    page.reload()  # nothing typed is lost
    visite.attendre()
    expect(page.get_by_label(re.compile("^Nom court"))).to_have_value(COURT)
    _remplir(visite, "Pourquoi ce changement", "Le compte rendu est arrivé")
    page.get_by_role("button", name="Publier maintenant").click()
    _dit(visite, "Publication n°\u202f2")

    expect(_fiche(visite).get_by_text(COURT).first).to_be_visible()
    visite.aller("/historique")
    expect(page.get_by_role("cell", name="réalisé").first).to_be_visible()
    page.get_by_role("button", name=ANNULER).click()
    visite.attendre()
    _remplir(visite, ANNULER, "Ce compte rendu est celui d’autres sessions")
    page.get_by_role("button", name="Annuler maintenant").click()
    _dit(visite, "Publication n°\u202f3")
    expect(_fiche(visite).get_by_text(COURT)).to_have_count(0)
    assert visite.erreurs == []
