"""The form behind a door: its fields, kept in the journal one by one, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import majuscule
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.interface.filtres.controles import demander, sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.heurts import du_brouillon
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.brouillons import qui_modifie
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.tenue_a_jour import RENDEZ_VOUS
from fabrique_dash.redaction.champs import (
    CHAMPS_D_UNE_SOURCE,
    SOURCE,
    SOURCES,
    ChampDeSaisie,
    champs_de,
)
from fabrique_dash.redaction.dire import instant_en_mots, qui
from fabrique_dash.redaction.erreurs import Erreurs, erreurs_de
from fabrique_dash.redaction.heurts import erreurs_et_heurts, heurts_de
from fabrique_dash.redaction.portes import Porte, porte, rendez_vous_a_confirmer
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, jeton_de_la_cle
from fabrique_dash.redaction.saisies import (
    Lieu,
    Saisie,
    brouillon_du_lieu,
    enregistrer,
    ouverte,
    saisie_du_brouillon,
)

_RANGEE = "rangee"
_AJOUTER = "Ajouter une rangée"
_CHOISIR = "Choisir un rendez-vous"


def choisir(demande: Demande, publiees: RangeesPubliees) -> tuple[Porte, Lieu] | None:
    """Ask for a door, then for what it opens; None as long as nothing is chosen."""
    cle = demander(demande, "porte", oublie=_RANGEE).un
    if not cle:
        return None
    ouvre = porte(cle)
    table = ouvre.table or demander(demande, "table", oublie=_RANGEE).un
    if not table:
        return None
    if cle == RENDEZ_VOUS:
        noms, vide = rendez_vous_a_confirmer(publiees, aujourd_hui()), _CHOISIR
    else:
        noms, vide = publiees.noms(table), _AJOUTER
    cles = {jeton_de_la_cle(c): c for c in noms}
    options = {jeton: noms[c] for jeton, c in cles.items()}
    libelle = "Rendez-vous" if cle == RENDEZ_VOUS else "Rangée"
    demande.preciser(Un(_RANGEE, libelle, options, vide=vide))
    choisie = cles.get(demander(demande, _RANGEE).un, "")
    if cle == RENDEZ_VOUS and not choisie:
        return None
    return ouvre, Lieu(cle, table, choisie)


def remplir(
    redacteur: Redacteur, publiees: RangeesPubliees, ouvre: Porte, lieu: Lieu
) -> tuple[Saisie, Erreurs]:
    """Draw the fields of a form, filled from its draft, with what is wrong under each.

    Returns:
        What it holds, and what is wrong in it.
    """
    brouillon = brouillon_du_lieu(redacteur.journal, redacteur.compte.id, lieu)
    depart = ouverte(publiees, ouvre, lieu)
    typee = saisie_du_brouillon(brouillon).sur(depart.avant) if brouillon else depart
    _presences(redacteur, lieu)
    heurts = heurts_de(typee, depart.avant)
    du_brouillon(publiees.tables, lieu, heurts)
    erreurs = erreurs_et_heurts(erreurs_de(publiees, typee, aujourd_hui()), heurts)
    table = publiees.tables[lieu.table]
    champs = champs_de(publiees, table, typee.rangee, ouvre.colonnes, nouvelle=not lieu.cle)
    for champ in champs:
        dite = erreurs.rangee.get(champ.nom, "") if champ.nom in typee.champs else ""
        _champ(depart, champ, typee.rangee, dite)
        if champ.nom == SOURCE and typee.nouvelle_source:
            _source(publiees.tables[SOURCES], publiees, depart, typee, erreurs.source)
    if brouillon is not None:
        quand = instant_en_mots(brouillon.modifie_le)
        st.caption(f"Enregistré dans votre brouillon le {quand}. Rien n’est encore publié.")
    return typee, erreurs


def _source(
    table: Table,
    publiees: RangeesPubliees,
    depart: Saisie,
    typee: Saisie,
    erreurs: Mapping[str, str],
) -> None:
    with st.container(border=True):
        st.markdown("**La nouvelle source** — un compte rendu interne en est une.")
        for champ in champs_de(publiees, table, {}, CHAMPS_D_UNE_SOURCE):
            dite = erreurs.get(champ.nom, "") if champ.nom in typee.source else ""
            _champ(depart, champ, typee.source, dite, de_la_source=True)


def _presences(redacteur: Redacteur, lieu: Lieu) -> None:
    if not lieu.cle:
        return
    for autre in qui_modifie(redacteur.journal, lieu.table, lieu.cle, redacteur.compte.id):
        dit = f"{qui(autre.nom)} change aussi cette rangée, depuis le "
        st.warning(majuscule(f"{dit}{instant_en_mots(autre.depuis)}."))


def _champ(
    depart: Saisie,
    champ: ChampDeSaisie,
    valeurs: Mapping[str, str],
    erreur: str,
    de_la_source: bool = False,
) -> None:
    lieu = depart.lieu
    cle = f"saisie-{lieu.porte}-{lieu.table}-{lieu.cle}-{de_la_source}-{champ.nom}"
    _suivre(cle, valeurs.get(champ.nom, ""))
    titre = sans_markdown(champ.titre) + (" (obligatoire)" if champ.obligatoire else "")
    commun: dict[str, Any] = {
        "key": cle,
        "help": sans_markdown(champ.aide) or None,
        "on_change": _garder,
        "args": (depart, champ.nom, cle, de_la_source),
    }
    if champ.choix is not None:
        noms = {"": "—", **champ.choix}
        if st.session_state[cle] not in noms:
            noms[st.session_state[cle]] = st.session_state[cle]
        st.selectbox(titre, list(noms), format_func=noms.__getitem__, **commun)
    elif champ.long:
        st.text_area(titre, **commun)
    else:
        st.text_input(titre, **commun)
    if erreur:
        st.markdown(f":red[**À corriger**\u00a0: {sans_markdown(erreur)}]")


def _suivre(cle: str, valeur: str) -> None:
    """Have a field show what is kept, but for a text that could not be."""
    posee = f"pose-{cle}"
    if st.session_state.get(cle) == st.session_state.get(posee):
        st.session_state[cle] = valeur
    st.session_state[posee] = valeur


@sans_coupure
def _garder(depart: Saisie, champ: str, cle: str, de_la_source: bool) -> None:
    texte = str(st.session_state[cle] or "")

    def acte(qui_ecrit: Redacteur) -> str:
        compte = qui_ecrit.compte.id
        enregistrer(qui_ecrit.journal, compte, depart, champ, texte, de_la_source)
        return ""

    agir(acte)
