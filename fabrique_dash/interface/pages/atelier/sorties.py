"""What leaves the letter's workshop: preview, files, and the draft to save or reopen."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue, cohortes_suivies
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.telechargements import Fichier, Table, boutons
from fabrique_dash.interface.pages.atelier.etat import depuis, dire, garder
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.lettre.docx import document_word
from fabrique_dash.publication.lettre.edition import Citables
from fabrique_dash.publication.lettre.fichier import FichierRefuse, enregistrer, rouvrir
from fabrique_dash.publication.lettre.html_courriel import html_de_courriel, octets_par_partie
from fabrique_dash.publication.lettre.kit import images_du_kit, kit
from fabrique_dash.publication.lettre.mentions import appareil
from fabrique_dash.publication.lettre.modele import Brouillon
from fabrique_dash.publication.lettre.poids import PRES_DE_LA_COUPE, avis_du_poids
from fabrique_dash.publication.lettre.tables import table_des_phrases
from fabrique_dash.publication.lettre.texte import markdown, texte_brut
from fabrique_dash.publication.site.noms import nom_de_fichier

_HAUTEUR = 820
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@par_donnees
def _courriel(donnees: Donnees, brouillon: Brouillon) -> Markup:
    return html_de_courriel(brouillon, appareil(brouillon, donnees))


def _avertir_du_poids(donnees: Donnees, brouillon: Brouillon) -> None:
    octets = len(_courriel(donnees, brouillon).encode("utf-8"))
    if octets >= PRES_DE_LA_COUPE:
        parties = octets_par_partie(brouillon, appareil(brouillon, donnees))
        st.warning(avis_du_poids(octets, parties))


def apercu(vue: Vue, brouillon: Brouillon) -> None:
    """Show the letter as the e-mail will look; its frame runs no script, by the site's policy."""
    st.iframe(
        _courriel(vue.donnees, brouillon), height=_HAUTEUR, alt="Aperçu de la lettre", tab_index=0
    )


def _exports(vue: Vue, brouillon: Brouillon) -> list[Fichier]:
    """Offer every form of the letter, each made when it is asked for."""
    donnees, notes = vue.donnees, appareil(brouillon, vue.donnees)

    def nom(extension: str) -> str:
        return nom_de_fichier("lettre", brouillon.jour, extension)

    return [
        Fichier(
            "HTML pour le courriel",
            nom("html"),
            "text/html",
            lambda: _courriel(donnees, brouillon).encode("utf-8"),
        ),
        Fichier("Word", nom("docx"), _WORD, lambda: document_word(brouillon, notes)),
        Fichier("Markdown", nom("md"), "text/markdown", lambda: markdown(brouillon, notes)),
        Fichier("Texte brut", nom("txt"), "text/plain", lambda: texte_brut(brouillon, notes)),
        Fichier(
            "Le kit complet (zip)",
            nom("zip"),
            "application/zip",
            lambda: kit(brouillon, donnees, images_du_kit(vue)),
        ),
    ]


def sorties(vue: Vue, brouillon: Brouillon) -> None:
    """Show the preview and the downloads, or say that there is nothing to send yet."""
    if not brouillon.pleines:
        st.info("Aucune rubrique n’a de contenu\u00a0: changez de période, ou écrivez un texte.")
    poser(
        html(
            '<p class="tp-gestes"><button type="button" data-cadre=".st-key-lettre-apercu iframe" '
            'data-nom="la lettre, mise en forme comprise">Copier la lettre</button></p>'
        )
    )
    poser(
        html(
            '<p class="tp-papier">La lettre s’imprime depuis son fichier HTML ou Word, que cette '
            "page donne à télécharger.</p>"
        )
    )
    _avertir_du_poids(vue.donnees, brouillon)
    with st.container(horizontal=True):
        boutons(_exports(vue, brouillon))
    apercu(vue, brouillon)


def phrases(brouillon: Brouillon) -> list[Table]:
    """Offer the letter's sentences as a table."""
    return [Table("phrases de la lettre", lambda: table_des_phrases(brouillon))]


def enregistrement(brouillon: Brouillon) -> None:
    """Offer the draft as a file, to be reopened later or by somebody else."""
    nom = nom_de_fichier("lettre brouillon", brouillon.jour, "json")
    boutons(
        [
            Fichier(
                "Enregistrer le brouillon", nom, "application/json", lambda: enregistrer(brouillon)
            )
        ]
    )


def reouverture(donne: Brouillon) -> None:
    """Ask for a draft saved before; the browser reads the file, the server checks it."""
    poser(
        html(
            '<p class="tp-gestes"><button type="button" data-lettre="ouvrir">Rouvrir un brouillon…'
            "</button></p>"
        ),
        largeur="content",
    )
    with st.container(key="lettre-cache-ouverture"):
        st.text_area(
            "Brouillon à rouvrir", key="lettre-ouverture", on_change=_rouvrir, args=(donne,)
        )


@sans_coupure
def _rouvrir(donne: Brouillon) -> None:
    texte = str(st.session_state["lettre-ouverture"] or "")
    donnees = depot().etat().donnees
    if texte and donnees is not None:
        _mettre_a_la_place(texte, donnees, donne)
    st.session_state["lettre-ouverture"] = ""


def _mettre_a_la_place(texte: str, donnees: Donnees, donne: Brouillon) -> None:
    cohortes = set(cohortes_suivies(donnees)["id"])
    try:
        lu = rouvrir(texte.encode("utf-8"), cohortes, {r.id for r in donne.rubriques})
    except FichierRefuse as refus:
        dire(str(refus), erreur=True)
        return
    # All the sources: those that can be cited are told at the date of the draft, not at this one.
    garder(depuis(lu, Citables(noms_courts(donnees))))
    _aller_a(donnees, lu)
    dire("Brouillon rouvert, avec sa période et sa date de référence.")


def _aller_a(donnees: Donnees, brouillon: Brouillon) -> None:
    """Write into the address the period, the date and the figures of a draft."""
    dates: dict[str, date] = {
        "debut": brouillon.debut,
        "fin": brouillon.fin,
        "date": brouillon.jour,
    }
    for nom, jour in dates.items():
        st.query_params[nom] = jour.isoformat()
    if brouillon.cohorte == str(cohortes_suivies(donnees)["id"].iloc[0]):
        st.query_params.pop("cohorte", None)
    else:
        st.query_params["cohorte"] = brouillon.cohorte
    marque = ".chiffre."
    chiffres = [
        p.id.split(marque)[1]
        for r in brouillon.rubriques
        for p in (*r.paragraphes, *r.de_cote)
        if marque in p.id
    ]
    if chiffres:
        st.query_params["chiffres"] = ",".join(chiffres)
