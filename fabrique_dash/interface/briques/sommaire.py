"""« Sur cette page »: the parts of a long page, each reached by a link, with the keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.site.noms import ancre


def titre(libelle: str) -> None:
    """Title a part of the page, where `sur_cette_page` leads."""
    poser(titre_en_html(libelle))


@contextmanager
def partie(libelle: str = "") -> Iterator[None]:
    """Give a part of the page a place of its own, under its title if it has one.

    What it holds can grow, or go: the browser would draw again all that follows, moved by it.
    """
    with st.container():
        if libelle:
            titre(libelle)
        yield


def titre_en_html(libelle: str) -> Markup:
    """Make the title of a part of the page, to be put in a block of HTML."""
    # The heading takes the focus of the link: the next Tab is in its part.
    return html('<h2 id="{}" class="tp-partie" tabindex="-1">{}</h2>', ancre(libelle), libelle)


def sur_cette_page(*libelles: str) -> None:
    """List the parts of a page, in order, as links.

    Args:
        libelles: titles of the parts that are shown, as `titre` is given them.
    """
    # No « tp-lien »: `static/adresse.js` would take the click for another view.
    puces: Markup = joindre(
        html('<li><a href="#{}">{}</a></li>', ancre(libelle), libelle) for libelle in libelles
    )
    poser(
        html(
            '<nav class="tp-sommaire" aria-label="Sur cette page"><strong>Sur cette page</strong>'
            "<ul>{}</ul></nav>",
            puces,
        )
    )
