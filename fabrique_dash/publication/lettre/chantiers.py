"""What the letter says of the chantiers that became known: why, which, with what."""

from __future__ import annotations

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.tables.reperes import CHANTIERS
from fabrique_dash.donnees.formes import CadreObservation, Chantiers, ChantiersRessources, Reperes
from fabrique_dash.donnees.rangees import F, rangees
from fabrique_dash.publication.lettre import phrases
from fabrique_dash.publication.lettre.faits import Faits, paragraphe
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique


def chantiers(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    """Tell what chantiers are for, then each, what it offers, and how it observes itself."""
    raisons = [r for r in faits.lignes("reperes", Reperes) if r["sujet"] == CHANTIERS]
    trouves = []
    if raisons:
        texte = phrases.raisons_des_chantiers(raisons)
        trouves.append(paragraphe(rubrique, "reperes", texte, raisons, cle="chantiers"))
    for c in faits.lignes("chantiers", Chantiers):
        trouves.append(paragraphe(rubrique, "chantiers", phrases.chantier(c), [c]))
        trouves += _annexes(faits, rubrique, c)
    return trouves


def _annexes(faits: Faits, rubrique: Rubrique, c: Chantiers) -> list[Paragraphe]:
    trouves = []
    ressources = _du_chantier(faits, "chantiers_ressources", c, ChantiersRessources)
    if ressources:
        texte = phrases.ressources(c, ressources)
        trouves.append(paragraphe(rubrique, "chantiers_ressources", texte, ressources, cle=c["id"]))
    cadre = _du_chantier(faits, "cadre_observation", c, CadreObservation)
    if cadre:
        texte = phrases.cadre_d_observation(c, cadre)
        trouves.append(paragraphe(rubrique, "cadre_observation", texte, cadre, cle=c["id"]))
    return trouves


def _du_chantier(faits: Faits, table: str, c: Chantiers, forme: type[F]) -> list[F]:
    lignes = lignes_visibles(faits.vue, table)
    return rangees(lignes[lignes["chantier_id"] == c["id"]], forme)
