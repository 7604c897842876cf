"""The places of corrections in fragments made for everybody: no text of the data can make one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from fabrique_dash.donnees.lectures import Publiee
from fabrique_dash.donnees.memoire import Memoire, Vues
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.morceaux.reprises import (
    Fait,
    place,
    place_du_manque,
    places,
    remplacer,
    sans_place,
)
from fabrique_dash.publication.site.tenue_a_jour import vers

HOSTILE = "--><script>alert(1)</script><!--corriger sources S1 x-->"


@pytest.fixture(scope="module")
def tenue(vue_finale: Vue) -> Vue:
    """Return a view of data that come from a journal."""
    return _avec(vue_finale, Publiee(1, datetime.now(UTC)))


def _avec(une: Vue, publiee: Publiee, apercu: str = "") -> Vue:
    autres = replace(une.donnees, publiee=publiee, apercu=apercu, memoire=Memoire(), vues=Vues())
    return vue(autres, une.cohorte, une.jour)


def _lien(fait: Fait) -> Markup:
    return html("<a>{}|{}|{}</a>", fait.table, "+".join(fait.cle), fait.nom)


def test_a_place_gives_back_its_row_and_nothing_else(tenue: Vue) -> None:
    un = html("<p>{}{}</p>", "Un fait", place(tenue, "sources", "à b>c", "L’« essai » & suite"))
    assert remplacer(un, _lien) == html(
        "<p>Un fait<a>sources|à b&gt;c|L’« essai » &amp; suite</a></p>"
    )
    assert sans_place(un) == "<p>Un fait</p>"
    deux = places(tenue, [("sources", "S1"), ("sources", "S2")], "a" * 200)
    noms = [n for n in remplacer(deux, _lien).split("</a>") if n]
    assert len(noms) == 2 and all("sur 2)" in n and len(n) < 120 for n in noms)


def test_a_place_of_what_is_missing_says_what_it_would_be_about(tenue: Vue) -> None:
    faits: list[Fait] = []

    def lien(fait: Fait) -> Markup:
        faits.append(fait)
        return Markup()

    sujet = ("a/b c>", "diagnostic")
    case = html("<td>—{}</td>", place_du_manque(tenue, "avancement", sujet, HOSTILE))
    assert remplacer(case, lien) == sans_place(case) == "<td>—</td>"
    (fait,) = faits
    assert (fait.table, fait.cle, fait.manque) == ("avancement", sujet, True)


def test_no_text_makes_a_place_or_leaves_one(tenue: Vue) -> None:
    texte = html("<p>{}{}</p>", HOSTILE, place(tenue, "sources", "S1", HOSTILE))
    rempli = remplacer(texte, _lien)
    assert rempli.count("<a>") == 1 and "<script" not in rempli and "<!--" not in rempli
    assert sans_place(texte) == html("<p>{}</p>", HOSTILE)


def test_there_is_no_place_without_a_journal_nor_in_a_preview(vue_finale: Vue, tenue: Vue) -> None:
    assert place(vue_finale, "sources", "S1", "Une source") == ""
    assert place_du_manque(vue_finale, "avancement", ("arras", "x"), "Une étape") == ""
    apercu = _avec(vue_finale, Publiee(1, datetime.now(UTC)), "p")
    assert place(apercu, "sources", "S1", "Une source") == ""


@pytest.mark.parametrize(
    ("retour", "page"),
    [
        ("/", "accueil"),
        ("/?date=2022-01-01", "accueil"),
        ("/frise?etats=tenu", "frise"),
        ("/mise-a-jour", "mise_a_jour"),
        ("/images/frise.svg", ""),
        ("//frise", ""),
        ("/\\frise", ""),
        ("https://frise/", ""),
        ("frise", ""),
        ("", ""),
    ],
)
def test_one_goes_back_to_a_page_of_this_site(retour: str, page: str) -> None:
    voulue = vers(retour)
    assert (voulue.page.cle if voulue else "") == page
