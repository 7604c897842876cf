"""What the server writes of what it does: nobody is in it, and a machine can read it.

Uvicorn's own lines give the address of each visitor and all that a link holds: they are never
written. With FABRIQUE_TRACES=json each line is an object, requests have one each, and whatever
looks like an e-mail address, an IP address, a query or a token is taken out of all of them.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime

VARIABLE = "FABRIQUE_TRACES"
EN_JSON = "json"
REQUETES = "fabrique_dash.requetes"
CHAMPS = "fabrique_dash_champs"  # of a record: what is told beside its message

_RETRAITS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[courriel]"),
    (re.compile(r"://[^/\s:@]+:[^/\s@]+@"), "://[secret]@"),
    (re.compile(r"(?<=[\w/])\?[^\s\"')]+"), "?[…]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?"), "[adresse]"),
    (
        re.compile(r"(?<![\w:])(?=[\dA-Fa-f:]*::|(?:[\dA-Fa-f]*:){4})[\dA-Fa-f:]{3,39}(?![\w:])"),
        "[adresse]",
    ),
    # A token holds a digit, or capitals among small letters; a function's name does not.
    (re.compile(r"\b(?=[\w-]*(?:\d|[a-z][A-Z]|[A-Z][a-z]))[\w-]{32,}"), "[jeton]"),
)
_UN_NOM = re.compile(r"[a-z._-]{1,40}")


def nettoyer(texte: str) -> str:
    """Take out of a text what may tell who somebody is, or open a door."""
    for motif, remplacement in _RETRAITS:
        texte = motif.sub(remplacement, texte)
    return texte


def chemin_dit(chemin: str, connu: bool) -> str:
    """Return what may be written of the path of a request.

    Args:
        chemin: the path below the application's root.
        connu: whether it is a page or the open data: anything else may hold a token.
    """
    if connu:
        return chemin
    premier = chemin.lstrip("/").split("/")[0]
    if not _UN_NOM.fullmatch(premier):
        return "/…"
    return f"/{premier}" if chemin.rstrip("/") == f"/{premier}" else f"/{premier}/…"


class EnJson(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; of an exception, its kind, its first line and where it came from."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        dit: dict[str, object] = {
            "le": moment,
            "niveau": record.levelname,
            "de": record.name,
            "message": nettoyer(record.getMessage()),
            **getattr(record, CHAMPS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            dit["erreur"] = _erreur(record.exc_info[1])
        return json.dumps(dit, ensure_ascii=False, default=str)


def _erreur(erreur: BaseException) -> dict[str, object]:
    # Further lines of a database's message hold what was being written.
    premiere = str(erreur).split("\n", 1)[0]
    pile = traceback.extract_tb(erreur.__traceback__)
    return {
        "genre": type(erreur).__name__,
        "dit": nettoyer(premiere),
        "pile": [f"{ou.filename.rpartition('/')[2]}:{ou.lineno} {ou.name}" for ou in pile],
    }


class _SansVisiteurs(logging.Filter):
    """Refuses uvicorn's lines about one connection: they begin with the visitor's address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record may be written."""
        return '"WebSocket' not in str(record.msg)


_SANS_VISITEURS = _SansVisiteurs()


def regler_les_traces() -> None:
    """Have nothing written about visitors, and all of it as JSON if FABRIQUE_TRACES says so.

    Libraries give themselves a handler as they are imported: it is called again once all are.
    """
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").addFilter(_SANS_VISITEURS)
    if not en_json():
        return
    logging.captureWarnings(True)
    logging.getLogger(REQUETES).setLevel(logging.INFO)
    if not logging.root.handlers:
        logging.root.addHandler(logging.StreamHandler(sys.stderr))
    connus = logging.root.manager.loggerDict.values()
    for journal in (logging.root, *(j for j in connus if isinstance(j, logging.Logger))):
        for sortie in journal.handlers:
            if isinstance(sortie, logging.StreamHandler):
                sortie.setFormatter(EnJson())


def en_json() -> bool:
    """Tell whether logs are to be read by a machine."""
    return os.environ.get(VARIABLE) == EN_JSON


def tracer_la_requete(methode: str, chemin: str, statut: int, secondes: float) -> None:
    """Write the line of a request.

    Args:
        methode: its method.
        chemin: its path, as `chemin_dit` gives it.
        statut: of the answer.
        secondes: what it took.
    """
    champs = {"methode": methode, "chemin": chemin, "statut": statut, "ms": round(secondes * 1000)}
    logging.getLogger(REQUETES).info("requête", extra={CHAMPS: champs})
