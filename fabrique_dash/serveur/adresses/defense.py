"""What a report goes through before it is kept: cheap for us, unseen by who writes it.

In order: a field that only a robot fills, a form that is ours and was read before it was sent, so
many a day from one address, room in the queue, texts of a reasonable length with few links. No
third party, nothing to solve, and no address kept: only its hash, salted anew each day, in memory.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import blake2b

from itsdangerous import BadSignature, URLSafeSerializer

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.journal.erreurs_signalees import Dite

LEURRE = "sujet"  # nobody sees it
PAR_JOUR = 10  # reports from one address
SECONDES_AU_MOINS, HEURES_AU_PLUS = 4, 12  # between a form and what is sent by it
LIENS = 3
LONGUEURS = {"quoi": 2000, "plutot": 2000, "ou": 500, "courriel": 254}
_CLIENTS = 10_000  # whose reports of the day are counted
_LIEN = re.compile(r"https?://|www\.", re.IGNORECASE)
_COURRIEL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_GARDE = "Votre texte est gardé ci-dessous\u00a0: envoyez-le à nouveau."


class Refus(Enum):
    """Why a report is not kept: the HTTP status, and what its sender is told."""

    AILLEURS = (
        403,
        f"Ce formulaire est arrivé sans dire qu’il part d’ici. {_GARDE} S’il revient encore, "
        "passez par un autre navigateur.",
    )
    SANS_JETON = (403, f"Ce formulaire ne peut pas partir tel quel. {_GARDE}")
    TROP_VITE = (403, f"Ce formulaire est parti trop vite pour avoir été lu. {_GARDE}")
    PERIME = (403, f"Ce formulaire est resté ouvert plus de {HEURES_AU_PLUS}\u00a0heures. {_GARDE}")
    DEJA_SERVI = (
        409,
        "Ce formulaire a déjà servi, et son signalement est gardé. Pour dire autre chose, ou en "
        "dire plus, envoyez à nouveau ce qui est ci-dessous.",
    )
    TROP = (
        429,
        f"{PAR_JOUR}\u00a0signalements sont déjà partis de votre connexion aujourd’hui, de vous ou "
        "de qui la partage. Gardez ce texte, et revenez demain, ou passez par une autre connexion.",
    )
    PLEINE = (
        503,
        "Trop de signalements attendent d’être lus\u00a0: il n’en est plus pris pour l’instant. "
        "Revenez dans quelques jours.",
    )
    OCCUPE = (
        503,
        "Le tableau de bord reçoit trop de demandes à la fois. Réessayez dans un instant.",
    )
    VIDE = (400, "Dites ce qui est faux\u00a0: c’est le seul champ obligatoire.")
    LONG = (400, "C’est trop long\u00a0: {}\u00a0signes au plus dans «\u00a0{}\u00a0».")
    LIENS = (400, f"Il y a trop d’adresses de pages\u00a0: {LIENS}\u00a0au plus en tout.")
    COURRIEL = (
        400,
        "Cette adresse électronique n’est pas entière\u00a0: corrigez-la, ou ôtez-la.",
    )
    COURRIEL_DEDANS = (
        400,
        "Une adresse électronique ne s’écrit que dans le champ prévu pour elle\u00a0: ôtez-la du "
        "reste.",
    )

    @property
    def statut(self) -> int:
        """HTTP status."""
        return self.value[0]

    @property
    def dit(self) -> str:
        """What its sender is told."""
        return self.value[1]


class Refuse(Exception):
    """A report is not kept; the message is in French."""

    def __init__(self, refus: Refus, *valeurs: object) -> None:
        """Say why.

        Args:
            refus: the reason.
            valeurs: what its sentence leaves to be said.
        """
        super().__init__(refus.dit.format(*valeurs) if valeurs else refus.dit)
        self.refus = refus


@dataclass(frozen=True)
class Jetons:
    """The tokens of forms: each is for one row, and serves once.

    Attributes:
        cle: the server's secret.
        heure: tells the time, in seconds.
    """

    cle: str
    heure: Callable[[], float] = time.time

    def nouveau(self, objet: str) -> str:
        """Make the token of a form about something."""
        grain = secrets.token_urlsafe(16)
        return str(self._signe().dumps([grain, int(self.heure()), _court(objet)]))

    def suivi(self, jeton: str, objet: str) -> str:
        """Return the token by which the report of a form is followed, always the same.

        Raises:
            Refuse: the form is not ours, was sent at once, or is too old.
        """
        try:
            grain, fait, de_quoi = self._signe().loads(jeton)
        except (BadSignature, ValueError, TypeError) as erreur:
            raise Refuse(Refus.SANS_JETON) from erreur
        age = int(self.heure()) - fait
        if de_quoi != _court(objet) or age < 0:  # the clock went back: another form is dated anew
            raise Refuse(Refus.SANS_JETON)
        if age < SECONDES_AU_MOINS:
            raise Refuse(Refus.TROP_VITE)
        if age > HEURES_AU_PLUS * 3600:
            raise Refuse(Refus.PERIME)
        secret = hmac.digest(self.cle.encode(), str(grain).encode(), "sha256")
        return urlsafe_b64encode(secret).decode().rstrip("=")

    def _signe(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.cle, salt="signaler")


def un_suivi_quelconque() -> str:
    """Return what looks like the token of a report, and follows none."""
    return secrets.token_urlsafe(32)


def _court(objet: str) -> str:
    return blake2b(objet.encode("utf-8", "replace"), digest_size=8).hexdigest()


class Quotas:
    """Counts the reports of the day, by who sends them. For one thread."""

    def __init__(self, jour: Callable[[], date] = aujourd_hui) -> None:
        """Prepare.

        Args:
            jour: tells the day.
        """
        self._jour = jour
        self._du = jour()
        self._sel = secrets.token_bytes(16)
        self._partis: OrderedDict[bytes, int] = OrderedDict()

    def exiger(self, client: str) -> None:
        """Raise `Refuse` if this client has sent enough for the day."""
        if self._partis.get(self._nom(client), 0) >= PAR_JOUR:
            raise Refuse(Refus.TROP)

    def noter(self, client: str) -> None:
        """Count a report of this client."""
        nom = self._nom(client)
        self._partis[nom] = self._partis.get(nom, 0) + 1
        if len(self._partis) > _CLIENTS:
            self._partis.popitem(last=False)

    def _nom(self, client: str) -> bytes:
        if self._jour() != self._du:
            self._du, self._sel = self._jour(), secrets.token_bytes(16)
            self._partis.clear()
        return blake2b(client.encode("utf-8", "replace"), key=self._sel, digest_size=16).digest()


def exiger_un_texte_raisonnable(dite: Dite, titres: dict[str, str]) -> None:
    """Raise `Refuse` for what nobody would read, or should not be kept.

    Args:
        dite: what somebody reports.
        titres: label of each field.
    """
    if not dite.quoi:
        raise Refuse(Refus.VIDE)
    for champ, longueur in LONGUEURS.items():
        if len(getattr(dite, champ)) > longueur:
            raise Refuse(Refus.LONG, longueur, titres[champ])
    textes = (dite.quoi, dite.plutot, dite.ou)
    if sum(len(_LIEN.findall(texte)) for texte in textes) > LIENS:
        raise Refuse(Refus.LIENS)
    if faute_de_courriel(*textes):
        raise Refuse(Refus.COURRIEL_DEDANS)
    if dite.courriel and not _COURRIEL.fullmatch(dite.courriel):
        raise Refuse(Refus.COURRIEL)
