"""A team, for the tests of the pages: a journal in service, and who is at the browser."""

from __future__ import annotations

from dataclasses import dataclass

from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter, ouvrir_une_session
from fabrique_dash.journal.moteur import Journal


@dataclass
class Equipe:
    """A journal in service, and who is at the browser."""

    journal: Journal
    jeton: str = ""
    compte: str = ""

    def entre(self, role: Role, portee: str = "", nom: str = "Marie") -> None:
        """Have somebody new sit at the browser."""
        self.compte, invitation = inviter(self.journal, SYSTEME, nom, Habilitation(role, portee))
        self.jeton = ouvrir_une_session(self.journal, invitation) or ""
