"""The search: things, people, places and sources, by words that need not be well spelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from fabrique_dash.chiffres.recherche import entrees as recherche_objets
from fabrique_dash.chiffres.recherche import lieux as recherche_lieux
from fabrique_dash.chiffres.recherche.entrees import Entree
from fabrique_dash.chiffres.recherche.index import Index, Points
from fabrique_dash.chiffres.recherche.lieux import LieuTrouve
from fabrique_dash.chiffres.recherche.mots import mots, parlants
from fabrique_dash.chiffres.recherche.reponses import Reponse, reponse
from fabrique_dash.chiffres.recherche.reponses import entree as entree_de_lieu
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_de

LONGUEUR_MAX = 200  # characters of a search that are read
_MOTS_MAX = 12
_ECART = 0.05  # of likeness to the closest word: beyond it, another word was not meant
_DANS_LE_NOM = 0.5  # above this mean, the words were found in the name, not only beside it

GENRES = {cle: g.titre for cle, g in recherche_objets.GENRES.items()} | recherche_lieux.GENRES


@dataclass(frozen=True)
class Trouvaille:
    """One result: the thing, its score, and for a place whether it is in a pilot territory."""

    entree: Entree
    score: float
    reponse: Reponse | None = None


@dataclass(frozen=True)
class Groupe:
    """The results of one kind, best first: `total` were found, some are given."""

    genre: str
    total: int
    trouvailles: tuple[Trouvaille, ...]


@dataclass(frozen=True)
class Resultats:
    """What a search found.

    Attributes:
        texte: the search, without what can't be read.
        groupes: the kinds, the one of the best result first.
        cherches: folded words that were found, for marking.
        laisses: words that were left aside because they found nothing with the others.
        corriges: words read as others, with these.
    """

    texte: str
    groupes: tuple[Groupe, ...]
    cherches: tuple[str, ...]
    laisses: tuple[str, ...]
    corriges: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(g.total for g in self.groupes)


def lisible(texte: str) -> str:
    """Keep what can be read of a search: its printable characters, 200 at most."""
    return " ".join("".join(c if c.isprintable() else " " for c in texte).split())[:LONGUEUR_MAX]


@par_vue
def _index_des_objets(vue: Vue) -> Index:
    entrees = recherche_objets.entrees(vue)
    details = [f"{_au_singulier(GENRES[e.genre])} {e.precision} {e.details}" for e in entrees]
    return Index([e.nom for e in entrees], details)


def _au_singulier(titre: str) -> str:
    """Give a kind's title with its singular: « balise » and « balises » both list them."""
    return " ".join([titre, *(mot.removesuffix("s") for mot in titre.split())])


def preparer(vue: Vue) -> None:
    """Make the indexes of a view before anybody searches it."""
    _index_des_objets(vue)
    for lieu in rangees(recherche_lieux.lieux(vue.donnees).table.head(1), LieuTrouve):
        reponse(vue, lieu)


def chercher(vue: Vue, texte: str, limite: int) -> Resultats:
    """Search everything that could be known on the reference date.

    Args:
        vue: the point of view.
        texte: what is looked for: names, words or official codes.
        limite: how many results of each kind to give at most.
    """
    return _chercher(vue.donnees, vue.cohorte, vue.jour, texte, limite)


@par_donnees
def _chercher(donnees: Donnees, cohorte: str, jour: date, texte: str, limite: int) -> Resultats:
    vue = vue_de(donnees, cohorte, jour)
    dit = lisible(texte)
    demandes = mots(dit)[:_MOTS_MAX]
    if not demandes:
        return Resultats(dit, (), (), (), ())
    index = (_index_des_objets(vue), recherche_lieux.lieux(vue.donnees).index)
    essai = _Essai(index, parlants(demandes), "".join(demandes))
    notes = essai.trouver()
    groupes = [*_objets(vue, notes[0], limite), *_lieux(vue, notes[1], limite)]
    rangs = list(GENRES)
    groupes.sort(key=lambda g: (-round(g.trouvailles[0].score, 1), rangs.index(g.genre)))
    return Resultats(
        dit, tuple(groupes), essai.cherches(), tuple(essai.laisses), tuple(essai.corriges())
    )


def parcourir(vue: Vue, genre: str) -> Resultats:
    """List all the things of one kind, in the order of their table; no place is listed so.

    Args:
        vue: the point of view.
        genre: a key of `recherche_objets.GENRES`.
    """
    siennes = [Trouvaille(e, 0) for e in recherche_objets.entrees(vue) if e.genre == genre]
    groupes = (Groupe(genre, len(siennes), tuple(siennes)),) if siennes else ()
    return Resultats("", groupes, (), (), ())


def combien(vue: Vue) -> dict[str, int]:
    """Count what can be found, by kind; kinds without anything on the date are left out."""
    nombres = dict.fromkeys(GENRES, 0)
    for entree in recherche_objets.entrees(vue):
        nombres[entree.genre] += 1
    for genre, lesquels in recherche_lieux.lieux(vue.donnees).du_genre.items():
        nombres[genre] = int(lesquels.sum())
    return {genre: nombre for genre, nombre in nombres.items() if nombre}


def en_table(trouvailles: Iterable[Trouvaille]) -> pd.DataFrame:
    """Put results in a table.

    Returns:
        genre, identifiant, nom, precision, territoire_pilote (answer for a place, in words),
        source_id, autres_sources, statut.
    """
    colonnes = ["genre", "identifiant", "nom", "precision", "territoire_pilote"]
    lignes = [
        {
            **{c: getattr(t.entree, c) for c in ("identifiant", "nom", "precision")},
            "genre": GENRES[t.entree.genre],
            "territoire_pilote": t.reponse.en_mots() if t.reponse else "",
            **{c: getattr(t.entree, c) for c in ("source_id", "autres_sources", "statut")},
        }
        for t in trouvailles
    ]
    return pd.DataFrame(lignes, columns=[*colonnes, "source_id", "autres_sources", "statut"])


class _Essai:
    """One search through the indexes: what is asked, what is corrected, what is left aside."""

    def __init__(self, index: Sequence[Index], demandes: list[str], colle: str) -> None:
        self.index, self.colle = index, colle
        self.gardes, self.laisses = list(demandes), list[str]()
        self.proches: dict[str, dict[str, float]] = {m: {} for m in demandes}
        self.notes: dict[str, list[Points]] = {}
        self.lire([m for m in demandes if any(i.contient(m) for i in index)])
        self.lire([m for m in demandes if m not in self.notes], corriger=True)

    def lire(self, demandes: Sequence[str], *, corriger: bool = False) -> None:
        """Give each document its points for each word, taken as it is or with a typing slip."""
        for mot in demandes:
            self.proches[mot] = {}
            if corriger:
                tous = {p: r for i in self.index for p, r in i.proches(mot).items() if p != mot}
                meilleur = max(tous.values(), default=0)
                self.proches[mot] = {p: r for p, r in tous.items() if meilleur - r < _ECART}
            self.notes[mot] = [i.points(mot, self.proches[mot]) for i in self.index]

    def frequence(self, mot: str) -> int:
        return sum(int(np.count_nonzero(n)) for n in self.notes[mot])

    def trouver(self) -> list[Points]:
        """Give the final points of each document of each index, 0 to those not found.

        All the words must be found; failing that, without their spaces; failing that, without
        the unknown ones, then with a typing slip in any of them, then without the commonest.
        """
        bruts = self.ensemble()
        if not _trouve(bruts):
            bruts = [i.colles_proches(self.colle) for i in self.index]
        if not _trouve(bruts):
            self.laisser([m for m in self.gardes if not self.frequence(m)])
            bruts = self.ensemble()
        if not _trouve(bruts):
            self.lire(self.gardes, corriger=True)
            bruts = self.ensemble()
        if not _trouve(bruts):
            self.lire(self.gardes)
        while not _trouve(bruts) and len(self.gardes) > 1:
            self.laisser([max(self.gardes, key=self.frequence)])
            bruts = self.ensemble()
        return [self.classer(i, n) for i, n in zip(self.index, bruts, strict=True)]

    def laisser(self, demandes: Sequence[str]) -> None:
        """Leave words aside, unless nothing would remain."""
        if 0 < len(demandes) < len(self.gardes):
            self.gardes = [m for m in self.gardes if m not in demandes]
            self.laisses += demandes
            self.colle = "".join(self.gardes)

    def ensemble(self) -> list[Points]:
        """Mean points of the documents that hold every kept word."""
        sommes = []
        for rang in range(len(self.index)):
            notes = np.stack([self.notes[m][rang] for m in self.gardes])
            sommes.append(np.where((notes > 0).all(axis=0), notes.mean(axis=0), 0))
        return [s.astype(np.float32) for s in sommes]

    def classer(self, index: Index, notes: Points) -> Points:
        """Add what a name gains by being, or starting with, the search."""
        complet = index.noms_complets(self.colle)
        notes = np.maximum(notes, np.where(complet > 1, 1, 0))
        couverture = np.where(notes > _DANS_LE_NOM, index.couverture(self.colle), 0)
        return np.where(notes > 0, notes + complet + couverture, 0).astype(np.float32)

    def cherches(self) -> tuple[str, ...]:
        """Words to mark in the results."""
        return (*self.gardes, *(p for m in self.gardes for p in self.proches[m]))

    def corriges(self) -> list[tuple[str, tuple[str, ...]]]:
        """Words that were read as others."""
        return [(m, tuple(self.proches[m])) for m in self.gardes if self.proches[m]]


def _trouve(notes: list[Points]) -> bool:
    return any(n.any() for n in notes)


def _objets(vue: Vue, notes: Points, limite: int) -> list[Groupe]:
    entrees = recherche_objets.entrees(vue)
    par_genre: dict[str, list[int]] = {}
    for rang in np.flatnonzero(notes):
        par_genre.setdefault(entrees[rang].genre, []).append(int(rang))
    groupes = []
    for genre, rangs in par_genre.items():
        meilleurs = sorted(rangs, key=lambda r: (-notes[r], r))[:limite]
        trouvailles = tuple(Trouvaille(entrees[r], float(notes[r])) for r in meilleurs)
        groupes.append(Groupe(genre, len(rangs), trouvailles))
    return groupes


def _lieux(vue: Vue, notes: Points, limite: int) -> list[Groupe]:
    lieux = recherche_lieux.lieux(vue.donnees)
    groupes = []
    for genre in recherche_lieux.GENRES:
        rangs = np.flatnonzero((notes > 0) & lieux.du_genre[genre])
        if not len(rangs):
            continue
        points = notes[rangs] + lieux.poids[rangs]
        meilleurs = np.argsort(-points, kind="stable")[:limite]
        lignes = rangees(lieux.table.iloc[rangs[meilleurs]], LieuTrouve)
        trouvailles = tuple(
            Trouvaille(entree_de_lieu(ligne, dit), float(notes[rangs[m]]), dit)
            for ligne, m in zip(lignes, meilleurs, strict=True)
            for dit in [reponse(vue, ligne)]
        )
        groupes.append(Groupe(genre, len(rangs), trouvailles))
    return groupes
