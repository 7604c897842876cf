"""Who writes at this run: the links « Corriger » that they see beside the facts."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.publication.morceaux.reprises import Fait, remplacer, sans_place
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.tenue_a_jour import NOM, RENDEZ_VOUS, RETOUR
from fabrique_dash.redaction.reprises import porte_de_la_rangee

_FORMULAIRE = "mise_a_jour"
_GESTES = {RENDEZ_VOUS: "Dire qu’il a eu lieu", NOM: "Nommer"}


@dataclass(frozen=True)
class Plume:
    """Somebody who may write, and the page where they are."""

    demande: Demande
    habilitations: Sequence[Habilitation]

    def lien(self, fait: Fait) -> Markup:
        """Link to the form of a row, which comes back to this very view; nothing without right."""
        vue = self.demande.vue
        porte = porte_de_la_rangee(
            vue.donnees, self.habilitations, fait.table, fait.identifiant, aujourd_hui()
        )
        if not porte:
            return Markup()
        return html(
            ' <a class="tp-corriger" href="{}" target="_self">{}'
            '<span class="tp-sr">\u00a0: {}</span></a>',
            chemin(_FORMULAIRE, {**reglages(vue), **porte, **self._retour()}),
            _GESTES.get(porte["porte"], "Corriger"),
            fait.nom,
        )

    def _retour(self) -> dict[str, str]:
        if self.demande.page == _FORMULAIRE:
            return {}
        return {RETOUR: f"/{self.demande.adresse.removeprefix('./')}"}


_TENUE: ContextVar[Plume | None] = ContextVar("plume", default=None)


def tenir(plume: Plume | None) -> None:
    """Have the facts of this run be corrected by somebody, or by nobody."""
    _TENUE.set(plume)


def corrigeable(balisage: Markup) -> Markup:
    """Put beside each fact the link by which who writes corrects it; nothing for the others."""
    plume = _TENUE.get()
    return sans_place(balisage) if plume is None else remplacer(balisage, plume.lien)
