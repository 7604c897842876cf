"""Blocks of the Villes pairs page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.calculs import memoire_du_programme
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import majuscule, nombre, periode
from fabrique_dash.chiffres.tables.carte import (
    ParticipantSurCarte,
    participants_des_saisons,
    participants_sur_carte,
)
from fabrique_dash.chiffres.tables.reperes import ATELIER, reperes
from fabrique_dash.chiffres.tables.villes_pairs import chemin_vers_la_fabrique, partenaires
from fabrique_dash.donnees.formes import Hypotheses, ParticipantsActeurs, Saisons
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.carte_svg import carte_des_participants
from fabrique_dash.graphiques.socle.couleurs_css import pastille_de_groupe
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages.reperes import enjeux, genese, identite
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place, place_de_chaque
from fabrique_dash.publication.morceaux.resultats import saisons_montrees
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
        demander(demande, "saison")
    with droite:
        participant = demander(demande, "participant")
    return Choix(saisons_montrees(demande), participant.un)


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
    poser(_fiche_du_participant(vue, identifiant))
    blocs.mentions_de(vue, "participant", identifiant)
    blocs.source(vue, pd.DataFrame([p]))
    derniere_modification(vue, "participant", identifiant)


@par_vue
def _fiche_du_participant(vue: Vue, identifiant: str) -> Markup:
    p = rangee(participants_sur_carte(vue), identifiant, ParticipantSurCarte)
    champs = [
        ("Nature", p["nature"]),
        ("Saison", html("{}, {}", blocs.nom_lie(vue, "saison", p["saison_id"]), p["periode"])),
        ("Lieu", html("{} {}", p["lieu"], fragments.badge(p["statut_lieu"]))),
        ("Venus avec lui", _partenaires(vue, identifiant) or "Personne n’est cité."),
        ("Précision", p["precision"]),
    ]
    if p["inference"]:
        champs.append(("Comment on le sait", p["inference"]))
    reprise = place(vue, "participants", identifiant, p["nom"])
    return html("<h3>{}</h3>{}{}", p["nom"], reprise, fragments.definitions(champs))


def _partenaires(vue: Vue, identifiant: str) -> Markup:
    lignes = partenaires(vue)
    siens = rangees(lignes[lignes["participant_id"] == identifiant], ParticipantsActeurs)
    return fragments.liste(
        html(
            "{acteur}, {role}{precision}{reprise}",
            acteur=blocs.nom_lie(vue, "acteur", p["acteur_id"]),
            role=p["role"],
            precision=html("\u00a0: {}", p["precision"]) if p["precision"] else "",
            reprise=place(vue, "participants_acteurs", p["id"], p["role"]),
        )
        for p in siens
    )


def atelier(vue: Vue) -> None:
    """Tell what the workshop is, what it aims at, how it works, and its four enjeux."""
    if reperes(vue, ATELIER).empty:
        st.markdown("Rien n’est encore connu de l’atelier à cette date.")
        return
    identite(vue, ATELIER)
    enjeux(vue, ATELIER)


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
def _cartes_des_saisons(vue: Vue, retenues: tuple[str, ...]) -> Markup:
    lignes = lignes_visibles(vue, "saisons")
    siennes = rangees(lignes[lignes["id"].isin(retenues)], Saisons)
    return html(
        '<div class="tp-grille">{}</div>', joindre(_carte_de_saison(vue, s) for s in siennes)
    )


def _carte_de_saison(vue: Vue, saison: Saisons) -> Markup:
    annonces = memoire_du_programme.annonces_de(vue, saison["id"])
    documentes = memoire_du_programme.participants_de(vue, saison["id"])
    lien = blocs.nom_lie(vue, "saison", saison["id"], _saison(saison["numero"]))
    dates = periode(saison["debut"], saison["fin"])
    evenement = blocs.nom_lie(vue, "evenement", saison["evenement_id"], "Voir sur la frise")
    return html(
        '<article class="tp-carte"><h3>{pastille} {lien}</h3>{reprise}'
        "<p><strong>{dates}</strong></p>"
        "<p>{objet}</p>"
        "<p>Participants donnés par les sources\u00a0: <strong>{annonces}"
        "</strong>\u202f; nommés\u00a0: <strong>{nommes}</strong></p>"
        "<p>{evenement}</p></article>",
        pastille=pastille_de_groupe(saison["numero"] - 1),
        reprise=place(vue, "saisons", saison["id"], _saison(saison["numero"])),
        lien=lien,
        dates=majuscule(dates),
        objet=saison["objet"],
        annonces=annonces.valeur(),
        nommes=documentes.valeur(),
        evenement=evenement,
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
        poser(_sans_commune(vue, choix.saisons))
    poser(_tableau(vue, choix.saisons))
    blocs.source(vue, lignes)


@par_vue
def _legende(vue: Vue, retenues: tuple[str, ...]) -> Markup:
    lignes = lignes_visibles(vue, "saisons")
    puces = joindre(
        html(
            "<li>{} {}</li>",
            pastille_de_groupe(s["numero"] - 1),
            blocs.nom_lie(vue, "saison", s["id"], _saison(s["numero"])),
        )
        for s in rangees(lignes[lignes["id"].isin(retenues)], Saisons)
    )
    return html(
        '<ul class="tp-legende">{}<li>{} forme vide\u00a0: commune déduite</li></ul>',
        puces,
        pastille_de_groupe(0, certain=False),
    )


def _saison(numero: int) -> str:
    return f"Saison\u00a0{numero}"


@par_vue
def _sans_commune(vue: Vue, retenues: tuple[str, ...]) -> Markup:
    lignes = participants_des_saisons(vue, retenues)
    absents = lignes[lignes["lat"].isna()]
    if absents.empty:
        return html("<p>Tous les participants montrés ont une commune connue.</p>")
    puces = fragments.liste(
        html(
            "{}, {} (saison {})", blocs.nom_lie(vue, "participant", p["id"]), p["lieu"], p["saison"]
        )
        for p in rangees(absents, ParticipantSurCarte)
    )
    return html("<h3>Sans commune, hors de la carte</h3>{}", puces)


@par_vue
def _tableau(vue: Vue, retenues: tuple[str, ...]) -> Markup:
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
        "partenaires": "Venus avec lui",
    }
    liens = {"nom": "adresse", "nom_saison": "adresse_saison"}
    return fragments.tableau(
        lignes,
        colonnes,
        "Participants de l’atelier",
        liens=liens,
        reprise=place_de_chaque(vue, "participants", "nom"),
    )


def histoire(vue: Vue) -> None:
    """Tell how the workshop led to the Fabrique, from dated events."""
    etapes = chemin_vers_la_fabrique(vue)
    if etapes.empty:
        st.markdown("Rien de ce chemin n’est encore connu à cette date.")
        return
    hypotheses = lignes_visibles(vue, "hypotheses")
    if len(hypotheses):
        poser(_hypotheses(vue))
        blocs.source(vue, hypotheses)
    genese(vue)
    blocs.evenements(vue, list(etapes["id"]))
    blocs.source(vue, etapes)


@par_vue
def _hypotheses(vue: Vue) -> Markup:
    hypotheses = lignes_visibles(vue, "hypotheses")
    enjeux, balises = memoire_du_programme.enjeux(vue), memoire_du_programme.balises(vue)
    referentiel = fragments.lien(chemin("referentiel", reglages(vue)), "le référentiel")
    liste = fragments.liste(
        html("{}{}", h["libelle"], place(vue, "hypotheses", h["id"], h["libelle"]))
        for h in rangees(hypotheses, Hypotheses)
    )
    return html(
        "<p>L’atelier est parti de {hypotheses} hypothèses sur ce qui fait une "
        "transition\u00a0:</p>{liste}"
        "<p>Éprouvées par les villes de la première saison, elles ont donné {referentiel}, avec "
        "{enjeux} et {balises}. "
        "L’histoire, de la mine à la Fabrique, tient en quelques pas, puis en quelques dates.</p>",
        hypotheses=nombre(len(hypotheses)),
        liste=liste,
        referentiel=referentiel,
        enjeux=enjeux.valeur_et_unite(),
        balises=balises.valeur_et_unite(),
    )
