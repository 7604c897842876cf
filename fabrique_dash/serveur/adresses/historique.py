"""`/historique.atom` and `/historique.json`: what was published, as the page tells it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.publication.site import tenue_a_jour
from fabrique_dash.publication.site.demande import Demande, exiger, nommes, vue_demandee
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.redaction.flux_de_l_histoire import (
    ATOM,
    JSON,
    historique_en_atom,
    historique_en_json,
)
from fabrique_dash.redaction.histoire import (
    Histoire,
    colonne_a_choisir,
    filtre_demande,
    personne_a_choisir,
    raconter,
    rangee_a_choisir,
)
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.reserve import Fichier

_TYPES = {ATOM: "application/atom+xml; charset=utf-8", JSON: "application/json"}
Ecrire = Callable[[Demande, Histoire, str], bytes]


def routes_de_l_historique(service: Service) -> list[Route]:
    """Make the routes; what they give is never kept: an account that is erased has no name left."""

    def route(nom: str, ecrire: Ecrire) -> Route:
        def fabriquer(donnees: Donnees, requete: Request) -> Fichier:
            journal = journal_en_service() if donnees.publiee else None
            if journal is None:
                raise Introuvable(SANS_JOURNAL, ())
            demande = _demande(donnees, journal, requete)
            histoire = raconter(journal, filtre_demande(demande))
            return Fichier(ecrire(demande, histoire, service.racine(requete)), _TYPES[nom], nom)

        return service.route(f"/{nom}", fabriquer, garde=False)

    return [route(ATOM, historique_en_atom), route(JSON, historique_en_json)]


def _demande(donnees: Donnees, journal: Journal, requete: Request) -> Demande:
    """Read the address; the parameters are those of the page."""
    paires = requete.query_params.multi_items()
    lus = dict(paires)
    vue = vue_demandee(donnees, {n: v for n, v in lus.items() if n in ("date", "cohorte")})
    declares = tenue_a_jour.historique(vue)
    table, rangee = lus.get(tenue_a_jour.TABLE, ""), lus.get(tenue_a_jour.RANGEE, "")
    if table not in {p for d in declares if d.cle == tenue_a_jour.TABLE for p in d.permis}:
        table = ""  # told below
    parametres = [
        *declares,
        rangee_a_choisir(donnees, journal, table, rangee),
        colonne_a_choisir(donnees, table),
        personne_a_choisir(journal),
    ]
    nommes(paires, ["date", "cohorte", *(p.cle for p in parametres)])
    siens = {nom: valeur for nom, valeur in lus.items() if nom not in ("date", "cohorte")}
    return exiger(vue, siens, parametres)
