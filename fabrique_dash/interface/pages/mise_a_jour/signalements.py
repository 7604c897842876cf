"""What readers report: for who reviews, to make a proposal of it in one click, or to leave it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, pluriel
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import noter
from fabrique_dash.interface.pages.mise_a_jour.envoi import oublier_le_motif_vide
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.brouillons import brouillons
from fabrique_dash.journal.cases import jeton_de_la_cle
from fabrique_dash.journal.droits import peut_relire
from fabrique_dash.journal.erreurs_signalees import FILE_MAXIMALE, Dite, Erreur, Etat
from fabrique_dash.journal.suites_des_erreurs import Recues, classer, erreurs_recues
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.tenue_a_jour import parametres_du_lieu, vers
from fabrique_dash.redaction.ce_qui_se_dit import nom_du_lieu
from fabrique_dash.redaction.dire import instant_en_mots
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.signalements import (
    en_bref,
    en_faire_une_proposition,
    erreurs_du_lieu,
    est_une_adresse,
    lieu_de,
    rangee_de,
)
from fabrique_dash.redaction.typee import Lieu

TITRE = "Ce qui est signalé"
_MONTREES = 10
_SANS_LIGNE = (
    "Pour en faire une proposition, ouvrez la ligne à corriger sous «\u00a0Ce que vous avez à dire"
    "\u00a0», puis revenez ici."
)
_CHOISIES, _POURQUOI = "signalements-choisis", "sans-suite"
_EXTRAIT = 80  # characters of a report in the list where they are looked for
_AIDE = (
    "Un mot trouve tous les signalements qui le disent, et «\u00a0Choisir les … résultats\u00a0» "
    "les prend. Ceux que vous choisissez se montrent ci-dessous, et se classent sans suite "
    "ensemble, pour une même raison."
)
_OUVERT = "Le brouillon est ouvert sous «\u00a0Ce que vous avez à dire\u00a0», motif compris."


def modere(qui: Redacteur) -> bool:
    """Tell whether somebody reads what is reported."""
    return peut_relire(qui.compte.habilitations)


def rappeler(qui: Redacteur, publiees: RangeesPubliees, lieu: Lieu) -> None:
    """Show, above a form, the reports of which it is to make a proposal."""
    for erreur in erreurs_du_lieu(qui.journal, qui.compte.id, lieu):
        with st.container(border=True):
            poser(_en_html(publiees, erreur))


def moderer(qui: Redacteur, publiees: RangeesPubliees, ouvert: Lieu | None) -> None:
    """List what waits, the oldest first, with what may be done of it.

    Args:
        qui: who is signed in, and reviews.
        publiees: the rows.
        ouvert: where the form that is open writes, if one is.
    """
    recues = erreurs_recues(qui.journal, qui.compte.id)
    siens = {brouillon.id for brouillon in brouillons(qui.journal, qui.compte.id)}
    st.markdown(_combien(recues))
    # What somebody else is writing hides nothing of what nobody has read.
    attendent = sorted(recues.a_lire, key=lambda e: e.brouillon not in {None, *siens})
    voulues = _choisies(publiees, attendent) or attendent
    if len(voulues) > _MONTREES:
        noter(f"Les {_MONTREES}\u00a0premiers sont ci-dessous.")
    for erreur in voulues[:_MONTREES]:
        with st.container(border=True):
            poser(_en_html(publiees, erreur))
            _dire_qui_s_en_occupe(erreur, siens)
            _que_faire(publiees, erreur, lieu_de(publiees, erreur.dite) or ouvert)


def _choisies(publiees: RangeesPubliees, attendent: Sequence[Erreur]) -> list[Erreur]:
    """Ask which ones to see, and offer to close them together; none as long as nothing is asked."""
    if len(attendent) < 2:
        return []
    par_code = {erreur.id: erreur for erreur in attendent}
    st.multiselect(
        "En voir, ou en classer plusieurs",
        list(par_code),
        format_func=lambda code: _en_une_ligne(publiees, par_code[code]),
        key=_CHOISIES,
        filter_mode="contains",  # what a word finds is closed: nothing that only looks like it
        placeholder="Chercher un mot, une ligne",
        help=_AIDE,
    )
    choisies = [par_code[code] for code in st.session_state[_CHOISIES] if code in par_code]
    if len(choisies) > 1:
        dits = compte(len(choisies), "signalement choisi", "signalements choisis")
        with st.container(horizontal=True):
            _offrir_de_classer(choisies, dits, "ensemble")
    return choisies


def _en_une_ligne(publiees: RangeesPubliees, erreur: Erreur) -> str:
    """Say a report shortly, as no other one is said: the code tells apart what is sent twice."""
    dite = erreur.dite
    sujet, quand = _sujet(publiees, dite), instant_en_mots(erreur.le)
    return f"{en_bref(dite, _EXTRAIT)} — {sujet} ({quand}, {erreur.id[:6]})"


def _combien(recues: Recues) -> str:
    attendent = len(recues.a_lire)
    dits = [compte(attendent, "signalement attend", "signalements attendent")]
    dits.append(compte(recues.en_relecture, "est en relecture", "sont en relecture"))
    dits.append(compte(recues.closes, "est clos", "sont clos"))
    plein = attendent + recues.en_relecture >= FILE_MAXIMALE
    suite = " La file est pleine\u00a0: personne ne peut plus rien signaler." if plein else ""
    return f"{', '.join(dits)}.{suite}"


def _en_html(publiees: RangeesPubliees, erreur: Erreur) -> Markup:
    dite = erreur.dite
    rangee = rangee_de(publiees, dite.nom_table, dite.cle)
    titres = {case.colonne: case.titre for case in rangee.cases} if rangee else {}
    dits = {
        "Champ": titres.get(dite.colonne, dite.colonne),
        "Ce qui est faux": dite.quoi,
        "Ce qu’il faudrait lire": dite.plutot,
        "Où le lire": _lien(dite.ou),
        "Pour une question": dite.courriel,
    }
    return html(
        '<p><strong>{}</strong></p><p class="tp-note">Reçu le {}{}.</p><dl class="tp-valeurs">{}'
        "</dl>",
        _sujet(publiees, dite),
        instant_en_mots(erreur.le),
        _page(dite),
        joindre(html("<dt>{}</dt><dd>{}</dd>", t, v) for t, v in dits.items() if v),
    )


def _sujet(publiees: RangeesPubliees, dite: Dite) -> str:
    if rangee := rangee_de(publiees, dite.nom_table, dite.cle):
        return rangee.mots
    if not dite.nom_table:
        return "Sans ligne précise"
    return f"Une ligne qui n’est plus dans «\u00a0{dite.nom_table}\u00a0»"


def _page(dite: Dite) -> Markup:
    voulue = vers(dite.page)
    if voulue is None:
        return Markup()
    place = chemin(voulue.page.cle, voulue.brut)
    return html(", depuis la page {}", fragments.lien(place, voulue.page.titre))


def _lien(texte: str) -> Markup | str:
    """Link to what a reader says, as a text that reads the same; anything else is no link."""
    if not est_une_adresse(texte):
        return texte
    return html(
        '<a href="{0}" target="_blank" rel="noopener noreferrer nofollow ugc">{0}</a>', texte
    )


def _dire_qui_s_en_occupe(erreur: Erreur, siens: set[str]) -> None:
    if erreur.brouillon in siens:
        poser(
            html(
                '<p>Vous en faites une proposition, <a href="#partie-ce-que-vous-avez-a-dire">plus '
                "haut</a>.</p>"
            )
        )
    elif erreur.etat is Etat.REPRISE:
        noter("Quelqu’un d’autre en fait une proposition.")


def _que_faire(publiees: RangeesPubliees, erreur: Erreur, lieu: Lieu | None) -> None:
    nom = sans_markdown(nom_du_lieu(publiees, lieu)) if lieu else ""
    if lieu is None:
        noter(_SANS_LIGNE)
    with st.container(horizontal=True):
        if lieu is not None:
            st.button(
                f"En faire une proposition\u00a0: {nom}",
                key=f"signalement-{erreur.id}",
                on_click=_reprendre,
                args=(erreur, lieu),
            )
        _offrir_de_classer([erreur], nom or instant_en_mots(erreur.le), erreur.id)


def _offrir_de_classer(erreurs: Sequence[Erreur], nom: str, cle: str) -> None:
    with st.popover(f"Sans suite\u00a0: {nom}"):
        st.text_input("Pourquoi (l’auteur le lira)", key=f"{_POURQUOI}-{cle}")
        st.button(
            "Classer sans suite", key=f"classer-{cle}", on_click=_classer, args=(erreurs, cle)
        )


@sans_coupure
def _reprendre(erreur: Erreur, lieu: Lieu) -> None:
    def acte(qui: Redacteur) -> str:
        publiees = RangeesPubliees(qui.journal)
        en_faire_une_proposition(qui.journal, qui.compte.id, publiees, erreur, lieu)
        return _OUVERT

    if agir(acte):
        ensuite(partial(_ouvrir, lieu))


def _ouvrir(lieu: Lieu) -> None:
    oublier_le_motif_vide()
    jeton = jeton_de_la_cle(lieu.cle) if lieu.cle else ""
    for nom, valeur in parametres_du_lieu(lieu.porte, lieu.table, jeton).items():
        st.query_params[nom] = valeur


@sans_coupure
def _classer(erreurs: Sequence[Erreur], cle: str) -> None:
    motif = st.session_state.get(f"{_POURQUOI}-{cle}", "")

    def acte(qui: Redacteur) -> str:
        closes = classer(qui.journal, qui.compte.id, erreurs, motif)
        return _dire_les_closes(closes, len(erreurs) - closes)

    if agir(acte):
        ensuite(lambda: st.session_state.update({_CHOISIES: [], f"{_POURQUOI}-{cle}": ""}))


def _dire_les_closes(closes: int, restent: int) -> str:
    dit = compte(closes, "signalement classé sans suite", "signalements classés sans suite")
    suite = pluriel(closes, "son auteur en lira", "leurs auteurs en liront")
    if not restent:
        return f"{dit}\u00a0: {suite} la raison."
    autres = compte(restent, "autre a changé", "autres ont changé")
    return f"{dit}\u00a0: {suite} la raison. {autres} entre-temps\u00a0: rien n’y est fait."
