"""What each page does with its own filters."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pandas as pd
import pytest

from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.publication.site.choix_des_pages import MOINS_DE_GROUPES as MOINS
from fabrique_dash.publication.site.parametres_des_pages import GROUPES_COMPARES as PLUS
from tests.pages.session import (
    Valeurs,
    contenu,
    fichiers_de,
    html_de,
    la_vue,
    ouverte,
    tout_le_texte,
)

pytestmark = pytest.mark.matrice


def _table_proposee(cle: str, parametres: Valeurs) -> pd.DataFrame:
    """Read back the plain CSV file that a page offers."""
    assert not ouverte(cle, parametres).exception
    proposes = fichiers_de(cle, parametres)
    (table,) = [f for f in proposes if f.nom.endswith(".csv") and "excel" not in f.nom]
    return pd.read_csv(io.BytesIO(contenu(table)))


@pytest.mark.parametrize("nombre", [0, MOINS - 1])
def test_too_few_groups_are_told_and_the_page_still_compares(nombre: int) -> None:
    noms = list(la_vue().groupes["nom"])
    session = ouverte("groupes", {"groupes": noms[:nombre] or ""})
    assert not session.exception
    assert [i.value for i in session.info if "deux à cinq groupes" in i.value]
    assert f"{len(noms[:PLUS])} groupes sur {len(noms)}" in tout_le_texte(session).replace(
        "\u00a0", " "
    )
    assert [nom for nom in noms[:PLUS] if nom not in html_de(session)] == []


def test_two_groups_are_compared_alone() -> None:
    noms = list(la_vue().groupes["nom"])
    gardes, ecartes = noms[-2:], noms[0]
    session = ouverte("groupes", {"groupes": gardes})
    assert not session.info
    assert f">{ecartes}<" not in html_de(session)
    assert all(f">{nom}<" in html_de(session) for nom in gardes)


def test_figures_of_the_chosen_groups_are_downloaded() -> None:
    noms = list(la_vue().groupes["nom"])
    deux = _table_proposee("groupes", {"groupes": noms[:2]})
    toutes = _table_proposee("groupes", {})
    assert len(deux) * len(noms) == len(toutes) * 2


@pytest.mark.parametrize("filtre", ["couloirs", "etats", "genres"])
def test_timeline_filters_left_empty_show_nothing_and_say_so(filtre: str) -> None:
    session = ouverte("frise", {filtre: ""})
    assert not session.exception
    assert "Aucun événement" in html_de(session)
    assert "rien" in html_de(session)
    assert [i.value for i in session.info if "Aucun événement daté" in i.value]
    assert not session.get("plotly_chart")
    titres = la_vue().evenements["titre"]
    assert [titre for titre in titres if titre in tout_le_texte(session)] == []


@pytest.mark.parametrize(
    "filtre",
    [{"couloirs": "Alliance et chantiers"}, {"etats": "Tenu"}, {"annees": ["2021", "2021"]}],
    ids=str,
)
def test_timeline_shows_and_downloads_what_is_asked_for(filtre: Valeurs) -> None:
    table = _table_proposee("frise", filtre)
    visibles = la_vue().evenements
    assert 0 < len(table) < len(visibles)
    page = tout_le_texte(ouverte("frise", filtre)).split("Mois par mois")[-1]
    page = re.sub(r"<strong><a [^>]*>", "<strong>", page)  # titles lead to the event's place
    gardes = visibles["id"].isin(table["id"])
    assert [t for t in visibles[gardes]["titre"] if f"<strong>{t}<" not in page] == []
    autres = set(visibles[~gardes]["titre"]) - set(visibles[gardes]["titre"])
    assert [t for t in autres if f"<strong>{t}<" in page] == []


def test_map_shows_and_downloads_the_chosen_groups() -> None:
    table = _table_proposee("carte", {"groupes": "Centre"})
    assert list(table["libelle"]) == ["Saint-Jean-de-Braye"]
    session = ouverte("carte", {"groupes": "Centre"})
    assert ">Saint-Jean-de-Braye<" in html_de(session)
    assert ">Arras<" not in html_de(session)
    (plan,) = [e.proto.json_args for e in session.get("component_instance")]
    assert "Saint-Jean-de-Braye" in plan
    assert "Lomme" not in plan


def test_layers_add_what_they_name_and_its_table() -> None:
    seule = html_de(ouverte("carte"))
    avec = html_de(ouverte("carte", {"couches": ["Territoires", "Lieux des événements"]}))
    assert "Événements situés" not in seule
    assert "Événements situés" in avec
    saison = html_de(ouverte("carte", {"couches": ["Villes pairs, saison 1"]}))
    assert "Participants aux Villes pairs" in saison
    assert "Territoires masqués" in saison


def test_a_season_is_offered_once_it_is_over() -> None:
    options = [o.content for o in _couches(date(2018, 10, 1))]
    assert not [o for o in options if "Villes pairs" in o]
    assert "Villes pairs, saison 1" in [o.content for o in _couches(date(2022, 12, 31))]


def _couches(jour: date) -> list[Any]:
    session = ouverte("carte", {"date": jour.isoformat()})
    (choix,) = [e.proto for e in session.get("button_group") if e.proto.label == "Couches"]
    return list(choix.options)


def test_the_sheet_of_each_territory_stands_beside_the_map() -> None:
    territoires = la_vue().territoires
    for t in rangees(territoires[territoires["nom"] != ""]):
        session = ouverte("carte", {"territoire": t["id"]})
        assert not session.exception
        assert f">{t['nom']}</h2>" in html_de(session)
        assert t["preuve"] in tout_le_texte(session)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_map_asks_no_other_host(theme: str) -> None:
    (plan,) = [e.proto.json_args for e in ouverte("carte", theme=theme).get("component_instance")]
    assert "://" not in plan
    assert '"//' not in plan


def test_the_chosen_figure_is_the_one_drawn() -> None:
    dessins = {
        mesure: ouverte("groupes", {"mesure": mesure}).get("plotly_chart")[0].proto.alt
        for mesure in ("Population", "Communes")
    }
    assert "habitants" in dessins["Population"]
    assert "habitants" not in dessins["Communes"]
    assert "commune" in dessins["Communes"]
