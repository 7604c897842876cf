"""« Mentionné dans »: what the data says of a thing elsewhere, found by its keys, never by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import NATURE_DE, NATURES, lignes_visibles, objets
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

_PRECISIONS = ("role", "fonction", "categorie", "question", "etat")


@dataclass(frozen=True, order=True)
class Mention:
    """One place where a thing is mentioned.

    Attributes:
        nature: kind of the thing that mentions it, a key of `chiffres.objets.NATURES`.
        identifiant: id of that thing.
        libelle: its name.
        raison: title of the table that links the two, with the role where it gives one.
    """

    nature: str
    identifiant: str
    libelle: str
    raison: str


@par_vue
def mentions(vue: Vue, nature: str, identifiant: str) -> tuple[Mention, ...]:
    """List what mentions a thing, among what may be shown on the reference date.

    A row that points to the thing mentions it; a row of a table that only links things leads to
    the other things it links.

    Args:
        vue: the point of view.
        nature: a key of `NATURES`.
        identifiant: id of the thing.
    """
    trouvees: dict[tuple[str, str], Mention] = {}
    for table, ligne in _citations(vue).get((NATURES[nature].table, identifiant), ()):
        for mention in _menees_par(vue, table, ligne):
            cle = (mention.nature, mention.identifiant)
            if cle != (nature, identifiant):
                trouvees.setdefault(cle, mention)
    rangs = list(NATURES)
    return tuple(sorted(trouvees.values(), key=lambda m: rangs.index(m.nature)))


@par_vue
def _citations(vue: Vue) -> MappingProxyType[tuple[str, str], Sequence[tuple[Table, Rangee]]]:
    """List the rows that point to each thing, by its table and id; read once a view."""
    citees: dict[tuple[str, str], list[tuple[Table, Rangee]]] = defaultdict(list)
    for table in vue.donnees.descripteur.tables.values():
        if not _mene_quelque_part(table):
            continue
        for ligne in rangees(lignes_visibles(vue, table.nom)):
            for cite in _cites(table, ligne):
                citees[cite].append((table, ligne))
    return MappingProxyType(citees)


def _cites(table: Table, ligne: Rangee) -> dict[tuple[str, str], None]:
    """Name what a row points to, each thing once."""
    cites = [(c.table, str(ligne[c.champ])) for c in table.cles_etrangeres if ligne[c.champ]]
    autres = str(ligne.get("autres_sources") or "").split()
    return dict.fromkeys([*cites, *(("sources", code) for code in autres)])


def _mene_quelque_part(table: Table) -> bool:
    liees = [c.table for c in table.cles_etrangeres if c.table != "sources"]
    return table.nom in NATURE_DE or any(liee in NATURE_DE for liee in liees)


def _menees_par(vue: Vue, table: Table, ligne: Rangee) -> Iterator[Mention]:
    """Yield the things that a row is, or failing that the things that it links."""
    precision = next((f"\u00a0: {ligne[c]}" for c in _PRECISIONS if ligne.get(c)), "")
    raison = f"{table.titre}{precision}"
    if table.nom in NATURE_DE:
        liens = [(NATURE_DE[table.nom], str(ligne["id"]))]
    else:
        liens = [
            (NATURE_DE[cle.table], str(ligne[cle.champ]))
            for cle in table.cles_etrangeres
            if cle.table in NATURE_DE and cle.table != "sources" and ligne[cle.champ]
        ]
    for nature, identifiant in liens:
        libelle = objets(vue, nature).get(identifiant)
        if libelle is not None:
            yield Mention(nature, identifiant, libelle, raison)
