"""`/chiffres.json` and `/chiffres/<id>.json`: the figures with all their metadata."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.ailleurs.chiffres import chiffre_en_json, identifiants
from fabrique_dash.publication.site.demande import nommes, un_de, vue_demandee
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.reserve import Fichier

_JSON = "application/json"


def routes_chiffres(service: Service) -> list[Route]:
    """Make the routes of the figures."""
    return [
        service.route("/chiffres.json", _tous),
        service.route("/chiffres/{fichier:path}", _un),
    ]


def _ecrire(contenu: object, nom: str) -> Fichier:
    octets = json.dumps(contenu, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return Fichier(octets, _JSON, nom)


def _tous(donnees: Donnees, requete: Request) -> Fichier:
    lus = nommes(requete.query_params.multi_items(), ("date", "cohorte", "groupe"))
    vue = vue_demandee(donnees, lus)
    groupe = lus.get("groupe", "")
    if groupe:
        un_de("groupe", groupe, list(vue.groupes["id"]))
    chiffres = [chiffre_en_json(vue, ident) for ident in identifiants(vue, groupe)]
    entete = {"date_reference": vue.jour.isoformat(), "cohorte": vue.cohorte}
    return _ecrire({**entete, "chiffres": chiffres}, "chiffres.json")


def _un(donnees: Donnees, requete: Request) -> Fichier:
    nom, _, extension = str(requete.path_params["fichier"]).rpartition(".")
    lus = nommes(requete.query_params.multi_items(), ("date", "cohorte"))
    vue = vue_demandee(donnees, lus)
    if extension != "json":
        raise Introuvable("L’adresse d’un chiffre finit par .json.", identifiants(vue))
    return _ecrire(chiffre_en_json(vue, nom), f"{nom}.json")
