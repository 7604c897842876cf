"""A message as it leaves: its headers, by which a mail program offers to unsubscribe."""

from __future__ import annotations

from datetime import datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from fabrique_dash.journal.courriels import Pris
from fabrique_dash.redaction.courriels.gabarit import DESABONNEMENT, lien_a_jeton

_LIGNE = 76  # signs of a line with encoded words in it, and of quoted-printable (RFC 2045, 2047)


def _encode(texte: str, entete: BaseHeader, policy: Policy[Any]) -> str:
    """Encode a text: the header registry loses spaces between the words that it encodes."""
    lu = Header(texte, "utf-8", maxlinelen=_LIGNE, header_name=entete.name)
    return f"{entete.name}: {lu.encode(linesep=policy.linesep)}"


class _Texte(BaseHeader):
    """A header that holds any text."""

    max_count = 1

    @staticmethod
    def parse(value: str, kwds: dict[str, Any]) -> None:
        """Read it as it is, even if it looks like words that are already encoded."""
        UnstructuredHeader.parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: Policy[Any]) -> str:
        """Write it whole, on as many lines as it takes."""
        return f"{_encode(self, self, policy)}{policy.linesep}"


class _Expediteur(_Texte):
    """The header that says who a message is from."""

    def fold(self, *, policy: Policy[Any]) -> str:
        """Write the name as any text, the address under it."""
        nom, adresse = parseaddr(self)
        fin = f"{policy.linesep} {_entre_chevrons(adresse)}{policy.linesep}"
        return f"{_encode(nom, self, policy)}{fin}"


class _TelQuel(_Texte):
    """A header that holds an address: cut or encoded, as long words are, nobody would read it."""

    def fold(self, *, policy: Policy[Any]) -> str:
        """Write it on one line, whatever its length."""
        return f"{self.name}: {self}{policy.linesep}"


_ENTETES = HeaderRegistry()
_ENTETES.map_to_type("subject", _Texte)
_ENTETES.map_to_type("from", _Expediteur)
_ENTETES.map_to_type("list-unsubscribe", _TelQuel)
_REGLES = SMTP.clone(header_factory=_ENTETES, max_line_length=_LIGNE)


def _entre_chevrons(texte: str) -> str:
    return "".join(("<", texte, ">"))


def message(pris: Pris, expediteur: Address, racine: str, le: datetime) -> EmailMessage:
    """Write a message that was taken; tried again, it has the same identity.

    Args:
        pris: the message.
        expediteur: who it is from.
        racine: where the dashboard is served.
        le: when it leaves.
    """
    ecrit = pris.ecrit
    m = EmailMessage(policy=_REGLES)
    m["Subject"] = ecrit.sujet
    m["From"] = str(expediteur)
    m["To"] = Address(addr_spec=pris.adresse)
    m["Date"] = format_datetime(le)
    m["Message-ID"] = _entre_chevrons(f"{pris.id}@{urlsplit(racine).hostname or 'localhost'}")
    m["Auto-Submitted"] = "auto-generated"
    if ecrit.jeton is not None:
        lien = lien_a_jeton(racine, DESABONNEMENT, ecrit.jeton)
        m["List-Unsubscribe"] = _entre_chevrons(lien)
        m["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    # Quoted-printable: a server that knows nothing but ASCII passes it on as it is.
    m.set_content(ecrit.texte, cte="quoted-printable")
    m.add_alternative(ecrit.html, subtype="html", cte="quoted-printable")
    return m
