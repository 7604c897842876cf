"""From a fact to its correction and back; then the dashboard with it, before it is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import moteur
from fabrique_dash.journal.comptes import inviter
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.schema import ouvrir
from outils.serveur_local import servir
from tests.journal.essais import sain
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import debords, fautes
from tests.navigateur.visites import BUREAU, TELEPHONE, Visite

FICHE = "/territoires?date=2022-12-31&territoire=arras"
NOTE = "Le diagnostic commence."
RANGEE = "/mise-a-jour?porte=table&table=evenements&rangee=tronc-commun-2021-11-17"
CIBLE = 24  # pixels


@dataclass(frozen=True)
class _Equipe:
    """The dashboard with a journal, and the journal's name."""

    url: str
    base: str

    def invitation(self, role: Role) -> str:
        """Invite somebody new."""
        journal = ouvrir(self.base)
        try:
            return inviter(journal, SYSTEME, role.value, Habilitation(role))[1]
        finally:
            journal.fermer()


@pytest.fixture(scope="module")
def equipe(
    nouvelle_copie: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[_Equipe]:
    """Serve a journal that has one publication."""
    dossier, base = nouvelle_copie(), str(tmp_path_factory.mktemp("equipe") / "journal.sqlite")
    journal = ouvrir(base)
    commencer(journal, dossier, SYSTEME, sain)
    journal.fermer()
    with servir(environnement={VARIABLE: str(dossier), moteur.VARIABLE: base}) as serveur:
        yield _Equipe(serveur.url, base)


def _entrer(visiter: Visiter, equipe: _Equipe, role: Role, largeur: int) -> Visite:
    visite = visiter(largeur, url=equipe.url, neuf=True)
    visite.page.goto(f"{equipe.url}/connexion#{equipe.invitation(role)}")
    visite.page.wait_for_url("**/mise-a-jour")
    visite.attendre()
    return visite


def _remplir(visite: Visite, libelle: str, texte: str) -> None:
    champ = visite.page.get_by_label(re.compile(f"^{libelle}")).first
    champ.fill(texte)
    champ.press("Tab")
    visite.attendre()


def _suivre(visite: Visite, nom: str | re.Pattern[str]) -> Page:
    visite.page.get_by_role("link", name=nom).first.click()
    return visite.attendre()


def test_a_fact_is_corrected_seen_by_a_reviewer_then_published(
    equipe: _Equipe, visiter: Visiter
) -> None:
    visite = _entrer(visiter, equipe, Role.REFERENT, TELEPHONE)
    page = visite.aller(FICHE)
    corriger = page.get_by_role("link", name=re.compile("^Corriger\\s: Participation"))
    boite = corriger.bounding_box()
    assert boite is not None and min(boite["width"], boite["height"]) >= CIBLE
    assert fautes(page) == []
    corriger.click()
    visite.attendre()
    _remplir(visite, "Note", NOTE)
    _remplir(visite, "Pourquoi ce changement", "Lu dans le compte rendu")
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("attend qu’une autre personne")
    assert page.url == f"{equipe.url}{FICHE}"
    expect(page.get_by_text(NOTE)).to_have_count(0)

    relecture = _entrer(visiter, equipe, Role.RELECTEUR, BUREAU)
    page = _suivre(relecture, "Voir le tableau de bord avec cette proposition")
    expect(page.get_by_text("rien n’est publié")).to_be_visible()
    apercu = page.url.partition("?")[2]
    page = relecture.aller(f"{FICHE}&{apercu}")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    assert fautes(page) == []
    page = _suivre(relecture, "Revenir à la relecture")
    assert "apercu" not in page.url
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Publication n°\u202f2")
    expect(visite.aller(FICHE).get_by_text(NOTE).first).to_be_visible()
    assert visite.erreurs + relecture.erreurs == []


def _dit(visite: Visite, texte: str | re.Pattern[str]) -> None:
    expect(visite.page.get_by_test_id("stAlert").first).to_contain_text(texte)
    visite.attendre()


def _saine_au_telephone_et_de_nuit(visite: Visite) -> None:
    """Hold that nothing overflows and that axe finds nothing, on a phone, at night."""
    visite.elargir(TELEPHONE)
    visite.assombrir()
    assert debords(visite.page) == [] and fautes(visite.page) == []
    visite.elargir(BUREAU)


def test_two_browsers_on_one_row_lose_nothing_and_both_understand(
    equipe: _Equipe, visiter: Visiter
) -> None:
    une = _entrer(visiter, equipe, Role.REFERENT, BUREAU)
    une.aller(RANGEE)
    _remplir(une, "Note", "Sur place.")
    autre = _entrer(visiter, equipe, Role.ADMINISTRATEUR, BUREAU)
    autre.aller(RANGEE)
    expect(autre.page.get_by_text("modifie cette rangée depuis")).to_be_visible()
    _remplir(autre, "Note", "À distance.")
    _remplir(autre, "Pourquoi ce changement", "Lu dans l’invitation")
    autre.page.get_by_role("button", name="Publier maintenant").click()
    _dit(autre, re.compile("Publication n°"))

    page = une.aller(RANGEE)
    expect(page.get_by_role("cell", name="À distance.")).to_be_visible()
    expect(page.get_by_role("cell", name="Sur place.")).to_be_visible()
    _saine_au_telephone_et_de_nuit(une)
    page.get_by_role("button", name="Garder ces choix").click()
    une.attendre()
    _remplir(une, "Pourquoi ce changement", "J’y étais")
    page.get_by_role("button", name="Proposer", exact=True).click()
    _dit(une, "attend qu’une autre personne")

    assert fautes(autre.aller("/mise-a-jour")) == []
    autre.page.get_by_role("button", name="Publier", exact=True).click()
    _dit(autre, re.compile("Publication n°"))
    page = autre.aller("/historique")
    expect(page.get_by_role("cell", name="Sur place.").first).to_be_visible()
    expect(page.get_by_role("cell", name="À distance.").first).to_be_visible()
    _saine_au_telephone_et_de_nuit(autre)
    assert une.erreurs + autre.erreurs == []
