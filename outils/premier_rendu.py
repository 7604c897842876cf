"""`python -m outils.premier_rendu`: when each page can first be read, and when it is ready.

The empty page of the bench is loaded in the same turns: ratios are to its first paint. A page is
ready when nothing in it moves any more, as the tests wait for it (`outils.navigateur`). Each load
has a context of its own; « slow » is a processor four times slower and a slow 4G network.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from fabrique_dash.publication.site.pages import PAGES
from outils.navigateur import attendre_calme, chromium, observer
from outils.serveur_local import RACINE, servir

TEMOIN = RACINE / "bench" / "temoin" / "temoin.py"
# What Lighthouse calls slow 4G, as the protocol applies it.
_RESEAU = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.44e6 / 8,
    "uploadThroughput": 0.675e6 / 8,
}
_PROCESSEUR = 4
_OBSERVER = """
window.__rendu = { lcp: 0, cls: 0 };
new PerformanceObserver((lot) => {
  for (const vu of lot.getEntries()) __rendu.lcp = vu.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((lot) => {
  for (const saut of lot.getEntries()) if (!saut.hadRecentInput) __rendu.cls += saut.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_LU = """() => ({
  ...window.__rendu,
  fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
  pret: performance.now(),
})"""


@dataclass
class Releve:
    """Milliseconds of each load: first paint, largest one, ready; and how much the page moved."""

    nom: str
    url: str
    fcp: list[float] = field(default_factory=list)
    lcp: list[float] = field(default_factory=list)
    pret: list[float] = field(default_factory=list)
    cls: list[float] = field(default_factory=list)

    def charger(self, navigateur: Browser, lent: bool) -> None:
        """Load the page once, as somebody who comes for the first time on a phone."""
        contexte = navigateur.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
        contexte.add_init_script(_OBSERVER)
        observer(contexte)
        page = contexte.new_page()
        if lent:
            session = contexte.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", _RESEAU)
            session.send("Emulation.setCPUThrottlingRate", {"rate": _PROCESSEUR})
        page.goto(self.url, wait_until="commit")
        attendre_calme(page)
        for nom, valeur in page.evaluate(_LU).items():
            getattr(self, nom).append(float(valeur))
        contexte.close()

    def ligne(self, temoin: Releve) -> str:
        """Write the medians, and the ratio of the first paint to that of the empty page."""
        valeurs = [median(v) for v in (self.fcp, self.lcp, self.pret)]
        rapport = valeurs[0] / median(temoin.fcp)
        dits = " | ".join(f"{v:.0f}" for v in valeurs)
        return f"| {self.nom} | {dits} | {median(self.cls):.3f} | {rapport:.2f} |"


def principal(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table for each speed."""
    analyse = argparse.ArgumentParser(prog="python -m outils.premier_rendu", description=__doc__)
    analyse.add_argument("--tours", type=int, default=3, help="chargements de chaque page")
    analyse.add_argument("--app", type=Path, default=RACINE / "app.py", help="ce qui est mesuré")
    analyse.add_argument("--pages", nargs="*", help="clés des pages (défaut : toutes)")
    choix = analyse.parse_args(arguments)
    options = ("--browser.gatherUsageStats", "false")
    with (
        servir(TEMOIN, options=options, lanceur="lancer") as vide,
        servir(choix.app) as app,
        chromium() as navigateur,
    ):
        for lent in (False, True):
            temoin = Releve("page vide", vide.url)
            pages = [
                Releve(p.titre, f"{app.url}/{p.adresse if rang else ''}")
                for rang, p in enumerate(PAGES)
                if not choix.pages or p.cle in choix.pages
            ]
            for _ in range(choix.tours):
                for releve in (temoin, *pages):
                    releve.charger(navigateur, lent)
            print("Processeur et réseau lents" if lent else "Sans frein", flush=True)
            print("| Page | Premier rendu (ms) | Plus grand | Prête | Sauts | Rapport |")
            print("| --- | --- | --- | --- | --- | --- |")
            for releve in (temoin, *pages):
                print(releve.ligne(temoin), flush=True)


if __name__ == "__main__":
    principal()
