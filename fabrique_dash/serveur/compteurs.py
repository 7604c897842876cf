"""What the process counts of itself, for `/metriques`: never who, nor what exactly."""

from __future__ import annotations

import threading
from collections import Counter


class Compteurs:
    """Counts what is served, and what fails. Safe between threads."""

    def __init__(self) -> None:
        self._acces = threading.Lock()
        self._reponses: Counter[str] = Counter()
        self._erreurs: Counter[str] = Counter()
        self._sessions = 0

    @property
    def sessions(self) -> int:
        """How many browsers are connected now."""
        return self._sessions

    def reponses(self) -> dict[str, int]:
        """Return how many answers were given since the start, by class of status."""
        with self._acces:
            return dict(self._reponses)

    def erreurs(self) -> dict[str, int]:
        """Return how many things failed since the start, by where they did."""
        with self._acces:
            return dict(self._erreurs)

    def noter_la_reponse(self, statut: int) -> None:
        """Count an answer."""
        with self._acces:
            self._reponses[f"{statut // 100}xx"] += 1

    def noter_l_erreur(self, ou: str) -> None:
        """Count something that failed.

        Args:
            ou: where: a page, an address, what is written in the logs.
        """
        with self._acces:
            self._erreurs[ou] += 1

    def page_en_panne(self, _erreur: Exception) -> None:
        """Count a page that failed; Streamlit calls it, and goes on as it would without it."""
        self.noter_l_erreur("page")

    def noter_la_session(self, ecart: int) -> None:
        """Count a browser that has come (1), or gone (-1)."""
        with self._acces:
            self._sessions += ecart
