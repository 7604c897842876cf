"""What the pages write themselves is markup: no tag of theirs is read as text."""

from __future__ import annotations

import html
import re

import pytest

from tests.noms_des_sources import CODE
from tests.pages.session import CLES, fichiers_de, html_de, ouverte
from tests.pages.session import contenu as contenu_du_fichier

pytestmark = pytest.mark.matrice

# A tag of ours that was escaped; the data of the package holds none.
_LUE = re.compile(r"&(amp;)*lt;/?(a|abbr|b|br|circle|dd|div|g|li|p|path|rect|span|svg|text|ul)\b")
_BALISE = re.compile(r"<[^>]*>")
# The codes to copy are HTML that is read, in the block or behind the button that copies it.
_A_COPIER = re.compile(r'<pre [^>]*><code>.*?</code></pre>| data-(texte|html)="[^"]*"', re.DOTALL)


@pytest.mark.parametrize("cle", CLES)
def test_no_tag_is_read_as_text(cle: str) -> None:
    page = html_de(ouverte(cle))
    assert _LUE.search(_A_COPIER.sub("", page)) is None
    # « Sur cette page » leads to parts that are there.
    parties = set(re.findall(r'href="#(partie-[^"]+)"', page))
    assert parties == set(re.findall(r' id="(partie-[^"]+)"', page))
    # Every page but the box of the search is over three screens.
    assert parties or cle == "recherche"
    # Sources are read by their names: a code is in addresses, and in the page that shows the data.
    lu = html.unescape(_BALISE.sub(" ", page))
    assert cle == "donnees" or CODE.search(lu) is None


@pytest.mark.parametrize("cle", CLES)
def test_no_tag_is_read_as_text_in_files(cle: str) -> None:
    for fichier in fichiers_de(cle):
        if fichier.nom.endswith((".svg", ".html")):
            assert _LUE.search(contenu_du_fichier(fichier).decode()) is None, fichier.nom


def test_a_tag_that_was_escaped_is_seen() -> None:
    assert _LUE.search('&lt;text x="0"&gt;') and _LUE.search("&amp;lt;/li&amp;gt;")
    assert _LUE.search("3 &lt; 5") is None
    assert _A_COPIER.sub("", '<button data-html="&lt;p&gt;">') == "<button>"
