"""One page in its own browser context: first load and interactions, timed and counted."""

import base64
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from bench.commandes import Commande, commandes

INSTRUMENTS = (Path(__file__).parent / "instruments.js").read_text(encoding="utf-8")
CALME_MS = 700
DELAI_MS = 40_000
DELAI_REACTION_MS = 4_000

_POSE = """([depuis, calme]) => {
  const m = window.__mesure, t = performance.timeOrigin + performance.now();
  return m && m.courses <= 0 && m.fin > depuis && t - Math.max(m.dessin, m.fin) > calme;
}"""
_PARTI = "depuis => window.__mesure.depart > depuis"


@dataclass(frozen=True)
class Temps:
    """Durations of one load or one interaction, in milliseconds."""

    fait: float
    dessine: float
    cpu: float


def temps_processeur(pid: int) -> float:
    """CPU time used so far by a whole process, in milliseconds.

    Linux gives every process a clock whose number derives from the pid; it is exact to the
    nanosecond and keeps the time of threads that have ended, unlike /proc.
    """
    return time.clock_gettime((~pid << 3) | 2) * 1000


class Onglet:
    """A fresh visitor on one page of one server."""

    def __init__(self, navigateur: Browser, url: str, pid: int) -> None:
        self.url = url
        self._pid = pid
        self._contexte = navigateur.new_context(
            viewport={"width": 1280, "height": 900}, locale="fr-FR"
        )
        self._contexte.add_init_script(INSTRUMENTS)
        self.page: Page = self._contexte.new_page()
        self.octets = 0
        self._compter()

    def _compter(self) -> None:
        session = self._contexte.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._ajouter_http)
        session.on("Network.webSocketFrameReceived", self._ajouter_message)

    def _ajouter_http(self, evenement: dict[str, Any]) -> None:
        self.octets += int(evenement["encodedDataLength"])

    def _ajouter_message(self, evenement: dict[str, Any]) -> None:
        charge = evenement["response"]["payloadData"]
        binaire = evenement["response"]["opcode"] == 2
        self.octets += len(base64.b64decode(charge)) if binaire else len(charge)

    def _mesure(self) -> dict[str, Any]:
        mesure: dict[str, Any] = self.page.evaluate("() => window.__mesure")
        return mesure

    def _attendre(self, depuis: float) -> dict[str, Any]:
        self.page.wait_for_function(_POSE, arg=[depuis, CALME_MS], timeout=DELAI_MS, polling=50)
        return self._mesure()

    def charger(self) -> Temps:
        """Load the page for the first time."""
        avant = temps_processeur(self._pid)
        self.page.goto(self.url)
        mesure = self._attendre(0)
        depart = mesure["naissance"]
        cpu = temps_processeur(self._pid) - avant
        return Temps(mesure["fin"] - depart, mesure["dessin"] - depart, cpu)

    def interagir(self, commande: Commande) -> Temps:
        """Use a control once."""
        avant = temps_processeur(self._pid)
        commande.utiliser(self.page)
        geste = self._mesure()["geste"]
        mesure = self._attendre(geste)
        cpu = temps_processeur(self._pid) - avant
        return Temps(mesure["fin"] - geste, mesure["dessin"] - geste, cpu)

    def commande_utile(self) -> Commande | None:
        """First control that makes the script run; tried out, so the page has been used."""
        for commande in commandes(self.page):
            try:
                commande.utiliser(self.page)
                geste = self._mesure()["geste"]
                self.page.wait_for_function(_PARTI, arg=geste, timeout=DELAI_REACTION_MS)
                self._attendre(geste)
            except Error:
                continue
            return commande
        return None

    def fermer(self) -> None:
        """Leave."""
        self._contexte.close()
