"""A workbook: taken away to be filled, sent back, shown as what it would change, then proposed."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.donnees.classeurs.a_part import lire_le_fichier
from fabrique_dash.donnees.classeurs.modele import Classeur, FichierRefuse, refus
from fabrique_dash.interface.briques.telechargements import boutons, fichier_classeur
from fabrique_dash.interface.filtres.controles import noms_distincts
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.actes import agir
from fabrique_dash.interface.pages.mise_a_jour import classeur_recu
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import ensuite, sans_coupure
from fabrique_dash.journal.propositions import PropositionImpossible, Texte, proposer
from fabrique_dash.redaction.ce_qui_se_dit import tables_permises
from fabrique_dash.redaction.classeurs.a_remplir import classeur_pour, contenus
from fabrique_dash.redaction.classeurs.apercu import titre_de_la_proposition
from fabrique_dash.redaction.dire import ELLE_ATTEND, fautes
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_CONTENU, _ESSAIS = "classeur-contenu", "classeur-essais"
_RECU, _REFUS, _MOTIF = "classeur-recu", "classeur-refus", "classeur-motif"
_MEGAOCTETS = 5
_COMMENT = (
    "Pour plusieurs lignes à la fois\u00a0: prendre le classeur, le remplir dans un tableur, le "
    "déposer. Rien n’est écrit avant que vous ayez vu ce qu’il changerait."
)
_RIEN_REPRIS = "ce fichier est refusé, rien n’en est repris"
_DEJA = "Ce classeur n’est plus là\u00a0: déposez-le de nouveau."
_PAS_VU = (
    "Rien n’est proposé\u00a0: ce que la page montrait n’était plus ce que dit le classeur. "
    "Regardez l’aperçu, puis proposez."
)
_PERDU = ("le fichier n’est pas arrivé en entier", "le déposer de nouveau")


def un_classeur(qui: Redacteur, publiees: RangeesPubliees) -> None:
    """Offer a workbook to fill, and take back one that was filled.

    Args:
        qui: who is signed in.
        publiees: the rows.
    """
    droits = qui.compte.habilitations
    if not tables_permises(publiees.tables, droits):
        st.markdown("Vos droits ne permettent pas d’écrire ici.")
        return
    st.markdown(_COMMENT)
    _a_remplir(qui, publiees)
    _deposer()
    if st.session_state.get(_REFUS):
        poser(fautes(st.session_state[_REFUS], _RIEN_REPRIS))
    recu = _recu()
    if recu is not None:
        apercu = classeur_recu.montrer(qui, publiees, *recu)
        st.text_input("Pourquoi ces changements (obligatoire)", key=_MOTIF)
        with st.container(horizontal=True):
            st.button(
                "Proposer ce classeur",
                type="primary",
                disabled=not apercu.acceptable,
                on_click=_proposer,
            )
            st.button("Laisser ce classeur", on_click=_laisser)


def _recu() -> tuple[Classeur, int] | None:
    """Return the last file that was read, and which of the session's it is."""
    recu: tuple[Classeur, int] | None = st.session_state.get(_RECU)
    return recu


def _a_remplir(qui: Redacteur, publiees: RangeesPubliees) -> None:
    droits = qui.compte.habilitations
    choix = noms_distincts(contenus(publiees, droits))
    territoire = st.selectbox(
        "Contenu du classeur", list(choix), format_func=choix.__getitem__, key=_CONTENU
    )
    fichier = fichier_classeur(
        f"à remplir {territoire}".strip(),
        publiees.descripteur.jour,
        lambda: classeur_pour(publiees, qui.journal, droits, territoire),
        "Télécharger le classeur à remplir",
    )
    boutons([fichier])


def _deposer() -> None:
    # A new key empties the control; the server lets go of the file (serveur/facade/envois.py).
    cle = f"classeur-fichier-{st.session_state.setdefault(_ESSAIS, 0)}"
    st.file_uploader(
        "Déposer un classeur rempli (.xlsx), ou un CSV",
        key=cle,
        max_upload_size=_MEGAOCTETS,
        on_change=_recevoir,
        args=(cle,),
    )


@sans_coupure
def _recevoir(cle: str) -> None:
    """Read a file that has come, or refuse it whole; the one before stays if it is refused."""
    recu = st.session_state.get(cle)
    if recu is None:
        return
    try:
        # Streamlit gives a mere mark for a file that the server has let go of.
        if not hasattr(recu, "getvalue"):
            raise refus("Fichier", *_PERDU)
        lu = lire_le_fichier(recu.name, recu.getvalue())
    except FichierRefuse as erreur:
        st.session_state.update({_REFUS: erreur.problemes, _ESSAIS: _suivant()})
        return
    st.session_state.update({_RECU: (lu, _suivant()), _REFUS: (), _ESSAIS: _suivant()})


def _suivant() -> int:
    return int(st.session_state[_ESSAIS]) + 1


@sans_coupure
def _laisser() -> None:
    _oublier()


def _oublier() -> None:
    st.session_state.update({_RECU: None, _REFUS: (), _MOTIF: ""})


@sans_coupure
def _proposer() -> None:
    """Propose what the page showed, and nothing else; who may not is told so by the journal."""
    recu, motif = _recu(), st.session_state.get(_MOTIF, "")
    apercu = None if recu is None else classeur_recu.montre(recu[1])

    def acte(qui: Redacteur) -> str:
        if recu is None:
            raise PropositionImpossible(_DEJA)
        if apercu is None or not apercu.acceptable:
            raise PropositionImpossible(_PAS_VU)
        texte = Texte(titre_de_la_proposition(apercu), motif)
        proposer(qui.journal, qui.compte.id, texte, apercu.changements)
        return ELLE_ATTEND

    if agir(acte):
        ensuite(_oublier)
