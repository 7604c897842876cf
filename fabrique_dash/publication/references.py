"""References of the sources, and what the package says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fabrique_dash.chiffres.objets import objets
from fabrique_dash.chiffres.typographie import jour_long
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.fiches import fiches
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.adresses import adresse


@lru_cache(maxsize=4)
def references(donnees: Donnees) -> dict[str, str]:
    """Return the printed reference of each source, by id."""
    sources = donnees.table("sources")
    return {
        str(s["id"]): str(s["citation"]) or f"{s['producteur']}, {s['titre']}"
        for s in fiches(sources)
    }


@dataclass(frozen=True)
class Renvoi:
    """How a page refers to a source: its printed reference, and its place if it is shown."""

    reference: str
    adresse: str


@lru_cache(maxsize=64)
def renvois(vue: Vue) -> dict[str, Renvoi]:
    """Return how to refer to each source, by id.

    One that had not appeared on the reference date has no place to lead to.
    """
    montrees = objets(vue, "source")
    return {
        code: Renvoi(reference, adresse(vue, "source", code) if code in montrees else "")
        for code, reference in references(vue.donnees).items()
    }


@dataclass(frozen=True)
class Mentions:
    """What every export and every footer says of the data."""

    titre: str
    version: str
    mise_a_jour: str
    licence: str
    producteur: str


@lru_cache(maxsize=4)
def mentions(donnees: Donnees) -> Mentions:
    """Read the package's metadata into the words that footers and citations use."""
    descripteur = donnees.descripteur
    return Mentions(
        titre=descripteur.titre,
        version=descripteur.version,
        mise_a_jour=jour_long(date.fromisoformat(descripteur.cree_le[:10])),
        licence=", ".join(str(li.get("title", li.get("name", ""))) for li in descripteur.licences),
        producteur=", ".join(str(c.get("title", "")) for c in descripteur.contributeurs),
    )
