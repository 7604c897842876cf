"""Links by which whoever reads reports an error: in the footer of a page, and beside a row."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.morceaux.reprises import Fait, remplacer
from fabrique_dash.publication.site.adresses import avec_parametres
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PageDuSite
from fabrique_dash.publication.site.tenue_a_jour import TABLE, retour_a

PAGE, CLE, SUIVI = "page", "cle", "suivi"
_FORMULAIRE = "signaler"
A_TRANSMETTRE = html(
    "<p><strong>Signaler une erreur</strong>\u00a0: notez la page, la ligne et la source, et "
    "transmettez-les à l’équipe du programme à La Fabrique des Transitions "
    '(<a href="https://fabriquedestransitions.net">fabriquedestransitions.net</a>).</p>'
)


def au_pied(demande: Demande) -> Markup:
    """Say how an error of a page is reported: by a form, or by words where nothing would keep it.

    Args:
        demande: what the page shows: the form comes back to it.
    """
    if demande.vue.donnees.publiee is None:
        return A_TRANSMETTRE
    adresse = avec_parametres(_FORMULAIRE, {PAGE: retour_a(demande)})
    # No « tp-lien »: `static/adresse.js` would take the form for another view.
    return html(
        '<p><a class="tp-signaler-ici" href="{}" target="_self">Signaler une erreur</a>, sans '
        "compte\u00a0: l’équipe la lira avant tout changement.</p>",
        adresse,
    )


def a_cote(montree: PageDuSite, fait: Fait) -> Markup:
    """Link to the form about a row; nothing beside what no row says.

    It says the page and not the view, and as little as it can: a page has hundreds of them.

    Args:
        montree: the page.
        fait: the row.
    """
    if fait.manque:
        return Markup()
    (identifiant,) = fait.cle
    dits = {PAGE: f"/{montree.adresse}", TABLE: fait.table, CLE: identifiant}
    return html(
        ' <a class="tp-signaler" href="{}" target="_self" aria-label="Signaler\u00a0: {}"></a>',
        avec_parametres(_FORMULAIRE, dits),
        fait.nom,
    )


@par_vue
def a_signaler(_vue: Vue, balisage: Markup, montree: PageDuSite) -> Markup:
    """Put in each place of a fragment the link by which an error of its row is reported.

    Args:
        _vue: the point of view: readers who share it share what is made.
        balisage: the fragment.
        montree: the page.
    """
    return remplacer(balisage, partial(a_cote, montree))
