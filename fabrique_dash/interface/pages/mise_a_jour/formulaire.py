"""The form behind a door: its fields, kept in the journal one by one, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.interface.filtres.controles import noms_distincts, sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import (
    dire_la_faute,
    noter,
    retenir,
)
from fabrique_dash.interface.pages.mise_a_jour.heurts import du_brouillon
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.redaction.ce_qui_se_dit import (
    est_encore_a_dire,
)
from fabrique_dash.redaction.champs import (
    CHAMPS_D_UNE_SOURCE,
    SOURCE,
    SOURCES,
    ChampDeSaisie,
    champs_de,
)
from fabrique_dash.redaction.champs_de_la_porte import champs_de_la_porte, proposer
from fabrique_dash.redaction.dire import instant_en_mots
from fabrique_dash.redaction.ecritures import Ecrites, ecrites
from fabrique_dash.redaction.erreurs import Erreurs, erreurs_de
from fabrique_dash.redaction.heurts import erreurs_et_heurts, heurts_de
from fabrique_dash.redaction.lieux_officiels import (
    chercher_des_lieux,
    choisis,
    ecrire,
    lieux_choisis,
)
from fabrique_dash.redaction.portes import APPUI_RANGEE, CHERCHE, LIEUX, Porte
from fabrique_dash.redaction.presences import presences
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import (
    brouillon_du_lieu,
    enregistrer,
    ouverte,
    saisie_du_brouillon,
)
from fabrique_dash.redaction.typee import Lieu, Saisie

_PLUS_A_DIRE = (
    "Ce n’est plus à dire : quelqu’un d’autre l’a dit, ou l’a ôté, depuis que vous avez "
    "commencé. Rien de ce que vous avez saisi n’est perdu."
)


def remplir(
    vue: Vue, redacteur: Redacteur, publiees: RangeesPubliees, ouvre: Porte, lieu: Lieu
) -> tuple[Saisie, Ecrites, Erreurs]:
    """Draw the fields of a form, filled from its draft, with what is wrong under each.

    Args:
        vue: the point of view: official places are searched from it.
        redacteur: who is signed in.
        publiees: the rows.
        ouvre: the door.
        lieu: what it is about.

    Returns:
        What it holds, what it comes to, and what is wrong in it.
    """
    brouillon = brouillon_du_lieu(redacteur.journal, redacteur.compte.id, lieu)
    depart = ouverte(publiees, ouvre, lieu)
    typee = saisie_du_brouillon(brouillon).sur(depart.avant) if brouillon else depart
    _prevenir(redacteur, publiees, lieu)
    heurts = heurts_de(typee, depart.avant)
    du_brouillon(publiees, lieu, heurts)
    tout = ecrites(publiees, ouvre, typee, aujourd_hui())
    erreurs = erreurs_et_heurts(erreurs_de(publiees, ouvre, typee, tout), heurts)
    trouves = chercher_des_lieux(vue, typee.champs.get(CHERCHE, ""), ouvre.natures)
    for champ in champs_de_la_porte(publiees, ouvre, typee, tout.proposes, trouves.choix):
        pose = ouvre.poses.get(champ.nom)
        touche = typee.champs.get(champ.nom, pose) != pose
        dite = erreurs.rangee.get(champ.nom, "") if touche else ""
        if champ.nom == LIEUX:
            _lieux(depart, champ, typee, publiees, trouves.dit, erreurs.rangee.get(LIEUX, ""))
        else:
            _champ(depart, champ, _valeurs(typee, champ), dite)
        if champ.nom == SOURCE and typee.nouvelle_source:
            _source(publiees, depart, typee, tout.source_proposee, erreurs.source)
    if brouillon is not None:
        quand = instant_en_mots(brouillon.modifie_le)
        noter(f"Enregistré dans votre brouillon le {quand}. Rien n’est encore publié.")
    return typee, tout, erreurs


def _prevenir(redacteur: Redacteur, publiees: RangeesPubliees, lieu: Lieu) -> None:
    """Tell early what somebody else does, or has done, of the same thing."""
    for dite in presences(redacteur.journal, lieu, redacteur.compte.id):
        st.warning(sans_markdown(dite))
    if not est_encore_a_dire(publiees, lieu, aujourd_hui()):
        st.warning(_PLUS_A_DIRE)


def _valeurs(typee: Saisie, champ: ChampDeSaisie) -> dict[str, str]:
    """Return what fields hold; a row of another table, chosen before, is no choice any more."""
    valeurs = {**typee.rangee, **typee.champs}
    if champ.nom == APPUI_RANGEE and valeurs.get(APPUI_RANGEE) not in (champ.choix or {}):
        valeurs[APPUI_RANGEE] = ""
    return valeurs


def _source(
    publiees: RangeesPubliees,
    depart: Saisie,
    typee: Saisie,
    proposee: Mapping[str, str],
    erreurs: Mapping[str, str],
) -> None:
    with st.container(border=True):
        st.markdown("**La nouvelle source** — un compte rendu interne en est une.")
        champs = champs_de(publiees, publiees.tables[SOURCES], {}, CHAMPS_D_UNE_SOURCE)
        for champ in (proposer(c, proposee.get(c.nom, "")) for c in champs):
            dite = erreurs.get(champ.nom, "") if champ.nom in typee.source else ""
            _champ(depart, champ, typee.source, dite, de_la_source=True)


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
        "args": (depart, champ, cle, de_la_source),
    }
    if champ.choix is not None:
        noms = {"": "—", **champ.choix}
        if st.session_state[cle] not in noms:
            noms[st.session_state[cle]] = st.session_state[cle]
        noms = noms_distincts(noms)
        st.selectbox(titre, list(noms), format_func=noms.__getitem__, **commun)
    elif champ.long:
        st.text_area(titre, **commun)
    else:
        st.text_input(titre, **commun)
    if champ.propose and not st.session_state[cle]:
        noter(f"Laissé vide\u00a0: {champ.propose}.")
    dire_la_faute(erreur)


def _lieux(
    depart: Saisie,
    champ: ChampDeSaisie,
    typee: Saisie,
    publiees: RangeesPubliees,
    dit: str,
    erreur: str,
) -> None:
    """Show the places that answer a search, those that are kept, and what maps show of each."""
    lieu, cherche = depart.lieu, typee.champs.get(CHERCHE, "")
    if dit:
        st.markdown(sans_markdown(dit))
    noms = noms_distincts(champ.choix or {})
    if not noms:
        return
    # A control of its own for each search: the choices change, and what is kept stays.
    cle = f"saisie-{lieu.porte}-{lieu.table}-{lieu.cle}-{champ.nom}-{cherche}"
    texte = typee.champs.get(LIEUX, "")
    _suivre(cle, choisis(texte))
    st.multiselect(
        champ.titre,
        list(noms),
        format_func=noms.__getitem__,
        placeholder="Choisir dans la liste",
        key=cle,
        help=champ.aide,
        on_change=_garder,
        args=(depart, champ, cle, False),
    )
    for retenu in lieux_choisis(publiees.reference, texte):
        noter(f"{retenu.nom}\u00a0: {retenu.sur_la_carte}.")
    dire_la_faute(erreur)


def _suivre(cle: str, valeur: str | list[str]) -> None:
    """Have a field show what is kept, but for a text that could not be.

    Streamlit forgets a field that a run does not draw; what was put in it is still known.
    """
    posee = f"{cle}-posee"
    if cle not in st.session_state or st.session_state[cle] == st.session_state.get(posee):
        st.session_state[cle] = valeur
    st.session_state[posee] = valeur


@sans_coupure
def _garder(depart: Saisie, champ: ChampDeSaisie, cle: str, de_la_source: bool) -> None:
    lu = st.session_state[cle] or ""
    texte = ecrire(lu) if isinstance(lu, list) else str(lu)

    def acte(qui_ecrit: Redacteur) -> str:
        compte = qui_ecrit.compte.id
        enregistrer(qui_ecrit.journal, compte, depart, champ.nom, texte, de_la_source)
        return ""

    enregistre = agir(acte)
    ensuite(partial(retenir, champ.titre, "" if enregistre else texte))
