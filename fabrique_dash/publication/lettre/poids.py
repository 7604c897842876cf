"""What an e-mail weighs: mail programs cut a long one, and its end is never read."""

from __future__ import annotations

from collections.abc import Mapping

from fabrique_dash.chiffres.noyau.typographie import enumeration, nombre

# Gmail shows the first 102 kB of a message, and a link to the rest.
COUPE = 102 * 1024
PRES_DE_LA_COUPE = 90 * 1024  # what a mail program adds when it sends counts too
_A_RACCOURCIR = 3


def avis_du_poids(octets: int, parties: Mapping[str, int]) -> str:
    """Tell that an e-mail is cut, or near to be, and what to shorten.

    Args:
        octets: bytes of the e-mail.
        parties: bytes of each of its parts, by title.
    """
    coupe = "est coupé" if octets > COUPE else "est près d’être coupé"
    lourdes = sorted(parties, key=lambda titre: -parties[titre])[:_A_RACCOURCIR]
    dites = [f"«\u00a0{titre}\u00a0» ({_ko(parties[titre])})" for titre in lourdes]
    return (
        f"Ce courriel pèse {_ko(octets)} et {coupe}\u00a0: plusieurs messageries n’affichent que "
        f"les {_ko(COUPE)} du début. À raccourcir d’abord\u00a0: {enumeration(dites)}. Les phrases "
        "laissées de côté restent dans le brouillon."
    )


def _ko(octets: int) -> str:
    return f"{nombre(round(octets / 1024))}\u00a0ko"
