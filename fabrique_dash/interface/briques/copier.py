"""Buttons that put words into the clipboard; `static/copie.js` listens to them."""

from __future__ import annotations

from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.publication.ailleurs.phrases import Copie


def boutons_de_copie(copie: Copie, quoi: str) -> str:
    """Make three buttons: plain text, Markdown, HTML.

    The HTML button gives editors formatted text, and its source to what only takes plain text.

    Args:
        copie: the words to copy.
        quoi: what they are, said when they are copied.
    """
    return (
        '<span class="tp-copies" role="group" aria-label="Copier">'
        f"{_bouton(copie.texte, '', 'Copier le texte', f'{quoi}, texte')}"
        f"{_bouton(copie.markdown, '', 'Markdown', f'{quoi}, Markdown')}"
        f"{_bouton(copie.html, copie.html, 'HTML', f'{quoi}, HTML')}</span>"
    )


def a_copier(texte: str, nom: str) -> str:
    """Show a text that is meant to be copied as it is, with a button that does.

    Streamlit's own block brings half a megabyte of syntax highlighter into the page.

    Args:
        texte: what is copied.
        nom: what it is, said when it is copied.
    """
    dit = texte_sur(nom)
    return (
        f'<div class="tp-a-copier"><pre tabindex="0" role="region" aria-label="{dit}"><code>'
        f'{texte_sur(texte)}</code></pre><button type="button" class="tp-copier" data-nom="{dit}" '
        f'aria-label="Copier, {dit}">Copier</button></div>'
    )


def _bouton(texte: str, en_html: str, libelle: str, nom: str) -> str:
    mis_en_forme = f' data-html="{texte_sur(en_html)}"' if en_html else ""
    return (
        f'<button type="button" class="tp-copier" data-texte="{texte_sur(texte)}"{mis_en_forme} '
        f'data-nom="{texte_sur(nom)}" aria-label="{texte_sur(f"{libelle}, {nom}")}">'
        f"{libelle}</button>"
    )
