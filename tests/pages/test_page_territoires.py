"""The sheet of a territory on its page."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.publication.site.adresses import PLACES
from fabrique_dash.publication.site.pages import PAGES
from tests.pages.session import adresse, contenu, fichiers_de, html_de, la_vue, ouverte, sans_avis
from tests.paquets import identifiants

pytestmark = pytest.mark.matrice

TERRITOIRES = identifiants("territoires")
INCONNUS = [t for t in TERRITOIRES if t.startswith("territoire-")]
VEILLE = date(2021, 10, 14)


def _texte(session: AppTest) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", html_de(session)))


def _titres(session: AppTest) -> list[str]:
    return re.findall(
        r'<h2 id="[^"]*" class="tp-partie" tabindex="-1">(.*?)</h2>', html_de(session)
    )


def test_the_ten_territories_can_be_chosen() -> None:
    session = ouverte("territoires")
    liste = next(s for s in session.selectbox if s.label == "Territoire")
    assert liste.options == list(la_vue().territoires["libelle"])
    assert liste.value == TERRITOIRES[0]


@pytest.mark.parametrize("territoire", TERRITOIRES)
def test_sheet_opens_from_its_address_and_says_every_field(territoire: str) -> None:
    session = ouverte("territoires", {"territoire": territoire})
    assert not session.exception
    texte = _texte(session)
    nom = la_vue().territoires.set_index("id")["libelle"][territoire]
    assert f"Fiche\u00a0: {nom}, " in texte
    # Populations by year are told as a table, criteria with their names as links.
    ailleurs = {"Population municipale, année par année", "Qui me ressemble", "Rendez-vous"}
    champs = [c for c in champs_de_la_fiche(la_vue(), territoire) if c.rubrique not in ailleurs]
    assert [c for c in champs if c.valeur not in texte] == []
    attendu = [] if territoire == TERRITOIRES[0] else [territoire]
    assert parse_qs(urlsplit(adresse(session)).query).get("territoire", []) == attendu


@pytest.mark.parametrize("territoire", INCONNUS)
def test_undocumented_sheet_has_no_empty_block(territoire: str) -> None:
    session = ouverte("territoires", {"territoire": territoire})
    assert _titres(session) == ["Identité", "Où il en est", "Ce que nous ne savons pas encore"]
    page = html_de(session)
    assert "<svg" not in page and '<dl class="tp-fiche"></dl>' not in page


def test_local_context_cannot_be_taken_for_the_project() -> None:
    session = ouverte("territoires", {"territoire": "lomme"})
    assert "Contexte local, hors programme" in _titres(session)
    encart = html_de(session).split('class="tp-hors-programme"')[1]
    assert "n’est pas le projet suivi par le programme" in encart


def test_before_the_launch_neither_concern_nor_word_is_shown() -> None:
    session = ouverte("territoires", {"date": VEILLE.isoformat()})
    assert not session.exception
    assert "Paroles et attentes" not in _titres(session)
    assert "Nadège Noury" not in _texte(session)
    assert "Réserve du territoire" not in _texte(session)


@pytest.mark.parametrize("territoire", ["atlantide", "", "<script>", "9" * 5000])
def test_unknown_territory_opens_the_first(territoire: str) -> None:
    session = ouverte("territoires", {"territoire": territoire})
    assert not session.exception
    assert sans_avis(session) == html_de(ouverte("territoires"))


@pytest.mark.parametrize("territoire", ["beauvais", "territoire-9"])
def test_links_lead_to_known_places_and_keep_the_date(territoire: str) -> None:
    page = html_de(ouverte("territoires", {"territoire": territoire, "date": "2022-06-01"}))
    pages = {"./", *(p.adresse for p in PAGES)}
    liens = [html.unescape(a) for a in re.findall(r'class="tp-lien" href="([^"]+)"', page)]
    assert len(liens) > 3
    for lien in map(urlsplit, liens):
        assert lien.path in pages
        parametres = parse_qs(lien.query)
        assert parametres.pop("date") == ["2022-06-01"]
        assert {(lien.path.replace("-", "_"), p) for p in parametres} <= set(PLACES.values())


def test_downloads_hold_the_sheet_of_the_chosen_territory() -> None:
    proposes = fichiers_de("territoires", {"territoire": "vimy"})
    page = next(f for f in proposes if f.nom.endswith(".html"))
    assert page.type_mime == "text/html"
    fiche = contenu(page).decode("utf-8")
    assert "<h1>Vimy</h1>" in fiche and "territoire=vimy" in fiche
    csv = next(
        f for f in proposes if f.nom.endswith("vimy_2022-08-29.csv") and "excel" not in f.nom
    )
    lignes = contenu(csv).decode("utf-8").splitlines()
    assert lignes[0] == "rubrique,champ,valeur,statut,precision,sources,date_reference,filtres"
    assert len(lignes) > 20
