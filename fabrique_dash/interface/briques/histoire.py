"""Under each sheet: when its row was last changed, by whom, and the way to its history."""

from __future__ import annotations

import logging

from fabrique_dash.chiffres.noyau.objets import NATURES
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.poser import poser
from fabrique_dash.journal.cases import ecrire_la_cle, jeton_de_la_cle
from fabrique_dash.journal.historique import derniere
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.tenue_a_jour import histoire_d_une_rangee
from fabrique_dash.redaction import dire

_JOURNAL = logging.getLogger(__name__)


def derniere_modification(vue: Vue, nature: str, identifiant: str) -> None:
    """Say when a thing's own row was last changed, by whom; nothing without a journal.

    One indexed reading each time, not kept: an account that is erased has no name left at once.

    Args:
        vue: the point of view; what its data do not hold yet is not told.
        nature: kind of the thing, a key of `chiffres.objets.NATURES`.
        identifiant: its id.
    """
    if vue.donnees.publiee is None:
        return
    table, cle = NATURES[nature].table, ecrire_la_cle([identifiant])
    try:
        journal = journal_en_service()
        if journal is None:
            return
        p = derniere(journal, table, cle, vue.donnees.publiee.n + 1)
    except JournalIndisponible:  # the page is there to be read
        _JOURNAL.warning("Dernière modification illisible", exc_info=True)
        return
    dit = (
        "Inchangée depuis les premières données, publication n°\u00a01"
        if p is None
        else f"Dernière modification\u00a0: publication n°\u00a0{p.n}, le "
        f"{dire.instant_en_mots(p.le)}, par {dire.personnes(p)}"
    )
    lien = fragments.lien(
        histoire_d_une_rangee(vue, table, jeton_de_la_cle(cle)), "Historique de la rangée"
    )
    poser(html('<p class="tp-note">{}. {}</p>', dit, lien))
