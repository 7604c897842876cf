"""One's open sessions, which one may close; for an administrator, the accounts and their rights."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import majuscule
from fabrique_dash.donnees.depot import dossier_des_donnees
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.sommaire import titre
from fabrique_dash.interface.filtres.controles import noms_distincts
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import attacher
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.comptes import (
    comptes,
    effacer,
    exclure,
    nommer,
    revoquer,
    sessions,
)
from fabrique_dash.journal.droits import Role
from fabrique_dash.journal.importation import reste_a_importer
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.tenue_a_jour import ouvrir_une_session
from fabrique_dash.redaction.appareils import appareil_en_mots
from fabrique_dash.redaction.dire import instant_en_mots
from fabrique_dash.redaction.fournisseurs import s_ouvre_d_ailleurs
from fabrique_dash.redaction.roles import roles_en_mots, territoires_des_roles

_PAS_SERVI = (
    "Le dossier des données tient autre chose que le journal, et le journal seul est servi. Pour "
    "proposer ce qu’il apporte\u00a0: `python -m fabrique_dash importer DOSSIER`."
)
_ICI = "/mise-a-jour"
_RELIER = "Relier un compte que vous avez ailleurs, ou le délier"
_NOMME, _COMPTE, _CERTAIN = "nom-montre", "compte-a-revoquer", "effacer-est-voulu"


def vos_sessions(qui: Redacteur) -> None:
    """List one's open sessions, each with a way to close it, and ask whether to be named."""
    ouvertes = sessions(qui.journal, qui.compte.id, qui.jeton)
    for session in ouvertes:
        appareil = appareil_en_mots(session.appareil)
        quand = instant_en_mots(session.ouverte_le)
        poser(
            html(
                "<p>{}{}, ouverte le {}. Elle finira le {}.</p>",
                majuscule(appareil),
                " (cette session)" if session.celle_ci else "",
                quand,
                instant_en_mots(session.expire_le),
            )
        )
        if not session.celle_ci:
            st.button(
                f"Fermer la session ({appareil}) du {quand}",
                key=f"fermer-{session.empreinte[:16]}",
                on_click=_fermer,
                args=(session.empreinte,),
            )
    if len(ouvertes) > 1:
        st.button("Fermer toutes les autres sessions", on_click=_fermer, args=(None,))
    if s_ouvre_d_ailleurs():
        adresse = ouvrir_une_session(_ICI)
        poser(html("<p>{}</p>", fragments.lien_hors_application(adresse, _RELIER)))
    st.session_state[_NOMME] = qui.compte.nomme
    st.toggle(
        "Montrer mon nom, à tout le monde, avec mes changements", key=_NOMME, on_change=_nommer
    )


@sans_coupure
def _fermer(empreinte: str | None) -> None:
    def acte(qui: Redacteur) -> str:
        revoquer(qui.journal, qui.compte.id, empreinte, sauf=qui.jeton)
        return "Session fermée." if empreinte else "Les autres sessions sont fermées."

    agir(acte)


@sans_coupure
def _nommer() -> None:
    nomme = bool(st.session_state[_NOMME])

    def acte(qui: Redacteur) -> str:
        nommer(qui.journal, qui.compte.id, nomme)
        return "Votre nom est montré." if nomme else "Votre nom n’est plus montré."

    agir(acte)


def _administre(qui: Redacteur) -> bool:
    """Tell whether somebody is an administrator."""
    return any(h.role is Role.ADMINISTRATEUR for h in qui.compte.habilitations)


def _dire_ce_qui_n_est_pas_servi(qui: Redacteur) -> None:
    """Tell an administrator that the folder of data is not, or is no more, what is served."""
    with suppress(TableIllisible):  # `importer` will say it; what is served is not concerned
        if reste_a_importer(qui.journal, dossier_des_donnees()):
            st.info(_PAS_SERVI)


def administration(qui: Redacteur) -> None:
    """Show an administrator what is not served, and the accounts; nothing to the others."""
    if _administre(qui):
        titre("Comptes et droits")
        _dire_ce_qui_n_est_pas_servi(qui)
        _comptes_et_droits(qui)


def _comptes_et_droits(qui: Redacteur) -> None:
    """Show the accounts to an administrator, with a way to take rights away, or to erase one."""
    tous = comptes(qui.journal)
    territoires = territoires_des_roles(qui.journal, [h for c in tous for h in c.habilitations])
    roles = {c.id: roles_en_mots(c.habilitations, territoires) for c in tous}
    lignes = [
        [
            c.nom,
            roles[c.id],
            "oui" if c.nomme else "non",
            str(len(sessions(qui.journal, c.id))),
        ]
        for c in tous
    ]
    titres = ("Compte", "Droits", "Nom montré", "Sessions ouvertes")
    poser(fragments.tableau_de_cases(titres, lignes, "Comptes et droits"))
    autres = noms_distincts(
        {c.id: f"{c.nom} — {roles[c.id]}" for c in tous if c.id != qui.compte.id}
    )
    if not autres:
        return
    choisi = st.selectbox(
        "Compte à révoquer ou à effacer",
        list(autres),
        format_func=autres.__getitem__,
        index=None,
        placeholder="À choisir",
        key=_COMPTE,
    )
    if choisi:
        _revoquer_ou_effacer(choisi)


def _revoquer_ou_effacer(compte: str) -> None:
    """Offer both acts; what can't be undone is agreed to before, and for this account only."""
    st.button("Retirer ses droits et fermer ses sessions", on_click=_exclure, args=(compte,))
    attacher(_CERTAIN, compte, vide=False)
    certain = st.checkbox(
        "Effacer, sans retour\u00a0: nom, droits, sessions, brouillons\u202f; ce qui a été publié "
        "reste, sans nom",
        key=_CERTAIN,
    )
    st.button("Effacer ce compte", on_click=_effacer, args=(compte,), disabled=not certain)


@sans_coupure
def _exclure(compte: str) -> None:
    def acte(qui: Redacteur) -> str:
        exclure(qui.journal, qui.compte.id, compte)
        return "Droits retirés, sessions fermées."

    agir(acte)


@sans_coupure
def _effacer(compte: str) -> None:
    def acte(qui: Redacteur) -> str:
        effacer(qui.journal, qui.compte.id, compte)
        return "Compte effacé\u00a0: ce qui a été publié reste, sans nom."

    if agir(acte):
        ensuite(lambda: st.session_state.update({_CERTAIN: False}))
