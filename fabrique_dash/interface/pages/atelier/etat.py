"""The draft being written: kept in the session, and by the browser through `static/lettre.js`.

A Streamlit session dies with its connection, so the browser keeps the texts too, under a key
that names the period and the reference date, and hands them back to a session that has none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.edition import (
    LONGUEUR_MAXIMALE,
    en_ligne,
    en_texte,
    relire,
)
from fabrique_dash.publication.lettre.modele import TITRE_MAXIMAL, Brouillon

_BROUILLONS, _MESSAGE = "lettre-brouillons", "lettre-message"
_BROUILLONS_GARDES = 12


@dataclass(frozen=True)
class Travail:
    """What the editor has made of a draft.

    Attributes:
        cle: names the draft: cohort, reference date, period.
        neuf: whether nothing was changed yet in this session.
        titre: the letter's title.
        textes: text of each rubrique, by id.
        connus: ids of the data's paragraphs that the texts already had their chance to hold.
    """

    cle: str
    neuf: bool
    titre: str
    textes: dict[str, str]
    connus: tuple[str, ...]


def cle_de(donne: Brouillon) -> str:
    """Name a draft by what it is about."""
    dates = (d.isoformat() for d in (donne.jour, donne.debut, donne.fin))
    return "|".join([donne.cohorte, *dates])


def _brouillons() -> dict[str, Travail]:
    gardes: dict[str, Travail] = st.session_state.setdefault(_BROUILLONS, {})
    return gardes


def garder(travail: Travail) -> None:
    """Keep a draft for the rest of the session; the oldest ones go."""
    gardes = _brouillons()
    gardes.pop(travail.cle, None)
    gardes[travail.cle] = replace(travail, neuf=False)
    while len(gardes) > _BROUILLONS_GARDES:
        gardes.pop(next(iter(gardes)))


def tire_des_donnees(donne: Brouillon) -> Travail:
    """Return the draft as the data gives it."""
    return Travail(
        cle=cle_de(donne),
        neuf=True,
        titre=donne.titre,
        textes={r.id: en_texte(r.paragraphes) for r in donne.rubriques},
        connus=tuple(p.id for _, p in donne.paragraphes()),
    )


def est_celui_des_donnees(travail: Travail, donne: Brouillon) -> bool:
    """Tell whether nothing in a draft is the editor's own."""
    de_base = tire_des_donnees(donne)
    return (travail.titre, travail.textes) == (de_base.titre, de_base.textes)


def en_cours(donne: Brouillon) -> Travail:
    """Return the draft in progress; what the data has given since then is added at the ends."""
    garde = _brouillons().get(cle_de(donne))
    if garde is None:
        return tire_des_donnees(donne)
    textes = {r.id: garde.textes.get(r.id, "") for r in donne.rubriques}
    nouveaux = [(r.id, p) for r, p in donne.paragraphes() if p.id not in garde.connus]
    for rubrique, paragraphe in nouveaux:
        textes[rubrique] = f"{textes[rubrique]}\n\n{en_ligne(paragraphe)}".strip()
    connus = (*garde.connus, *(p.id for _, p in nouveaux))
    return replace(garde, textes=textes, connus=connus)


def relu(vue: Vue, donne: Brouillon, travail: Travail) -> Brouillon:
    """Read the texts back into a draft that can leave."""
    codes = frozenset(lignes_visibles(vue, "sources")["id"])
    rubriques = tuple(relire(r, travail.textes[r.id], codes) for r in donne.rubriques)
    return replace(donne, titre=propre(travail.titre) or donne.titre, rubriques=rubriques)


def depuis(brouillon: Brouillon) -> Travail:
    """Make the draft in progress from one that was saved."""
    paragraphes = [p for r in brouillon.rubriques for p in (*r.paragraphes, *r.de_cote)]
    return Travail(
        cle=cle_de(brouillon),
        neuf=False,
        titre=brouillon.titre,
        textes={r.id: en_texte(r.paragraphes) for r in brouillon.rubriques},
        connus=tuple(p.id for p in paragraphes if p.origine != "ecrit"),
    )


def rendu_par_le_navigateur(texte: str, donne: Brouillon) -> Travail | None:
    """Read what the browser had kept; None when it is not the draft of this page.

    Args:
        texte: JSON written by `static/lettre.js`.
        donne: the draft as the data gives it.
    """
    try:
        lu = json.loads(texte)
        textes, connus = dict(lu["textes"]), list(lu["connus"])
        if lu["cle"] != cle_de(donne) or not _sont_des_textes([lu["titre"], *textes.values()]):
            return None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    de_base = tire_des_donnees(donne)
    return replace(
        de_base,
        neuf=False,
        titre=_lisible(lu["titre"])[:TITRE_MAXIMAL],
        textes={i: _lisible(textes.get(i, base)) for i, base in de_base.textes.items()},
        connus=tuple(c for c in connus if isinstance(c, str) and c in de_base.connus),
    )


def _sont_des_textes(valeurs: list[Any]) -> bool:
    return all(isinstance(v, str) and len(v) <= LONGUEUR_MAXIMALE for v in valeurs)


def _lisible(texte: str) -> str:
    """Drop half characters, which JSON can hold and nothing can send."""
    return texte.encode("utf-8", "ignore").decode("utf-8")


def dire(message: str, *, erreur: bool = False) -> None:
    """Keep a message for the next drawing of the page."""
    st.session_state[_MESSAGE] = (message, erreur)


def montrer_le_message() -> None:
    """Show the message that was kept, once."""
    message, erreur = st.session_state.pop(_MESSAGE, ("", False))
    if message:
        (st.error if erreur else st.success)(message.replace("[", r"\["))
