"""Changes, proposals and publications in words: cells before and after, conflicts, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, heure, jour_long
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.cases import Changement, Operation, lire_la_cle
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.historique import Publication
from fabrique_dash.publication.morceaux import fragments

CASES_MONTREES = 60
ELLE_ATTEND = "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."
_SANS_RANGEE, _VIDE = "—", "(vide)"
_NOUVELLE, _OTEE = "rangée ajoutée", "rangée ôtée"
_FAITS = {Operation.AJOUTER: _NOUVELLE, Operation.SUPPRIMER: _OTEE}


def instant_en_mots(instant: str) -> str:
    """Say in French time when something was recorded.

    Args:
        instant: as the journal writes it.
    """
    ici = datetime.fromisoformat(instant).astimezone(PARIS.zone)
    return f"{jour_long(ici.date())} à {heure(ici.strftime('%H:%M'))}"


def qui(nom: str | None, compte: str = "") -> str:
    """Name an account, or say that it is not named.

    Args:
        nom: its name, if it may be told.
        compte: its code.
    """
    if compte == SYSTEME:
        return "l’administration du tableau de bord"
    return nom or "une personne qui n’est pas nommée"


def _sans_place(_table: str, _cle: str) -> str:
    return ""


def personnes(p: Publication) -> str:
    """Name who proposed a publication, and who published it if that is somebody else."""
    if p.auteur == p.par:
        return qui(p.nom, p.par)
    return f"{qui(p.nom_de_l_auteur, p.auteur)}, relue par {qui(p.nom, p.par)}"


def cases(
    tables: Mapping[str, Table],
    changements: Sequence[Changement],
    legende: str,
    place: Callable[[str, str], str] = _sans_place,
) -> Markup:
    """Show changes: the row, the column, before, after.

    Args:
        tables: the tables that the publication describes.
        changements: the changes.
        legende: caption of the table.
        place: gives the address where a row of a table is seen, by its key; empty for none.
    """
    rangees = [
        [
            _lien(place(c.nom_table, c.cle), _rangee(tables, c)),
            _colonne(tables, c),
            texte(c.avant),
            texte(c.apres),
        ]
        for c in changements[:CASES_MONTREES]
    ]
    titres = ("Rangée", "Colonne", "Avant", "Après")
    au_dela = len(changements) - CASES_MONTREES
    reste = (
        html("<p>… et {}.</p>", compte(au_dela, "autre case", "autres cases"))
        if au_dela > 0
        else Markup()
    )
    return fragments.tableau_de_cases(titres, rangees, legende) + reste


def conflits(tables: Mapping[str, Table], heurts: Iterable[Conflit]) -> Markup:
    """Show cells that somebody else has changed since: the three values of each.

    Args:
        tables: the tables that the publication describes.
        heurts: the conflicts.
    """
    rangees = [
        [
            _rangee(tables, h.changement),
            _colonne(tables, h.changement),
            texte(h.changement.avant),
            texte(h.changement.apres),
            texte(h.courant),
        ]
        for h in heurts
    ]
    titres = ("Rangée", "Colonne", "Au départ", "Proposé", "À présent")
    legende = "Cases que quelqu’un d’autre a changées depuis"
    return fragments.tableau_de_cases(titres, rangees, legende)


def fautes(problemes: Sequence[Probleme]) -> Markup:
    """List what is wrong with a package, as `make donnees` does."""
    return html(
        '<div class="tp-alerte" role="alert"><p><strong>{}</strong></p><ul>{}</ul></div>',
        f"{compte(len(problemes), 'faute')}\u00a0: cela ne peut pas être publié.",
        joindre(html("<li>{}</li>", p.phrase()) for p in problemes[:CASES_MONTREES]),
    )


def _lien(adresse: str, nom: str) -> str:
    return fragments.lien(adresse, nom) if adresse else nom


def case(tables: Mapping[str, Table], c: Changement) -> str:
    """Name a cell: its row, its column."""
    return f"{_rangee(tables, c)}\u00a0: {_colonne(tables, c)}"


def _rangee(tables: Mapping[str, Table], c: Changement) -> str:
    if c.operation is Operation.FICHIER:
        return c.nom_table
    table = tables.get(c.nom_table)
    titre = table.titre if table else c.nom_table
    fait = f" ({_FAITS[c.operation]})" if c.operation in _FAITS else ""
    return f"{titre}, {' · '.join(lire_la_cle(c.cle))}{fait}"


def _colonne(tables: Mapping[str, Table], c: Changement) -> str:
    table = tables.get(c.nom_table)
    titres = {champ.nom: champ.titre for champ in table.champs} if table else {}
    return titres.get(c.colonne, c.colonne)


def texte(valeur: str | None) -> str:
    """Show the text of a cell; say when there is none, or no row."""
    return _SANS_RANGEE if valeur is None else valeur or _VIDE
