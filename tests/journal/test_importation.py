"""A new release merged three ways, the export, the backup and the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Operation, ajout
from fabrique_dash.journal.comptes import compte_de_la_session, comptes, exclure
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.identites import Preuve, entrer, inviter_une_adresse
from fabrique_dash.journal.importation import (
    PaquetFautif,
    commencer,
    exporter,
    importer,
    reste_a_importer,
)
from fabrique_dash.journal.invitations import inviter, ouvrir_une_session
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions_lues import changements
from fabrique_dash.journal.publication import Issue, publier
from fabrique_dash.journal.retours import retablir
from fabrique_dash.journal.sauvegarde import SauvegardeImpossible, restaurer, sauvegarder
from fabrique_dash.journal.tableau import TableIllisible
from tests.journal.essais import (
    THEMES,
    cle,
    ecrire,
    ecrire_la_table,
    ecrire_le_paquet,
    libelle,
    numero,
    sain,
    themes,
    themes_servis,
)
from tests.paquets import changer_descripteur, ressource


def _importer(journal: Journal, dossier: Path) -> Issue | None:
    proposition = importer(journal, dossier, SYSTEME, sain)
    return None if proposition is None else publier(journal, proposition, SYSTEME, sain)


def test_a_release_is_merged_with_what_pages_changed(journal: Journal, tmp_path: Path) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    neuf = ecrire_le_paquet(tmp_path / "neuf", {"a": "Un", "b": "Second", "d": "Quatre"})
    assert _importer(journal, neuf) == Issue(publication=3)
    assert themes_servis(journal) == {"a": "1", "b": "Second", "d": "Quatre"}
    assert importer(journal, neuf, SYSTEME, sain) is None
    encore = ecrire_le_paquet(tmp_path / "encore", {"a": "Premier", "b": "Second", "d": "4"})
    issue = _importer(journal, encore)
    assert issue is not None and [c.courant for c in issue.conflits] == ["1"]


def test_a_folder_that_says_something_else_is_known_until_it_is_taken_in(
    journal: Journal, tmp_path: Path
) -> None:
    livre = ecrire_le_paquet(tmp_path / "livre")
    ecrire(journal, libelle("a", "Un", "1"))
    assert not reste_a_importer(journal, livre)
    neuf = ecrire_le_paquet(tmp_path / "neuf", {"a": "Un", "b": "Second"})
    assert reste_a_importer(journal, neuf)
    _importer(journal, neuf)
    assert not reste_a_importer(journal, neuf)


def test_our_own_export_come_back_changes_nothing(journal: Journal, tmp_path: Path) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    exporter(journal, tmp_path / "data")
    ecrire(journal, libelle("a", "1", "I"))
    assert importer(journal, tmp_path / "data", SYSTEME, sain) is None
    assert themes(journal)["a"] == "I"


def test_a_release_brings_columns_tables_and_files(journal: Journal, tmp_path: Path) -> None:
    neuf = ecrire_le_paquet(tmp_path / "neuf")
    ecrire_la_table(neuf, "themes", ["id", "couleur", "libelle"], [["a", "bleu", "Un"]])
    ecrire_la_table(neuf, "mots", ["id"], [["m"]])
    (neuf / "fond.geojson").write_text("{}")

    def changer(paquet: dict[str, object]) -> None:
        champs = [{"name": n, "type": "string"} for n in ("id", "couleur", "libelle")]
        ressource(paquet, "themes")["schema"]["fields"] = champs
        mots = {"fields": [{"name": "id", "type": "string"}], "primaryKey": "id"}
        paquet["resources"] += [  # type: ignore[operator]
            {"name": "mots", "path": "mots.csv", "schema": mots},
            {"name": "fond", "path": "fond.geojson"},
        ]
        paquet["resources"] = [r for r in paquet["resources"] if r["name"] != "liens"]  # type: ignore[attr-defined]

    changer_descripteur(neuf, changer)
    ecrire(journal, *ajout("themes", cle("d"), {"id": "d", "libelle": "Quatre"}))
    assert _importer(journal, neuf) == Issue(publication=3)
    servi = journal.dossier / "courant"
    assert (servi / "themes.csv").read_text("utf-8") == "id,couleur,libelle\na,bleu,Un\nd,,Quatre\n"
    assert (servi / "mots.csv").read_text("utf-8") == "id\nm\n"
    assert (servi / "fond.geojson").exists() and not (servi / "liens.csv").exists()
    assert retablir(journal, 1, SYSTEME, "Pour voir.", sain).publication == 4
    assert (servi / "themes.csv").read_text("utf-8").startswith("id,couleur,libelle\na,bleu,Un\n")


def test_a_release_says_which_files_it_changes(journal: Journal, tmp_path: Path) -> None:
    neuf = ecrire_le_paquet(tmp_path / "neuf")
    changer_descripteur(neuf, lambda paquet: paquet.update(created="2026-02-02"))
    assert importer(journal, neuf, SYSTEME, sain) is None
    changer_descripteur(neuf, lambda paquet: paquet.update(title="Autre"))
    proposition = importer(journal, neuf, SYSTEME, sain)
    assert proposition is not None
    assert [(c.operation, c.nom_table) for c in changements(journal, proposition)] == [
        (Operation.FICHIER, "datapackage.json")
    ]


def test_what_has_faults_does_not_enter(journal: Journal, tmp_path: Path) -> None:
    neuf = ecrire_le_paquet(tmp_path / "neuf", {**THEMES, "a": "1"})
    faute = Probleme("themes.csv", 2, "", "", "une faute", "la corriger")
    with pytest.raises(PaquetFautif) as refus:
        importer(journal, neuf, SYSTEME, lambda _: [faute])
    assert refus.value.problemes == (faute,)
    for rangees, dit in (([["a", "", ""]] * 2, "même clé"), ([["a"]], "une case par colonne")):
        ecrire_la_table(neuf, "themes", ["id", "libelle", "note"], rangees)
        with pytest.raises(TableIllisible, match=dit):
            importer(journal, neuf, SYSTEME, sain)
    (neuf / "themes.csv").write_bytes(b"id,libelle,note\na,\x00,\n")
    with pytest.raises(TableIllisible):
        importer(journal, neuf, SYSTEME, sain)
    (neuf / "themes.csv").unlink()
    with pytest.raises(TableIllisible, match=r"themes\.csv.*introuvable"):
        importer(journal, neuf, SYSTEME, sain)
    assert numero(journal) == 1


def test_only_an_administrator_imports(journal: Journal, tmp_path: Path) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.RELECTEUR))
    neuf = ecrire_le_paquet(tmp_path / "neuf", {"a": "1"})
    with pytest.raises(DroitRefuse):
        importer(journal, neuf, marie, sain)


def test_a_journal_begins_once(journal: Journal, tmp_path: Path) -> None:
    commencer(journal, ecrire_le_paquet(tmp_path / "neuf", {"a": "1"}), SYSTEME, sain)
    assert numero(journal) == 1 and themes(journal) == THEMES


def test_an_export_is_to_the_byte_and_leaves_other_files(journal: Journal, tmp_path: Path) -> None:
    livre = journal.dossier / "livre"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "LISEZMOI.md").write_text("à garder")
    assert len(exporter(journal, tmp_path / "data")) == 3
    for fichier in livre.iterdir():
        assert (tmp_path / "data" / fichier.name).read_bytes() == fichier.read_bytes()
    ecrire(journal, libelle("a", "Un", "1"))
    assert sorted(exporter(journal, tmp_path / "data")) == ["datapackage.json", "themes.csv"]
    assert exporter(journal, tmp_path / "data") == []
    assert sorted(exporter(journal, tmp_path / "data", 1)) == ["datapackage.json", "themes.csv"]
    assert len(list((tmp_path / "data").iterdir())) == 4
    with pytest.raises(LookupError):
        exporter(journal, tmp_path / "data", 9)


def test_a_backup_is_restored_and_a_new_history_begins_there(
    journal: Journal, tmp_path: Path
) -> None:
    copie = tmp_path / "copies" / "journal.sqlite"
    if journal.moteur.dialect.name != "sqlite":
        for essai in (sauvegarder, restaurer):
            with pytest.raises(SauvegardeImpossible, match="pg_dump"):
                essai(journal, copie)
        return
    ecrire(journal, libelle("a", "Un", "1"))
    with journal.ecrire():  # somebody is writing
        pass
    sauvegarder(journal, copie)
    ecrire(journal, libelle("a", "1", "I"))
    avant = restaurer(journal, copie)
    assert numero(journal) == 2 and themes(journal)["a"] == themes_servis(journal)["a"] == "1"
    # Number 3 is another publication now, and its folder another folder.
    ecrire(journal, libelle("a", "1", "premier"))
    assert numero(journal) == 3 and themes_servis(journal)["a"] == "premier"
    restaurer(journal, avant)
    assert themes_servis(journal)["a"] == "I"


def test_restoring_lets_nobody_in_again_and_leaves_the_backup_as_it_is(
    tmp_path: Path, nouveau_journal: Callable[[Path], Journal]
) -> None:
    journal = nouveau_journal(tmp_path / "base")
    if journal.moteur.dialect.name != "sqlite":
        return
    copie = tmp_path / "copies" / "journal.sqlite"
    _, invitation = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    lea, autre = inviter(journal, SYSTEME, "Léa", Habilitation(Role.REFERENT))
    session = ouvrir_une_session(journal, invitation) or ""
    d_ailleurs = Preuve("google", "https://la-bas.example", "lea", "lea@exemple.example")
    inviter_une_adresse(journal, SYSTEME, lea, d_ailleurs.courriel)
    assert entrer(journal, d_ailleurs) is not None
    sauvegarder(journal, copie)
    exclure(journal, SYSTEME, lea)
    avant = copie.read_bytes()
    restaurer(journal, copie)
    assert copie.read_bytes() == avant and list(copie.parent.iterdir()) == [copie]
    assert compte_de_la_session(journal, session) is None
    assert ouvrir_une_session(journal, autre) is None and entrer(journal, d_ailleurs) is None
    assert [c.nom for c in comptes(journal)] == ["Léa", "Marie"]


def test_a_backup_that_is_not_sound_is_refused(tmp_path: Path, nouveau_journal: object) -> None:
    journal = nouveau_journal(tmp_path / "base")  # type: ignore[operator]
    if journal.moteur.dialect.name != "sqlite":
        return
    copie = tmp_path / "copie.sqlite"
    with pytest.raises(SauvegardeImpossible, match="n’existe pas"):
        restaurer(journal, copie)
    copie.write_text("rien")
    with pytest.raises(SauvegardeImpossible, match="n’est pas un journal"):
        restaurer(journal, copie)
    copie.unlink()
    sauvegarder(journal, copie)
    with sqlite3.connect(copie) as base:
        base.execute("DROP TRIGGER contenu_sans_update")
        base.execute("UPDATE contenu SET zlib = x'00'")
    base.close()
    with pytest.raises(SauvegardeImpossible, match="manque ou est abîmé"):
        restaurer(journal, copie)
    assert numero(journal) == 1
    with pytest.raises(SauvegardeImpossible, match="n’a pas pu être faite"):
        sauvegarder(journal, tmp_path / "copie.sqlite" / "dedans")
