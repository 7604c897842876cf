"""The facts of a period: what may be shown on the reference date and bears on these days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.registre import DU_PLUS_FAIBLE
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import NON_DOCUMENTE, Vue


@dataclass(frozen=True)
class Faits:
    """What the data holds for a letter.

    Attributes:
        vue: the point of view.
        debut: first day of the period.
        fin: last day of the period.
    """

    vue: Vue
    debut: date
    fin: date

    def lignes(self, table: str) -> list[Rangee]:
        """Rows of a table that became known in the period, those of other cohorts left out."""
        return [
            ligne
            for ligne in rangees(lignes_visibles(self.vue, table))
            if self._du_programme(ligne) and self._connu(ligne) and ligne["statut"] != NON_DOCUMENTE
        ]

    def tenus(self, *couloirs: str) -> list[Rangee]:
        """Events of some lanes held in the period, in order of date."""
        return [
            e
            for e in rangees(evenements_dates(self.vue))
            if e["couloir"] in couloirs
            and e["etat"] == Etat.TENU.value
            and self._du_programme(e)
            and self._touche(e)
        ]

    def a_venir(self) -> list[Rangee]:
        """Announced events that are still to come on the reference date, the sooner first."""
        prochains = [
            e
            for e in rangees(evenements_dates(self.vue))
            if e["etat"] == Etat.A_VENIR.value and self._du_programme(e)
        ]
        # A month without a day comes after the days of that month.
        return sorted(prochains, key=lambda e: (e["dernier"], e["premier"], e["id"]))

    def interventions(self, evenement: str) -> list[Rangee]:
        """Who took part in an event, with the name of each (`nom`)."""
        noms = {str(a["id"]): str(a["nom"]) for a in rangees(lignes_visibles(self.vue, "acteurs"))}
        return [
            ligne | {"nom": noms[ligne["acteur_id"]]}
            for ligne in rangees(lignes_visibles(self.vue, "interventions"))
            if ligne["evenement_id"] == evenement and ligne["acteur_id"] in noms
        ]

    def inspirations(self) -> list[Rangee]:
        """Inspirations of the letters that may be shown."""
        return rangees(lignes_visibles(self.vue, "inspirations"))

    def _du_programme(self, ligne: Rangee) -> bool:
        siens = ("", *self.vue.territoires["id"])
        return (
            ligne.get("cohorte_id", "") in ("", self.vue.cohorte)
            and ligne.get("territoire_id", "") in siens
        )

    def _connu(self, ligne: Rangee) -> bool:
        connu = ligne["connu_le"]
        return bool(connu) and self.debut <= dernier_jour(connu) <= self.fin

    def _touche(self, evenement: Rangee) -> bool:
        if evenement["premier"] is None:  # undated: the sources only say « at the latest »
            limite = evenement["pas_apres"]
            return bool(limite) and self.debut <= dernier_jour(limite) <= self.fin
        return bool(evenement["premier"] <= self.fin and evenement["dernier"] >= self.debut)


def sources_de(lignes: Iterable[Rangee]) -> tuple[str, ...]:
    """List the sources of rows, in order, without repeats."""
    codes = (c for li in lignes for c in f"{li['source_id']} {li['autres_sources']}".split())
    return tuple(dict.fromkeys(codes))


def statut_de(lignes: Iterable[Rangee]) -> str:
    """Return the weakest status of rows, dates included."""
    presents = {li[c] for li in lignes for c in ("statut", "statut_date") if li.get(c)}
    return next((s for s in DU_PLUS_FAIBLE if s in presents), "documenté")
