"""`/agenda.ics` and `/flux.atom`: feeds to subscribe to, about what is known today."""

from __future__ import annotations

from datetime import date

import pandas as pd
from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, derniere_date_documentee
from fabrique_dash.publication.flux.agenda import agenda_du_groupe, ics, jour_connu
from fabrique_dash.publication.flux.atom import atom
from fabrique_dash.publication.site.adresses import PLACES, chemin
from fabrique_dash.publication.site.parametres import demande, un_de, vue_demandee
from fabrique_dash.serveur.adresses.reponses import Fichier
from fabrique_dash.serveur.adresses.service import Service, fait_le


def routes_flux(service: Service) -> list[Route]:
    """Make the routes of the feeds."""

    def agenda(donnees: Donnees, requete: Request) -> Fichier:
        lus = demande(requete.query_params.multi_items(), ("date", "cohorte", "groupe"))
        vue = _vue_du_jour(service, donnees, lus)
        if "groupe" not in lus:
            return _ics(vue, evenements_dates(vue), "", service.racine(requete))
        groupe = un_de("groupe", lus["groupe"], list(vue.groupes["id"]))
        return _ics(vue, agenda_du_groupe(vue, groupe), groupe, service.racine(requete))

    def nouvelles(donnees: Donnees, requete: Request) -> Fichier:
        lus = demande(requete.query_params.multi_items(), ("date", "cohorte"))
        octets = atom(_vue_du_jour(service, donnees, lus), service.racine(requete))
        return Fichier(octets, "application/atom+xml; charset=utf-8", "flux.atom")

    return [service.route("/agenda.ics", agenda), service.route("/flux.atom", nouvelles)]


def _vue_du_jour(service: Service, donnees: Donnees, lus: dict[str, str]) -> Vue:
    """Point of view of a feed: what is known today, and never less than the pages show."""
    cohorte = vue_demandee(donnees, lus).cohorte
    defaut: date = max(service.aujourdhui(), derniere_date_documentee(donnees, cohorte))
    return vue_demandee(donnees, lus, defaut)


def _adresse(evenement: dict[str, object], racine: str) -> str:
    page, parametre = PLACES["evenement"]
    jour = jour_connu(evenement)
    date_connue = {"date": jour.isoformat()} if jour else {}
    return f"{racine}/{chemin(page, {parametre: str(evenement['id']), **date_connue})}"


def _ics(vue: Vue, lignes: pd.DataFrame, groupe: str, racine: str) -> Fichier:
    adresses = [_adresse(e, racine) for e in rangees(lignes)]
    noms = vue.groupes.set_index("id")["nom"]
    nom = f"Territoires Pilotes, groupe {noms[groupe]}" if groupe else "Territoires Pilotes"
    octets = ics(lignes.assign(adresse=adresses), fait_le(vue.donnees), nom=nom, flux=True)
    fichier = f"agenda-{groupe}.ics" if groupe else "agenda.ics"
    return Fichier(octets, "text/calendar; charset=utf-8", fichier)
