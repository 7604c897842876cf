"""« Données »: each table is read, explained and taken away; « À propos » lists who is named."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.personnes import personnes_citees
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.publication.ailleurs.guide import USAGES
from fabrique_dash.publication.tables.lue import LIGNES_PAR_PAGE
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from tests.pages.session import (
    adresse,
    donnees_servies,
    html_de,
    la_vue,
    ouverte,
    ouvrir,
    tout_le_texte,
)
from tests.pages.test_pages_dates import VEILLE, textes_encore_inconnus
from tests.paquets import PAQUET
from tests.serveur.stables import client

pytestmark = pytest.mark.matrice

TABLES = list(lire_descripteur(PAQUET).tables)
_LIEN = re.compile(r'href="((?:donnees/|chiffres[./]|integrer/|images/|agenda|flux|sante)[^"]*)"')


def _liens(corps: str) -> list[str]:
    return [lien.replace("&amp;", "&") for lien in _LIEN.findall(corps)]


@pytest.mark.parametrize("nom", TABLES)
def test_every_table_opens_with_its_dictionary(nom: str) -> None:
    session = ouverte("donnees", {"table": nom})
    assert not session.exception
    texte = tout_le_texte(session)
    table = donnees_servies().descripteur.tables[nom]
    assert f"Dictionnaire de la table {table.titre}" in texte
    assert [c.nom for c in table.champs if c.description not in texte] == []
    if nom != "evenements":
        assert f"table={nom}" in adresse(session)


@pytest.mark.parametrize("nom", TABLES)
def test_no_table_shows_what_nobody_knew(nom: str) -> None:
    page = tout_le_texte(ouverte("donnees", {"table": nom, "date": VEILLE.isoformat()}))
    assert {texte for texte in textes_encore_inconnus(VEILLE) if texte in page} == set()


def test_filters_keep_rows_and_are_in_the_links() -> None:
    session = ouverte("donnees", {"table": "preoccupations", "groupe": "nord"})
    preoccupations = la_vue().preoccupations
    siennes = preoccupations[preoccupations["groupe_id"] == "nord"]
    assert compte(len(siennes), "ligne") in tout_le_texte(session)
    assert f"donnees/preoccupations.csv?date={la_vue().jour}&groupe=nord" in _liens(
        html_de(session)
    )
    assert dict(parse_qsl(urlsplit(adresse(session)).query))["groupe"] == "nord"


def _lignes_montrees(session: AppTest) -> list[str]:
    corps = html_de(session).split('class="tp-grande-table"')[1].split("</table>")[0]
    return re.findall(r'<th scope="row">(.*?)</th>', corps)


def test_a_long_table_is_read_page_by_page_and_none_of_its_rows_is_left_out() -> None:
    attendues = la_vue().evenements
    total = len(attendues)
    pages = -(-total // LIGNES_PAR_PAGE)
    assert pages >= 3
    vues = [_lignes_montrees(ouverte("donnees", {"page": str(n + 1)})) for n in range(pages)]
    assert [len(v) for v in vues[:-1]] == [LIGNES_PAR_PAGE] * (pages - 1)
    assert [i for v in vues for i in v] == list(attendues["id"])
    derniere = tout_le_texte(ouverte("donnees", {"page": str(pages)}))
    assert f"(lignes {(pages - 1) * LIGNES_PAR_PAGE + 1} à {total} sur {total})" in derniere


def test_another_table_opens_at_its_first_page() -> None:
    session = ouvrir("donnees", {"page": "2"})
    assert "page=2" in adresse(session)
    session.selectbox(key="donnees-table").select("sources").run()
    assert session.number_input(key="donnees-page").value == 1
    assert "page=" not in adresse(session)


@pytest.mark.parametrize("nom", ["evenements", "preoccupations", "communes"])
def test_every_address_that_the_page_gives_answers(nom: str) -> None:
    service = client(imagerie=IMAGERIE)
    liens = _liens(html_de(ouverte("donnees", {"table": nom})))
    assert len(liens) > 12
    for lien in liens:
        assert service.get(f"/{lien}").status_code == 200, lien


def test_every_documented_parameter_is_understood() -> None:
    service = client(imagerie=IMAGERIE)
    valeurs = {"date": "2021-11-30", "cohorte": "2021-2022", "groupe": "nord", "territoire": "vimy"}
    for usage in USAGES[1:]:
        chemin = usage.exemple.split("?")[0]
        compris = set(re.findall(r"\w+", str(usage.parametres)))
        for nom, valeur in valeurs.items():
            attendu = 200 if nom in compris or chemin == "sante" else 400
            statut = service.get(f"/{chemin}?{nom}={valeur}").status_code
            assert statut == attendu, (chemin, nom)


@pytest.mark.parametrize("jour", [None, date(2021, 11, 30), date(2018, 1, 1)])
def test_people_named_at_a_date_are_listed_with_their_roles(jour: date | None) -> None:
    vue = la_vue(jour)
    session = ouverte("a_propos", {"date": jour.isoformat()} if jour else None)
    texte, personnes = tout_le_texte(session), personnes_citees(vue)
    assert compte(len(personnes), "personne nommée", "personnes nommées") in texte
    for colonne in ("nom", "fonctions"):
        assert [t for t in personnes[colonne] if t not in texte] == []
    assert (personnes["source_id"] != "").all()


def test_the_licence_of_the_code_is_told() -> None:
    texte = tout_le_texte(ouverte("donnees"))
    assert "licence MIT, La Fabrique des Transitions" in texte
    assert "reste à choisir" not in texte


def test_about_says_what_it_is_not_and_what_was_not_tested() -> None:
    texte = tout_le_texte(ouverte("a_propos"))
    for attendu in ("n’est pas un site de l’État", "liste officielle", "_streamlit_xsrf", "audité"):
        assert attendu in texte
    assert not re.search(r"[\w.]+@[\w-]+\.\w+", texte)
