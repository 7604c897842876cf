"""The data as it could be known at a reference date: the one way in for figures and pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from fabrique_dash.donnees.dates import DERNIER_JOUR, PREMIER_JOUR, connu_au, dernier_jour
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.etats import Statut, avec_etat
from fabrique_dash.donnees.formes import Divergences, Etapes
from fabrique_dash.donnees.memoire import Memoire, par_donnees, par_vue
from fabrique_dash.donnees.noms_des_sources import sources_nommees
from fabrique_dash.donnees.parutions import paru_le
from fabrique_dash.donnees.rangees import rangees, retenues


@par_donnees
def cohortes_suivies(donnees: Donnees) -> pd.DataFrame:
    """List the cohorts that the dashboard follows, in order (columns of `cohortes`)."""
    cohortes = donnees.table("cohortes")
    return cohortes[cohortes["suivie"].fillna(False)].sort_values("ordre")


@par_donnees
def derniere_date_documentee(donnees: Donnees, cohorte: str) -> date:
    """Return the day of the last dated event of a cohort, which is the default reference date.

    Only what some source gives as held counts: an announcement documents nothing that happened.
    Without any, it is the day on which the data package was made. It is always a day that may be
    asked for.
    """
    evenements = donnees.table("evenements")
    siens = evenements[
        (evenements["cohorte_id"] == cohorte)
        & (evenements["realisation"] == "réalisé")
        & (evenements["debut"].str.len() == len("AAAA-MM-JJ"))
    ]
    fins = siens["fin"].where(siens["fin"] != "", siens["debut"])
    if fins.empty:
        return donnees.descripteur.jour
    return min(max(PREMIER_JOUR, *(dernier_jour(fin) for fin in fins)), DERNIER_JOUR)


def _premier_connu(dates: pd.Series) -> date:
    return min(dernier_jour(texte) for texte in dates)


@par_vue
def nom_de_la_cohorte(vue: Vue) -> str:
    """Name the cohort of a point of view."""
    cohortes = vue.donnees.table("cohortes")
    return str(cohortes["nom"][cohortes["id"] == vue.cohorte].iloc[0])


def libelle_territoire(nom: str, numero: int) -> str:
    """Name a territory; one without a name is told by its number, never by a guess."""
    return nom or f"Territoire n°\u00a0{numero} ({Statut.NON_DOCUMENTE})"


@dataclass(frozen=True, eq=False)
class Vue:
    """The programme seen from one cohort at one reference date.

    The frame (cohort, groups, territories) is not dated; every other fact is left out when it
    could not be known on `jour`.
    """

    donnees: Donnees
    cohorte: str
    jour: date
    memoire: Memoire = field(default_factory=Memoire, repr=False)

    @property
    @par_vue
    def groupes(self) -> pd.DataFrame:
        """The cohort's groups in order, with `rang` (0, 1, …) for colours and shapes."""
        siens = self._de_la_cohorte("groupes").sort_values("ordre").reset_index(drop=True)
        return siens.assign(rang=range(len(siens)))

    @property
    @par_vue
    def territoires(self) -> pd.DataFrame:
        """The cohort's territories in order, with `libelle` (a name, or « Territoire n° 7 … »)."""
        siens = self._de_la_cohorte("territoires").sort_values("numero").reset_index(drop=True)
        paires = zip(siens["nom"], siens["numero"], strict=True)
        return siens.assign(libelle=[libelle_territoire(nom, numero) for nom, numero in paires])

    @property
    @par_vue
    def rattachements(self) -> pd.DataFrame:
        """Territory × possible group (columns of the table, plus `certain`: a single group)."""
        lignes = self.donnees.table("rattachements")
        lignes = lignes[lignes["territoire_id"].isin(self.territoires["id"])]
        return lignes.assign(certain=lignes["statut"] != Statut.INDETERMINE).reset_index(drop=True)

    @property
    @par_vue
    def preoccupations(self) -> pd.DataFrame:
        """Concerns known on `jour`, with the theme's label (`theme`), by group then order."""
        lignes = self.connus("preoccupations")
        lignes = lignes[lignes["groupe_id"].isin(self.groupes["id"])]
        themes = self.donnees.table("themes").set_index("id")["libelle"]
        return lignes.assign(theme=lignes["theme_id"].map(themes)).reset_index(drop=True)

    @property
    @par_vue
    def evenements(self) -> pd.DataFrame:
        """Events that may be shown on `jour`, with `etat`, in order of date (undated last).

        Events of other followed cohorts are left out; those of no cohort, and those of cohorts
        that are only mentioned, stay: they are the programme's surroundings.
        """
        tous = self.donnees.table("evenements")
        suivies = set(cohortes_suivies(self.donnees)["id"]) - {self.cohorte}
        visibles = avec_etat(tous[~tous["cohorte_id"].isin(suivies)], self.jour)
        cle = visibles["debut"].where(visibles["debut"] != "", "9999")
        return visibles.assign(_cle=cle).sort_values(["_cle", "id"]).drop(columns="_cle")

    @property
    @par_vue
    def seances(self) -> pd.DataFrame:
        """Events of the cohort itself (not its surroundings, not publications about it)."""
        siens = self.evenements[self.evenements["cohorte_id"] == self.cohorte]
        return siens[siens["couloir"].isin(["programme", "territoires"])]

    @property
    @par_vue
    def rendez_vous_locaux(self) -> pd.DataFrame:
        """Those of `seances` that one territory holds; a phase is a period, nobody meets at it."""
        locaux = self.seances[self.seances["territoire_id"] != ""]
        return locaux[locaux["genre"] != "phase"]

    @property
    @par_vue
    def etapes(self) -> pd.DataFrame:
        """Steps of the cohort's parcours that were known on `jour`, in order.

        A step is known once its own source had appeared, or once some progress on it was known.
        Its end comes from later sources: it is left empty until it has passed, or until all of
        them had appeared. Columns of the table, plus `connue_le` (ISO day).
        """
        siennes = self._de_la_cohorte("etapes").sort_values("ordre")
        vecues = self.connus("avancement").groupby("etape_id")["connu_le"].agg(_premier_connu)
        jours = [
            min(paru_le(self.donnees, [e["source_id"]]), vecues.get(e["id"], date.max))
            for e in rangees(siennes, Etapes)
        ]
        datees = siennes.assign(
            connue_le=[jour.isoformat() for jour in jours],
            fin=[self._fin_connue(e) for e in rangees(siennes, Etapes)],
        )
        return retenues(datees, (jour <= self.jour for jour in jours)).reset_index(drop=True)

    @property
    @par_vue
    def divergences(self) -> pd.DataFrame:
        """Disagreements of the cohort, or of all, that could be seen on `jour`.

        One is seen only when every source that the row cites, in its columns or in its texts, had
        certainly appeared. Columns of the table, plus `codes` (all these sources, joined by
        spaces) and `connue_le` (ISO day).
        """
        lignes = self.de_la_cohorte_ou_de_toutes("divergences")
        cites = [self._sources_citees(ligne) for ligne in rangees(lignes, Divergences)]
        jours = [paru_le(self.donnees, codes) for codes in cites]
        datees = lignes.assign(
            codes=[" ".join(codes) for codes in cites],
            connue_le=[jour.isoformat() for jour in jours],
        )
        return retenues(datees, (jour <= self.jour for jour in jours)).reset_index(drop=True)

    def _fin_connue(self, etape: Etapes) -> str:
        codes = f"{etape['source_id']} {etape['autres_sources']}".split()
        parues = paru_le(self.donnees, codes) <= self.jour
        return str(etape["fin"]) if parues or connu_au(etape["fin"], self.jour) else ""

    def _sources_citees(self, ligne: Divergences) -> list[str]:
        cites = f"{ligne['source_id']} {ligne['sources']} {ligne['autres_sources']}".split()
        textes = " ".join(str(v) for v in ligne.values())
        return list(dict.fromkeys([*cites, *sources_nommees(self.donnees, textes)]))

    def connus(self, nom: str) -> pd.DataFrame:
        """Return the rows of a table that were known on `jour` (column `connu_le`).

        Raises:
            KeyError: no such table, or one that is not dated.
        """
        lignes = self.donnees.table(nom)
        connues = retenues(lignes, (connu_au(texte, self.jour) for texte in lignes["connu_le"]))
        return connues.reset_index(drop=True)

    def de_la_cohorte_ou_de_toutes(self, nom: str) -> pd.DataFrame:
        """Return the rows of a table that are about the cohort, or about no cohort in particular.

        Raises:
            KeyError: no such table, or one whose rows name no cohort.
        """
        lignes = self.donnees.table(nom)
        return lignes[lignes["cohorte_id"].isin(["", self.cohorte])].reset_index(drop=True)

    def _de_la_cohorte(self, nom: str) -> pd.DataFrame:
        lignes = self.donnees.table(nom)
        return lignes[lignes["cohorte_id"] == self.cohorte]


def vue(donnees: Donnees, cohorte: str, jour: date) -> Vue:
    """Return the one view of a cohort at a date, so that what is computed from it is kept."""
    unique: Vue = donnees.vues.prendre((cohorte, jour), lambda: Vue(donnees, cohorte, jour))
    return unique
