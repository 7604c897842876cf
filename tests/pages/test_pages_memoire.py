"""The pages of the memory: every thing opens at its address, and never before it is known."""

from __future__ import annotations

import html
import re
from datetime import date

import icalendar
import pytest

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.publication.site.adresses import PLACES
from tests.pages.session import (
    adresse,
    contenu,
    fichiers_de,
    html_de,
    la_vue,
    ouverte,
    sans_avis,
    tout_le_texte,
)

pytestmark = pytest.mark.matrice

FIN = date(2026, 11, 24)
VEILLE = "2021-10-14"
NATURES = ("saison", "participant", "chantier", "acteur", "newsletter", "source")


@pytest.mark.parametrize("nature", NATURES)
def test_every_thing_opens_at_its_address(nature: str) -> None:
    cle, parametre = PLACES[nature]
    noms = objets(la_vue(FIN), nature)
    assert noms
    for identifiant, nom in noms.items():
        session = ouverte(cle, {"date": FIN.isoformat(), parametre: identifiant})
        assert not session.exception, identifiant
        assert f"{parametre}={identifiant}" in adresse(session)
        # The sentence says the choice, and the page its title.
        assert tout_le_texte(session).count(nom.split("\u00a0: ")[-1]) >= 2, identifiant


@pytest.mark.parametrize(
    ("cle", "parametres"),
    [
        ("alliance", {"acteur": "vincent-honore"}),
        ("alliance", {"chantier": "chantier-1"}),
        ("lettres", {"lettre": "newsletter-1"}),
        ("sources", {"source": "W5"}),
        ("villes_pairs", {"saison": "saison-4"}),
    ],
)
def test_what_is_not_known_yet_opens_the_default_view(cle: str, parametres: dict[str, str]) -> None:
    session = ouverte(cle, {"date": VEILLE, **parametres})
    assert not session.exception
    assert sans_avis(session) == html_de(ouverte(cle, {"date": VEILLE}))


@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("jour", ["2018-01-01", VEILLE, "2022-08-29"])
def test_no_link_leads_to_what_is_not_known_yet(nature: str, jour: str) -> None:
    connus = set(objets(la_vue(date.fromisoformat(jour)), nature))
    parametre = PLACES[nature][1]
    for cle in ("villes_pairs", "alliance", "lettres", "sources"):
        page = html.unescape(html_de(ouverte(cle, {"date": jour})))
        assert set(re.findall(rf'href="[a-z-]+\?{parametre}=([^"&]+)', page)) <= connus, cle


def test_sources_page_hides_later_disagreements() -> None:
    page = tout_le_texte(ouverte("sources", {"date": "2023-07-19"}))
    assert "Mandat de Jean-François Caron" not in page
    assert "La Gazette des communes" not in page
    apres = tout_le_texte(ouverte("sources", {"date": "2023-07-20"}))
    assert "Mandat de Jean-François Caron" in apres and "La Gazette des communes" in apres


def test_descriptions_of_people_wait_for_all_their_sources() -> None:
    perdrigeat = {"acteur": "julian-perdrigeat"}
    avant = tout_le_texte(ouverte("alliance", {"date": VEILLE, **perdrigeat}))
    assert "directeur de cabinet du maire" in avant and "délégué général" not in avant
    apres = tout_le_texte(ouverte("alliance", {"date": "2023-07-20", **perdrigeat}))
    assert "puis délégué général" in apres


def test_the_url_of_a_source_is_only_a_link() -> None:
    page = html_de(ouverte("sources", {"source": "S0"}))
    lien = re.search(r'<a href="https://lesterritoirespilotes[^>]*>', page)
    assert lien and 'target="_blank" rel="noopener noreferrer"' in lien[0]
    assert not re.search(r"""(src|action)=["']http""", page)


def test_a_letter_tells_its_columns_and_what_it_adds() -> None:
    texte = tout_le_texte(ouverte("lettres", {"lettre": "newsletter-1"}))
    rubriques = lignes_visibles(la_vue(), "rubriques")
    for r in rangees(rubriques):
        assert r["libelle"] in texte and r["resume"] in texte
    assert "entre le 15\u00a0octobre 2021 et le 14\u00a0novembre 2021" in texte
    assert "Le jour de parution n’a pas été lu." in texte


def test_the_calendar_of_a_chantier_holds_its_dates() -> None:
    proposes = fichiers_de("alliance", {"chantier": "chantier-5"})
    (agenda,) = [f for f in proposes if f.nom.endswith(".ics")]
    entrees = icalendar.Calendar.from_ical(contenu(agenda)).walk("VEVENT")
    evenements = la_vue().evenements
    siens = evenements[(evenements["chantier_id"] == "chantier-5") & (evenements["debut"] != "")]
    assert {str(e["UID"]).split("@")[0] for e in entrees} == set(siens["id"])


def test_a_season_filters_its_participants_and_documents() -> None:
    texte = html_de(ouverte("villes_pairs", {"saison": "saison-3"}))
    assert "SMICVAL" in texte and "Malaunay" not in texte
    assert "Document ressources" in texte and "Film de la saison 1" not in texte


def test_every_known_disagreement_is_listed() -> None:
    texte = tout_le_texte(ouverte("sources"))
    sujets = la_vue().divergences["sujet"]
    assert len(sujets) and [s for s in sujets if s not in texte] == []
