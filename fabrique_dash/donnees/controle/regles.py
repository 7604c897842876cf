"""Rules that hold for every table and that a schema can't say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from fabrique_dash.donnees.citations import noms_cites
from fabrique_dash.donnees.controle.regles_des_codes import (
    cles_de_siren,
    codes_de_participant,
    codes_de_perimetre,
    codes_de_territoire,
)
from fabrique_dash.donnees.controle.regles_des_dates import (
    annonces_apres_coup,
    dates_impossibles,
    faits_futurs,
    fins_avant_le_debut,
    horaires,
    sans_date_ni_borne,
)
from fabrique_dash.donnees.controle.regles_du_programme import REGLES_DU_PROGRAMME
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.rangees import rangees

Tables = Mapping[str, TableLue]

COLONNES_DE_SOURCES = ("autres_sources", "sources")
_RAISONS = ("inference", "note")
# It starts where a word does, and gives nothing back: a long word is read once.
_ADRESSE = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
_TRAHIE = "«\u00a0@\u00a0» trahit une adresse électronique"
_A_RETIRER = "retirer l’adresse\u00a0: le projet n’en publie aucune"


def _inference_manquante(tables: Tables) -> Iterator[Probleme]:
    for lue in tables.values():
        if "inference" not in lue.donnees.columns:
            continue
        # Rows are many: communes have a status too.
        statuts = {
            colonne: lue.donnees[colonne].tolist()
            for colonne in lue.donnees.columns
            if colonne.startswith("statut")
        }
        for position, inference in enumerate(lue.donnees["inference"].tolist()):
            if inference:
                continue
            deduits = [c for c, valeurs in statuts.items() if valeurs[position] == Statut.DEDUIT]
            if deduits:
                yield lue.faute(
                    position,
                    "inference",
                    "",
                    f"{deduits[0]} vaut « déduit » mais la déduction n’est pas écrite",
                    "écrire d’où et comment le fait est déduit, ou changer le statut",
                )


def _sources_inconnues(tables: Tables) -> Iterator[Probleme]:
    if "sources" not in tables:
        return
    connues = set(tables["sources"].donnees["id"])
    for lue in tables.values():
        for colonne in COLONNES_DE_SOURCES:
            if colonne not in lue.donnees.columns:
                continue
            for position, texte in enumerate(lue.donnees[colonne]):
                for inconnue in [s for s in str(texte).split() if s not in connues]:
                    yield lue.faute(
                        position,
                        colonne,
                        inconnue,
                        "cette source n’existe pas dans sources",
                        "corriger le code, ou ajouter la source dans sources.csv",
                    )


def _sources_tues(tables: Tables) -> Iterator[Probleme]:
    """Find the sources that a row reasons from, by their short names, and does not declare."""
    if "sources" not in tables:
        return
    sources = rangees(tables["sources"].donnees)
    noms = {s["nom_court"]: {s["id"], s["partie_de"]} - {""} for s in sources}
    for lue in tables.values():
        if not {"source_id", *_RAISONS} <= set(lue.donnees.columns):
            continue
        for position, ligne in enumerate(rangees(lue.donnees)):
            siennes = {ligne["source_id"], *ligne.get("autres_sources", "").split()}
            nommees = ((c, nom) for c in _RAISONS for nom in noms_cites(ligne[c]))
            for colonne, nom in nommees:
                if nom in noms and siennes.isdisjoint(noms[nom]):
                    yield lue.faute(
                        position,
                        colonne,
                        nom,
                        "la ligne raisonne d’après cette source, et ne la déclare pas",
                        "l’ajouter à « autres_sources », ou ne pas la nommer",
                    )


def sources_citees(tables: Tables) -> set[str]:
    """List the ids of the sources that some row cites, in any of the source columns."""
    citees: set[str] = set()
    for nom, lue in tables.items():
        for colonne in ("source_id", *COLONNES_DE_SOURCES):
            if colonne in lue.donnees.columns and nom != "sources":
                for texte in lue.donnees[colonne].unique():
                    citees.update(str(texte).split())
    return citees


def _sources_inutiles(tables: Tables) -> Iterator[Probleme]:
    if "sources" not in tables:
        return
    citees = sources_citees(tables)
    lue = tables["sources"]
    lots_des_citees = set(lue.donnees.loc[lue.donnees["id"].isin(citees), "partie_de"])
    for position, ligne in enumerate(rangees(lue.donnees)):
        if citees.isdisjoint({ligne["id"], ligne["partie_de"]} - {""}) and (
            ligne["id"] not in lots_des_citees
        ):
            yield lue.faute(
                position,
                "id",
                ligne["id"],
                "aucune ligne ne s’appuie sur cette source",
                "citer la source là où elle sert, ou la retirer",
            )


def _adresses_electroniques(tables: Tables) -> Iterator[Probleme]:
    for lue in tables.values():
        if lue.table.chemin.endswith(".parquet"):
            continue
        textes: list[str] = list(lue.donnees.select_dtypes("str").columns)
        for colonne in textes:
            for position, texte in enumerate(lue.donnees[colonne]):
                if trouvee := _ADRESSE.search(texte):
                    yield lue.faute(position, colonne, trouvee.group(), _TRAHIE, _A_RETIRER)


def faute_de_courriel(*textes: str | None) -> str:
    """Say, and what to do, when words that would be kept with a change hold an e-mail address.

    Args:
        textes: the words; None for none.

    Returns:
        A sentence, in the words of the rule of tables; empty when they hold none.
    """
    if any(texte and _ADRESSE.search(texte) for texte in textes):
        return f"{_TRAHIE}. À faire\u00a0: {_A_RETIRER}."
    return ""


REGLES = (
    _inference_manquante,
    dates_impossibles,
    fins_avant_le_debut,
    _sources_inconnues,
    _sources_tues,
    _adresses_electroniques,
    *REGLES_DU_PROGRAMME,
    annonces_apres_coup,
    sans_date_ni_borne,
    horaires,
    codes_de_perimetre,
    codes_de_territoire,
    codes_de_participant,
    cles_de_siren,
)


def problemes_des_regles(tables: Tables, complet: bool, cree_le: date) -> list[Probleme]:
    """Apply every rule to the tables that could be read, and return all the faults.

    A rule whose table or column is missing is left out: the schema has said so already.

    Args:
        tables: the tables that could be read.
        complet: whether they are all there; without one of them nobody can say that a source is
            never cited.
        cree_le: day of the package.
    """
    problemes: list[Probleme] = []
    finales = (_sources_inutiles,) if complet else ()
    for regle in (*REGLES, partial(faits_futurs, cree_le=cree_le), *finales):
        try:
            problemes.extend(regle(tables))
        except KeyError:
            continue
    return problemes
