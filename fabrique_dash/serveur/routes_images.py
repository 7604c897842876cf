"""`/images/…` and `/integrer/…`: pictures as files, and one thing alone for an iframe."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.adresses import chemin, point_de_vue
from fabrique_dash.publication.chiffres import chiffre_de, identifiants
from fabrique_dash.publication.integration import Cadre, page_d_image, page_de_chiffre
from fabrique_dash.publication.noms import nom_de_fichier
from fabrique_dash.publication.parametres import Introuvable, demande, vue_demandee
from fabrique_dash.serveur.reponses import Fichier
from fabrique_dash.serveur.service import Service

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Imagerie:
    """How pictures are made.

    Attributes:
        noms: ids of the pictures.
        svg: draws one as SVG.
        png: draws one as PNG, at a scale.
        alternative: says one in words.
        page: key of the page where one is shown.
    """

    noms: Collection[str]
    svg: Callable[[Vue, str], str]
    png: Callable[[Vue, str, float], bytes]
    alternative: Callable[[Vue, str], str]
    page: Callable[[str], str]


def routes_images(service: Service, imagerie: Imagerie | None) -> list[Route]:
    """Make the routes of what can be shown elsewhere; without pictures, figures only."""

    def integrer(donnees: Donnees, requete: Request) -> Fichier:
        ident, vue = str(requete.path_params["ident"]), _vue(donnees, requete)
        page = imagerie.page(ident) if imagerie and ident in imagerie.noms else _page_de(ident)
        lien = f"{service.racine(requete)}/{chemin(page, point_de_vue(vue)).removeprefix('./')}"
        if imagerie and ident in imagerie.noms:
            cadre = Cadre(imagerie.alternative(vue, ident), lien)
            return Fichier(page_d_image(vue, imagerie.svg(vue, ident), cadre), _HTML)
        if ident not in identifiants(vue):
            connus = [*identifiants(vue), *(imagerie.noms if imagerie else ())]
            raise Introuvable("Rien à intégrer sous ce nom.", connus)
        chiffre = chiffre_de(vue, ident)
        return Fichier(page_de_chiffre(vue, chiffre, Cadre(chiffre.libelle, lien)), _HTML)

    routes = [service.route("/integrer/{ident}", integrer)]
    if imagerie:
        routes.append(service.route("/images/{fichier}", _image(imagerie)))
    return routes


def _vue(donnees: Donnees, requete: Request) -> Vue:
    return vue_demandee(donnees, demande(requete.query_params.multi_items(), ("date", "cohorte")))


def _page_de(chiffre: str) -> str:
    """Key of the page where a figure is shown: a group's is on the groups' page."""
    return "groupes" if "." in chiffre else "accueil"


def _image(imagerie: Imagerie) -> Callable[[Donnees, Request], Fichier]:
    def image(donnees: Donnees, requete: Request) -> Fichier:
        ident, _, extension = str(requete.path_params["fichier"]).rpartition(".")
        vue = _vue(donnees, requete)
        if ident not in imagerie.noms or extension not in ("svg", "png"):
            existantes = [f"{nom}.{forme}" for nom in imagerie.noms for forme in ("svg", "png")]
            raise Introuvable("Aucune image n’a ce nom.", existantes)
        nom = nom_de_fichier(ident, vue.jour, extension)
        if extension == "svg":
            return Fichier(imagerie.svg(vue, ident).encode("utf-8"), "image/svg+xml", nom)
        return Fichier(imagerie.png(vue, ident, 1.0), "image/png", nom)

    return image
