"""The letter as Markdown and as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fabrique_dash.publication.lettre.balisage import Morceau, morceaux, texte_nu
from fabrique_dash.publication.lettre.mentions import Appareil
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe

_SIGNES = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_DEBUT_DE_LISTE = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def markdown_sur(texte: str) -> str:
    """Escape what Markdown would read in a text."""
    echappe = _SIGNES.sub(r"\\\1", texte)
    return _DEBUT_DE_LISTE.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", echappe)


def _morceau(morceau: Morceau) -> str:
    texte = markdown_sur(morceau.texte)
    if morceau.adresse:
        return f"[{texte}]({morceau.adresse})"
    return f"**{texte}**" if morceau.gras else texte


def _joindre(
    paragraphes: Iterable[Paragraphe], ecrire: Callable[[Paragraphe], str], puce: str
) -> str:
    """Write paragraphs; a blank line parts them, but not the items of a list."""
    texte, avant = "", False
    for paragraphe in paragraphes:
        if texte:
            texte += "\n" if avant and paragraphe.puce else "\n\n"
        texte += (puce if paragraphe.puce else "") + ecrire(paragraphe)
        avant = paragraphe.puce
    return texte


def markdown(brouillon: Brouillon, appareil: Appareil) -> bytes:
    """Write the letter as Markdown, its sources as footnotes."""

    def ecrire(paragraphe: Paragraphe) -> str:
        appels = "".join(f"[^{n}]" for n in appareil.numeros_de(paragraphe))
        return "".join(_morceau(m) for m in morceaux(paragraphe.corps)) + appels

    blocs = [f"# {markdown_sur(brouillon.titre)}"]
    for rubrique in brouillon.pleines:
        blocs.append(f"## {markdown_sur(rubrique.libelle)}")
        blocs.append(_joindre(rubrique.paragraphes, ecrire, "- "))
    blocs += ["---", markdown_sur(appareil.fin)]
    blocs += [f"[^{rang}]: {markdown_sur(n)}" for rang, n in enumerate(appareil.notes, start=1)]
    return ("\n\n".join(blocs) + "\n").encode("utf-8")


def texte_brut(brouillon: Brouillon, appareil: Appareil) -> bytes:
    """Write the letter as plain text, its sources as numbered notes at the end."""

    def ecrire(paragraphe: Paragraphe) -> str:
        numeros = appareil.appels(paragraphe)
        return texte_nu(paragraphe.corps) + (f" [{numeros}]" if numeros else "")

    blocs = [f"{brouillon.titre}\n{'=' * len(brouillon.titre)}"]
    for rubrique in brouillon.pleines:
        blocs.append(f"{rubrique.libelle}\n{'-' * len(rubrique.libelle)}")
        blocs.append(_joindre(rubrique.paragraphes, ecrire, "• "))
    if appareil.notes:
        notes = [f"[{rang}] {note}" for rang, note in enumerate(appareil.notes, start=1)]
        blocs.append("Sources\n-------\n" + "\n".join(notes))
    blocs.append(appareil.fin)
    return ("\n\n".join(blocs) + "\n").encode("utf-8")
