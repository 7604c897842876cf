"""The sheet as a file, read back: what it says first, that it stands alone, that it is safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.ailleurs.fiche_html import STATUTS, fiche_html
from fabrique_dash.publication.site.references import references
from tests.paquets import COHORTE
from tests.programmes import HOSTILES, empoisonner

pytestmark = pytest.mark.matrice

_DOCUMENT = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer"}
_TEXTE = {"section", "h1", "h2", "p", "dl", "dt", "dd", "ul", "li", "strong", "span"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_DESSIN = {"figure", "figcaption", "svg", "path", "text"}
PERMISES = _DOCUMENT | _TEXTE | _TABLE | _DESSIN
VueAu = Callable[[date], Vue]


def _lire(octets: bytes) -> Element:
    lecteur = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    racine: Element = lecteur.parse(octets, transport_encoding="utf-8")
    return racine


def _texte(element: Element) -> str:
    return "".join(element.itertext())


def _nom(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _trouve(racine: Element, nom: str) -> Element:
    return next(e for e in racine.iter() if _nom(e) == nom)


@pytest.mark.parametrize("territoire", ["saint-jean-de-braye", "beauvais", "territoire-7"])
def test_first_lines_say_filters_date_definitions_and_sources(
    vue_finale: Vue, territoire: str
) -> None:
    racine = _lire(fiche_html(vue_finale, territoire, "https://exemple.invalid/vue"))
    assert racine.attrib["lang"] == "fr"
    corps = _trouve(racine, "body")
    assert _nom(corps[0]) == "header"
    entete = _texte(corps[0])
    nom = vue_finale.territoires.set_index("id")["libelle"][territoire]
    assert _texte(_trouve(racine, "h1")) == nom
    assert f"Territoire\u00a0: {nom}" in entete
    assert f"état au {jour_long(vue_finale.jour)}" in entete
    assert all(mot in entete and sens in entete for mot, sens in STATUTS.items())
    assert "https://exemple.invalid/vue" in entete
    assert nom in _texte(_trouve(racine, "title"))


def test_every_source_is_told_in_full(vue_finale: Vue) -> None:
    entete = _texte(_trouve(_lire(fiche_html(vue_finale, "lomme")), "header"))
    connues, noms = references(vue_finale.donnees), noms_courts(vue_finale.donnees)
    codes = {code for c in champs_de_la_fiche(vue_finale, "lomme") for code in c.sources}
    assert codes
    assert [code for code in codes if f"{noms[code]}\u00a0: {connues[code]}" not in entete] == []


def test_every_field_is_a_row(vue_finale: Vue) -> None:
    racine = _lire(fiche_html(vue_finale, "arras"))
    lignes = [e for e in racine.iter("tr") if e[0].attrib.get("scope") == "row"]
    champs = champs_de_la_fiche(vue_finale, "arras")
    assert [_texte(li[0]) for li in lignes] == [c.champ for c in champs]
    assert [_texte(li[1]) for li in lignes] == [c.valeur + c.precision for c in champs]
    assert [_texte(li[2]) for li in lignes] == [c.statut for c in champs]
    assert len(list(racine.iter("thead"))) == len({c.rubrique for c in champs})


def test_nothing_has_to_be_fetched(vue_finale: Vue) -> None:
    texte = fiche_html(vue_finale, "beauvais").decode("utf-8")
    racine = _lire(texte.encode())
    assert {_nom(e) for e in racine.iter()} <= PERMISES
    attributs = {a.rsplit("}", 1)[-1] for e in racine.iter() for a in e.attrib}
    assert not attributs & {"src", "href", "srcset", "action", "data"}
    style = _texte(_trouve(racine, "style"))
    assert "url(" not in style and "@import" not in style
    assert re.search(r"@page\s*{\s*size:\s*A4", style)
    assert "thead { display: table-header-group; }" in style


def test_undocumented_territory_has_no_map_and_no_empty_section(vue_finale: Vue) -> None:
    racine = _lire(fiche_html(vue_finale, "territoire-8"))
    assert not [e for e in racine.iter() if _nom(e) == "svg"]
    for section in racine.iter("section"):
        assert len(list(section.iter("tr"))) > 1


def test_the_eve_of_the_launch_tells_nothing_later(vue_au: VueAu) -> None:
    avant = fiche_html(vue_au(date(2021, 10, 14)), "saint-jean-de-braye").decode("utf-8")
    apres = fiche_html(vue_au(date(2022, 8, 29)), "saint-jean-de-braye").decode("utf-8")
    for tardif in ("l’organisation du travail", "Nadège Noury", "rouvrir"):
        assert tardif not in avant
        assert tardif in apres


def test_hostile_names_stay_text(nouvelle_copie: Callable[[], Path]) -> None:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    seen = vue(charger(dossier, "fiche hostile"), COHORTE, date(2022, 12, 31))
    for territoire in seen.territoires["id"]:
        racine = _lire(fiche_html(seen, territoire, '"><script>alert(1)</script>'))
        assert {_nom(e) for e in racine.iter()} <= PERMISES
        assert not [a for e in racine.iter() for a in e.attrib if a.startswith("on")]
    premier = fiche_html(seen, str(seen.territoires["id"].iloc[0]))
    assert HOSTILES[0] in _texte(_lire(premier))


def test_unknown_territory_is_refused(vue_finale: Vue) -> None:
    with pytest.raises(KeyError):
        fiche_html(vue_finale, "atlantide")
