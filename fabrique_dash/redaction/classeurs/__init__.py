"""Workbooks to fill, and what came back in one: told, compared, proposed."""
