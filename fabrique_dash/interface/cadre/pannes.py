"""What a visitor reads when something unforeseen fails: Streamlit's own sentence is in English."""

from __future__ import annotations

from streamlit.elements import exception

PHRASE = (
    "Cette partie de la page n’a pas pu s’afficher\u202f; les données sont intactes. Rechargez "
    "la page. Si le défaut revient, transmettez son adresse à l’équipe du programme\u202f: le "
    "détail est dans le journal du serveur."
)


def parler_francais() -> None:
    """Have Streamlit say in French that something failed; it offers no setting for that."""
    exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT = PHRASE  # type: ignore[misc]
