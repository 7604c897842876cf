"""The commands on the journal: export, import, backup, invitations.

Whoever can run them has the machine: nothing is asked but the right folder.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.depot import dossier_des_donnees
from fabrique_dash.journal.comptes import (
    DUREE_D_UNE_INVITATION,
    comptes,
    effacer,
    inviter,
    inviter_l_administrateur_local,
    sessions,
)
from fabrique_dash.journal.contenus import paquet_de
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.importation import PaquetFautif, commencer, exporter, importer
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, journal_refuse
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.sauvegarde import SauvegardeImpossible, restaurer, sauvegarder
from fabrique_dash.journal.schema import existe, ouvrir
from fabrique_dash.journal.service import verifier
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.redaction.roles import roles_en_mots, territoires_des_roles
from fabrique_dash.serveur.chemins import VARIABLE

_CHEZ_SOI = "http://localhost:8501"
_AUCUN_COMPTE = "Aucun compte n’a ce code ni ce nom\u00a0: «\u00a0comptes\u00a0» les donne."
_PLUSIEURS = "Plusieurs comptes ont ce nom\u00a0: donnez le code, que dit «\u00a0comptes\u00a0»."
_UN_NOM = "Le nom d’un compte peut être montré\u00a0: pas d’adresse électronique."
_ATTENDUES = (
    JournalIndisponible,
    DroitRefuse,
    PropositionImpossible,
    SauvegardeImpossible,
    TableIllisible,
    LookupError,
    OSError,
)

Commande = Callable[[Namespace], int]


def _en_francais(commande: Commande) -> Commande:
    """Say what was expected to fail, and end with 1; anything else is a fault of ours."""

    def prudente(arguments: Namespace) -> int:
        try:
            return commande(arguments)
        except PaquetFautif as erreur:
            for probleme in erreur.problemes:
                print(probleme.phrase())
            print(erreur, file=sys.stderr)
        except _ATTENDUES as erreur:
            print(erreur, file=sys.stderr)
        return 1

    return prudente


def _journal_present() -> Journal:
    if not existe():
        raise JournalIndisponible(SANS_JOURNAL)
    return ouvrir()


def _journal_commence(dossier: Path) -> Journal:
    """Open the journal; one that is new begins with a folder."""
    journal = ouvrir()
    commencer(journal, dossier, SYSTEME, verifier)
    return journal


@_en_francais
def exporter_le_paquet(arguments: Namespace) -> int:
    """Write a publication back as CSV files."""
    ecrits = exporter(_journal_present(), arguments.dossier, arguments.publication)
    print(f"{compte(len(ecrits), 'fichier écrit', 'fichiers écrits')} dans {arguments.dossier}.")
    return 0


@_en_francais
def importer_le_paquet(arguments: Namespace) -> int:
    """Make a proposal of a new release; publish it at once if that was asked."""
    journal = _journal_commence(arguments.dossier)
    proposition = importer(journal, arguments.dossier, SYSTEME, verifier)
    if proposition is None:
        print("Ce paquet ne change rien.")
        return 0
    if not arguments.publier:
        print(f"Proposition {proposition} enregistrée\u00a0: elle attend sa relecture.")
        return 0
    issue = publier(journal, proposition, SYSTEME, verifier)
    for conflit in issue.conflits:
        c = conflit.changement
        print(
            f"{c.nom_table} {c.cle} {c.colonne}\u00a0: avant «\u00a0{c.avant}\u00a0», "
            f"voulu «\u00a0{c.apres}\u00a0», à présent «\u00a0{conflit.courant}\u00a0»"
        )
    for probleme in issue.problemes:
        print(probleme.phrase())
    if issue.publication is None:
        print(f"La proposition {proposition} n’a pas été publiée\u00a0: elle attend.")
        return 1
    print(f"Publication n°\u202f{issue.publication}.")
    return 0


@_en_francais
def sauvegarder_le_journal(arguments: Namespace) -> int:
    """Copy the journal in a file."""
    sauvegarder(_journal_present(), arguments.fichier)
    print(f"Journal sauvegardé dans {arguments.fichier}.")
    return 0


@_en_francais
def restaurer_le_journal(arguments: Namespace) -> int:
    """Put a saved journal in the place of the present one."""
    avant = restaurer(ouvrir(), arguments.fichier)
    print(f"Journal restauré. Celui d’avant est dans {avant}.")
    return 0


@_en_francais
def inviter_quelqu_un(arguments: Namespace) -> int:
    """Make an account, and print the link that opens it once."""
    journal = _journal_commence(dossier_des_donnees())
    territoire = arguments.territoire or ""
    role = Role(arguments.role)
    if (role is Role.CONTRIBUTEUR) != bool(territoire):
        print("--territoire va avec --role contributeur, et seulement avec lui.", file=sys.stderr)
        return 1
    if territoire and territoire not in (connus := _territoires(journal)):
        print(f"Ce territoire n’existe pas. Il y a\u00a0: {', '.join(connus)}.", file=sys.stderr)
        return 1
    if faute_de_courriel(arguments.nom):
        print(_UN_NOM, file=sys.stderr)
        return 1
    droit = Habilitation(role, territoire)
    _, jeton = inviter(journal, SYSTEME, arguments.nom, droit, nomme=arguments.nomme)
    jours = compte(DUREE_D_UNE_INVITATION.days, "jour")
    print(f"Lien pour {arguments.nom}, valable {jours} et une seule fois\u00a0:")
    print(lien_d_invitation(jeton))
    return 0


@_en_francais
def administrer(arguments: Namespace) -> int:
    """Print the link that opens once a session of this machine's own administrator."""
    if journal_refuse():
        return 0
    jeton = inviter_l_administrateur_local(ouvrir())
    print("Pour mettre à jour les données depuis les pages, ouvrez (une seule fois)\u00a0:")
    print(lien_d_invitation(jeton, arguments.adresse))
    return 0


@_en_francais
def lister_les_comptes(_: Namespace) -> int:
    """Print the accounts: code, name, rights, open sessions."""
    journal = _journal_present()
    tous = comptes(journal)
    territoires = territoires_des_roles(journal, [h for c in tous for h in c.habilitations])
    for c in tous:
        roles = roles_en_mots(c.habilitations, territoires)
        ouvertes = compte(len(sessions(journal, c.id)), "session ouverte", "sessions ouvertes")
        print(f"{c.id}  {c.nom}\u00a0: {roles}, {ouvertes}")
    return 0


@_en_francais
def effacer_un_compte(arguments: Namespace) -> int:
    """Erase an account, named by its code or by a name that it alone has; history stays whole."""
    journal, dit = _journal_present(), arguments.compte
    voulus = [c for c in comptes(journal) if dit in (c.id, c.nom)]
    if len(voulus) != 1:
        raise LookupError(_PLUSIEURS if voulus else _AUCUN_COMPTE)
    effacer(journal, SYSTEME, voulus[0].id)
    print("Compte effacé\u00a0: ce qui a été publié reste, sans nom.")
    return 0


def _territoires(journal: Journal) -> list[str]:
    with journal.lire() as cx:
        tableau = paquet_de(cx)[1].tableau("territoires")
        return [] if tableau is None else [rangee["id"] for _, rangee in tableau]


def lien_d_invitation(jeton: str, ici: str = _CHEZ_SOI) -> str:
    """Return the link of an invitation: its token is where no server and no log sees it.

    Args:
        jeton: the token.
        ici: where the dashboard is served, unless FABRIQUE_ADRESSE says it.
    """
    adresse = os.environ.get(VARIABLE, "").rstrip("/") or ici
    return f"{adresse}/connexion#{jeton}"


def _d_exportation(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("dossier", type=Path)
    analyseur.add_argument("--publication", type=int, help="son numéro (par défaut la dernière)")


def _d_importation(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("dossier", type=Path)
    analyseur.add_argument("--publier", action="store_true", help="publier sans attendre")


def _de_fichier(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("fichier", type=Path)


def _d_invitation(analyseur: ArgumentParser) -> None:
    roles = [role.value for role in Role if role is not Role.LECTEUR]
    analyseur.add_argument("nom", help="le nom de la personne")
    analyseur.add_argument("--role", required=True, choices=roles)
    analyseur.add_argument("--territoire", help="celui dont un contributeur écrit les rangées")
    analyseur.add_argument(
        "--nomme", action="store_true", help="elle accepte que son nom soit montré"
    )


def _d_effacement(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("compte", help="son code, ou son nom s’il est le seul à le porter")


def _sans_argument(_: ArgumentParser) -> None:
    return None


def _d_administration(analyseur: ArgumentParser) -> None:
    dit = "où le tableau de bord est servi"
    analyseur.add_argument("adresse", nargs="?", default=_CHEZ_SOI, help=dit)


COMMANDES_DU_JOURNAL: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    "exporter": (exporter_le_paquet, "réécrire en CSV les données publiées", _d_exportation),
    "importer": (importer_le_paquet, "proposer les données d’une version neuve", _d_importation),
    "sauvegarder": (sauvegarder_le_journal, "copier le journal dans un fichier", _de_fichier),
    "restaurer": (restaurer_le_journal, "remettre un journal sauvegardé", _de_fichier),
    "administrer": (administrer, "ouvrir sa propre machine, par un lien", _d_administration),
    "comptes": (lister_les_comptes, "lister les comptes et leurs droits", _sans_argument),
    "effacer": (effacer_un_compte, "effacer un compte, sans toucher à l’histoire", _d_effacement),
    "inviter": (inviter_quelqu_un, "ouvrir un compte, par un lien à usage unique", _d_invitation),
}
