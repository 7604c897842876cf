"""Buttons that put words into the clipboard; `static/copie.js` listens to them."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.ailleurs.phrases import Copie


def boutons_de_copie(copie: Copie, quoi: str) -> Markup:
    """Make three buttons: plain text, Markdown, HTML.

    The HTML button gives editors formatted text, and its source to what only takes plain text.

    Args:
        copie: the words to copy.
        quoi: what they are, said when they are copied.
    """
    return html(
        '<span class="tp-copies" role="group" aria-label="Copier">'
        "{texte}{markdown}{en_html}</span>",
        texte=_bouton(copie.texte, "", "Copier le texte", f"{quoi}, texte"),
        markdown=_bouton(copie.markdown, "", "Markdown", f"{quoi}, Markdown"),
        en_html=_bouton(copie.html, copie.html, "HTML", f"{quoi}, HTML"),
    )


def a_copier(texte: str, nom: str) -> Markup:
    """Show a text that is meant to be copied as it is, with a button that does.

    Streamlit's own block brings half a megabyte of syntax highlighter into the page.

    Args:
        texte: what is copied.
        nom: what it is, said when it is copied.
    """
    # What is copied is shown as it is, even when it is markup itself.
    return html(
        '<div class="tp-a-copier"><pre tabindex="0" role="region" aria-label="{dit}"><code>'
        '{texte}</code></pre><button type="button" class="tp-copier" data-nom="{dit}" '
        'aria-label="Copier, {dit}">Copier</button></div>',
        dit=nom,
        texte=str(texte),
    )


def _bouton(texte: str, en_html: str, libelle: str, nom: str) -> Markup:
    mis_en_forme = html(' data-html="{}"', str(en_html)) if en_html else ""
    return html(
        '<button type="button" class="tp-copier" data-texte="{texte}"{mis_en_forme} '
        'data-nom="{nom}" aria-label="{dit}">{libelle}</button>',
        texte=str(texte),
        mis_en_forme=mis_en_forme,
        nom=nom,
        dit=f"{libelle}, {nom}",
        libelle=libelle,
    )
