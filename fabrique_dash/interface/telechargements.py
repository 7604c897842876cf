"""Downloads of what a page shows; a file is made when it is asked for, not before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.agenda import ics
from fabrique_dash.publication.noms import nom_de_fichier
from fabrique_dash.publication.tableaux import csv, csv_excel, parquet


@dataclass(frozen=True)
class Fichier:
    """A file that can be asked for."""

    libelle: str
    nom: str
    type_mime: str
    fabriquer: Callable[[], bytes]


def fichiers_de_table(sujet: str, jour: date, tableau: Callable[[], pd.DataFrame]) -> list[Fichier]:
    """Offer a table in the three usual forms.

    Args:
        sujet: what the table holds, for the files' names.
        jour: reference date of the content.
        tableau: makes the table, when asked.
    """

    def fabrique(ecrire: Callable[[pd.DataFrame], bytes]) -> Callable[[], bytes]:
        return lambda: ecrire(tableau())

    excel = nom_de_fichier(f"{sujet} excel", jour, "csv")
    return [
        Fichier(f"{sujet} — CSV pour Excel (;)", excel, "text/csv", fabrique(csv_excel)),
        Fichier(f"{sujet} — CSV", nom_de_fichier(sujet, jour, "csv"), "text/csv", fabrique(csv)),
        Fichier(
            f"{sujet} — Parquet",
            nom_de_fichier(sujet, jour, "parquet"),
            "application/vnd.apache.parquet",
            fabrique(parquet),
        ),
    ]


def fichier_agenda(
    sujet: str, vue: Vue, evenements: Callable[[], pd.DataFrame], adresse: str
) -> Fichier:
    """Offer dated events as a calendar.

    Args:
        sujet: what it holds, for its name.
        vue: the point of view.
        evenements: gives the events (columns of `evenements_dates`), when asked.
        adresse: full address of the page that shows them.
    """
    fait_le = datetime.fromisoformat(vue.donnees.descripteur.cree_le).astimezone(UTC)
    return Fichier(
        f"{sujet} — agenda (.ics)",
        nom_de_fichier(sujet, vue.jour, "ics"),
        "text/calendar",
        lambda: ics(evenements(), fait_le, adresse),
    )


def fichier_classeur(sujet: str, jour: date, fabriquer: Callable[[], bytes]) -> Fichier:
    """Offer a workbook.

    Args:
        sujet: what it holds, for its name.
        jour: reference date of the content.
        fabriquer: makes it, when asked.
    """
    return Fichier(
        f"{sujet} — classeur Excel",
        nom_de_fichier(sujet, jour, "xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        fabriquer,
    )


def boutons(fichiers: Sequence[Fichier]) -> None:
    """Show one download button per file."""
    for fichier in fichiers:
        st.download_button(
            fichier.libelle,
            data=fichier.fabriquer,
            file_name=fichier.nom,
            mime=fichier.type_mime,
            key=f"fichier-{fichier.nom}",
            on_click="ignore",
        )
