"""The trial: a quiet phase, processes killed at random, then a rolling restart."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.grandeur.calcul import Couts
from bench.grandeur.demandes import Guichet, Vigie, preparer_les_adresses, publier_un_essai
from bench.grandeur.ferme import Ferme, Processus
from bench.grandeur.lecteurs import VUES, Lecteur, Public
from bench.grandeur.releves import Demandes, Sessions, vues_partout

_GRAINE = 13
_DEMANDEURS, _PAUSE_DES_DEMANDES = 6, 0.25
_RAFALE = 16  # clients that ask as fast as they can; fewer would meet the limit of one address
_ENTRE_DEUX_PUBLICATIONS = 5.0  # seconds
_REVENIR = 15.0  # seconds given to the last ones that were cut


@dataclass
class Phase:
    """What was seen in a part of the trial."""

    nom: str
    secondes: float = 0.0
    sessions: Sessions = field(default_factory=Sessions)
    stables: Demandes = field(default_factory=Demandes)
    pages: Demandes = field(default_factory=Demandes)
    vigie: Vigie = field(default_factory=Vigie)
    tues: int = 0


@dataclass
class Essai:
    """What was seen in all.

    Attributes:
        calme, coups, tour: the phases: quiet, under kills, rolling restart.
        couts: what one process spends.
        par_seconde: answers of the stable addresses in a second, from three processes.
        arrets: seconds that each process took to stop in the rolling restart.
        demarrages: seconds that each one took to be ready again, kills included.
    """

    calme: Phase
    coups: Phase
    tour: Phase
    couts: Couts
    par_seconde: float
    arrets: list[float]
    demarrages: list[float]


class Banc:
    """Drives a trial on processes that are there."""

    def __init__(self, ferme: Ferme, sessions: int) -> None:
        self._ferme = ferme
        self._public = Public(ferme.url)
        self._guichet = Guichet(ferme.url)
        self._hasard = random.Random(_GRAINE)
        self._lecteurs = [
            Lecteur(self._public, n, random.Random(_GRAINE + n)) for n in range(sessions)
        ]
        self._demarrages: list[float] = []
        self._arrets: list[float] = []

    async def derouler(self, secondes: float, dire: Callable[[str], None]) -> Essai:
        """Run the whole trial.

        Args:
            secondes: how long it lasts, but for its beginning and the restarts.
            dire: says where it is.
        """
        dire("Ouverture des sessions…")
        await self._rechauffer()
        a_vide, avant = self._memoire(), self._processeur()
        taches = [asyncio.create_task(lecteur.vivre()) for lecteur in self._lecteurs]
        try:
            await self._tous_ouverts()
            ouvertures = self._processeur() - avant
            dire("Au calme : lecteurs seuls, puis adresses stables seules, puis tout ensemble…")
            couts, par_seconde = await self._mesurer(secondes / 6, a_vide, ouvertures)
            calme = await self._phase("au calme", lambda _: asyncio.sleep(secondes / 4))
            dire("Arrêts au hasard (kill -9)…")
            coups = await self._phase("sous les coups", lambda p: self._frapper(p, secondes / 2))
            dire("Redémarrage l’un après l’autre…")
            tour = await self._phase("redémarrage tour à tour", self._tourner)
        finally:
            for tache in taches:
                tache.cancel()
            await asyncio.gather(*taches, return_exceptions=True)
        return Essai(calme, coups, tour, couts, par_seconde, self._arrets, self._demarrages)

    async def _rechauffer(self) -> None:
        """Have each process make each view and address once: the first reader pays for others.

        The first publication of a day changes the day that every page says: it is made before.
        """
        await asyncio.to_thread(publier_un_essai, self._ferme.journal)
        for un in self._ferme.processus:
            for n, vue in enumerate(VUES):
                lecteur = Lecteur(Public(un.url), n, self._hasard, vue)
                await lecteur.passer_une_fois()
            await preparer_les_adresses(un, self._ferme.url)

    async def _tous_ouverts(self) -> None:
        while not all(lecteur.ouverte for lecteur in self._lecteurs):
            await asyncio.sleep(0.05)

    def _processeur(self) -> float:
        return sum(un.processeur() for un in self._ferme.processus)

    def _memoire(self) -> float:
        return sum(un.memoire() for un in self._ferme.processus)

    async def _mesurer(self, duree: float, a_vide: float, ouvertures: float) -> tuple[Couts, float]:
        """Measure what runs and requests cost, apart from each other."""
        ouverts, par_processus = len(self._lecteurs), len(self._ferme.processus)
        memoire = self._memoire()
        sessions = self._public.sessions = Sessions()
        avant = self._processeur()
        await asyncio.sleep(duree)
        passages = list(sessions.passages)
        passage = (self._processeur() - avant) / max(1, len(passages))
        par_seconde, demande = await self._rafale(duree, passage)
        couts = Couts(
            ouverture=ouvertures / ouverts,
            passage=passage,
            demande=demande,
            memoire=a_vide / par_processus,
            memoire_d_une_session=max(0.0, memoire - a_vide) / ouverts,
            octets_d_un_passage=sum(p.octets for p in passages) / max(1, len(passages)),
        )
        return couts, par_seconde

    async def _rafale(self, duree: float, passage: float) -> tuple[float, float]:
        """Ask for the stable addresses as fast as may be; return how many a second, and their cost.

        Readers go on meanwhile: what they cost is taken away.
        """
        compte = self._guichet.stables = Demandes()
        sessions = self._public.sessions = Sessions()
        avant, debut = self._processeur(), time.monotonic()
        async with _pendant(*(self._guichet.demander(n, 0.0) for n in range(_RAFALE))):
            await asyncio.sleep(duree)
        ecoule = time.monotonic() - debut
        pris = self._processeur() - avant - passage * len(sessions.passages)
        return len(compte.durees) / ecoule, max(0.0, pris) / max(1, len(compte.durees))

    async def _phase(self, nom: str, faire: Callable[[Phase], Coroutine[Any, Any, None]]) -> Phase:
        phase = Phase(nom)
        self._public.sessions = phase.sessions
        phase.sessions.suivies = len(self._lecteurs)
        self._guichet.stables, self._guichet.pages = phase.stables, phase.pages
        demandeurs = (self._guichet.demander(n, _PAUSE_DES_DEMANDES) for n in range(_DEMANDEURS))
        vigie, ferme = phase.vigie, self._ferme
        debut = time.monotonic()
        async with _pendant(vigie.regarder(ferme.processus)):
            async with _pendant(
                *demandeurs, vigie.publier(ferme.journal, _ENTRE_DEUX_PUBLICATIONS)
            ):
                await faire(phase)
            phase.secondes = time.monotonic() - debut
            await self._laisser_finir(vigie)
        phase.sessions.perdues = sum(lecteur.perdue for lecteur in self._lecteurs)
        return phase

    async def _laisser_finir(self, vigie: Vigie) -> None:
        """Wait for who was cut, and for the last publication to be everywhere, or long enough."""
        fin = time.monotonic() + _REVENIR
        while time.monotonic() < fin:
            a_voir = vues_partout(vigie.publiees, vigie.vues, vigie.arretes)[1]
            if not a_voir and not any(lecteur.perdue for lecteur in self._lecteurs):
                return
            await asyncio.sleep(0.1)

    async def _frapper(self, phase: Phase, duree: float) -> None:
        """Kill a process at random, start it again, and so on; one at least is always there."""
        fin = time.monotonic() + duree
        relances: list[asyncio.Task[None]] = []
        while time.monotonic() < fin:
            await asyncio.sleep(self._hasard.uniform(1.0, 3.0))
            prets = [u for u in self._ferme.processus if await asyncio.to_thread(u.pret)]
            if len(prets) > 1:
                un = self._hasard.choice(prets)
                phase.vigie.arretes.add(un.pid)
                await asyncio.to_thread(un.tuer)
                phase.tues += 1
                await asyncio.sleep(self._hasard.uniform(0.2, 1.5))
                relances.append(asyncio.create_task(self._relancer(un)))
        await asyncio.gather(*relances)

    async def _relancer(self, un: Processus) -> None:
        await asyncio.to_thread(un.demarrer)
        self._demarrages.append(await asyncio.to_thread(un.attendre))

    async def _tourner(self, phase: Phase) -> None:
        """Stop each process in good order and start it again, one after the other."""
        for un in self._ferme.processus:
            phase.vigie.arretes.add(un.pid)
            self._arrets.append(await asyncio.to_thread(un.arreter))
            await self._relancer(un)
            await asyncio.sleep(1.0)


@asynccontextmanager
async def _pendant(*quoi: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do things as long as a block lasts; what failed among them is raised at its end."""
    taches = [asyncio.create_task(une) for une in quoi]
    try:
        yield
    finally:
        for tache in taches:
            tache.cancel()
        issues = await asyncio.gather(*taches, return_exceptions=True)
    for issue in issues:
        if isinstance(issue, Exception):
            raise issue
