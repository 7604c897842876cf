"""The parcours as files: one table for CSV, one workbook with all that the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from fabrique_dash.chiffres.calculs import memoire_du_programme, programme
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.libelles import mot_de_nature
from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.suivi import parcours
from fabrique_dash.chiffres.suivi.signalements import Signalement
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.tables.classeur import classeur, jour_ou_texte
from fabrique_dash.publication.tables.lisez_moi import lisez_moi

_CASES = {
    "territoire": "Territoire",
    "groupe": "Groupe",
    "etape": "Étape",
    "etat": "État",
    "portee": "Dit du territoire ou de l’ensemble",
    "date": "Date",
    "connu_le": "Connu au plus tard le",
    "source_id": "Source",
    "autres_sources": "Autres sources",
    "statut": "Statut",
}
_SENS = (
    (
        "Une case",
        "Un territoire et une étape. «\u00a0non documenté\u00a0»\u00a0: aucune source ne dit où ce "
        "territoire en est de cette étape\u202f; ce n’est ni un zéro ni un retard.",
    ),
    (
        "Portée",
        "«\u00a0ensemble\u00a0»\u00a0: la source parle de tous les territoires, sans nommer "
        "celui-ci.",
    ),
)


def chiffres_du_parcours(vue: Vue) -> list[Chiffre]:
    """Return the figures of the parcours at the reference date."""
    return [
        parcours.etapes_documentees(vue),
        parcours.etapes_non_documentees(vue),
        parcours.couples_documentes(vue),
        parcours.couples_non_documentes(vue),
        programme.evenements_sans_confirmation(vue),
        memoire_du_programme.divergences(vue),
    ]


def table_des_cases(lignes: pd.DataFrame) -> pd.DataFrame:
    """Return couples as a plain table: ids, names, group, state, dates, sources, status.

    Args:
        lignes: rows of `chiffres.parcours.couples`.
    """
    return lignes[["territoire_id", "etape_id", *_CASES]]


def classeur_du_parcours(
    vue: Vue,
    lignes: pd.DataFrame,
    regarder: Sequence[Signalement],
    changes: pd.DataFrame | None,
    filtres: Sequence[str],
) -> bytes:
    """Write the workbook of the page Parcours.

    Args:
        vue: the point of view.
        lignes: rows of `chiffres.parcours.couples` to keep.
        regarder: rows to look at first.
        changes: rows of `chiffres.changements.changements`; None when two dates aren't compared.
        filtres: active filters, in words.
    """
    chiffres = chiffres_du_parcours(vue)
    feuilles = {
        "À regarder d’abord": _signalements(vue, regarder),
        "Territoires × étapes": _matrice(lignes),
        "Cases": _cases(vue, lignes),
        "Étapes": _etapes(vue),
        "Chiffres": _chiffres(vue, chiffres),
    }
    cites = [sources_de(lignes, vue.etapes), *(s.sources for s in regarder)]
    if changes is not None:
        feuilles["Changements"] = _changements(vue, changes)
        cites.append(sources_de(changes))
    notes = lisez_moi(
        vue,
        "Parcours des territoires pilotes, étape par étape, et ce qu’il faut regarder d’abord.",
        filtres,
        [*_SENS, *((c.libelle, c.definition) for c in chiffres)],
        sorted({code for codes in cites for code in codes if code}),
    )
    fait_le = date.fromisoformat(vue.donnees.descripteur.cree_le[:10])
    return classeur(feuilles, notes, fait_le=fait_le)


def _signalements(vue: Vue, lignes: Sequence[Signalement]) -> pd.DataFrame:
    valeurs = [
        (
            s.categorie,
            s.quoi,
            mot_de_nature(vue, s.nature),
            s.raison,
            nommer(vue.donnees, s.sources),
            s.statut,
        )
        for s in lignes
    ]
    return pd.DataFrame(
        valeurs, columns=["Motif", "Quoi", "Nature", "Pourquoi", "Sources", "Statut"]
    )


def _matrice(lignes: pd.DataFrame) -> pd.DataFrame:
    etapes = list(dict.fromkeys(lignes["etape"]))
    if not etapes:
        return pd.DataFrame({"Territoire": []})
    large = lignes.pivot_table(
        index=["territoire_id", "territoire", "groupe"],
        columns="etape",
        values="etat",
        aggfunc="first",
        sort=False,
    )
    titres = {"territoire": "Territoire", "groupe": "Groupe"}
    return large.reset_index()[["territoire", "groupe", *etapes]].rename(columns=titres)


def _cases(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    datees = lignes.assign(
        date=lignes["date"].map(jour_ou_texte),
        connu_le=lignes["connu_le"].map(jour_ou_texte),
        source_id=_nommees(vue, lignes["source_id"]),
        autres_sources=_nommees(vue, lignes["autres_sources"]),
    )
    return datees[list(_CASES)].rename(columns=_CASES)


def _nommees(vue: Vue, codes: pd.Series) -> pd.Series:
    return codes.map(lambda siens: nommer(vue.donnees, str(siens).split()))


def _etapes(vue: Vue) -> pd.DataFrame:
    titres = {
        "ordre": "Ordre",
        "libelle": "Étape",
        "phase": "Phase",
        "description": "Description",
        "debut": "Début",
        "source_id": "Source",
        "statut": "Statut",
    }
    lignes = vue.etapes.assign(
        debut=vue.etapes["debut"].map(jour_ou_texte),
        source_id=_nommees(vue, vue.etapes["source_id"]),
    )
    return lignes[list(titres)].rename(columns=titres)


def _chiffres(vue: Vue, valeurs: Sequence[Chiffre]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Chiffre": c.libelle,
                "Valeur": c.minimum if c.exact else c.valeur(),
                "Unité": c.unite,
                "Ce qui est compté": c.definition,
                "Périmètre": c.perimetre,
                "Date de référence": c.jour,
                "Statut": c.statut,
                "Sources": nommer(vue.donnees, c.sources),
            }
            for c in valeurs
        ]
    )


def _changements(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ce qui a changé": lignes["quoi"],
            "Quoi": lignes["libelle"],
            "Nature": [mot_de_nature(vue, nature) for nature in lignes["nature"]],
            "Date": lignes["date"].map(jour_ou_texte),
            "Source": _nommees(vue, lignes["source_id"]),
            "Statut": lignes["statut"],
        }
    )
