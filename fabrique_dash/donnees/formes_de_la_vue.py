"""The shape of a row of each table of a `Vue`: its columns, and what the view adds."""

from __future__ import annotations

from fabrique_dash.donnees.formes import (
    Divergences,
    Etapes,
    EvenementsMontres,
    Groupes,
    Preoccupations,
    Rattachements,
    Territoires,
)


class Groupe(Groupes):
    """A row of `Vue.groupes`."""

    rang: int


class Territoire(Territoires):
    """A row of `Vue.territoires`."""

    libelle: str


class Rattachement(Rattachements):
    """A row of `Vue.rattachements`."""

    certain: bool


class Preoccupation(Preoccupations):
    """A row of `Vue.preoccupations`."""

    theme: str


class Evenement(EvenementsMontres):
    """A row of `Vue.evenements` and of `Vue.seances`."""

    etat: str


class Etape(Etapes):
    """A row of `Vue.etapes`."""

    connue_le: str


class Divergence(Divergences):
    """A row of `Vue.divergences`."""

    codes: str
    connue_le: str
