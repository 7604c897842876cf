"""What anybody may report, and the secret by which a form is known to be ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXTES = ("page", "nom_table", "cle", "colonne", "quoi", "plutot", "ou")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "secret",
        sa.Column("nom", sa.String(32), primary_key=True),
        sa.Column("valeur", sa.String(64), nullable=False),
    )
    op.create_table(
        "erreur_signalee",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("suivi", sa.String(64), nullable=False),
        sa.Column("le", sa.String(32), nullable=False),
        *(sa.Column(nom, sa.Text(), nullable=False) for nom in _TEXTES),
        sa.Column("courriel", sa.Text()),
        sa.Column("brouillon", sa.String(32)),
        sa.Column("proposition", sa.String(32), sa.ForeignKey("proposition.id")),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("ferme_le", sa.String(32)),
        sa.UniqueConstraint("suivi"),
    )
    op.create_index("ix_erreur_signalee_ferme_le", "erreur_signalee", ["ferme_le"])
