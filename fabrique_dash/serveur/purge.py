"""Telling a shared cache that what it keeps is no longer what is published."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from urllib.parse import urlsplit

from anyio import sleep, to_thread

from fabrique_dash.donnees.depot import depot
from fabrique_dash.serveur.partage import cle_de

VARIABLE = "FABRIQUE_PURGE"
VARIABLE_DE_L_ENTETE = "FABRIQUE_PURGE_ENTETE"
_CLE = "{cle}"
_PAUSES = (2.0, 10.0, 60.0)  # seconds before each new trial
_DELAI = 10.0  # seconds
_REGARD = 1.0  # second
_JOURNAL = logging.getLogger(__name__)


def demande_de_purge(cle: str) -> urllib.request.Request | None:
    """Return the request that has a cache forget what bears a key; None when there is no cache.

    FABRIQUE_PURGE is its address, where `{cle}` stands for the key. The key is in a header and in
    the body too: caches differ in where they look for it. FABRIQUE_PURGE_ENTETE is one more header,
    « Nom: valeur », for a token.

    Args:
        cle: what the answers to forget bear.
    """
    adresse = os.environ.get(VARIABLE, "").replace(_CLE, cle)
    try:
        if urlsplit(adresse).scheme not in ("http", "https"):
            return None
    except ValueError:  # no address at all
        return None
    entetes = {"Content-Type": "application/json", "Surrogate-Key": cle}
    nom, _, valeur = os.environ.get(VARIABLE_DE_L_ENTETE, "").partition(":")
    if nom.strip() and valeur.strip():
        entetes[nom.strip()] = valeur.strip()
    corps = json.dumps({"tags": [cle]}).encode()
    return urllib.request.Request(adresse, corps, entetes, method="POST")


def est_demandee() -> bool:
    """Tell whether there is a cache to tell; what is no address is said to be none."""
    demandee = demande_de_purge("") is not None
    if not demandee and os.environ.get(VARIABLE):
        _JOURNAL.warning("%s n’est pas une adresse http(s)\u00a0: rien ne sera purgé", VARIABLE)
    return demandee


class _SansDetour(urllib.request.HTTPRedirectHandler):
    """Takes being sent elsewhere for a refusal: the token is for the address that was given."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def envoyer(demande: urllib.request.Request, pauses: Sequence[float] = _PAUSES) -> bool:
    """Send a purge, again if it fails; tell whether it was accepted.

    Args:
        demande: the request.
        pauses: seconds before each new trial.
    """
    sans_detour = urllib.request.build_opener(_SansDetour)
    for essai, pause in enumerate((0.0, *pauses), 1):
        time.sleep(pause)
        try:
            with sans_detour.open(demande, timeout=_DELAI):
                return True
        except (OSError, ValueError, HTTPException) as erreur:
            # Neither the address nor the header are told: they may hold a secret.
            raison = getattr(erreur, "code", type(erreur).__name__)
            _JOURNAL.warning("Purge du cache refusée (%s), essai %d", raison, essai)
    return False


async def veiller(pause: float = _REGARD) -> None:
    """Look at the data until cancelled, and have what was made of those before forgotten.

    Every process does it once it serves the new ones: the last of them purges what the cache may
    have taken from a late one meanwhile. It does as it begins, too: another version of the code may
    have made what the cache has of the same data. Nobody waits for it.

    Args:
        pause: seconds between two looks.
    """
    avant = ""
    while True:
        donnees = (await to_thread.run_sync(depot().etat)).donnees
        cle = cle_de(donnees) if donnees else avant
        if cle != avant and (demande := demande_de_purge(avant or cle)) is not None:
            threading.Thread(target=envoyer, args=(demande,), name="purge", daemon=True).start()
        avant = cle
        await sleep(pause)
