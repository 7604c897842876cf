"""The command that sends mail, from a timer: what is to be told is written, then leaves."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.commandes_du_journal import (
    Commande,
    CommandeImpossible,
    en_francais,
    journal_present,
)
from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.journal.rangement_des_courriels import Ranges, ranger
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.journal.suites_des_erreurs import entretenir_le_journal
from fabrique_dash.redaction.courriels.envoi import Bilan, envoyer
from fabrique_dash.redaction.courriels.preparation import preparer
from fabrique_dash.redaction.courriels.reglages import (
    SMTP,
    ReglageImpossible,
    Reglages,
    reglages,
)
from fabrique_dash.serveur.chemins import VARIABLE

_CHEZ_SOI = "http://localhost:8501"
_ENTIERE = re.compile(r"https?://[!#-;=?-~]+")  # as a header can hold it
_SANS_ADRESSE = (
    f"{VARIABLE} doit dire où le tableau de bord est servi, en entier («\u00a0https://…\u00a0»), "
    "sans accent ni espace (un nom de domaine accentué s’écrit «\u00a0xn--…\u00a0»)\u00a0: sans "
    "elle, les liens des courriels n’ouvriraient rien."
)


@en_francais
def envoyer_les_courriels(_: Namespace) -> int:
    """Write what is to be told, and send what waits; return 1 if something did not go well."""
    journal = journal_present()
    try:
        voulus = reglages(journal)
    except ReglageImpossible as erreur:
        raise CommandeImpossible(str(erreur)) from erreur
    racine = _racine(voulus)
    ranges = ranger(journal)
    entretenir_le_journal(journal)  # the timer comes by even where nobody does
    preparer(journal, racine, _publie)
    bilan = envoyer(journal, voulus, racine)
    fautes = _des_fautes(bilan, ranges)
    for phrase in [*_de_l_envoi(bilan, voulus), *fautes] or ["Aucun courriel à envoyer."]:
        print(phrase)
    return 1 if fautes else 0


def _racine(voulus: Reglages) -> str:
    dite = os.environ.get(VARIABLE, "").rstrip("/")
    if not dite and voulus.relais is None:
        return _CHEZ_SOI
    if _ENTIERE.fullmatch(dite) is None:
        raise CommandeImpossible(_SANS_ADRESSE)
    return dite


def _publie() -> Donnees | None:
    brancher_le_journal()
    return depot().etat().donnees


def _de_l_envoi(bilan: Bilan, voulus: Reglages) -> list[str]:
    dites = []
    if voulus.relais is None and bilan.partis:
        nombre = compte(bilan.partis, "courriel déposé", "courriels déposés")
        dites.append(f"{nombre} dans {voulus.dossier}\u00a0: aucun ne part sans {SMTP}.")
    elif bilan.partis:
        dites.append(f"{compte(bilan.partis, 'courriel parti', 'courriels partis')}.")
    if bilan.reportes:
        nombre = compte(bilan.reportes, "courriel reporté", "courriels reportés")
        dites.append(f"{nombre}\u00a0: le serveur demande de réessayer plus tard.")
    return dites


def _des_fautes(bilan: Bilan, ranges: Ranges) -> list[str]:
    dites = [
        f"Un courriel est abandonné (compte {qui})\u00a0: {raison}."
        for qui, raison in bilan.abandonnes
    ]
    if ranges.perimes:
        nombre = compte(ranges.perimes, "courriel abandonné", "courriels abandonnés")
        dites.append(f"{nombre}, faute d’avoir pu partir en cinq jours.")
    if incertains := bilan.incertains + ranges.incertains:
        nombre = compte(incertains, "courriel peut-être parti", "courriels peut-être partis")
        dites.append(f"{nombre}, l’envoi ayant été coupé\u00a0: rien n’est renvoyé.")
    if bilan.panne:
        dites.append(f"L’envoi s’arrête\u00a0: {bilan.panne}. Ce qui reste attend.")
    return dites


def _sans_argument(_: ArgumentParser) -> None:
    return None


COMMANDES_DES_COURRIELS: dict[str, tuple[Commande, str, Callable[[ArgumentParser], None]]] = {
    "courriels": (envoyer_les_courriels, "envoyer ce qui attend de l’être", _sans_argument),
}
