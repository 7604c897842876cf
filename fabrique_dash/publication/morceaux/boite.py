"""The search box: a real form, which works on every page and keeps the point of view."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from fabrique_dash.chiffres.recherche.moteur import LONGUEUR_MAX
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.site.pages import page


def formulaire(
    parametres: Mapping[str, str | list[str]], nom: str, place: str, texte: str = ""
) -> Markup:
    """Make a search box.

    Args:
        parametres: address parameters of the point of view, which the search keeps.
        nom: accessible name, as a page may hold several boxes.
        place: where it stands: « menu », « tete » or « page ».
        texte: search that it already holds.
    """
    caches = joindre(
        html('<input type="hidden" name="{}" value="{}">', cle, valeur)
        for cle, valeurs in parametres.items()
        for valeur in ([valeurs] if isinstance(valeurs, str) else valeurs)
    )
    mot = html(' class="tp-sr"') if place == "menu" else ""
    exemple = "Chercher" if place == "menu" else "Commune, nom, mot"
    return html(
        '<form class="tp-formulaire tp-recherche tp-recherche--{place}" role="search" '
        'aria-label="{nom}" action="{adresse}" method="get">'
        '<label><span class="tp-sr">Chercher un nom, une commune, un mot</span>'
        '<input type="search" name="q" value="{texte}" maxlength="{longueur_max}" '
        'placeholder="{exemple}" autocomplete="off" spellcheck="false"></label>'
        '{caches}<button type="submit"><span class="tp-icone" aria-hidden="true">search</span>'
        "<span{mot}>Chercher</span></button></form>",
        place=place,
        nom=nom,
        adresse=page("recherche").adresse,
        texte=texte,
        longueur_max=LONGUEUR_MAX,
        exemple=exemple,
        caches=caches,
        mot=mot,
    )
