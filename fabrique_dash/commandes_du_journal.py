"""The commands on the journal: export, import, backup.

Whoever can run them has the machine: nothing is asked but the right folder.
"""

from __future__ import annotations

import errno
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse
from fabrique_dash.journal.identites import IdentiteRefusee
from fabrique_dash.journal.importation import PaquetFautif, commencer, exporter, importer
from fabrique_dash.journal.moteur import VARIABLE_DES_PUBLICATIONS, Journal, JournalIndisponible
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.sauvegarde import SauvegardeImpossible, restaurer, sauvegarder
from fabrique_dash.journal.schema import existe, ouvrir
from fabrique_dash.journal.service import verifier
from fabrique_dash.journal.suites_des_erreurs import entretenir_le_journal
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.redaction import dire

_APRES = (
    "Toutes les sessions sont fermées, les invitations annulées et les comptes d’ailleurs "
    "déliés\u00a0: « inviter --compte » en redonne. Un compte effacé depuis cette sauvegarde y est "
    "de nouveau\u00a0: « comptes » les liste, « effacer » les ôte."
)


class CommandeImpossible(RuntimeError):
    """A command was asked for what makes no sense; the message is in French."""


_ATTENDUES = (
    CommandeImpossible,
    JournalIndisponible,
    DroitRefuse,
    IdentiteRefusee,
    PropositionImpossible,
    SauvegardeImpossible,
    TableIllisible,
    LookupError,
)
_RAISONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "ouvert seulement en lecture",
    errno.ENOSPC: "le disque est plein",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "existe déjà",
}

Commande = Callable[[Namespace], int]


def en_francais(commande: Commande) -> Commande:
    """Say what was expected to fail, and end with 1; anything else is a fault of ours."""

    def prudente(arguments: Namespace) -> int:
        try:
            return commande(arguments)
        except PaquetFautif as erreur:
            for probleme in erreur.problemes:
                print(probleme.phrase())
            print(erreur, file=sys.stderr)
        except OSError as erreur:
            print(_du_disque(erreur), file=sys.stderr)
        except _ATTENDUES as erreur:
            print(erreur, file=sys.stderr)
        return 1

    return prudente


def _du_disque(erreur: OSError) -> str:
    """Say what the system refused, and what to look at."""
    raison = _RAISONS.get(erreur.errno or 0, erreur.strerror or str(erreur))
    ou = f"{erreur.filename}\u00a0: " if erreur.filename else ""
    return (
        f"{ou}{raison}. Le compte qui lance la commande doit pouvoir écrire dans ce dossier, dans "
        f"celui du journal et dans celui des publications ({VARIABLE_DES_PUBLICATIONS})."
    )


def journal_present() -> Journal:
    """Open the journal.

    Raises:
        JournalIndisponible: there is none, or it can't be opened.
    """
    if not existe():
        raise JournalIndisponible(SANS_JOURNAL)
    return ouvrir()


def journal_commence(dossier: Path) -> Journal:
    """Open the journal; one that is new begins with a folder.

    Raises:
        JournalIndisponible: it can't be opened.
        TableIllisible, PaquetFautif: the folder can't enter it.
    """
    journal = ouvrir()
    commencer(journal, dossier, SYSTEME, verifier)
    return journal


@en_francais
def exporter_le_paquet(arguments: Namespace) -> int:
    """Write a publication back as CSV files."""
    ecrits = exporter(journal_present(), arguments.dossier, arguments.publication)
    print(f"{compte(len(ecrits), 'fichier écrit', 'fichiers écrits')} dans {arguments.dossier}.")
    return 0


@en_francais
def importer_le_paquet(arguments: Namespace) -> int:
    """Make a proposal of a new release; publish it at once if that was asked."""
    journal = journal_commence(arguments.dossier)
    proposition = importer(journal, arguments.dossier, SYSTEME, verifier)
    if proposition is None:
        print("Ce paquet ne change rien.")
        return 0
    if not arguments.publier:
        print(f"Proposition {proposition} enregistrée\u00a0: elle attend sa relecture.")
        return 0
    issue = publier(journal, proposition, SYSTEME, verifier)
    print(dire.issue(journal, issue, au_plus=None))
    if not issue.faite:
        print(f"La proposition {proposition} attend.")
    return 0 if issue.faite else 1


@en_francais
def sauvegarder_le_journal(arguments: Namespace) -> int:
    """Copy the journal in a file, without what was to be erased by now."""
    journal = journal_present()
    entretenir_le_journal(journal)
    sauvegarder(journal, arguments.fichier)
    print(f"Journal sauvegardé dans {arguments.fichier}.")
    return 0


@en_francais
def restaurer_le_journal(arguments: Namespace) -> int:
    """Put a saved journal in the place of the present one."""
    avant = restaurer(ouvrir(), arguments.fichier)
    entretenir_le_journal(ouvrir())  # it may bring back what was erased since
    print(f"Journal restauré. Celui d’avant est dans {avant}.")
    print(_APRES)
    return 0


def _d_exportation(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("dossier", type=Path)
    analyseur.add_argument("--publication", type=int, help="son numéro (par défaut la dernière)")


def _d_importation(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("dossier", type=Path)
    analyseur.add_argument("--publier", action="store_true", help="publier sans attendre")


def _de_fichier(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("fichier", type=Path)


COMMANDES_DU_JOURNAL: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    "exporter": (exporter_le_paquet, "réécrire en CSV les données publiées", _d_exportation),
    "importer": (importer_le_paquet, "proposer les données d’une version neuve", _d_importation),
    "sauvegarder": (sauvegarder_le_journal, "copier le journal dans un fichier", _de_fichier),
    "restaurer": (restaurer_le_journal, "remettre un journal sauvegardé", _de_fichier),
}
