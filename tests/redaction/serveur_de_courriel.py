"""A mail server of the tests' own, on a port of this machine: it keeps what it is given."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from outils.serveur_local import port_libre

IDENTITE = ("tableau", "un mot de passe: dit")


@dataclass
class Recu:
    """A message as the server got it: who for, and what it says."""

    pour: list[str]
    message: EmailMessage


@dataclass
class Boite:
    """What the server was given, and what it answers.

    Attributes:
        adresse: where it listens, as FABRIQUE_SMTP says it.
        recus: the messages that it took.
        au_destinataire: what it answers to a recipient; empty to take it.
        aux_mots: what it answers once it has read a message; empty to take it.
        couper: whether it closes the line once it has read a message, without an answer.
        retenir: whether it keeps who has sent a message waiting, until `lacher`; `tient` is then
            set.
    """

    adresse: str = ""
    recus: list[Recu] = field(default_factory=list)
    au_destinataire: str = ""
    aux_mots: str = ""
    couper: bool = False
    retenir: bool = False
    tient: Event = field(default_factory=Event)
    lacher: Event = field(default_factory=Event)

    async def handle_RCPT(
        self, serveur: SMTP, _: Session, enveloppe: Envelope, adresse: str, options: list[str]
    ) -> str:
        if self.au_destinataire:
            return self.au_destinataire
        enveloppe.rcpt_tos.append(adresse)
        enveloppe.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, serveur: SMTP, _: Session, enveloppe: Envelope) -> str:
        if self.retenir:
            self.tient.set()
            await asyncio.get_running_loop().run_in_executor(None, self.lacher.wait, 60)
            return "451 trop tard"
        if self.couper:
            assert serveur.transport is not None
            serveur.transport.close()
            return ""
        if self.aux_mots:
            return self.aux_mots
        lu = message_from_bytes(enveloppe.content or b"", policy=default)  # type: ignore[arg-type]
        assert isinstance(lu, EmailMessage)
        self.recus.append(Recu(list(enveloppe.rcpt_tos), lu))
        return "250 OK"


def _reconnaitre(*arguments: Any) -> AuthResult:
    dites = arguments[-1]
    assert isinstance(dites, LoginPassword)
    attendues = tuple(mot.encode() for mot in IDENTITE)
    bonne = (dites.login, dites.password) == attendues
    return AuthResult(success=bonne, handled=False)  # the server says it itself


@contextmanager
def serveur_de_courriel(chiffrement: ssl.SSLContext | None = None) -> Iterator[Boite]:
    """Run a server; with a certificate, it wants to be spoken to by STARTTLS and a password.

    Args:
        chiffrement: its certificate.
    """
    boite = Boite()
    sur: dict[str, Any] = {}
    if chiffrement is not None:
        sur = {
            "tls_context": chiffrement,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _reconnaitre,
        }
    port = port_libre()
    tenu = Controller(boite, hostname="localhost", port=port, **sur)
    boite.adresse = f"smtp://localhost:{port}"
    tenu.start()
    try:
        yield boite
    finally:
        tenu.stop()
