"""`/donnees/…`: the tables, the descriptor and the map, as files."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.rangees import retenues
from fabrique_dash.publication.site.demande import nommes, un_de, vue_demandee
from fabrique_dash.publication.site.noms import PREFIXE, en_ascii
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.publication.tables.geojson import territoires_geojson
from fabrique_dash.publication.tables.ouvertes import (
    CASES_LONGUES,
    CASES_LOURDES,
    CSV_EXCEL,
    FORMATS,
    ecrire_table,
    lisez_moi,
    paquet_publie,
    parametres_de,
    table_de,
    table_demandee,
)
from fabrique_dash.serveur.adresses.service import Service, Voie
from fabrique_dash.serveur.reserve import Fichier

_A_ENREGISTRER = frozenset({"csv", "parquet", "xlsx"})
_FORMAT = "format"


def routes_donnees(service: Service) -> list[Route]:
    """Make the routes; the first that fits answers."""
    return [
        service.route("/donnees/datapackage.json", _paquet),
        service.route("/donnees/territoires.geojson", _geojson),
        service.route("/donnees/{fichier:path}", _table, _voie),
    ]


def _nom(sujet: str, lus: Mapping[str, str], extension: str) -> str:
    """Name a file after all that it depends on, in ASCII whatever the address says."""
    suite = "".join(f"_{en_ascii(v)}" for cle, v in sorted(lus.items()) if cle != _FORMAT)
    return f"{PREFIXE}_{en_ascii(sujet)}{suite}.{extension}"


def _paquet(donnees: Donnees, requete: Request) -> Fichier:
    nommes(requete.query_params.multi_items(), ())
    return Fichier(paquet_publie(donnees), "application/json", "datapackage.json")


def _geojson(donnees: Donnees, requete: Request) -> Fichier:
    permis = ("date", "cohorte", "groupe", "territoire")
    lus = nommes(requete.query_params.multi_items(), permis)
    vue = vue_demandee(donnees, lus)
    lignes = territoires_sur_carte(vue)
    if "groupe" in lus:
        groupe = un_de("groupe", lus["groupe"], list(vue.groupes["id"]))
        lignes = retenues(lignes, (groupe in possibles for possibles in lignes["groupe_ids"]))
    if "territoire" in lus:
        lignes = lignes[
            lignes["id"] == un_de("territoire", lus["territoire"], list(vue.territoires["id"]))
        ]
    octets = territoires_geojson(vue, lignes)
    return Fichier(octets, "application/geo+json", _nom("territoires", lus, "geojson"))


def _voie(donnees: Donnees, requete: Request) -> Voie:
    """Tell where a table is written, by its size: some hold a row per municipality of France."""
    nom = str(requete.path_params["fichier"]).rpartition(".")[0]
    cases = donnees.tables[nom].size if nom in donnees.tables else 0
    if cases < CASES_LOURDES:
        return Voie.ICI
    return Voie.A_COTE if cases < CASES_LONGUES else Voie.LONGUE


def _table(donnees: Donnees, requete: Request) -> Fichier:
    nom, _, extension = str(requete.path_params["fichier"]).rpartition(".")
    if extension not in FORMATS:
        tables = [f"{table}.csv" for table in donnees.descripteur.tables]
        raison = f"Une table finit par {', '.join(f'.{e}' for e in FORMATS)}."
        raise Introuvable(raison, ["datapackage.json", "territoires.geojson", *tables])
    table, ecrit = table_de(donnees, nom), FORMATS[extension]
    permis = [*parametres_de(table), *([_FORMAT] if extension == "csv" else [])]
    lus = nommes(requete.query_params.multi_items(), permis)
    if _FORMAT in lus and un_de(_FORMAT, lus[_FORMAT], ["excel"]):
        ecrit = CSV_EXCEL
    lignes = table_demandee(donnees, table, lus)
    octets = ecrire_table(ecrit, lignes, lisez_moi(donnees, table, lus))
    fichier = _nom(nom, lus, extension)
    return Fichier(octets, ecrit.type_mime, fichier, extension in _A_ENREGISTRER)
