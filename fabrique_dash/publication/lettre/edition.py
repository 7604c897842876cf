"""From paragraphs to the text that an editor changes, and back.

Paragraphs are parted by a blank line, items of a list start with « - », and the sources stand in
brackets at the end of a paragraph: « … à Paris. [S0 W1] ».
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique

LONGUEUR_MAXIMALE = 20_000
_SOURCES = re.compile(r"(?<!\\)\[([\w-]+(?: [\w-]+)*)\]$")
_COUPURE = re.compile(r"\n\s*\n|\n(?=\s*- )")
# Share of common text from which an edited paragraph still comes from a sentence of the data.
_RESSEMBLANCE = 0.6


def en_ligne(paragraphe: Paragraphe) -> str:
    """Write a paragraph as the editor sees it, sources included."""
    sources = f" [{' '.join(paragraphe.sources)}]" if paragraphe.sources else ""
    return f"{paragraphe.texte}{sources}"


def en_texte(paragraphes: Iterable[Paragraphe]) -> str:
    """Write paragraphs as one text."""
    return "\n\n".join(en_ligne(p) for p in paragraphes)


def _blocs(texte: str, codes: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
    blocs: list[tuple[str, tuple[str, ...]]] = []
    for bloc in _COUPURE.split(texte[:LONGUEUR_MAXIMALE].replace("\r\n", "\n")):
        ligne = propre(bloc)
        sources: tuple[str, ...] = ()
        marque = _SOURCES.search(ligne)
        if marque and all(code in codes for code in marque[1].split()):
            ligne, sources = ligne[: marque.start()].rstrip(), tuple(marque[1].split())
        if ligne and ligne != "-":
            blocs.append((ligne, sources))
    return blocs


def _proche(texte: str, restants: Iterable[Paragraphe]) -> Paragraphe | None:
    notes = []
    for candidat in restants:
        comparaison = SequenceMatcher(None, texte, candidat.texte, autojunk=False)
        if comparaison.quick_ratio() >= _RESSEMBLANCE:
            notes.append((comparaison.ratio(), candidat))
    meilleure = max(notes, key=lambda note: note[0], default=(0.0, None))
    return meilleure[1] if meilleure[0] >= _RESSEMBLANCE else None


def _exact(texte: str, libres: dict[str, Paragraphe]) -> Paragraphe | None:
    """Take out of `libres` the paragraph that says exactly a text."""
    cle = next((cle for cle, p in libres.items() if p.texte == texte), None)
    return None if cle is None else libres.pop(cle)


def relire(donnee: Rubrique, texte: str, codes: Collection[str]) -> Rubrique:
    """Read an edited text back.

    A paragraph that says exactly what the data gives is « genere », whatever was done to its
    sources; one that is close to such a sentence is « retouche » and keeps its sources; any other
    one is « ecrit ».

    Args:
        donnee: the rubrique as the data gives it.
        texte: the edited text.
        codes: ids of the known sources; brackets that hold anything else are ordinary text.
    """
    blocs = _blocs(texte, codes)
    libres = {p.id: p for p in donnee.paragraphes}
    exacts = [_exact(ligne, libres) for ligne, _ in blocs]
    lus = []
    for rang, ((ligne, sources), exact) in enumerate(zip(blocs, exacts, strict=True), start=1):
        if exact:
            lus.append(exact)
        elif proche := _proche(ligne, libres.values()):
            del libres[proche.id]
            garde = sources or proche.sources
            lus.append(replace(proche, origine="retouche", texte=ligne, sources=garde))
        else:
            lus.append(Paragraphe(f"{donnee.id}.ecrit-{rang}", "ecrit", ligne, sources))
    return Rubrique(donnee.id, donnee.libelle, tuple(lus), tuple(libres.values()))
