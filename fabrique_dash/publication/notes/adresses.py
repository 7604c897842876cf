"""The notes by their stable addresses, and what an address asks for."""

from __future__ import annotations

from datetime import date

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.notes.modele import Note
from fabrique_dash.publication.notes.suivi import note_de_suivi
from fabrique_dash.publication.site.adresses import avec_parametres, point_de_vue
from fabrique_dash.publication.site.demande import exiger
from fabrique_dash.publication.site.parametres_des_pages import depuis_du_parcours

SUIVI, FICHES = "notes/suivi", "fiches"
DEPUIS = "depuis"


def suivi_demande(vue: Vue, depuis: str, racine: str) -> Note:
    """Return the follow-up note that an address asks for.

    Args:
        vue: the point of view.
        depuis: ISO day with which to compare; empty for the usual one.
        racine: full address of the dashboard, without a final slash.

    Raises:
        ParametreRefuse: no such day, or one that is not before the reference date.
    """
    lus = {DEPUIS: depuis} if depuis else {}
    lu = exiger(vue, lus, [depuis_du_parcours(vue)])[DEPUIS].un
    return note_de_suivi(vue, date.fromisoformat(lu) if lu else None, racine)


def adresse_du_suivi(vue: Vue, extension: str, depuis: str) -> str:
    """Build the link to the follow-up note, below the application’s root.

    Args:
        vue: the point of view.
        extension: a key of `publication.notes.ecrire.FORMES`.
        depuis: ISO day with which to compare; empty for the usual one.
    """
    suite = {DEPUIS: depuis} if depuis else {}
    return avec_parametres(f"{SUIVI}.{extension}", {**point_de_vue(vue), **suite})
