"""How mail leaves, as the environment says: by a server, or not at all, into a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fabrique_dash.journal.abonnements import est_une_adresse
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.publication.site.titres import SITE
from fabrique_dash.redaction.courriels.gabarit import une_ligne

SMTP, EXPEDITEUR, COURRIELS = "FABRIQUE_SMTP", "FABRIQUE_EXPEDITEUR", "FABRIQUE_COURRIELS"
_DOSSIER = "courriels"
_PERSONNE = "tableau-de-bord@localhost"
_DE_LA_MACHINE = {"localhost", "127.0.0.1", "::1"}
_MAUVAISE = (
    f"{SMTP} ne se comprend pas\u00a0: attendu «\u00a0smtp://hôte:port\u00a0», "
    "«\u00a0starttls://nom:mot-de-passe@hôte:587\u00a0» ou "
    "«\u00a0smtps://nom:mot-de-passe@hôte:465\u00a0»."
)
_EN_CLAIR = (
    f"{SMTP} ferait passer le mot de passe en clair sur le réseau\u00a0: écrivez "
    "«\u00a0starttls://…\u00a0» ou «\u00a0smtps://…\u00a0»."
)
_SANS_ACCENT = f"{SMTP}\u00a0: un nom ou un mot de passe accentué n’est pas compris."
_SANS_EXPEDITEUR = (
    f"{EXPEDITEUR} doit donner l’adresse qui envoie, comme «\u00a0tableau@exemple.fr\u00a0», "
    "précédée ou non d’un nom, entre guillemets droits s’il a une virgule."
)


class ReglageImpossible(RuntimeError):
    """The environment says something that can't be used; the message is in French."""


class Chiffrement(StrEnum):
    """How a server is spoken to; the value is the beginning of its address."""

    AUCUN = "smtp"
    ENSUITE = "starttls"
    DES_LE_DEBUT = "smtps"


_PORTS = {Chiffrement.AUCUN: 25, Chiffrement.ENSUITE: 587, Chiffrement.DES_LE_DEBUT: 465}


@dataclass(frozen=True)
class Relais:
    """A mail server, and who we are for it."""

    hote: str
    port: int
    chiffrement: Chiffrement
    nom: str = field(default="", repr=False)
    mot_de_passe: str = field(default="", repr=False)


@dataclass(frozen=True)
class Reglages:
    """How mail leaves.

    Attributes:
        expediteur: who it is from.
        relais: the server; None for none: messages then stay in `dossier`, and none leaves.
        dossier: where they stay.
    """

    expediteur: Address
    relais: Relais | None
    dossier: Path


def reglages(journal: Journal) -> Reglages:
    """Read the environment.

    Args:
        journal: beside which the folder is, unless another one is given.

    Raises:
        ReglageImpossible: it says something that can't be used.
    """
    dit = os.environ.get(SMTP, "").strip()
    relais = relais_de(dit) if dit else None
    dossier = Path(os.environ.get(COURRIELS) or journal.dossier / _DOSSIER).absolute()
    voulu = os.environ.get(EXPEDITEUR, "").strip() or ("" if relais else _PERSONNE)
    return Reglages(expediteur_de(voulu), relais, dossier)


def expediteur_de(texte: str) -> Address:
    """Read who mail is from: an address, with a name before it or not.

    Raises:
        ReglageImpossible: there is no address in it.
    """
    nom, adresse = parseaddr(une_ligne(texte))
    if adresse != _PERSONNE and not est_une_adresse(adresse):
        raise ReglageImpossible(_SANS_EXPEDITEUR)
    return Address(nom or SITE, addr_spec=adresse)


def relais_de(url: str) -> Relais:
    """Read the address of a mail server.

    Raises:
        ReglageImpossible: it can't be read, or would let a password be seen on the network.
    """
    try:
        parties = urlsplit(url)
        chiffrement = Chiffrement(parties.scheme)
        port = parties.port or _PORTS[chiffrement]
    except ValueError as erreur:
        raise ReglageImpossible(_MAUVAISE) from erreur
    nom, mot = unquote(parties.username or ""), unquote(parties.password or "")
    if not (nom + mot).isascii():
        raise ReglageImpossible(_SANS_ACCENT)
    if not parties.hostname or parties.path.strip("/") or bool(nom) != bool(mot):
        raise ReglageImpossible(_MAUVAISE)
    if mot and chiffrement is Chiffrement.AUCUN and parties.hostname not in _DE_LA_MACHINE:
        raise ReglageImpossible(_EN_CLAIR)
    return Relais(parties.hostname, port, chiffrement, nom, mot)
