"""Requests on the stable addresses and on pages, publications, and who has seen them."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from sqlalchemy import select

from bench.grandeur.ferme import Processus
from bench.grandeur.releves import Demandes, Publiee
from fabrique_dash.journal.cases import Changement, ecrire_la_cle
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.tables import PUBLICATION

STABLES = (
    "/donnees/territoires.csv",
    "/donnees/groupes.json?date=2021-11-30",
    "/donnees/evenements.csv",
    "/chiffres.json",
    "/agenda.ics",
    "/flux.atom",
    "/images/carte.svg",
    "/images/frise.svg",
)
PAGES = ("/", "/carte", "/frise", "/territoires?territoire=arras")
# A row that no view of the trial shows: what they show stays the same.
_TABLE, _RANGEE, _COLONNE = "participants", "malaunay", "note"
_REGARD = 0.05  # seconds between two looks at what a process serves
_DELAI = 15.0  # seconds


@dataclass
class Guichet:
    """What is asked for, and what came of it; a phase puts its own counts here."""

    url: str
    stables: Demandes = field(default_factory=Demandes)
    pages: Demandes = field(default_factory=Demandes)

    async def demander(self, numero: int, pause: float) -> None:
        """Ask for addresses, one after another, until cancelled.

        Args:
            numero: who asks.
            pause: seconds between two requests, on average; 0 to go as fast as possible.
        """
        hasard = random.Random(numero)
        entetes = {"X-Forwarded-For": f"10.9.{numero // 250}.{numero % 250 + 1}"}
        async with httpx.AsyncClient(
            base_url=self.url, headers=entetes, timeout=_DELAI, trust_env=False
        ) as client:
            while True:
                if pause and hasard.random() < 0.2:
                    await _une(client, hasard.choice(PAGES), self.pages)
                else:
                    await _une(client, hasard.choice(STABLES), self.stables)
                if pause:
                    await asyncio.sleep(hasard.uniform(0.5, 1.5) * pause)


async def preparer_les_adresses(un: Processus, url: str) -> None:
    """Have a process make each address once, as it is asked for through the proxy.

    Args:
        un: the process.
        url: the proxy's address, which is written in some answers.
    """
    entetes = {"Host": httpx.URL(url).netloc.decode()}
    async with httpx.AsyncClient(
        base_url=un.url, headers=entetes, timeout=6 * _DELAI, trust_env=False
    ) as client:
        for adresse in (*STABLES, *PAGES):
            await client.get(adresse)


async def _une(client: httpx.AsyncClient, adresse: str, vers: Demandes) -> None:
    debut = time.monotonic()
    try:
        recue = await client.get(adresse)
    except httpx.HTTPError as erreur:
        vers.ratees[type(erreur).__name__] += 1
        return
    if recue.status_code != 200 or not recue.content:
        vers.ratees[str(recue.status_code)] += 1
        return
    vers.durees.append(time.monotonic() - debut)
    if etag := recue.headers.get("etag"):
        vers.etiquettes.setdefault((adresse, recue.headers["surrogate-key"]), set()).add(etag)


@dataclass
class Vigie:
    """When each publication was made, and when each process was first seen with it.

    Attributes:
        publiees: the publications, by number.
        vues: by the number of a process, which a new one never has again.
        arretes: the processes that were stopped.
    """

    publiees: dict[int, Publiee] = field(default_factory=dict)
    vues: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    arretes: set[int] = field(default_factory=set)
    _repondent: dict[str, int] = field(default_factory=dict)

    async def regarder(self, processus: Sequence[Processus]) -> None:
        """Look at what each process serves, without the proxy, until cancelled."""
        async with httpx.AsyncClient(timeout=_DELAI, trust_env=False) as client:
            await asyncio.gather(*(self._un(client, un) for un in processus))

    async def _un(self, client: httpx.AsyncClient, un: Processus) -> None:
        while True:
            pid = un.pid
            try:
                dit = (await client.get(f"{un.url}/sante")).json()
                self.vues[pid].setdefault(dit["publication"] or 0, time.time())
                self._repondent[un.nom] = pid
            except (httpx.HTTPError, ValueError):  # it was stopped, or is beginning
                self._repondent.pop(un.nom, None)
            await asyncio.sleep(_REGARD)

    async def publier(self, journal: Journal, pause: float) -> None:
        """Publish a change once it is known who answers, then now and then, until cancelled.

        Args:
            journal: where.
            pause: seconds between two publications.
        """
        while not self._repondent:
            await asyncio.sleep(_REGARD)
        while True:
            n, le = await asyncio.to_thread(publier_un_essai, journal)
            self.publiees[n] = Publiee(le, frozenset(self._repondent.values()))
            await asyncio.sleep(pause)


def publier_un_essai(journal: Journal) -> tuple[int, float]:
    """Publish, and return the number and the instant recorded just before the commit."""
    with journal.lire() as cx:
        derniers = cx.execute(select(PUBLICATION.c.n).order_by(PUBLICATION.c.n.desc())).first()
    assert derniers is not None
    avant = "" if derniers.n == 1 else f"Essai {derniers.n}."
    cle = ecrire_la_cle([_RANGEE])
    change = Changement(_TABLE, cle, _COLONNE, avant, f"Essai {derniers.n + 1}.")
    code = proposer(journal, SYSTEME, Texte("Essai", "Mesurer."), [change])
    issue = publier(journal, code, SYSTEME, lambda _: [])
    assert issue.publication, issue
    with journal.lire() as cx:
        le = cx.execute(select(PUBLICATION.c.le).where(PUBLICATION.c.n == issue.publication))
        return issue.publication, datetime.fromisoformat(le.scalar_one()).timestamp()
