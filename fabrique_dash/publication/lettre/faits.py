"""The facts of a period: what may be shown on the reference date and bears on these days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.tables.frise import EvenementBorne, EvenementDate, evenements_dates
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.etats import Etat, Statut, le_plus_faible
from fabrique_dash.donnees.formes import Inspirations
from fabrique_dash.donnees.rangees import F, Rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique
from fabrique_dash.publication.lettre.phrases import InterventionNommee


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

    def lignes(self, table: str, forme: type[F]) -> list[F]:
        """Rows of a table that became known in the period, those of other cohorts left out."""
        return [
            ligne
            for ligne in rangees(lignes_visibles(self.vue, table), forme)
            if self._du_programme(ligne)
            and self._connu(ligne)
            and ligne["statut"] != Statut.NON_DOCUMENTE
        ]

    def tenus(self, *couloirs: str) -> list[EvenementDate]:
        """Events of some lanes held in the period, in order of date."""
        return [
            e
            for e in rangees(evenements_dates(self.vue), EvenementDate)
            if e["couloir"] in couloirs
            and e["etat"] == Etat.TENU.value
            and self._du_programme(e)
            and self._touche(e)
        ]

    def a_venir(self) -> list[EvenementBorne]:
        """Announced events that are still to come on the reference date, the sooner first."""
        lignes = evenements_dates(self.vue)
        annonces = rangees(lignes[lignes["etat"] == Etat.A_VENIR], EvenementBorne)
        prochains = [e for e in annonces if self._du_programme(e)]
        # A month without a day comes after the days of that month.
        return sorted(prochains, key=lambda e: (e["dernier"], e["premier"], e["id"]))

    def interventions(self, evenement: str) -> list[InterventionNommee]:
        """Who took part in an event, with the name of each (`nom`)."""
        acteurs = lignes_visibles(self.vue, "acteurs")
        noms = acteurs.set_index("id")["nom"]
        lignes = lignes_visibles(self.vue, "interventions")
        siennes = lignes[
            (lignes["evenement_id"] == evenement) & lignes["acteur_id"].isin(acteurs["id"])
        ]
        return rangees(siennes.assign(nom=siennes["acteur_id"].map(noms)), InterventionNommee)

    def inspirations(self) -> list[Inspirations]:
        """Inspirations of the letters that may be shown."""
        return rangees(lignes_visibles(self.vue, "inspirations"), Inspirations)

    def _du_programme(self, ligne: Rangee) -> bool:
        siens = ("", *self.vue.territoires["id"])
        return (
            ligne.get("cohorte_id", "") in ("", self.vue.cohorte)
            and ligne.get("territoire_id", "") in siens
        )

    def _connu(self, ligne: Rangee) -> bool:
        connu = ligne["connu_le"]
        return bool(connu) and self.debut <= dernier_jour(connu) <= self.fin

    def _touche(self, evenement: EvenementDate) -> bool:
        premier, dernier = evenement["premier"], evenement["dernier"]
        if premier is None or dernier is None:  # undated: the sources only say « at the latest »
            limite = evenement["pas_apres"]
            return bool(limite) and self.debut <= dernier_jour(limite) <= self.fin
        return premier <= self.fin and dernier >= self.debut


def sources_de(lignes: Iterable[Rangee]) -> tuple[str, ...]:
    """List the sources of rows, in order, without repeats."""
    codes = (c for li in lignes for c in f"{li['source_id']} {li['autres_sources']}".split())
    return tuple(dict.fromkeys(codes))


def statut_de(lignes: Iterable[Rangee]) -> Statut:
    """Return the weakest status of rows, dates included."""
    return le_plus_faible(li.get(c, "") for li in lignes for c in ("statut", "statut_date"))


def paragraphe(
    rubrique: Rubrique, table: str, texte: str, lignes: Sequence[Rangee], cle: str = ""
) -> Paragraphe:
    """Make a paragraph of rows: its id is the rubrique, the table and the first row, or `cle`."""
    identifiant = f"{rubrique.id}.{table}.{cle or lignes[0]['id']}"
    return Paragraphe(identifiant, "genere", texte, sources_de(lignes), statut_de(lignes))
