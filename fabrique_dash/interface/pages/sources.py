"""Blocks of the sources page."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.calculs import memoire_du_programme
from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.chiffres.noyau.objets import NATURES, la_choisie, objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite, nombre
from fabrique_dash.chiffres.tables.appuis import STATUTS, statuts_par_table
from fabrique_dash.chiffres.tables.sources import SourceMontree, sources_montrees
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.parutions import toutes_parues
from fabrique_dash.donnees.rangees import rangee, retenues
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.pages.appuis import ce_qui_repose
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.de_la_vue import source_en_html
from fabrique_dash.publication.morceaux.reprises import place, place_de_chaque
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.parametres import Filtre


def table_des_sources(vue: Vue, choix: Filtre) -> pd.DataFrame:
    """Return the sources shown.

    Returns:
        The columns of `sources`, plus parution (in words), principales and autres (rows shown of
        which each is the main source, or that it confirms).
    """
    return la_choisie(sources_montrees(vue), choix.un)


def la_source(vue: Vue, choix: Filtre) -> None:
    """Show the sheet of the source asked for, if any."""
    code = choix.un
    if not code:
        return
    st.header("La source choisie", anchor=False)
    poser(_fiche(vue, code))
    # What rests on it is just above: only its parts are not.
    blocs.mentions_de(vue, "source", code, sauf=frozenset(NATURES) - {"source"})
    lignes = sources_montrees(vue)
    blocs.source(vue, lignes[lignes["id"] == code].assign(source_id=code))
    derniere_modification(vue, "source", code)


@par_vue
def _fiche(vue: Vue, code: str) -> Markup:
    s = rangee(sources_montrees(vue), code, SourceMontree)
    parue = toutes_parues(vue.donnees, code, vue.jour)
    champs = [
        ("Producteur", s["producteur"]),
        ("Référence", s["citation"]),
        ("Nature", s["type"]),
        ("Fait partie de", s["partie_de"] and blocs.nom_lie(vue, "source", s["partie_de"])),
        ("Parution", html("{}{}", s["parution"], fragments.badge_si_faible(s["statut_date"]))),
        ("Consultée le", s["date_consultation"] and date_reduite(s["date_consultation"])),
        ("Part lue", s["niveau_lecture"]),
        ("Licence", s["licence"]),
        ("Code dans les données", code),
        ("Adresse", _lien_externe(s["url"])),
        ("Comment on le sait", s["inference"] if parue else ""),
        ("À savoir", s["note"] if parue else ""),
    ]
    facultatifs = {"Fait partie de", "Comment on le sait", "À savoir"}
    fiche_html = fragments.definitions((c, v) for c, v in champs if v or c not in facultatifs)
    apres_coup = (
        ""
        if parue
        else html(
            '<p class="tp-note">Rien n’assure qu’elle ait paru à cette date\u00a0: elle '
            "documente après coup ce qui est montré.</p>"
        )
    )
    return html(
        "<h3>{nom}</h3>{reprise}{apres_coup}{fiche_html}<h3>Ce qui repose sur elle</h3>{appuis}",
        nom=objets(vue, "source")[code],
        reprise=place(vue, "sources", code, s["nom_court"]),
        apres_coup=apres_coup,
        fiche_html=fiche_html,
        appuis=ce_qui_repose(vue, code) or html("<p>Aucune ligne montrée à cette date.</p>"),
    )


def _lien_externe(url: str) -> Markup:
    """Link to a document elsewhere: nothing is asked of its site until the reader follows it."""
    if not url:
        return Markup()
    return html('<a href="{url}" target="_blank" rel="noopener noreferrer">{url}</a>', url=url)


def liste(vue: Vue, choix: Filtre) -> None:
    """List the sources shown: reference, publication, reading, what rests on each."""
    poser(
        html(
            "{}"
            '<p class="tp-note">«\u00a0En appui\u00a0»\u00a0: lignes que la source confirme ou '
            "complète. Une source est listée une fois certainement parue, ou dès qu’un fait montré "
            "repose sur elle.</p>",
            _tableau_des_sources(vue, choix.un),
        )
    )


@par_vue
def _tableau_des_sources(vue: Vue, code: str) -> Markup:
    lignes = la_choisie(sources_montrees(vue), code)
    lignes = lignes.assign(adresse=[adresse(vue, "source", i) for i in lignes["id"]])
    colonnes = {
        "nom_court": "Source",
        "citation": "Référence",
        "parution": "Parution",
        "statut_date": "Preuve de la date",
        "niveau_lecture": "Lu",
        "principales": "Lignes",
        "autres": "En appui",
    }
    return fragments.tableau(
        lignes,
        colonnes,
        "Sources",
        nombres=("principales", "autres"),
        liens={"nom_court": "adresse"},
    )


def preuves(vue: Vue) -> None:
    """Show, for each table, how many of the rows shown have each status."""
    poser(_tableau_des_preuves(vue))


@par_vue
def _tableau_des_preuves(vue: Vue) -> Markup:
    lignes = statuts_par_table(vue)
    ecrits = {c: [nombre(n) for n in lignes[c]] for c in ("lignes", *STATUTS)}
    colonnes = {"titre": "Table", "lignes": "Lignes"} | {s: s.capitalize() for s in STATUTS}
    return fragments.tableau(
        lignes.assign(**ecrits),
        colonnes,
        "Lignes de chaque table montrées à cette date, par degré de preuve",
        nombres=("lignes", *STATUTS),
    )


def desaccords(vue: Vue, choix: Filtre) -> None:
    """List where sources disagree, and how each point is settled, or not."""
    _montrer(_desaccords(vue, choix.un), "désaccord")


@par_vue
def _desaccords(vue: Vue, code: str) -> tuple[Markup, ...]:
    lignes = vue.divergences
    lignes = retenues(lignes, (_concerne(code, codes) for codes in lignes["codes"]))
    colonnes = {
        "sujet": "Sujet",
        "ce_que_disent": "Ce que disent les sources",
        "resolution": "Ce que nous retenons",
        "inference": "Pourquoi",
        "statut": "Statut",
    }
    return _tableau_source(
        vue,
        lignes,
        fragments.tableau(
            lignes,
            colonnes,
            "Désaccords entre sources",
            reprise=place_de_chaque(vue, "divergences", "sujet"),
        ),
        "Un désaccord est montré une fois toutes ses sources certainement parues.",
    )


def absents(vue: Vue, choix: Filtre) -> None:
    """List what is missing, and how to supply it."""
    _montrer(_absents(vue, choix.un), "manque")


@par_vue
def _absents(vue: Vue, code: str) -> tuple[Markup, ...]:
    lignes = manques_connus(vue)
    cites = lignes["source_id"] + " " + lignes["autres_sources"]
    lignes = retenues(lignes, (_concerne(code, codes) for codes in cites))
    colonnes = {
        "element": "Élément",
        "statut": "Statut",
        "comment_completer": "Comment le compléter",
    }
    return _tableau_source(
        vue,
        lignes,
        fragments.tableau(
            lignes,
            colonnes,
            "Éléments qui manquent",
            reprise=place_de_chaque(vue, "manques", "element"),
        ),
        "La façon de compléter est dite une fois parues les sources qu’elle nomme.",
    )


def _tableau_source(
    vue: Vue, lignes: pd.DataFrame, tableau: Markup, note: str
) -> tuple[Markup, ...]:
    """Put a note and the sources of its rows after a table; nothing when it has no row."""
    if lignes.empty:
        return ()
    avec_note = html('{}<p class="tp-note">{}</p>', tableau, note)
    return avec_note, source_en_html(vue, lignes)


def _montrer(morceaux: tuple[Markup, ...], quoi: str) -> None:
    """Show a table and its sources; say that there is nothing if it has no row."""
    if not morceaux:
        st.markdown(f"Aucun {quoi} n’est connu à cette date pour ce choix.")
    for morceau in morceaux:
        poser(morceau)


def _concerne(code: str, codes: str) -> bool:
    return not code or code in codes.split()


def chiffres(vue: Vue) -> None:
    """Show how many disagreements and gaps are known."""
    blocs.chiffres(vue, [memoire_du_programme.divergences(vue), memoire_du_programme.manques(vue)])
