"""What the first view shows of the pages by which the data are kept up to date."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.morceaux.de_la_vue import points_a_regarder
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.publication.site.demande import Demande


def mise_a_jour(demande: Demande) -> Iterator[Markup]:
    """What to look at first; writing is the application's."""
    if demande.vue.donnees.publiee is None:
        yield html("<p>{}</p>", SANS_JOURNAL)
    yield html("<h2>À regarder d’abord</h2>")
    yield points_a_regarder(demande.vue, points_d_attention(demande.vue))


def historique(demande: Demande) -> Iterator[Markup]:
    """Where there is a history, or that there is none: the application tells it."""
    if demande.vue.donnees.publiee is None:
        yield html("<p>{}</p>", SANS_JOURNAL)
