"""The short ways of the tests of doors: type, see what it comes to, publish, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal.brouillons import proposer_les_brouillons
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte
from fabrique_dash.journal.publication import Issue, Verificateur, publier
from fabrique_dash.redaction.classeurs.apercu import Apercu, apercevoir
from fabrique_dash.redaction.classeurs.correspondances import Choix
from fabrique_dash.redaction.ecritures import Ecrites, ecrites
from fabrique_dash.redaction.erreurs import Erreurs, erreurs_de
from fabrique_dash.redaction.portes import porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import (
    brouillon_du_lieu,
    enregistrer,
    ouverte,
    preparer,
    saisie_du_brouillon,
)
from fabrique_dash.redaction.typee import Lieu, Saisie
from tests.classeurs import lire
from tests.journal.essais import sain

REFERENT = [Habilitation(Role.REFERENT)]
TEXTE = Texte("Un essai", "Pour voir.")
PREUVE = {"source_id": "+", "statut": "documenté"}
NOUVELLE = {
    "producteur": "La Fabrique des Transitions",
    "titre": "Compte rendu de l’essai",
    "type": "document",
    "date_publication": "2022-06-20",
    "nom_court": "Compte rendu, 2022",
}


@dataclass
class Essai:
    """A journal, who writes in it, and the day."""

    journal: Journal
    compte: str
    donnees: Donnees
    jour: date

    @property
    def publiees(self) -> RangeesPubliees:
        """The rows of the last publication."""
        return RangeesPubliees(self.journal, self.donnees.reference)

    def lieu(self, cle: str, rangee: str = "") -> Lieu:
        """Return the place of a door."""
        return Lieu(cle, porte(cle).table, rangee)

    def taper(
        self, lieu: Lieu, champs: Mapping[str, str], source: Mapping[str, str] = NOUVELLE
    ) -> Saisie:
        """Type fields one by one, as the page keeps them; return what the draft holds."""
        depart = ouverte(self.publiees, porte(lieu.porte), lieu)
        for nom, texte in champs.items():
            enregistrer(self.journal, self.compte, depart, nom, texte, False)
        if champs.get("source_id") == "+":
            for nom, texte in source.items():
                enregistrer(self.journal, self.compte, depart, nom, texte, True)
        brouillon = brouillon_du_lieu(self.journal, self.compte, lieu)
        assert brouillon is not None
        return saisie_du_brouillon(brouillon)

    def ecrites(self, typee: Saisie) -> Ecrites:
        """Return what a form comes to."""
        return ecrites(self.publiees, porte(typee.lieu.porte), typee, self.jour)

    def erreurs(self, typee: Saisie) -> Erreurs:
        """Return what is wrong in a form."""
        ouvre = porte(typee.lieu.porte)
        return erreurs_de(self.publiees, ouvre, typee, self.ecrites(typee))

    def preparer(self, lieu: Lieu) -> str:
        """Write in a draft what its form comes to; return the draft."""
        ouvre = porte(lieu.porte)
        return preparer(self.journal, self.compte, self.publiees, ouvre, lieu, self.jour)

    def publier(self, lieu: Lieu, controle: Verificateur = verifier) -> Issue:
        """Send a draft, and publish it if the validation, the real one, finds nothing wrong."""
        brouillon = self.preparer(lieu)
        proposition = proposer_les_brouillons(self.journal, self.compte, [brouillon], TEXTE)
        return publier(self.journal, proposition, self.compte, controle)

    def apercu(self, octets: bytes, choix: Choix | None = None, nom: str = "essai.xlsx") -> Apercu:
        """Show what a file would change; the data that it would give are not checked."""
        return apercevoir(self.journal, REFERENT, lire(nom, octets), choix or Choix(), sain)

    def rangees(self, table: str) -> dict[str, dict[str, str]]:
        """Return the published rows of a table, by identifier."""
        return {r["id"]: r for _, r in self.publiees.rangees(table)}
