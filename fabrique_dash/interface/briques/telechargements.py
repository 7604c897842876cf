"""Downloads of what a page shows; a file is made when it is asked for, not before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.interface.briques.liens import racine
from fabrique_dash.publication.flux.agenda import agenda
from fabrique_dash.publication.notes.ecrire import FORMES
from fabrique_dash.publication.notes.modele import Note
from fabrique_dash.publication.site.noms import nom_de_fichier
from fabrique_dash.publication.tables.colonnes import lisez_moi_d_une_table
from fabrique_dash.publication.tables.tableaux import avec_contexte, csv, csv_excel, parquet

Ecrire = Callable[[pd.DataFrame], bytes]
_NOMS = {"pdf": "PDF de deux pages", "docx": "document Word"}
_PARQUET = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Fichier:
    """A file that can be asked for."""

    libelle: str
    nom: str
    type_mime: str
    fabriquer: Callable[[], bytes]


@dataclass(frozen=True)
class Table:
    """A table that a page shows, to be taken away in the usual forms.

    Attributes:
        sujet: what it holds, for the files' names.
        tableau: makes it, when asked.
        origine: table of the package that its rows come from, if there is one.
    """

    sujet: str
    tableau: Callable[[], pd.DataFrame]
    origine: str = ""

    def fichiers(self, vue: Vue, filtres: Sequence[str]) -> list[Fichier]:
        """Offer the three forms, and what defines their columns.

        Args:
            vue: the point of view of the content.
            filtres: the page's active filters, in words.
        """

        def fichier(forme: str, sujet: str, extension: str, mime: str, ecrire: Ecrire) -> Fichier:
            def fabriquer() -> bytes:
                return ecrire(avec_contexte(self.tableau(), vue.jour, filtres))

            nom = nom_de_fichier(sujet, vue.jour, extension)
            return Fichier(f"{self.sujet} — {forme}", nom, mime, fabriquer)

        def lisez_moi(tableau: pd.DataFrame) -> bytes:
            return lisez_moi_d_une_table(vue, self.sujet, filtres, tableau, self.origine)

        return [
            fichier("CSV pour Excel (;)", f"{self.sujet} excel", "csv", "text/csv", csv_excel),
            fichier("CSV", self.sujet, "csv", "text/csv", csv),
            fichier("Parquet", self.sujet, "parquet", _PARQUET, parquet),
            fichier("Lisez-moi", f"{self.sujet} lisez moi", "txt", "text/plain", lisez_moi),
        ]


def fichier_agenda(sujet: str, vue: Vue, evenements: Callable[[], pd.DataFrame]) -> Fichier:
    """Offer dated events as a calendar.

    Args:
        sujet: what it holds, for its name.
        vue: the point of view.
        evenements: gives the events (columns of `evenements_dates`), when asked.
    """
    # Asked for now: the file is made when a button is pressed, out of the page's own run.
    site = racine()
    return Fichier(
        f"{sujet} — agenda (.ics)",
        nom_de_fichier(sujet, vue.jour, "ics"),
        "text/calendar",
        lambda: agenda(vue, evenements(), site),
    )


def fichier_classeur(
    sujet: str, jour: date, fabriquer: Callable[[], bytes], libelle: str = ""
) -> Fichier:
    """Offer a workbook.

    Args:
        sujet: what it holds, for its name.
        jour: reference date of the content.
        fabriquer: makes it, when asked.
        libelle: what the button says; what it holds, if empty.
    """
    return Fichier(
        libelle or f"{sujet} — classeur Excel",
        nom_de_fichier(sujet, jour, "xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        fabriquer,
    )


def fichiers_d_une_note(
    sujet: str, jour: date, note: Callable[[], Note], formes: Sequence[str] = tuple(FORMES)
) -> list[Fichier]:
    """Offer a note of two pages.

    Args:
        sujet: what it is, for its name.
        jour: reference date of the content.
        note: writes it, when asked.
        formes: keys of `publication.notes.ecrire.FORMES`.
    """

    def fichier(forme: str) -> Fichier:
        mime, ecrire = FORMES[forme]
        nom = nom_de_fichier(sujet, jour, forme)
        return Fichier(f"{sujet} — {_NOMS[forme]}", nom, mime, lambda: ecrire(note()))

    return [fichier(forme) for forme in formes]


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
