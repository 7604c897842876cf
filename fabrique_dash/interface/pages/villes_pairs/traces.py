"""What the workshop left on the Villes pairs page: films, documents, people who are named."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite
from fabrique_dash.chiffres.tables.villes_pairs import personnes_de_l_atelier
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import DocumentsVillesPairs
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.interface.briques import blocs, fragments
from fabrique_dash.interface.poser import poser
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
    lignes = _documents_retenus(vue, retenues)
    lignes = lignes.assign(
        saison=lignes["saison_id"].map(objets(vue, "saison")),
        adresse=[adresse(vue, "saison", s) for s in lignes["saison_id"]],
        paru=[date_reduite(d) for d in lignes["date"]],
        duree=[_duree(d) for d in rangees(lignes, DocumentsVillesPairs)],
    )
    colonnes = {
        "titre": "Titre",
        "nature": "Nature",
        "saison": "Saison",
        "paru": "Date",
        "statut_date": "Preuve de la date",
        "duree": "Durée",
        "note": "À savoir",
    }
    return fragments.tableau(lignes, colonnes, "Films et documents", liens={"saison": "adresse"})


def _duree(document: DocumentsVillesPairs) -> str:
    if "film" not in document["nature"]:
        return ""
    if document["duree_minutes"] is None:
        return Statut.NON_DOCUMENTE
    return compte(document["duree_minutes"], "minute")


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
    return fragments.tableau(lignes, colonnes, "Personnes de l’atelier", liens=liens)
