"""Streamlit side of the dashboard: entry script, shared widgets and page parts."""
