"""Reports in words: the row that is said to be wrong, what comes of it, the proposal made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from fabrique_dash.chiffres.noyau.typographie import abrege
from fabrique_dash.journal.cases import Changement, cle_du_jeton, jeton_de_la_cle
from fabrique_dash.journal.erreurs_signalees import Dite, Erreur, Etat
from fabrique_dash.journal.historique import Filtre, historique, publications
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.suites_des_erreurs import (
    erreurs_du_brouillon,
    exiger_qu_elle_attende,
    prendre,
)
from fabrique_dash.publication.site.tenue_a_jour import TOUTE_TABLE
from fabrique_dash.redaction.champs import ChampDeSaisie, champs_de
from fabrique_dash.redaction.portes import porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import brouillon_du_lieu, ouverte, tenir
from fabrique_dash.redaction.typee import Lieu

RANGEE_INCONNUE = (
    "La ligne dont parlait le lien n’est pas dans les données d’aujourd’hui\u00a0: dites plus bas "
    "de quoi il s’agit."
)
_EXTRAIT = 400  # characters of a report in the reason of its proposal
ETATS = {
    Etat.EN_ATTENTE: "Il attend que l’équipe le lise.",
    Etat.REPRISE: "Quelqu’un de l’équipe en fait une proposition.",
    Etat.PROPOSEE: "L’équipe en a fait une proposition, qui attend d’être relue.",
    Etat.PUBLIEE: "La correction est publiée.",
    Etat.DEJA_AINSI: "Les données le disaient déjà\u00a0: il n’y avait plus rien à changer.",
    Etat.REFUSEE: "La proposition qui en avait été faite est refusée.",
    Etat.SANS_SUITE: "L’équipe n’y donne pas suite.",
}


@dataclass(frozen=True)
class Case:
    """A cell of a row, in words: its column, the title of that column, what it holds."""

    colonne: str
    titre: str
    valeur: str


@dataclass(frozen=True)
class RangeeDite:
    """A row of which somebody says that it is wrong.

    Attributes:
        table: its table.
        cle: its key.
        publiees: the rows of today.
    """

    table: str
    cle: str
    publiees: RangeesPubliees

    @property
    def jeton(self) -> str:
        """Its key, as an address says it."""
        return jeton_de_la_cle(self.cle)

    @property
    def mots(self) -> str:
        """Its table and its name."""
        titre = self.publiees.tables[self.table].titre
        return f"{titre}\u00a0: {self.publiees.nom(self.table, self.cle)}"

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """What it holds today; made once, it takes longer than the rest."""
        rangee = self.publiees.rangee(self.table, self.cle) or {}
        champs = champs_de(self.publiees, self.publiees.tables[self.table], rangee)
        return tuple(
            Case(champ.nom, champ.titre, _en_mots(champ, rangee.get(champ.nom, "")))
            for champ in champs
        )


def rangee_dite(publiees: RangeesPubliees, table: str, jeton: str) -> RangeeDite | None:
    """Return the row that an address names; None if it is none of those that people write.

    Args:
        publiees: the rows of today.
        table: its table.
        jeton: its key, as an address says it.
    """
    return rangee_de(publiees, table, cle_du_jeton(jeton)) if table and jeton else None


def rangee_de(publiees: RangeesPubliees, table: str, cle: str) -> RangeeDite | None:
    """Return a row by its key; None if it is none of those that people write."""
    decrite = publiees.tables.get(table)
    if decrite is None or not decrite.editable or not cle:
        return None
    return RangeeDite(table, cle, publiees) if publiees.rangee(table, cle) else None


def _en_mots(champ: ChampDeSaisie, valeur: str) -> str:
    return valeur if champ.choix is None else champ.choix.get(valeur, valeur)


def est_une_adresse(texte: str) -> bool:
    """Tell whether a text is the address of a page, and of nothing else."""
    try:
        parties = urlsplit(texte)
    except ValueError:
        return False
    sans_espace = not any(signe.isspace() for signe in texte)
    return parties.scheme in ("http", "https") and bool(parties.netloc) and sans_espace


def en_bref(dite: Dite, longueur: int) -> str:
    """Return what a report says is wrong, in one line of so many signs at most."""
    return abrege(" ".join(dite.quoi.split()), longueur)


def motif_de(dite: Dite) -> str:
    """Write the reason of a proposal that is made of a report: to be read again before it goes."""
    ou = f" Lu dans\u00a0: {dite.ou}" if dite.ou else ""
    court = en_bref(dite, _EXTRAIT)
    fin = "" if court.endswith((".", "…", "!", "?")) else "."
    return f"Signalé par un lecteur\u00a0: {court}{fin}{ou}"


def erreurs_du_lieu(journal: Journal, compte: str, lieu: Lieu) -> list[Erreur]:
    """Return the reports that an account's draft somewhere is to make a proposal of."""
    brouillon = brouillon_du_lieu(journal, compte, lieu)
    return [] if brouillon is None else erreurs_du_brouillon(journal, brouillon.id)


def lieu_de(publiees: RangeesPubliees, dite: Dite) -> Lieu | None:
    """Return where the row of a report is written; None if it names none that is there today."""
    rangee = rangee_de(publiees, dite.nom_table, dite.cle)
    return Lieu(TOUTE_TABLE, dite.nom_table, dite.cle) if rangee else None


def en_faire_une_proposition(
    journal: Journal, compte: str, publiees: RangeesPubliees, erreur: Erreur, lieu: Lieu
) -> None:
    """Write a report in the draft of its row, with what it says that should be there.

    What the draft already holds stays: nothing that somebody typed is lost.

    Args:
        journal: the journal.
        compte: who takes it up.
        publiees: the rows.
        erreur: the report, as it was seen.
        lieu: where it is written.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: the report no longer waits, or somebody else has just taken it.
    """
    sien = brouillon_du_lieu(journal, compte, lieu)
    exiger_qu_elle_attende(journal, compte, erreur, sien.id if sien else None)
    depart = ouverte(publiees, porte(lieu.porte), lieu)
    brouillon = tenir(journal, compte, depart, _propose(publiees, erreur.dite, lieu))
    prendre(journal, compte, erreur, brouillon)


def _propose(publiees: RangeesPubliees, dite: Dite, lieu: Lieu) -> dict[str, str]:
    """Return what a report says that a field should hold, if that field can hold it."""
    decrite = publiees.tables.get(lieu.table)
    if decrite is None or not dite.plutot or (dite.nom_table, dite.cle) != (lieu.table, lieu.cle):
        return {}
    champs = champs_de(publiees, decrite, publiees.rangee(lieu.table, lieu.cle) or {})
    champ = next((c for c in champs if c.nom == dite.colonne), None)
    if champ is None:
        return {}
    if champ.choix is None:
        return {champ.nom: dite.plutot}
    voulu = dite.plutot.casefold()
    permis = [v for v, nom in champ.choix.items() if voulu in (v.casefold(), nom.casefold())]
    return {champ.nom: permis[0]} if permis else {}


def publiee_avec(journal: Journal, erreur: Erreur) -> tuple[int, list[Changement]] | None:
    """Return the publication that came of a report, and its changes; None if none came."""
    if erreur.etat is not Etat.PUBLIEE or erreur.proposition is None:
        return None
    trouvees = publications(journal, Filtre(proposition=erreur.proposition), 1)
    if not trouvees:
        return None
    n = trouvees[0].n
    return n, [trace.changement for trace in historique(journal, Filtre(n=n))]
