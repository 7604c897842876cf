"""What the workshop left on the Villes pairs page: films, documents, people who are named."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite
from fabrique_dash.chiffres.tables.villes_pairs import personnes_de_l_atelier
from fabrique_dash.donnees.formes import DocumentsVillesPairs
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse


def documents(vue: Vue, retenues: tuple[str, ...]) -> None:
    """List the films and documents of the seasons shown."""
    lignes = _documents_retenus(vue, retenues)
    if lignes.empty:
        st.markdown("Aucun document n’est connu à cette date.")
        return
    poser(_tableau_des_documents(vue, retenues))
    blocs.source(vue, lignes)


@par_vue
def _documents_retenus(vue: Vue, retenues: tuple[str, ...]) -> pd.DataFrame:
    lignes = lignes_visibles(vue, "documents_villes_pairs")
    return lignes[lignes["saison_id"].isin(retenues)]


@par_vue
def _tableau_des_documents(vue: Vue, retenues: tuple[str, ...]) -> Markup:
    lignes = rangees(_documents_retenus(vue, retenues), DocumentsVillesPairs)
    titres = ["Titre", "Nature, et ce qu’on y trouve", "Saison", "Date"]
    return fragments.tableau_de_cases(
        titres, (_cases(vue, d) for d in lignes), "Films et documents"
    )


def _cases(vue: Vue, d: DocumentsVillesPairs) -> list[str]:
    note = html('<br><span class="tp-note">{}</span>', d["note"]) if d["note"] else ""
    saison = objets(vue, "saison")[d["saison_id"]].removeprefix("Villes pairs, ").capitalize()
    date = html("{} ", date_reduite(d["date"])) if d["date"] else ""
    return [
        html("{}{}", d["titre"], place(vue, "documents_villes_pairs", d["id"], d["titre"])),
        html("{}{}{}", d["nature"].capitalize(), _duree(d), note),
        blocs.nom_lie(vue, "saison", d["saison_id"], saison),
        html("{}{}", date, fragments.badge(d["statut_date"])),
    ]


def _duree(document: DocumentsVillesPairs) -> str:
    if "film" not in document["nature"]:
        return ""
    if document["duree_minutes"] is None:
        return ", durée non documentée"
    return f", {compte(document['duree_minutes'], 'minute')}"


def personnes(vue: Vue, retenues: tuple[str, ...]) -> None:
    """List who took part in the workshop, and where."""
    lignes = _personnes_retenues(vue, retenues)
    if lignes.empty:
        st.markdown("Les sources connues à cette date ne nomment personne.")
        return
    poser(_tableau_des_personnes(vue, retenues))
    blocs.source(vue, lignes)


@par_vue
def _personnes_retenues(vue: Vue, retenues: tuple[str, ...]) -> pd.DataFrame:
    lignes = personnes_de_l_atelier(vue)
    return lignes[lignes["saison_id"].isin({"", *retenues})]


@par_vue
def _tableau_des_personnes(vue: Vue, retenues: tuple[str, ...]) -> Markup:
    lignes = _personnes_retenues(vue, retenues)
    evenements = objets(vue, "evenement")
    lignes = lignes.assign(
        nom=lignes["acteur_id"].map(objets(vue, "acteur")),
        adresse=[adresse(vue, "acteur", a) for a in lignes["acteur_id"]],
        occasion=[evenements.get(e, "") for e in lignes["evenement_id"]],
        adresse_occasion=[
            adresse(vue, "evenement", e) if e else "" for e in lignes["evenement_id"]
        ],
    )
    colonnes = {"nom": "Personne", "role": "Rôle", "sujet": "À propos de", "occasion": "Où"}
    liens = {"nom": "adresse", "occasion": "adresse_occasion"}
    return fragments.tableau(
        lignes,
        colonnes,
        "Personnes de l’atelier",
        liens=liens,
        reprise=lambda p: place(vue, p["table"], p["id"], f"{p['nom']}, {p['role']}"),
    )
