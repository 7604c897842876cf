"""Parts of the page « Historique »: what was published, and going back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
from fabrique_dash.journal.historique import Filtre, Publication
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
    Racontee,
    filtre_demande,
    personne_a_choisir,
    place_des_rangees,
    rangee_a_choisir,
)

_MOTIF, _NUMERO, _RETOUR = "motif-du-retour", "numero-du-retour", "retour"
_ANNULER = "Annuler cette publication, et elle seule"
_RETABLIR = "Rétablir l’état de cette publication"
_ATTEND = "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."


def ce_qui_est_demande(demande: Demande, journal: Journal) -> Filtre:
    """Ask what to tell: table, row, person, days; the address says the same."""
    donnees, voulue = demande.vue.donnees, demande.brut.get(RANGEE, ())
    table = demander(demande, TABLE, oublie=RANGEE).un
    demande.preciser(rangee_a_choisir(donnees, journal, table, voulue[0] if voulue else ""))
    demande.preciser(personne_a_choisir(journal))
    if table:
        demander(demande, RANGEE)
    if len(demande.parametre(PERSONNE).permis):
        demander(demande, PERSONNE)
    with st.container(horizontal=True):
        demander(demande, DEPUIS, largeur=LARGEUR)
        demander(demande, JUSQU_A, largeur=LARGEUR)
    return filtre_demande(demande)


def montrer(demande: Demande, histoire: Histoire) -> None:
    """Tell each publication: when, by whom, why, which cells; and where the list goes on.

    Args:
        demande: what the address asks for.
        histoire: the publications.
    """
    if not histoire.racontees:
        st.markdown("Aucune publication ne répond à cette demande.")
    place = place_des_rangees(demande.vue)
    for racontee in histoire.racontees:
        poser(_publication(demande.vue, racontee, place))
    suites = []
    if histoire.suite is not None:
        plus = {**demande.parametres, AVANT: str(histoire.suite)}
        suites.append(fragments.lien(_ici(demande, plus), "Publications plus anciennes"))
    if AVANT in demande.parametres:
        suites.append(fragments.lien(_ici(demande, demande.sauf(AVANT)), "Les plus récentes"))
    if suites:
        poser(html("<p>{}</p>", joindre(suites, " · ")))


def _ici(demande: Demande, parametres: Mapping[str, str]) -> str:
    return chemin(demande.page, {**reglages(demande.vue), **parametres})


def _publication(vue: Vue, racontee: Racontee, place: Callable[[str, str], str]) -> Markup:
    p, faits = racontee.publication, racontee.cases
    tete = html(
        "<h3>Publication n°\u202f{n}, le {quand}</h3>"
        "<p><strong>{message}</strong></p><p>Par {qui}. Motif\u00a0: {motif}</p>",
        n=p.n,
        quand=dire.instant_en_mots(p.le),
        message=p.message,
        qui=dire.personnes(p),
        motif=p.motif,
    )
    if p.nature is Nature.IMPORT:
        tete += html("<p>{}</p>", _d_un_import(len(faits)))
    if all(c.operation is Operation.FICHIER for c in faits):
        return tete
    legende = f"Cases de la publication n°\u202f{p.n}"
    return tete + dire.cases(vue.donnees.descripteur.tables, faits, legende, place)


def _d_un_import(cases: int) -> str:
    return "Données venues d’un dossier." if cases else "Premières données du journal."


def s_abonner(demande: Demande) -> None:
    """Give the addresses where programs read the same: a feed to follow, and JSON."""
    voulus = demande.sauf(AVANT)
    liens = [
        html('<a href="{}" target="_blank">{}</a>', avec_parametres(adresse, voulus), nom)
        for adresse, nom in ((ATOM, "flux Atom"), (JSON, "JSON"))
    ]
    dit = "Pour suivre ces publications depuis un autre programme, avec les mêmes filtres"
    poser(html("<p>{}\u00a0: {}.</p>", dit, joindre(liens, ", ")))


def revenir(redacteur: Redacteur, liste: Iterable[Publication]) -> None:
    """Offer to undo a publication, or to give all rows the state that they had at one."""
    noms = {p.n: f"n°\u202f{p.n} — {p.message}" for p in liste}
    if not noms:
        return
    st.selectbox("Publication", list(noms), format_func=noms.__getitem__, key=_NUMERO)
    st.radio("Comment", [_ANNULER, _RETABLIR], key=_RETOUR)
    st.text_input("Pourquoi (obligatoire)", key=_MOTIF)
    publie = peut_publier(redacteur.compte.habilitations, True, True, False)
    st.button(
        "Revenir en arrière" if publie else "Proposer de revenir en arrière", on_click=_revenir
    )


@sans_coupure
def _revenir() -> None:
    n, comment = int(st.session_state[_NUMERO]), st.session_state[_RETOUR]
    motif = st.session_state.get(_MOTIF, "")

    def acte(qui: Redacteur) -> str:
        journal, compte = qui.journal, qui.compte.id
        publie = peut_publier(qui.compte.habilitations, True, True, False)
        if not publie:
            proposer_le_retour = proposer_d_annuler if comment == _ANNULER else proposer_de_retablir
            proposer_le_retour(journal, n, compte, motif)
            return _ATTEND
        faire = annuler if comment == _ANNULER else retablir
        return dit_de(journal, faire(journal, n, compte, motif, verifier))

    if agir(acte):
        ensuite(lambda: st.session_state.update({_MOTIF: ""}))
