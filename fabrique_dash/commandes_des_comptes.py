"""The commands on accounts: invite, change rights, list, erase.

Whoever can run them has the machine: nothing is asked but the right name.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.commandes_du_journal import (
    Commande,
    CommandeImpossible,
    en_francais,
    journal_commence,
    journal_present,
)
from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.depot import dossier_des_donnees
from fabrique_dash.journal.comptes import Compte, comptes, effacer, sessions
from fabrique_dash.journal.contenus import paquet_de
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.habilitations import habiliter
from fabrique_dash.journal.identites import (
    DUREE_D_UNE_ADRESSE,
    exiger_une_adresse_libre,
    inviter_une_adresse,
)
from fabrique_dash.journal.invitations import (
    DUREE_D_UNE_INVITATION,
    inviter,
    inviter_l_administrateur_local,
    reinviter,
)
from fabrique_dash.journal.moteur import Journal, journal_refuse
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.redaction.fournisseurs import s_ouvre_d_ailleurs
from fabrique_dash.redaction.roles import roles_en_mots, territoires_des_roles
from fabrique_dash.serveur.chemins import VARIABLE

_CHEZ_SOI = "http://localhost:8501"
_AUCUN_COMPTE = "Aucun compte n’a ce code ni ce nom\u00a0: «\u00a0comptes\u00a0» les donne."
_PLUSIEURS = "Plusieurs comptes ont ce nom\u00a0: donnez le code, que dit «\u00a0comptes\u00a0»."
_UN_NOM = "Le nom d’un compte peut être montré\u00a0: pas d’adresse électronique."
_L_UN_OU_L_AUTRE = (
    "Donnez un nom et --role, pour un compte neuf\u202f; ou --compte seul, pour un lien neuf "
    "vers un compte qui existe."
)
_RIEN_D_AILLEURS = (
    "Mais ce tableau de bord n’a pas d’autre moyen de se connecter que le lien\u00a0: voir "
    "docs/connexion.md."
)
_TERRITOIRE_SEUL = "--territoire va avec --role contributeur, et seulement avec lui."


@en_francais
def inviter_quelqu_un(arguments: Namespace) -> int:
    """Make an account, or find one again, and print the link that opens it once."""
    journal = journal_commence(dossier_des_donnees())
    if arguments.compte:
        if arguments.nom or arguments.role or arguments.territoire:
            raise CommandeImpossible(_L_UN_OU_L_AUTRE)
        voulu = _compte_voulu(journal, arguments.compte)
        _inviter_l_adresse(journal, voulu.id, arguments.courriel)
        return _donner_le_lien(voulu.nom, reinviter(journal, SYSTEME, voulu.id))
    if not arguments.nom or not arguments.role:
        raise CommandeImpossible(_L_UN_OU_L_AUTRE)
    if faute_de_courriel(arguments.nom):
        raise CommandeImpossible(_UN_NOM)
    droit = _droit_voulu(journal, arguments)
    if arguments.courriel:
        exiger_une_adresse_libre(journal, arguments.courriel)
    compte_neuf, jeton = inviter(journal, SYSTEME, arguments.nom, droit, nomme=arguments.nomme)
    _inviter_l_adresse(journal, compte_neuf, arguments.courriel)
    return _donner_le_lien(arguments.nom, jeton)


def _inviter_l_adresse(journal: Journal, compte_invite: str, adresse: str | None) -> None:
    if not adresse:
        return
    inviter_une_adresse(journal, SYSTEME, compte_invite, adresse)
    jours = compte(DUREE_D_UNE_ADRESSE.days, "jour")
    print(f"Cette adresse pourra aussi se connecter avec un compte qu’elle a, pendant {jours}.")
    if not s_ouvre_d_ailleurs():
        print(_RIEN_D_AILLEURS)


def _droit_voulu(journal: Journal, arguments: Namespace) -> Habilitation:
    role, territoire = Role(arguments.role), arguments.territoire or ""
    if (role is Role.CONTRIBUTEUR) != bool(territoire):
        raise CommandeImpossible(_TERRITOIRE_SEUL)
    if territoire and territoire not in (connus := _territoires(journal)):
        dit = f"Ce territoire n’existe pas. Il y a\u00a0: {', '.join(connus)}."
        raise CommandeImpossible(dit)
    return Habilitation(role, territoire)


def _donner_le_lien(nom: str, jeton: str) -> int:
    jours = compte(DUREE_D_UNE_INVITATION.days, "jour")
    print(f"Lien pour {nom}, valable {jours} et une seule fois\u00a0:")
    print(lien_d_invitation(jeton))
    return 0


@en_francais
def changer_les_droits(arguments: Namespace) -> int:
    """Give an account another role, in the place of those that it had."""
    journal = journal_present()
    voulu = _compte_voulu(journal, arguments.compte)
    habiliter(journal, SYSTEME, voulu.id, _droit_voulu(journal, arguments))
    print(f"{voulu.nom}\u00a0: {arguments.role} {arguments.territoire or ''}".rstrip())
    return 0


@en_francais
def administrer(arguments: Namespace) -> int:
    """Print the link that opens once a session of this machine's own administrator."""
    if journal_refuse():
        return 0
    jeton = inviter_l_administrateur_local(ouvrir())
    print("Pour mettre à jour les données depuis les pages, ouvrez (une seule fois)\u00a0:")
    print(lien_d_invitation(jeton, arguments.adresse))
    return 0


@en_francais
def lister_les_comptes(_: Namespace) -> int:
    """Print the accounts: code, name, rights, open sessions."""
    journal = journal_present()
    tous = comptes(journal)
    territoires = territoires_des_roles(journal, [h for c in tous for h in c.habilitations])
    for c in tous:
        roles = roles_en_mots(c.habilitations, territoires)
        ouvertes = compte(len(sessions(journal, c.id)), "session ouverte", "sessions ouvertes")
        print(f"{c.id}  {c.nom}\u00a0: {roles}, {ouvertes}")
    return 0


@en_francais
def effacer_un_compte(arguments: Namespace) -> int:
    """Erase an account; history stays whole."""
    journal = journal_present()
    effacer(journal, SYSTEME, _compte_voulu(journal, arguments.compte).id)
    print("Compte effacé\u00a0: ce qui a été publié reste, sans nom.")
    return 0


def _compte_voulu(journal: Journal, dit: str) -> Compte:
    """Find an account by its code, or by a name that it alone has."""
    voulus = [c for c in comptes(journal) if dit in (c.id, c.nom)]
    if len(voulus) != 1:
        raise LookupError(_PLUSIEURS if voulus else _AUCUN_COMPTE)
    return voulus[0]


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


def _de_droits(analyseur: ArgumentParser, obligatoire: bool) -> None:
    roles = [role.value for role in Role if role is not Role.LECTEUR]
    analyseur.add_argument("--role", required=obligatoire, choices=roles)
    analyseur.add_argument("--territoire", help="celui dont un contributeur écrit les rangées")


def _d_invitation(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("nom", nargs="?", help="le nom de la personne")
    _de_droits(analyseur, obligatoire=False)
    analyseur.add_argument(
        "--nomme", action="store_true", help="elle accepte que son nom soit montré"
    )
    analyseur.add_argument(
        "--courriel", help="son adresse, pour se connecter avec un compte qu’elle a déjà"
    )
    analyseur.add_argument(
        "--compte", help="un lien neuf vers ce compte, qui existe\u00a0: son code, ou son nom"
    )


def _d_habilitation(analyseur: ArgumentParser) -> None:
    _d_un_compte(analyseur)
    _de_droits(analyseur, obligatoire=True)


def _d_un_compte(analyseur: ArgumentParser) -> None:
    analyseur.add_argument("compte", help="son code, ou son nom s’il est le seul à le porter")


def _sans_argument(_: ArgumentParser) -> None:
    return None


def _d_administration(analyseur: ArgumentParser) -> None:
    dit = "où le tableau de bord est servi"
    analyseur.add_argument("adresse", nargs="?", default=_CHEZ_SOI, help=dit)


COMMANDES_DES_COMPTES: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    "administrer": (administrer, "ouvrir sa propre machine, par un lien", _d_administration),
    "comptes": (lister_les_comptes, "lister les comptes et leurs droits", _sans_argument),
    "effacer": (effacer_un_compte, "effacer un compte, sans toucher à l’histoire", _d_un_compte),
    "habiliter": (changer_les_droits, "donner un autre rôle à un compte", _d_habilitation),
    "inviter": (inviter_quelqu_un, "ouvrir un compte, par un lien à usage unique", _d_invitation),
}
