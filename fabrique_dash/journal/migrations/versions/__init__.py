"""The journal's successive schemas, applied by Alembic when a journal is opened."""
