"""Parts of the page « Historique »: what was published, and going back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from markupsafe import Markup

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import LARGEUR, demander
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir, dit_de
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.cases import Operation
from fabrique_dash.journal.droits import peut_publier
from fabrique_dash.journal.historique import Filtre
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions_lues import Nature
from fabrique_dash.journal.retours import (
    annuler,
    proposer_d_annuler,
    proposer_de_retablir,
    retablir,
)
from fabrique_dash.journal.service import verifier
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import avec_parametres, chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.tenue_a_jour import (
    AVANT,
    COLONNE,
    DEPUIS,
    JUSQU_A,
    PERSONNE,
    RANGEE,
    TABLE,
)
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.flux_de_l_histoire import ATOM, JSON
from fabrique_dash.redaction.histoire import (
    Histoire,
    NomsDesRangees,
    Racontee,
    colonne_a_choisir,
    filtre_demande,
    histoire_des_cases,
    personne_a_choisir,
    place_des_rangees,
    rangee_a_choisir,
)

_MOTIF, _OUVERT = "motif-du-retour", "retour-ouvert"
_ANNULER, _RETABLIR = "annuler", "retablir"
_PUBLIER = {_ANNULER: "Annuler maintenant", _RETABLIR: "Rétablir maintenant"}
_PROPOSER = {_ANNULER: "Proposer d’annuler", _RETABLIR: "Proposer de rétablir"}
Ligne = tuple[str, str]  # a table, and the key of a row


def ce_qui_est_demande(demande: Demande, journal: Journal) -> Filtre:
    """Ask what to tell: table, row, column, person, days; the address says the same."""
    donnees, voulue = demande.vue.donnees, demande.brut.get(RANGEE, ())
    table = demander(demande, TABLE, oublie=(RANGEE, COLONNE)).un
    demande.preciser(rangee_a_choisir(donnees, journal, table, voulue[0] if voulue else ""))
    demande.preciser(colonne_a_choisir(donnees, table))
    demande.preciser(personne_a_choisir(journal))
    if table:
        demander(demande, RANGEE)
        demander(demande, COLONNE)
    if len(demande.parametre(PERSONNE).permis):
        demander(demande, PERSONNE)
    with st.container(horizontal=True):
        demander(demande, DEPUIS, largeur=LARGEUR)
        demander(demande, JUSQU_A, largeur=LARGEUR)
    return filtre_demande(demande)


def montrer(demande: Demande, histoire: Histoire, qui: Redacteur | None) -> None:
    """Tell each publication: when, by whom, why, which cells; and where the list goes on.

    Args:
        demande: what the address asks for.
        histoire: the publications.
        qui: who is signed in, who may go back from each; None for a reader.
    """
    if not histoire.racontees:
        st.markdown("Aucune publication ne répond à cette demande.")
    publiee = demande.vue.donnees.publiee
    place = place_des_rangees(demande.vue)
    for racontee in histoire.racontees:
        poser(_publication(demande.vue, racontee, place))
        if qui is not None and publiee is not None:
            _revenir(qui, racontee, publiee.n, _la_rangee(demande))
    suites = []
    if histoire.suite is not None:
        plus = {**demande.parametres, AVANT: str(histoire.suite)}
        suites.append(fragments.lien(_ici(demande, plus), "Publications plus anciennes"))
    if AVANT in demande.parametres:
        suites.append(fragments.lien(_ici(demande, demande.sauf(AVANT)), "Les plus récentes"))
    if suites:
        poser(html("<p>{}</p>", joindre(suites, " · ")))


def _la_rangee(demande: Demande) -> Ligne | None:
    """Return the row whose history is told, if it is that of one row."""
    filtre = filtre_demande(demande)
    return (filtre.table, filtre.cle) if filtre.table and filtre.cle else None


def _ici(demande: Demande, parametres: Mapping[str, str]) -> str:
    return chemin(demande.page, {**reglages(demande.vue), **parametres})


def _publication(vue: Vue, racontee: Racontee, place: Callable[[str, str], str]) -> Markup:
    p, faits = racontee.publication, racontee.cases
    tete = html(
        "<h3>Publication n°\u00a0{n}, le {quand}</h3>"
        "<p><strong>{message}</strong></p><p>Par {qui}. Motif\u00a0: {motif}</p>",
        n=p.n,
        quand=dire.instant_en_mots(p.le),
        message=p.message,
        qui=dire.personnes(p),
        motif=p.motif,
    )
    if p.nature is Nature.IMPORT and racontee.nombre:
        tete += html("<p>Données venues d’un dossier.</p>")
    if all(c.operation is Operation.FICHIER for c in faits):
        return tete
    legende = f"Cases de la publication n°\u00a0{p.n}"
    noms, histoire = NomsDesRangees(vue.donnees), histoire_des_cases(vue)
    return tete + dire.cases(noms, faits, legende, place, histoire, racontee.nombre)


def s_abonner(demande: Demande) -> None:
    """Give the addresses where programs read the same: a feed to follow, and JSON."""
    voulus = demande.sauf(AVANT)
    liens = [
        html('<a href="{}" target="_blank">{}</a>', avec_parametres(adresse, voulus), nom)
        for adresse, nom in ((ATOM, "flux Atom"), (JSON, "JSON"))
    ]
    dit = "Pour suivre ces publications depuis un autre programme, avec les mêmes filtres"
    poser(html("<p>{}\u00a0: {}.</p>", dit, joindre(liens, ", ")))


def _revenir(redacteur: Redacteur, racontee: Racontee, derniere: int, rangee: Ligne | None) -> None:
    """Offer, under a publication, to undo it, or to give all rows the state that they had at it.

    Args:
        redacteur: who is signed in.
        racontee: the publication.
        derniere: the number of the last one, whose state is the present one.
        rangee: the only row to undo, its table and key; None for all.
    """
    n, gestes = racontee.publication.n, []
    if racontee.nombre > racontee.fichiers:
        gestes.append(_ANNULER)
    if n < derniere:
        gestes.append(_RETABLIR)
    with st.container(horizontal=True):
        for geste in gestes:
            libelle = _geste(geste, n, rangee)
            st.button(libelle, key=f"{geste}-{n}", on_click=_ouvrir, args=(n, geste))
    for geste in gestes:
        if st.session_state.get(_OUVERT) == (n, geste):
            _demander_pourquoi(redacteur, n, geste, rangee)


def _geste(geste: str, n: int, rangee: Ligne | None) -> str:
    if geste == _RETABLIR:
        return f"Rétablir l’état de la publication n°\u00a0{n}"
    pour = ", pour cette rangée" if rangee else ""
    return f"Annuler la publication n°\u00a0{n}{pour}"


def _demander_pourquoi(redacteur: Redacteur, n: int, geste: str, rangee: Ligne | None) -> None:
    dit = _geste(geste, n, rangee)
    with st.container(border=True):
        st.text_input(f"{dit}\u00a0: pourquoi (obligatoire)", key=_cle_du_motif(n, geste))
        libelle = (_PUBLIER if _publie(redacteur) else _PROPOSER)[geste]
        with st.container(horizontal=True):
            args = (n, geste, rangee)
            st.button(libelle, type="primary", on_click=_faire, args=args)
            st.button("Ne rien changer", on_click=_refermer)


def _cle_du_motif(n: int, geste: str) -> str:
    return f"{_MOTIF}-{geste}-{n}"


def _publie(redacteur: Redacteur) -> bool:
    return peut_publier(redacteur.compte.habilitations, True, True, False)


@sans_coupure
def _ouvrir(n: int, geste: str) -> None:
    st.session_state[_OUVERT] = (n, geste)


@sans_coupure
def _refermer() -> None:
    st.session_state.pop(_OUVERT, None)


@sans_coupure
def _faire(n: int, geste: str, rangee: Ligne | None) -> None:
    motif = st.session_state.get(_cle_du_motif(n, geste), "")
    rangees = None if rangee is None else [rangee]

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        if not _publie(qui):
            if geste == _ANNULER:
                proposer_d_annuler(journal, n, compte, motif, rangees)
            else:
                proposer_de_retablir(journal, n, compte, motif)
            return dire.ELLE_ATTEND
        if geste == _ANNULER:
            issue = annuler(journal, n, compte, motif, verifier, rangees)
        else:
            issue = retablir(journal, n, compte, motif, verifier)
        return dit_de(journal, issue)

    if agir(acte):
        ensuite(_oublier)


def _oublier() -> None:
    st.session_state.pop(_OUVERT, None)
