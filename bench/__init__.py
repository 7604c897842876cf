"""Measures of every page of the dashboard against an empty Streamlit page, on the same machine."""
