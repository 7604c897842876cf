"""The parameters of the pages by which the data are kept up to date; none without a journal."""

from __future__ import annotations

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.parametres import Parametre

RENDEZ_VOUS, ANNONCE, ETAPE, NOM = "rendez-vous", "annonce", "etape", "nom"
PAROLE, LETTRE, NOUVELLE_SOURCE, TOUTE_TABLE = "parole", "lettre", "source", "table"
PORTES = {
    RENDEZ_VOUS: "Un rendez-vous a eu lieu",
    ANNONCE: "Annoncer un rendez-vous",
    ETAPE: "Un territoire a franchi une étape",
    NOM: "Nommer un territoire",
    PAROLE: "Une parole, une attente",
    LETTRE: "La lettre est partie",
    NOUVELLE_SOURCE: "Ajouter une source",
    TOUTE_TABLE: "Toute autre table",
}


def mise_a_jour(vue: Vue) -> tuple[Parametre, ...]:
    """Return the door that is open, and the table of the last one."""
    if vue.donnees.publiee is None:
        return ()
    return Un("porte", "Ce qui est à dire", PORTES, vide="Rien pour l’instant"), _table(vue, "")


def historique(vue: Vue) -> tuple[Parametre, ...]:
    """Return the table whose history is told."""
    return () if vue.donnees.publiee is None else (_table(vue, "Toutes les tables"),)


def _table(vue: Vue, vide: str) -> Un:
    tables = vue.donnees.descripteur.tables.values()
    titres = {t.nom: t.titre for t in tables if t.editable}
    return Un("table", "Table", titres, vide=vide or "Choisir une table")
