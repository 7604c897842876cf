"""Telling a shared cache that what it keeps is no longer what is published."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
import urllib.request
from urllib.parse import urlsplit

from anyio import sleep, to_thread

from fabrique_dash.donnees.depot import depot
from fabrique_dash.serveur.partage import cle_de

VARIABLE = "FABRIQUE_PURGE"
VARIABLE_DE_L_ENTETE = "FABRIQUE_PURGE_ENTETE"
_CLE = "{cle}"
_ESSAIS = 3
_PAUSE = 2.0  # seconds
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
    if urlsplit(adresse).scheme not in ("http", "https"):
        return None
    entetes = {"Content-Type": "application/json", "Surrogate-Key": cle}
    nom, _, valeur = os.environ.get(VARIABLE_DE_L_ENTETE, "").partition(":")
    if nom.strip() and valeur.strip():
        entetes[nom.strip()] = valeur.strip()
    corps = json.dumps({"tags": [cle]}).encode()
    return urllib.request.Request(adresse, corps, entetes, method="POST")


def est_demandee() -> bool:
    """Tell whether there is a cache to tell."""
    return demande_de_purge("") is not None


def envoyer(demande: urllib.request.Request, pause: float = _PAUSE) -> bool:
    """Send a purge, again if it fails; tell whether it was accepted.

    Args:
        demande: the request.
        pause: seconds before each new trial.
    """
    for essai in range(1, _ESSAIS + 1):
        try:
            with urllib.request.urlopen(demande, timeout=_DELAI):
                return True
        except (OSError, ValueError) as erreur:
            # Neither the address nor the header are told: they may hold a secret.
            raison = getattr(erreur, "code", type(erreur).__name__)
            _JOURNAL.warning("Purge du cache refusée (%s), essai %d", raison, essai)
        time.sleep(pause)
    return False


async def veiller(pause: float = _REGARD) -> None:
    """Look at the data until cancelled, and have what was made of those before forgotten.

    Every process does it once it serves the new ones: the last of them purges what the cache may
    have taken from a late one meanwhile. Nobody waits for it.

    Args:
        pause: seconds between two looks.
    """
    avant = ""
    while True:
        donnees = (await to_thread.run_sync(depot().etat)).donnees
        cle = cle_de(donnees) if donnees else avant
        if avant and cle != avant and (demande := demande_de_purge(avant)) is not None:
            threading.Thread(target=envoyer, args=(demande,), name="purge", daemon=True).start()
        avant = cle
        await sleep(pause)
