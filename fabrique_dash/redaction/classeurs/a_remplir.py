"""The workbook that somebody may take away to fill: which tables, which rows, from which state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.journal.cases import ecrire_la_cle
from fabrique_dash.journal.droits import Habilitation, peut_ecrire, peut_ecrire_dans
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.tables import PUBLICATION
from fabrique_dash.publication.tables.classeur_a_remplir import (
    AFeuille,
    choix_fermes,
    classeur_a_remplir,
)
from fabrique_dash.redaction.ce_qui_se_dit import tables_permises
from fabrique_dash.redaction.champs import SOURCES
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

TOUT = ""
TERRITOIRES, TERRITOIRE = "territoires", "territoire_id"
_CHOIX_AU_PLUS = 200  # a longer list is read by nobody
_SIGNES = 12  # of the seal of a publication
_PUBLICATION, _COUVRE = "Publication", "Ce qu’il couvre"
_PARTOUT = "toutes les rangées des tables qui y sont"
_NUMERO = re.compile(rf"n°\s*([0-9]+) \(([0-9a-f]{{{_SIGNES}}})\)")
_TERRITOIRE_DIT = re.compile(r"les rangées de .* \(([a-z0-9-]+)\)", re.DOTALL)


@dataclass(frozen=True)
class Origine:
    """Where a workbook comes from.

    Attributes:
        publication: the number of the publication whose rows it held; None if it does not say, or
            if it is of another journal.
        territoire: the territory whose rows alone it held; empty for all of them.
    """

    publication: int | None = None
    territoire: str = ""


def contenus(publiees: RangeesPubliees, droits: Sequence[Habilitation]) -> dict[str, str]:
    """Return what a workbook may hold, in words: all, or one territory, by its identifier."""
    table = publiees.tables[TERRITOIRES]
    siens = {
        rangee["id"]: rangee["nom"] or f"Territoire n°\u00a0{rangee['numero']}"
        for _, rangee in publiees.rangees(TERRITOIRES)
        if peut_ecrire(droits, table, rangee, rangee)
    }
    tout = {TOUT: "Tout ce que vous pouvez écrire"}
    return tout | {t: f"Les rangées de {nom}" for t, nom in siens.items()}


def suit_un_territoire(table: Table) -> bool:
    """Tell whether the rows of a table are each of a territory."""
    return TERRITOIRE in table.colonnes or table.nom == TERRITOIRES


def est_du_territoire(table: Table, rangee: Mapping[str, str], territoire: str) -> bool:
    """Tell whether a row is of a territory.

    Args:
        table: its table.
        rangee: its cells.
        territoire: the territory's identifier.
    """
    return rangee.get("id" if table.nom == TERRITOIRES else TERRITOIRE, "") == territoire


def classeur_pour(
    publiees: RangeesPubliees, journal: Journal, droits: Sequence[Habilitation], territoire: str
) -> bytes:
    """Write the workbook to fill.

    Args:
        publiees: the rows.
        journal: their journal.
        droits: what the account was granted: it is given the rows that it may write.
        territoire: the territory whose rows alone are wanted; `TOUT` for all of them.
    """
    feuilles = []
    for nom in tables_permises(publiees.tables, droits):
        table = publiees.tables[nom]
        if territoire and not suit_un_territoire(table) and nom != SOURCES:
            continue
        siennes = [
            rangee
            for _, rangee in publiees.rangees(nom)
            if peut_ecrire(droits, table, rangee, rangee)
            and (not territoire or est_du_territoire(table, rangee, territoire))
        ]
        if siennes or peut_ecrire_dans(droits, table, ajouter=True):
            choix = {c.nom: _choix(publiees, table, c) for c in table.champs}
            ferme = frozenset(c.nom for c in table.champs if choix_fermes(c))
            feuilles.append(AFeuille(table, siennes, choix, ferme))
    dit = _lisez_moi(publiees, journal, feuilles, territoire)
    return classeur_a_remplir(feuilles, dit, publiees.descripteur.jour)


def _choix(publiees: RangeesPubliees, table: Table, champ: Champ) -> Sequence[str]:
    """Return what a cell of a column may hold, where that is a short list."""
    if fermes := choix_fermes(champ):
        return fermes
    cible = next((c for c in table.cles_etrangeres if c.champ == champ.nom), None)
    if cible is None or not publiees.tables[cible.table].editable:
        return ()
    cites = [rangee[cible.cible] for _, rangee in publiees.rangees(cible.table)]
    return cites if 0 < len(cites) <= _CHOIX_AU_PLUS else ()


def _lisez_moi(
    publiees: RangeesPubliees, journal: Journal, feuilles: Sequence[AFeuille], territoire: str
) -> list[tuple[str, str]]:
    nom = publiees.nom(TERRITOIRES, ecrire_la_cle([territoire]))
    return [
        ("Contenu", f"{publiees.descripteur.titre}\u00a0: un classeur à remplir."),
        (
            "Remplir",
            "Changez une case, ou ajoutez des lignes sous les autres. Une ligne ôtée d’une feuille "
            "ne l’est pas du tableau de bord, sauf si vous le demandez en déposant le classeur. Un "
            "identifiant laissé vide sera fait d’après la ligne, si elle a un nom, ou relie deux "
            "choses.",
        ),
        (
            "Dates",
            "2021-10-15, 2021-10 ou 2021\u202f; 15/10/2021 et 10/2021 se lisent aussi. N’écrivez "
            "que ce que la source dit.",
        ),
        ("Codes", "Les cases sont du texte\u00a0: 01004 garde son zéro."),
        ("Déposer", "Sur la page «\u00a0Mettre à jour\u00a0», sous «\u00a0Un classeur\u00a0»."),
        (_PUBLICATION, _numero(journal, publiees.n)),
        (_COUVRE, f"les rangées de {nom} ({territoire})" if territoire else _PARTOUT),
        *((f"Feuille {f.table.titre}", f.table.description) for f in feuilles),
        *_colonnes(feuilles),
    ]


def _colonnes(feuilles: Sequence[AFeuille]) -> list[tuple[str, str]]:
    """Define the columns, once where several tables say the same of theirs."""
    dites: dict[tuple[str, str], list[str]] = {}
    for feuille in feuilles:
        for c in feuille.table.champs:
            dites.setdefault((f"{c.titre} ({c.nom})", _dite(c)), []).append(feuille.table.titre)
    return [
        (f"Colonne {nom}", dit if len(tables) > 1 else f"{tables[0]}\u00a0: {dit}")
        for (nom, dit), tables in dites.items()
    ]


def _dite(champ: Champ) -> str:
    choix = choix_fermes(champ)
    suite = f" Au choix\u00a0: {', '.join(choix)}." if choix else ""
    return f"{champ.description}{suite}"


def _numero(journal: Journal, n: int) -> str:
    return f"n°\u00a0{n} ({_sceau(journal, n)})"


def _sceau(journal: Journal, n: int) -> str:
    with journal.lire() as cx:
        demande = select(PUBLICATION.c.chaine).where(PUBLICATION.c.n == n)
        return str(cx.execute(demande).scalar() or "")[:_SIGNES]


def origine(journal: Journal, lisez_moi: Mapping[str, str]) -> Origine:
    """Tell where a workbook comes from.

    Args:
        journal: the journal.
        lisez_moi: what its « Lisez-moi » says; nothing for a file that was not made here.
    """
    dit = _NUMERO.fullmatch(lisez_moi.get(_PUBLICATION, ""))
    couvre = _TERRITOIRE_DIT.fullmatch(lisez_moi.get(_COUVRE, ""))
    connue = dit is not None and len(dit[1]) < 10 and _sceau(journal, int(dit[1])) == dit[2]
    return Origine(int(dit[1]) if dit and connue else None, couvre[1] if couvre else "")
