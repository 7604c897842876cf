"""One's sessions, the accounts, and what is never kept of anybody: an e-mail address."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal.comptes import comptes, sessions
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import (
    ADMINISTRATEUR_LOCAL,
    inviter,
    inviter_l_administrateur_local,
    ouvrir_une_session,
)
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.redaction.appareils import appareil_en_mots
from fabrique_dash.redaction.fournisseurs import VARIABLE_DU_MANDATAIRE
from tests.journal.essais import numero
from tests.pages.equipe import Equipe
from tests.pages.session import html_de, ouverte, ouvrir, tout_le_texte
from tests.pages.test_pages_mise_a_jour import LIEU, NOTE
from tests.paquets import changer

RELIER = '<a href="connexion?retour=%2Fmise-a-jour" target="_self">Relier un compte'
AUTRES = "Fermer toutes les autres sessions"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/17 Safari/605"
_EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0"


def _boutons(session: AppTest) -> list[str]:
    return [b.label for b in session.button]


def _cliquer(session: AppTest, debut: str) -> AppTest:
    return next(b for b in session.button if b.label.startswith(debut)).click().run()


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [(_MAC, "Safari sur Mac"), (_EDGE, "Edge sur Windows"), ("<b>", "appareil inconnu")],
)
def test_a_device_is_told_by_its_browser_and_system(dit: str, attendu: str) -> None:
    assert appareil_en_mots(dit) == attendu


def test_an_administrator_is_told_that_the_folder_says_something_else(
    equipe: Equipe, copie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(copie))
    brancher_le_journal()
    equipe.entre(Role.ADMINISTRATEUR)
    assert "importer DOSSIER" not in tout_le_texte(ouvrir("mise_a_jour"))
    changer(copie, "evenements", 0, titre="Un autre titre")
    assert "importer DOSSIER" in tout_le_texte(ouvrir("mise_a_jour"))
    equipe.entre(Role.RELECTEUR)
    page = ouvrir("mise_a_jour")
    assert "importer DOSSIER" not in tout_le_texte(page) and RELIER not in html_de(page)
    monkeypatch.setenv(VARIABLE_DU_MANDATAIRE, "127.0.0.1")  # one may come in otherwise
    assert RELIER in html_de(ouvrir("mise_a_jour"))


def _trois_sessions(equipe: Equipe) -> None:
    jetons = [
        ouvrir_une_session(equipe.journal, inviter_l_administrateur_local(equipe.journal), appareil)
        for appareil in (_MAC, _EDGE, "")
    ]
    equipe.jeton = jetons[0] or ""
    equipe.compte = next(c.id for c in comptes(equipe.journal) if c.nom == ADMINISTRATEUR_LOCAL)


def test_sessions_are_listed_and_closed_one_by_one_or_together(equipe: Equipe) -> None:
    _trois_sessions(equipe)
    session = ouvrir("mise_a_jour")
    dit = html_de(session)
    assert "Safari sur Mac (cette session)" in dit and "Edge sur Windows, ouverte le" in dit
    _cliquer(session, "Fermer la session (Edge sur Windows)")
    restent = [s.appareil for s in sessions(equipe.journal, equipe.compte)]
    assert restent == ["", _MAC]
    _cliquer(session, AUTRES)
    assert [s.appareil for s in sessions(equipe.journal, equipe.compte)] == [_MAC]
    assert AUTRES not in _boutons(session) and not session.exception


def test_only_an_administrator_sees_and_revokes_the_accounts(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    marie = equipe.compte
    retirer = "Retirer ses droits"
    assert "Comptes et droits" not in tout_le_texte(ouvrir("mise_a_jour"))
    _trois_sessions(equipe)
    session = ouvrir("mise_a_jour")
    assert "Comptes et droits" in tout_le_texte(session)
    assert not any(b.startswith(retirer) for b in _boutons(session))  # nobody is chosen yet
    session.selectbox(key="compte-a-revoquer").set_value(marie).run()
    _cliquer(session, retirer)
    (revoque,) = [c for c in comptes(equipe.journal) if c.id == marie]
    assert revoque.habilitations == () and sessions(equipe.journal, marie) == []
    assert next(b for b in session.button if b.label == "Effacer ce compte").disabled
    session.checkbox(key="effacer-est-voulu").check().run()
    _cliquer(session, "Effacer ce compte")
    assert marie not in [c.id for c in comptes(equipe.journal)]
    assert "Effacer ce compte" not in _boutons(session) and not session.exception


def test_what_was_agreed_for_an_account_is_not_for_another(equipe: Equipe) -> None:
    siens = []
    for _ in range(2):
        equipe.entre(Role.REFERENT)
        siens.append(equipe.compte)
    equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("mise_a_jour")
    noms = session.selectbox(key="compte-a-revoquer").options
    assert sorted(noms) == sorted(f"Marie — référent ({compte})" for compte in siens)
    session.selectbox(key="compte-a-revoquer").set_value(siens[0]).run()
    session.checkbox(key="effacer-est-voulu").check().run()
    session.selectbox(key="compte-a-revoquer").set_value(siens[1]).run()
    assert not session.checkbox(key="effacer-est-voulu").value
    assert next(b for b in session.button if b.label == "Effacer ce compte").disabled


def test_names_of_accounts_are_shown_as_they_are(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    inviter(equipe.journal, SYSTEME, "J_L [Essai]", Habilitation(Role.REFERENT))
    options = ouvrir("mise_a_jour").selectbox(key="compte-a-revoquer").options
    assert options == ["J_L [Essai] — référent"]


def test_one_may_be_named_and_no_longer(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour")
    for voulu in (True, False):
        session.toggle(key="nom-montre").set_value(voulu).run()
        assert [c.nomme for c in comptes(equipe.journal) if c.id == equipe.compte] == [voulu]
        assert session.toggle(key="nom-montre").value is voulu


def test_an_e_mail_address_is_said_under_its_field_and_never_sent(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("mise_a_jour", LIEU)
    session.text_area(key=NOTE).set_value("Écrire à lea@exemple.fr").run()
    assert sum("trahit une adresse électronique" in m.value for m in session.markdown) == 2
    session.text_area(key=NOTE).set_value("À distance.").run()
    motif = session.text_input(key="motif-de-la-proposition")
    motif.set_value("Dit par lea@exemple.fr").run()
    assert any("trahit une adresse électronique" in m.value for m in session.markdown)
    _cliquer(session, "Publier maintenant")
    assert "adresse électronique" in session.error[0].value and numero(equipe.journal) == 1


def test_what_is_kept_and_how_long_is_told() -> None:
    dit = tout_le_texte(ouverte("a_propos"))
    for mot in (
        *("un compte", "une invitation", "une session", "des brouillons", "l’historique"),
        "une adresse électronique",
    ):
        assert f"<strong>{mot}</strong>" in dit
    assert "7\u00a0jours" in dit and "30\u00a0jours" in dit and "tp_session" in dit
