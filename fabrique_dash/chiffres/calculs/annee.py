"""The cohort's own time: from its launch to its announced end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.calculs import programme
from fabrique_dash.donnees.dates import mois_plus_tot, premier_jour
from fabrique_dash.donnees.vue import Vue


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
