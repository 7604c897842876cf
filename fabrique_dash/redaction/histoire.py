"""What is asked of the history, what it gives, and the place where each changed row is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.suivi.changements import place_de
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_du
from fabrique_dash.journal.cases import (
    Changement,
    Operation,
    cle_du_jeton,
    ecrire_la_cle,
    jeton_de_la_cle,
)
from fabrique_dash.journal.historique import (
    Filtre,
    Publication,
    compter,
    historique,
    personnes_nommees,
    publications,
    rangees_changees,
)
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.publication.site.adresses import adresse, adresse_au
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.tenue_a_jour import (
    AVANT,
    COLONNE,
    DEPUIS,
    JUSQU_A,
    PERSONNE,
    RANGEE,
    TABLE,
    de_la_colonne,
    de_la_personne,
    de_la_rangee,
    histoire_d_une_rangee,
)
from fabrique_dash.redaction.rangees_publiees import nom_de_la_rangee

PAR_PAGE = 30  # publications
_CASES = 500  # of one publication, that a page or a feed gives


@dataclass(frozen=True)
class Racontee:
    """A publication with the changes that were asked for.

    Attributes:
        publication: the publication.
        cases: the first `_CASES` of them.
        nombre: how many there are.
        fichiers: how many of them are whole files.
    """

    publication: Publication
    cases: tuple[Changement, ...]
    nombre: int
    fichiers: int

    @property
    def toutes(self) -> bool:
        """Whether `cases` holds all of them."""
        return len(self.cases) == self.nombre


@dataclass(frozen=True)
class Histoire:
    """What was asked of the history, the latest publication first.

    Attributes:
        racontees: the publications.
        suite: before which number it goes on; None when that is all.
    """

    racontees: tuple[Racontee, ...]
    suite: int | None


def rangee_a_choisir(donnees: Donnees, journal: Journal, table: str, voulue: str) -> Un:
    """Return the parameter of the row: those that changed, and the one asked for if it exists.

    Args:
        donnees: the data.
        journal: the journal.
        table: the table that was chosen; empty for none: there is then no row to choose.
        voulue: the row that an address asks for, as it says it.
    """
    if not table:
        return de_la_rangee({})
    connues = _noms(donnees, table)
    jetons = [jeton_de_la_cle(cle) for cle in rangees_changees(journal, table)]
    if voulue in connues:
        jetons.append(voulue)
    return de_la_rangee({j: connues.get(j, f"{j} (ôtée depuis)") for j in jetons})


def colonne_a_choisir(donnees: Donnees, table: str) -> Un:
    """Return the parameter of the column: those of the table that was chosen, none without."""
    decrite = donnees.descripteur.tables.get(table)
    return de_la_colonne({c.nom: c.titre for c in decrite.champs} if decrite else {})


def personne_a_choisir(journal: Journal) -> Un:
    """Return the parameter of the person: those who agreed to be named, and changed something."""
    return de_la_personne(personnes_nommees(journal))


def filtre_demande(demande: Demande) -> Filtre:
    """Read in a demand, all of whose parameters were read, what is asked of the journal."""
    rangee = demande[RANGEE].un
    return Filtre(
        table=demande[TABLE].un or None,
        cle=cle_du_jeton(rangee) if rangee else None,
        colonne=demande[COLONNE].un or None,
        par=demande[PERSONNE].un or None,
        depuis=_instant(demande[DEPUIS].un, 0),
        jusqu_a=_instant(demande[JUSQU_A].un, 1),
        avant=int(demande[AVANT].un),
    )


def _instant(jour: str, apres: int) -> str | None:
    """Return when a day begins in Paris, or so many days after it, as the journal writes it."""
    if not jour:
        return None
    voulu = date.fromisoformat(jour) + timedelta(days=apres)
    return ecrire_l_instant(datetime.combine(voulu, time(), PARIS.zone))


def raconter(journal: Journal, filtre: Filtre) -> Histoire:
    """Tell what is asked of the history, a page of it.

    Args:
        journal: the journal.
        filtre: what is asked.
    """
    lues = publications(journal, filtre, PAR_PAGE + 1)
    racontees = []
    for p in lues[:PAR_PAGE]:
        des_cases = Filtre(n=p.n, table=filtre.table, cle=filtre.cle, colonne=filtre.colonne)
        faits = [t.changement for t in historique(journal, des_cases, _CASES + 1)]
        nombres = (
            compter(journal, des_cases)
            if len(faits) > _CASES
            else Counter(c.operation for c in faits)
        )
        fichiers = nombres.get(Operation.FICHIER, 0)
        racontees.append(Racontee(p, tuple(faits[:_CASES]), sum(nombres.values()), fichiers))
    suite = racontees[-1].publication.n if len(lues) > PAR_PAGE else None
    return Histoire(tuple(racontees), suite)


def histoire_des_cases(vue: Vue) -> Callable[[Changement], str]:
    """Return what gives the address of the history of a changed cell; empty for what is no cell.

    Args:
        vue: the point of view.
    """
    tables = vue.donnees.descripteur.tables

    def adresse_de(c: Changement) -> str:
        table = tables.get(c.nom_table)
        if table is None or not table.editable or c.colonne not in table.colonnes:
            return ""
        return histoire_d_une_rangee(vue, c.nom_table, jeton_de_la_cle(c.cle), c.colonne)

    return adresse_de


class NomsDesRangees:
    """The tables that are served, and what their rows are called."""

    def __init__(self, donnees: Donnees) -> None:
        """Name the rows of these data."""
        self._donnees = donnees

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables that the package describes."""
        return self._donnees.descripteur.tables

    def nom(self, table: str, cle: str) -> str:
        """Return what a row is called; empty if there is none."""
        if table not in self.tables:
            return ""
        return _noms(self._donnees, table).get(jeton_de_la_cle(cle), "")


def place_des_rangees(vue: Vue) -> Callable[[str, str], str]:
    """Return what gives the address where a row is seen; empty where it is seen nowhere.

    A row that could not be known on the date of the view is looked for at today's.

    Args:
        vue: the point of view.
    """
    present = vue_du(vue.donnees, vue.cohorte, max(vue.jour, aujourd_hui()))

    def place(nom: str, cle: str) -> str:
        table = vue.donnees.descripteur.tables.get(nom)
        ligne = _lignes(vue.donnees, nom).get(jeton_de_la_cle(cle)) if cle else None
        if table is None or ligne is None:
            return ""
        nature, identifiant = place_de(table, ligne)
        if identifiant in objets(vue, nature):
            return adresse(vue, nature, identifiant)
        if identifiant in objets(present, nature):
            return adresse_au(vue, nature, identifiant, present.jour)
        return ""

    return place


@par_donnees
def _lignes(donnees: Donnees, nom: str) -> Mapping[str, Rangee]:
    """Return the rows of a table that people write, by key as an address says it."""
    table = donnees.descripteur.tables.get(nom)
    if table is None or not table.editable:
        return MappingProxyType({})
    return MappingProxyType({_jeton(table, r): r for r in rangees(donnees.table(nom))})


@par_donnees
def _noms(donnees: Donnees, nom: str) -> Mapping[str, str]:
    table = donnees.descripteur.tables[nom]
    return MappingProxyType(
        {jeton: nom_de_la_rangee(table, ligne) for jeton, ligne in _lignes(donnees, nom).items()}
    )


def _jeton(table: Table, ligne: Rangee) -> str:
    return jeton_de_la_cle(ecrire_la_cle([str(ligne[c]) for c in table.cle_primaire]))
