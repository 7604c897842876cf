"""The Chromium that tests, measures and screenshots share."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

DRAPEAUX = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_CALME = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app?.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]');
}"""


def chemin_chromium() -> str | None:
    """Program named by the CHROMIUM variable, else the one on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as atelier:
        navigateur = atelier.chromium.launch(executable_path=chemin_chromium(), args=DRAPEAUX)
        yield navigateur
        navigateur.close()


def attendre_calme(page: Page, delai: float = 30_000) -> None:
    """Wait until the script has finished and nothing on the page is still provisional."""
    page.wait_for_function(_CALME, timeout=delai)
