"""What every export of a letter says besides its text: notes, date, licence."""

from __future__ import annotations

from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe
from fabrique_dash.publication.site.references import mentions, references


@dataclass(frozen=True)
class Appareil:
    """The notes and the last line of a letter.

    Attributes:
        notes: printed reference of each source, in the order of their numbers, from 1.
        numeros: number of each source, by id.
        fin: reference date, update of the data and licence, in one sentence.
        auteur: who made the data.
    """

    notes: tuple[str, ...]
    numeros: dict[str, int]
    fin: str
    auteur: str

    def numeros_de(self, paragraphe: Paragraphe) -> list[int]:
        """Numbers of the notes of a paragraph, in order."""
        return sorted(self.numeros[code] for code in paragraphe.sources)

    def appels(self, paragraphe: Paragraphe) -> str:
        """Write these numbers: « 1, 4 »; empty without any source."""
        return ", ".join(map(str, self.numeros_de(paragraphe)))


def appareil(brouillon: Brouillon, donnees: Donnees) -> Appareil:
    """Make the notes and the last line of a letter.

    Args:
        brouillon: the draft.
        donnees: the package that its facts come from.
    """
    numeros = brouillon.notes()
    connues, dit = references(donnees), mentions(donnees)
    return Appareil(
        notes=tuple(propre(connues.get(code, code)) for code in numeros),
        numeros=numeros,
        fin=propre(
            f"État au {jour_long(brouillon.jour)}. Données mises à jour le {dit.mise_a_jour}, "
            f"{dit.licence}."
        ),
        auteur=propre(dit.producteur),
    )
