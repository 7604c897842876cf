"""Dashboard of the « Territoires Pilotes » programme (La Fabrique des Transitions)."""

__version__ = "2026.11.1"
