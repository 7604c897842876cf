"""The Chromium that tests, measures and screenshots share, and how to know that a page is at rest.

Nothing here waits for milliseconds: a busy machine is slow, not wrong.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

DRAPEAUX = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Each page is new to the compiler, which spends more on it than the page then saves; and two
# browsers on two processors have none to spare for threads of their own.
ECONOME = "--js-flags=--no-opt --no-maglev --single-threaded --min-semi-space-size=32"
DELAI = 60_000.0  # ms: far beyond what a page takes

_TEMOIN = Path(__file__).with_name("temoin.js")


def chemin_chromium() -> str | None:
    """Program named by the CHROMIUM variable, else the one on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def chromium(*drapeaux: str) -> Iterator[Browser]:
    """A headless Chromium, with these flags besides ours."""
    with sync_playwright() as atelier:
        navigateur = atelier.chromium.launch(
            executable_path=chemin_chromium(), args=[*DRAPEAUX, *drapeaux]
        )
        yield navigateur
        navigateur.close()


def observer(contexte: BrowserContext) -> None:
    """Put in every page to come the witness that `attendre_calme` and `rejouer` ask."""
    contexte.add_init_script(path=_TEMOIN)


def attendre_calme(page: Page) -> None:
    """Wait until the last run asked for is over, all of it is drawn, and nothing moves any more."""
    page.wait_for_function("() => window.__temoin?.calme()", timeout=DELAI)


@contextmanager
def rejouer(page: Page) -> Iterator[None]:
    """Do what makes the script run again; wait until it has been asked to, then for calm."""
    avant = page.evaluate("() => window.__temoin.demandes()")
    yield
    page.wait_for_function("avant => window.__temoin?.demandes() > avant", arg=avant, timeout=DELAI)
    attendre_calme(page)
