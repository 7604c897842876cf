"""Alembic's entry: runs the migrations on the connection that `schema.preparer` gives."""

from __future__ import annotations

from alembic import context

from fabrique_dash.journal.tables import METADONNEES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADONNEES,
    render_as_batch=True,  # SQLite alters a table by making another
)
context.run_migrations()
