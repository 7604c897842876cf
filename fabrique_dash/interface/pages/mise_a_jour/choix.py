"""What somebody has to say: a door, then a table, then what it is about."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.poser import poser
from fabrique_dash.journal.brouillons import brouillons
from fabrique_dash.journal.cases import jeton_de_la_cle
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.phrase import refus
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.tenue_a_jour import (
    PORTE,
    RANGEE,
    TABLE,
    porte_a_choisir,
    table_a_choisir,
)
from fabrique_dash.redaction.ce_qui_se_dit import (
    avec_les_siens,
    liste_de,
    portes_permises,
    tables_permises,
)
from fabrique_dash.redaction.portes import Porte, porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import lieu_du_brouillon
from fabrique_dash.redaction.typee import Lieu

_SANS_DROIT = "Vos droits ne permettent pas d’écrire ici."


def choisir(
    demande: Demande, redacteur: Redacteur, publiees: RangeesPubliees
) -> tuple[Porte, Lieu] | None:
    """Ask for a door, then for what it opens; None as long as nothing is chosen.

    Only what the account may write is offered, and what it has a draft about.
    """
    portes = portes_permises(publiees.tables, redacteur.compte.habilitations)
    voulue = demande[PORTE].un
    demande.preciser(porte_a_choisir(portes))
    if voulue != demande[PORTE].un:
        st.warning(_SANS_DROIT)
    cle = demander(demande, PORTE, oublie=RANGEE).un
    if not cle:
        _les_portes(demande, portes)
        return None
    ouvre = porte(cle)
    table = ouvre.table or _la_table(demande, redacteur, publiees)
    return _la_rangee(demande, redacteur, publiees, ouvre, table) if table else None


def _la_table(demande: Demande, redacteur: Redacteur, publiees: RangeesPubliees) -> str:
    droits = redacteur.compte.habilitations
    demande.preciser(table_a_choisir(tables_permises(publiees.tables, droits)))
    return demander(demande, TABLE, oublie=RANGEE).un


def _la_rangee(
    demande: Demande, redacteur: Redacteur, publiees: RangeesPubliees, ouvre: Porte, table: str
) -> tuple[Porte, Lieu] | None:
    qui, cle = redacteur.compte, ouvre.cle
    liste = liste_de(publiees, qui.habilitations, cle, table, aujourd_hui())
    if liste is None:
        return ouvre, Lieu(cle, table, "")
    siens = [lieu_du_brouillon(b) for b in brouillons(redacteur.journal, qui.id)]
    ici = [lieu for lieu in siens if (lieu.porte, lieu.table) == (cle, table)]
    liste = avec_les_siens(liste, publiees, ici)
    cles = {jeton_de_la_cle(c): c for c in liste.noms}
    options = {jeton: liste.noms[c] for jeton, c in cles.items()}
    demande.preciser(Un(RANGEE, liste.libelle, options, vide=liste.vide))
    lue = demander(demande, RANGEE)
    if lue.refus:
        poser(refus(lue.refus))
    choisie = cles.get(lue.un, "")
    if liste.obligatoire and not choisie:
        return None
    return ouvre, Lieu(cle, table, choisie)


def _les_portes(demande: Demande, portes: Mapping[str, str]) -> None:
    """Show what there may be to say, at a glance."""
    liens = (
        html(
            "<li>{}</li>",
            fragments.lien(chemin(demande.page, {**reglages(demande.vue), PORTE: cle}), libelle),
        )
        for cle, libelle in portes.items()
    )
    poser(html('<ul class="tp-a-dire">{}</ul>', joindre(liens)))
