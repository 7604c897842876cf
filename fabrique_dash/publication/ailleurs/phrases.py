"""A figure as a sentence to paste, with its source: plain text, Markdown and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.site.references import mentions, references_datees

_SIGNES_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Copie:
    """The same words in three forms; no-break spaces are kept in each."""

    texte: str
    markdown: str
    html: str


def citation(donnees: Donnees, chiffre: Chiffre) -> str:
    """Cite a figure: producers and dates of publication, date of update, licence."""
    dites = mentions(donnees)
    return chiffre.citation(references_datees(donnees), dites.mise_a_jour, dites.licence)


def copie(donnees: Donnees, chiffre: Chiffre, phrase: str) -> Copie:
    """Write a sentence about a figure with its citation, ready to paste.

    Args:
        donnees: the data package.
        chiffre: the figure.
        phrase: the sentence, from the figure itself.
    """
    source = citation(donnees, chiffre)
    return Copie(
        texte=f"{phrase} {source}",
        markdown=f"{_en_markdown(phrase)}\n\n*{_en_markdown(source)}*\n",
        html=str(html("<p>{}</p>\n<p><small>{}</small></p>\n", phrase, source)),
    )


def ensemble(copies: list[Copie]) -> Copie:
    """Join several pieces, one under the other."""
    return Copie(
        texte="\n\n".join(c.texte for c in copies),
        markdown="\n".join(c.markdown for c in copies),
        html="".join(c.html for c in copies),
    )


def _en_markdown(texte: str) -> str:
    return _SIGNES_MARKDOWN.sub(r"\\\1", texte)
