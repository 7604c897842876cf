"""Addresses, what each account wants to be told of, the messages that wait, what was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _texte(nom: str, taille: int | None = None, vide: bool = False) -> sa.Column[str]:
    return sa.Column(nom, sa.String(taille) if taille else sa.Text(), nullable=vide)


def _du_compte(cle_primaire: bool = True) -> sa.Column[str]:
    cle = sa.ForeignKey("compte.id", ondelete="CASCADE")
    return sa.Column("compte", sa.String(32), cle, nullable=False, primary_key=cle_primaire)


def _qui_et_quoi() -> None:
    op.create_table(
        "adresse",
        _du_compte(),
        _texte("adresse"),
        _texte("demandee_le", 32),
        _texte("confirmee_le", 32, vide=True),
        _texte("empreinte", 64, vide=True),
        _texte("expire_le", 32, vide=True),
    )
    op.create_table(
        "abonnement",
        _du_compte(),
        sa.Column("quoi", sa.String(16), primary_key=True),
        _texte("depuis", 32),
    )
    op.create_table(
        "annonce",
        _du_compte(),
        sa.Column("cle", sa.String(64), primary_key=True),
        _texte("le", 32),
    )


def _courriels() -> None:
    op.create_table(
        "courriel",
        sa.Column("id", sa.String(32), primary_key=True),
        _du_compte(cle_primaire=False),
        _texte("genre", 16),
        _texte("sujet", vide=True),
        _texte("texte", vide=True),
        _texte("html", vide=True),
        _texte("jeton", 64, vide=True),
        _texte("empreinte", 64, vide=True),
        _texte("ecrit_le", 32),
        _texte("etat", 16),
        sa.Column("essais", sa.Integer(), nullable=False),
        _texte("a_partir_de", 32),
        _texte("tente_le", 32, vide=True),
        _texte("raison"),
    )
    op.create_index("ix_courriel_compte", "courriel", ["compte"])
    op.create_index("ix_courriel_empreinte", "courriel", ["empreinte"])
    op.create_index("ix_courriel_attente", "courriel", ["etat", "a_partir_de"])


def upgrade() -> None:
    """Make the tables and their indexes; what comes before is left as it is."""
    _qui_et_quoi()
    _courriels()
