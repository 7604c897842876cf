"""`/metriques`: how the server is doing, in OpenMetrics, for who watches over it.

It is closed to the outside: only a program of the same machine reads it, not through a proxy, or
one that has the token of FABRIQUE_METRIQUES_JETON. It says how many, never who.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hmac import compare_digest

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash import __version__
from fabrique_dash.donnees.depot import depot
from fabrique_dash.journal.courriels import combien_attendent
from fabrique_dash.journal.erreurs_signalees import combien_d_ouvertes
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.propositions_lues import OUVERTES, propositions
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.serveur.adresses.reponses import probleme
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import METRIQUES
from fabrique_dash.serveur.compteurs import Compteurs

VARIABLE = "FABRIQUE_METRIQUES_JETON"
# A proxy adds one of these at least; what has any was not sent by a program of this machine.
_RELAIS = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    *("x-forwarded-port", "x-forwarded-server", "x-real-ip"),
)
_LOCALHOST = "localhost"
_REFUS = (
    "Cette adresse ne répond qu’à un programme de la même machine, sans mandataire, ou à qui "
    f"présente le jeton de {VARIABLE}."
)


def _propositions_ouvertes(journal: Journal) -> int:
    return len(propositions(journal, *OUVERTES))


# What waits in the journal for somebody, or for a command: its name, and how many there are.
EN_ATTENTE: tuple[tuple[str, Callable[[Journal], int]], ...] = (
    ("propositions", _propositions_ouvertes),
    ("courriels", combien_attendent),
    ("signalements", combien_d_ouvertes),
)


def _aucun() -> int:
    return 0


@dataclass(frozen=True)
class Mesures:
    """What is measured outside the stable addresses.

    Attributes:
        compteurs: what the process counts of what it serves.
        passages: gives how many times a whole page was drawn.
        parties: gives how many times a part of a page was drawn again by itself.
        pages_en_attente: gives how many pages wait for their turn to be drawn.
    """

    compteurs: Compteurs = field(default_factory=Compteurs)
    passages: Callable[[], int] = _aucun
    parties: Callable[[], int] = _aucun
    pages_en_attente: Callable[[], int] = _aucun


def routes_metriques(service: Service, mesures: Mesures) -> list[Route]:
    """Make the route; what it gives is never kept."""
    registre = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registre)
    registre.register(_Releves(service, mesures))

    def metriques(requete: Request) -> Response:
        if not peut_lire(requete):
            return probleme(403, "Réservé", _REFUS)
        corps: bytes = generate_latest(registre)  # type: ignore[no-untyped-call]
        entetes = {"cache-control": "no-store", "content-type": CONTENT_TYPE_LATEST}
        return Response(corps, headers=entetes)

    return [service.route_libre(METRIQUES, metriques)]


def peut_lire(requete: Request) -> bool:
    """Tell whether the one who asks has the token, or is on this machine, with no proxy between."""
    jeton = os.environ.get(VARIABLE, "")
    presente = requete.headers.get("authorization", "")
    if jeton and compare_digest(presente.encode(), f"Bearer {jeton}".encode()):
        return True
    if any(nom in requete.headers for nom in _RELAIS) or requete.client is None:
        return False
    # A proxy that says nothing of itself still asks for the name that its visitor typed.
    return _d_ici(requete.client.host) and _d_ici(requete.url.hostname or "")


def _d_ici(hote: str) -> bool:
    if hote == _LOCALHOST:
        return True
    try:
        return ipaddress.ip_address(hote).is_loopback
    except ValueError:
        return False


def _jauge(nom: str, aide: str, valeur: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"fabrique_{nom}", aide, value=valeur)


def _par(
    famille: CounterMetricFamily | GaugeMetricFamily, valeurs: Iterable[tuple[str, float]]
) -> Metric:
    for etiquette, valeur in valeurs:
        famille.add_metric([etiquette], valeur)
    return famille


class _Releves(Collector):
    """Reads everything at the moment when it is asked for: nothing is kept up to date for it."""

    def __init__(self, service: Service, mesures: Mesures) -> None:
        self._service = service
        self._mesures = mesures

    def collect(self) -> Iterator[Metric]:
        """Yield what is measured."""
        yield _par(
            GaugeMetricFamily("fabrique_version", "Version du code.", labels=["version"]),
            [(__version__, 1)],
        )
        yield from self._ce_qui_est_servi()
        yield from self._les_donnees()
        yield from _le_journal()

    def _ce_qui_est_servi(self) -> Iterator[Metric]:
        compteurs = self._mesures.compteurs
        yield _jauge("sessions_ouvertes", "Navigateurs reliés.", compteurs.sessions)
        yield CounterMetricFamily(
            "fabrique_passages", "Pages entières calculées.", value=self._mesures.passages()
        )
        yield CounterMetricFamily(
            "fabrique_parties", "Parties de page recalculées seules.", value=self._mesures.parties()
        )
        yield _jauge(
            "pages_en_attente", "Pages qui attendent leur tour.", self._mesures.pages_en_attente()
        )
        yield _par(
            GaugeMetricFamily(
                "fabrique_fichiers_en_attente", "Fichiers qui attendent.", labels=["voie"]
            ),
            [(voie.value, len(tours)) for voie, tours in self._service.ateliers.items()],
        )
        yield _par(
            CounterMetricFamily("fabrique_reponses", "Réponses, par classe.", labels=["classe"]),
            sorted(compteurs.reponses().items()),
        )
        yield _par(
            CounterMetricFamily("fabrique_erreurs", "Pannes, par endroit.", labels=["ou"]),
            sorted(({"page": 0, "adresse": 0} | compteurs.erreurs()).items()),
        )

    def _les_donnees(self) -> Iterator[Metric]:
        etat = depot().etat()
        pretes = etat.donnees is not None
        yield _jauge("donnees_pretes", "1 si des données valides sont servies.", pretes)
        yield _jauge("donnees_problemes", "Fautes des données refusées.", len(etat.problemes))
        if etat.donnees is None or etat.donnees.publiee is None:
            return
        servie = etat.donnees.publiee
        age = (datetime.now(UTC) - servie.le).total_seconds()
        yield _jauge("publication_numero", "Publication servie.", servie.n)
        yield _jauge("publication_age_seconds", "Âge de la publication servie.", age)


def _le_journal() -> Iterator[Metric]:
    aide = "1 si le journal répond\u00a0; absent sans journal."
    try:
        journal = journal_en_service()
        if journal is None:
            return
        attendent = [(nom, compter(journal)) for nom, compter in EN_ATTENTE]
    except (JournalIndisponible, SQLAlchemyError):  # away, or its rights are
        yield _jauge("journal_disponible", aide, 0)
        return
    yield _jauge("journal_disponible", aide, 1)
    yield _par(
        GaugeMetricFamily("fabrique_en_attente", "Ce qui attend au journal.", labels=["quoi"]),
        attendent,
    )
