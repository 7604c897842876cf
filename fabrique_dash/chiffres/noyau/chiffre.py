"""A figure with all that makes it quotable: what every number on screen is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.noyau.typographie import INSECABLE, jour_long, nombre, pluriel
from fabrique_dash.donnees.etats import Statut


@dataclass(frozen=True)
class Chiffre:
    """A value, or the interval in which the sources put it.

    Attributes:
        id: stable name of the figure.
        libelle: what it is, as a heading.
        minimum: lowest value that the sources allow; None when they give no lower bound.
        maximum: highest value; None when they give no upper bound. Both None: not documented.
        unite: unit in the singular: a noun (« territoire ») or a symbol (« km² »).
        definition: what is counted and how.
        perimetre: on what the count bears.
        jour: reference date of the value.
        statut: documenté, déduit, indéterminé or non documenté.
        sources: ids of the sources.
        manque: what is missing or must be known to read it, may be empty.
        decimales: digits after the comma, at most.
        calendaire: whether the value is a year of the calendar, written as such, without unit.
    """

    id: str
    libelle: str
    minimum: float | None
    maximum: float | None
    unite: str
    definition: str
    perimetre: str
    jour: date
    statut: str
    sources: tuple[str, ...]
    manque: str = ""
    decimales: int = 0
    calendaire: bool = False

    def __post_init__(self) -> None:
        """Refuse a figure that can't be quoted."""
        vides = [
            n
            for n in ("id", "libelle", "definition", "perimetre", "statut")
            if not getattr(self, n)
        ]
        if vides or not self.sources:
            raise ValueError(f"chiffre incomplet\u00a0: {', '.join(vides or ['sources'])}")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"intervalle à l’envers\u00a0: {self.minimum} > {self.maximum}")

    @property
    def exact(self) -> bool:
        """Whether the sources give one value."""
        return self.minimum is not None and self.minimum == self.maximum

    def valeur(self) -> str:
        """Write the value without its unit: « 6 », « entre 0 et 3 », « au plus 3 »."""
        bas, haut = (
            None if borne is None else self._ecrire(borne) for borne in (self.minimum, self.maximum)
        )
        if bas is None and haut is None:
            return Statut.NON_DOCUMENTE
        if self.exact:
            return str(bas)
        if bas is None:
            return f"au{INSECABLE}plus {haut}"
        if haut is None:
            return f"au{INSECABLE}moins {bas}"
        return f"entre{INSECABLE}{bas} et{INSECABLE}{haut}"

    def valeur_et_unite(self) -> str:
        """Write the value with its unit, in the right number: « 0 séance », « 2 séances »."""
        borne = self.maximum if self.maximum is not None else self.minimum
        if borne is None or self.calendaire:
            return self.valeur()
        return f"{self.valeur()}{INSECABLE}{self.mot(borne)}"

    def _ecrire(self, borne: float) -> str:
        return str(int(borne)) if self.calendaire else nombre(borne, self.decimales)

    def mot(self, quantite: float) -> str:
        """Return the unit in the number that goes with a quantity; symbols don't change."""
        return pluriel(quantite, self.unite) if self.unite.isalpha() else self.unite

    def etat_au(self) -> str:
        """Say the reference date: « état au 29 août 2022 »."""
        return f"état au {jour_long(self.jour)}"

    def phrase_courte(self) -> str:
        """Say the value in one short sentence: what, how much, of what, when."""
        return (
            f"{self.libelle}{INSECABLE}: {self.valeur_et_unite()} "
            f"({self.perimetre}, {self.etat_au()})."
        )

    def phrase(self) -> str:
        """Say the figure in one sentence that can be pasted, and what must be known to read it."""
        return f"{self.phrase_courte()}{f' {self.manque}' if self.manque else ''}"

    def phrase_longue(self, changement: str = "") -> str:
        """Say the figure with what changed, what is counted and how sure it is.

        Args:
            changement: what changed since an earlier date, in a sentence, may be empty.
        """
        morceaux = [
            self.phrase(),
            changement,
            f"Ce qui est compté{INSECABLE}: {self.definition_en_suite()}",
        ]
        if self.statut not in (Statut.DOCUMENTE, Statut.NON_DOCUMENTE):
            morceaux.append(f"Valeur de statut «{INSECABLE}{self.statut}{INSECABLE}».")
        return " ".join(m for m in morceaux if m)

    def changement(self, avant: Chiffre) -> str:
        """Say how it changed since an earlier date; empty when either value is not documented.

        Args:
            avant: the same figure at the earlier date.
        """
        if Statut.NON_DOCUMENTE in (avant.valeur(), self.valeur()):
            return ""
        depuis = f"depuis le {jour_long(avant.jour)}"
        if (avant.minimum, avant.maximum) == (self.minimum, self.maximum):
            return f"Inchangé {depuis}."
        if not (avant.exact and self.exact):
            return f"Le {jour_long(avant.jour)}{INSECABLE}: {avant.valeur_et_unite()}."
        ecart = (self.minimum or 0) - (avant.minimum or 0)
        sens = "de plus" if ecart > 0 else "de moins"
        quantite = f"{nombre(abs(ecart), self.decimales)}{INSECABLE}{self.mot(abs(ecart))}"
        bornes = f"de{INSECABLE}{avant.valeur()} à{INSECABLE}{self.valeur()}"
        return f"{quantite} {sens} {depuis} ({bornes})."

    def definition_en_suite(self) -> str:
        """Return the definition so that it can follow a colon."""
        return self.definition[0].lower() + self.definition[1:]

    def citation(self, references: Mapping[str, str], mise_a_jour: str, licence: str) -> str:
        """Say where the figure comes from, the producers first.

        Args:
            references: printed reference of each source with its date of publication, by id.
            mise_a_jour: date of the last update of the data, in French.
            licence: the data's licence.
        """
        dites = [references.get(source, source).rstrip(".") for source in self.sources]
        origines = "\u202f; ".join(dites)
        pluriel_source = pluriel(len(self.sources), "Source")
        return f"{pluriel_source}{INSECABLE}: {origines}. Mise à jour du {mise_a_jour}. {licence}."

    def ligne_csv(self) -> dict[str, object]:
        """Return the figure as one row of a table."""
        return {
            "id": self.id,
            "libelle": self.libelle,
            "valeur": self.minimum if self.exact else None,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "unite": self.unite,
            "definition": self.definition,
            "perimetre": self.perimetre,
            "date_reference": self.jour.isoformat(),
            "statut": self.statut,
            "sources": " ".join(self.sources),
            "manque": self.manque,
        }
