"""`/agenda.ics` and `/flux.atom`: feeds to subscribe to, about what is known today."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, derniere_date_documentee
from fabrique_dash.publication.flux.agenda import agenda, agenda_du_groupe
from fabrique_dash.publication.flux.atom import atom
from fabrique_dash.publication.site.parametres import demande, un_de, vue_demandee
from fabrique_dash.serveur.adresses.reponses import Fichier
from fabrique_dash.serveur.adresses.service import Service

_ICS = "text/calendar; charset=utf-8"


def routes_flux(service: Service) -> list[Route]:
    """Make the routes of the feeds."""

    def calendrier(donnees: Donnees, requete: Request) -> Fichier:
        lus = demande(requete.query_params.multi_items(), ("date", "cohorte", "groupe"))
        vue = _vue_du_jour(service, donnees, lus)
        if "groupe" not in lus:
            octets = agenda(vue, evenements_dates(vue), service.racine(requete))
            return Fichier(octets, _ICS, "agenda.ics")
        groupe = un_de("groupe", lus["groupe"], list(vue.groupes["id"]))
        octets = agenda(vue, agenda_du_groupe(vue, groupe), service.racine(requete), groupe)
        return Fichier(octets, _ICS, f"agenda-{groupe}.ics")

    def nouvelles(donnees: Donnees, requete: Request) -> Fichier:
        lus = demande(requete.query_params.multi_items(), ("date", "cohorte"))
        octets = atom(_vue_du_jour(service, donnees, lus), service.racine(requete))
        return Fichier(octets, "application/atom+xml; charset=utf-8", "flux.atom")

    return [service.route("/agenda.ics", calendrier), service.route("/flux.atom", nouvelles)]


def _vue_du_jour(service: Service, donnees: Donnees, lus: dict[str, str]) -> Vue:
    """Point of view of a feed: what is known today, and never less than the pages show."""
    cohorte = vue_demandee(donnees, lus).cohorte
    defaut: date = max(service.aujourdhui(), derniere_date_documentee(donnees, cohorte))
    return vue_demandee(donnees, lus, defaut)
