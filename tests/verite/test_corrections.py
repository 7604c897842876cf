"""What the documents say, where the data once said more, less, or something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.chiffres.calculs.groupes import rendez_vous_locaux
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import sources_nommees
from fabrique_dash.donnees.vue import Vue

CONNUES = {"lancement", "diagnostic", "cadre", "cas-concrets"}
# S0, l. 47: « Dans chaque territoire » ; l. 51: « Les prochains rendez-vous » ; l. 15: « sur
# chacun des territoires ».
PREVUES = {"diagnostic", "cadre", "cas-concrets"}


def _ligne(donnees: Donnees, table: str, identifiant: str) -> dict[str, str]:
    lignes = donnees.table(table).set_index("id")
    return {str(c): str(v) for c, v in lignes.loc[identifiant].items()}


def test_the_alliance_and_its_association_are_two_actors(donnees: Donnees) -> None:
    # S4 l. 76-80: « FDT » and « APFDT » in one paragraph ; S2 l. 5 (l. 36 of the file).
    assert _ligne(donnees, "acteurs", "apfdt")["autres_graphies"] == "APFDT"
    assert "FDT" in _ligne(donnees, "acteurs", "fabrique-des-transitions")["autres_graphies"]
    roles = donnees.table("roles")
    de_chantier = roles[roles["fonction"].str.contains("du chantier")]
    assert "apfdt" not in set(de_chantier["structure_id"])


def test_only_those_who_speak_are_voices(donnees: Donnees) -> None:
    # S0 gives the floor to seven people, S2, W5 and W7 to one each.
    voix = donnees.table("paroles")
    personnes = voix.groupby("source_id")["acteur_id"].nunique().to_dict()
    assert personnes == {"S0": 7, "S2": 1, "W5": 1, "W7": 1}
    assert "brigitte-jallet" not in set(voix["acteur_id"])
    assert "région" in _ligne(donnees, "paroles", "boidin-exemples")["idee"]  # S0 l. 44


@pytest.mark.parametrize(("groupe", "nombre"), [("centre", 1), ("occitanie", 0)])
def test_local_meetings_leave_out_phases_and_a_national_congress(
    vue_finale: Vue, groupe: str, nombre: int
) -> None:
    # S0 l. 34: one meeting, of Saint-Jean-de-Braye ; l. 35 and 38 tell of none.
    chiffre = rendez_vous_locaux(vue_finale, groupe)
    assert (chiffre.minimum, chiffre.maximum) == (nombre, nombre)


def test_nothing_says_that_people_are_interviewed(donnees: Donnees) -> None:
    # S0 l. 47: « seront interrogés ».
    textes = list(donnees.table("diagnostics")["libelle"])
    textes += [_ligne(donnees, "etapes", "diagnostic")["description"]]
    assert [t for t in textes if "entretien" in t.lower()] == []


def test_steps_announced_for_all_are_planned_for_the_ten(
    vue_au: Callable[[date], Vue], donnees: Donnees
) -> None:
    lignes = donnees.table("avancement")
    territoires = set(donnees.table("territoires")["id"])
    for etape in PREVUES:
        siennes = lignes[(lignes["etape_id"] == etape) & (lignes["etat"] == "prévue")]
        assert set(siennes["territoire_id"]) == territoires, etape
        assert set(siennes["connu_le"]) == {"2021-11-14"} and set(siennes["date"]) == {""}
    connues = vue_au(date(2021, 11, 14)).connus("avancement")
    assert set(connues["etape_id"]) == CONNUES
    assert len(connues) == 40


def test_what_only_the_letter_says_is_not_known_before_it(donnees: Donnees) -> None:
    faits = donnees.table("faits_cohorte").set_index("id")
    for fait in ("nom", "porteur", "nombre-territoires", "duree-annoncee", "socle", "publics"):
        assert faits.loc[fait, "connu_le"] == "2021-11-14"


def test_bounds_of_the_groups_are_said(donnees: Donnees) -> None:
    groupes = donnees.table("groupes").set_index("id")["inference"]
    for groupe in ("nord", "nord-picardie"):
        assert "quatre au moins" in groupes[groupe] and "sept au plus" in groupes[groupe]
    for groupe in ("alpien", "centre", "occitanie"):
        assert "quatre au plus" in groupes[groupe]


def test_a_place_that_a_third_party_cites_is_a_deduction(donnees: Donnees) -> None:
    for territoire in ("beauvais", "vimy", "lomme"):
        assert _ligne(donnees, "territoires", territoire)["statut"] == "déduit"
    for perimetre in ("vimy-a", "lomme-a"):
        assert _ligne(donnees, "perimetres", perimetre)["statut"] == "déduit"
    assert _ligne(donnees, "delegations", "albigeois-bastides-reynes")["statut_categorie"] == (
        "indéterminé"
    )


def test_one_chapter_is_said_to_run_across(donnees: Donnees) -> None:
    # S3 l. 124: « de manière transverse », of chapter 7 alone.
    chapitres = donnees.table("chapitres")
    assert list(chapitres[chapitres["transverse"]]["id"]) == ["chapitre-7"]


def test_a_score_has_no_bound(donnees: Donnees) -> None:
    # S2: « Une vingtaine » ; W13: « une trentaine ».
    comptes = donnees.table("alliance").set_index("id")
    for compte in ("partenaires-2020", "organisations-2020-03"):
        assert comptes.loc[compte, ["valeur_min", "valeur_max"]].isna().all()


def test_no_person_is_rebuilt_from_an_address(donnees: Donnees) -> None:
    assert "dominique-dupuis" not in set(donnees.table("acteurs")["id"])
    assert _ligne(donnees, "chantiers_acteurs", "chantier-5-contact")["acteur_id"] == "ie-efc"


def test_a_row_declares_the_sources_that_it_reasons_from(donnees: Donnees) -> None:
    sources = donnees.table("sources").set_index("id")["partie_de"]
    fautes = []
    for nom, table in donnees.tables.items():
        if not {"source_id", "inference", "note"} <= set(table.columns):
            continue
        for ligne in table.astype("str").to_dict("records"):
            siennes = {ligne["source_id"], *ligne.get("autres_sources", "").split()}
            texte = f"{ligne['inference']} {ligne['note']}"
            # The geographic code goes by its usual name.
            dites = {*sources_nommees(donnees, texte), *(["COG"] if "COG" in texte else [])}
            tues = {s for s in dites if not {s, sources[s]} & siennes}
            fautes += [f"{nom} {ligne.get('id')} {s}" for s in sorted(tues)]
    assert fautes == []
