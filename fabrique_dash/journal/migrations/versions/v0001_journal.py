"""The first schema: accounts, drafts, proposals, publications, and what protects history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_HISTOIRE = ("contenu", "proposition", "changement", "evenement", "publication", "case_publiee")
_MESSAGE = "l’histoire du journal ne se change ni ne s’efface"
_FONCTION = f"""
CREATE FUNCTION histoire_intouchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$
"""


def _texte(nom: str, taille: int | None = None, vide: bool = False) -> sa.Column[str]:
    return sa.Column(nom, sa.String(taille) if taille else sa.Text(), nullable=vide)


def _du_compte() -> sa.Column[str]:
    cle = sa.ForeignKey("compte.id", ondelete="CASCADE")
    return sa.Column("compte", sa.String(32), cle, nullable=False)


def _case() -> list[sa.Column[str]]:
    vides = ("avant", "apres")
    noms = ("nom_table", "cle", "colonne", "avant", "apres")
    return [
        *(_texte(nom, vide=nom in vides) for nom in noms),
        _texte("operation", 16),
        _texte("voisin", vide=True),
    ]


def _comptes() -> None:
    op.create_table(
        "compte",
        sa.Column("id", sa.String(32), primary_key=True),
        _texte("nom"),
        sa.Column("nomme", sa.Boolean(), nullable=False),
        _texte("cree_le", 32),
    )
    op.create_table(
        "habilitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        _du_compte(),
        _texte("role", 16),
        _texte("portee"),
        _texte("depuis", 32),
        _texte("donnee_par", 32),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session",
        sa.Column("empreinte", sa.String(64), primary_key=True),
        _du_compte(),
        _texte("ouverte_le", 32),
        _texte("expire_le", 32),
        _texte("appareil"),
    )
    op.create_table(
        "invitation",
        sa.Column("empreinte", sa.String(64), primary_key=True),
        _du_compte(),
        _texte("expire_le", 32),
        _texte("utilisee_le", 32, vide=True),
    )


def _brouillons() -> None:
    op.create_table(
        "brouillon",
        sa.Column("id", sa.String(32), primary_key=True),
        _du_compte(),
        _texte("porte"),
        _texte("contenu"),
        _texte("ouvert_le", 32),
        _texte("modifie_le", 32),
    )
    cle = sa.ForeignKey("brouillon.id", ondelete="CASCADE")
    op.create_table(
        "case_de_brouillon",
        sa.Column("brouillon", sa.String(32), cle, nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        *_case(),
        sa.PrimaryKeyConstraint("brouillon", "nom_table", "cle", "colonne"),
    )


def _propositions() -> None:
    op.create_table(
        "proposition",
        sa.Column("id", sa.String(32), primary_key=True),
        _texte("nature", 16),
        _texte("par", 32),
        _texte("le", 32),
        sa.Column("base", sa.Integer(), nullable=False),
        _texte("titre"),
        _texte("motif"),
        _texte("remplace", 32, vide=True),
        _texte("manifeste", vide=True),
    )
    op.create_table(
        "changement",
        sa.Column("proposition", sa.String(32), sa.ForeignKey("proposition.id"), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        *_case(),
        sa.PrimaryKeyConstraint("proposition", "rang"),
    )
    op.create_table(
        "evenement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("proposition", sa.String(32), sa.ForeignKey("proposition.id"), nullable=False),
        _texte("quoi", 16),
        _texte("par", 32),
        _texte("le", 32),
        _texte("commentaire"),
        sqlite_autoincrement=True,
    )


def _publications() -> None:
    op.create_table(
        "contenu",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("zlib", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "publication",
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("parent", sa.Integer(), nullable=False),
        _texte("par", 32),
        _texte("le", 32),
        _texte("message"),
        sa.Column("proposition", sa.String(32), sa.ForeignKey("proposition.id")),
        _texte("manifeste"),
        _texte("version", 32),
        _texte("chaine", 64),
        sa.UniqueConstraint("parent"),
        sa.CheckConstraint("n = parent + 1", name="suite"),
    )
    op.create_table(
        "case_publiee",
        sa.Column("n", sa.Integer(), sa.ForeignKey("publication.n"), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        *_case(),
        sa.PrimaryKeyConstraint("n", "rang"),
    )


def _index() -> None:
    for table in ("habilitation", "session", "invitation", "brouillon"):
        op.create_index(f"ix_{table}_compte", table, ["compte"])
    op.create_index("ix_evenement_proposition", "evenement", ["proposition"])
    op.create_index("ix_publication_par", "publication", ["par"])
    for table in ("case_de_brouillon", "changement"):
        op.create_index(f"ix_{table}_rangee", table, ["nom_table", "cle"])
    op.create_index("ix_case_publiee_rangee", "case_publiee", ["nom_table", "cle", "n"])


def _garder_l_histoire() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _HISTOIRE:
            for ordre in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_sans_{ordre.lower()} BEFORE {ordre} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                )
        return
    op.execute(_FONCTION)
    for table in _HISTOIRE:
        op.execute(
            f"CREATE TRIGGER {table}_intouchable BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION histoire_intouchable()"
        )


def upgrade() -> None:
    """Make the tables, their indexes and the triggers."""
    _comptes()
    _brouillons()
    _propositions()
    _publications()
    _index()
    _garder_l_histoire()
