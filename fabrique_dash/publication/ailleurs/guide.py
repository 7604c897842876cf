"""The stable addresses, told in French with examples: what the page « Données » documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.publication.site.adresses import avec_parametres
from fabrique_dash.publication.site.references import Mentions
from fabrique_dash.publication.tables.ouvertes import FORMATS


@dataclass(frozen=True)
class Usage:
    """One kind of address: what it gives, its form, an example, the parameters it takes."""

    donne: str
    forme: str
    exemple: str
    parametres: str


USAGES = (
    Usage(
        "Une table",
        "donnees/<table>.csv, .json, .parquet ou .xlsx",
        "donnees/preoccupations.json?groupe=nord&date=2021-11-30",
        "date, cohorte, groupe, territoire, selon la table\u202f; format=excel pour un CSV à "
        "points-virgules",
    ),
    Usage("Le descripteur", "donnees/datapackage.json", "donnees/datapackage.json", "aucun"),
    Usage(
        "Les territoires sur une carte",
        "donnees/territoires.geojson",
        "donnees/territoires.geojson?groupe=occitanie",
        "date, cohorte, groupe, territoire",
    ),
    Usage(
        "Tous les chiffres", "chiffres.json", "chiffres.json?groupe=nord", "date, cohorte, groupe"
    ),
    Usage(
        "Un chiffre",
        "chiffres/<identifiant>.json",
        "chiffres/territoires_annonces.json",
        "date, cohorte",
    ),
    Usage(
        "Un chiffre à montrer ailleurs",
        "integrer/<identifiant>",
        "integrer/territoires_annonces",
        "date, cohorte",
    ),
    Usage(
        "Une image (carte, frise, frise-condensee, intervalles, matrice, chiffre, referentiel, "
        "participants)",
        "images/<image>.svg ou .png",
        "images/carte.png?groupes=nord&echelle=2",
        "date, cohorte\u202f; groupes et couches pour la carte\u202f; couloirs, genres, etats et "
        "annees pour la frise\u202f; mesure et groupes pour intervalles\u202f; chiffre\u202f; "
        "enjeu pour referentiel\u202f; saison pour participants\u202f; echelle=2 pour un PNG de "
        "2400 pixels de large",
    ),
    Usage(
        "L’image du périmètre d’un territoire",
        "images/perimetre.svg ou .png",
        "images/perimetre.png?territoire=vimy",
        "date, cohorte, territoire\u202f; echelle=2 pour un PNG de 2400 pixels de large",
    ),
    Usage(
        "Une image à montrer ailleurs",
        "integrer/<image>",
        "integrer/matrice",
        "date, cohorte, et les filtres de l’image, sans echelle",
    ),
    Usage(
        "La note de suivi, en deux pages A4",
        "notes/suivi.pdf ou .docx",
        "notes/suivi.pdf?date=2021-11-30&depuis=2021-10-31",
        "date, cohorte\u202f; depuis, la date avec laquelle comparer (un mois plus tôt sinon)",
    ),
    Usage(
        "La fiche d’un territoire, en deux pages A4",
        "fiches/<territoire>.pdf",
        "fiches/vimy.pdf",
        "date, cohorte",
    ),
    Usage(
        "L’agenda",
        "agenda.ics",
        "agenda.ics?groupe=nord",
        "date, cohorte, groupe\u202f; couloirs, etats, genres et annees comme pour la frise",
    ),
    Usage("Ce qui est devenu connu", "flux.atom", "flux.atom", "date, cohorte"),
    Usage("L’état du service", "sante", "sante", "aucun"),
)

# Where there is a journal.
USAGES_DU_JOURNAL = (
    Usage(
        "Ce qui a été publié, pour un lecteur de flux ou un programme",
        "historique.atom, historique.json",
        "historique.json?table=evenements",
        "table, rangee, personne, depuis, jusqu-a, avant, comme sur la page Historique\u202f; "
        "date et cohorte pour les liens",
    ),
)


def adresses_d_une_table(table: Table, parametres: Mapping[str, str]) -> list[tuple[str, str]]:
    """List the addresses of a table, one for each form.

    Args:
        table: the table's description.
        parametres: date and filters; empty for the whole table.

    Returns:
        (name of the form, address below the application's root).
    """
    adresses = [
        (f.nom, avec_parametres(f"donnees/{table.nom}.{f.extension}", parametres))
        for f in FORMATS.values()
    ]
    excel = avec_parametres(f"donnees/{table.nom}.csv", {**parametres, "format": "excel"})
    return [*adresses, ("CSV pour Excel (;)", excel)]


def citation(dit: Mentions, adresse: str) -> str:
    """Write how to cite the data: producer, title, version, date, address, licence."""
    return (
        f"{dit.producteur}, «\u00a0{dit.titre}\u00a0», version {dit.version}, mise à jour du "
        f"{dit.mise_a_jour}, {adresse}, {dit.licence}."
    )
