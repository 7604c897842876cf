"""« Corriger » beside each fact: for who may write it, and for nobody else; then back."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from fabrique_dash.journal.comptes import revoquer
from fabrique_dash.journal.droits import Role
from fabrique_dash.publication.site.tenue_a_jour import vers
from tests.pages.equipe import Equipe
from tests.pages.session import CLES, avis, html_de, ouvrir

_LIEN = re.compile(r' <a class="tp-corriger" href="([^"]*)".*?</a>')
_SIGNALER = re.compile(r' <a class="tp-signaler" .*?</a>')
# No « tp-lien »: in the application, `static/adresse.js` would take it for another view.
_CONNEXION = re.compile(r'\n?<p class="tp-note"><a href="(connexion[^"]*)".*?</p>')
VUES: list[tuple[str, dict[str, str]]] = [
    ("accueil", {}),
    ("frise", {"couloirs": "programme"}),
    ("parcours", {"date": "2022-12-31", "depuis": "2021-01-01"}),
    ("territoires", {"territoire": "arras"}),
    ("groupes", {}),
    ("alliance", {"acteur": "ademe"}),
    ("sources", {"source": "S4"}),
    ("lettres", {}),
    ("referentiel", {}),
    ("villes_pairs", {}),
    ("carte", {"territoire": "arras", "couches": "territoires,evenements,saison-1"}),
    ("preoccupations", {}),
    ("alliance", {}),
]


def _liens(cle: str, parametres: dict[str, str]) -> list[dict[str, list[str]]]:
    """Return the parameters of the links « Corriger » of a page."""
    trouves = _LIEN.findall(html_de(ouvrir(cle, parametres)))
    assert all(html.unescape(lien).startswith("mise-a-jour?") for lien in trouves)
    return [parse_qs(urlsplit(html.unescape(lien)).query) for lien in trouves]


def _rangees(liens: list[dict[str, list[str]]]) -> set[tuple[str, str]]:
    return {(lien.get("table", [""])[0], lien.get("rangee", [""])[0]) for lien in liens}


def _sans_session(cle: str, parametres: dict[str, str]) -> str:
    """Return the HTML of a page as anybody sees it, but for what opens a session and reports."""
    return _SIGNALER.sub("", _CONNEXION.sub("", html_de(ouvrir(cle, parametres))))


def test_who_opens_a_session_comes_back_to_the_same_view(equipe: Equipe) -> None:
    for cle, parametres in (("frise", {"couloirs": "programme"}), ("accueil", {})):
        (lien,) = _CONNEXION.findall(html_de(ouvrir(cle, parametres)))
        (retour,) = parse_qs(urlsplit(html.unescape(lien)).query)["retour"]
        voulue = vers(retour)
        assert voulue is not None and voulue.page.cle == cle
        assert voulue.brut == {nom: [valeur] for nom, valeur in parametres.items()}
    equipe.entre(Role.REFERENT)
    assert _CONNEXION.findall(html_de(ouvrir("frise", {}))) == []


def test_only_links_are_added_and_only_for_who_writes(equipe: Equipe) -> None:
    lues = [_sans_session(cle, parametres) for cle, parametres in VUES]
    assert not any("tp-corriger" in lue or "<!--" in lue for lue in lues)
    equipe.entre(Role.REFERENT)
    for (cle, parametres), lue in zip(VUES, lues, strict=True):
        ecrite = html_de(ouvrir(cle, parametres))
        assert _LIEN.search(ecrite) and _LIEN.sub("", ecrite) == lue, cle
    revoquer(equipe.journal, equipe.compte)
    assert _sans_session("frise", VUES[1][1]) == lues[1]


def test_no_page_shows_the_mark_of_a_correction_as_a_text(equipe: Equipe) -> None:
    for cle in CLES:
        assert "&lt;!--" not in html_de(ouvrir(cle)), cle


def test_each_kind_of_fact_opens_the_form_of_its_row(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    fiche = _rangees(_liens("territoires", {"territoire": "arras"}))
    assert {"territoires", "perimetres", "rattachements"} <= {table for table, _ in fiche}
    parcours = _liens("parcours", {"date": "2022-12-31"})
    assert {"avancement", "divergences"} <= {table for table, _ in _rangees(parcours)}
    # An event that is over, and that no source says was held, has a door of its own.
    a_confirmer = [lien for lien in parcours if lien["porte"] == ["rendez-vous"]]
    assert a_confirmer and all("table" not in lien for lien in a_confirmer)
    retours = {lien["retour"][0] for lien in parcours}
    assert retours == {"/parcours?date=2022-12-31"}


@pytest.mark.parametrize(
    ("cle", "parametres", "tables"),
    [
        ("accueil", {}, "faits_cohorte"),
        ("lettres", {}, "paroles"),
        ("alliance", {}, "reperes objectifs_charte alliance evenements chantiers"),
        ("preoccupations", {}, "methode interventions"),
        ("referentiel", {}, "balises enjeux modes_de_faire dispositifs chapitres sections"),
        ("referentiel", {"balise": "E1-1"}, "balises modes_de_faire dispositifs liens_themes"),
        ("preoccupations", {"theme": "foncier-habitat"}, "liens_themes"),
        ("villes_pairs", {}, "participants saisons documents_villes_pairs interventions"),
        ("carte", {"territoire": "arras"}, "territoires"),
        ("sources", {}, "divergences manques"),
    ],
)
def test_what_a_page_tells_is_corrected_from_it(
    equipe: Equipe, cle: str, parametres: dict[str, str], tables: str
) -> None:
    equipe.entre(Role.REFERENT)
    liees = {table for table, _ in _rangees(_liens(cle, parametres))}
    assert set(tables.split()) <= liees, set(tables.split()) - liees


def test_what_no_source_says_is_said_from_where_it_is_missing(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    lue = html_de(ouvrir("parcours", {"date": "2022-12-31"}))
    muettes = lue.count("—\u00a0non documenté")
    liens = [
        lien for lien in _liens("parcours", {"date": "2022-12-31"}) if lien["porte"] == ["etape"]
    ]
    assert muettes and len(liens) == muettes
    session = ouvrir("mise_a_jour", {nom: valeurs[0] for nom, valeurs in liens[0].items()})
    assert not session.exception and "rangee=" not in avis(session)
    assert any((c.key or "").startswith("saisie-etape-") for c in session.selectbox)
    fiche = _liens("territoires", {"territoire": "arras"})
    assert {"etape"} <= {lien["porte"][0] for lien in fiche}
    assert ("delegations", "") in _rangees(fiche)  # a row to add


def test_what_is_missing_is_said_by_who_may_say_it(equipe: Equipe) -> None:
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    liens = [lien for lien in _liens("parcours", {}) if lien["porte"] == ["etape"]]
    assert liens and all(lien["rangee"][0].startswith("arras|") for lien in liens)
    assert _liens("territoires", {"territoire": "beauvais"}) == []


def test_a_row_with_a_door_of_its_own_is_corrected_as_well(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    fiche = _liens("territoires", {"territoire": "territoire-8"})
    siens = {lien["porte"][0] for lien in fiche if lien.get("rangee") == ["territoire-8"]}
    assert siens == {"nom", "table"}


def test_a_contributor_corrects_the_rows_of_one_territory(equipe: Equipe) -> None:
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    siennes = _rangees(_liens("territoires", {"territoire": "arras"}))
    assert ("territoires", "arras") in siennes and "preoccupations" not in {t for t, _ in siennes}
    assert _liens("territoires", {"territoire": "beauvais"}) == []


def test_one_comes_back_to_the_same_view_with_what_was_done(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    lien = next(
        lien
        for lien in _liens("territoires", {"territoire": "arras", "date": "2022-12-31"})
        if lien.get("table") == ["territoires"]
    )
    session = ouvrir("mise_a_jour", {nom: valeurs[0] for nom, valeurs in lien.items()})
    assert "Revenir à Territoires" in html_de(session)
    note = next(c for c in session.text_area if str(c.key).endswith("-note"))
    note.set_value("À relire.").run()
    session.text_input(key="motif-de-la-proposition").set_value("Pour voir").run()
    next(b for b in session.button if b.label == "Proposer").click().run()
    assert not session.exception
    assert "attend qu’une autre personne" in session.success[0].value
    assert session.title[0].value == "Territoires"
    assert session.query_params["territoire"] == "arras"
    assert session.query_params["date"] == "2022-12-31"
    assert "retour" not in session.query_params
    assert not session.run().success  # said once


@pytest.mark.parametrize("retour", ["https://ailleurs.example/", "//ailleurs.example", "/sante"])
def test_one_never_goes_back_elsewhere(equipe: Equipe, retour: str) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", {"porte": "table", "retour": retour})
    assert "Revenir à" not in html_de(session) and "retour=" in avis(session)
