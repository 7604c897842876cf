"""The search box: a real form, which works on every page and keeps the point of view."""

from __future__ import annotations

from collections.abc import Mapping

from fabrique_dash.chiffres.recherche.moteur import LONGUEUR_MAX
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.publication.site.pages import page


def formulaire(
    parametres: Mapping[str, str | list[str]], nom: str, place: str, texte: str = ""
) -> str:
    """Make a search box.

    Args:
        parametres: address parameters of the point of view, which the search keeps.
        nom: accessible name, as a page may hold several boxes.
        place: where it stands: « menu », « tete » or « page ».
        texte: search that it already holds.
    """
    caches = "".join(
        f'<input type="hidden" name="{texte_sur(cle)}" value="{texte_sur(valeur)}">'
        for cle, valeurs in parametres.items()
        for valeur in ([valeurs] if isinstance(valeurs, str) else valeurs)
    )
    mot = ' class="tp-sr"' if place == "menu" else ""
    exemple = "Chercher" if place == "menu" else "Commune, nom, mot"
    return (
        f'<form class="tp-formulaire tp-recherche tp-recherche--{place}" role="search" '
        f'aria-label="{texte_sur(nom)}" action="{page("recherche").adresse}" method="get">'
        '<label><span class="tp-sr">Chercher un nom, une commune, un mot</span>'
        f'<input type="search" name="q" value="{texte_sur(texte)}" maxlength="{LONGUEUR_MAX}" '
        f'placeholder="{exemple}" autocomplete="off" spellcheck="false"></label>'
        f'{caches}<button type="submit"><span class="tp-icone" aria-hidden="true">search</span>'
        f"<span{mot}>Chercher</span></button></form>"
    )
