"""The team at work: what was held, corrected, reviewed, written by two, reported by a reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.invitations import inviter, ouvrir_une_session
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.publication.site.noms import ancre
from fabrique_dash.publication.site.tenue_a_jour import A_RELIRE
from outils.serveur_local import servir
from tests.classeurs import xlsx
from tests.journal.essais import sain
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import debords, fautes
from tests.navigateur.visites import BUREAU, HAUTEUR, TELEPHONE, Visite, choisir
from tests.paquets import changer_ou

SESSIONS = "tronc-commun-2021-11-17"
COURT = "Compte rendu, 2021"
FICHE = "/territoires?date=2022-12-31&territoire=arras"
NOTE = "Le diagnostic commence."
DU_CLASSEUR = "Deux journées, dites dans un classeur."
FAUX, JUSTE = "Cas concrets par groupes", "Cas concrets, par groupes"
RANGEE = f"/mise-a-jour?porte=table&table=evenements&rangee={SESSIONS}"
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
    """Serve a journal that has one publication.

    In its data nobody has said yet that the sessions of 17 and 18 November were held.
    """
    dossier, base = nouvelle_copie(), str(tmp_path_factory.mktemp("equipe") / "journal.sqlite")
    changer_ou(dossier, "evenements", SESSIONS, realisation="annoncé")
    journal = ouvrir(base)
    commencer(journal, dossier, SYSTEME, sain)
    journal.fermer()
    with servir(environnement={VARIABLE: str(dossier), moteur.VARIABLE: base}) as serveur:
        yield _Equipe(serveur.url, base)


def _entrer(
    visiter: Visiter, equipe: _Equipe, role: Role, largeur: int = BUREAU, autre: bool = False
) -> Visite:
    visite, jeton = visiter(largeur, url=equipe.url, autre=autre), equipe.invitation(role)
    visite.page.goto(f"{equipe.url}/connexion#{jeton}")
    visite.page.wait_for_url("**/mise-a-jour")
    assert jeton not in visite.page.evaluate("performance.getEntriesByType('navigation')[0].name")
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


def _se_lit_sous_l_aide(page: Page, message: str) -> None:
    """Hold that the help of the next field, which the keyboard opens, is not over a message."""
    expect(page.get_by_role("tooltip")).to_be_visible()
    dit = page.get_by_text(message).first.bounding_box()
    aide = page.get_by_role("tooltip").bounding_box()
    assert dit is not None and aide is not None
    assert dit["y"] + dit["height"] <= aide["y"] or aide["y"] + aide["height"] <= dit["y"]


def _dit(visite: Visite, texte: str | re.Pattern[str]) -> None:
    """Wait for what the page says of what was just done."""
    expect(visite.page.get_by_test_id("stAlert").first).to_contain_text(texte)
    visite.attendre()


def _fiche(visite: Visite) -> Page:
    return visite.aller(f"/frise?evenement={SESSIONS}")


def test_a_link_is_taken_at_once_but_where_a_session_is_open(
    equipe: _Equipe, navigateur: Browser
) -> None:
    with navigateur.new_context() as contexte:
        page = contexte.new_page()
        page.goto(f"{equipe.url}/connexion")
        page.goto(f"{equipe.url}/connexion#faux")  # from that page itself: nothing is loaded again
        expect(page.get_by_role("alert")).to_contain_text("n’ouvre pas de session")
        journal = ouvrir(equipe.base)
        session = ouvrir_une_session(journal, equipe.invitation(Role.REFERENT)) or ""
        journal.fermer()
        contexte.add_cookies([{"name": TEMOIN, "value": session, "url": equipe.url}])
        page.goto(f"{equipe.url}/connexion?retour=/frise#{equipe.invitation(Role.ADMINISTRATEUR)}")
        expect(page.get_by_label("Lien d’invitation")).not_to_have_value("")
        expect(page.get_by_text("à la place de celle-ci")).to_be_visible()
        assert page.url.endswith("/connexion?retour=/frise")


def test_a_meeting_was_held_published_seen_then_undone(equipe: _Equipe, visiter: Visiter) -> None:
    visite = _entrer(visiter, equipe, Role.ADMINISTRATEUR)
    page = visite.page
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
    _se_lit_sous_l_aide(page, "écrire 2021-11-19")
    _remplir(visite, "Date de publication", "2021-11-19")
    choisir(page, "Type", "document")
    page.reload()  # nothing typed is lost
    visite.attendre()
    expect(page.get_by_label(re.compile("^Nom court"))).to_have_value(COURT)
    _remplir(visite, "Pourquoi ce changement", "Le compte rendu est arrivé")
    page.get_by_role("button", name="Publier maintenant").click()
    _dit(visite, re.compile("Publication n°"))

    expect(_fiche(visite).get_by_text(COURT).first).to_be_visible()
    visite.aller("/historique")
    expect(page.get_by_role("cell", name="réalisé").first).to_be_visible()
    annuler = "Annuler la publication n°"
    page.get_by_role("button", name=annuler).first.click()
    visite.attendre()
    _remplir(visite, annuler, "Ce compte rendu est celui d’autres sessions")
    page.get_by_role("button", name="Annuler maintenant").click()
    _dit(visite, re.compile("Publication n°"))
    expect(_fiche(visite).get_by_text(COURT)).to_have_count(0)
    assert visite.erreurs == []


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

    relecture = _entrer(visiter, equipe, Role.RELECTEUR, autre=True)
    page = _suivre(relecture, "Voir le tableau de bord avec cette proposition")
    expect(page.get_by_text("rien n’est publié")).to_be_visible()
    apercu = page.url.partition("?")[2]
    page = relecture.aller(f"{FICHE}&{apercu}")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    assert fautes(page) == []
    page = _suivre(relecture, "Revenir à la relecture")
    assert "apercu" not in page.url
    page = relecture.aller(f"/mise-a-jour?date=2022-12-31#{ancre(A_RELIRE)}")  # as mail says it
    expect(page.get_by_role("heading", name=A_RELIRE)).to_be_in_viewport()
    page.get_by_role("button", name="Publier").click()
    _dit(relecture, re.compile("Publication n°"))
    expect(visite.aller(FICHE).get_by_text(NOTE).first).to_be_visible()
    assert visite.erreurs + relecture.erreurs == []


def _saine_au_telephone_et_de_nuit(visite: Visite) -> None:
    """Hold that nothing overflows and that axe finds nothing, on a phone, at night."""
    visite.elargir(TELEPHONE)
    visite.assombrir()
    assert debords(visite.page) == [] and fautes(visite.page) == []
    visite.elargir(BUREAU)


def test_two_browsers_on_one_row_lose_nothing_and_both_understand(
    equipe: _Equipe, visiter: Visiter
) -> None:
    une = _entrer(visiter, equipe, Role.REFERENT)
    une.aller(RANGEE)
    _remplir(une, "Note", "Sur place.")
    autre = _entrer(visiter, equipe, Role.ADMINISTRATEUR, autre=True)
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


def test_a_workbook_is_sent_shown_proposed_then_published(
    equipe: _Equipe, visiter: Visiter
) -> None:
    visite = _entrer(visiter, equipe, Role.ADMINISTRATEUR, autre=True)
    page = visite.page
    with page.expect_download() as recu:
        page.get_by_role("button", name="Télécharger le classeur à remplir").click()
    assert recu.value.path().read_bytes().startswith(b"PK")
    octets = xlsx({"Événements": [["Identifiant", "Contenu"], [SESSIONS, DU_CLASSEUR]]})
    page.locator("input[type=file]").set_input_files(
        {"name": "rempli.xlsx", "mimeType": "application/octet-stream", "buffer": octets}
    )
    expect(page.get_by_role("cell", name=DU_CLASSEUR)).to_be_visible()
    expect(page.get_by_text(re.compile("1\\s+case changée"))).to_be_visible()
    _saine_au_telephone_et_de_nuit(visite)
    _remplir(visite, "Pourquoi ces changements", "Reçu d’un territoire")
    page.get_by_role("button", name="Proposer ce classeur").click()
    _dit(visite, "attend qu’une autre personne")
    page.get_by_role("button", name="Publier", exact=True).click()
    _dit(visite, re.compile("Publication n°"))
    expect(_fiche(visite).get_by_text(DU_CLASSEUR).first).to_be_visible()
    assert visite.erreurs == []


@pytest.fixture
def sans_script(navigateur: Browser) -> Iterator[Page]:
    """A reader's phone that runs no script."""
    contexte = navigateur.new_context(
        locale="fr-FR",
        java_script_enabled=False,
        viewport={"width": TELEPHONE, "height": HAUTEUR},
    )
    yield contexte.new_page()
    contexte.close()


def _saine_de_jour_et_de_nuit(page: Page) -> None:
    """Hold that a plain page has its own font, holds in its width, and that axe finds nothing."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert fautes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.fonts].some(f => f.status === 'loaded')")
    cibles = page.locator("main.tp-formulaire :is(input:visible, textarea, select, button)")
    hauteurs = cibles.evaluate_all("es => es.map(e => e.getBoundingClientRect().height)")
    assert hauteurs and min(hauteurs) >= 44


def _envoyer(page: Page) -> None:
    """Send a form, again as long as it goes too fast for a person: what was typed is given back."""
    while True:
        with page.expect_navigation():
            page.get_by_role("button", name="Envoyer").click()
        if not page.get_by_text("parti trop vite").is_visible():
            return


def test_an_error_seen_on_a_phone_without_a_script_is_published(
    equipe: _Equipe, visiter: Visiter, sans_script: Page
) -> None:
    page = sans_script
    page.goto(equipe.url)
    page.get_by_role("link", name=re.compile(f"^Signaler\\s: {FAUX}")).click()
    expect(page.get_by_role("heading", name=re.compile(FAUX))).to_be_visible()
    relecture = _entrer(visiter, equipe, Role.RELECTEUR, TELEPHONE)  # while the form is read
    relecture.page.goto(page.url)
    _saine_de_jour_et_de_nuit(relecture.page)
    page.get_by_label("Le champ concerné").select_option("titre")
    page.get_by_label("Qu’est-ce qui est faux").fill("Il manque une virgule.")
    page.get_by_label("Que faudrait-il lire").fill(f"{JUSTE} de 3 ou 4 territoires")
    _envoyer(page)
    expect(page.get_by_role("heading", name=re.compile("Merci"))).to_be_visible()
    page.get_by_role("link", name=re.compile("suivi=")).click()
    expect(page.get_by_text("attend que l’équipe le lise")).to_be_visible()

    relecture.aller("/mise-a-jour").get_by_role("button", name="En faire une proposition").click()
    _dit(relecture, "Le brouillon est ouvert")
    assert fautes(relecture.page) == []
    relecture.page.get_by_role("button", name="Publier maintenant").click()
    _dit(relecture, re.compile("Publication n°"))
    page.reload()
    expect(page.get_by_text("La correction est publiée")).to_be_visible()
    expect(page.get_by_role("cell", name=JUSTE)).to_be_visible()
    assert relecture.erreurs == []
