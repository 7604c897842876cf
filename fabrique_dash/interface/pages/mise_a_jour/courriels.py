"""One's e-mail address, given and taken back here, and what one is told of by it."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.abonnements import (
    Abonne,
    Avis,
    Etat,
    abonne,
    avis_possibles,
    choisir,
    donner_une_adresse,
    oublier,
)
from fabrique_dash.journal.courriels import derniere_issue
from fabrique_dash.redaction.courriels.avis import siens

_ADRESSE = "adresse-de-courriel"
_NOMS = {
    Avis.A_RELIRE: "Les propositions à relire",
    Avis.PROPOSITIONS: "Mes propositions\u00a0: question, refus et sa raison, publication",
    Avis.TERRITOIRE: "Ce qui est publié sur mon territoire",
    Avis.RESUME: "Chaque lundi, le résumé de la semaine, s’il y a quelque chose à dire",
}
_DE_TOUT = "Ce qui est publié"
_SANS_ADRESSE = (
    "Vous ne recevez aucun courriel. Donnez une adresse pour apprendre ce qui vous attend\u202f; "
    "elle ne sert qu’à cela, personne d’autre ne la voit, et elle s’efface ici."
)
_A_CONFIRMER = (
    "Un message va demander à {} de confirmer. Rien d’autre n’y part avant\u202f; sans réponse "
    "dans les sept jours, l’adresse est oubliée. Pas de message\u202f? Donnez-la de nouveau."
)
_PAS_ARRIVE = "Le dernier courriel n’est pas arrivé\u00a0: {}. L’adresse est-elle bonne\u202f?"
_CONFIRMEE = "Vos courriels vont à {}."
_NOTEE = "Adresse notée\u00a0: un message va vous demander de la confirmer."
_DEJA = "C’est déjà votre adresse, et elle est confirmée."


def vos_courriels(qui: Redacteur) -> None:
    """Show where one's mail goes and what it tells, each of which may be changed."""
    connu = abonne(qui.journal, qui.compte.id)
    if connu is None:
        st.markdown(_SANS_ADRESSE)
    else:
        _ou_ils_vont(qui, connu)
        _ce_qu_ils_disent(connu)
    st.text_input(
        "Votre adresse électronique" if connu is None else "Une autre adresse",
        key=_ADRESSE,
        autocomplete="email",
    )
    with st.container(horizontal=True):
        dit = "Recevoir des courriels" if connu is None else "Changer d’adresse"
        st.button(dit, on_click=_donner)
        if connu is not None:
            st.button("Ne plus rien recevoir, et effacer mon adresse", on_click=_oublier)


def _ou_ils_vont(qui: Redacteur, connu: Abonne) -> None:
    # Not as Markdown, which would make a link of it.
    dit = _CONFIRMEE if connu.confirmee else _A_CONFIRMER
    poser(html("<p>{}</p>", dit.format(connu.adresse)))
    issue = derniere_issue(qui.journal, qui.compte.id)
    if issue is not None and issue[0] is Etat.ABANDONNE:
        st.warning(_PAS_ARRIVE.format(issue[1]))


def _ce_qu_ils_disent(connu: Abonne) -> None:
    for avis in avis_possibles(connu.habilitations):
        st.session_state[_cle(avis)] = avis in connu.avis
        de_tout = avis is Avis.TERRITOIRE and siens(connu) is None
        st.toggle(
            _DE_TOUT if de_tout else _NOMS[avis], key=_cle(avis), on_change=_choisir, args=(avis,)
        )


def _cle(avis: Avis) -> str:
    return f"courriel-{avis.value}"


@sans_coupure
def _choisir(avis: Avis) -> None:
    voulu = st.session_state[_cle(avis)]

    def acte(qui: Redacteur) -> str:
        connu = abonne(qui.journal, qui.compte.id)  # another tab may have chosen since
        autres = set() if connu is None else {*connu.avis} - {avis}
        choisir(qui.journal, qui.compte.id, autres | ({avis} if voulu else set()))
        return "C’est noté."

    agir(acte)


@sans_coupure
def _donner() -> None:
    adresse = st.session_state.get(_ADRESSE, "")

    def acte(qui: Redacteur) -> str:
        return _NOTEE if donner_une_adresse(qui.journal, qui.compte.id, adresse) else _DEJA

    if agir(acte):
        ensuite(lambda: st.session_state.update({_ADRESSE: ""}))


@sans_coupure
def _oublier() -> None:
    def acte(qui: Redacteur) -> str:
        oublier(qui.journal, qui.compte.id)
        return "Plus aucun courriel ne partira vers vous\u00a0: votre adresse est effacée."

    agir(acte)
