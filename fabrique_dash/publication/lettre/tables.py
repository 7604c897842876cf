"""A letter as tables: its sentences, and its sources."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.modele import ORIGINES, Brouillon
from fabrique_dash.publication.site.references import references


def table_des_phrases(brouillon: Brouillon) -> pd.DataFrame:
    """List the paragraphs of a draft, those left out included.

    Returns:
        rubrique, id, retenu (bool), origine (in words), texte, sources (ids), statut.
    """
    lignes = [
        (r.libelle, p.id, retenu, ORIGINES[p.origine], texte_nu(p.corps), p.sources, p.statut)
        for r in brouillon.rubriques
        for retenu, paragraphes in ((True, r.paragraphes), (False, r.de_cote))
        for p in paragraphes
    ]
    colonnes = ["rubrique", "id", "retenu", "origine", "texte", "sources", "statut"]
    tableau = pd.DataFrame(lignes, columns=colonnes)
    return tableau.assign(sources=[" ".join(codes) for codes in tableau["sources"]])


def table_des_sources(brouillon: Brouillon, donnees: Donnees) -> pd.DataFrame:
    """List the sources of a letter, in the order of its notes.

    Returns:
        note, source (id), nom_court, reference, rubriques (titles of those that cite it).
    """
    connues, noms = references(donnees), noms_courts(donnees)
    citees: dict[str, dict[str, None]] = {code: {} for code in brouillon.notes()}
    for rubrique, paragraphe in brouillon.paragraphes():
        for code in paragraphe.sources:
            citees[code][rubrique.libelle] = None
    lignes = [
        (note, code, noms.get(code, code), connues.get(code, code), ", ".join(citees[code]))
        for code, note in brouillon.notes().items()
    ]
    return pd.DataFrame(lignes, columns=["note", "source", "nom_court", "reference", "rubriques"])
