"""References of the sources, and what the package says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite, jour_long, periode
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.adresses import adresse


@par_donnees
def references(donnees: Donnees) -> MappingProxyType[str, str]:
    """Return the printed reference of each source, by id."""
    sources = donnees.table("sources")
    return MappingProxyType(
        {
            str(s["id"]): str(s["citation"]) or f"{s['producteur']}, {s['titre']}"
            for s in rangees(sources, Sources)
        }
    )


@par_donnees
def references_datees(donnees: Donnees) -> MappingProxyType[str, str]:
    """Return the reference of each source with its date of publication, by id, for citations."""
    connues = references(donnees)
    return MappingProxyType(
        {
            str(s["id"]): _dater(connues[str(s["id"])], s)
            for s in rangees(donnees.table("sources"), Sources)
        }
    )


def _dater(reference: str, source: Sources) -> str:
    """Add to a reference when it was published, unless it says so already."""
    publiee = str(source["date_publication"])
    simple = reference.replace("\u00a0", " ")
    dite = bool(publiee) and date_reduite(publiee).replace("\u00a0", " ") in simple
    if dite or "date déduite" in reference:
        return reference
    return f"{reference.rstrip('.')} ({date_de_publication(source)})."


def date_de_publication(source: Sources) -> str:
    """Say when a source was published, as precisely as it is known.

    Args:
        source: a row of the table `sources`.
    """
    publiee = str(source["date_publication"])
    avant, apres = str(source["pas_avant"]), str(source["pas_apres"])
    if publiee:
        return f"publication\u00a0: {date_reduite(publiee)}"
    if avant and apres and avant != apres:
        return f"publication\u00a0: {periode(avant, apres)}, date déduite"
    if avant and avant == apres:
        return f"publication\u00a0: {date_reduite(avant)}, date déduite"
    if avant:
        return f"publication\u00a0: {date_reduite(avant)} au plus tôt, date déduite"
    if apres:
        return f"publication\u00a0: {date_reduite(apres)} au plus tard, date déduite"
    return "date de publication non documentée"


@dataclass(frozen=True)
class Renvoi:
    """How a page refers to a source: its short name, printed reference, place if it is shown."""

    nom: str
    reference: str
    adresse: str


@par_vue
def renvois(vue: Vue) -> MappingProxyType[str, Renvoi]:
    """Return how to refer to each source, by id.

    One that had not appeared on the reference date has no place to lead to.
    """
    montrees, noms = objets(vue, "source"), noms_courts(vue.donnees)
    return MappingProxyType(
        {
            code: Renvoi(
                noms[code], reference, adresse(vue, "source", code) if code in montrees else ""
            )
            for code, reference in references(vue.donnees).items()
        }
    )


@dataclass(frozen=True)
class Mentions:
    """What every export and every footer says of the data; no publication without a journal."""

    titre: str
    version: str
    mise_a_jour: str
    licence: str
    producteur: str
    publication: str

    @property
    def origine(self) -> str:
        """The data, its version, its date and its licence, without a full stop."""
        publication = f" ({self.publication})" if self.publication else ""
        return (
            f"{self.titre} — données version {self.version}, "
            f"mises à jour le {self.mise_a_jour}{publication}, {self.licence}"
        )


@par_donnees
def mentions(donnees: Donnees) -> Mentions:
    """Read the package's metadata into the words that footers and citations use."""
    descripteur = donnees.descripteur
    return Mentions(
        titre=descripteur.titre,
        version=descripteur.version,
        mise_a_jour=jour_long(date.fromisoformat(descripteur.cree_le[:10])),
        licence=", ".join(str(li.get("title", li.get("name", ""))) for li in descripteur.licences),
        producteur=", ".join(str(c.get("title", "")) for c in descripteur.contributeurs),
        publication=_publication(donnees),
    )


def _publication(donnees: Donnees) -> str:
    publiee = donnees.publiee
    if publiee is None:
        return ""
    apercu = "aperçu d’une proposition non publiée, sur la " if donnees.apercu else ""
    jour = jour_long(publiee.le.astimezone(PARIS.zone).date())
    return f"{apercu}publication n°\u00a0{publiee.n}, le {jour}"
