"""Which events an address keeps: the same for the page, its picture, its embed and the agenda."""

from __future__ import annotations

from fabrique_dash.chiffres.tables.frise import COULOIRS, FiltreFrise, genres_et_annees
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Annees, Plusieurs, annees_de
from fabrique_dash.publication.site.parametres import Parametre

FILTRES_DE_LA_FRISE = ("couloirs", "etats", "genres", "annees")
_RIEN = ("",)  # no event has it: a filter left empty keeps nothing, as its words say


@par_vue
def parametres_de_la_frise(vue: Vue) -> tuple[Parametre, ...]:
    """Return the parameters that choose events: in the order of the sentence."""
    genres, annees = genres_et_annees(vue)
    etats = {e.value: e.value.capitalize() for e in Etat if e is not Etat.NON_MONTRE}
    return (
        Plusieurs("couloirs", "Couloirs", COULOIRS),
        Plusieurs("etats", "États", etats),
        Plusieurs("genres", "Genres", {g: g.capitalize() for g in genres}),
        Annees("annees", "Années", annees),
    )


def filtre_de_la_frise(demande: Demande) -> FiltreFrise:
    """Return the events that an address keeps, read with `parametres_de_la_frise`."""
    couloirs, genres, etats = (demande[cle].choix for cle in ("couloirs", "genres", "etats"))
    return FiltreFrise(
        couloirs or _RIEN, genres or _RIEN, etats or _RIEN, annees_de(demande["annees"].choix)
    )
