"""A new source: its whole row, of the little that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count

from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.redaction.champs import SOURCES
from fabrique_dash.redaction.identifiants import pris
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

TYPE_PROPOSE = {"type": "document"}  # of a source whose type is left empty
_PREFIXE = "M"  # of the codes of the sources that the team adds


def code_de_source(publiees: RangeesPubliees) -> str:
    """Propose the code of a source to add."""
    connus = pris(publiees, SOURCES)
    return next(code for n in count(1) if (code := f"{_PREFIXE}{n}") not in connus)


def nouvelle_source(typee: Mapping[str, str], code: str, jour: date) -> dict[str, str]:
    """Make the whole row of a source of what is asked for.

    Args:
        typee: the columns that were typed.
        code: its code.
        jour: the day on which it was read.
    """
    publiee = typee.get("date_publication", "")
    titre, producteur = typee.get("titre", ""), typee.get("producteur", "")
    quand = f", {dite}" if (dite := _en_mots(publiee)) else ""
    return {
        "id": code,
        "nom_court": typee.get("nom_court", ""),
        "producteur": producteur,
        "titre": titre,
        "statut_titre": Statut.DOCUMENTE.value,
        "type": typee.get("type", "") or TYPE_PROPOSE["type"],
        "url": typee.get("url", ""),
        "date_publication": publiee,
        "statut_date": (Statut.DOCUMENTE if publiee else Statut.NON_DOCUMENTE).value,
        "date_consultation": jour.isoformat(),
        "citation": f"{producteur}, «\u00a0{titre}\u00a0»{quand}.",
        "licence": "non précisée",
        "niveau_lecture": "entier",
        "statut": Statut.DOCUMENTE.value,
        "note": "" if typee.get("url") else "Non publié.",
    }


def _en_mots(publiee: str) -> str:
    try:
        return date_reduite(publiee) if publiee else ""
    except ValueError:  # said under its field
        return ""
