"""The tables that pages, charts and files show."""
