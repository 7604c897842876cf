"""Anybody reports an error: a plain form, what it goes through, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import select
from starlette.requests import Request
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import erreurs_signalees, moteur
from fabrique_dash.journal.abonnements import CONFIRMATION, a_confirmer, abonne, donner_une_adresse
from fabrique_dash.journal.courriels import Ecrit, deposer_la_confirmation
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.erreurs_signalees import Dite, Recue, signaler
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.journal.tables import ERREUR_SIGNALEE
from fabrique_dash.serveur import entretien
from fabrique_dash.serveur.adresses.cadence import Cadence, TropVite
from fabrique_dash.serveur.adresses.defense import LEURRE, PAR_JOUR, Jetons, Refus
from fabrique_dash.serveur.adresses.formulaires import champs_envoyes
from tests.journal.commence import Commence
from tests.serveur.stables import client

SITE = "http://testserver"
RANGEE = {"page": "/frise", "table": "evenements", "cle": "tronc-commun-2021-11-17"}
QUOI = "Ce n’était pas à Arras."
_CACHE = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class _Montre:
    """The time of the server, which a test moves."""

    def __init__(self) -> None:
        self.secondes = 1_700_000_000.0

    def __call__(self) -> float:
        return self.secondes


@pytest.fixture
def montre(monkeypatch: pytest.MonkeyPatch) -> _Montre:
    faite = _Montre()
    module = "fabrique_dash.serveur.adresses.signaler.Jetons"
    monkeypatch.setattr(module, lambda cle: Jetons(cle, faite))
    return faite


@pytest.fixture
def journal(
    journal_commence: Commence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journal]:
    """Return the journal of the server, with one publication."""
    monkeypatch.setenv(VARIABLE, str(journal_commence.donnees))
    monkeypatch.setenv(moteur.VARIABLE, journal_commence.copier(tmp_path / "journal"))
    ouvert = ouvrir()
    brancher_le_journal()
    yield ouvert
    ouvert.fermer()


class _Lecteur:
    """Somebody with a browser and no script."""

    def __init__(self, montre: _Montre) -> None:
        self.site, self._montre = client(), montre

    def ouvrir(self, **parametres: str) -> dict[str, str]:
        """Open a form; return its hidden fields."""
        lu = self.site.get("/signaler", params=parametres or RANGEE)
        assert lu.status_code == 200
        return {nom: unescape(v) for nom, v in _CACHE.findall(lu.text)}

    def envoyer(self, caches: dict[str, str], apres: float = 60, **champs: str) -> Any:
        """Send a form, so many seconds later."""
        self._montre.secondes += apres
        dits = {"quoi": QUOI, **champs, **caches}
        return self.site.post("/signaler", data=dits, headers={"origin": SITE})


@pytest.fixture
def lecteur(journal: Journal, montre: _Montre) -> _Lecteur:
    return _Lecteur(montre)


def _dans_une_boucle(venir: Callable[..., Awaitable[Any]], *valeurs: object) -> Any:
    # In a thread: the browser of other tests keeps a loop in this one.
    with start_blocking_portal() as portail:
        return portail.call(venir, *valeurs)


def _gardees(journal: Journal) -> list[Any]:
    with journal.lire() as cx:
        return list(cx.execute(select(ERREUR_SIGNALEE)).all())


def _suivi(reponse: Any) -> str:
    (adresse,) = re.findall(r'href="\.(/signalement\?[^"]*)"', reponse.text)
    return unescape(adresse)


def test_a_row_is_named_with_what_it_holds(lecteur: _Lecteur) -> None:
    lue = lecteur.site.get("/signaler", params=RANGEE).text
    assert "Événements\u00a0: Sessions du tronc commun" in lue
    assert "<dt>Début</dt><dd>2021-11-17</dd>" in lue
    assert 'href="frise"' in lue and "<script" not in lue


def test_a_report_is_kept_then_followed(lecteur: _Lecteur, journal: Journal) -> None:
    caches = lecteur.ouvrir()
    caches |= {"champ": "lieu", "plutot": "Lens", "ou": "https://exemple.fr", "courriel": "a@b.fr"}
    reponse = lecteur.envoyer(caches)
    assert reponse.status_code == 200 and "Merci" in reponse.text
    assert 'Revenir à la page <a class="tp-lien" href="frise"' in reponse.text
    (gardee,) = _gardees(journal)
    assert (gardee.nom_table, gardee.colonne, gardee.page) == ("evenements", "lieu", "/frise")
    assert gardee.cle == '["tronc-commun-2021-11-17"]' and gardee.courriel == "a@b.fr"
    adresse = _suivi(reponse)
    assert gardee.suivi not in adresse
    suivie = lecteur.site.get(adresse)
    assert "attend que l’équipe" in suivie.text and QUOI in suivie.text
    assert "<dt>Champ</dt><dd>Lieu</dd>" in suivie.text
    assert "a@b.fr" not in suivie.text
    # A click made twice is the same report.
    assert _suivi(lecteur.envoyer(caches, apres=0)) == adresse and len(_gardees(journal)) == 1


def test_the_view_one_comes_from_is_kept_whole(lecteur: _Lecteur, journal: Journal) -> None:
    depuis = {"referer": f"{SITE}/frise?groupes=nord"}
    lue = lecteur.site.get("/signaler", params=RANGEE, headers=depuis).text
    assert 'name="page" value="/frise?groupes=nord"' in lue
    for autre in ("https://ailleurs.example/frise?a=b", f"{SITE}/carte?a=b", "http://[::"):
        lue = lecteur.site.get("/signaler", params=RANGEE, headers={"referer": autre}).text
        assert 'name="page" value="/frise"' in lue


@pytest.mark.parametrize(
    "autres",
    [
        {"table": "evenements", "cle": "inconnu"},
        {"table": "inconnue", "cle": "a"},
        {"table": "communes", "cle": "62041"},
        {"table": "evenements"},
        {"cle": "arras"},
    ],
)
def test_an_unknown_row_gives_a_form_without_it(
    lecteur: _Lecteur, journal: Journal, autres: dict[str, str]
) -> None:
    caches = lecteur.ouvrir(page="//ailleurs.example", **autres)
    assert (caches["table"], caches["cle"], caches["page"]) == ("", "", "")
    lue = lecteur.site.get("/signaler", params=autres).text
    assert "n’est pas dans les données d’aujourd’hui" in lue
    assert lecteur.envoyer(caches).status_code == 200 and len(_gardees(journal)) == 1


def test_a_robot_that_fills_all_gets_the_same_answer_and_nothing_is_kept(
    lecteur: _Lecteur, journal: Journal
) -> None:
    vrai = lecteur.envoyer(lecteur.ouvrir()).text
    faux = lecteur.envoyer(lecteur.ouvrir() | {LEURRE: "Achetez"})
    sans = re.compile(r"suivi=[\w-]+")
    assert sans.sub("", faux.text) == sans.sub("", vrai) and len(_gardees(journal)) == 1


@pytest.mark.parametrize(
    ("refus", "apres", "champs"),
    [
        (Refus.TROP_VITE, 1, {}),
        (Refus.PERIME, 13 * 3600, {}),
        (Refus.SANS_JETON, -3600, {}),
        (Refus.SANS_JETON, 60, {"jeton": ""}),
        (Refus.SANS_JETON, 60, {"jeton": "WyJhIl0.b"}),
        (Refus.SANS_JETON, 60, {"cle": "lancement-2021-10-15"}),
        (Refus.VIDE, 60, {"quoi": " "}),
        (Refus.LONG, 60, {"plutot": "a" * 2001}),
        (Refus.LIENS, 60, {"plutot": "http://a.fr " * 4}),
        (Refus.COURRIEL, 60, {"courriel": "moi"}),
        (Refus.COURRIEL_DEDANS, 60, {"plutot": "écrire à moi@exemple.fr"}),
    ],
)
def test_what_is_refused_gives_the_text_back(
    lecteur: _Lecteur, journal: Journal, refus: Refus, apres: float, champs: dict[str, str]
) -> None:
    texte = "<b>L’année</b> est fausse.\nC’est 2022."
    caches = {**lecteur.ouvrir(), "ou": "Le compte rendu"}
    reponse = lecteur.envoyer(caches | champs, apres, quoi=champs.get("quoi", texte))
    assert reponse.status_code == refus.statut and _gardees(journal) == []
    assert refus.dit.split("{")[0] in unescape(reponse.text)
    assert "Le compte rendu" in reponse.text and "<b>" not in reponse.text
    if "quoi" not in champs:
        assert texte in unescape(reponse.text).replace("\r\n", "\n")
    # What was given back can be sent, once mended.
    rendus = {nom: unescape(v) for nom, v in _CACHE.findall(reponse.text)}
    assert lecteur.envoyer(rendus).status_code == 200 and len(_gardees(journal)) == 1


def test_a_form_serves_once(lecteur: _Lecteur, journal: Journal) -> None:
    caches = lecteur.ouvrir()
    assert lecteur.envoyer(caches).status_code == 200
    for ajout in ({"quoi": "Autre chose est faux."}, {"ou": "Le compte rendu"}):
        autre = lecteur.envoyer(caches | ajout)
        assert autre.status_code == 409 and all(dit in autre.text for dit in ajout.values())
    assert len(_gardees(journal)) == 1
    rendus = {nom: unescape(v) for nom, v in _CACHE.findall(autre.text)}
    assert lecteur.envoyer(rendus, ou="Le compte rendu").status_code == 200
    assert [gardee.ou for gardee in _gardees(journal)] == ["", "Le compte rendu"]


def test_a_form_is_sent_by_a_page_of_ours(lecteur: _Lecteur, journal: Journal) -> None:
    dits = {**lecteur.ouvrir(), "quoi": QUOI}
    d_ici, ailleurs = f"{SITE}/signaler?page=/frise", "https://ailleurs.example"
    for entetes in (
        {},
        {"origin": ailleurs, "referer": d_ici},
        {"origin": "null", "referer": d_ici},
        {"referer": f"{ailleurs}/signaler"},
        {"origin": "http://[::"},
    ):
        reponse = lecteur.site.post("/signaler", data=dits, headers=entetes)
        assert reponse.status_code == 403 and QUOI in unescape(reponse.text)
    longue = lecteur.site.post("/signaler", data={"quoi": "a" * 60_000}, headers={"origin": SITE})
    assert longue.status_code == 413 and _gardees(journal) == []
    assert "revenez en arrière" in longue.text
    # An old browser that only says which page it left.
    lecteur.envoyer({})  # time goes by
    ancienne = lecteur.site.post("/signaler", data=dits, headers={"referer": d_ici})
    assert ancienne.status_code == 200 and len(_gardees(journal)) == 1


def test_a_form_that_is_cut_on_its_way_is_no_failure() -> None:
    recus = iter([{"type": "http.request", "body": b"quoi=a", "more_body": True}])

    async def recevoir() -> Any:
        return next(recus, {"type": "http.disconnect"})

    coupee = Request({"type": "http", "method": "POST", "headers": []}, recevoir)
    assert _dans_une_boucle(champs_envoyes, coupee) is None


def test_what_is_to_be_erased_is_while_nobody_comes(
    lecteur: _Lecteur, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    lecteur.envoyer(lecteur.ouvrir(), courriel="a@b.fr")
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.RELECTEUR))
    donner_une_adresse(journal, compte, "marie@exemple.fr")
    (celle_ci,) = a_confirmer(journal)
    demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
    deposer_la_confirmation(journal, celle_ci, "jeton", demande)

    async def veiller() -> None:
        async with anyio.create_task_group() as taches:
            taches.start_soon(entretien.veiller, 0.01)
            while a_effacer():
                await anyio.sleep(0.01)
            taches.cancel_scope.cancel()

    def a_effacer() -> bool:
        (gardee,) = _gardees(journal)
        return gardee.courriel is not None or abonne(journal, compte) is not None

    pannes = iter([RuntimeError("imprévue"), JournalIndisponible("occupé")])
    plus_tard = replace(journal, horloge=lambda: journal.horloge() + timedelta(days=366))

    def present() -> Journal:
        if panne := next(pannes, None):  # it is tried again
            raise panne
        return plus_tard

    monkeypatch.setattr(entretien, "journal_en_service", present)
    _dans_une_boucle(veiller)


def test_so_many_a_day_from_one_address(
    lecteur: _Lecteur, journal: Journal, montre: _Montre
) -> None:
    for _ in range(PAR_JOUR):
        dernier = lecteur.ouvrir()
        merci = lecteur.envoyer(dernier)
        assert merci.status_code == 200
    assert lecteur.envoyer(dernier).text == merci.text  # a click made twice, past the last one
    assert lecteur.envoyer(lecteur.ouvrir()).status_code == 429
    voisin = _Lecteur(montre)
    voisin.site = TestClient(lecteur.site.app, client=("192.0.2.7", 1))
    assert voisin.envoyer(voisin.ouvrir()).status_code == 200
    assert len(_gardees(journal)) == PAR_JOUR + 1


def test_beyond_its_bound_the_queue_takes_nothing(
    lecteur: _Lecteur, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erreurs_signalees, "FILE_MAXIMALE", 1)
    ouvert = lecteur.ouvrir()
    dernier = lecteur.ouvrir()
    assert lecteur.envoyer(dernier).status_code == 200
    assert lecteur.envoyer(dernier).status_code == 200  # a click made twice
    refusee = lecteur.envoyer(ouvert)
    assert refusee.status_code == 503 and QUOI in unescape(refusee.text)
    vue = lecteur.site.get("/signaler")
    assert vue.status_code == 503 and "<form" not in vue.text and "plus pris" in vue.text
    assert signaler(journal, Dite("", "", "", "", QUOI, "", ""), "x") is Recue.PLEINE
    assert len(_gardees(journal)) == 1


def test_an_address_that_follows_nothing_says_so(lecteur: _Lecteur) -> None:
    for adresse in ("/signalement", "/signalement?suivi=x", "/signalement?suivi=%00"):
        assert lecteur.site.get(adresse).status_code == 404


def test_too_busy_it_says_that_what_was_typed_is_not_lost(
    lecteur: _Lecteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trop_vite(*_: object) -> None:
        raise TropVite

    caches = lecteur.ouvrir()
    monkeypatch.setattr(Cadence, "attendre", trop_vite)
    envoyee, vue = lecteur.envoyer(caches), lecteur.site.get("/signaler")
    assert envoyee.status_code == vue.status_code == 503
    assert "revenez en arrière" in envoyee.text and "revenez" not in vue.text


def test_without_a_journal_it_is_said_how_to_report() -> None:
    site = client()
    for demander in (site.get, site.post):
        lue = demander("/signaler", headers={"origin": SITE})
        assert lue.status_code == 404 and "<form" not in lue.text
        assert "transmettez-les à l’équipe" in lue.text
