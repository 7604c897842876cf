"""`python -m bench`: measure, then print the tables. A missed target is reported, never fatal."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.campagne import Sujet, chargements, interactions, sessions
from bench.cibles import Releve
from bench.rapport import rediger
from bench.synthetique import DONNEES, dossier_dix_fois
from outils.navigateur import chromium
from outils.serveur_local import Serveur, servir
from outils.session_brute import PageApp, pages_de

TEMOIN = Path(__file__).parent / "temoin" / "temoin.py"


@dataclass(frozen=True)
class Serveurs:
    """The three servers of a run: the empty page, the dashboard, the dashboard ten times larger."""

    temoin: Serveur
    app: Serveur
    dix_fois: Serveur | None


@contextmanager
def _serveurs(avec_dix_fois: bool) -> Iterator[Serveurs]:
    with ExitStack() as pile:
        options = ("--browser.gatherUsageStats", "false")
        temoin = pile.enter_context(servir(TEMOIN, options=options, lanceur="lancer"))
        app = pile.enter_context(servir())
        dix_fois = None
        if avec_dix_fois and DONNEES.is_dir():
            dossier = pile.enter_context(tempfile.TemporaryDirectory())
            donnees = str(dossier_dix_fois(Path(dossier) / "data"))
            dix_fois = pile.enter_context(servir(environnement={"FABRIQUE_DONNEES": donnees}))
        yield Serveurs(temoin, app, dix_fois)


def _arguments() -> argparse.Namespace:
    analyse = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    analyse.add_argument("--tours", type=int, default=8, help="interactions par page")
    analyse.add_argument("--chargements", type=int, default=5, help="premiers chargements par page")
    analyse.add_argument("--sessions", type=int, default=3, help="salves de 30 sessions par page")
    analyse.add_argument("--pages", nargs="*", help="chemins à mesurer (défaut : tous)")
    analyse.add_argument("--sans-dix-fois", action="store_true", help="sans les données décuplées")
    return analyse.parse_args()


def _sujets(serveur: Serveur, pages: Sequence[PageApp]) -> list[Sujet]:
    return [Sujet(serveur, page.chemin, Releve(page.chemin or "accueil")) for page in pages]


def principal() -> None:
    """Run the whole campaign."""
    choix = _arguments()
    with _serveurs(not choix.sans_dix_fois) as serveurs:
        pages = [
            page
            for page in pages_de(serveurs.app.url)
            if not choix.pages or (page.chemin or "accueil") in choix.pages
        ]
        temoin = Sujet(serveurs.temoin, "", Releve("page vide"))
        sujets = _sujets(serveurs.app, pages)
        decuples = _sujets(serveurs.dix_fois, pages) if serveurs.dix_fois else []
        print(f"{len(pages)} pages et la page vide : plusieurs minutes.", flush=True)
        sessions([temoin, *sujets], choix.sessions)
        with chromium() as navigateur:
            chargements(navigateur, [temoin, *sujets], choix.chargements)
            interactions(navigateur, [temoin, *sujets, *decuples], choix.tours)
    releves = [sujet.releve for sujet in sujets]
    print(rediger(temoin.releve, releves, [sujet.releve for sujet in decuples]))


if __name__ == "__main__":
    principal()
