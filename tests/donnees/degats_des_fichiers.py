"""Damages to the files themselves: absent, unreadable, of the wrong shape."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from tests.donnees.degats import Degat, Degradation
from tests.paquets import changer, ecrire, lire


def _texte(table: str, changement: Callable[[list[str]], list[str]]) -> Degradation:
    """Make the function that changes the raw lines of a file."""

    def degrader(dossier: Path) -> None:
        chemin = dossier / f"{table}.csv"
        lignes = chemin.read_text("utf-8").splitlines()
        chemin.write_text("\n".join(changement(lignes)) + "\n", "utf-8")

    return degrader


def _ligne_3(table: str, ligne: str) -> Degradation:
    return _texte(table, lambda t: [*t[:2], ligne, *t[3:]])


def _colonnes(table: str, changement: Callable[[dict[str, str]], dict[str, str]]) -> Degradation:
    return lambda d: ecrire(d, table, [changement(ligne) for ligne in lire(d, table)])


def _sans(colonne: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda ligne: {nom: v for nom, v in ligne.items() if nom != colonne}


def _renommer(avant: str, apres: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda ligne: {apres if nom == avant else nom: v for nom, v in ligne.items()}


def _a_l_envers(ligne: dict[str, str]) -> dict[str, str]:
    return {nom: ligne[nom] for nom in ["titre", *_sans("titre")(ligne)]}


def _latin1(dossier: Path) -> None:
    (dossier / "hypotheses.csv").write_bytes("id,libellé\n".encode("latin-1"))


def _points_virgules(dossier: Path) -> None:
    lignes = lire(dossier, "reserves")
    with (dossier / "reserves.csv").open("w", encoding="utf-8", newline="") as fichier:
        redacteur = csv.DictWriter(fichier, list(lignes[0]), delimiter=";")
        redacteur.writeheader()
        redacteur.writerows(lignes)


def _multiligne(table: str, derniere: dict[str, str]) -> Degradation:
    """Make the function that puts two line breaks in the first row, then damages the last."""

    def degrader(dossier: Path) -> None:
        changer(dossier, table, 0, note="un\ndeux\ntrois")
        changer(dossier, table, -1, **derniere)

    return degrader


def _parquet(table: str, changement: Callable[[pd.DataFrame], pd.DataFrame]) -> Degradation:
    def degrader(dossier: Path) -> None:
        chemin = dossier / "reference" / f"{table}.parquet"
        changement(pd.read_parquet(chemin)).to_parquet(chemin, index=False)

    return degrader


def _annee_en_lettres(populations: pd.DataFrame) -> pd.DataFrame:
    annees = populations["annee"].astype("str")
    return populations.assign(annee=["deux mille", *annees[1:]])


def _tronquer(dossier: Path) -> None:
    chemin = dossier / "reference" / "communes.parquet"
    chemin.write_bytes(chemin.read_bytes()[:-40])


FICHIERS = (
    Degat("absent", lambda d: (d / "manques.csv").unlink(), "manques.csv", 0, "", "", "introuv"),
    Degat(
        "vide",
        lambda d: (d / "divergences.csv").write_text(""),
        "divergences.csv",
        0,
        "",
        "",
        "vide",
    ),
    Degat("latin-1", _latin1, "hypotheses.csv", 0, "", "", "UTF-8"),
    Degat("points-virgules", _points_virgules, "reserves.csv", 1, "", "", "virgules"),
    Degat(
        "guillemet ouvert",
        _ligne_3("objectifs_charte", 'objectif-2,2,"Mettre en commun,S4,,documenté,,'),
        "objectifs_charte.csv",
        3,
        "",
        "",
        "guillemet",
    ),
    Degat(
        "colonne absente",
        _colonnes("diagnostics", _sans("libelle")),
        "diagnostics.csv",
        1,
        "libelle",
        "",
        "manque",
    ),
    Degat(
        "colonne en trop",
        _colonnes("inspirations", lambda ligne: ligne | {"avis": "oui"}),
        "inspirations.csv",
        1,
        "avis",
        "",
        "pas dans le schéma",
    ),
    Degat(
        "colonne renommée",
        _colonnes("paroles", _renommer("question", "demande")),
        "paroles.csv",
        1,
        "question",
        "demande",
        "le nom prévu",
    ),
    Degat(
        "colonne en double",
        _texte("sections", lambda t: [t[0] + ",note", *(ligne + "," for ligne in t[1:])]),
        "sections.csv",
        1,
        "note",
        "",
        "deux colonnes",
    ),
    Degat(
        "colonne sans nom",
        _texte("chantiers_objectifs", lambda t: [ligne + "," for ligne in t]),
        "chantiers_objectifs.csv",
        1,
        "",
        "",
        "pas de nom",
    ),
    Degat(
        "colonnes en désordre",
        _colonnes("documents_villes_pairs", _a_l_envers),
        "documents_villes_pairs.csv",
        1,
        "",
        "",
        "ordre",
    ),
    Degat(
        "case absente",
        _texte("dispositifs", lambda t: [*t[:2], t[2].rpartition(",")[0], *t[3:]]),
        "dispositifs.csv",
        3,
        "note",
        "",
        "manque une case",
    ),
    Degat(
        "cases absentes",
        _ligne_3("modes_de_faire", "E1-9,E1,9"),
        "modes_de_faire.csv",
        3,
        "titre",
        "",
        "manque une case",
    ),
    Degat(
        "case en trop",
        _texte("alliance", lambda t: [t[0], t[1] + ",surplus", *t[2:]]),
        "alliance.csv",
        2,
        "",
        "surplus",
        "case de trop",
    ),
    Degat(
        "virgule sans guillemets",
        _ligne_3("chapitres", "chapitre-2,2,2,Un, deux,false,2019-03-21,S3,,documenté,,"),
        "chapitres.csv",
        3,
        "",
        "",
        "case de trop",
    ),
    Degat(
        "règle sous une ligne blanche",
        lambda d: changer(d, "chantiers_enjeux", 2, statut="déduit", inference=""),
        "chantiers_enjeux.csv",
        5,
        "inference",
        "",
        "pas écrite",
    ),
    Degat(
        "ligne blanche",
        _texte("chantiers_enjeux", lambda t: [*t[:2], "", *t[2:]]),
        "chantiers_enjeux.csv",
        3,
        "",
        "",
        "ligne est vide",
    ),
    Degat(
        "ligne de virgules",
        _texte("contexte", lambda t: [*t[:2], "," * t[0].count(","), *t[2:]]),
        "contexte.csv",
        3,
        "",
        "",
        "ligne est vide",
    ),
    Degat(
        "sous une case de trois lignes",
        _multiligne("newsletters", {"statut_titre": "sûr"}),
        "newsletters.csv",
        8,
        "statut_titre",
        "sûr",
        "liste permise",
    ),
    Degat(
        "doublon sous une case de trois lignes",
        _multiligne("enjeux", {"titre": "Travailler en coopération"}),
        "enjeux.csv",
        7,
        "titre",
        "Travailler en coopération",
        "déjà celle de la ligne 6",
    ),
    Degat(
        "Parquet d’un autre type",
        _parquet("populations", _annee_en_lettres),
        "reference/populations.parquet",
        2,
        "annee",
        "deux mille",
        "nombre entier",
    ),
    Degat(
        "Parquet sans une colonne",
        _parquet("epci", lambda t: t.drop(columns="nom_long")),
        "reference/epci.parquet",
        1,
        "nom_long",
        "",
        "manque",
    ),
    Degat("Parquet abîmé", _tronquer, "reference/communes.parquet", 0, "", "", "illisible"),
)
