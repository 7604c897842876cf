"""The data of a page: those that are published, or those of a proposal, for who may review it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.poser import poser
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.droits import peut_relire
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.propositions_lues import OUVERTES, Proposition, propositions
from fabrique_dash.journal.service import verifier
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import APERCU, chemin, reglages
from fabrique_dash.publication.site.demande import Demande

_PAS_VOUS = (
    "L’aperçu demandé n’est pas montré\u00a0: la proposition n’attend plus, ou votre session ne "
    "permet pas de la relire. Voici les données publiées."
)
_RIEN = (
    "L’aperçu demandé n’est pas montré\u00a0: cette proposition ne donne pas de données à montrer. "
    "Sa relecture dit pourquoi. Voici les données publiées."
)

_IMPOSSIBLE = (
    "L’aperçu demandé n’a pas pu être préparé\u00a0: réessayez dans un instant. Voici les données "
    "publiées."
)
_JOURNAL = logging.getLogger(__name__)


@dataclass(frozen=True)
class Regard:
    """What a page is made from.

    Attributes:
        donnees: the data.
        titre: of the proposal that is previewed; empty without any.
        refus: why the preview that was asked for is not shown; empty when it is, or without any.
    """

    donnees: Donnees
    titre: str = ""
    refus: str = ""


def regarder(servies: Donnees, demande: str, qui: Redacteur | None) -> Regard:
    """Return the data to show: a preview is for its author, and for who reviews.

    Args:
        servies: the data that are published.
        demande: the proposal that the address names; empty for none.
        qui: who is signed in.
    """
    if not demande:
        return Regard(servies)
    try:
        proposition = _a_montrer(demande, qui)
        if qui is None or proposition is None:
            return Regard(servies, refus=_PAS_VOUS)
        with st.spinner("Préparation de l’aperçu…"):
            donnees = APERCUS.donnees(qui.journal, demande, verifier)
    except JournalIndisponible as erreur:
        return Regard(servies, refus=str(erreur))
    except OSError:  # a full disk: what is published is still there
        _JOURNAL.warning("Aperçu impossible à préparer", exc_info=True)
        return Regard(servies, refus=_IMPOSSIBLE)
    return Regard(donnees, proposition.titre) if donnees else Regard(servies, refus=_RIEN)


def _a_montrer(identifiant: str, qui: Redacteur | None) -> Proposition | None:
    """Return an open proposal that somebody may see; the same None for all the others."""
    if qui is None:
        return None
    ouverte = next(iter(propositions(qui.journal, *OUVERTES, identifiant=identifiant)), None)
    if ouverte is None:
        return None
    permis = ouverte.par == qui.compte.id or peut_relire(qui.compte.habilitations)
    return ouverte if permis else None


def bandeau(regard: Regard, demande: Demande) -> None:
    """Say on the page that it is a preview, or why it is none; nothing for who asked for none."""
    if regard.refus:
        st.warning(regard.refus)
    if regard.titre:
        poser(_bandeau(regard.titre, demande))


def _bandeau(titre: str, demande: Demande) -> Markup:
    sans = {nom: valeur for nom, valeur in reglages(demande.vue).items() if nom != APERCU}
    return html(
        '<div class="tp-alerte tp-apercu" role="status"><p><strong>Aperçu de la proposition '
        "«\u00a0{titre}\u00a0»\u00a0: rien n’est publié.</strong> Les images et les fichiers à "
        "adresse stable restent ceux de la publication.</p><p>{quitter} · {relire}</p></div>",
        titre=titre,
        quitter=fragments.lien(
            chemin(demande.page, {**sans, **demande.parametres}), "Quitter l’aperçu"
        ),
        relire=fragments.lien(chemin("mise_a_jour", sans), "Revenir à la relecture"),
    )
