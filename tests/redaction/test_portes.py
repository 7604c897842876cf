"""Each door asks for little, and writes whole rows that the real validation accepts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.journal.brouillons import proposer_les_brouillons
from fabrique_dash.journal.cases import ecrire_la_cle, retrait
from fabrique_dash.journal.publication import publier
from fabrique_dash.redaction.ce_qui_se_dit import etapes_a_dire, nom_du_lieu, territoires_sans_nom
from fabrique_dash.redaction.champs_de_la_porte import champs_de_la_porte
from fabrique_dash.redaction.portes import APPUI_RANGEE, APPUI_TABLE, CHERCHE, LIEUX, porte
from fabrique_dash.redaction.typee import Lieu, Saisie
from tests.journal.essais import ecrire, sain
from tests.redaction.essais import NOUVELLE, PREUVE, TEXTE, Essai

BRAYE, ARRAS = "commune:45284", "epci:200033579"
REUNION = {"titre": "Réunion d’été à Œuilly", "genre": "séance", "debut": "2027-06-14"}
NOM = {"preuve": "Un compte rendu le cite.", "force_preuve": "directe"} | PREUVE
PAROLE = {"fonction": "élue", "structure": "Arras", "idee": "Aller voir ailleurs."} | PREUVE


def _champs(essai: Essai, typee: Saisie) -> list[str]:
    tout = essai.ecrites(typee)
    ouvre = porte(typee.lieu.porte)
    champs = champs_de_la_porte(essai.publiees, ouvre, typee, tout.proposes, {})
    return [c.nom for c in champs]


def test_a_meeting_is_announced_with_an_identifier_that_nobody_is_asked_for(essai: Essai) -> None:
    lieu = essai.lieu("annonce")
    typee = essai.taper(lieu, {**REUNION, CHERCHE: "braye", LIEUX: BRAYE, **PREUVE})
    assert not essai.erreurs(typee)
    assert {"id", "realisation", "annonce_le", "cohorte_id"}.isdisjoint(_champs(essai, typee))
    assert essai.publier(lieu).publication == 2
    neuve = essai.rangees("evenements")["reunion-d-ete-a-oeuilly-2027-06-14"]
    assert neuve["realisation"] == "annoncé" and neuve["annonce_le"] == "2022-06-20"
    assert (neuve["cohorte_id"], neuve["couloir"]) == ("2021-2022", "programme")
    assert (neuve["code_commune"], neuve["lieu"]) == ("45284", "Saint-Jean-de-Braye")
    assert essai.rangees("sources")[neuve["source_id"]]["titre"] == NOUVELLE["titre"]
    homonyme = essai.ecrites(essai.taper(lieu, {**REUNION, "source_id": "S0"})).rangees[0]
    assert homonyme.apres["id"] == "reunion-d-ete-a-oeuilly-2027-06-14-2"


def test_a_meeting_without_a_day_or_that_is_over_is_told_under_its_date(essai: Essai) -> None:
    lieu = essai.lieu("annonce")
    sans_date = essai.erreurs(essai.taper(lieu, {"titre": "Réunion", "genre": "séance", **PREUVE}))
    assert "obligatoire" in sans_date.rangee["debut"]
    passee = essai.erreurs(essai.taper(lieu, {"debut": "2021-01-05"}))
    assert "l’annonce est postérieure à l’événement" in passee.rangee["debut"]


def test_a_step_is_one_that_nobody_has_said_crossed(essai: Essai) -> None:
    a_dire = etapes_a_dire(essai.publiees)
    cle = ecrire_la_cle(["arras", "diagnostic"])
    assert a_dire[cle] == "Communauté urbaine d’Arras — Diagnostic"
    assert ecrire_la_cle(["arras", "choix-projet"]) not in a_dire
    lieu = essai.lieu("etape", cle)
    assert not essai.erreurs(essai.taper(lieu, {"date": "2022-05", **PREUVE}))
    assert essai.publier(lieu).publication == 2
    neuve = essai.rangees("avancement")["arras-diagnostic"]
    assert (neuve["etat"], neuve["portee"], neuve["connu_le"]) == (
        "franchie",
        "territoire",
        "2022-06-20",
    )
    assert cle not in etapes_a_dire(essai.publiees)
    assert nom_du_lieu(essai.publiees, lieu) == a_dire[cle]


def test_naming_a_territory_writes_its_row_its_perimeter_and_its_group(essai: Essai) -> None:
    cle = ecrire_la_cle(["territoire-8"])
    assert territoires_sans_nom(essai.publiees)[cle] == "Territoire n°\u00a08"
    lieu = essai.lieu("nom", cle)
    groupe = {"rattachements.groupe_id": "alpien", "rattachements.statut": "documenté"}
    typee = essai.taper(lieu, {CHERCHE: "braye", LIEUX: BRAYE, "nom": "Le huitième"} | groupe | NOM)
    assert not essai.erreurs(typee)
    assert essai.publier(lieu).publication == 2
    nomme = essai.rangees("territoires")["territoire-8"]
    assert (nomme["nom"], nomme["type_territoire"]) == ("Le huitième", "commune")
    assert (nomme["code_insee"], nomme["siren"], nomme["inference"]) == ("45284", "", "")
    perimetre = essai.rangees("perimetres")["territoire-8-a"]
    assert (perimetre["code"], perimetre["libelle_hypothese"]) == ("45284", "la commune")
    assert essai.rangees("rattachements")["territoire-8-alpien"]["source_id"] == nomme["source_id"]
    assert cle not in territoires_sans_nom(essai.publiees)
    assert nom_du_lieu(essai.publiees, lieu) == "Le huitième"


def test_a_territory_of_several_places_has_a_row_for_each(essai: Essai) -> None:
    lieu = essai.lieu("nom", ecrire_la_cle(["territoire-9"]))
    plusieurs = {LIEUX: f"{ARRAS}|{BRAYE}", "nom": "Le pays", "type_territoire": "pays"}
    assert not essai.erreurs(essai.taper(lieu, plusieurs | NOM))
    assert essai.publier(lieu).publication == 2
    siens = [
        p for p in essai.rangees("perimetres").values() if p["territoire_id"] == "territoire-9"
    ]
    assert {(p["nature"], p["code"], p["libelle_hypothese"]) for p in siens} == {
        ("epci", "200033579", "2\u00a0lieux"),
        ("commune", "45284", "2\u00a0lieux"),
    }
    assert essai.rangees("territoires")["territoire-9"]["siren"] == ""


def test_a_place_that_is_searched_and_not_chosen_is_told(essai: Essai) -> None:
    lieu = essai.lieu("nom", ecrire_la_cle(["territoire-8"]))
    dites = essai.erreurs(
        essai.taper(lieu, {CHERCHE: "beauvais", "nom": "Le Beauvaisis"} | NOM)
    ).rangee
    assert "aucun lieu n’est retenu" in dites[LIEUX] and "nom" not in dites
    homonyme = essai.erreurs(essai.taper(lieu, {CHERCHE: "", "nom": "VIMY"})).rangee
    assert "la ligne 6, dans la même cohorte" in homonyme["nom"] and LIEUX not in homonyme


def test_a_group_that_is_deduced_says_how(essai: Essai) -> None:
    lieu = essai.lieu("nom", ecrire_la_cle(["territoire-8"]))
    groupe = {"rattachements.groupe_id": "alpien", "rattachements.statut": "déduit"}
    typee = essai.taper(lieu, {LIEUX: BRAYE} | groupe | NOM)
    assert "rattachements.inference" in _champs(essai, typee)
    dites = essai.erreurs(typee).rangee
    assert "la déduction n’est pas écrite" in dites["rattachements.inference"]


@pytest.mark.parametrize("acteur", ["nadege-noury", "+"])
def test_what_somebody_says_makes_who_says_it_if_need_be(essai: Essai, acteur: str) -> None:
    lieu = essai.lieu("parole")
    neuf = {"acteurs.nom": "Zoé Essai", "acteurs.nature": "personne"} if acteur == "+" else {}
    typee = essai.taper(lieu, {"acteur_id": acteur} | neuf | PAROLE)
    assert not essai.erreurs(typee) and ("acteurs.nom" in _champs(essai, typee)) == bool(neuf)
    assert essai.publier(lieu, verifier if neuf else sain).publication == 2
    qui = "zoe-essai" if neuf else acteur
    dite = essai.rangees("paroles")[qui]
    assert (dite["acteur_id"], dite["connu_le"]) == (qui, "2022-06-20")
    assert ("zoe-essai" in essai.rangees("acteurs")) == bool(neuf)


def test_nobody_is_made_twice(essai: Essai) -> None:
    double = {"acteur_id": "+", "acteurs.nom": "NADEGE noury", "acteurs.nature": "personne"}
    dites = essai.erreurs(essai.taper(essai.lieu("parole"), double | PAROLE)).rangee
    assert "déjà dans la liste" in dites["acteurs.nom"]


def test_a_letter_that_left_is_its_own_source(essai: Essai) -> None:
    lieu = essai.lieu("lettre")
    lettre = {"titre": "Tenir", "date_parution": "2022-08-01"}
    typee = essai.taper(lieu, lettre)
    tout = essai.ecrites(typee)
    assert tout.proposes["numero"] == "5" and not essai.erreurs(typee)
    assert tout.source_proposee["nom_court"] == "Newsletter n°\u00a05"
    assert essai.publier(lieu).publication == 2
    neuve = essai.rangees("newsletters")["newsletter-5"]
    assert (neuve["ordre"], neuve["connu_le"], neuve["numero"]) == ("6", "2022-08-01", "5")
    source = essai.rangees("sources")[neuve["source_id"]]
    assert (source["type"], source["producteur"]) == ("newsletter", "Territoires Audacieux")
    assert source["date_publication"] == "2022-08-01" and source["titre"] == "Tenir"


def test_a_source_says_what_it_serves(essai: Essai) -> None:
    lieu = essai.lieu("source")
    seule = essai.erreurs(essai.taper(lieu, NOUVELLE)).rangee
    assert set(seule) == {APPUI_TABLE, APPUI_RANGEE}
    ailleurs = {APPUI_TABLE: "themes", APPUI_RANGEE: ecrire_la_cle(["vimy"])}
    assert set(essai.erreurs(essai.taper(lieu, ailleurs)).rangee) == {APPUI_RANGEE}
    appui = {APPUI_TABLE: "territoires", APPUI_RANGEE: ecrire_la_cle(["vimy"])}
    assert not essai.erreurs(essai.taper(lieu, appui))
    assert essai.publier(lieu).publication == 2
    assert essai.rangees("territoires")["vimy"]["autres_sources"] == "COG M1"
    assert essai.rangees("sources")["M1"]["nom_court"] == NOUVELLE["nom_court"]
    prise = essai.erreurs(essai.taper(lieu, NOUVELLE | appui)).rangee["nom_court"]
    assert "cette clé est déjà celle de la ligne" in prise


def test_what_waits_for_a_review_keeps_its_identifiers(essai: Essai) -> None:
    def proposer(lieu: Lieu, champs: Mapping[str, str], source: Mapping[str, str]) -> str:
        essai.taper(lieu, champs, source)
        return proposer_les_brouillons(essai.journal, essai.compte, [essai.preparer(lieu)], TEXTE)

    qui = {"acteur_id": "nadege-noury"} | PAROLE
    seconde = {**NOUVELLE, "titre": "Un autre compte rendu", "nom_court": "Autre, 2022"}
    deux = [proposer(essai.lieu("parole"), qui, source) for source in (NOUVELLE, seconde)]
    assert proposer(essai.lieu("lettre"), {"titre": "Tenir"}, NOUVELLE)
    for proposition in deux:
        assert publier(essai.journal, proposition, essai.compte, sain).publication
    sources = essai.rangees("sources")
    assert {sources[c]["titre"] for c in ("M1", "M2")} == {NOUVELLE["titre"], seconde["titre"]}
    paroles = essai.rangees("paroles")
    assert [paroles[p]["source_id"] for p in ("nadege-noury", "nadege-noury-2")] == ["M1", "M2"]
    autre = essai.ecrites(essai.taper(essai.lieu("lettre"), {"titre": "Durer"})).rangees[0]
    assert autre.apres["id"] == "newsletter-5-2"


def test_what_an_inference_names_is_declared(essai: Essai) -> None:
    lieu = essai.lieu("etape", ecrire_la_cle(["arras", "diagnostic"]))
    deduit = {
        "source_id": "W5",
        "statut": "déduit",
        "inference": "Selon «\u00a0Newsletter n°\u00a01\u00a0».",
    }
    essai.taper(lieu, deduit)
    assert essai.publier(lieu, sain).publication == 2
    assert essai.rangees("avancement")["arras-diagnostic"]["autres_sources"] == "S0"


def test_a_second_try_leaves_nothing_of_the_first(essai: Essai) -> None:
    lieu = essai.lieu("annonce")
    essai.taper(lieu, {**REUNION, "fin": "2027-06-15", "source_id": "S0", "statut": "documenté"})
    essai.preparer(lieu)
    essai.taper(lieu, {"titre": "Autre réunion", "fin": ""})
    essai.preparer(lieu)
    essai.taper(lieu, {"contenu": "À distance."})
    assert essai.publier(lieu, sain).publication == 2
    neuves = set(essai.rangees("evenements")) - set(essai.donnees.table("evenements")["id"])
    assert neuves == {"autre-reunion-2027-06-14"}
    assert essai.rangees("evenements")["autre-reunion-2027-06-14"]["fin"] == ""


def test_any_table_proposes_an_identifier_too(essai: Essai) -> None:
    lieu = essai.lieu("table")
    lieu = type(lieu)("table", "themes", "")
    tout = essai.ecrites(essai.taper(lieu, {"libelle": "L’eau, partout"}))
    assert tout.proposes["id"] == "l-eau-partout" == tout.rangees[0].apres["id"]


@pytest.mark.parametrize("porte_", ["nom", "table"])
def test_a_row_that_was_taken_away_since_is_not_written_back(essai: Essai, porte_: str) -> None:
    cle = ecrire_la_cle(["territoire-8"])
    lieu = Lieu(porte_, "territoires", cle)
    essai.taper(lieu, {"nom": "Le huitième"} | NOM)
    avant = essai.publiees.rangee("territoires", cle)
    assert avant is not None
    ecrire(essai.journal, *retrait("territoires", cle, avant))
    assert essai.erreurs(essai.taper(lieu, {"note": "Encore."}))
    essai.publier(lieu, sain)
    assert "territoire-8" not in essai.rangees("territoires")
    assert nom_du_lieu(essai.publiees, lieu) == "une rangée que quelqu’un a ôtée depuis"
