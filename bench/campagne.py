"""The order of the measures: every page in turn, again and again, so that all share the weather."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from bench.cibles import Releve
from bench.commandes import Commande
from bench.onglet import Onglet
from outils.serveur_local import Serveur
from outils.session_brute import parcourir_ensemble

SESSIONS = 30


@dataclass(frozen=True)
class Sujet:
    """One page of one server, and where its measures go."""

    serveur: Serveur
    chemin: str
    releve: Releve

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"{self.serveur.url}/{self.chemin}"

    def onglet(self, navigateur: Browser) -> Onglet:
        """A fresh visitor."""
        return Onglet(navigateur, self.url, self.serveur.pid)


def chargements(navigateur: Browser, sujets: Sequence[Sujet], tours: int) -> None:
    """First loads, each in a new context; the first turn only warms up."""
    for tour in range(tours + 1):
        for sujet in sujets:
            onglet = sujet.onglet(navigateur)
            temps = onglet.charger()
            onglet.fermer()
            if tour:
                sujet.releve.charge_fait.append(temps.fait)
                sujet.releve.charge_dessine.append(temps.dessine)
                sujet.releve.octets.append(onglet.octets / 1000)


def _ouvrir(navigateur: Browser, sujet: Sujet) -> tuple[Sujet, Onglet, Commande] | None:
    onglet = sujet.onglet(navigateur)
    onglet.charger()
    commande = onglet.commande_utile()
    if commande is None:
        sujet.releve.commande = "aucune commande"
        onglet.fermer()
        return None
    sujet.releve.commande = commande.nom
    return sujet, onglet, commande


def interactions(navigateur: Browser, sujets: Sequence[Sujet], tours: int) -> None:
    """Interactions on pages that stay open."""
    ouverts = [o for o in (_ouvrir(navigateur, sujet) for sujet in sujets) if o is not None]
    for _ in range(tours):
        for sujet, onglet, commande in ouverts:
            temps = onglet.interagir(commande)
            sujet.releve.cpu.append(temps.cpu)
            sujet.releve.fait.append(temps.fait)
            sujet.releve.dessine.append(temps.dessine)
    for _, onglet, _ in ouverts:
        onglet.fermer()


def sessions(sujets: Sequence[Sujet], tours: int) -> None:
    """Raw sessions opened together; the first turn only warms up."""
    for tour in range(tours + 1):
        for sujet in sujets:
            depart = time.perf_counter()
            parcours = parcourir_ensemble(sujet.serveur.url, sujet.chemin, SESSIONS)
            duree = (time.perf_counter() - depart) * 1000
            if not all(p.reussi for p in parcours):
                raise RuntimeError(f"Le script de « {sujet.releve.nom} » a échoué.")
            if tour:
                sujet.releve.sessions.append(duree)
