"""Filters: what the address asks for, and the controls that change it."""
