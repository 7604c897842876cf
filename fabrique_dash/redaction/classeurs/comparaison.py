"""What a file would change: its rows, held against those of the publication that it was made from.

A row is known by its key. A cell that the person did not touch is no change, even if somebody else
has changed it since: what both have changed is a conflict, which the journal tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fabrique_dash.donnees.classeurs.modele import Rangee
from fabrique_dash.donnees.classeurs.valeurs import est_la_meme, valeur_du_paquet
from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import (
    Changement,
    Operation,
    ajout,
    ecrire_la_cle,
    lire_la_cle,
    retrait,
)
from fabrique_dash.journal.droits import Habilitation, peut_ecrire
from fabrique_dash.redaction.champs import SOURCE
from fabrique_dash.redaction.classeurs.a_remplir import est_du_territoire
from fabrique_dash.redaction.classeurs.correspondances import Part
from fabrique_dash.redaction.classeurs.lignes import (
    Ligne,
    accidents,
    erreurs_de_tableur,
    signes_perdus,
)
from fabrique_dash.redaction.identifiants import identifiant_libre, pris
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, nom_de_la_rangee

RANGEES_AU_PLUS = 500  # that come or go in one proposal
_SANS_CLE = (
    "la ligne n’a pas d’identifiant, et rien n’y permet d’en faire un",
    "lui en donner un, que personne n’a",
)
_DEJA_LA = "le tableau de bord a déjà cette ligne"
_SANS_DROIT = (
    "vos droits ne permettent pas d’écrire cette ligne",
    "la remettre telle qu’elle est publiée, ou l’ôter du classeur",
)


@dataclass(frozen=True)
class Identifiee:
    """A row to which an identifier was given.

    Attributes:
        ici: where it is.
        identifiant: which.
        autre: the identifier that its name gives, which another row has; empty if none has.
    """

    ici: Ligne
    identifiant: str
    autre: str


@dataclass
class Comparaison:
    """What a file comes to.

    Attributes:
        changements: what it changes; those of one row stand together.
        problemes: what keeps it from being taken.
        lignes: where each row is, by table and key.
        identifiees: the rows to which an identifier was given.
        pris: the identifiers that no other may take, by table.
        absentes: the rows that the account may take away, and that the file has not, by
            table and key.
    """

    changements: list[Changement] = field(default_factory=list)
    problemes: list[Probleme] = field(default_factory=list)
    lignes: dict[tuple[str, str], Ligne] = field(default_factory=dict)
    identifiees: list[Identifiee] = field(default_factory=list)
    pris: dict[str, set[str]] = field(default_factory=dict)
    absentes: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def comparer(
    publiees: RangeesPubliees,
    base: RangeesPubliees,
    parts: Sequence[Part],
    completes: Mapping[str, str],
    droits: Sequence[Habilitation],
) -> Comparaison:
    """Hold a file against what is published.

    Args:
        publiees: the rows of the last publication.
        base: those that the file was made from.
        parts: its sheets, and what goes where.
        completes: the tables whose other rows go away, with the territory that this is said of.
        droits: what the account was granted.
    """
    fait = Comparaison()
    sans_cle: list[tuple[Ligne, dict[str, str]]] = []
    for part in parts:
        fait.problemes += accidents(part)
        for rangee in part.lue.donnees:
            ici, voulue = Ligne(part, rangee.ligne), _voulue(part, rangee)
            if erreurs := list(erreurs_de_tableur(ici, rangee)):
                fait.problemes += erreurs
            elif all(voulue[colonne] for colonne in part.table.cle_primaire):
                _comparer_la_rangee(fait, base, ici, voulue)
            elif any(voulue.values()):
                sans_cle.append((ici, voulue))
    for ici, voulue in sans_cle:  # once all the identifiers that are written are known
        if trouvee := _identifier(fait, publiees, ici, voulue):
            _comparer_la_rangee(fait, base, ici, trouvee)
    for table in {part.table.nom: part.table for part in parts}.values():
        fait.absentes[table.nom] = _absentes(fait, base, table, droits)
        if table.nom in completes:
            fait.changements += _retraits(fait, table, completes[table.nom])
    fait.problemes += _sans_droit(fait, publiees, droits)
    fait.problemes += _trop(fait, parts)
    return fait


def _trop(fait: Comparaison, parts: Sequence[Part]) -> Iterator[Probleme]:
    """Refuse more rows that come or go than anybody reviews: each is put in its own place."""
    nombre = len({c.rangee for c in fait.changements if c.operation is not Operation.MODIFIER})
    if nombre > RANGEES_AU_PLUS:
        dit = f"{nombre} rangées seraient ajoutées ou ôtées, {RANGEES_AU_PLUS} au plus se relisent"
        lieu = parts[0].lue.feuille.ou
        yield Probleme(lieu, 0, "", "", dit, "déposer le classeur en plusieurs fois")


def _comparer_la_rangee(
    fait: Comparaison, base: RangeesPubliees, ici: Ligne, voulue: dict[str, str]
) -> None:
    table = ici.part.table
    valeurs = [voulue[colonne] for colonne in table.cle_primaire]
    cle = ecrire_la_cle(valeurs)
    if deja := fait.lignes.get((table.nom, cle)):
        dit = f"cette clé est déjà celle de la ligne {deja.ligne} ({deja.part.lue.feuille.ou})"
        remede = "donner à chaque ligne un identifiant différent"
        colonne = table.cle_primaire[0]
        fait.problemes.append(ici.probleme(colonne, " · ".join(valeurs), (dit, remede)))
        return
    fait.lignes[table.nom, cle] = ici
    avant = base.rangee(table.nom, cle)
    if avant is None:
        fait.changements += ajout(table.nom, cle, voulue)
        return
    modifications = _modifications(table, cle, avant, voulue)
    fait.changements += modifications
    fait.problemes += signes_perdus(ici, modifications)


def _voulue(part: Part, rangee: Rangee) -> dict[str, str]:
    champs = {champ.nom: champ for champ in part.table.champs}
    cases = dict(enumerate(rangee.cases))
    return {c: valeur_du_paquet(champs[c], cases.get(r, "")) for r, c in part.colonnes.items()}


def _identifier(
    fait: Comparaison, publiees: RangeesPubliees, ici: Ligne, voulue: dict[str, str]
) -> dict[str, str] | None:
    """Give an identifier to a row that has none, as forms do; None, and why, if it would not do.

    A row that is published as it stands is no row to add: its identifier was taken away, or the
    file has been sent before.
    """
    table = ici.part.table
    colonne = table.cle_primaire[0]
    if table.cle_primaire != ("id",):
        fait.problemes.append(ici.probleme(colonne, "", _SANS_CLE))
        return None
    if deja := _deja_la(publiees, table, voulue):
        remede = f"lui donner son identifiant, {deja}, ou l’ôter du classeur"
        fait.problemes.append(ici.probleme(colonne, "", (_DEJA_LA, remede)))
        return None
    if table.nom not in fait.pris:
        ecrits = {lire_la_cle(cle)[0] for nom, cle in fait.lignes if nom == table.nom}
        fait.pris[table.nom] = pris(publiees, table.nom) | ecrits
    dits = _ce_qui_la_nomme(table, voulue)
    identifiant = identifiant_libre(fait.pris[table.nom], *dits) if dits else ""
    forme = next(c.contraintes.get("pattern", ".+") for c in table.champs if c.nom == "id")
    if not re.fullmatch(forme, identifiant):
        fait.problemes.append(ici.probleme(colonne, "", _SANS_CLE))
        return None
    fait.pris[table.nom].add(identifiant)
    sien = identifiant_libre((), *dits)
    fait.identifiees.append(Identifiee(ici, identifiant, "" if sien == identifiant else sien))
    return {**voulue, "id": identifiant}


def _ce_qui_la_nomme(table: Table, voulue: Mapping[str, str]) -> Sequence[str]:
    """Return what names a row: its name, or the two things that it links; nothing otherwise."""
    if nom := nom_de_la_rangee(table, voulue):
        return [nom]
    cites = [voulue.get(c.champ, "") for c in table.cles_etrangeres if c.champ != SOURCE]
    liees = [cite for cite in cites if cite][:2]
    return liees if len(liees) > 1 else ()


def _deja_la(publiees: RangeesPubliees, table: Table, voulue: Mapping[str, str]) -> str:
    """Return the identifier of the published row that says the same; empty if there is none."""
    champs = [champ for champ in table.champs if champ.nom in voulue and champ.nom != "id"]
    return next(
        (
            rangee["id"]
            for _, rangee in publiees.rangees(table.nom)
            if all(est_la_meme(c, rangee[c.nom], voulue[c.nom]) for c in champs)
        ),
        "",
    )


def _modifications(
    table: Table, cle: str, avant: Mapping[str, str], voulue: Mapping[str, str]
) -> list[Changement]:
    champs: dict[str, Champ] = {champ.nom: champ for champ in table.champs}
    return [
        Changement(table.nom, cle, colonne, avant.get(colonne, ""), texte)
        for colonne, texte in voulue.items()
        if not est_la_meme(champs[colonne], avant.get(colonne, ""), texte)
    ]


def _absentes(
    fait: Comparaison, base: RangeesPubliees, table: Table, droits: Sequence[Habilitation]
) -> dict[str, dict[str, str]]:
    return {
        cle: rangee
        for cle, rangee in base.rangees(table.nom)
        if (table.nom, cle) not in fait.lignes and peut_ecrire(droits, table, rangee, None)
    }


def _retraits(fait: Comparaison, table: Table, territoire: str) -> list[Changement]:
    """Return the changes that take away the rows that the file has not."""
    return [
        changement
        for cle, rangee in fait.absentes[table.nom].items()
        if not territoire or est_du_territoire(table, rangee, territoire)
        for changement in retrait(table.nom, cle, rangee)
    ]


def _sans_droit(
    fait: Comparaison, publiees: RangeesPubliees, droits: Sequence[Habilitation]
) -> Iterator[Probleme]:
    """Say the rows that the account may not write so; the journal would refuse them all."""
    changees: dict[tuple[str, str], dict[str, str]] = {}
    for c in fait.changements:
        if c.apres is not None:
            changees.setdefault(c.rangee, {})[c.colonne] = c.apres
    for (nom, cle), cases in changees.items():
        avant = publiees.rangee(nom, cle)
        if not peut_ecrire(droits, publiees.tables[nom], avant, {**(avant or {}), **cases}):
            yield fait.lignes[nom, cle].probleme("", "", _SANS_DROIT)
