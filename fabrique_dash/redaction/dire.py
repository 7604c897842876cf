"""Changes, proposals and publications in words: cells before and after, conflicts, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, heure, jour_long
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.cases import Changement, Operation, lire_la_cle, par_rangee
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.historique import Publication
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.publication import Issue
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, nom_de_la_rangee

CASES_MONTREES = 60
ELLE_ATTEND = "Proposition enregistrée\u00a0: elle attend qu’une autre personne la relise."
_DITES = 3  # conflicts or faults of a sentence
_DEJA_AINSI = "Rien à publier\u00a0: tout était déjà ainsi."
_PAS_PUBLIEE = "Rien n’est publié\u00a0: "
_HEURTS = "quelqu’un d’autre a changé depuis ces cases. La proposition attend, à trancher."
_FAUTES = "les données ne seraient plus valides."
_SANS_RANGEE, _VIDE = "—", "(vide)"
_PAS_PUBLIABLE = "cela ne peut pas être publié"
_NOUVELLE, _OTEE = "rangée ajoutée", "rangée ôtée"
_FAITS = {Operation.AJOUTER: _NOUVELLE, Operation.SUPPRIMER: _OTEE}


class Noms(Protocol):
    """The tables, and what their rows are called."""

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables that the package describes."""

    def nom(self, table: str, cle: str) -> str:
        """Return what a row is called; empty if there is none."""


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


def _sans_histoire(_: Changement) -> str:
    return ""


def personnes(p: Publication) -> str:
    """Name who proposed a publication, and who published it if that is somebody else."""
    if p.auteur == p.par:
        return qui(p.nom, p.par)
    return f"{qui(p.nom_de_l_auteur, p.auteur)}, relue par {qui(p.nom, p.par)}"


def cases(
    noms: Noms,
    changements: Sequence[Changement],
    legende: str,
    place: Callable[[str, str], str] = _sans_place,
    histoire: Callable[[Changement], str] = _sans_histoire,
    nombre: int = 0,
) -> Markup:
    """Show changes: the row, the column, before, after.

    Args:
        noms: the tables, and the names of their rows; those of rows that are added or taken away
            are read in the changes.
        changements: the changes.
        legende: caption of the table.
        place: gives the address where a row of a table is seen, by its key; empty for none.
        histoire: gives the address of the history of a cell; empty for none.
        nombre: how many changes there are in all, when `changements` are the first of them.
    """
    montres = changements[:CASES_MONTREES]
    vues = {c.rangee for c in montres}
    neufs = _noms_des_rangees_entieres(noms.tables, (c for c in changements if c.rangee in vues))
    rangees = [
        [
            _lien(place(c.nom_table, c.cle), _rangee(noms, c, neufs.get(c.rangee, ""))),
            _lien(histoire(c), _colonne(noms.tables, c)),
            texte(c.avant),
            texte(c.apres),
        ]
        for c in montres
    ]
    titres = ("Rangée", "Colonne", "Avant", "Après")
    au_dela = max(nombre, len(changements)) - CASES_MONTREES
    reste = (
        html("<p>… et {}.</p>", compte(au_dela, "autre case", "autres cases"))
        if au_dela > 0
        else Markup()
    )
    return fragments.tableau_de_cases(titres, rangees, legende) + reste


def conflits(noms: Noms, heurts: Iterable[Conflit]) -> Markup:
    """Show cells that somebody else has changed since: the three values of each.

    Args:
        noms: the tables, and the names of their rows.
        heurts: the conflicts.
    """
    rangees = [
        [
            _rangee(noms, h.changement),
            _colonne(noms.tables, h.changement),
            texte(h.changement.avant),
            texte(h.changement.apres),
            texte(h.courant),
        ]
        for h in heurts
    ]
    titres = ("Rangée", "Colonne", "Au départ", "Proposé", "À présent")
    legende = "Cases que quelqu’un d’autre a changées depuis"
    return fragments.tableau_de_cases(titres, rangees, legende)


def issue(journal: Journal, faite: Issue, au_plus: int | None = _DITES) -> str:
    """Say what came of publishing: the number, the three values of conflicts, or the faults.

    Args:
        journal: the journal; the names of cells are those of its last publication.
        faite: what came of it.
        au_plus: how many conflicts or faults are told; all of them for None.

    Returns:
        A line for each thing that is told.
    """
    if faite.publication is not None:
        return f"Publication n°\u00a0{faite.publication}."
    if faite.sans_effet:
        return _DEJA_AINSI
    if faite.conflits:
        noms = RangeesPubliees(journal)
        dites = [_conflit(noms, h) for h in faite.conflits]
        return "\n".join([_PAS_PUBLIEE + _HEURTS, *_abreger(dites, au_plus, "autre case")])
    dites = [p.phrase() for p in faite.problemes]
    return "\n".join([_PAS_PUBLIEE + _FAUTES, *_abreger(dites, au_plus, "autre faute")])


def _conflit(noms: Noms, h: Conflit) -> str:
    avant, voulu, present = (
        f"«\u00a0{texte(v)}\u00a0»" for v in (h.changement.avant, h.changement.apres, h.courant)
    )
    return f"{case(noms, h.changement)}, au départ {avant}, proposé {voulu}, à présent {present}."


def _abreger(dites: Sequence[str], au_plus: int | None, autre: str) -> list[str]:
    gardees = list(dites[:au_plus])
    if au_dela := len(dites) - len(gardees):
        pluriel = " ".join(f"{mot}s" for mot in autre.split())
        gardees.append(f"… et {compte(au_dela, autre, pluriel)}.")
    return gardees


def fautes(problemes: Sequence[Probleme], donc: str = _PAS_PUBLIABLE) -> Markup:
    """List what is wrong with a package, or with a file, as `make donnees` does.

    Args:
        problemes: what is wrong.
        donc: what comes of it.
    """
    lignes = [p.phrase() for p in problemes[:CASES_MONTREES]]
    if au_dela := len(problemes) - len(lignes):
        lignes.append(f"… et {compte(au_dela, 'autre faute', 'autres fautes')}.")
    return html(
        '<div class="tp-alerte" role="alert"><p><strong>{}</strong></p><ul>{}</ul></div>',
        f"{compte(len(problemes), 'faute')}\u00a0: {donc}.",
        joindre(html("<li>{}</li>", ligne) for ligne in lignes),
    )


def _lien(adresse: str, nom: str) -> str:
    return fragments.lien(adresse, nom) if adresse else nom


def case(noms: Noms, c: Changement) -> str:
    """Name a cell: its row, its column."""
    return f"{_rangee(noms, c)}\u00a0: {_colonne(noms.tables, c)}"


def _noms_des_rangees_entieres(
    tables: Mapping[str, Table], changements: Iterable[Changement]
) -> dict[tuple[str, str], str]:
    """Name the rows that changes add or take away, all of whose cells they hold."""
    nommees = {}
    for operation, rangee, siens in par_rangee(changements):
        table = tables.get(rangee[0])
        if table is not None and operation in _FAITS:
            nouvelle = operation is Operation.AJOUTER
            dites = {c.colonne: (c.apres if nouvelle else c.avant) or "" for c in siens}
            nommees[rangee] = nom_de_la_rangee(table, dites)
    return nommees


def _rangee(noms: Noms, c: Changement, nouveau: str = "") -> str:
    """Tell a row by its name, then its key: two rows may have the same name."""
    if c.operation is Operation.FICHIER:
        return c.nom_table
    table = noms.tables.get(c.nom_table)
    cle = " · ".join(lire_la_cle(c.cle))
    nom = nouveau or (noms.nom(c.nom_table, c.cle) if table else "")
    precise = [cle] if nom and nom != cle else []
    precise += [_FAITS[c.operation]] if c.operation in _FAITS else []
    suite = f" ({', '.join(precise)})" if precise else ""
    return f"{table.titre if table else c.nom_table}, {nom or cle}{suite}"


def _colonne(tables: Mapping[str, Table], c: Changement) -> str:
    table = tables.get(c.nom_table)
    titres = {champ.nom: champ.titre for champ in table.champs} if table else {}
    return titres.get(c.colonne, c.colonne)


def texte(valeur: str | None) -> str:
    """Show the text of a cell; say when there is none, or no row."""
    return _SANS_RANGEE if valeur is None else valeur or _VIDE
