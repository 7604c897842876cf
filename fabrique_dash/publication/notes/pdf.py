"""A note as a tagged PDF of two A4 pages (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fabrique_dash.graphiques.socle.polices import DOSSIER, FAMILLE, a_le_signe
from fabrique_dash.publication.notes.modele import EN_LIGNE, Note, sans_controle

if TYPE_CHECKING:
    import typst

_GABARIT = Path(__file__).with_name("gabarit.typ")
# Ours first; those that the library carries have the signs that it lacks, arrows or Greek.
_POLICES = (FAMILLE, "Libertinus Serif", "DejaVu Sans Mono")
_CHAMPS = ("titre", "sous_titre", "sujet", "auteur", "pied", "adresse", "corps")
_SANS_DESSIN = "?"  # stands for a sign that no font has: the norm refuses an empty box


def en_json(note: Note) -> dict[str, Any]:
    """Return what `gabarit.typ` reads of a note."""
    pages = {"recto": note.recto, "verso": note.verso}
    return {
        **{cle: getattr(note, cle) for cle in _CHAMPS},
        **{
            page: [{**asdict(partie), "reste": partie.reste} for partie in parties]
            for page, parties in pages.items()
        },
        "en_ligne": EN_LIGNE,
        "polices": list(_POLICES),
    }


def composer(note: dict[str, Any], moment: int) -> bytes:
    """Set out a note as a PDF; the same note always gives the same bytes.

    Args:
        note: what `gabarit.typ` reads.
        moment: when the document was made, in seconds since 1970.

    Raises:
        ValueError: the library refused it.
    """
    import typst

    try:
        try:
            return _compiler(_propre(note), moment)
        except typst.TypstError:  # as a rule, a sign that no font has
            return _compiler(_dessinable(_propre(note)), moment)
    except typst.TypstError as erreur:
        raise ValueError(str(erreur.diagnostic)) from None


def _compiler(note: dict[str, Any], moment: int) -> bytes:
    import typst

    return typst.compile(
        _GABARIT.read_bytes(),
        font_paths=_polices(),
        ignore_system_fonts=True,
        sys_inputs={"note": json.dumps(note)},
        pdf_standards=["ua-1"],
        timestamp=moment,
    )


@cache
def _polices() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(DOSSIER)]
    )


def _propre(note: dict[str, Any]) -> Any:
    return _chaque_texte(note, sans_controle)


def _dessinable(note: dict[str, Any]) -> Any:
    """Keep the signs of our font only."""
    return _chaque_texte(
        note, lambda texte: "".join(s if a_le_signe(s) else _SANS_DESSIN for s in texte)
    )


def _chaque_texte(valeur: Any, changer: Callable[[str], str]) -> Any:
    if isinstance(valeur, str):
        return changer(valeur)
    if isinstance(valeur, dict):
        return {cle: _chaque_texte(v, changer) for cle, v in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_chaque_texte(v, changer) for v in valeur]
    return valeur
