"""What caches may keep of an answer: the browser's, and the one that many readers share (a CDN).

Prudent unless told otherwise: everybody asks again each time, and is told that nothing changed.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.fuseaux import PARIS

VARIABLE = "FABRIQUE_CACHE_PARTAGE"
A_REDEMANDER = "no-cache"
PRIVE = "private, no-store"
_DUREE_MAXIMALE = 86_400  # seconds; a day, since the day changes what is said of the present
_PERIME_SERVI = 60  # seconds during which the old answer is given while the new one is asked for
_EN_CAS_DE_PANNE = 86_400  # seconds during which the old answer is better than an error


def duree_partagee() -> int:
    """Return the seconds that FABRIQUE_CACHE_PARTAGE gives; 0 when it says nothing usable."""
    lue = os.environ.get(VARIABLE, "")
    return min(int(lue), _DUREE_MAXIMALE) if lue.isascii() and lue.isdecimal() else 0


def conservation(duree: int, maintenant: datetime) -> dict[str, str]:
    """Return how long an answer that is the same for everybody may be kept, as headers.

    Browsers always ask again: after a purge, nobody sees what was before. What a shared cache may
    do with an old answer is therefore said to it alone (RFC 9213): browsers would do it too.

    Args:
        duree: seconds that a shared cache may keep it; never beyond midnight in Paris.
        maintenant: the time, with its zone.
    """
    ici = maintenant.astimezone(PARIS.zone)
    minuit = datetime.combine(ici.date() + timedelta(days=1), datetime.min.time(), PARIS.zone)
    gardee = min(duree, int(minuit.timestamp() - ici.timestamp()))
    if gardee <= 0:
        return {"cache-control": A_REDEMANDER}
    perime = f"stale-while-revalidate={min(gardee, _PERIME_SERVI)}"
    return {
        "cache-control": f"public, max-age=0, s-maxage={gardee}",
        "cdn-cache-control": f"max-age={gardee}, {perime}, stale-if-error={_EN_CAS_DE_PANNE}",
    }


def cle_de(donnees: Donnees) -> str:
    """Return what names these data for caches: their publication, or without one their files."""
    publiee = donnees.publiee
    return f"publication-{publiee.n}" if publiee else f"donnees-{donnees.empreinte}"


def entetes_de_partage(donnees: Donnees, maintenant: datetime, garde: bool) -> dict[str, str]:
    """Return the headers of an answer for caches.

    A new publication changes the key: to purge what had the old one is always right.

    Args:
        donnees: what the answer was made of.
        maintenant: the time.
        garde: whether it may be kept as long as the data stay.
    """
    cle = cle_de(donnees)
    return {
        **conservation(duree_partagee() if garde else 0, maintenant),
        "vary": "Accept-Encoding",
        "surrogate-key": cle,  # Fastly, Varnish
        "cache-tag": cle,  # Cloudflare, Bunny
    }
