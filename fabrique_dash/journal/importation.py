"""From a folder to the journal, and back: the first publication, a new release, an export."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.contenus import (
    AVANT_TOUT,
    ajouter_des_contenus,
    contenu_de,
    paquet_de,
    tete_de,
)
from fabrique_dash.journal.dossiers import suivre
from fabrique_dash.journal.habilitations import exiger_un_administrateur
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.paquet import (
    Manifeste,
    Paquet,
    differences_de_fichiers,
    lire_un_dossier,
    sans_la_date,
)
from fabrique_dash.journal.propositions import PropositionImpossible, Texte, inscrire, noter
from fabrique_dash.journal.propositions_lues import Nature, Quoi
from fabrique_dash.journal.publication import (
    Candidat,
    Verificateur,
    inscrire_la_publication,
)
from fabrique_dash.journal.tableau import Tableau, differences
from fabrique_dash.journal.tables import EVENEMENT, PROPOSITION, PUBLICATION


class PaquetFautif(RuntimeError):
    """A folder can't enter the journal: its faults, as `make donnees` says them."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        super().__init__("Ce paquet a des fautes\u00a0: rien n’a été enregistré.")
        self.problemes = tuple(problemes)


def _lire(dossier: Path, verifier: Verificateur) -> tuple[Paquet, dict[str, bytes]]:
    paquet = lire_un_dossier(dossier)
    if problemes := verifier(dossier):
        raise PaquetFautif(problemes)
    return paquet, {sha: paquet.contenu(sha) for sha in paquet.manifeste.values()}


def commencer(journal: Journal, dossier: Path, par: str, verifier: Verificateur) -> None:
    """Make a folder the first publication, and serve it; nothing if there is one already.

    Raises:
        DroitRefuse: the account is no administrator.
        TableIllisible, PaquetFautif: the folder can't enter the journal.
        JournalIndisponible: the journal can't be written.
    """
    with journal.lire() as cx:
        commence = tete_de(cx) != AVANT_TOUT
    if not commence:
        paquet, contenus = _lire(dossier, verifier)
        _inscrire_la_premiere(journal, par, paquet.manifeste, contenus)
    suivre(journal)


def _inscrire_la_premiere(
    journal: Journal, par: str, manifeste: Manifeste, contenus: dict[str, bytes]
) -> None:
    texte = Texte("Premières données", "Le paquet livré avec le tableau de bord.", Nature.IMPORT)
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        if tete_de(cx) != AVANT_TOUT:
            return
        code = inscrire(cx, journal, par, AVANT_TOUT, texte, (), manifeste=manifeste)
        noter(cx, journal, code, Quoi.PUBLIEE, par)
        fait = Candidat(AVANT_TOUT, manifeste=manifeste, neufs=contenus)
        inscrire_la_publication(cx, journal, fait, code, par, texte.titre)


def importer(journal: Journal, dossier: Path, par: str, verifier: Verificateur) -> str | None:
    """Make a proposal of what a new release changes since the one before; return its code.

    A file that is one of those published since is our own, come back by an export: it changes
    nothing.

    Args:
        journal: the journal, already begun.
        dossier: the release.
        par: an administrator.
        verifier: checks a package.

    Returns:
        The proposal; None if the release changes nothing.

    Raises:
        DroitRefuse: the account is no administrator.
        TableIllisible, PaquetFautif: the release can't be read, or has faults.
        JournalIndisponible: the journal can't be written.
    """
    neuf, contenus = _lire(dossier, verifier)
    texte = Texte(
        f"Données de la version {neuf.descripteur.version}",
        "Une nouvelle version du tableau de bord apporte ces données.",
        Nature.IMPORT,
    )
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        tete = tete_de(cx)
        base, depuis = _base(cx)
        changements = _apports(cx, base, neuf, depuis)
        if not changements:
            return None
        ajouter_des_contenus(cx, contenus)
        return inscrire(cx, journal, par, tete, texte, changements, manifeste=neuf.manifeste)


def reste_a_importer(journal: Journal, dossier: Path) -> bool:
    """Tell whether a folder says something that the journal has not taken in.

    Args:
        journal: the journal, already begun.
        dossier: the folder, left unchecked: `importer` says its faults.

    Raises:
        TableIllisible: the folder can't be read.
        JournalIndisponible: the journal can't be read.
    """
    neuf = lire_un_dossier(dossier)
    with journal.lire() as cx:
        base, depuis = _base(cx)
        return bool(_apports(cx, base, neuf, depuis))


def _base(cx: Connection) -> tuple[Paquet, int]:
    """Return the package of the last release that was taken in, and the publication it began at."""
    fini = (Quoi.PUBLIEE.value, Quoi.SANS_EFFET.value)
    demande = (
        select(PROPOSITION.c.manifeste, PROPOSITION.c.base)
        .join(EVENEMENT, EVENEMENT.c.proposition == PROPOSITION.c.id)
        .where(PROPOSITION.c.nature == Nature.IMPORT.value, EVENEMENT.c.quoi.in_(fini))
        .order_by(EVENEMENT.c.id.desc())
    )
    ligne = cx.execute(demande.limit(1)).first()
    if ligne is None:
        raise PropositionImpossible("Ce journal n’a pas encore de données.")
    manifeste = json.loads(ligne.manifeste)
    return Paquet(manifeste, lambda sha: contenu_de(cx, sha)), ligne.base


def _apports(cx: Connection, base: Paquet, neuf: Paquet, depuis: int) -> list[Changement]:
    notres = _publies_depuis(cx, depuis)
    changements = [
        c
        for c in differences_de_fichiers(base, neuf)
        if (c.nom_table, sans_la_date(c.nom_table, neuf.octets(c.nom_table))) not in notres
    ]
    for voulu in neuf.tableaux():
        chemin = voulu.table.chemin
        sha = neuf.manifeste[chemin]
        if sha != base.manifeste.get(chemin) and (chemin, sha) not in notres:
            existe = chemin in base.manifeste
            ancien = Tableau(voulu.table, base.octets(chemin) if existe else None)
            changements += differences(ancien, voulu)
    return changements


def _publies_depuis(cx: Connection, n: int) -> set[tuple[str, str]]:
    """Return path and SHA-256 of all the files published after a number."""
    demande = select(PUBLICATION.c.manifeste).where(PUBLICATION.c.n > n)
    return {fichier for lu in cx.execute(demande).scalars() for fichier in json.loads(lu).items()}


def exporter(journal: Journal, dossier: Path, n: int | None = None) -> list[str]:
    """Write a publication's package in a folder, to the byte; other files there are left alone.

    Args:
        journal: the journal.
        dossier: the folder, made if it does not exist.
        n: the publication; the last one if None.

    Returns:
        The files that were not there, or were not the same.

    Raises:
        LookupError: there is no such publication.
        OSError: a file can't be written.
    """
    ecrits = []
    with journal.lire() as cx:
        _, paquet = paquet_de(cx, n)
        for chemin in paquet.manifeste:
            octets, voulu = paquet.octets(chemin), dossier / chemin
            if not voulu.exists() or voulu.read_bytes() != octets:
                voulu.parent.mkdir(parents=True, exist_ok=True)
                provisoire = voulu.with_name(f".{voulu.name}-{secrets.token_hex(4)}")
                provisoire.write_bytes(octets)
                os.replace(provisoire, voulu)
                ecrits.append(chemin)
    return ecrits
