"""`/images/…` and `/integrer/…`: pictures as files, and one thing alone for an iframe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.routing import Route

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.ailleurs.chiffres import chiffre_de, identifiants
from fabrique_dash.publication.ailleurs.integration import Cadre, page_d_image, page_de_chiffre
from fabrique_dash.publication.site.adresses import Parametres, chemin, point_de_vue
from fabrique_dash.publication.site.demande import nommes, un_de, vue_demandee
from fabrique_dash.publication.site.noms import nom_de_fichier
from fabrique_dash.publication.site.parametres import Introuvable
from fabrique_dash.serveur.adresses.service import Service, Voie
from fabrique_dash.serveur.reserve import Fichier

_HTML = "text/html; charset=utf-8"
Filtres = Mapping[str, str]


@dataclass(frozen=True)
class Imagerie:
    """How pictures are made.

    Attributes:
        noms: ids of the pictures.
        filtres: names of the parameters that one takes.
        svg: draws one as SVG, for its parameters.
        png: draws one as PNG, for its parameters, 1200 px wide times a scale.
        alternative: says one in words, for its parameters.
        page: key of the page where one is shown.
    """

    noms: Collection[str]
    filtres: Callable[[str], tuple[str, ...]]
    svg: Callable[[Vue, str, Filtres], Markup]
    png: Callable[[Vue, str, Filtres, int], bytes]
    alternative: Callable[[Vue, str, Filtres], str]
    page: Callable[[str], str]


def routes_images(service: Service, imagerie: Imagerie | None) -> list[Route]:
    """Make the routes of what can be shown elsewhere; without pictures, figures only."""

    def integrer(donnees: Donnees, requete: Request) -> Fichier:
        ident = str(requete.path_params["ident"])
        if imagerie and ident in imagerie.noms:
            vue, filtres = _demande(donnees, requete, imagerie.filtres(ident))
            parametres = {**point_de_vue(vue), **filtres}
            lien = _lien(service, requete, imagerie.page(ident), parametres)
            cadre = Cadre(imagerie.alternative(vue, ident, filtres), lien)
            return Fichier(page_d_image(vue, imagerie.svg(vue, ident, filtres), cadre), _HTML)
        vue, _ = _demande(donnees, requete, ())
        if ident not in identifiants(vue):
            connus = [*identifiants(vue), *(imagerie.noms if imagerie else ())]
            raise Introuvable("Rien à intégrer sous ce nom.", connus)
        chiffre = chiffre_de(vue, ident)
        lien = _lien(service, requete, "chiffres", {**point_de_vue(vue), "chiffre": ident})
        return Fichier(page_de_chiffre(vue, chiffre, Cadre(chiffre.libelle, lien)), _HTML)

    routes = [service.route("/integrer/{ident}", integrer)]
    if imagerie:
        routes.append(service.route("/images/{fichier}", _image(imagerie), _voie))
    return routes


def _demande(
    donnees: Donnees, requete: Request, permis: Sequence[str]
) -> tuple[Vue, dict[str, str]]:
    """Read the point of view, and the other parameters that are allowed."""
    lus = nommes(requete.query_params.multi_items(), ("date", "cohorte", *permis))
    return vue_demandee(donnees, lus), {nom: lus[nom] for nom in permis if nom in lus}


def _lien(service: Service, requete: Request, page: str, parametres: Parametres) -> str:
    return f"{service.racine(requete)}/{chemin(page, parametres).removeprefix('./')}"


def _voie(_donnees: Donnees, requete: Request) -> Voie:
    """Tell where a picture is made: a PNG, in the workshop."""
    return Voie.A_COTE if str(requete.path_params["fichier"]).endswith(".png") else Voie.ICI


def _image(imagerie: Imagerie) -> Callable[[Donnees, Request], Fichier]:
    def image(donnees: Donnees, requete: Request) -> Fichier:
        ident, _, extension = str(requete.path_params["fichier"]).rpartition(".")
        if ident not in imagerie.noms or extension not in ("svg", "png"):
            existantes = [f"{nom}.{forme}" for nom in imagerie.noms for forme in ("svg", "png")]
            raise Introuvable("Aucune image n’a ce nom.", existantes)
        tailles = ("echelle",) if extension == "png" else ()
        vue, filtres = _demande(donnees, requete, (*imagerie.filtres(ident), *tailles))
        nom = nom_de_fichier(ident, vue.jour, extension)
        if extension == "svg":
            svg = imagerie.svg(vue, ident, filtres)
            return Fichier(svg.encode("utf-8"), "image/svg+xml", nom)
        echelle = int(un_de("echelle", filtres.pop("echelle", "1"), ("1", "2")))
        return Fichier(imagerie.png(vue, ident, filtres, echelle), "image/png", nom)

    return image
