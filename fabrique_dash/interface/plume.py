"""Who is at the page at this run: the « Corriger », « Dire » or « Signaler » that they see."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.publication.morceaux.reprises import Fait, a_des_places, remplacer, sans_place
from fabrique_dash.publication.morceaux.signaler import a_cote, a_signaler
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.tenue_a_jour import (
    NOM,
    PORTE,
    PORTES,
    RENDEZ_VOUS,
    RETOUR,
    retour_a,
)
from fabrique_dash.redaction.reprises import porte_du_manque, portes_de_la_rangee

_FORMULAIRE = "mise_a_jour"
_GESTES = {porte: PORTES[porte] for porte in (RENDEZ_VOUS, NOM)}  # called there as everywhere


@dataclass(frozen=True)
class Plume:
    """Somebody who may write, and the page where they are."""

    demande: Demande
    habilitations: Sequence[Habilitation]

    def garnir(self, balisage: Markup) -> Markup:
        """Put beside each fact of a fragment the links by which they correct it."""
        return remplacer(balisage, self.lien)

    def lien(self, fait: Fait) -> Markup:
        """Link to the forms of a row, which come back to this very view.

        Without the right to write it, one reports an error in it, as anybody does.
        """
        portes, dit = self._portes(fait), "Dire" if fait.manque else "Corriger"
        if not portes:
            return a_cote(page(self.demande.page), fait)
        return joindre(
            self._lien(porte, _GESTES.get(porte[PORTE], dit), fait.nom) for porte in portes
        )

    def _portes(self, fait: Fait) -> list[dict[str, str]]:
        donnees, droits = self.demande.vue.donnees, self.habilitations
        if fait.manque:
            porte = porte_du_manque(donnees, droits, fait.table, fait.cle)
            return [porte] if porte else []
        (identifiant,) = fait.cle
        return portes_de_la_rangee(donnees, droits, fait.table, identifiant, aujourd_hui())

    def _lien(self, porte: dict[str, str], geste: str, nom: str) -> Markup:
        return html(
            ' <a class="tp-corriger" href="{}" target="_self">{}'
            '<span class="tp-sr">\u00a0: {}</span></a>',
            chemin(_FORMULAIRE, {**reglages(self.demande.vue), **porte, **self._retour()}),
            geste,
            nom,
        )

    def _retour(self) -> dict[str, str]:
        if self.demande.page == _FORMULAIRE:
            return {}
        return {RETOUR: retour_a(self.demande)}


@dataclass(frozen=True)
class Lecture:
    """Somebody who reads, and the page where they are."""

    demande: Demande

    def garnir(self, balisage: Markup) -> Markup:
        """Put beside each fact of a fragment the link by which they report an error."""
        return a_signaler(self.demande.vue, balisage, page(self.demande.page))


_TENUE: ContextVar[Plume | Lecture | None] = ContextVar("plume", default=None)


def tenir(qui: Plume | Lecture) -> None:
    """Have the facts of this run be corrected by somebody, or only reported to be wrong."""
    _TENUE.set(qui)


def corrigeable(balisage: Markup) -> Markup:
    """Put beside each fact the link by which who is there corrects it, or reports an error."""
    tenue = _TENUE.get()
    if not a_des_places(balisage):
        return balisage
    return sans_place(balisage) if tenue is None else tenue.garnir(balisage)
