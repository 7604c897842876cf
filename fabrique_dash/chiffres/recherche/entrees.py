"""What can be found in the programme and its memory, kind by kind, at a reference date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.chiffres.recherche.genres import GENRES, Cible, Genre
from fabrique_dash.chiffres.recherche.situation import (
    Situation,
    situation,
    situation_du_territoire,
)
from fabrique_dash.chiffres.recherche.situation import en_mots as situee
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.chiffres.tables.villes_pairs import partenaires_en_mots
from fabrique_dash.donnees.formes import Delegations, Roles
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Entree:
    """One thing that can be found.

    Attributes:
        genre: its kind, a key of `GENRES` or of `recherche_lieux.GENRES`.
        identifiant: its id in its table.
        nom: its name.
        precision: what tells it from others, in words.
        details: other words by which it is found.
        cible: kind and id of the thing whose page shows it; a page's key when the kind is
            « page »; None when no page does.
        source_id: main source.
        autres_sources: other sources, separated by spaces.
        statut: how well it is known.
        ou: the départements and régions where it is, as far as the programme says.
    """

    genre: str
    identifiant: str
    nom: str
    precision: str
    details: str
    cible: Cible | None
    source_id: str
    autres_sources: str
    statut: str
    ou: Situation


_APPARTENANCES = {
    "groupe_id": ("groupe", "groupe"),
    "enjeu_id": ("enjeu", "enjeu"),
    "saison_id": ("saison", "saison"),
    "newsletter_id": ("lettre", "newsletter"),
    "territoire_id": ("territoire", "territoire"),
    "acteur_id": ("acteur", "acteur"),
    "chantier_id": ("chantier", "chantier"),
}


@par_vue
def entrees(vue: Vue) -> tuple[Entree, ...]:
    """List everything that can be found on the reference date, but for communes and EPCI.

    Args:
        vue: the point of view.
    """
    return tuple(
        _entree(cle, genre, ligne, vue)
        for cle, genre in GENRES.items()
        for ligne in _lignes(vue, cle, genre)
    )


def _entree(cle: str, genre: Genre, ligne: Rangee, vue: Vue) -> Entree:
    identifiant = str(ligne["id"])
    nom = genre.nommer(ligne) if genre.nommer else objets(vue, cle)[identifiant]
    cible = genre.cible(ligne)
    en_territoire = situation_du_territoire(vue, identifiant)
    ou = en_territoire if cle == "territoire" else situation(vue, ligne)
    details = [*(str(ligne[c]) for c in genre.details if ligne.get(c)), situee(vue, ou)]
    return Entree(
        genre=cle,
        identifiant=identifiant,
        nom=nom,
        precision=genre.preciser(ligne),
        details=" ".join(d for d in details if d),
        cible=cible if cible[1] else None,
        source_id=str(ligne["source_id"]) if "source_id" in ligne else identifiant,
        autres_sources=str(ligne.get("autres_sources", "")),
        statut=str(ligne["statut"]),
        ou=ou,
    )


def _lignes(vue: Vue, cle: str, genre: Genre) -> Sequence[Rangee]:
    """Return the rows of a kind, with the names of what they belong to."""
    if cle == "evenement":
        return rangees(evenements_dates(vue), EvenementDate)
    lignes = rangees(lignes_visibles(vue, genre.table))
    if cle == "participant":
        avec = partenaires_en_mots(vue)
        lignes = [f | {"partenaires": avec.get(str(f["id"]), "")} for f in lignes]
    if cle == "acteur":
        fonctions = _fonctions(vue)
        return [f | {"fonctions": fonctions[str(f["id"])]} for f in lignes]
    return [f | _appartenance(vue, f) for f in lignes]


def _appartenance(vue: Vue, ligne: Rangee) -> dict[str, str]:
    noms = {
        nom: objets(vue, nature).get(str(ligne[colonne]), "")
        for colonne, (nom, nature) in _APPARTENANCES.items()
        if colonne in ligne
    }
    if "chapitre_id" in ligne:
        titre = _titres_des_chapitres(vue).get(ligne["chapitre_id"], "")
        noms["chapitre"] = f"chapitre {guillemets(titre)}" if titre else ""
    return noms


@par_vue
def _titres_des_chapitres(vue: Vue) -> MappingProxyType[str, str]:
    chapitres = lignes_visibles(vue, "chapitres")
    return MappingProxyType(dict(zip(chapitres["id"], chapitres["titre"], strict=True)))


def _fonctions(vue: Vue) -> dict[str, str]:
    """Functions and structures of each actor that are known on the reference date."""
    dites: dict[str, list[str]] = defaultdict(list)
    for role in rangees(lignes_visibles(vue, "roles"), Roles):
        dites[str(role["acteur_id"])] += [str(role["fonction"]), str(role["structure"])]
    for membre in rangees(lignes_visibles(vue, "delegations"), Delegations):
        dites[str(membre["acteur_id"])].append(str(membre["fonction"]))
    return defaultdict(str, {acteur: " ".join(mots) for acteur, mots in dites.items()})
