"""Blocks of the Villes pairs page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.calculs import memoire_du_programme
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, nombre, periode
from fabrique_dash.chiffres.tables.carte import (
    ParticipantSurCarte,
    participants_des_saisons,
    participants_sur_carte,
)
from fabrique_dash.chiffres.tables.villes_pairs import chemin_vers_la_fabrique
from fabrique_dash.donnees.formes import Hypotheses, Saisons
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.carte_svg import carte_des_participants
from fabrique_dash.graphiques.socle.couleurs_css import pastille_de_groupe
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import blocs, fragments
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.demande import Demande


@dataclass(frozen=True)
class Choix:
    """What the reader asked for: the ids of the seasons to show, and of a participant if any."""

    saisons: tuple[str, ...]
    participant: str


def filtres(demande: Demande) -> Choix:
    """Ask for a season and for a participant, among those known at the reference date."""
    gauche, droite = st.columns(2)
    with gauche:
        saison = demander(demande, "saison")
    with droite:
        participant = demander(demande, "participant")
    return Choix(saison.choix or tuple(objets(demande.vue, "saison")), participant.un)


def resultat(vue: Vue, choix: Choix) -> str:
    """Say how many seasons and participants are shown."""
    if not choix.saisons:
        return "Aucune saison achevée"
    nombre_de_saisons = compte(len(choix.saisons), "saison achevée", "saisons achevées")
    participants = compte(len(participants_retenus(vue, choix)), "participant")
    return f"{nombre_de_saisons}, {participants}"


def participants_retenus(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Keep the participants of the seasons shown (rows of `participants_sur_carte`)."""
    return participants_des_saisons(vue, choix.saisons)


def export(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Return the participants shown, for the download."""
    return participants_retenus(vue, choix).drop(columns=["lat", "lon"])


def le_participant(vue: Vue, choix: Choix) -> None:
    """Show the sheet of the participant asked for, if any."""
    identifiant = choix.participant
    if not identifiant:
        return
    p = rangee(participants_sur_carte(vue), identifiant, ParticipantSurCarte)
    st.header("Le participant choisi", anchor=False)
    st.html(_fiche_du_participant(vue, identifiant))
    blocs.mentions_de(vue, "participant", identifiant)
    blocs.source(vue, pd.DataFrame([p]))


@par_vue
def _fiche_du_participant(vue: Vue, identifiant: str) -> str:
    p = rangee(participants_sur_carte(vue), identifiant, ParticipantSurCarte)
    champs = [
        ("Nature", texte_sur(p["nature"])),
        ("Saison", f"{blocs.nom_lie(vue, 'saison', p['saison_id'])}, {texte_sur(p['periode'])}"),
        ("Lieu", f"{texte_sur(p['lieu'])} {fragments.badge(p['statut_lieu'])}"),
        ("Partenaires invités", texte_sur(p["partenaires"])),
        ("Précision", texte_sur(p["precision"])),
    ]
    if p["inference"]:
        champs.append(("Comment on le sait", texte_sur(p["inference"])))
    return f"<h3>{texte_sur(p['nom'])}</h3>{fragments.definitions(champs)}"


def saisons(vue: Vue, choix: Choix) -> None:
    """Show one card per season: period, aim, participants given and named."""
    lignes = lignes_visibles(vue, "saisons")
    lignes = lignes[lignes["id"].isin(choix.saisons)]
    if lignes.empty:
        st.markdown("Aucune saison de l’atelier n’est achevée à cette date.")
        return
    blocs.dessin(_cartes_des_saisons(vue, choix.saisons))
    blocs.source(vue, lignes)


@par_vue
def _cartes_des_saisons(vue: Vue, retenues: tuple[str, ...]) -> str:
    lignes = lignes_visibles(vue, "saisons")
    siennes = rangees(lignes[lignes["id"].isin(retenues)], Saisons)
    return f'<div class="tp-grille">{"".join(_carte_de_saison(vue, s) for s in siennes)}</div>'


def _carte_de_saison(vue: Vue, saison: Saisons) -> str:
    annonces = memoire_du_programme.annonces_de(vue, saison["id"])
    documentes = memoire_du_programme.participants_de(vue, saison["id"])
    lien = blocs.nom_lie(vue, "saison", saison["id"], _saison(saison["numero"]))
    dates = periode(saison["debut"], saison["fin"])
    evenement = blocs.nom_lie(vue, "evenement", saison["evenement_id"], "Voir sur la frise")
    return (
        f'<article class="tp-carte"><h3>{pastille_de_groupe(saison["numero"] - 1)} {lien}</h3>'
        f"<p><strong>{texte_sur(dates[0].upper() + dates[1:])}</strong></p>"
        f"<p>{texte_sur(saison['objet'])}</p>"
        f"<p>Participants donnés par les sources\u00a0: <strong>{texte_sur(annonces.valeur())}"
        f"</strong>\u202f; nommés\u00a0: <strong>{texte_sur(documentes.valeur())}</strong></p>"
        f"<p>{evenement}</p></article>"
    )


def participants(vue: Vue, choix: Choix) -> None:
    """Show the participants on a map, those without a known commune apart, all in a table."""
    lignes = participants_retenus(vue, choix)
    if lignes.empty:
        st.markdown("Les participants d’une saison sont montrés une fois celle-ci achevée.")
        return
    gauche, droite = st.columns([3, 2], gap="medium")
    with gauche:
        blocs.dessin(_legende(vue, choix.saisons) + carte_des_participants(vue, choix.saisons))
    with droite:
        st.html(_sans_commune(vue, choix.saisons))
    st.html(_tableau(vue, choix.saisons))
    blocs.source(vue, lignes)


@par_vue
def _legende(vue: Vue, retenues: tuple[str, ...]) -> str:
    lignes = lignes_visibles(vue, "saisons")
    puces = "".join(
        f"<li>{pastille_de_groupe(s['numero'] - 1)} "
        f"{blocs.nom_lie(vue, 'saison', s['id'], _saison(s['numero']))}</li>"
        for s in rangees(lignes[lignes["id"].isin(retenues)], Saisons)
    )
    return (
        f'<ul class="tp-legende">{puces}<li>{pastille_de_groupe(0, certain=False)} '
        "forme vide\u00a0: commune déduite</li></ul>"
    )


def _saison(numero: int) -> str:
    return f"Saison {numero}"


@par_vue
def _sans_commune(vue: Vue, retenues: tuple[str, ...]) -> str:
    lignes = participants_des_saisons(vue, retenues)
    absents = lignes[lignes["lat"].isna()]
    if absents.empty:
        return "<p>Tous les participants montrés ont une commune connue.</p>"
    puces = fragments.liste(
        f"{blocs.nom_lie(vue, 'participant', p['id'])}, {texte_sur(p['lieu'])} "
        f"(saison {p['saison']})"
        for p in rangees(absents, ParticipantSurCarte)
    )
    return f"<h3>Sans commune, hors de la carte</h3>{puces}"


@par_vue
def _tableau(vue: Vue, retenues: tuple[str, ...]) -> str:
    lignes = participants_des_saisons(vue, retenues)
    lignes = lignes.assign(
        adresse=[adresse(vue, "participant", i) for i in lignes["id"]],
        adresse_saison=[adresse(vue, "saison", s) for s in lignes["saison_id"]],
        nom_saison=[_saison(n) for n in lignes["saison"]],
        qui=[
            ", ".join(filter(None, [p["nature"], p["precision"]]))
            for p in rangees(lignes, ParticipantSurCarte)
        ],
    )
    colonnes = {
        "nom": "Participant",
        "nom_saison": "Saison",
        "qui": "Nature",
        "lieu": "Lieu",
        "statut_lieu": "Preuve du lieu",
        "partenaires": "Partenaires invités",
    }
    liens = {"nom": "adresse", "nom_saison": "adresse_saison"}
    return fragments.tableau(lignes, colonnes, "Participants de l’atelier", liens=liens)


def histoire(vue: Vue) -> None:
    """Tell how the workshop led to the Fabrique, from dated events."""
    etapes = chemin_vers_la_fabrique(vue)
    if etapes.empty:
        st.markdown("Rien de ce chemin n’est encore connu à cette date.")
        return
    hypotheses = lignes_visibles(vue, "hypotheses")
    if len(hypotheses):
        st.html(_hypotheses(vue))
        blocs.source(vue, hypotheses)
    blocs.evenements(vue, list(etapes["id"]))
    blocs.source(vue, etapes)


@par_vue
def _hypotheses(vue: Vue) -> str:
    hypotheses = lignes_visibles(vue, "hypotheses")
    enjeux, balises = memoire_du_programme.enjeux(vue), memoire_du_programme.balises(vue)
    referentiel = fragments.lien(chemin("referentiel", reglages(vue)), "le référentiel")
    liste = fragments.liste(texte_sur(h["libelle"]) for h in rangees(hypotheses, Hypotheses))
    return (
        f"<p>L’atelier est parti de {nombre(len(hypotheses))} hypothèses sur ce qui fait une "
        f"transition\u00a0:</p>{liste}"
        f"<p>Éprouvées par les villes de la première saison, elles ont donné {referentiel}, avec "
        f"{texte_sur(enjeux.valeur_et_unite())} et {texte_sur(balises.valeur_et_unite())}. La "
        "suite, jusqu’à la Fabrique, tient en quelques dates.</p>"
    )
