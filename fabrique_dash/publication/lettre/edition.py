"""From paragraphs to the text that an editor changes, and back.

Paragraphs are parted by a blank line, items of a list start with « - », and the sources of a
paragraph stand in brackets by their short names, at its end when the data writes it:
« … à Paris. [Newsletter n° 1 ; La Gazette, 2023] ».
This grammar is written here only: the browser is given `COUPURE` and `JOINTURE`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fabrique_dash.donnees.noms_des_sources import ENTRE_DEUX
from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique

LONGUEUR_MAXIMALE = 20_000
# Where a text is cut into paragraphs, in the words that Python and JavaScript share.
COUPURE = r"\n\s*\n|\n(?=\s*- )"
JOINTURE = "\n\n"
_SOURCES = re.compile(r"(?<!\\)( ?)\[([^\[\]\\\n]++)\](?!\()")
# Taking brackets away can close others around them; nobody writes more than that by mistake.
_EMBOITEMENTS = 4


class Citables:
    """The sources that a text can cite: written by their short names, and read back.

    A source whose name would not be read as itself (it holds a bracket, or names another one) is
    written by its code. Codes parted by spaces, which drafts kept before the names hold, are read.
    """

    def __init__(self, noms: Mapping[str, str]) -> None:
        """Take the short name of each source that can be cited, by id."""
        self._codes = frozenset(noms)
        self._par_nom = {_nom_lu(nom): code for code, nom in noms.items()}
        self._ecrits = {code: nom for code, nom in noms.items() if self._se_relit(code, nom)}

    def _se_relit(self, code: str, nom: str) -> bool:
        marque = _SOURCES.fullmatch(f"[{propre(nom)}]")
        return marque is not None and marque[2] == nom and self.lire(nom) == (code,)

    def ecrire(self, codes: Iterable[str]) -> str:
        """Write sources in brackets, each once; an id that is not known is written as it is."""
        return f"[{ENTRE_DEUX.join(self._ecrits.get(c, c) for c in dict.fromkeys(codes))}]"

    def lire(self, entre_crochets: str) -> tuple[str, ...]:
        """Read the ids that brackets cite; none when they hold anything else."""
        cites: list[str] = []
        for partie in entre_crochets.split(";"):
            mots = partie.split()
            cites += (
                mots if self._codes.issuperset(mots) else [self._par_nom.get(_nom_lu(partie), "")]
            )
        return () if "" in cites else tuple(dict.fromkeys(cites))

    def au_clair(self, texte: str) -> str:
        """Rewrite all that a text cites as `ecrire` does, unless it would then be too long."""

        def ecrire(marque: re.Match[str]) -> str:
            cites = self.lire(marque[2])
            return f"{marque[1]}{self.ecrire(cites)}" if cites else marque[0]

        clair = _SOURCES.sub(ecrire, texte)
        return clair if len(clair) <= LONGUEUR_MAXIMALE else texte


def _nom_lu(nom: str) -> str:
    """Fold what an editor types otherwise: spaces of all kinds, and the apostrophe."""
    return " ".join(propre(nom).replace("’", "'").split())


@dataclass(frozen=True)
class _Bloc:
    """A paragraph as it was typed: its raw text, the same on one line, the sources it cites."""

    brut: str
    ligne: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Retouche:
    """A sentence of the data that the editor changed.

    Attributes:
        donnee: what the data says.
        paragraphe: what the letter says.
        brut: the same, as it stands in the edited text.
    """

    donnee: Paragraphe
    paragraphe: Paragraphe
    brut: str


def en_ligne(paragraphe: Paragraphe, citables: Citables) -> str:
    """Write a paragraph as the editor sees it, sources included."""
    sources = f" {citables.ecrire(paragraphe.sources)}" if paragraphe.sources else ""
    return f"{paragraphe.texte}{sources}"


def en_texte(paragraphes: Iterable[Paragraphe], citables: Citables) -> str:
    """Write paragraphs as one text."""
    return JOINTURE.join(en_ligne(p, citables) for p in paragraphes)


def ensemble(garde: str, tape: str, *, sans: str) -> str:
    """Put together two texts of a rubrique that were written apart.

    Args:
        garde: the first text; nothing when it says no more than the data.
        tape: the second text.
        sans: what the data says.

    Returns:
        The first text, then the paragraphs that the second alone has and the data has not.
    """
    if not garde:
        return tape
    connus = {bloc.strip() for texte in (garde, sans) for bloc in re.split(COUPURE, texte)}
    ajouts = [b.strip() for b in re.split(COUPURE, tape) if b.strip() not in connus]
    return JOINTURE.join([garde, *ajouts])[:LONGUEUR_MAXIMALE]


def _bloc(brut: str, citables: Citables) -> _Bloc:
    """Read a paragraph; brackets of known sources leave its text, wherever they stand in it."""
    sources: dict[str, None] = {}

    def noter(marque: re.Match[str]) -> str:
        cites = citables.lire(marque[2])
        sources.update(dict.fromkeys(cites))
        return "" if cites else marque[0]

    ligne = propre(brut)
    for _ in range(_EMBOITEMENTS):
        ligne = propre(_SOURCES.sub(noter, ligne))
    return _Bloc(brut.strip(), ligne, tuple(sources))


def _blocs(texte: str, citables: Citables) -> list[_Bloc]:
    bruts = re.split(COUPURE, texte[:LONGUEUR_MAXIMALE].replace("\r\n", "\n"))
    blocs = [_bloc(brut, citables) for brut in bruts]
    return [bloc for bloc in blocs if bloc.ligne and bloc.ligne != "-"]


def _remplacants(
    lignes: Iterable[tuple[str, tuple[str, ...]]], communes: Collection[str]
) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """Rank the paragraphs that changed, by the unchanged one before them and by their sources."""
    groupes: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    ancre = ""
    for rang, (texte, sources) in enumerate(lignes):
        if texte in communes:
            ancre = texte
        elif sources:
            groupes[ancre, sources].append(rang)
    return groupes


def _retouches_de(
    avant: Sequence[Paragraphe], blocs: Sequence[_Bloc]
) -> Iterator[tuple[Paragraphe, int]]:
    """Pair paragraphs with the blocks that replace them.

    After a paragraph that did not change, a block continues the one whose sources it still cites;
    when there are more or fewer such blocks than paragraphs, nothing tells which continues which.
    """
    communes = {p.texte for p in avant} & {b.ligne for b in blocs}
    venus = _remplacants(((b.ligne, b.sources) for b in blocs), communes)
    for place, partis in _remplacants(((p.texte, p.sources) for p in avant), communes).items():
        siens = venus.get(place, [])
        if len(siens) == len(partis):
            yield from ((avant[a], rang) for a, rang in zip(partis, siens, strict=True))


def _par_texte(paragraphes: Iterable[Paragraphe]) -> dict[str, list[str]]:
    """List the ids of the paragraphs that say each text, the first one last."""
    ids: dict[str, list[str]] = defaultdict(list)
    for paragraphe in paragraphes:
        ids[paragraphe.texte].insert(0, paragraphe.id)
    return ids


def _venus_de(
    donnee: Rubrique, avant: Sequence[Paragraphe], blocs: Sequence[_Bloc]
) -> list[Paragraphe | None]:
    """Tell which sentence of the data each block is, changed or not; None for the editor's own."""
    libres = {p.id: p for p in donnee.paragraphes}
    venus: list[Paragraphe | None] = [None] * len(blocs)
    for dits in (_par_texte(donnee.paragraphes), _par_texte(avant)):
        for rang, bloc in enumerate(blocs):
            if venus[rang] is None and dits.get(bloc.ligne):
                venus[rang] = libres.pop(dits[bloc.ligne].pop(), None)
    for paragraphe, rang in _retouches_de(avant, blocs):
        if venus[rang] is None:
            venus[rang] = libres.pop(paragraphe.id, None)
    return venus


def relire(
    donnee: Rubrique,
    texte: str,
    citables: Citables,
    avant: Sequence[Paragraphe] | None = None,
) -> Rubrique:
    """Read an edited text back; each paragraph keeps the identity that it had before the edit.

    A paragraph that says exactly what the data gives is « genere », whatever was done to its
    sources, and wherever it was moved. One that was changed is « retouche » as long as it cites
    sources: those that it cites are its sources, and nobody but the editor can tell whether they
    still say it. Any other one is « ecrit ».

    Args:
        donnee: the rubrique as the data gives it.
        texte: the edited text.
        citables: the known sources; brackets that hold anything else are ordinary text.
        avant: the paragraphs as they were read before this edit; None for those of the data.
    """
    blocs = _blocs(texte, citables)
    venus = _venus_de(donnee, donnee.paragraphes if avant is None else avant, blocs)
    lus = []
    for rang, (bloc, vient) in enumerate(zip(blocs, venus, strict=True), start=1):
        if vient and vient.texte == bloc.ligne:
            lus.append(vient)
        elif vient and bloc.sources:
            lus.append(replace(vient, origine="retouche", texte=bloc.ligne, sources=bloc.sources))
        else:
            ecrit = f"{donnee.id}.ecrit-{rang}"
            lus.append(Paragraphe(ecrit, "ecrit", bloc.ligne, bloc.sources))
    gardes = {p.id for p in lus}
    de_cote = tuple(p for p in donnee.paragraphes if p.id not in gardes)
    return Rubrique(donnee.id, donnee.libelle, tuple(lus), de_cote)


def retouches(donnee: Rubrique, relue: Rubrique, texte: str, citables: Citables) -> list[Retouche]:
    """List the sentences of the data that the editor changed, in order.

    Args:
        donnee: the rubrique as the data gives it.
        relue: the same, as `texte` was read back.
        texte: the edited text.
        citables: the known sources.
    """
    origines = {p.id: p for p in donnee.paragraphes}
    return [
        Retouche(origines[p.id], p, bloc.brut)
        for bloc, p in zip(_blocs(texte, citables), relue.paragraphes, strict=True)
        if p.origine == "retouche"
    ]
