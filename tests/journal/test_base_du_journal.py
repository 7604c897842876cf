"""The journal itself: its schema, its history that nothing changes, what it says when it can't."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from fabrique_dash.journal import moteur, schema
from fabrique_dash.journal.brouillons import noter_le_contenu, ouvrir_un_brouillon
from fabrique_dash.journal.comptes import effacer
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, adresse_de
from fabrique_dash.journal.propositions import proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.tables import HISTOIRE, METADONNEES
from fabrique_dash.journal.tables_des_courriels import COURRIEL
from tests.journal.essais import TEXTE, ecrire, libelle, sain


def test_the_migrations_make_the_tables_that_the_code_knows(journal: Journal) -> None:
    with journal.lire() as cx:
        assert COURRIEL.metadata is METADONNEES  # its module's tables are of the comparison
        assert compare_metadata(MigrationContext.configure(cx), METADONNEES) == []


def test_the_schema_that_is_asked_for_is_the_last_one() -> None:
    migrations = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(migrations)).get_current_head() == schema.REVISION


@pytest.mark.parametrize("table", HISTOIRE, ids=lambda t: t.name)
def test_nothing_of_history_is_changed_nor_taken_away(journal: Journal, table: Table) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    with journal.lire() as cx:
        avant = cx.execute(select(table)).all()
    premiere = next(iter(table.columns))
    for ordre in (update(table).values({premiere: premiere}), delete(table)):
        with pytest.raises(DBAPIError, match="ne se change ni ne s’efface"), journal.ecrire() as cx:
            cx.execute(ordre)
    with journal.lire() as cx:
        assert cx.execute(select(table)).all() == avant != []


DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0012-un-journal-sql.md"


def test_a_role_that_only_adds_publishes_and_changes_nothing_of_history(journal: Journal) -> None:
    if journal.moteur.dialect.name == "sqlite":
        return  # a file has no roles: whoever may write in it may do all
    (ordres,) = re.findall(r"```sql\n(.*?)```", DECISION.read_text("utf-8"), re.DOTALL)
    with journal.ecrire() as cx:
        cx.execute(text(ordres))
    url = journal.moteur.url.set(username="tableau")
    ouvert = replace(journal, moteur=moteur.creer_le_moteur(url))
    schema.preparer(ouvert)
    mien = proposer(ouvert, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    suite(ouvert, mien, Quoi.QUESTIONNEE, SYSTEME, "D’où vient-ce ?")
    assert publier(ouvert, mien, SYSTEME, sain).publication == 2
    marie, _ = inviter(ouvert, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    noter_le_contenu(ouvert, marie, ouvrir_un_brouillon(ouvert, marie, "table"), {"a": "b"})
    effacer(ouvert, SYSTEME, marie)
    noms = [table.name for table in HISTOIRE]
    refuses = [f"{ordre} {nom}" for nom in noms for ordre in ("DELETE FROM", "TRUNCATE")]
    refuses += [f"ALTER TABLE {nom} DISABLE TRIGGER ALL" for nom in noms]
    refuses += [f"UPDATE {t.name} SET {t.columns.keys()[-1]} = NULL" for t in HISTOIRE]
    refuses += ["UPDATE alembic_version SET version_num = '0'", "UPDATE proposition SET id = id"]
    for ordre in refuses:
        with pytest.raises(DBAPIError, match=r"denied|owner|ne se change"), ouvert.ecrire() as cx:
            cx.execute(text(ordre))
    ouvert.fermer()


def test_a_role_without_rights_is_told_so_in_french(journal: Journal) -> None:
    if journal.moteur.dialect.name == "sqlite":
        return  # a file has no roles
    with journal.ecrire() as cx:
        cx.execute(text("CREATE ROLE sans_droits LOGIN"))
    url = journal.moteur.url.set(username="sans_droits")
    ouvert = replace(journal, moteur=moteur.creer_le_moteur(url))
    with pytest.raises(JournalIndisponible, match="les GRANT sont à refaire"):
        schema.preparer(ouvert)
    ouvert.fermer()


def test_replacing_and_emptying_a_table_of_history_are_refused_too(journal: Journal) -> None:
    sqlite = journal.moteur.dialect.name == "sqlite"
    ordre = (
        "INSERT OR REPLACE INTO contenu SELECT * FROM contenu"
        if sqlite
        else "TRUNCATE contenu CASCADE"
    )
    with pytest.raises(DBAPIError, match="ne se change ni ne s’efface"), journal.ecrire() as cx:
        cx.execute(text(ordre))


def test_a_history_that_was_changed_behind_its_back_is_seen(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []
    sqlite = journal.moteur.dialect.name == "sqlite"
    sans = "DROP TRIGGER case_publiee_sans_update"
    if not sqlite:
        sans = "DROP TRIGGER case_publiee_intouchable ON case_publiee"
    with journal.ecrire() as cx:
        cx.execute(text(sans))
        cx.execute(text("UPDATE case_publiee SET apres = 'autre'"))
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == [
            "La publication n°\u00a02 n’est plus telle qu’elle a été enregistrée."
        ]


def test_a_transaction_that_fails_leaves_nothing(journal: Journal) -> None:
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    with pytest.raises(RuntimeError), journal.ecrire() as cx:
        cx.execute(
            insert(METADONNEES.tables["session"]).values(
                empreinte="e", compte=compte, ouverte_le="", expire_le="9", appareil=""
            )
        )
        raise RuntimeError
    with journal.lire() as cx:
        assert cx.execute(select(METADONNEES.tables["session"])).all() == []


def test_a_journal_that_is_held_says_so_in_french_and_keeps_the_draft(
    journal: Journal, tmp_path: Path
) -> None:
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    brouillon = ouvrir_un_brouillon(journal, compte, "séance")
    nom = journal.moteur.url.render_as_string(hide_password=False)
    presse = schema.ouvrir(nom, patience=0.05)
    with journal.ecrire() as cx:
        cx.execute(update(METADONNEES.tables["brouillon"]).values(contenu='{"lieu": "Arras"}'))
        with pytest.raises(JournalIndisponible, match="un autre programme y écrit"):
            noter_le_contenu(presse, compte, brouillon, {"lieu": "Lens"})
    noter_le_contenu(presse, compte, brouillon, {"lieu": "Loos"})
    presse.fermer()


def test_a_reader_waits_for_no_writer(journal: Journal) -> None:
    with journal.ecrire() as cx:
        cx.execute(
            insert(METADONNEES.tables["compte"]).values(id="x", nom="", nomme=False, cree_le="")
        )
        with journal.lire() as autre:
            assert autre.execute(select(METADONNEES.tables["compte"])).all() == []


def test_a_journal_opened_for_reading_only_says_so(tmp_path: Path) -> None:
    fichier = tmp_path / "journal.sqlite"
    schema.ouvrir(str(fichier)).fermer()
    ouvert = schema.ouvrir(f"sqlite:///file:{fichier}?mode=ro&uri=true")
    with pytest.raises(JournalIndisponible, match="qu’en lecture"):
        inviter(ouvert, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    ouvert.fermer()


def test_a_file_that_is_no_journal_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_text("bonjour, je ne suis pas une base de données" * 40)
    with pytest.raises(JournalIndisponible, match="n’est pas un journal"):
        schema.ouvrir(str(tmp_path / "journal.sqlite"))


def test_a_journal_of_a_later_version_is_left_alone(
    nouvelle_base: Callable[[Path], str], tmp_path: Path
) -> None:
    nom = nouvelle_base(tmp_path)
    ouvert = schema.ouvrir(nom)
    with ouvert.ecrire() as cx:
        cx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ouvert.fermer()
    with pytest.raises(JournalIndisponible, match="version plus récente"):
        schema.ouvrir(nom)


def test_a_server_that_does_not_answer_says_so() -> None:
    with pytest.raises(JournalIndisponible, match="ne répond pas"):
        schema.ouvrir("postgresql://personne@/rien?host=/nulle/part")


def test_the_environment_names_the_journal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(moteur.VARIABLE, raising=False)
    assert moteur.adresse().database == str(moteur.DOSSIER_PAR_DEFAUT / "journal.sqlite")
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "autre.sqlite"))
    assert not schema.existe()
    assert moteur.dossier_des_publications(moteur.adresse()) == tmp_path
    schema.ouvrir().fermer()
    assert schema.existe()
    for nom in ("postgres://a@b/c", "postgresql://a@b/c"):
        assert adresse_de(nom).drivername == "postgresql+psycopg"


def test_a_sqlite_journal_is_durable_and_private(tmp_path: Path) -> None:
    ouvert = schema.ouvrir(str(tmp_path / "secret" / "journal.sqlite"))
    with ouvert.lire() as cx:
        lus = {
            p: cx.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    ouvert.fermer()
    assert lus == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    assert os.stat(tmp_path / "secret").st_mode & 0o077 == 0
    with sqlite3.connect(tmp_path / "secret" / "journal.sqlite") as brut:
        assert brut.execute("PRAGMA integrity_check").fetchone() == ("ok",)
