"""In which zone an event's hours are: that of its commune, or of Paris.

The zones are those of the IANA; the dates of their changes are in its base, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Fuseau:
    """A zone.

    Attributes:
        nom: its name in the IANA's base.
        mots: what follows « heure » to name it.
    """

    nom: str
    mots: str

    @property
    def zone(self) -> ZoneInfo:
        """What `datetime` needs of it."""
        return ZoneInfo(self.nom)


PARIS = Fuseau("Europe/Paris", "de Paris")
_MARQUISES = Fuseau("Pacific/Marquesas", "des Marquises")
_PAR_DEPARTEMENT = {
    "971": Fuseau("America/Guadeloupe", "de la Guadeloupe"),
    "972": Fuseau("America/Martinique", "de la Martinique"),
    "973": Fuseau("America/Cayenne", "de la Guyane"),
    "974": Fuseau("Indian/Reunion", "de La Réunion"),
    "975": Fuseau("America/Miquelon", "de Saint-Pierre-et-Miquelon"),
    "976": Fuseau("Indian/Mayotte", "de Mayotte"),
    "977": Fuseau("America/St_Barthelemy", "de Saint-Barthélemy"),
    "978": Fuseau("America/Marigot", "de Saint-Martin"),
    "984": Fuseau("Indian/Kerguelen", "des Kerguelen"),
    "986": Fuseau("Pacific/Wallis", "de Wallis-et-Futuna"),
    "987": Fuseau("Pacific/Tahiti", "de Tahiti"),
    "988": Fuseau("Pacific/Noumea", "de la Nouvelle-Calédonie"),
    "989": Fuseau("Etc/GMT+8", "de Clipperton"),
}
# Communes that do not keep the hour of the rest of their collectivity.
_PAR_COMMUNE = {
    **dict.fromkeys(["98718", "98723", "98731", "98746", "98756", "98757"], _MARQUISES),
    "98719": Fuseau("Pacific/Gambier", "des Gambier"),
    "98414": Fuseau("Antarctica/DumontDUrville", "de la Terre-Adélie"),
}


def fuseau_de(code_commune: str) -> Fuseau:
    """Return the zone of a commune; that of Paris when no commune is given.

    Args:
        code_commune: Insee code, or an empty text.
    """
    particulier = _PAR_COMMUNE.get(code_commune)
    return particulier or _PAR_DEPARTEMENT.get(code_commune[:3], PARIS)
