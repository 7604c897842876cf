"""`/agenda.ics` and `/flux.atom`: feeds to subscribe to, about what is known today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.chiffres.tables.frise import filtrer
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, derniere_date_documentee
from fabrique_dash.publication.flux.agenda import agenda, agenda_du_groupe
from fabrique_dash.publication.flux.atom import atom
from fabrique_dash.publication.site.demande import exiger, nommes, un_de, vue_demandee
from fabrique_dash.publication.site.frise_demandee import (
    FILTRES_DE_LA_FRISE,
    filtre_de_la_frise,
    parametres_de_la_frise,
)
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.reserve import Fichier

_ICS = "text/calendar; charset=utf-8"


def routes_flux(service: Service) -> list[Route]:
    """Make the routes of the feeds."""

    def calendrier(donnees: Donnees, requete: Request) -> Fichier:
        permis = ("date", "cohorte", "groupe", *FILTRES_DE_LA_FRISE)
        lus = nommes(requete.query_params.multi_items(), permis)
        vue = _vue_du_jour(service, donnees, lus)
        lignes = _comme_sur_la_frise(vue, lus)
        if "groupe" not in lus:
            octets = agenda(vue, lignes, service.racine(requete))
            return Fichier(octets, _ICS, "agenda.ics")
        groupe = un_de("groupe", lus["groupe"], list(vue.groupes["id"]))
        siens = agenda_du_groupe(vue, groupe)
        siens = siens[siens["id"].isin(lignes["id"])]
        octets = agenda(vue, siens, service.racine(requete), groupe)
        return Fichier(octets, _ICS, f"agenda-{groupe}.ics")

    def nouvelles(donnees: Donnees, requete: Request) -> Fichier:
        lus = nommes(requete.query_params.multi_items(), ("date", "cohorte"))
        octets = atom(_vue_du_jour(service, donnees, lus), service.racine(requete))
        return Fichier(octets, "application/atom+xml; charset=utf-8", "flux.atom")

    return [service.route("/agenda.ics", calendrier), service.route("/flux.atom", nouvelles)]


def _vue_du_jour(service: Service, donnees: Donnees, lus: dict[str, str]) -> Vue:
    """Point of view of a feed: what is known today, and never less than the pages show."""
    cohorte = vue_demandee(donnees, lus).cohorte
    defaut: date = max(service.aujourdhui(), derniere_date_documentee(donnees, cohorte))
    return vue_demandee(donnees, lus, defaut)


def _comme_sur_la_frise(vue: Vue, lus: Mapping[str, str]) -> pd.DataFrame:
    """Return the events that the timeline keeps for the same parameters."""
    siens = {nom: valeur for nom, valeur in lus.items() if nom in FILTRES_DE_LA_FRISE}
    return filtrer(vue, filtre_de_la_frise(exiger(vue, siens, parametres_de_la_frise(vue))))
