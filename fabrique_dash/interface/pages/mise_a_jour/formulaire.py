"""The form behind a door: its fields, kept in the journal one by one, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import majuscule
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import demander, sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.heurts import du_brouillon
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.brouillons import qui_modifie
from fabrique_dash.journal.cases import jeton_de_la_cle
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.tenue_a_jour import PORTES
from fabrique_dash.redaction.ce_qui_se_dit import liste_de
from fabrique_dash.redaction.champs import (
    CHAMPS_D_UNE_SOURCE,
    SOURCE,
    SOURCES,
    ChampDeSaisie,
    champs_de,
)
from fabrique_dash.redaction.champs_de_la_porte import champs_de_la_porte, proposer
from fabrique_dash.redaction.dire import instant_en_mots, qui
from fabrique_dash.redaction.ecritures import Ecrites, ecrites
from fabrique_dash.redaction.erreurs import Erreurs, erreurs_de
from fabrique_dash.redaction.heurts import erreurs_et_heurts, heurts_de
from fabrique_dash.redaction.lieux_officiels import (
    chercher_des_lieux,
    choisis,
    ecrire,
    lieux_choisis,
)
from fabrique_dash.redaction.portes import APPUI_RANGEE, CHERCHE, LIEUX, Porte, porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import (
    brouillon_du_lieu,
    enregistrer,
    ouverte,
    saisie_du_brouillon,
)
from fabrique_dash.redaction.typee import Lieu, Saisie

_RANGEE = "rangee"


def choisir(demande: Demande, publiees: RangeesPubliees) -> tuple[Porte, Lieu] | None:
    """Ask for a door, then for what it opens; None as long as nothing is chosen."""
    cle = demander(demande, "porte", oublie=_RANGEE).un
    if not cle:
        _les_portes(demande)
        return None
    ouvre = porte(cle)
    table = ouvre.table or demander(demande, "table", oublie=_RANGEE).un
    if not table:
        return None
    liste = liste_de(publiees, cle, table, aujourd_hui())
    if liste is None:
        return ouvre, Lieu(cle, table, "")
    cles = {jeton_de_la_cle(c): c for c in liste.noms}
    options = {jeton: liste.noms[c] for jeton, c in cles.items()}
    demande.preciser(Un(_RANGEE, liste.libelle, options, vide=liste.vide))
    choisie = cles.get(demander(demande, _RANGEE).un, "")
    if liste.obligatoire and not choisie:
        return None
    return ouvre, Lieu(cle, table, choisie)


def _les_portes(demande: Demande) -> None:
    """Show what there may be to say, at a glance."""
    liens = (
        html(
            "<li>{}</li>",
            fragments.lien(chemin(demande.page, {**reglages(demande.vue), "porte": cle}), libelle),
        )
        for cle, libelle in PORTES.items()
    )
    poser(html('<ul class="tp-a-dire">{}</ul>', joindre(liens)))


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
    _presences(redacteur, lieu)
    heurts = heurts_de(typee, depart.avant)
    du_brouillon(publiees.tables, lieu, heurts)
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
        _noter(f"Enregistré dans votre brouillon le {quand}. Rien n’est encore publié.")
    return typee, tout, erreurs


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
    if champ.propose and not st.session_state[cle]:
        _noter(f"Laissé vide\u00a0: {champ.propose}.")
    _dire(erreur)


def _noter(texte: str) -> None:
    """Say in small; a caption of Streamlit's is too pale to be read by everybody."""
    poser(html('<p class="tp-note">{}</p>', texte))


def _dire(erreur: str) -> None:
    if erreur:
        st.markdown(f":red[**À corriger**\u00a0: {sans_markdown(erreur)}]")


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
    noms = champ.choix or {}
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
        args=(depart, champ.nom, cle, False),
    )
    for retenu in lieux_choisis(publiees.reference, texte):
        _noter(f"{retenu.nom}\u00a0: {retenu.sur_la_carte}.")
    _dire(erreur)


def _suivre(cle: str, valeur: str | list[str]) -> None:
    """Have a field show what is kept, but for a text that could not be."""
    posee = f"pose-{cle}"
    if st.session_state.get(cle) == st.session_state.get(posee):
        st.session_state[cle] = valeur
    st.session_state[posee] = valeur


@sans_coupure
def _garder(depart: Saisie, champ: str, cle: str, de_la_source: bool) -> None:
    lu = st.session_state[cle] or ""
    texte = ecrire(lu) if isinstance(lu, list) else str(lu)

    def acte(qui_ecrit: Redacteur) -> str:
        compte = qui_ecrit.compte.id
        enregistrer(qui_ecrit.journal, compte, depart, champ, texte, de_la_source)
        return ""

    agir(acte)
