"""The links of messages: a look changes nothing, one click does, without a session nor a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fabrique_dash.journal import moteur
from fabrique_dash.journal.abonnements import (
    CONFIRMATION,
    Etat,
    a_confirmer,
    abonne,
    confirmer,
    donner_une_adresse,
)
from fabrique_dash.journal.courriels import (
    Ecrit,
    conclure,
    deposer,
    deposer_la_confirmation,
    prendre,
)
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.redaction.courriels import gabarit
from fabrique_dash.serveur import chemins
from tests.serveur.stables import client

CONFIRMER, QUITTER = "jeton-de-confirmation", "jeton-de-desabonnement"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """Return a journal where Marie gave an address, and has a message of each kind."""
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "journal.sqlite"))
    ouvert = ouvrir()
    marie, _ = inviter(ouvert, SYSTEME, "Marie", Habilitation(Role.RELECTEUR))
    donner_une_adresse(ouvert, marie, "marie@exemple.fr")
    demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
    (celui_ci,) = a_confirmer(ouvert)
    assert deposer_la_confirmation(ouvert, celui_ci, CONFIRMER, demande)
    assert deposer(ouvert, marie, ["a"], Ecrit("avis", "Une nouvelle", "", "", QUITTER))
    yield ouvert
    ouvert.fermer()


def _etat(journal: Journal) -> str:
    with journal.lire() as cx:
        compte = cx.exec_driver_sql("SELECT id FROM compte").scalar_one()
    connu = abonne(journal, compte)
    return "rien" if connu is None else "confirmée" if connu.confirmee else "à confirmer"


@pytest.mark.parametrize("base", ["", "tableau"])
def test_an_address_is_confirmed_by_one_button_and_not_by_a_look(
    journal: Journal, base: str
) -> None:
    site, racine = client(base), f"/{base}".rstrip("/")
    lien = f"{racine}/confirmation?jeton={CONFIRMER}"
    vue = site.get(lien)
    assert vue.status_code == 200 and _etat(journal) == "à confirmer"
    assert vue.text.count("<button") == 1 and 'action="./confirmation"' in vue.text
    assert "<script" not in vue.text and vue.headers["cache-control"] == "no-store"
    assert "origin" in vue.headers["referrer-policy"]  # no other site is told the token
    assert site.head(lien).status_code == 200 and _etat(journal) == "à confirmer"
    faite = site.post(f"{racine}/confirmation", data={"jeton": CONFIRMER})
    assert faite.status_code == 200 and "Adresse confirmée" in faite.text
    assert _etat(journal) == "confirmée"


def test_one_click_of_a_mail_program_unsubscribes_without_an_origin(journal: Journal) -> None:
    site, lien = client(), f"/desabonnement?jeton={QUITTER}"
    assert confirmer(journal, CONFIRMER)
    while (pris := prendre(journal)) is not None:
        conclure(journal, pris, Etat.ENVOYE)
    assert site.get(lien).text.count("<button") == 1 and _etat(journal) == "confirmée"
    fait = site.post(lien, data={"List-Unsubscribe": "One-Click"})
    assert fait.status_code == 200 and "plus aucun courriel" in fait.text
    assert _etat(journal) == "rien" and site.post(lien).status_code == 200


@pytest.mark.parametrize("adresse", ["/confirmation", "/desabonnement"])
def test_a_token_that_nobody_gave_changes_nothing_and_is_never_markup(
    journal: Journal, adresse: str
) -> None:
    site, faux = client(), '"><script>alert(1)</script>'
    vue = site.get(adresse, params={"jeton": faux})
    assert "<script" not in vue.text and "&lt;script&gt;" in vue.text
    refus = site.post(adresse, data={"jeton": faux})
    assert refus.status_code == 403 and "<button" not in refus.text and faux not in refus.text
    assert "ne sert plus" in site.get(adresse).text
    assert site.post(adresse, content=b"x" * 9000).status_code == 413
    assert _etat(journal) == "à confirmer"


def test_without_a_journal_no_mail_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moteur.VARIABLE, moteur.AUCUN)
    reponse = client().post("/desabonnement", data={"jeton": QUITTER})
    assert reponse.status_code == 404 and "n’a pas de journal" in reponse.text


def test_links_lead_where_the_pages_are() -> None:
    assert f"/{gabarit.CONFIRMATION}" == chemins.CONFIRMATION
    assert f"/{gabarit.DESABONNEMENT}" == chemins.DESABONNEMENT
