"""`/notes/…` and `/fiches/…`: two pages to print or to hand round, made in the workshop."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.notes.adresses import (
    DEPUIS,
    FICHES,
    SUIVI,
    suivi_demande,
)
from fabrique_dash.publication.notes.ecrire import FORMES
from fabrique_dash.publication.notes.fiche import note_du_territoire
from fabrique_dash.publication.site.demande import nommes, vue_demandee
from fabrique_dash.publication.site.noms import nom_de_fichier
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.serveur.adresses.service import Service, Voie
from fabrique_dash.serveur.reserve import Fichier

_DE_LA_VUE = ("date", "cohorte")


def routes_des_notes(service: Service) -> list[Route]:
    """Make the routes of the follow-up note and of the territories’ sheets."""

    def suivi(donnees: Donnees, requete: Request) -> Fichier:
        extension = str(requete.path_params["extension"])
        if extension not in FORMES:
            raise Introuvable("Aucune note n’a ce nom.", [f"suivi.{forme}" for forme in FORMES])
        lus = nommes(requete.query_params.multi_items(), (*_DE_LA_VUE, DEPUIS))
        vue = vue_demandee(donnees, lus)
        mime, ecrire = FORMES[extension]
        note = suivi_demande(vue, lus.get(DEPUIS, ""), service.racine(requete))
        nom = nom_de_fichier("note de suivi", vue.jour, extension)
        return Fichier(ecrire(note), mime, nom, a_enregistrer=extension != "pdf")

    def fiche(donnees: Donnees, requete: Request) -> Fichier:
        territoire, _, extension = str(requete.path_params["fichier"]).rpartition(".")
        lus = nommes(requete.query_params.multi_items(), _DE_LA_VUE)
        vue = vue_demandee(donnees, lus)
        siens = [str(ident) for ident in vue.territoires["id"]]
        if territoire not in siens or extension != "pdf":
            existantes = [f"{ident}.pdf" for ident in siens]
            raise Introuvable("Aucune fiche n’a ce nom.", existantes)
        mime, ecrire = FORMES[extension]
        note = note_du_territoire(vue, territoire, service.racine(requete))
        return Fichier(ecrire(note), mime, nom_de_fichier(f"fiche {territoire}", vue.jour, "pdf"))

    return [
        service.route(f"/{SUIVI}.{{extension}}", suivi, _a_cote),
        service.route(f"/{FICHES}/{{fichier}}", fiche, _a_cote),
    ]


def _a_cote(_donnees: Donnees, _requete: Request) -> Voie:
    return Voie.A_COTE
