"""The real package: what the sources say, counted, and the known traps."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from fabrique_dash.donnees.depot import Donnees
from tests.paquets import COHORTE, PAQUET_REEL

STATUTS = {"documenté", "déduit", "indéterminé", "non documenté"}
NOMMES = {
    "Saint-Jean-de-Braye",
    "Pôle Territorial Albigeois Bastides",
    "Communauté urbaine d’Arras",
    "Beauvais",
    "Vimy",
    "Lomme",
}
COMPTES = {
    "territoires": 10,
    "groupes": 5,
    "preoccupations": 7,
    "balises": 23,
    "modes_de_faire": 13,
    "dispositifs": 11,
    "enjeux": 4,
    "saisons": 3,
    "participants": 17,
    "chantiers": 8,
    "rubriques": 7,
    "newsletters": 5,
    "communes": 34_969,
}


@pytest.mark.parametrize("table", COMPTES)
def test_tables_hold_what_the_sources_count(donnees: Donnees, table: str) -> None:
    assert len(donnees.table(table)) == COMPTES[table]


def test_six_territories_are_named_and_four_are_not_documented(donnees: Donnees) -> None:
    territoires = donnees.table("territoires")
    assert set(territoires["cohorte_id"]) == {COHORTE}
    assert set(territoires["nom"]) == NOMMES | {""}
    assert list(territoires["numero"]) == list(range(1, 11))
    inconnus = territoires[territoires["nom"] == ""]
    assert set(inconnus["statut"]) == {"non documenté"} and len(inconnus) == 4
    for colonne in ("code_insee", "siren", "type_territoire"):
        assert set(inconnus[colonne]) == {""}


def test_one_cohort_is_followed_and_announces_ten(donnees: Donnees) -> None:
    cohortes = donnees.table("cohortes").set_index("id")
    assert list(cohortes.index[cohortes["suivie"]]) == [COHORTE]
    assert cohortes.loc[COHORTE, "territoires_attendus"] == 10


def test_groups_and_their_concerns(donnees: Donnees) -> None:
    groupes = donnees.table("groupes").sort_values("ordre")
    assert list(groupes["nom"]) == ["Alpien", "Nord", "Nord-Picardie", "Occitanie", "Centre"]
    siennes = donnees.table("preoccupations").groupby("groupe_id")["libelle"].agg(list)
    assert {g: len(p) for g, p in siennes.items()} == {
        "alpien": 1,
        "nord": 1,
        "nord-picardie": 1,
        "occitanie": 1,
        "centre": 3,
    }
    assert siennes["nord"] == ["la pression foncière"]
    assert siennes["centre"] == [
        "la mutation des systèmes productifs",
        "le développement de l’ESS",
        "l’organisation du travail",
    ]


def test_balises_by_enjeu(donnees: Donnees) -> None:
    balises = donnees.table("balises").groupby("enjeu_id", sort=True)["numero"].agg(list)
    assert [len(numeros) for numeros in balises] == [6, 5, 6, 6]
    assert all(numeros == list(range(1, len(numeros) + 1)) for numeros in balises)


def test_participants_by_season_are_those_announced(donnees: Donnees) -> None:
    saisons = donnees.table("saisons").sort_values("numero")
    participants = donnees.table("participants")["saison_id"].value_counts()
    assert list(saisons["participants_annonces"]) == [4, 8, 5]
    assert [participants[s] for s in saisons["id"]] == [4, 8, 5]


def test_headings_of_the_newsletter_are_exact(donnees: Donnees) -> None:
    rubriques = donnees.table("rubriques").sort_values("ordre")
    assert list(rubriques["libelle"]) == [
        "Édito",
        "En théorie…",
        "En pratique…",
        "Les nouvelles des territoires…",
        "En chantier…",
        "À suivre…",
        "Inspiration par Territoires Audacieux…",
    ]


def test_every_row_has_a_status_and_a_source_that_exists(donnees: Donnees) -> None:
    sources = set(donnees.table("sources")["id"])
    for nom, table in donnees.tables.items():
        assert set(table["statut"]) <= STATUTS, nom
        if nom != "sources":
            assert set(table["source_id"]) <= sources and len(table), nom
        for colonne in {"autres_sources", "sources"} & set(table.columns):
            assert {s for texte in table[colonne] for s in texte.split()} <= sources, nom


def test_a_deduction_is_always_written(donnees: Donnees) -> None:
    for nom, table in donnees.tables.items():
        statuts = table[[c for c in table.columns if c.startswith("statut")]]
        deduits = table[(statuts == "déduit").any(axis=1)]
        if not deduits.empty:
            assert (deduits["inference"].str.len() >= 20).all(), nom


def test_identifiers_can_stand_in_an_address(donnees: Donnees) -> None:
    for nom, table in donnees.tables.items():
        if "id" in table.columns:
            assert table["id"].str.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*").all(), nom
            assert table["id"].is_unique, nom


def test_dated_tables_say_since_when_they_are_known(donnees: Donnees) -> None:
    for nom, table in donnees.tables.items():
        if "connu_le" in table.columns:
            assert (table["connu_le"] != "").all(), nom


def test_lomme_is_an_associated_commune_of_lille(donnees: Donnees) -> None:
    associees = donnees.table("communes_associees").set_index("code")
    assert list(associees.loc["59355", ["nom", "chef_lieu"]]) == ["Lomme", "59350"]
    assert "59355" not in set(donnees.table("communes")["code"])
    lomme = donnees.table("territoires").set_index("id").loc["lomme"]
    assert (lomme["code_insee"], lomme["type_territoire"]) == ("59355", "commune associée")


def test_vimy_is_not_in_the_urban_community_of_arras(donnees: Donnees) -> None:
    communes = donnees.table("communes").set_index("code")
    epci = donnees.table("epci").set_index("siren")
    vimy = communes.loc["62861"]
    assert (vimy["nom"], vimy["epci_siren"]) == ("Vimy", "246200364")
    assert "Lens" in str(epci.loc["246200364", "nom"])
    arras = communes[communes["epci_siren"] == "200033579"]
    assert len(arras) == 46 and "62041" in arras.index and "62861" not in arras.index


@pytest.mark.parametrize(
    ("table", "colonne", "texte", "code"),
    [
        ("participants", "nom", "Montreuil", "93048"),
        ("evenements", "lieu", "Forges", "77194"),
        ("participants", "nom", "Le Mené", "22046"),
        ("territoires", "nom", "Vimy", "62861"),
        ("territoires", "nom", "Saint-Jean-de-Braye", "45284"),
    ],
)
def test_homonyms_have_the_right_code(
    donnees: Donnees, table: str, colonne: str, texte: str, code: str
) -> None:
    lignes = donnees.table(table)
    trouvees = lignes[lignes[colonne].str.contains(texte, regex=False)]
    codes = trouvees["code_insee" if table == "territoires" else "code_commune"]
    assert set(codes) == {code}


def test_mountain_communities_are_no_territory_of_the_cohort(donnees: Donnees) -> None:
    for nom in ("territoires", "perimetres", "rattachements", "avancement", "delegations"):
        textes = donnees.table(nom).astype("str").to_csv()
        assert not re.search("maurienne|chartreuse", textes, re.IGNORECASE), nom
    assert not (donnees.table("rattachements")["groupe_id"] == "alpien").any()


def test_context_stays_apart_from_the_programme(donnees: Donnees) -> None:
    contexte = donnees.table("contexte")
    assert set(contexte["territoire_id"]) <= set(donnees.table("territoires")["id"])
    textes = set(contexte["contenu"])
    for nom in ("evenements", "avancement", "faits_cohorte", "preoccupations"):
        table = donnees.table(nom)
        cites = {v for c in table.columns if str(table[c].dtype) == "str" for v in table[c]}
        assert textes.isdisjoint(cites - {""}), nom


def test_arras_vimy_and_lomme_stay_between_two_groups(donnees: Donnees) -> None:
    liens = donnees.table("rattachements")
    possibles = liens.groupby("territoire_id")["groupe_id"].agg(set)
    for territoire in ("arras", "vimy", "lomme"):
        assert possibles[territoire] == {"nord", "nord-picardie"}
        siens = liens[liens["territoire_id"] == territoire]
        assert set(siens["statut"]) == {"indéterminé"}
    assert possibles["beauvais"] == {"nord-picardie"}


def test_nothing_is_said_of_the_closing(donnees: Donnees) -> None:
    cloture = donnees.table("evenements").set_index("id").loc["cloture"]
    assert (cloture["debut"], cloture["fin"], cloture["pas_apres"]) == ("", "", "")
    assert cloture["realisation"] == "non documenté"


def test_links_between_themes_are_deductions_with_their_reasons(donnees: Donnees) -> None:
    liens = donnees.table("liens_themes")
    assert set(liens["statut"]) <= {"déduit", "indéterminé"}
    assert (liens["raison"].str.len() >= 20).all()
    assert (liens["inference"].str.len() >= 20).all()
    # A theme exists by the concerns that it sorts: no link is older than they are.
    assert liens["connu_le"].min() >= donnees.table("preoccupations")["connu_le"].min()
    assert set(liens["theme_id"]) <= set(donnees.table("preoccupations")["theme_id"])


@pytest.mark.parametrize("nature", ["chantier", "balise"])
def test_a_link_is_not_known_before_what_it_links(donnees: Donnees, nature: str) -> None:
    table = {"chantier": "chantiers", "balise": "balises"}[nature]
    connus = donnees.table(table).set_index("id")["connu_le"]
    liens = donnees.table("liens_themes")
    for lien in liens[liens["nature"] == nature].to_dict("records"):
        assert lien["connu_le"] >= connus[lien[f"{nature}_id"]], lien["id"]


def test_the_method_belongs_to_the_workshop_of_the_launch(donnees: Donnees) -> None:
    methode = donnees.table("methode")
    assert set(methode["evenement_id"]) == {"lancement-2021-10-15"}
    assert list(methode["ordre"]) == list(range(1, len(methode) + 1))
    texte = " ".join(methode["titre"]).lower()
    assert [m for m in ("opportunités", "menaces", "vulnérabilités") if m not in texte] == []
    assert "quinze ans" in texte and "sobriété" in texte


def _fichiers() -> list[Path]:
    return sorted(p for p in PAQUET_REEL.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def test_no_electronic_address_anywhere() -> None:
    adresse = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
    for chemin in _fichiers():
        if chemin.suffix == ".parquet":
            table: pd.DataFrame = pd.read_parquet(chemin).select_dtypes("str")
            contenu = "\n".join(map(str, table.to_numpy().ravel()))
        else:
            contenu = chemin.read_text("utf-8")
        assert not adresse.search(contenu), chemin.name


def test_csv_files_are_plain() -> None:
    for chemin in PAQUET_REEL.rglob("*.csv"):
        contenu = chemin.read_bytes()
        assert not contenu.startswith(b"\xef\xbb\xbf") and b"\r" not in contenu, chemin.name
        assert contenu.endswith(b"\n"), chemin.name
