"""What the maps show of the territories, and what they don't: by name, with the reason."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.calculs.programme import territoires_annonces
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration
from fabrique_dash.chiffres.tables.carte import SANS_NOM, SANS_POSITION, TerritoireSurCarte
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


def sur_la_carte(territoires: pd.DataFrame) -> pd.DataFrame:
    """Keep the territories that the maps show.

    Args:
        territoires: rows of `territoires_sur_carte`.
    """
    return territoires[territoires["hors_carte"] == ""]


def nommes_hors_carte(territoires: pd.DataFrame) -> list[str]:
    """Name the named territories that no map shows, each with the reason.

    Args:
        territoires: rows of `territoires_sur_carte`.
    """
    absents = territoires[~territoires["hors_carte"].isin(["", SANS_NOM])]
    return [f"{t['libelle']} ({t['hors_carte']})" for t in rangees(absents, TerritoireSurCarte)]


def hors_carte_en_mots(territoires: pd.DataFrame) -> str:
    """Say what no map shows: the named ones by name and reason, the others by their number.

    Args:
        territoires: rows of `territoires_sur_carte`.

    Returns:
        « Hors carte : Alo (position absente…) et 3 territoires non documentés. », or nothing.
    """
    anonymes = int((territoires["hors_carte"] == SANS_NOM).sum())
    dits = nommes_hors_carte(territoires)
    if anonymes:
        dits.append(compte(anonymes, "territoire non documenté", "territoires non documentés"))
    return f"Hors carte\u00a0: {enumeration(dits)}." if dits else ""


def annexes_hors_carte(lignes: pd.DataFrame) -> str:
    """Say which participants or events no map shows, by name and reason; nothing if none.

    Args:
        lignes: rows of `participants_sur_carte`, or of `evenements_sur_carte`.
    """
    absents = rangees(lignes[lignes["lat"].isna()])
    dits = [
        f"{ligne.get('titre') or ligne['nom']} "
        f"({SANS_POSITION if ligne['code_commune'] else 'sans commune connue'})"
        for ligne in absents
    ]
    return f"Hors carte\u00a0: {enumeration(dits)}." if dits else ""


def compte_sur_la_carte(territoires: pd.DataFrame) -> str:
    """Say how many territories the maps show, and which named ones they don't.

    Args:
        territoires: rows of `territoires_sur_carte`.
    """
    dit = compte(len(sur_la_carte(territoires)), "territoire sur la carte", _PLURIEL)
    return f"{dit}{_absents(territoires)}"


def titre_de_la_carte(vue: Vue, territoires: pd.DataFrame) -> str:
    """Title a map of the whole cohort: what it shows, of how many that are announced.

    Args:
        vue: the point of view.
        territoires: rows of `territoires_sur_carte`, all those of the cohort.
    """
    dit = compte(len(sur_la_carte(territoires)), "territoire sur la carte", _PLURIEL)
    annonces = territoires_annonces(vue)
    if annonces.maximum is not None:
        dit += f", {annonces.valeur()} annoncés"
    return f"{dit}{_absents(territoires)}"


_PLURIEL = "territoires sur la carte"


def _absents(territoires: pd.DataFrame) -> str:
    absents = nommes_hors_carte(territoires)
    return f"\u202f; hors carte\u00a0: {enumeration(absents)}" if absents else ""
