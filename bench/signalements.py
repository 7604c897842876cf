"""`python -m bench.signalements`: a thousand robots at the form of reports, while pages are read.

They are of all sorts: without a token, at once, in every field, with a token that has served, well
behaved from one address, well behaved from many. A journal of its own is served by a real server.
"""

from __future__ import annotations

import random
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median, quantiles

import httpx
from sqlalchemy import func, select

from bench.commandes import Commande
from bench.onglet import Onglet, temps_processeur
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.erreurs_signalees import FILE_MAXIMALE
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import verifier
from fabrique_dash.journal.tables import ERREUR_SIGNALEE
from fabrique_dash.serveur.adresses.defense import LEURRE, SECONDES_AU_MOINS, Refus
from outils.navigateur import chromium
from outils.serveur_local import Serveur, servir

_A_LA_FOIS = 8
_GESTES = 15
_ENTRE_DEUX_LECTURES = 0.2  # seconds: people read
_RANGEE = "/signaler?page=%2Ffrise&table=evenements&cle=lancement-2021-10-15"
_CACHE = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_PAGES = ("/", "/frise", "/parcours", "/lettres", "/sources")
# What each sort of robot does, and how many of them there are.
SORTES = {
    "sans jeton": 150,
    "aussitôt": 150,
    "tous les champs": 150,
    "jeton qui a servi": 150,
    "d’une même adresse": 100,
    "de beaucoup d’adresses": 300,
}
Champs = dict[str, str]


@dataclass(frozen=True)
class Robot:
    """What one robot posts, and from where; a token that is asked for at once when there is none.

    Attributes:
        sorte: its sort.
        adresse: from where.
        champs: what it posts.
        demande: whether it opens the form first.
    """

    sorte: str
    adresse: str
    champs: Champs
    demande: bool = False


@cache
def _client(url: str, adresse: str) -> httpx.Client:
    """Return the client of an address, made once: its certificates, unused, are long to read."""
    voie = httpx.HTTPTransport(local_address=adresse, verify=False)
    return httpx.Client(base_url=url, transport=voie, timeout=60, headers={"origin": url})


def _formulaire(client: httpx.Client) -> Champs:
    lu = client.get(_RANGEE)
    return {nom: valeur for nom, valeur in _CACHE.findall(lu.text)}


def preparer(url: str) -> list[Robot]:
    """Make the thousand robots, those that behave with forms that are old enough, in any order."""
    robots: list[Robot] = []
    client = _client(url, "127.0.0.1")
    rejoue = _formulaire(client)
    for sorte, nombre in SORTES.items():
        for rang in range(nombre):
            texte = {"quoi": f"Achetez ceci, {sorte}, n° {rang}."}
            loin = sorte in ("de beaucoup d’adresses", "jeton qui a servi")
            adresse = f"127.0.{2 + rang % 60}.1" if loin else "127.0.1.1"
            champs: Champs = {}
            if sorte == "jeton qui a servi":
                champs = rejoue
            elif sorte in ("de beaucoup d’adresses", "d’une même adresse"):
                champs = _formulaire(client)
            elif sorte == "tous les champs":
                champs = {LEURRE: "Promotion", "courriel": "a@exemple.fr"}
            robots.append(Robot(sorte, adresse, texte | champs, sorte == "aussitôt"))
    random.Random(13).shuffle(robots)
    time.sleep(SECONDES_AU_MOINS)
    return robots


def envoyer(url: str, robot: Robot) -> tuple[str, str]:
    """Have a robot post; return its sort and what it was answered."""
    client = _client(url, robot.adresse)
    champs = robot.champs | (_formulaire(client) if robot.demande else {})
    reponse = client.post("/signaler", data=champs)
    return robot.sorte, reponse_en_mots(reponse.status_code, reponse.text)


def reponse_en_mots(statut: int, texte: str) -> str:
    """Name what a robot was answered: the reason of a refusal, or thanks."""
    if statut == 200:
        return "remercié"
    connus = (r for r in Refus if r.statut == statut and r.dit.partition("{")[0] in texte)
    return next((refus.name.lower().replace("_", " ") for refus in connus), f"statut {statut}")


def lectures(url: str, fini: threading.Event) -> list[float]:
    """Read first views that nobody has read yet; return how long each took, in milliseconds."""
    client, durees = _client(url, "127.0.0.1"), []
    for rang in count():
        if fini.wait(_ENTRE_DEUX_LECTURES):
            break
        jour = f"2022-{1 + random.randrange(12):02}-{1 + random.randrange(28):02}"
        debut = time.perf_counter()
        lue = client.get(_PAGES[rang % len(_PAGES)], params={"date": jour})
        durees.append((time.perf_counter() - debut) * 1000)
        if lue.status_code != 200:
            raise RuntimeError(f"{lue.url} : {lue.status_code}")
    return durees


def gestes(onglet: Onglet, commande: Commande, fini: threading.Event | None = None) -> list[float]:
    """Use a control of a page again and again; return how long each took until it was drawn.

    Args:
        onglet: a visitor.
        commande: the control.
        fini: ends them; so many of them without it.
    """
    durees: list[float] = []
    while len(durees) < 2 or (len(durees) < _GESTES if fini is None else not fini.is_set()):
        durees.append(onglet.interagir(commande).dessine)
    return durees


def lues_et_gestes(
    url: str, onglet: Onglet, commande: Commande, fini: threading.Event | None = None
) -> tuple[list[float], list[float]]:
    """Read pages and use one at the same time; return how long each took."""
    assez = threading.Event()
    with ThreadPoolExecutor(1) as fil:
        lues = fil.submit(lectures, url, assez)
        try:
            faits = gestes(onglet, commande, fini)
        finally:
            assez.set()
        return lues.result(), faits


def ligne(nom: str, avant: Sequence[float], pendant: Sequence[float]) -> str:
    """Write a row of Markdown: medians and 95th percentiles, before and during."""
    cases = [f"{median(d):.0f} | {quantiles(d, n=20)[-1]:.0f}" for d in (avant, pendant)]
    return f"| {nom} | {' | '.join(cases)} |"


@contextmanager
def _journal(dossier: Path) -> Iterator[Journal]:
    journal = ouvrir(str(dossier / "journal.sqlite"))
    commencer(journal, DOSSIER_PAR_DEFAUT, SYSTEME, verifier)
    yield journal
    journal.fermer()


def _en_file(journal: Journal) -> int:
    with journal.lire() as cx:
        return int(cx.execute(select(func.count()).select_from(ERREUR_SIGNALEE)).scalar_one())


def _l_assaut(url: str, robots: Sequence[Robot], fini: threading.Event) -> list[tuple[str, str]]:
    try:
        with ThreadPoolExecutor(_A_LA_FOIS) as fils:
            return list(fils.map(lambda robot: envoyer(url, robot), robots))
    finally:
        fini.set()


def mesurer(serveur: Serveur, journal: Journal, onglet: Onglet) -> None:
    """Measure, and print what was seen."""
    url = serveur.url
    onglet.charger()
    onglet.charger()
    commande = onglet.commande_utile()
    assert commande is not None
    lues_avant, gestes_avant = lues_et_gestes(url, onglet, commande)
    robots, fini = preparer(url), threading.Event()
    avant, processeur = time.perf_counter(), temps_processeur(serveur.pid)
    with ThreadPoolExecutor(1) as fil:
        assaut = fil.submit(_l_assaut, url, robots, fini)
        lues_pendant, gestes_pendant = lues_et_gestes(url, onglet, commande, fini)
        reponses = assaut.result()
    duree = time.perf_counter() - avant
    processeur = (temps_processeur(serveur.pid) - processeur) / 1000
    print(
        f"{len(robots)} envois en {duree:.0f} s, pages lues comprises ({processeur:.1f} s de "
        f"processeur du serveur). En file : {_en_file(journal)}, {FILE_MAXIMALE} au plus.\n"
    )
    print("| Robot | Réponse | Nombre |\n| --- | --- | --- |")
    for (sorte, reponse), nombre in sorted(Counter(reponses).items()):
        print(f"| {sorte} | {reponse} | {nombre} |")
    print("\n| Pages (ms) | médiane avant | 95 % avant | médiane pendant | 95 % pendant |")
    print("| --- | --- | --- | --- | --- |")
    print(ligne("première vue, jamais lue", lues_avant, lues_pendant))
    print(ligne("geste, jusqu’au dessin", gestes_avant, gestes_pendant))


def principal() -> None:
    """Serve a journal of its own, and let the robots come."""
    with tempfile.TemporaryDirectory() as dossier, _journal(Path(dossier)) as journal:
        nom = str(journal.moteur.url.database)
        with servir(environnement={moteur.VARIABLE: nom}) as serveur, chromium() as navigateur:
            onglet = Onglet(navigateur, f"{serveur.url}/frise", serveur.pid)
            mesurer(serveur, journal, onglet)
            onglet.fermer()


if __name__ == "__main__":
    principal()
