"""The commands on the journal, as they are typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fabrique_dash import commandes_du_journal
from fabrique_dash.__main__ import main
from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import moteur
from fabrique_dash.journal.comptes import compte_de_la_session, comptes
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.identites import Preuve, entrer
from fabrique_dash.journal.invitations import ouvrir_une_session
from fabrique_dash.journal.schema import ouvrir
from tests.journal.essais import ecrire, ecrire_la_table, ecrire_le_paquet, libelle, sain, themes

Sortie = pytest.CaptureFixture[str]


@pytest.fixture
def livre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that comes with the dashboard, in a place without a journal."""
    dossier = ecrire_le_paquet(tmp_path / "livre")
    ecrire_la_table(dossier, "liens", ["id", "theme_id", "quoi"], [])
    monkeypatch.setenv(VARIABLE, str(dossier))
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "journal" / "j.sqlite"))
    monkeypatch.delenv("FABRIQUE_ADRESSE", raising=False)
    monkeypatch.setattr(commandes_du_journal, "verifier", sain)
    return dossier


def test_without_a_journal_there_is_nothing_to_export(livre: Path, capsys: Sortie) -> None:
    for commande in ("exporter", "sauvegarder"):
        assert main([commande, str(livre.parent / "sortie")]) == 1
        assert "sans journal" in capsys.readouterr().err
    assert not (livre.parent / "journal").exists()


def test_where_a_command_may_not_write_is_said_in_french(
    livre: Path, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moteur.VARIABLE_DES_PUBLICATIONS, str(livre / "themes.csv"))
    assert main(["inviter", "Marie", "--role", "référent"]) == 1
    dit = capsys.readouterr().err
    assert "Errno" not in dit and str(livre / "themes.csv") in dit
    assert "FABRIQUE_PUBLICATIONS" in dit


def test_an_invitation_is_a_link_that_opens_one_session(livre: Path, capsys: Sortie) -> None:
    assert main(["inviter", "Marie", "--role", "référent", "--nomme"]) == 0
    dit = capsys.readouterr().out
    assert "Marie" in dit and "7\u00a0jours" in dit
    lien = re.search(r"^http://localhost:8501/connexion#(\S+)$", dit, re.MULTILINE)
    assert lien
    journal = ouvrir()
    compte = compte_de_la_session(journal, ouvrir_une_session(journal, lien[1]) or "")
    assert compte is not None and compte.nomme
    assert compte.habilitations == (Habilitation(Role.REFERENT),)
    journal.fermer()


def test_a_contributor_has_a_territory_that_exists(livre: Path, capsys: Sortie) -> None:
    invitation = ["inviter", "Léa", "--role"]
    assert main([*invitation, "contributeur"]) == 1
    assert main([*invitation, "référent", "--territoire", "arras"]) == 1
    assert main([*invitation, "contributeur", "--territoire", "nulle-part"]) == 1
    assert "n’existe pas" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*invitation, "lecteur"])


def test_from_the_folder_to_the_journal_and_back(livre: Path, capsys: Sortie) -> None:
    assert main(["importer", str(livre)]) == 0
    assert "ne change rien" in capsys.readouterr().out
    journal = ouvrir()
    ecrire(journal, libelle("a", "Un", "1"))
    copie, sortie = livre.parent / "copie.sqlite", livre.parent / "sortie"
    assert main(["sauvegarder", str(copie)]) == 0
    assert main(["exporter", str(sortie)]) == 0
    assert "3\u00a0fichiers écrits" in capsys.readouterr().out
    assert (sortie / "themes.csv").read_text("utf-8").startswith("id,libelle,note\na,1,\n")
    neuf = ecrire_le_paquet(livre.parent / "neuf", {"a": "Un", "b": "2", "c": "Trois"})
    assert main(["importer", str(neuf)]) == 0
    assert "attend sa relecture" in capsys.readouterr().out
    assert main(["importer", str(neuf), "--publier"]) == 0
    assert "Publication n°\u00a03." in capsys.readouterr().out
    autre = ecrire_le_paquet(livre.parent / "autre", {"a": "I", "b": "2", "c": "Trois"})
    assert main(["importer", str(autre), "--publier"]) == 1
    dit = capsys.readouterr().out
    assert "au départ «\u00a0Un\u00a0», proposé «\u00a0I\u00a0», à présent «\u00a01\u00a0»" in dit
    assert "attend" in dit and "Publication" not in dit
    assert main(["restaurer", str(copie)]) == 0
    assert themes(journal) == {"a": "1", "b": "Deux", "c": "Trois"}
    assert main(["restaurer", str(livre)]) == 1
    journal.fermer()


def test_a_release_with_faults_is_said_fault_by_fault(livre: Path, capsys: Sortie) -> None:
    ecrire_la_table(livre, "themes", ["id", "libelle", "note"], [["a", "", ""], ["a", "", ""]])
    assert main(["importer", str(livre)]) == 1
    assert "même clé" in capsys.readouterr().err


def test_an_account_is_erased_by_its_code_or_by_a_name_of_its_own(
    livre: Path, capsys: Sortie
) -> None:
    for nom in ("Marie", "Léa", "Léa"):
        assert main(["inviter", nom, "--role", "référent"]) == 0
    assert main(["inviter", "lea@exemple.fr", "--role", "référent"]) == 1
    assert "pas d’adresse électronique" in capsys.readouterr().err
    assert main(["comptes"]) == 0
    dits = capsys.readouterr().out.splitlines()
    assert len(dits) == 3 and "Marie\u00a0: référent, 0\u00a0session ouverte" in dits[2]
    assert main(["effacer", "Léa"]) == 1 and main(["effacer", "Personne"]) == 1
    dit = capsys.readouterr().err
    assert "Plusieurs comptes" in dit and "Aucun compte" in dit
    assert main(["effacer", "Marie"]) == 0 and main(["effacer", dits[0].split()[0]]) == 0
    capsys.readouterr()
    assert main(["comptes"]) == 0 and len(capsys.readouterr().out.splitlines()) == 1


def test_a_person_that_lost_its_browser_finds_its_account_again(
    livre: Path, capsys: Sortie
) -> None:
    assert main(["inviter", "Marie", "--role", "référent"]) == 0
    capsys.readouterr()
    assert main(["inviter", "--compte", "Marie"]) == 0
    jeton = capsys.readouterr().out.rpartition("#")[2].strip()
    journal = ouvrir()
    marie = compte_de_la_session(journal, ouvrir_une_session(journal, jeton) or "")
    assert marie is not None and [c.id for c in comptes(journal)] == [marie.id]
    assert marie.habilitations == (Habilitation(Role.REFERENT),)
    for faux in (["--compte", "Personne"], ["--compte", "Marie", "--role", "référent"], ["Léa"]):
        assert main(["inviter", *faux]) == 1
    journal.fermer()


def test_an_account_is_given_another_role(livre: Path, capsys: Sortie) -> None:
    assert main(["inviter", "Marie", "--role", "référent"]) == 0
    assert main(["habiliter", "Marie", "--role", "relecteur"]) == 0
    assert "Marie\u00a0: relecteur" in capsys.readouterr().out
    journal = ouvrir()
    assert [c.habilitations for c in comptes(journal)] == [(Habilitation(Role.RELECTEUR),)]
    for faux in (["Personne", "--role", "relecteur"], ["Marie", "--role", "contributeur"]):
        assert main(["habiliter", *faux]) == 1
    journal.fermer()


def test_an_address_is_invited_with_the_account(livre: Path, capsys: Sortie) -> None:
    invitation = ["inviter", "Marie", "--role", "référent", "--courriel"]
    assert main([*invitation, "marie"]) == 1
    journal = ouvrir()
    assert comptes(journal) == []  # no account is left of what was refused
    assert main([*invitation, "marie@exemple.example"]) == 0
    dit = capsys.readouterr().out
    assert "30\u00a0jours" in dit and "/connexion#" in dit and "docs/connexion.md" in dit
    preuve = Preuve("google", "https://la-bas.example", "m-1", "marie@exemple.example")
    assert entrer(journal, preuve) is not None
    assert main(["inviter", "--compte", "Marie", "--courriel", "m@autre.example"]) == 0
    autre = Preuve("google", "https://la-bas.example", "m-2", "m@autre.example")
    assert entrer(journal, autre) is not None and len(comptes(journal)) == 1
    journal.fermer()
