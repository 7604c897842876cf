"""`python -m bench.journal`: what the journal costs, on a long history made by code.

A missed target is told, never fatal. Everything is written in a folder of its own.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.histoire_synthetique import CASES, PUBLICATIONS, Passe, vieillir
from bench.onglet import temps_processeur
from fabrique_dash.donnees.atelier import atelier
from fabrique_dash.donnees.controle.a_part import PROGRAMME
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT, depot
from fabrique_dash.journal import moteur
from fabrique_dash.journal.apercus import Apercus
from fabrique_dash.journal.brouillons import proposer_les_brouillons
from fabrique_dash.journal.comptes import comptes
from fabrique_dash.journal.dossiers import suivre
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.historique import (
    Filtre,
    derniere,
    historique,
    personnes_nommees,
    rangees_changees,
)
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte
from fabrique_dash.journal.propositions_lues import (
    OUVERTES,
    changements,
    evenements,
    propositions,
)
from fabrique_dash.journal.publication import candidat, publier
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import brancher_le_journal, verifier
from fabrique_dash.publication.prechauffage import prechauffer
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.histoire import raconter
from fabrique_dash.redaction.portes import porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import enregistrer, ouverte, preparer
from fabrique_dash.redaction.typee import Lieu
from outils.serveur_local import servir

_TOURS, _PUBLIEES, _DEMARRAGES = 40, 5, 5
_TABLE = "evenements"
Faire = Callable[[int], object]


@dataclass(frozen=True)
class Mesure:
    """One thing that was measured: seconds, wall time or processor, and its target if any."""

    nom: str
    secondes: tuple[float, ...]
    cible: float | None = None

    def ligne(self) -> str:
        """Write it as a row of Markdown, in milliseconds."""
        milieu, pire = median(self.secondes) * 1000, max(self.secondes) * 1000
        if self.cible is None:
            return f"| {self.nom} | {milieu:.1f} | {pire:.1f} | | |"
        tenue = "oui" if milieu <= self.cible * 1000 else "NON"
        return f"| {self.nom} | {milieu:.1f} | {pire:.1f} | {self.cible * 1000:.0f} | {tenue} |"


def chronometrer(nom: str, faire: Faire, cible: float | None = None, tours: int = _TOURS) -> Mesure:
    """Time something so many times, after once for nothing."""
    faire(-1)
    durees = []
    for tour in range(tours):
        debut = time.perf_counter()
        faire(tour)
        durees.append(time.perf_counter() - debut)
    return Mesure(nom, tuple(durees), cible)


def histoire(journal: Journal, passe: Passe) -> Iterator[Mesure]:
    """Measure what the pages and the feeds read of a long history."""
    (table, cle), (autre_table, autre) = passe.changee_partout, passe.changee_parfois
    tout = Filtre(avant=PUBLICATIONS + 1)
    for nom, filtre, cible in (
        ("historique d’une rangée que tout change", Filtre(table=table, cle=cle), 0.05),
        ("historique d’une autre rangée", Filtre(table=autre_table, cle=autre), 0.05),
        ("historique entier, une page", tout, None),
        ("historique d’une table", Filtre(table=table), None),
        ("historique d’une personne", Filtre(par=passe.personnes[0]), None),
        ("historique entre deux jours", Filtre(depuis="2000", jusqu_a="2100"), None),
        ("page du milieu", Filtre(avant=PUBLICATIONS // 2), None),
    ):
        yield chronometrer(nom, lambda _, f=filtre: raconter(journal, f), cible)  # type: ignore[misc]
    yield chronometrer(
        "cases d’une rangée que tout change, 200",
        lambda _: historique(journal, Filtre(table=table, cle=cle)),
        0.05,
    )
    suivante = PUBLICATIONS + 1
    yield chronometrer(
        "dernière modification, sous une fiche",
        lambda _: derniere(journal, autre_table, autre, suivante),
        0.05,
    )
    yield chronometrer("rangées à choisir", lambda _: rangees_changees(journal, table))
    yield chronometrer("personnes à choisir", lambda _: personnes_nommees(journal))


def _lieux(publiees: RangeesPubliees) -> list[Lieu]:
    return [Lieu("table", _TABLE, cle) for cle in publiees.noms(_TABLE)]


def ecriture(journal: Journal, compte: str) -> Iterator[Mesure]:
    """Measure a field that is saved, a proposal that is opened, a publication."""
    publiees, ouvre = RangeesPubliees(journal), porte("table")
    lieux = _lieux(publiees)
    departs = [ouverte(publiees, ouvre, lieu) for lieu in lieux]

    def noter(tour: int) -> None:
        enregistrer(journal, compte, departs[0], "note", f"Essai {tour}.", False)

    yield chronometrer("champ enregistré", noter, 0.05)
    codes = []
    for lieu, depart in zip(lieux[: _PUBLIEES + 1], departs, strict=False):
        enregistrer(journal, compte, depart, "note", "Pour mesurer.", False)
        brouillon = preparer(journal, compte, publiees, ouvre, lieu, aujourd_hui())
        codes.append(
            proposer_les_brouillons(journal, compte, [brouillon], Texte("Essai", "Mesure."))
        )

    def relire(_: int) -> None:
        (p,) = propositions(journal, *OUVERTES, identifiant=codes[0])
        comptes(journal)
        evenements(journal, p.id)
        dire.cases(publiees, changements(journal, p.id), "Cases")
        candidat(journal, p.id)

    yield chronometrer("proposition ouverte", relire, 0.2)
    yield _premieres_ouvertures(journal, codes[1:])
    yield from _publications(journal, codes)


def _premieres_ouvertures(journal: Journal, codes: list[str]) -> Mesure:
    """Measure what the first to open a proposal waits for: its whole package is checked."""
    apercus, durees = Apercus(), []
    for code in codes:
        debut = time.perf_counter()
        assert apercus.controler(journal, code, verifier).sain
        durees.append(time.perf_counter() - debut)
    return Mesure("proposition ouverte la première fois, contrôle compris", tuple(durees))


def _publications(journal: Journal, codes: list[str]) -> Iterator[Mesure]:
    """Measure publishing as its author waits for it, and what this process takes of it."""
    durees, processeur, servies, relues = [], [], [], []
    for code in codes[1:]:
        debut, au_depart = time.perf_counter(), time.process_time()
        issue = publier(journal, code, SYSTEME, verifier)
        durees.append(time.perf_counter() - debut)
        processeur.append(time.process_time() - au_depart)
        assert issue.publication, issue
        time.sleep(1.1)  # the repository looks once a second
        debut, au_depart = time.perf_counter(), time.process_time()
        etat = depot().etat()
        servies.append(time.perf_counter() - debut)
        relues.append(time.process_time() - au_depart)
        assert etat.donnees and etat.donnees.publiee
        assert etat.donnees.publiee.n == issue.publication
    yield Mesure("publication, contrôle compris", tuple(durees), 5.0)
    yield Mesure("publication, processeur du serveur", tuple(processeur), 0.5)
    yield Mesure("publication relue et servie par le dépôt", tuple(servies), 2.0)
    yield Mesure("publication relue, processeur du serveur", tuple(relues))


def demarrages(journal: Path) -> Iterator[Mesure]:
    """Measure a start until the server answers, without the journal and with it, in turns."""
    sortes = {"sans journal": moteur.AUCUN, "avec ce journal": str(journal)}
    durees: dict[str, list[float]] = {nom: [] for nom in sortes}
    processeur: dict[str, list[float]] = {nom: [] for nom in sortes}
    for _ in range(_DEMARRAGES):
        for nom, valeur in sortes.items():
            debut = time.perf_counter()
            with servir(environnement={moteur.VARIABLE: valeur}) as serveur:
                durees[nom].append(time.perf_counter() - debut)
                processeur[nom].append(temps_processeur(serveur.pid) / 1000)
    for nom in sortes:
        yield Mesure(f"démarrage {nom}", tuple(durees[nom]))
        yield Mesure(f"démarrage {nom}, processeur", tuple(processeur[nom]))
    ecart = median(durees["avec ce journal"]) - median(durees["sans journal"])
    yield Mesure("démarrage, de plus avec ce journal", (ecart,), 1.0)


@contextmanager
def _journal_long() -> Iterator[tuple[Path, Journal, Passe]]:
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "journal.sqlite"
        os.environ[moteur.VARIABLE] = str(fichier)
        atelier().ouvrir(PROGRAMME)
        journal = ouvrir()
        commencer(journal, DOSSIER_PAR_DEFAUT, SYSTEME, verifier)
        passe = vieillir(journal)
        suivre(journal)
        yield fichier, journal, passe
        journal.fermer()
        atelier().fermer()


def principal() -> None:
    """Make the history, measure, print the table."""
    print(f"{PUBLICATIONS} publications, {CASES} cases : quelques minutes.", flush=True)
    with _journal_long() as (fichier, journal, passe):
        print(f"Journal : {fichier.stat().st_size / 2**20:.0f} Mo.\n", flush=True)
        print("| Mesure | médiane (ms) | pire (ms) | cible (ms) | tenue |", flush=True)
        print("| --- | --- | --- | --- | --- |", flush=True)
        brancher_le_journal()
        depot().eprouver_avec(prechauffer)
        compte, _ = inviter(journal, SYSTEME, "Mesure", Habilitation(Role.ADMINISTRATEUR))
        for mesures in (histoire(journal, passe), ecriture(journal, compte), demarrages(fichier)):
            for mesure in mesures:
                print(mesure.ligne(), flush=True)


if __name__ == "__main__":
    principal()
