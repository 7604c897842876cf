"""The accounts of elsewhere by which an account is opened, and what closes a session there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the two tables: both may be erased, as the accounts and sessions that they belong to."""
    compte = sa.ForeignKey("compte.id", ondelete="CASCADE")
    op.create_table(
        "identite",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("compte", sa.String(32), compte, nullable=False),
        sa.Column("empreinte", sa.String(64), unique=True),
        sa.Column("fournisseur", sa.String(32)),
        sa.Column("liee_le", sa.String(32)),
        sa.Column("courriel", sa.String(64), unique=True),
        sa.Column("expire_le", sa.String(32)),
        sa.CheckConstraint("(empreinte IS NULL) <> (courriel IS NULL)", name="l_un_ou_l_autre"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_identite_compte", "identite", ["compte"])
    session = sa.ForeignKey("session.empreinte", ondelete="CASCADE")
    op.create_table(
        "session_d_ailleurs",
        sa.Column("session", sa.String(64), session, primary_key=True),
        sa.Column("fournisseur", sa.String(32), nullable=False),
        sa.Column("jeton", sa.Text(), nullable=False),
    )
