"""Who writes at this run: the links « Corriger » and « Dire » that they see there."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.publication.morceaux.reprises import Fait, remplacer, sans_place
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
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

    def lien(self, fait: Fait) -> Markup:
        """Link to the forms of a row, which come back to this very view; nothing without right."""
        dit = "Dire" if fait.manque else "Corriger"
        return joindre(
            self._lien(porte, _GESTES.get(porte[PORTE], dit), fait.nom)
            for porte in self._portes(fait)
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


_TENUE: ContextVar[Plume | None] = ContextVar("plume", default=None)


def tenir(plume: Plume | None) -> None:
    """Have the facts of this run be corrected by somebody, or by nobody."""
    _TENUE.set(plume)


def corrigeable(balisage: Markup) -> Markup:
    """Put beside each fact the link by which who writes corrects it; nothing for the others."""
    plume = _TENUE.get()
    return sans_place(balisage) if plume is None else remplacer(balisage, plume.lien)
