"""Block of the page Parcours: the follow-up note, one click away."""

from __future__ import annotations

from datetime import date

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.liens import racine
from fabrique_dash.interface.briques.telechargements import Fichier, fichiers_d_une_note
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.notes.adresses import adresse_du_suivi, suivi_demande
from fabrique_dash.publication.notes.suivi import depuis_quand
from fabrique_dash.publication.site.parametres import Filtre

_SUJET = "Note de suivi"


def liens(vue: Vue, depuis: Filtre) -> None:
    """Link to the note, of the whole cohort; stable addresses know no preview of a proposal.

    Args:
        vue: the point of view.
        depuis: day with which the page compares, if one is chosen.
    """
    if vue.donnees.apercu:
        return
    compare = depuis_quand(vue, date.fromisoformat(depuis.un) if depuis.un else None)
    poser(
        html(
            '<p class="tp-note">Note de suivi de toute la cohorte, en deux pages A4, comparée au '
            '{}\u00a0: <a href="{}" target="_blank">PDF</a>, '
            '<a href="{}" target="_blank">Word</a>.</p>',
            jour_long(compare),
            adresse_du_suivi(vue, "pdf", depuis.un),
            adresse_du_suivi(vue, "docx", depuis.un),
        )
    )


def fichiers(vue: Vue, depuis: Filtre) -> list[Fichier]:
    """Offer the note as files, made when they are asked for.

    Args:
        vue: the point of view.
        depuis: day with which the page compares, if one is chosen.
    """
    site = racine()  # asked for now: the file is made out of the page's own run
    return fichiers_d_une_note(_SUJET, vue.jour, lambda: suivi_demande(vue, depuis.un, site))
