"""`python -m bench`: measure, then print the tables. A missed target is reported, never fatal."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.campagne import Sujet, chargements, interactions, sessions
from bench.cibles import AVEC_JOURNAL, DIX_FOIS, Cible, Releve
from bench.rapport import rediger
from bench.synthetique import DONNEES, dossier_dix_fois
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import verifier
from outils.navigateur import chromium
from outils.serveur_local import Serveur, servir
from outils.session_brute import PageApp, pages_de

TEMOIN = Path(__file__).parent / "temoin" / "temoin.py"


@dataclass(frozen=True)
class Serveurs:
    """The servers of a run: the empty page, the dashboard, and the dashboard served otherwise."""

    temoin: Serveur
    app: Serveur
    autres: tuple[tuple[Cible, Serveur], ...]


def _journal(dossier: Path) -> str:
    """Make a journal of one publication; return its name."""
    nom = str(dossier / "journal.sqlite")
    journal = ouvrir(nom)
    commencer(journal, DONNEES, SYSTEME, verifier)
    journal.fermer()
    return nom


def _autrement(dossier: Path) -> Iterator[tuple[Cible, dict[str, str]]]:
    """Yield how else the dashboard is served, and what is compared then."""
    yield DIX_FOIS, {"FABRIQUE_DONNEES": str(dossier_dix_fois(dossier / "data"))}
    yield AVEC_JOURNAL, {moteur.VARIABLE: _journal(dossier)}


@contextmanager
def _serveurs(sans_comparer: bool) -> Iterator[Serveurs]:
    with ExitStack() as pile:
        options = ("--browser.gatherUsageStats", "false")
        temoin = pile.enter_context(servir(TEMOIN, options=options, lanceur="lancer"))
        app = pile.enter_context(servir())
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        autres = [
            (cible, pile.enter_context(servir(environnement=environnement)))
            for cible, environnement in ([] if sans_comparer else _autrement(dossier))
        ]
        yield Serveurs(temoin, app, tuple(autres))


def _arguments() -> argparse.Namespace:
    analyse = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    analyse.add_argument("--tours", type=int, default=8, help="interactions par page")
    analyse.add_argument("--chargements", type=int, default=5, help="premiers chargements par page")
    analyse.add_argument("--sessions", type=int, default=3, help="salves de 30 sessions par page")
    analyse.add_argument("--pages", nargs="*", help="chemins à mesurer (défaut : tous)")
    analyse.add_argument(
        "--sans-comparer", action="store_true", help="sans données décuplées ni journal"
    )
    return analyse.parse_args()


def _sujets(serveur: Serveur, pages: Sequence[PageApp]) -> list[Sujet]:
    return [Sujet(serveur, page.chemin, Releve(page.chemin or "accueil")) for page in pages]


def principal() -> None:
    """Run the whole campaign."""
    choix = _arguments()
    with _serveurs(choix.sans_comparer) as serveurs:
        pages = [
            page
            for page in pages_de(serveurs.app.url)
            if not choix.pages or (page.chemin or "accueil") in choix.pages
        ]
        temoin = Sujet(serveurs.temoin, "", Releve("page vide"))
        sujets = _sujets(serveurs.app, pages)
        autres = [(cible, _sujets(serveur, pages)) for cible, serveur in serveurs.autres]
        print(f"{len(pages)} pages et la page vide : plusieurs minutes.", flush=True)
        sessions([temoin, *sujets], choix.sessions)
        with chromium() as navigateur:
            chargements(navigateur, [temoin, *sujets], choix.chargements)
            compares = [sujet for _, siens in autres for sujet in siens]
            interactions(navigateur, [temoin, *sujets, *compares], choix.tours)
    releves = [sujet.releve for sujet in sujets]
    memes = [(cible, [sujet.releve for sujet in siens]) for cible, siens in autres]
    print(rediger(temoin.releve, releves, memes))


if __name__ == "__main__":
    principal()
