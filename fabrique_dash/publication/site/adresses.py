"""Every address of the dashboard is built here: pages, and the page of each thing.

Addresses hold ids, not labels: they still work when somebody corrects a title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import unquote, urlencode, urlsplit

from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee
from fabrique_dash.publication.site.pages import PAGES, page

Parametres = Mapping[str, str | list[str]]
_CHEMIN_DU_SITE = re.compile(r"/[^\\\x00-\x20\x7f]*")
APERCU = "apercu"  # the proposal whose preview is shown; of pages only

# Where each kind of thing has its place: page, and parameter that opens it there.
PLACES: dict[str, tuple[str, str]] = {
    "territoire": ("territoires", "territoire"),
    "groupe": ("groupes", "groupe"),
    "preoccupation": ("preoccupations", "preoccupation"),
    "theme": ("preoccupations", "theme"),
    "evenement": ("frise", "evenement"),
    "etape": ("parcours", "etape"),
    "enjeu": ("referentiel", "enjeu"),
    "balise": ("referentiel", "balise"),
    "saison": ("villes_pairs", "saison"),
    "participant": ("villes_pairs", "participant"),
    "chantier": ("alliance", "chantier"),
    "acteur": ("alliance", "acteur"),
    "newsletter": ("lettres", "lettre"),
    "source": ("sources", "source"),
}


def point_de_vue(vue: Vue) -> dict[str, str | list[str]]:
    """Return the parameters that reopen a point of view: date, cohort unless it is the first."""
    return {"date": vue.jour.isoformat(), **cohorte_dite(vue)}


def vue_entiere(vue: Vue) -> dict[str, str | list[str]]:
    """Return the parameters of a page that reopen a point of view, preview of a proposal included.

    Pictures and stable addresses know no preview: they take `point_de_vue`.
    """
    return point_de_vue(vue) | _apercu_dit(vue)


def _apercu_dit(vue: Vue) -> dict[str, str]:
    return {APERCU: vue.donnees.apercu} if vue.donnees.apercu else {}


def cohorte_dite(vue: Vue) -> dict[str, str]:
    """Return the parameter that names the cohort of a point of view: none for the first one."""
    return {} if _est_la_premiere(vue) else {"cohorte": vue.cohorte}


@par_vue
def _est_la_premiere(vue: Vue) -> bool:
    return bool(vue.cohorte == cohortes_suivies(vue.donnees)["id"].iloc[0])


def reglages(vue: Vue) -> dict[str, str | list[str]]:
    """Return the parameters of a point of view that are not at their defaults."""
    defaut = derniere_date_documentee(vue.donnees, vue.cohorte)
    parametres = point_de_vue(vue)
    if vue.jour == defaut:
        del parametres["date"]
    return parametres | _apercu_dit(vue)


def chemin(cle: str, parametres: Parametres) -> str:
    """Build a link inside the application: « carte?date=2021-11-30 »."""
    # Streamlit serves its default page at the root only.
    adresse = "./" if cle == PAGES[0].cle else page(cle).adresse
    return avec_parametres(adresse, parametres)


def avec_parametres(adresse: str, parametres: Parametres) -> str:
    """Add parameters to an address that has none: « flux.atom?cohorte=2030 »."""
    suite = urlencode(parametres, doseq=True)
    return f"{adresse}?{suite}" if suite else adresse


def adresse(vue: Vue, nature: str, identifiant: str) -> str:
    """Build the link to the place of one thing, which keeps the point of view.

    Args:
        vue: the point of view.
        nature: kind of the thing, one of `PLACES`.
        identifiant: its id in the data.

    Raises:
        KeyError: no page shows this kind of thing.
    """
    cle, parametre = PLACES[nature]
    return chemin(cle, {parametre: identifiant, **reglages(vue)})


def adresse_au(vue: Vue, nature: str, identifiant: str, jour: date) -> str:
    """Build the link to the place of one thing on a day, whatever the day of the point of view.

    Args:
        vue: the point of view, whose cohort is kept.
        nature: kind of the thing, one of `PLACES`.
        identifiant: its id in the data.
        jour: a day on which it was known.

    Raises:
        KeyError: no page shows this kind of thing.
    """
    cle, parametre = PLACES[nature]
    return chemin(cle, {parametre: identifiant, **vue_entiere(vue), "date": jour.isoformat()})


def retour_permis(demande: str) -> str:
    """Return where to go back to: a path of this site, and nothing else; empty if it is none.

    Args:
        demande: what an address or a form asks for.
    """
    if not _CHEMIN_DU_SITE.fullmatch(demande) or demande.startswith("//"):
        return ""
    parties = urlsplit(demande)
    if parties.scheme or parties.netloc:
        return ""
    # Under a path, `..` would lead to a neighbour of ours; browsers read `%2e` as a full stop.
    remonte = any(unquote(segment) in (".", "..") for segment in parties.path.split("/"))
    return "" if remonte else demande
