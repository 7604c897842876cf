"""Back to the view from which one came to correct a fact."""

from __future__ import annotations

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.tenue_a_jour import RETOUR, vers


def revenir(demande: Demande) -> None:
    """Link back to it, for who changes nothing in the end; nothing for who came otherwise."""
    voulue = vers(demande[RETOUR].un)
    if voulue is not None:
        place = chemin(voulue.page.cle, voulue.brut)
        poser(html("<p>{}</p>", fragments.lien(place, f"←\u00a0Revenir à {voulue.page.titre}")))
