"""The sheet of a territory: what is known at a date, what is not, and where to write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.chiffres.fiche.alentours import RAYON_KM, alentours, lieux_de_memoire
from fabrique_dash.chiffres.fiche.champs import Champ, table_des_champs
from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.chiffres.fiche.histoire import (
    contexte,
    delegation,
    groupe,
    parcours,
    paroles,
    rendez_vous,
    resume_du_parcours,
)
from fabrique_dash.chiffres.fiche.identite import identite, populations_par_annee
from fabrique_dash.chiffres.fiche.lacunes import lacunes
from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.recherche.situation import situation_du_territoire
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, vue
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE
from tests.sortes import TERRITOIRE, Sorte, nommer

pytestmark = pytest.mark.matrice

VEILLE, LANCEMENT, ETE = date(2021, 10, 14), date(2021, 10, 15), date(2022, 8, 29)
INCONNUS = [f"territoire-{n}" for n in range(7, 11)]
VueAu = Callable[[date], Vue]


def _par_titre(champs: tuple[Champ, ...]) -> dict[str, Champ]:
    return {c.champ: c for c in champs}


def test_identity_says_place_and_year_of_the_population(vue_finale: Vue) -> None:
    champs = _par_titre(identite(vue_finale, "saint-jean-de-braye"))
    assert champs["Code"].valeur == "Insee\u00a045284"
    assert champs["Département"].valeur == "Loiret"
    assert champs["Région"].valeur == "Centre-Val de Loire"
    assert champs["Intercommunalité"].valeur == "Orléans Métropole"
    assert champs["Population"].valeur == "23\u202f147\u00a0habitants (2023)"
    assert champs["Superficie"].valeur.startswith("environ ")


def test_both_perimeters_of_beauvais_are_told(vue_finale: Vue) -> None:
    champs = _par_titre(identite(vue_finale, "beauvais"))
    for titre in ("Périmètre", "Code", "Population"):
        assert "la Ville" in champs[titre].valeur and "l’agglomération" in champs[titre].valeur
        assert champs[titre].statut == "indéterminé"
    assert champs["Département"].valeur == "Oise"
    assert champs["Département"].statut == "documenté"


def test_members_of_a_grouping_are_named_with_their_codes(vue_finale: Vue) -> None:
    champs = _par_titre(identite(vue_finale, "albigeois-bastides"))
    assert champs["Code"].statut == "non documenté"
    assert champs["Membres"].valeur.count("SIREN\u00a0") == 5
    assert champs["Membres"].statut == "déduit"


def test_a_grouping_is_in_all_the_departements_of_its_communes(donnees: Donnees) -> None:
    sorte = Sorte("Grand Paris", "métropole", (("epci", "200054781"),))
    seen = vue(nommer(donnees, sorte), COHORTE, date(2022, 12, 31))
    dit = _par_titre(identite(seen, TERRITOIRE))["Département"].valeur
    assert "Paris" in dit and "Seine-Saint-Denis" in dit
    assert situation_du_territoire(seen, TERRITOIRE).dans("département", "93")
    champs = _par_titre(identite(seen, "albigeois-bastides"))
    assert champs["Département"].valeur == "Tarn"


def test_lomme_is_never_added_to_lille(vue_finale: Vue) -> None:
    champs = _par_titre(identite(vue_finale, "lomme"))
    assert champs["Population"].valeur == "27\u202f483\u00a0habitants (2017)"
    assert champs["Population"].statut == "déduit"
    assert populations_par_annee(vue_finale, "lomme").empty
    assert "Lille" not in voisins(vue_finale, "lomme")
    assert {"Capinghem", "Lambersart", "Sequedin"} <= set(voisins(vue_finale, "lomme"))


def test_a_year_that_one_part_lacks_is_left_out(vue_finale: Vue, donnees: Donnees) -> None:
    perimetres = donnees.table("perimetres")
    codes = perimetres[perimetres["territoire_id"] == "albigeois-bastides"]["code"]
    series = donnees.table("populations")
    series = series[series["code"].isin(codes)]
    completes = series.groupby("annee")["code"].nunique()
    lignes = populations_par_annee(vue_finale, "albigeois-bastides").set_index("annee")
    assert list(lignes.index) == list(completes[completes == len(codes)].index)
    assert 2016 not in lignes.index
    somme = series[series["annee"] == 2022]["population_perimetre_actuel"].sum()
    assert lignes.loc[2022, "population"] == somme


def test_groups_and_their_reasons(vue_finale: Vue) -> None:
    vimy = groupe(vue_finale, "vimy")
    assert [c.valeur for c in vimy if c.champ == "Groupe possible"] == ["Nord", "Nord-Picardie"]
    assert all(c.precision for c in vimy if c.champ == "Groupe possible")
    centre = groupe(vue_finale, "saint-jean-de-braye")
    assert [c.champ for c in centre].count("Préoccupation du groupe") == 3
    assert centre[-1].champ == "Réserve du territoire"


def test_reservation_and_people_wait_for_the_letter(vue_au: VueAu) -> None:
    le_jour_meme = vue_au(LANCEMENT)
    assert "Réserve du territoire" not in _par_titre(groupe(le_jour_meme, "saint-jean-de-braye"))
    assert paroles(le_jour_meme, "saint-jean-de-braye") == ()
    membres = delegation(le_jour_meme, "saint-jean-de-braye")
    assert [c.statut for c in membres] == ["non documenté"] * 4
    apres = delegation(vue_au(date(2021, 11, 14)), "saint-jean-de-braye")
    assert [c.champ for c in apres if c.statut != "non documenté"] == [
        "Élus",
        "Agents de la collectivité",
    ]


def test_steps_follow_the_date(vue_au: VueAu) -> None:
    assert parcours(vue_au(VEILLE), "saint-jean-de-braye") == ()
    jour = _par_titre(parcours(vue_au(LANCEMENT), "saint-jean-de-braye"))
    assert jour["Lancement"].valeur == "franchie (15\u00a0octobre 2021)"
    ete = parcours(vue_au(ETE), "saint-jean-de-braye")
    assert resume_du_parcours(ete) == ("2\u00a0étapes sur 8 sont documentées pour ce territoire.")
    projet = _par_titre(ete)["Choix du projet"]
    assert "sans les nommer" in projet.precision


def test_sessions_own_and_common(vue_au: VueAu) -> None:
    seen = vue_au(date(2021, 11, 14))
    dates = rendez_vous(seen, "saint-jean-de-braye")
    assert dates["siens"][0] == "saint-jean-de-braye-2021-11-15"
    assert dates["dernier"] == ("lancement-2021-10-15",)
    assert len(dates["prochain"]) == 1
    assert rendez_vous(seen, "vimy")["siens"] == ()


def test_local_context_hides_what_is_dated_later(vue_au: VueAu) -> None:
    avant = [c.champ for c in contexte(vue_au(date(2019, 6, 5)), "arras")]
    apres = [c.champ for c in contexte(vue_au(date(2019, 6, 6)), "arras")]
    assert "La communauté urbaine en chiffres" not in avant
    assert "La communauté urbaine en chiffres" in apres
    sans_date = _par_titre(contexte(vue_au(VEILLE), "lomme"))
    assert all(c.precision.startswith("Date non documentée.") for c in sans_date.values())


def test_memory_is_near_or_nearest(vue_finale: Vue) -> None:
    lomme = alentours(vue_finale, "lomme")
    assert lomme[0].champ == "Université catholique de Lille"
    assert len(lomme) > 2
    seuls = alentours(vue_finale, "albigeois-bastides")
    assert len(seuls) == 1
    assert int(seuls[0].valeur.split("\u00a0")[0]) > RAYON_KM
    assert all("vol d’oiseau" in c.valeur for c in lomme + seuls)


def test_memory_of_a_season_waits_for_its_end(vue_au: VueAu) -> None:
    lieux = lieux_de_memoire(vue_au(date(2019, 3, 30)))
    assert not (lieux["quoi"] == "Villes pairs, saison 1").any()
    lieux = lieux_de_memoire(vue_au(date(2019, 3, 31)))
    assert (lieux["quoi"] == "Villes pairs, saison 1").sum() == 4


@pytest.mark.parametrize("territoire", INCONNUS)
def test_undocumented_sheet_says_what_is_known_and_leaves_no_empty_heading(
    vue_finale: Vue, territoire: str
) -> None:
    champs = champs_de_la_fiche(vue_finale, territoire)
    assert {c.rubrique for c in champs} == {
        "Identité",
        "Où il en est",
        "Rendez-vous",
        "Ce que nous ne savons pas encore",
    }
    manques = lacunes(vue_finale, territoire)
    assert {"Nom", "Type", "Périmètre", "Groupe"} <= set(manques["champ"])


def test_each_gap_names_a_real_file_and_real_columns(vue_finale: Vue, donnees: Donnees) -> None:
    for territoire in vue_finale.territoires["id"]:
        for _, manque in lacunes(vue_finale, territoire).iterrows():
            table = donnees.table(str(manque["fichier"]).removesuffix(".csv"))
            mots = str(manque["colonne"]).split("(")[0].replace(" ou ", ", ").split(", ")
            assert {m.strip() for m in mots} <= set(table.columns)


def test_gaps_close_when_the_data_comes(vue_au: VueAu) -> None:
    avant = lacunes(vue_au(LANCEMENT), "saint-jean-de-braye")["champ"].to_list()
    apres = lacunes(vue_au(ETE), "saint-jean-de-braye")["champ"].to_list()
    assert "Paroles et attentes" in avant and "Paroles et attentes" not in apres


@pytest.mark.parametrize("jour", [VEILLE, LANCEMENT, ETE, date(2035, 12, 31)], ids=str)
def test_fields_are_complete_and_lead_somewhere(vue_au: VueAu, jour: date) -> None:
    seen = vue_au(jour)
    sources = set(seen.donnees.table("sources")["id"])
    for territoire in seen.territoires["id"]:
        champs = champs_de_la_fiche(seen, territoire)
        for c in champs:
            assert c.valeur and c.champ
            assert c.statut in {"documenté", "déduit", "indéterminé", "non documenté"}
            assert set(c.sources) <= sources
            assert c.objet is None or c.objet[1] in objets(seen, c.objet[0])
        assert len(table_des_champs(champs)) == len(champs)


def test_words_made_here_are_well_typed(vue_finale: Vue) -> None:
    for territoire in vue_finale.territoires["id"]:
        for c in champs_de_la_fiche(vue_finale, territoire):
            assert fautes_de_typographie(c.champ) == [], c.champ


def test_unknown_territory_is_refused(vue_finale: Vue) -> None:
    with pytest.raises(KeyError):
        champs_de_la_fiche(vue_finale, "atlantide")
