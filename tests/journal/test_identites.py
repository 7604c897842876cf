"""Accounts of elsewhere that open an account of ours: invited, bound once, told apart."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from fabrique_dash.journal import identites as modele
from fabrique_dash.journal import schema
from fabrique_dash.journal.comptes import (
    compte_de_la_session,
    effacer,
    exclure,
    fermer_la_session,
)
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.identites import (
    IdentiteRefusee,
    Preuve,
    entrer,
    identites,
    inviter_une_adresse,
    relier,
    session_d_ailleurs,
)
from fabrique_dash.journal.invitations import inviter, ouvrir_une_session
from fabrique_dash.journal.jetons import desceller
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.tables import COMPTE, IDENTITE, SESSION_D_AILLEURS

ADRESSE = "marie@exemple.example"
MARIE = Preuve("proconnect", "https://la-bas.example", "m-1", ADRESSE, "jeton-d-identite")


def _compte(journal: Journal, nom: str, adresse: str = "") -> tuple[str, str]:
    compte, jeton = inviter(journal, SYSTEME, nom, Habilitation(Role.REFERENT))
    if adresse:
        inviter_une_adresse(journal, SYSTEME, compte, adresse)
    return compte, jeton


def _tout(journal: Journal) -> str:
    with journal.lire() as cx:
        return str(cx.execute(select(IDENTITE)).all())


def test_an_address_opens_the_account_that_it_was_invited_to_then_serves_no_more(
    journal: Journal,
) -> None:
    compte, _ = _compte(journal, "Marie", " Marie@Exemple.example ")
    assert ADRESSE not in _tout(journal).lower()
    session = entrer(journal, MARIE) or ""
    ouverte = compte_de_la_session(journal, session)
    assert ouverte is not None and ouverte.id == compte
    assert MARIE.sujet not in _tout(journal)
    assert entrer(journal, dataclasses.replace(MARIE, sujet="m-2")) is None
    assert entrer(journal, dataclasses.replace(MARIE, courriel="")) is not None
    assert session_d_ailleurs(journal, session) == ("proconnect", "jeton-d-identite")
    with journal.lire() as cx:  # nobody but the browser reads it
        gardee = cx.execute(select(SESSION_D_AILLEURS)).first()
    assert "jeton-d-identite" not in str(gardee) and gardee is not None
    assert desceller(gardee.jeton, "autre") == ""
    fermer_la_session(journal, session)
    assert session_d_ailleurs(journal, session) is None
    with journal.lire() as cx:  # what closes a session there goes with it
        assert len(cx.execute(select(SESSION_D_AILLEURS)).all()) == 1


def test_nobody_else_comes_in(journal: Journal) -> None:
    _compte(journal, "Marie", ADRESSE)
    for autre in (
        "",
        "paul@exemple.example",
        "marie@exemple.example.autre.example",
        "mar\u0131e@exemple.example",  # without a dot, which capitals and small letters confuse
    ):
        assert entrer(journal, dataclasses.replace(MARIE, courriel=autre)) is None


def test_who_comes_twice_at_once_comes_in(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    compte, jeton = _compte(journal, "Marie", ADRESSE)
    session = ouvrir_une_session(journal, jeton) or ""
    relier(journal, session, MARIE)  # meanwhile
    vrai, une_fois = modele._connu, [True]

    def distrait(cx: Connection, preuve: Preuve) -> str | None:
        """Look just before somebody else has written."""
        return None if une_fois and une_fois.pop() else vrai(cx, preuve)

    monkeypatch.setattr(modele, "_connu", distrait)
    assert entrer(journal, MARIE) is not None and une_fois == []
    une_fois.append(True)
    relier(journal, session, MARIE)
    assert sum(bool(i.liee_le) for i in identites(journal, compte)) == 1


def test_one_is_known_by_issuer_and_name_together(journal: Journal) -> None:
    _compte(journal, "Marie", ADRESSE)
    un = Preuve("a", "https://a", "b c", ADRESSE)
    assert entrer(journal, un) is not None
    for emetteur, sujet in (("https://b", "b c"), ("https://a b", "c"), ("https://a", "b  c")):
        assert entrer(journal, Preuve("a", emetteur, sujet)) is None


def test_an_address_waits_thirty_days(journal: Journal) -> None:
    compte, _ = _compte(journal, "Marie", ADRESSE)
    tard = dataclasses.replace(
        journal, horloge=lambda: journal.horloge() + timedelta(days=30, seconds=1)
    )
    assert entrer(tard, MARIE) is None and identites(tard, compte) == []
    autre, _ = _compte(tard, "Paul", ADRESSE)  # it is free again
    assert len(identites(tard, autre)) == 1


def test_an_address_is_invited_to_one_account_by_an_administrator(journal: Journal) -> None:
    compte, _ = _compte(journal, "Marie", ADRESSE)
    autre, _ = _compte(journal, "Paul")
    with pytest.raises(IdentiteRefusee, match="déjà invitée"):
        inviter_une_adresse(journal, SYSTEME, autre, ADRESSE.upper())
    with pytest.raises(DroitRefuse):
        inviter_une_adresse(journal, autre, autre, "paul@exemple.example")
    with pytest.raises(LookupError):
        inviter_une_adresse(journal, SYSTEME, "personne", "paul@exemple.example")
    for faux in ("", "paul", "paul@", "@exemple.example", "é@exemple.example", "a@b.c d@e.fr"):
        with pytest.raises(IdentiteRefusee, match="pas une adresse"):
            inviter_une_adresse(journal, SYSTEME, autre, faux)
    inviter_une_adresse(journal, SYSTEME, compte, "marie@neuve.example")  # in its place
    assert len(identites(journal, compte)) == 1 and entrer(journal, MARIE) is None


def test_who_is_excluded_or_erased_comes_in_no_more(journal: Journal) -> None:
    compte, _ = _compte(journal, "Marie", ADRESSE)
    assert entrer(journal, MARIE) is not None
    exclure(journal, SYSTEME, compte)
    assert entrer(journal, MARIE) is None
    inviter_une_adresse(journal, SYSTEME, compte, ADRESSE)
    assert entrer(journal, MARIE) is not None
    effacer(journal, SYSTEME, compte)
    assert entrer(journal, MARIE) is None and _tout(journal) == "[]"


def test_a_closed_session_binds_nothing(journal: Journal) -> None:
    compte, jeton = _compte(journal, "Marie")
    session = ouvrir_une_session(journal, jeton) or ""
    relier(journal, session, MARIE)
    relier(journal, session, MARIE)
    assert len(identites(journal, compte)) == 1
    fermer_la_session(journal, session)
    with pytest.raises(IdentiteRefusee, match="fermée"):
        relier(journal, session, dataclasses.replace(MARIE, sujet="m-2"))


def test_a_journal_of_before_takes_them_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = str(tmp_path / "journal.sqlite")
    with monkeypatch.context() as avant:
        avant.setattr(schema, "REVISION", "0001")
        ancien = schema.ouvrir(fichier)
        with ancien.ecrire() as cx:
            cx.execute(insert(COMPTE).values(id="m", nom="Marie", nomme=True, cree_le="2026"))
        ancien.fermer()
    neuf = schema.ouvrir(fichier)
    inviter_une_adresse(neuf, SYSTEME, "m", ADRESSE)
    ouverte = compte_de_la_session(neuf, entrer(neuf, MARIE) or "")
    assert ouverte is not None and ouverte.nom == "Marie"
    neuf.fermer()
