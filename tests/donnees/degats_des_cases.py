"""Damages to cells: what the schema forbids, and what only the rules can tell."""

from __future__ import annotations

from pathlib import Path

from tests.donnees.degats import Degat, Degradation, case
from tests.paquets import ajouter, changer_ou, lire

LISTE, VIDE, INCONNU = "liste permise", "vide alors", "n’existe pas dans"
CASES = (
    case("entier", "themes", 0, "ordre", "un", "nombre entier"),
    case("nombre", "faits_cohorte", 0, "valeur_nombre", "12,5", "nombre"),
    case("booléen", "cohortes", 2, "suivie", "oui", "vrai ou faux"),
    case("jour d’une colonne de dates", "sources", 0, "date_consultation", "2021-02-30", "date"),
    case("liste", "territoires", 0, "force_preuve", "forte", LISTE),
    case("statut", "etapes", 1, "statut", "sûr", LISTE),
    case("date à la française", "evenements", 0, "debut", "15/10/2021", "forme attendue"),
    case("heure", "evenements", 1, "heure_debut", "16h", "forme attendue"),
    case("adresse d’une page", "sources", 1, "url", "www.exemple.fr", "forme attendue"),
    case("code trop court", "participants", 0, "code_commune", "7640", "forme attendue"),
    case("chiffre exotique", "participants", 1, "siren", "20004217²", "forme attendue"),
    case("minimum", "cohortes", 1, "ordre", "0", "bornes"),
    case("case obligatoire", "acteurs", 1, "nom", "", VIDE),
    case("une case obligatoire", "preoccupations", 1, "libelle", "", VIDE),
    case("et l’autre de la même ligne", "preoccupations", 1, "horizon_annees", "", VIDE),
    case("clé vide", "interventions", 3, "id", "", VIDE),
    case("clé en double", "participants", 5, "id", "malaunay", "déjà celle de la ligne 2"),
    case("libellé en double", "themes", 3, "libelle", "Attractivité", "déjà celle de la ligne 2"),
    case("lien vers un CSV", "interventions", 0, "acteur_id", "personne", f"{INCONNU} acteurs"),
    case("lien vers un Parquet", "evenements", 3, "code_commune", "75999", f"{INCONNU} communes"),
    case("lien vers sa table", "sources", 0, "partie_de", "W99", f"{INCONNU} cette même table"),
    case("source inconnue", "rubriques", 0, "source_id", "W99", f"{INCONNU} sources"),
    case("année trop lointaine", "evenements", 3, "debut", "2202-03-12", "forme attendue"),
    case("jour trop ancien", "sources", 2, "date_consultation", "1021-11-23", "bornes"),
    case("chiffres d’ailleurs", "evenements", 5, "pas_avant", "٢٠٢١", "forme attendue"),
    case("maximum", "saisons", 1, "participants_annonces", "9" * 12, "bornes"),
    case("entier sans fin", "saisons", 2, "participants_annonces", "9" * 400, "nombre entier"),
    case("nombre infini", "alliance", 1, "valeur_min", "1e999", "nombre"),
    case("case sans fin", "paroles", 0, "idee", "a" * 140_000, "trop longue"),
    case("erreur du tableur", "acteurs", 5, "nom", "#NOM?", "erreur du tableur"),
    case("erreur à la place d’un nombre", "groupes", 2, "ordre", "#REF!", "erreur du tableur"),
)


def _groupe_d_ailleurs(dossier: Path) -> None:
    modele = lire(dossier, "groupes")[0]
    autre = {"id": "ailleurs", "nom": "Ailleurs", "cohorte_id": "occitanie-2024"}
    ajouter(dossier, "groupes", [modele | autre])
    changer_ou(dossier, "rattachements", "saint-jean-de-braye-centre", groupe_id="ailleurs")


def _etape_d_ailleurs(dossier: Path) -> None:
    modele = lire(dossier, "etapes")[0]
    ajouter(dossier, "etapes", [modele | {"id": "ailleurs", "cohorte_id": "occitanie-2024"}])
    changer_ou(dossier, "avancement", "saint-jean-de-braye-lancement", etape_id="ailleurs")


def _source_inutile(dossier: Path) -> None:
    modele = lire(dossier, "sources")[0]
    ajouter(
        dossier,
        "sources",
        [modele | {"id": "W97", "url": "https://exemple.fr/", "nom_court": "W97"}],
    )


def _sans_date(dossier: Path) -> None:
    changer_ou(dossier, "evenements", "cloture", pas_avant="")


def _cases(table: str, cle: str, **valeurs: str) -> Degradation:
    return lambda dossier: changer_ou(dossier, table, cle, **valeurs)


def _sans_inference(table: str, cle: str) -> Degradation:
    return lambda dossier: changer_ou(dossier, table, cle, inference="")


HORS_COHORTE = "il est de la cohorte occitanie-2024"
REGLES = (
    case(
        "fin avant début",
        "evenements",
        "cohorte-occitanie-2024-05-07",
        "fin",
        "2024-05-06",
        "précède",
    ),
    case("bornes à l’envers", "newsletters", "newsletter-2", "pas_apres", "2021-11", "précède"),
    case(
        "30 février",
        "evenements",
        "assemblee-allies-2022-12-14",
        "debut",
        "2021-02-30",
        "n’existe pas",
    ),
    case(
        "annonce après coup",
        "evenements",
        "chantier-4-2022-05-23",
        "annonce_le",
        "2022-06",
        "postérieure",
    ),
    case(
        "réalisé après la date du paquet",
        "evenements",
        "lancement-2021-10-15",
        "debut",
        "2027-03-12",
        "après la date du paquet (2026-11-29)",
    ),
    case(
        "connu après la date du paquet",
        "preoccupations",
        "alpien-1",
        "connu_le",
        "2027",
        "après la date du paquet",
    ),
    Degat(
        "fin avant le début, le même jour",
        _cases("evenements", "chantier-5-2022-06-07", heure_debut="20:00", heure_fin="01:30"),
        "evenements.csv",
        "chantier-5-2022-06-07",
        "heure_fin",
        "01:30",
        "la fin n’est pas après le début (20:00)",
    ),
    Degat(
        "une nuit sans lendemain",
        _cases("evenements", "chantier-1-2022-06-08", heure_debut="18:00", heure_fin="09:00"),
        "evenements.csv",
        "chantier-1-2022-06-08",
        "heure_fin",
        "09:00",
        "la fin n’est pas après le début (18:00)",
    ),
    case(
        "heure d’un mois",
        "evenements",
        "tenir-debout-2020-12",
        "heure_debut",
        "10:00",
        "jour précis",
    ),
    case(
        "heure de fin seule",
        "evenements",
        "assemblee-allies-2020-09-10",
        "heure_fin",
        "10:00",
        "sans heure de début",
    ),
    Degat(
        "sans date ni borne", _sans_date, "evenements.csv", "cloture", "pas_avant", "", "ni borne"
    ),
    Degat(
        "statut déduit",
        _sans_inference("themes", "demographie"),
        "themes.csv",
        "demographie",
        "inference",
        "",
        "n’est pas écrite",
    ),
    Degat(
        "date déduite",
        _sans_inference("evenements", "lancement-2021-10-15"),
        "evenements.csv",
        "lancement-2021-10-15",
        "inference",
        "",
        "statut_date vaut",
    ),
    case(
        "autre source inconnue", "etapes", "choix-projet", "autres_sources", "W98", "dans sources"
    ),
    case("source d’une divergence", "divergences", 0, "sources", "W98", "dans sources"),
    Degat(
        "source tue",
        _cases("evenements", "cloture", note="Lu dans «\u00a0Radio RVA, 2021\u00a0»."),
        "evenements.csv",
        "cloture",
        "note",
        "Radio RVA, 2021",
        "ne la déclare pas",
    ),
    Degat("source inutile", _source_inutile, "sources.csv", "W97", "id", "W97", "aucune ligne"),
    Degat(
        "groupe d’une autre cohorte",
        _groupe_d_ailleurs,
        "rattachements.csv",
        "saint-jean-de-braye-centre",
        "groupe_id",
        "ailleurs",
        HORS_COHORTE,
    ),
    Degat(
        "étape d’une autre cohorte",
        _etape_d_ailleurs,
        "avancement.csv",
        "saint-jean-de-braye-lancement",
        "etape_id",
        "ailleurs",
        HORS_COHORTE,
    ),
    case(
        "un groupe sûr parmi plusieurs",
        "rattachements",
        "arras-nord",
        "statut",
        "documenté",
        "plusieurs groupes",
    ),
    Degat(
        "sans nom mais documenté",
        _cases("territoires", "territoire-10", statut="documenté"),
        "territoires.csv",
        "territoire-10",
        "nom",
        "",
        "pas de nom",
    ),
    Degat(
        "nommé mais non documenté",
        _cases("territoires", "lomme", statut="non documenté"),
        "territoires.csv",
        "lomme",
        "nom",
        "Lomme",
        "pas de nom",
    ),
    case("aucune cohorte suivie", "cohortes", "2021-2022", "suivie", "false", "aucune cohorte"),
    case(
        "trop de territoires", "cohortes", "2021-2022", "territoires_attendus", "9", "en compte 10"
    ),
    case("code sans commune", "perimetres", "vimy-a", "code", "62999", "nature « commune »"),
    Degat(
        "code d’une autre nature",
        _cases("perimetres", "lomme-a", nature="commune"),
        "perimetres.csv",
        "lomme-a",
        "code",
        "59355",
        "nature « commune »",
    ),
    Degat(
        "code d’une autre commune que son périmètre",
        _cases("territoires", "saint-jean-de-braye", code_insee="62861"),
        "territoires.csv",
        "saint-jean-de-braye",
        "code_insee",
        "62861",
        "le périmètre du territoire en donne un autre (45284)",
    ),
    Degat(
        "code qui n’existe pas",
        _cases("territoires", "beauvais", code_insee="60999"),
        "territoires.csv",
        "beauvais",
        "code_insee",
        "60999",
        "d’aucune commune",
    ),
    Degat(
        "région qui n’existe pas",
        _cases("participants", "region-centre-val-de-loire", code_region="99"),
        "participants.csv",
        "region-centre-val-de-loire",
        "code_region",
        "99",
        "n’existe pas dans la table des communes",
    ),
    Degat(
        "région d’un autre département",
        _cases("participants", "puy-de-dome", code_region="24"),
        "participants.csv",
        "puy-de-dome",
        "code_region",
        "24",
        "en donnent un autre (84)",
    ),
    case(
        "groupe au nom près des capitales", "groupes", "centre", "nom", "OCCITANIE", "de la ligne 5"
    ),
    case(
        "territoire au nom près des capitales",
        "territoires",
        "vimy",
        "nom",
        "beauvais",
        "de la ligne 5",
    ),
    case("groupe du même nom", "groupes", "nord-picardie", "nom", "Nord", "de la ligne 3"),
    case("territoire de même numéro", "territoires", "vimy", "numero", "4", "de la ligne 5"),
    case("clé d’un Siren", "territoires", "arras", "siren", "200033578", "clé de contrôle"),
    case(
        "clé d’un Siren participant",
        "participants",
        "lorient",
        "siren",
        "200042175",
        "clé de contrôle",
    ),
    case(
        "lien de thème sans objet",
        "liens_themes",
        "economie-travail-e4-2",
        "balise_id",
        "",
        "nature « balise »",
    ),
    Degat(
        "lien de thème à deux objets",
        _cases("liens_themes", "economie-travail-e4-3", chantier_id="chantier-3"),
        "liens_themes.csv",
        "economie-travail-e4-3",
        "balise_id",
        "E4-3",
        "et elle seule",
    ),
    Degat(
        "adresse électronique",
        _cases("acteurs", "vincent-honore", description="Écrire à prenom.nom@exemple.fr."),
        "acteurs.csv",
        "vincent-honore",
        "description",
        "prenom.nom@exemple.fr",
        "adresse électronique",
    ),
)
