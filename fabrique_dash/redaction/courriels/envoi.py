"""Sending what waits in the outbox: to a server, or into a folder.

At most once: a message whose fate is not known, because the line was cut after its words had
begun to leave, is told and not sent again. All that is refused before can be tried again.
"""

from __future__ import annotations

import logging
import mailbox
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from fabrique_dash.journal.abonnements import Etat
from fabrique_dash.journal.courriels import (
    Pris,
    conclure,
    il_y_en_a,
    prendre,
    rendre,
    reporter,
)
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.redaction.courriels.message import message
from fabrique_dash.redaction.courriels.reglages import COURRIELS, Chiffrement, Reglages, Relais

_JOURNAL = logging.getLogger(__name__)
_PATIENCE = 30.0  # seconds, for a server to say that it is there
_PATIENCE_ENSUITE = 300.0  # for its answers: it may read a message whole before it takes it
_PLUS_TARD = range(400, 500)
_COUPE = "la ligne a été coupée pendant l’envoi"
_SANS_DOSSIER = f"le dossier {{}} refuse qu’on y écrive, donnez-en un autre par {COURRIELS}"


class _Plus(RuntimeError):
    """Sending can't go on now; nothing of this message has left."""


class _Refuse(RuntimeError):
    """The server refuses this message; `code` tells whether for good."""

    def __init__(self, code: int) -> None:
        super().__init__(f"le serveur répond {code}")
        self.code = code


class _Incertain(RuntimeError):
    """The line was cut while the message was leaving."""


Porter = Callable[[str, EmailMessage], None]


@dataclass
class Bilan:
    """What came of sending, in numbers; of a message that was given up, its account and why.

    Attributes:
        partis: how many left, or were put in the folder.
        reportes: how many will be tried again.
        abandonnes: account and reason of those that were given up.
        incertains: how many perhaps left.
        panne: why sending stopped; empty if it did not.
    """

    partis: int = 0
    reportes: int = 0
    abandonnes: list[tuple[str, str]] = field(default_factory=list)
    incertains: int = 0
    panne: str = ""


def envoyer(journal: Journal, reglages: Reglages, racine: str) -> Bilan:
    """Send all that waits and may be sent now, each message once.

    Args:
        journal: the journal.
        reglages: how mail leaves.
        racine: where the dashboard is served.
    """
    bilan = Bilan()
    if not il_y_en_a(journal):
        return bilan
    try:
        with _porteur(reglages) as porter:
            while (pris := prendre(journal)) is not None:
                _un(journal, reglages, racine, pris, porter, bilan)
    except _Plus as erreur:
        bilan.panne = str(erreur)
    return bilan


def _un(
    journal: Journal, reglages: Reglages, racine: str, pris: Pris, porter: Porter, bilan: Bilan
) -> None:
    ecrit = message(pris, reglages.expediteur, racine, journal.horloge())
    try:
        porter(pris.adresse, ecrit)
    except _Plus:
        rendre(journal, pris)
        raise
    except _Refuse as refus:
        _apres_un_refus(journal, pris, refus, bilan)
    except _Incertain as erreur:
        conclure(journal, pris, Etat.INCERTAIN, _COUPE)
        bilan.incertains += 1
        raise _Plus(_COUPE) from erreur
    else:
        conclure(journal, pris, Etat.ENVOYE)
        bilan.partis += 1


def _apres_un_refus(journal: Journal, pris: Pris, refus: _Refuse, bilan: Bilan) -> None:
    if refus.code in _PLUS_TARD:
        etat = reporter(journal, pris, str(refus))
    else:
        etat = conclure(journal, pris, Etat.ABANDONNE, str(refus))
    if etat is Etat.ABANDONNE:
        bilan.abandonnes.append((pris.compte, str(refus)))
    else:
        bilan.reportes += 1


@contextmanager
def _porteur(reglages: Reglages) -> Iterator[Porter]:
    """Give what carries a message: it is ready before any message is taken."""
    if reglages.relais is None:
        yield _vers_le_dossier(reglages)
        return
    try:
        serveur = _se_presenter(reglages.relais)
    # An SSL error is an OSError; a name that can't be one, a UnicodeError.
    except (OSError, smtplib.SMTPException, UnicodeError) as erreur:
        _JOURNAL.warning("Serveur de courriel inaccessible (%s)", type(erreur).__name__)
        raise _Plus(_sans_serveur(erreur)) from erreur
    try:
        yield lambda a, m: _remettre(serveur, reglages.expediteur.addr_spec, a, m)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            serveur.quit()


def _sans_serveur(erreur: Exception) -> str:
    if isinstance(erreur, smtplib.SMTPAuthenticationError):
        return "le serveur de courriel refuse le nom ou le mot de passe"
    if isinstance(erreur, ssl.SSLError):
        return "le serveur de courriel ne prouve pas qui il est"
    if isinstance(erreur, smtplib.SMTPNotSupportedError):
        return "le serveur de courriel ne sait pas chiffrer, ou n’attend pas de mot de passe"
    return "le serveur de courriel ne répond pas"


def _se_presenter(relais: Relais) -> smtplib.SMTP:
    serveur: smtplib.SMTP
    if relais.chiffrement is Chiffrement.DES_LE_DEBUT:
        sur = ssl.create_default_context()
        serveur = smtplib.SMTP_SSL(relais.hote, relais.port, timeout=_PATIENCE, context=sur)
    else:
        serveur = smtplib.SMTP(relais.hote, relais.port, timeout=_PATIENCE)
    try:
        if relais.chiffrement is Chiffrement.ENSUITE:
            serveur.starttls(context=ssl.create_default_context())
        serveur.ehlo_or_helo_if_needed()
        if relais.nom:
            serveur.login(relais.nom, relais.mot_de_passe)
        assert serveur.sock is not None
        serveur.sock.settimeout(_PATIENCE_ENSUITE)
    except BaseException:
        serveur.close()
        raise
    return serveur


def _remettre(serveur: smtplib.SMTP, de: str, a: str, m: EmailMessage) -> None:
    """Give a message to the server, so that one knows at which step it failed.

    Raises:
        _Plus: the server is gone, or refuses who sends: nothing has left.
        _Refuse: it refuses this message.
        _Incertain: it was cut while the words were leaving.
    """
    try:
        code, _ = serveur.mail(de)
        if code != 250:
            raise _Plus(f"le serveur de courriel refuse l’expéditeur ({code})")
        code, _ = serveur.rcpt(a)
    except (OSError, smtplib.SMTPException) as erreur:
        raise _Plus("le serveur de courriel ne répond plus") from erreur
    if code not in (250, 251):
        _recommencer(serveur)
        raise _Refuse(code)
    try:
        code, _ = serveur.data(m.as_bytes())
    except smtplib.SMTPDataError as erreur:  # before a word of it had left
        _recommencer(serveur)
        raise _Refuse(erreur.smtp_code) from erreur
    except (OSError, smtplib.SMTPException) as erreur:
        raise _Incertain from erreur
    if code != 250:
        _recommencer(serveur)
        raise _Refuse(code)


def _recommencer(serveur: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        serveur.rset()


def _vers_le_dossier(reglages: Reglages) -> Porter:
    """Put messages in a folder (Maildir): whoever has the machine reads them, and none leaves."""

    def poser(_: str, m: EmailMessage) -> None:
        try:
            for partie in ("tmp", "new", "cur"):  # the library adds none to a folder that is there
                (reglages.dossier / partie).mkdir(mode=0o700, parents=True, exist_ok=True)
            mailbox.Maildir(reglages.dossier).add(m.as_bytes())
        except OSError as erreur:
            _JOURNAL.warning("Dossier des courriels refusé (%s)", type(erreur).__name__)
            raise _Plus(_SANS_DOSSIER.format(reglages.dossier)) from erreur

    return poser
