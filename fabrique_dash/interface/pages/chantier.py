"""The sheet of one chantier on the Alliance page."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite, guillemets
from fabrique_dash.donnees.formes import (
    CadreObservation,
    Chantiers,
    ChantiersActeurs,
    ChantiersEnjeux,
    ChantiersObjectifs,
    ChantiersPratique,
    ChantiersRessources,
    ObjectifsCharte,
)
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import F, rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.pages.reperes import objectif
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place

_DANS_LA_PRATIQUE = {"mode d’action": "Comment il s’y prend", "question ouverte": "Questions"}
_RUBRIQUES_DU_CADRE = {
    "dimension": "Trois dimensions",
    "organisation": "Organisation",
    "point à repérer": "Points à repérer",
    "finalité": "À quoi cela sert",
    "critères": "Critères de la transition",
    "regard": "Trois regards sur un projet",
    "évaluation": "Évaluation",
    "partage": "Partage",
}
_ANNEXES = ("chantiers_enjeux", "chantiers_pratique", "chantiers_ressources", "cadre_observation")


def fiche(vue: Vue, identifiant: str) -> None:
    """Show a chantier: what it is for, how it works, what it offers, what mentions it."""
    poser(_fiche(vue, identifiant))
    blocs.source(vue, *(_du_chantier(vue, nom, identifiant) for nom in _ANNEXES))
    blocs.mentions_de(vue, "chantier", identifiant)
    derniere_modification(vue, "chantier", identifiant)


def _du_chantier(vue: Vue, nom: str, identifiant: str) -> pd.DataFrame:
    lignes = lignes_visibles(vue, nom)
    return lignes[lignes["chantier_id"] == identifiant]


def _lignes(vue: Vue, nom: str, identifiant: str, forme: type[F]) -> list[F]:
    return rangees(_du_chantier(vue, nom, identifiant), forme)


@par_vue
def _fiche(vue: Vue, identifiant: str) -> Markup:
    c = rangee(lignes_visibles(vue, "chantiers"), identifiant, Chantiers)
    champs = [
        ("Porteurs", c["porteurs"]),
        ("Pourquoi", c["pourquoi"]),
        ("Ce qu’il apporte à l’Alliance", c["apport"]),
        ("Enjeux", _enjeux(vue, identifiant)),
        *_pratique(vue, identifiant),
        ("Personnes et structures", _acteurs(vue, identifiant)),
        ("Objectifs de la charte", _objectifs(vue, identifiant)),
        ("Actualité", c["actualite"]),
        ("Comment on le sait", c["inference"]),
    ]
    return html(
        "<h3>{nom}</h3>{reprise}{fiche}{ressources}{cadre}",
        nom=(nom := objets(vue, "chantier")[identifiant]),
        reprise=place(vue, "chantiers", identifiant, nom),
        fiche=fragments.definitions(champs),
        ressources=_ressources(vue, identifiant),
        cadre=_cadre(vue, identifiant),
    )


def _enjeux(vue: Vue, identifiant: str) -> Markup:
    lignes = _lignes(vue, "chantiers_enjeux", identifiant, ChantiersEnjeux)
    return fragments.liste(
        html("{}{}", e["enjeu"], fragments.badge_si_faible(e["statut"]))
        + place(vue, "chantiers_enjeux", e["id"], e["enjeu"])
        for e in sorted(lignes, key=lambda e: e["ordre"])
    )


def _pratique(vue: Vue, identifiant: str) -> list[tuple[str, str]]:
    lignes = _lignes(vue, "chantiers_pratique", identifiant, ChantiersPratique)
    champs = [
        (titre, fragments.liste(_texte(vue, p) for p in lignes if p["nature"] == nature))
        for nature, titre in _DANS_LA_PRATIQUE.items()
    ]
    return [(titre, liste) for titre, liste in champs if liste]


def _texte(vue: Vue, p: ChantiersPratique) -> Markup:
    return html("{}{}", p["texte"], place(vue, "chantiers_pratique", p["id"], p["texte"]))


def _acteurs(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html(
            "{acteur_id}, {role}{badge_si_faible}{reprise}",
            acteur_id=blocs.nom_lie(vue, "acteur", a["acteur_id"]),
            role=a["role"],
            badge_si_faible=fragments.badge_si_faible(a["statut"]),
            reprise=place(vue, "chantiers_acteurs", a["id"], a["role"]),
        )
        for a in _lignes(vue, "chantiers_acteurs", identifiant, ChantiersActeurs)
    )


def _objectifs(vue: Vue, identifiant: str) -> Markup:
    tous = vue.donnees.table("objectifs_charte")
    objectifs = {o["id"]: o for o in rangees(tous, ObjectifsCharte)}
    return fragments.liste(
        objectif(vue, objectifs[o["objectif_id"]])
        for o in _lignes(vue, "chantiers_objectifs", identifiant, ChantiersObjectifs)
    )


def _ressources(vue: Vue, identifiant: str) -> Markup:
    lignes = _lignes(vue, "chantiers_ressources", identifiant, ChantiersRessources)
    if not lignes:
        return Markup()
    cases = [
        [
            html("{}{}", _titre(r), place(vue, "chantiers_ressources", r["id"], r["titre"])),
            r["auteur"],
            ", ".join(t for t in (r["editeur"], r["precision"]) if t),
            date_reduite(r["date"]) if r["date"] else "",
            r["nature"] if r["usage"] == "ressource" else f"{r['nature']}, cité à l’appui",
        ]
        for r in lignes
    ]
    titres = ["Titre", "Auteur", "Éditeur et précisions", "Date", "Nature"]
    return html("<h4>Ressources</h4>{}", fragments.tableau_de_cases(titres, cases, "Ressources"))


def _titre(r: ChantiersRessources) -> str:
    return guillemets(r["titre"]) if r["statut_titre"] == "documenté" else r["titre"]


def _cadre(vue: Vue, identifiant: str) -> Markup:
    lignes = _lignes(vue, "cadre_observation", identifiant, CadreObservation)
    if not lignes:
        return Markup()
    rubriques = dict.fromkeys(ligne["rubrique"] for ligne in lignes)
    parties = fragments.definitions(
        (_RUBRIQUES_DU_CADRE[r], _partie_du_cadre(vue, lignes, r)) for r in rubriques
    )
    return html("<h4>Le cadre d’observation du Puy-de-Dôme</h4>{}", parties)


def _partie_du_cadre(vue: Vue, lignes: list[CadreObservation], rubrique: str) -> Markup:
    return fragments.liste(
        html("<strong>{}</strong>. {}", ligne["libelle"], ligne["texte"])
        + place(vue, "cadre_observation", ligne["id"], ligne["libelle"])
        for ligne in lignes
        if ligne["rubrique"] == rubrique
    )
