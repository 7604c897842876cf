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
from fabrique_dash.chiffres.recherche.essai import Essai
from fabrique_dash.chiffres.recherche.genres import GENRES as GENRES_D_OBJETS
from fabrique_dash.chiffres.recherche.index import NOM_EXACT, Index, Points
from fabrique_dash.chiffres.recherche.lieux import LieuTrouve, Lieux
from fabrique_dash.chiffres.recherche.mots import ecrits, genres_de_lieux, mots
from fabrique_dash.chiffres.recherche.reponses import Reponse, reponse
from fabrique_dash.chiffres.recherche.reponses import entree as entree_de_lieu
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_de

LONGUEUR_MAX = 200  # characters of a search that are read
_MOTS_MAX = 12
_NOMS_MAX = 4  # names that are told for a search that was not found
_MEME_GENRE = 0.5  # what a place gains when the search names its kind

GENRES = {cle: g.titre for cle, g in GENRES_D_OBJETS.items()} | recherche_lieux.GENRES


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
        lus: what was searched instead, when nothing answers the search as it is typed.
    """

    texte: str
    groupes: tuple[Groupe, ...]
    cherches: tuple[str, ...]
    laisses: tuple[str, ...]
    corriges: tuple[tuple[str, tuple[str, ...]], ...]
    lus: tuple[str, ...] = ()

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
    # « Nord » names the group wholly: what « Groupe » says is its kind, among its details.
    noms = [e.nom.removeprefix("Groupe ") if e.genre == "groupe" else e.nom for e in entrees]
    return Index(noms, details)


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
    lieux = recherche_lieux.lieux(vue.donnees)
    essai = Essai((_index_des_objets(vue), lieux.index), demandes)
    notes = essai.trouver()
    genres = genres_de_lieux(essai.outils)
    groupes = [
        *_objets(vue, notes[0], limite),
        *_lieux(vue, _du_genre(lieux, notes[1], genres), limite),
    ]
    rangs = list(GENRES)
    groupes.sort(key=lambda g: (-round(g.trouvailles[0].score, 1), rangs.index(g.genre)))
    return Resultats(
        dit,
        tuple(groupes),
        essai.cherches(),
        tuple(essai.laisses),
        tuple(essai.corriges()),
        () if essai.tel_quel else _lus(dit, essai, groupes),
    )


def _lus(dit: str, essai: Essai, groupes: Sequence[Groupe]) -> tuple[str, ...]:
    """Tell what was searched instead: words as they were typed where they are kept."""
    if not essai.laisses and not essai.corriges():
        noms = [t.entree.nom for g in groupes for t in g.trouvailles]
        return tuple(dict.fromkeys(noms))[:_NOMS_MAX]
    tapes = ecrits(dit)
    return tuple(" ".join(tapes.get(m, m) for m in lu.split()) for lu in essai.lus())


def _du_genre(lieux: Lieux, notes: Points, genres: frozenset[str]) -> Points:
    """Bring forward the places of the kinds that the search names: « région Bretagne »."""
    if not genres:
        return notes
    du_genre = np.any([lieux.du_genre[genre] for genre in genres], axis=0)
    autres = np.where(notes > NOM_EXACT, notes - NOM_EXACT, notes)
    return np.where(du_genre & (notes > 0), notes + _MEME_GENRE, autres).astype(np.float32)


def parcourir(vue: Vue, genre: str) -> Resultats:
    """List all the things of one kind, in the order of their table; no place is listed so.

    Args:
        vue: the point of view.
        genre: a key of `genres.GENRES`.
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
