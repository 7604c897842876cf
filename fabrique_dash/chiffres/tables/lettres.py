"""The letters of the programme, and how precisely it is known when one appeared."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.chiffres.tables.appuis import appuis
from fabrique_dash.donnees.dates import precision
from fabrique_dash.donnees.formes import Newsletters
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue


class LettreMontree(Newsletters):
    """A row of `lettres_parues`."""

    nom: str
    parution: str


@par_vue
def lettres_parues(vue: Vue) -> pd.DataFrame:
    """List the letters of the cohort that had certainly appeared, in order.

    Returns:
        The columns of `newsletters`, plus nom, parution (in words), lignes (rows of the data of
        which the letter is the main source).
    """
    lignes = lignes_visibles(vue, "newsletters")
    lignes = lignes[lignes["cohorte_id"] == vue.cohorte].sort_values("ordre")
    sommes = appuis(vue).groupby("source")["principales"].sum()
    return lignes.assign(
        nom=lignes["id"].map(objets(vue, "newsletter")),
        parution=[parution(n) for n in rangees(lignes, Newsletters)],
        lignes=[int(sommes.get(s, 0)) for s in lignes["source_id"]],
    )


def parution(lettre: Rangee) -> str:
    """Say when a letter or a source appeared, as precisely as it is known.

    Args:
        lettre: has date_parution or date_publication, pas_avant and pas_apres.
    """
    lue = lettre.get("date_parution") or lettre.get("date_publication")
    if lue:
        return date_reduite(lue)
    avant, apres = lettre["pas_avant"], lettre["pas_apres"]
    if avant and avant == apres:
        return f"en {date_reduite(avant)}"
    if avant and apres:
        return f"entre {_borne(avant)} et {_borne(apres)}"
    if avant:
        return f"pas avant {_borne(avant)}"
    return f"pas après {_borne(apres)}" if apres else "date non documentée"


def _borne(texte: str) -> str:
    article = "le " if precision(texte) == "jour" else ""
    return f"{article}{date_reduite(texte)}"
