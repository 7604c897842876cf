"""Answers made of bytes, with 304 and errors in French."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.serveur.partage import entetes_de_partage
from fabrique_dash.serveur.reserve import Prete


def _inchange(requete: Request, etag: str, modifie: str) -> bool:
    """Tell whether the client already has this content; its mark rules, its date failing that."""
    connus = requete.headers.get("if-none-match")
    if connus is not None:
        marques = [m.strip().removeprefix("W/") for m in connus.split(",")]
        return "*" in marques or etag in marques
    return requete.headers.get("if-modified-since") == modifie


def repondre(requete: Request, prete: Prete, donnees: Donnees, garde: bool = True) -> Response:
    """Answer with a content, or with 304 when the client has it.

    Args:
        requete: the request.
        prete: the content.
        donnees: what it was made of.
        garde: whether it stays the same as long as they do.
    """
    comprime = prete.comprime is not None and "gzip" in requete.headers.get("accept-encoding", "")
    etag = f'"{prete.marque}{"-gz" if comprime else ""}"'
    modifie = format_datetime(donnees.modifie_le, usegmt=True)
    entetes = {"etag": etag, "last-modified": modifie}
    entetes |= entetes_de_partage(donnees, datetime.now(UTC), garde)
    if _inchange(requete, etag, modifie):
        return Response(status_code=304, headers=entetes)
    fichier = prete.fichier
    if fichier.nom:
        genre = "attachment" if fichier.a_enregistrer else "inline"
        entetes["content-disposition"] = f'{genre}; filename="{fichier.nom}"'
    corps = fichier.octets
    if comprime and prete.comprime is not None:
        corps, entetes["content-encoding"] = prete.comprime, "gzip"
    entetes["content-type"] = fichier.type_mime
    return Response(corps, headers=entetes)


def probleme(
    statut: int, titre: str, detail: str, champ: str = "", valeurs: Sequence[str] = ()
) -> Response:
    """Answer with an error in French (RFC 9457).

    Args:
        statut: HTTP status.
        titre: kind of error.
        detail: what is wrong here.
        champ: name of the list of what is allowed instead; empty when there is none.
        valeurs: that list.
    """
    dit: dict[str, object] = {
        "type": "about:blank",
        "title": titre,
        "status": statut,
        "detail": detail,
    }
    if champ:
        dit[champ] = list(valeurs)
    entetes = {"cache-control": "no-store", "content-language": "fr"}
    if statut == 503:
        entetes["retry-after"] = "60"
    corps = json.dumps(dit, ensure_ascii=False).encode("utf-8")
    return Response(corps, statut, entetes, media_type="application/problem+json")
