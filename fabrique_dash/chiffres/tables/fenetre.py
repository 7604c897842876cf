"""The cohort's own time: from its launch to its announced end, and the events around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from fabrique_dash.chiffres.calculs import programme
from fabrique_dash.donnees.dates import mois_plus_tot, premier_jour
from fabrique_dash.donnees.vue import Vue

_SUITE = 12  # months after the end: from there on, the window stops following the reference date
_MARGE = timedelta(45)


@dataclass(frozen=True)
class Annee:
    """From the launch to the announced end, or to the reference date when none is announced."""

    debut: date
    fin: date
    finie: bool  # whether an end was announced

    def place(self, jour: date) -> float:
        """Return where a day stands, in percent of the line; days outside are at its ends."""
        part = (jour - self.debut).days / max(1, (self.fin - self.debut).days)
        return 100 * min(1.0, max(0.0, part))


def annee_du_parcours(vue: Vue) -> Annee | None:
    """Return the months that the line covers; None while the parcours is not launched."""
    cohortes = vue.donnees.table("cohortes").set_index("id")
    if programme.mois_ecoules(vue).minimum is None:
        return None
    premier = premier_jour(str(cohortes.loc[vue.cohorte, "debut"]))
    mois = programme.duree_annoncee(vue).minimum
    if mois is None:
        return Annee(premier, vue.jour, finie=False)
    return Annee(premier, mois_plus_tot(premier, -int(mois)), finie=True)


def dans_la_fenetre(vue: Vue, datees: pd.DataFrame) -> pd.DataFrame:
    """Keep the events of the cohort's window, from a month before its launch on.

    It ends a little after the reference date, or after the announced end if that is later; years
    after that end, it no longer follows the date. All are kept while nothing is launched, and
    when none is in the window.

    Args:
        vue: the point of view.
        datees: dated rows of `chiffres.tables.frise.evenements_dates`.
    """
    annee = annee_du_parcours(vue)
    if annee is None:
        return datees
    bout = max(annee.fin, min(vue.jour, mois_plus_tot(annee.fin, -_SUITE))) + _MARGE
    siens = (datees["dernier"] >= mois_plus_tot(annee.debut, 1)) & (datees["premier"] <= bout)
    return datees[siens] if siens.any() else datees
