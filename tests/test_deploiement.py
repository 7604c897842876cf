"""What is shipped to put the dashboard on line: understood by its own tools, and of one piece."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from fabrique_dash.serveur.chemins import (
    CONFIRMATION,
    DECONNEXION,
    DESABONNEMENT,
    SESSIONS,
    SIGNALEMENT,
    SIGNALER,
)

RACINE = Path(__file__).resolve().parents[1]
DEPLOIEMENT = RACINE / "deploiement"
UNITES = sorted((DEPLOIEMENT / "systemd").iterdir())
SERVICES = [unite for unite in UNITES if unite.suffix == ".service"]
CONTENEUR = (DEPLOIEMENT / "Containerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOIEMENT / "compose.yaml").read_text("utf-8"))
EXEMPLE = (DEPLOIEMENT / "territoires-pilotes.env.exemple").read_text("utf-8")
GUIDE = (RACINE / "docs" / "deployer.md").read_text("utf-8")
DURCIES = {
    "User": "territoires-pilotes",
    "StateDirectory": "territoires-pilotes",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "NoNewPrivileges": "true",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "CapabilityBoundingSet": "",
}
_LIEUX = "territoires-pilotes-lieux"
_EXPOSITION = "20"  # of 100, as `systemd-analyze security` counts
_VARIABLE = re.compile(r"\bFABRIQUE_[A-Z_]+\b")


def _lire(unite: Path) -> RawConfigParser:
    lecteur = RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    lecteur.optionxform = str  # type: ignore[method-assign,assignment]
    lecteur.read_string(unite.read_text("utf-8"))
    return lecteur


@pytest.fixture(scope="module")
def posees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the units, whose programs are here: only their folder is changed."""
    dossier = tmp_path_factory.mktemp("unites")
    for unite in UNITES:
        texte = unite.read_text("utf-8")
        texte = re.sub(r"^(ExecStart=)\S+", r"\g<1>/bin/true", texte, flags=re.MULTILINE)
        texte = texte.replace("/opt/territoires-pilotes", str(RACINE).replace(" ", "%20"))
        (dossier / unite.name).write_text(texte, "utf-8")
    return dossier


@pytest.mark.parametrize("unite", SERVICES, ids=lambda u: u.name)
def test_every_service_is_an_ordinary_user_that_writes_in_one_folder(unite: Path) -> None:
    service = _lire(unite)["Service"]
    assert {nom: service.get(nom, "absente").split(" ")[0] for nom in DURCIES} == DURCIES
    # A directive that is given twice: what is let in, then what is taken out of it.
    assert "SystemCallFilter=@system-service\nSystemCallFilter=~" in unite.read_text("utf-8")
    assert service["EnvironmentFile"] == "-/etc/territoires-pilotes.env"
    # Without these a journal in PostgreSQL would have its publications written beside the code.
    assert "=FABRIQUE_PUBLICATIONS=/var/lib/territoires-pilotes" in unite.read_text("utf-8")


def test_systemd_understands_every_unit(posees: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd est absent\u00a0: seules les directives ont été lues")
    fait = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(posees / u.name) for u in UNITES)],
        env={"SYSTEMD_UNIT_PATH": f"{posees}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (fait.returncode, fait.stderr) == (0, "")
    for service in SERVICES:
        commande = ["systemd-analyze", "security", "--offline=true", f"--threshold={_EXPOSITION}"]
        juge = subprocess.run(
            [*commande, str(posees / service.name)], capture_output=True, text=True, check=False
        )
        assert juge.returncode == 0, juge.stdout


def test_what_the_units_start_is_there() -> None:
    assert (DEPLOIEMENT / "sauvegarder").stat().st_mode & 0o111
    for unite in SERVICES:
        programme, *arguments = _lire(unite)["Service"]["ExecStart"].split()
        assert programme.startswith("/opt/territoires-pilotes/")
        if programme.endswith("/uvicorn"):
            assert arguments[0] == "app:app"
            # Its workshop is not told to stop before it: what was begun needs it.
            assert _lire(unite)["Service"]["KillMode"] == "mixed"
            assert {"--proxy-headers", "--no-access-log"} <= set(arguments)
    horloges = {f"{u.stem}.service" for u in UNITES if u.suffix == ".timer"}
    assert horloges and horloges <= {u.name for u in SERVICES}


def test_a_command_writes_where_the_service_does() -> None:
    commande = (DEPLOIEMENT / "commande").read_text("utf-8")
    dites = " ".join(_lire_tout(DEPLOIEMENT / "systemd" / "territoires-pilotes.service"))
    voulues = {dite for dite in dites.split() if not dite.startswith("FABRIQUE_TRACES")}
    assert set(re.findall(r"--setenv=(\S+)", commande)) == voulues != set()


def _lire_tout(unite: Path) -> list[str]:
    return re.findall(r"^Environment=(.+)$", unite.read_text("utf-8"), re.MULTILINE)


def test_what_can_t_write_its_compiled_code_has_it_already() -> None:
    compile_tout = "python -m compileall -q app.py fabrique_dash"
    assert f"RUN {compile_tout}\n" in CONTENEUR
    assert GUIDE.count(f".venv/bin/{compile_tout}\n") == 2  # installed, then brought up to date


def test_the_container_is_linted_and_has_no_privilege() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    fait = subprocess.run(
        [str(hadolint), str(DEPLOIEMENT / "Containerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (fait.returncode, fait.stdout + fait.stderr) == (0, "")
    assert re.search(r"^USER \d{4,}$", CONTENEUR, re.MULTILINE)
    assert "HEALTHCHECK" in CONTENEUR and "deploiement/sante.py" in CONTENEUR
    assert CONTENEUR.count("-slim-") == CONTENEUR.count("\nFROM ")


def test_what_the_container_takes_is_all_that_the_application_is() -> None:
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTENEUR, re.MULTILINE)
    pris = [chemin for ligne in copies for chemin in ligne.split()]
    assert [chemin for chemin in pris if not (RACINE / chemin).exists()] == []
    assert {"app.py", ".streamlit", "data", "pages", "fabrique_dash"} <= set(pris)
    laisses = (RACINE / ".dockerignore").read_text("utf-8").splitlines()
    for chemin in pris:
        assert any(regle.startswith(f"!{chemin}") for regle in laisses), chemin


def test_the_compose_file_agrees_with_the_container_and_with_nginx() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"tableau", "base", "nginx"}
    tableau = services["tableau"]
    assert (DEPLOIEMENT / tableau["build"]["context"]).resolve() == RACINE
    assert (RACINE / tableau["build"]["dockerfile"]) == DEPLOIEMENT / "Containerfile"
    port = tableau["environment"]["PORT"]
    assert f"EXPOSE {port}" in CONTENEUR and f"PORT={port}" in CONTENEUR
    amont = (DEPLOIEMENT / "nginx" / "conteneurs.conf").read_text("utf-8")
    assert f"server tableau:{port};" in amont
    ecoute = services["nginx"]["ports"][0].split(":")
    assert ecoute[0] == "127.0.0.1" and f"listen {ecoute[2]};" in amont
    assert tableau["environment"]["FABRIQUE_JOURNAL"].startswith("postgresql://tableau:")
    assert f"VOLUME {tableau['volumes'][0].split(':')[1]}" in CONTENEUR
    for nom, service in services.items():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOIEMENT / source).is_file(), (nom, source)
    assert services["base"]["networks"] == ["interne"]
    assert COMPOSE["networks"]["interne"]["internal"]


def test_nginx_bounds_what_opens_a_session_or_is_written_without_an_account() -> None:
    sans_compte = {SIGNALER, SIGNALEMENT, CONFIRMATION, DESABONNEMENT}
    for nom, base in (("territoires-pilotes", ""), ("conteneurs", ""), (_LIEUX, "/tableau")):
        texte = (DEPLOIEMENT / "nginx" / f"{nom}.conf").read_text("utf-8")
        (motif,) = re.findall(r"location ~ (\S+) \{\n +limit_req zone=territoires_form", texte)
        for chemin in (SESSIONS - {DECONNEXION}) | sans_compte:
            assert re.search(motif, f"{base}{chemin}"), chemin
        assert not re.search(motif, f"{base}/carte")


def test_nginx_lets_nobody_say_who_they_are() -> None:
    relais = (DEPLOIEMENT / "nginx" / "territoires-pilotes-relais.conf").read_text("utf-8")
    connexion = (RACINE / "docs" / "connexion.md").read_text("utf-8")
    lignes = re.findall(r"^\| (?:Authelia|oauth2-proxy) \| `(\S+) (\S+)`", connexion, re.MULTILINE)
    assert len(lignes) == 2  # YunoHost takes its own away, and sets them, before this file
    for entete in (entete for ligne in lignes for entete in ligne):
        assert f'proxy_set_header {entete} "";' in relais


def test_the_procfile_starts_the_same_server() -> None:
    nom, commande = (RACINE / "Procfile").read_text("utf-8").strip().split(": ", 1)
    assert nom == "web" and commande.startswith("uvicorn app:app --host 0.0.0.0 --port $PORT ")


def _variables_du_code() -> Iterator[str]:
    for module in (RACINE / "fabrique_dash").rglob("*.py"):
        yield from re.findall(r"\"(FABRIQUE_[A-Z_]+)\"", module.read_text("utf-8"))


def _nommees(texte: str, du_code: set[str]) -> set[str]:
    """Return the variables that a text names; of a family, what the code begins it with."""
    familles = tuple(nom for nom in du_code if nom.endswith("_"))
    lues = set(_VARIABLE.findall(texte))
    return {next((f for f in familles if nom.startswith(f)), nom) for nom in lues}


def test_every_environment_variable_is_in_the_example_and_in_the_guide_and_no_other() -> None:
    du_code = set(_variables_du_code())
    assert len(du_code) > 5
    assert _nommees(EXEMPLE, du_code) == du_code
    assert _nommees(GUIDE, du_code) == du_code
    assert _nommees(CONTENEUR + str(COMPOSE), du_code) <= du_code


def test_nothing_is_left_to_fill_in_the_guide() -> None:
    assert re.findall(r"TODO|À compléter|XXX|\?\?\?", GUIDE) == []
