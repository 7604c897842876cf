"""The providers as they are described: what is known of each, and each fault in French."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fabrique_dash.__main__ import main
from fabrique_dash.redaction.fournisseurs import (
    PREFIXE,
    VARIABLE,
    VARIABLE_DU_MANDATAIRE,
    Fournisseurs,
    fournisseurs,
    s_ouvre_d_ailleurs,
)

Env = pytest.MonkeyPatch
SECRET = "le-secret-du-tableau"
Decrire = Callable[..., Fournisseurs]


@pytest.fixture
def decrire(monkeypatch: Env, tmp_path: Path) -> Decrire:
    """Return what writes a description, its secrets in the environment, and reads it."""

    def ecrire(toml: str, *avec_un_secret: str) -> Fournisseurs:
        fichier = tmp_path / "identites.toml"
        fichier.write_text(toml, "utf-8")
        monkeypatch.setenv(VARIABLE, str(fichier))
        for nom in avec_un_secret:
            monkeypatch.setenv(f"{PREFIXE}{nom.upper()}_SECRET", SECRET)
        return fournisseurs()

    return ecrire


QUATRE = """
[proconnect]
emetteur = "https://proconnect.example/api/v2/"
client = "un"
sirets = ["21620041200016"]
[keycloak]
libelle = "Compte de La Fabrique"
emetteur = "https://identite.example/realms/fabrique"
client = "deux"
portees = ["openid", "email", "profile"]
[google]
client = "trois"
[microsoft]
emetteur = "https://login.microsoftonline.com/1f0e2d3c/v2.0"
client = "quatre"
acr = "mfa"
"""


def test_the_four_are_known(decrire: Decrire) -> None:
    connus = decrire(QUATRE, "proconnect", "keycloak", "google", "microsoft")
    assert connus.fautes == () and list(connus.bons) == [
        "proconnect",
        "keycloak",
        "google",
        "microsoft",
    ]
    pro, cle, google, microsoft = connus.bons.values()
    assert pro.portees == ("openid", "email", "siret") and pro.plus == {}
    assert pro.emetteur == "https://proconnect.example/api/v2"
    assert pro.adresses_sures and pro.secret_au_corps and pro.preuve_si_annoncee
    assert cle.libelle == "Compte de La Fabrique" and cle.portees[-1] == "profile"
    assert google.emetteur == "https://accounts.google.com" and not google.adresses_sures
    assert microsoft.plus == {"prompt": "select_account", "acr_values": "mfa"}
    assert not microsoft.adresses_sures
    assert SECRET not in repr(connus)


def test_a_file_that_begins_with_a_mark_is_read(decrire: Decrire) -> None:
    assert decrire("\ufeff[google]\nclient='a'\n", "google").fautes == ()  # as Windows writes it


def test_the_environment_alone_describes_one(monkeypatch: Env) -> None:
    assert fournisseurs() == Fournisseurs({}, ()) and not s_ouvre_d_ailleurs()
    for cle, dit in {
        "EMETTEUR": "http://localhost:8080/realms/f",
        "CLIENT": "tableau",
        "SECRET": SECRET,
        "ADRESSES_SURES": "oui",
        "INVITE": "login",
    }.items():
        monkeypatch.setenv(f"{PREFIXE}KEYCLOAK_{cle}", dit)
    seul = fournisseurs().bons["keycloak"]
    assert seul.adresses_sures and seul.plus == {"prompt": "login"} and s_ouvre_d_ailleurs()


@pytest.mark.parametrize(
    ("toml", "dit"),
    [
        ("[google]\n", "il manque client"),
        ("[keycloak]\nclient='a'\n", "il manque emetteur"),
        ("[keycloak]\nclient='a'\nemetteur='http://identite.example'\n", "https://"),
        ("[keycloak]\nclient='a'\nemetteur='https://[abc'\n", "https://"),
        ("[keycloak]\nclient='a'\nemetteur='https://i.example?a=b'\n", "ni paramètre"),
        ("[google]\nclient='a'\nsecret='b'\n", "dans l’environnement"),
        ("[google]\nclient='a'\ncouleur='b'\n", "«\u00a0couleur\u00a0» n’est pas connu"),
        ("[google]\nclient='a'\nmodele='gogle'\n", "le modèle est l’un de"),
        ("[google]\nclient='a'\nportees='email'\n", "openid"),
        ("[google]\nclient='a'\nsignatures='none'\n", "les signatures sont"),
        ("[google]\nclient='a'\nsignatures='HS256 RS256'\n", "HS256 seule"),
        ("[google]\nclient='a'\nadresses_sures='peut-être'\n", "oui ou non"),
        ("[google]\nclient='a'\nsirets=['12']\n", "quatorze chiffres"),
        ("['Mon Google']\nclient='a'\n", "lettres minuscules"),
        ("client='a'\n", "entre crochets"),
        ("[google\n", "ne se lit pas"),
    ],
)
def test_a_fault_is_said_and_the_others_stay(decrire: Decrire, toml: str, dit: str) -> None:
    connus = decrire(toml, "google", "keycloak")
    assert connus.bons == {} and any(dit in faute for faute in connus.fautes)
    assert SECRET not in str(connus.fautes)


@pytest.mark.parametrize(
    "faute", ["[google]\nsecret = 'b'", "google = 'b'", "[google]\nclient = 1"]
)
def test_a_fault_takes_its_own_door_alone(decrire: Decrire, faute: str) -> None:
    bon = "[keycloak]\nclient = 'a'\nemetteur = 'https://i.example'\n"
    connus = decrire(f"{faute}\ncouleur = 'b'\n{bon}", "keycloak")
    assert list(connus.bons) == ["keycloak"] and connus.fautes


def test_the_command_says_what_to_declare(
    decrire: Decrire,
    monkeypatch: Env,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["identites"]) == 0 and "lien d’invitation" in capsys.readouterr().out
    monkeypatch.setenv("FABRIQUE_ADRESSE", "https://territoires.example/tableau/")
    monkeypatch.setenv(VARIABLE_DU_MANDATAIRE, "127.0.0.1")
    decrire("[google]\nclient='a'\n[keycloak]\nclient='b'\n", "google")
    assert main(["identites"]) == 1
    dit = capsys.readouterr()
    assert "https://territoires.example/tableau/retour-oidc-google\n" in dit.out
    assert "https://territoires.example/tableau/deconnexion\n" in dit.out
    assert "127.0.0.1, par Remote-User et Remote-Email" in dit.out
    assert "keycloak\u00a0: il manque emetteur, secret." in dit.err and SECRET not in str(dit)


def test_the_command_tries_a_provider(
    decrire: Decrire,
    capsys: pytest.CaptureFixture[str],
) -> None:
    decrire("[keycloak]\nclient='a'\nemetteur='http://127.0.0.1:9'\n", "keycloak")
    with ThreadPoolExecutor(1) as fil:  # the browser of other tests keeps a loop in this thread
        assert fil.submit(main, ["identites", "--essayer"]).result() == 1
    assert "ne répond pas comme prévu" in capsys.readouterr().err
