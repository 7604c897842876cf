"""The pages as they leave: made in a thread, each client in turn, then kept within a weight."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from urllib.parse import parse_qs

from fabrique_dash.donnees.depot import EtatDuDepot, depot
from fabrique_dash.publication.premiere_vue.vue_de_page import PremiereVue, premiere_vue
from fabrique_dash.publication.site.pages import page_d_adresse
from fabrique_dash.serveur.facade.habillage import Habillage, Lieu, habiller
from fabrique_dash.serveur.reserve import Fichier, Prete, Reserve, preparer
from fabrique_dash.serveur.tours import Tours, TropDeDemandes

# A longer address is nobody's second visit: its page is made without a first view, and not kept.
ADRESSE_GARDEE = 2000  # characters
OCTETS_GARDES = 16 * 2**20
# A page never waits longer for its first view: the application would be there before it.
PATIENCE = 1.0  # seconds
_PARAMETRES_LUS = 100
_JOURNAL = logging.getLogger(__name__)
Vues = Callable[[EtatDuDepot, Lieu], PremiereVue | None]


def vue_de(etat: EtatDuDepot, lieu: Lieu) -> PremiereVue | None:
    """Write the first view of an address; None where there is none, or when it can't be made."""
    try:
        page = page_d_adresse(lieu.chemin.removeprefix("/"))
        brut = parse_qs(lieu.requete, keep_blank_values=True, max_num_fields=_PARAMETRES_LUS)
    except (KeyError, ValueError):  # no page of ours, or nothing that a link of ours holds
        return None
    if "true" in (valeur.lower() for valeur in brut.get("embed", ())):
        return None
    try:
        return premiere_vue(etat, page.cle, brut)
    except Exception:  # whatever it is, the application tells more than no page at all
        _JOURNAL.exception("Première vue impossible : %s", lieu.chemin)
        return None


class PagesFaites:
    """Makes the page of each address, with its first view."""

    def __init__(
        self,
        habillage: Habillage,
        vue: Vues = vue_de,
        patience: float = PATIENCE,
        tours: Tours | None = None,
    ) -> None:
        """Prepare.

        Args:
            habillage: what the project puts into every page.
            vue: writes the first view of an address, if it has one.
            patience: how long a page waits for its first view, in seconds.
            tours: the thread that makes them.
        """
        self._habillage = habillage
        self._vue = vue
        self._patience = patience
        self._reserve = Reserve(OCTETS_GARDES)
        self._tours = tours or Tours("premieres-vues")

    async def prendre(self, octets: bytes, lieu: Lieu, client: str) -> Prete:
        """Return the page of an address; without its first view when that one can't be had.

        Args:
            octets: the page of the front end.
            lieu: where it is asked for.
            client: whose turn it waits for.
        """
        if len(lieu.adresse) > ADRESSE_GARDEE:
            return preparer(self._fichier(octets, lieu, None))
        etat = depot().etat_frais()
        if etat is not None and (prete := self._reserve.deja(self._cle(etat, octets, lieu))):
            return prete
        try:
            travail = self._tours.demander(client, lambda: self._faire(octets, lieu))
            # What is not begun in time never will be; what is begun serves the next one.
            return await asyncio.wait_for(asyncio.wrap_future(travail), self._patience)
        except (TropDeDemandes, TimeoutError):
            return preparer(self._fichier(octets, lieu, None))

    def _cle(self, etat: EtatDuDepot, octets: bytes, lieu: Lieu) -> Hashable:
        """Return all that a page depends on; only the pages of this data are kept."""
        marque = etat.donnees.empreinte if etat.donnees else ""
        self._reserve.suivre(marque)
        return (marque, bool(etat.problemes), hash(octets), lieu)

    def _faire(self, octets: bytes, lieu: Lieu) -> Prete:
        etat = depot().etat()
        return self._reserve.prendre(
            self._cle(etat, octets, lieu),
            lambda: self._fichier(octets, lieu, self._vue(etat, lieu)),
        )

    def _fichier(self, octets: bytes, lieu: Lieu, vue: PremiereVue | None) -> Fichier:
        page = habiller(octets.decode("utf-8"), self._habillage, lieu, vue)
        return Fichier(page.encode("utf-8"), "text/html; charset=utf-8")
