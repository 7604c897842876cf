"""Blocks about people and organisations: the list, and the sheet of one of them."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import enumeration, majuscule
from fabrique_dash.chiffres.tables.alliance import acteurs_nommes, acteurs_retenus
from fabrique_dash.donnees.formes import (
    Acteurs,
    ChantiersActeurs,
    Delegations,
    Interventions,
    Paroles,
    Reperes,
    Roles,
)
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import F, rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.pages.paroles import idees
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse


def liste(vue: Vue, natures: tuple[str, ...], chantier: str) -> None:
    """List the people and organisations, each with a link to its sheet."""
    lignes = acteurs_retenus(vue, natures, chantier)
    if lignes.empty:
        st.markdown("Aucune personne ni organisation ne répond à ces choix à cette date.")
        return
    poser(_tableau(vue, natures, chantier))
    blocs.source(vue, lignes)


@par_vue
def _tableau(vue: Vue, natures: tuple[str, ...], chantier: str) -> Markup:
    lignes = acteurs_retenus(vue, natures, chantier)
    roles = _roles_en_mots(vue)
    lignes = lignes.assign(
        adresse=[adresse(vue, "acteur", i) for i in lignes["id"]],
        qui=[roles.get(a["id"], "") or a["description"] for a in rangees(lignes, Acteurs)],
    )
    colonnes = {
        "nom": "Nom",
        "nature": "Nature",
        "qui": "Fonctions ou description",
        "lignes": "Lignes qui le nomment",
        "statut": "Statut",
    }
    return fragments.tableau(
        lignes,
        colonnes,
        "Personnes et organisations citées",
        nombres=("lignes",),
        liens={"nom": "adresse"},
    )


@par_vue
def _roles_en_mots(vue: Vue) -> MappingProxyType[str, str]:
    """Roles of each actor in words, by id."""
    roles: dict[str, list[str]] = {}
    for r in rangees(lignes_visibles(vue, "roles"), Roles):
        roles.setdefault(r["acteur_id"], []).append(_role(r))
    return MappingProxyType({acteur: "\u202f; ".join(siens) for acteur, siens in roles.items()})


def _role(r: Roles) -> str:
    return f"{r['fonction']} ({r['structure']})" if r["structure"] else str(r["fonction"])


def fiche_d_acteur(vue: Vue, identifiant: str) -> None:
    """Show the sheet of an actor, and what mentions it; nothing when none is asked for."""
    if not identifiant:
        return
    # Not `st.header`, which would read Markdown in the name.
    nom = objets(vue, "acteur")[identifiant]
    reprise = place(vue, "acteurs", identifiant, nom)
    poser(html("<h2>{}</h2>{}{}", nom, reprise, _fiche(vue, identifiant)))
    blocs.mentions_de(vue, "acteur", identifiant)
    lignes = acteurs_nommes(vue)
    blocs.source(vue, lignes[lignes["id"] == identifiant])
    derniere_modification(vue, "acteur", identifiant)


@par_vue
def _fiche(vue: Vue, identifiant: str) -> Markup:
    a = rangee(acteurs_nommes(vue), identifiant, Acteurs)
    graphies = enumeration([g.strip() for g in a["autres_graphies"].split("|") if g.strip()])
    champs = [
        ("Nature", a["nature"]),
        ("Description", a["description"]),
        ("Autres graphies", graphies),
        ("Fonctions", _roles(vue, identifiant)),
        ("Territoires", _delegations(vue, identifiant)),
        ("Paroles, reformulées", idees(vue, _de_l_acteur(vue, "paroles", identifiant, Paroles))),
        ("Repères", _reperes(vue, identifiant)),
        ("Interventions", _interventions(vue, identifiant)),
        ("Chantiers", _chantiers(vue, identifiant)),
    ]
    # A field that most actors can't have is told only when there is something to tell.
    toujours = {"Nature", "Fonctions"}
    return fragments.definitions((c, v) for c, v in champs if v or c in toujours)


def _de_l_acteur(vue: Vue, nom: str, identifiant: str, forme: type[F]) -> list[F]:
    lignes = lignes_visibles(vue, nom)
    return rangees(lignes[lignes["acteur_id"] == identifiant], forme)


def _roles(vue: Vue, identifiant: str) -> Markup:
    elements = []
    for r in _de_l_acteur(vue, "roles", identifiant, Roles):
        structure = (
            blocs.nom_lie(vue, "acteur", r["structure_id"], r["structure"])
            if r["structure_id"]
            else r["structure"]
        )
        suite = html(", {}", structure) if structure else ""
        periode = html(" — {}", r["periode"]) if r["periode"] else ""
        elements.append(
            html(
                "{fonction}{suite}{periode}{badge_si_faible}{reprise}",
                fonction=r["fonction"],
                suite=suite,
                periode=periode,
                badge_si_faible=fragments.badge_si_faible(r["statut"]),
                reprise=place(vue, "roles", r["id"], r["fonction"]),
            )
        )
    return fragments.liste(elements)


def _delegations(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html(
            "{territoire_id}, {categorie}{badge_si_faible}{reprise}",
            territoire_id=blocs.nom_lie(vue, "territoire", d["territoire_id"]),
            categorie=d["categorie"],
            badge_si_faible=fragments.badge_si_faible(d["statut_categorie"]),
            reprise=place(vue, "delegations", d["id"], d["categorie"]),
        )
        for d in _de_l_acteur(vue, "delegations", identifiant, Delegations)
    )


def _reperes(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html("{}, {}\u00a0: {}", majuscule(r["sujet"]), r["rubrique"], r["libelle"])
        + place(vue, "reperes", r["id"], r["libelle"])
        for r in _de_l_acteur(vue, "reperes", identifiant, Reperes)
    )


def _interventions(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html("{}, {}", blocs.nom_lie(vue, "evenement", i["evenement_id"]), i["role"])
        + (html(" — {}", i["sujet"]) if i["sujet"] else "")
        + place(vue, "interventions", i["id"], i["role"])
        for i in _de_l_acteur(vue, "interventions", identifiant, Interventions)
    )


def _chantiers(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html(
            "{chantier_id}, {role}{badge_si_faible}{reprise}",
            chantier_id=blocs.nom_lie(vue, "chantier", c["chantier_id"]),
            role=c["role"],
            badge_si_faible=fragments.badge_si_faible(c["statut"]),
            reprise=place(vue, "chantiers_acteurs", c["id"], c["role"]),
        )
        for c in _de_l_acteur(vue, "chantiers_acteurs", identifiant, ChantiersActeurs)
    )
