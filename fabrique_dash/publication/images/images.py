"""Every chart and the map as pictures, made here from the very figures of the pages.

SVG carries its font; PNG is drawn from that SVG without any browser nor network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from markupsafe import Markup

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_de
from fabrique_dash.graphiques.images import planche
from fabrique_dash.graphiques.images.planche import Planche
from fabrique_dash.publication.images import planches, planches_memoire
from fabrique_dash.publication.images.pixels import en_png
from fabrique_dash.publication.site.demande import Demande, exiger
from fabrique_dash.publication.site.frise_demandee import FILTRES_DE_LA_FRISE
from fabrique_dash.publication.site.natures_de_parametres import Plusieurs, Un
from fabrique_dash.publication.site.parametres import Parametre
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES, mesure_des_groupes

ECHELLES = (1, 2)

Filtres = Mapping[str, str]
Ajuster = Callable[[Vue, Parametre], Parametre]


@dataclass(frozen=True)
class Image:
    """One kind of picture.

    Attributes:
        id: its name in addresses.
        libelle: what it is, on a button.
        page: key of the page that shows the same thing.
        filtres: names of the parameters that it takes, among those of its page.
        composer: makes the sheet for what is asked.
        ajuster: what it changes in the page's parameters, by name: it stands alone.
    """

    id: str
    libelle: str
    page: str
    filtres: tuple[str, ...]
    composer: Callable[[Demande], Planche]
    ajuster: Mapping[str, Ajuster] = field(default_factory=dict, hash=False)

    def parametres(self, vue: Vue) -> list[Parametre]:
        """Return the parameters that it takes for a view."""
        de_la_page = {p.cle: p for p in PARAMETRES[self.page](vue)}
        siens = {cle: de_la_page[cle] for cle in self.filtres if cle in de_la_page}
        return [self.ajuster[c](vue, p) if c in self.ajuster else p for c, p in siens.items()]

    def titre(self, vue: Vue, filtres: Filtres | None = None) -> str:
        """Return the sentence that the picture bears as its title."""
        return _planche(vue, self.id, filtres).titre

    def texte_alternatif(self, vue: Vue, filtres: Filtres | None = None) -> str:
        """Return what the picture shows, in words."""
        return _planche(vue, self.id, filtres).texte_alternatif

    def proportion(self, vue: Vue, filtres: Filtres | None = None) -> float:
        """Return its height for a width of 1."""
        return planche.hauteur(_planche(vue, self.id, filtres)) / planche.LARGEUR


def _tous_les_groupes(_vue: Vue, parametre: Parametre) -> Parametre:
    """A picture compares as many groups as there are; its sentence is short."""
    return replace(cast(Plusieurs, parametre), libelle="Groupes", defaut=None)


def _toute_mesure(vue: Vue, _parametre: Parametre) -> Parametre:
    return mesure_des_groupes(vue)


def _aucun_territoire(_vue: Vue, parametre: Parametre) -> Parametre:
    """A picture says which territories there are, rather than choosing one."""
    return replace(cast(Un, parametre), defaut="", vide="Aucun")


IMAGES = {
    image.id: image
    for image in (
        Image("carte", "Carte des territoires", "carte", ("groupes", "couches"), planches.carte),
        Image("frise", "Frise", "frise", FILTRES_DE_LA_FRISE, planches.frise),
        Image("frise-condensee", "Frise des rendez-vous", "accueil", (), planches.frise_condensee),
        Image(
            "intervalles",
            "Chiffre par groupe",
            "groupes",
            ("mesure", "groupes"),
            planches.intervalles,
            {"mesure": _toute_mesure, "groupes": _tous_les_groupes},
        ),
        Image(
            "matrice",
            "Groupes et thèmes",
            "groupes",
            ("groupes",),
            planches.matrice,
            {"groupes": _tous_les_groupes},
        ),
        Image("chiffre", "Chiffre clé", "chiffres", ("chiffre",), planches.chiffre),
        Image(
            "referentiel",
            "Référentiel",
            "referentiel",
            ("enjeu",),
            planches_memoire.referentiel,
        ),
        Image(
            "participants",
            "Carte des participants",
            "villes_pairs",
            ("saison",),
            planches_memoire.participants,
        ),
        Image(
            "perimetre",
            "Périmètre",
            "territoires",
            ("territoire",),
            planches_memoire.perimetre,
            {"territoire": _aucun_territoire},
        ),
    )
}

_Cle = tuple[tuple[str, str], ...]


def _cle(filtres: Filtres | None) -> _Cle:
    return tuple(sorted((filtres or {}).items()))


def _planche(vue: Vue, ident: str, filtres: Filtres | None) -> Planche:
    return _composee(vue.donnees, vue.cohorte, vue.jour, ident, _cle(filtres))


@par_donnees
def _composee(donnees: Donnees, cohorte: str, jour: date, ident: str, filtres: _Cle) -> Planche:
    image = IMAGES[ident]
    regard = vue_de(donnees, cohorte, jour)
    return image.composer(exiger(regard, dict(filtres), image.parametres(regard)))


def texte_alternatif(vue: Vue, ident: str, filtres: Filtres | None = None) -> str:
    """Return what a picture shows, in words; arguments and errors as for `svg`."""
    return IMAGES[ident].texte_alternatif(vue, filtres)


def svg(vue: Vue, ident: str, filtres: Filtres | None = None) -> Markup:
    """Draw a picture, the font inside.

    Args:
        vue: the point of view.
        ident: a key of `IMAGES`.
        filtres: parameters among the picture's own, several ids being separated by commas.

    Raises:
        KeyError: there is no such picture.
        ParametreRefuse: a parameter or a value does not exist; the message is in French.
    """
    return planche.svg(_planche(vue, ident, filtres))


def png(vue: Vue, ident: str, filtres: Filtres | None = None, echelle: int = 1) -> bytes:
    """Draw a picture as PNG, 1200 px wide times the scale.

    Args:
        vue: the point of view.
        ident: a key of `IMAGES`.
        filtres: as for `svg`.
        echelle: one of `ECHELLES`.

    Raises:
        KeyError: there is no such picture.
        ValueError: there is no such scale; ParametreRefuse as for `svg`.
    """
    if echelle not in ECHELLES:
        raise ValueError(f"échelle inconnue\u00a0: {echelle}")
    dessin = planche.svg(_planche(vue, ident, filtres), avec_police=False)
    return en_png(dessin, echelle)
