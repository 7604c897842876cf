"""What an address may ask for: read, refused in French, written, said in words.

The same parameter is read by a page, which leaves aside what it can't use and says so, and by a
picture or a stable address, which refuses it. Addresses hold ids; the labels that links held
once are still read, and written again as ids. The day, which every address can hold, is here;
the other kinds are in `natures_de_parametres`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.chiffres.recherche.moteur import lisible
from fabrique_dash.donnees.dates import DERNIER_JOUR, PREMIER_JOUR

AUCUN = "aucun"  # the one word for « nothing at all »; to keep everything, nothing is written
_MONTRE = 60  # characters of a refused value that the answer repeats
_VALEURS_MONTREES = 5
_PERMIS_MONTRES = 30

# The form of a day in addresses: Python reads others too, the data has coarser dates.
_JOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ParametreRefuse(ValueError):
    """A parameter that can't be used.

    Attributes:
        nom: its name.
        permis: what is allowed instead.
    """

    def __init__(self, nom: str, raison: str, permis: Sequence[str]) -> None:
        super().__init__(raison)
        self.nom = nom
        self.permis = tuple(permis)


class Introuvable(LookupError):
    """Nothing has this address.

    Attributes:
        existants: what there is instead.
    """

    def __init__(self, raison: str, existants: Sequence[str]) -> None:
        super().__init__(raison)
        self.existants = tuple(existants)


@dataclass(frozen=True)
class Filtre:
    """A parameter as it was read.

    Attributes:
        choix: ids of what is kept, in the order of the options.
        phrase: the choice in words; empty when it goes without saying.
        parametres: address parameters that reopen it; empty when it is at its default.
        refus: what the address asked for and could not be used, a sentence each.
    """

    choix: tuple[str, ...] = ()
    phrase: str = ""
    parametres: dict[str, str] = field(default_factory=dict)
    refus: tuple[str, ...] = ()

    @property
    def un(self) -> str:
        """The only choice; empty without any."""
        return self.choix[0] if self.choix else ""


def cite(valeur: str, avant: str = "") -> str:
    """Quote a value of the address, cut when it is very long, after what names it."""
    montree = lisible(valeur[:_MONTRE])
    return guillemets(avant + (montree if len(valeur) <= _MONTRE else f"{montree}…"))


@dataclass(frozen=True)
class Parametre(ABC):
    """A parameter of addresses.

    Attributes:
        cle: its name in addresses.
        libelle: its label.
    """

    cle: str
    libelle: str

    @property
    def de_base(self) -> tuple[str, ...]:
        """What is chosen when the address says nothing."""
        return ()

    @property
    @abstractmethod
    def attendu(self) -> str:
        """What it expects, in words."""

    @property
    def permis(self) -> tuple[str, ...]:
        """What it allows, for programs."""
        return (self.attendu,)

    @abstractmethod
    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read values, none of them empty.

        Returns:
            The choice, None when nothing usable is asked for; the values that can't be used.
        """

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say a choice in words; empty when it hides nothing."""
        return ""

    def ecrire(self, choix: tuple[str, ...]) -> str:
        """Write a choice as the address holds it."""
        return ",".join(choix) or AUCUN

    def raison(self, valeur: str) -> str:
        """Say why a program's value is refused."""
        possibles = ", ".join(self.permis[:_PERMIS_MONTRES])
        dit = f"{cite(valeur)} n’est pas une valeur de {guillemets(self.cle)}."
        return f"{dit} Valeurs possibles\u00a0: {possibles}."

    def filtre(self, choix: tuple[str, ...], refus: tuple[str, ...] = ()) -> Filtre:
        """Make what is read of a choice."""
        if choix == self.de_base:
            return Filtre(choix, refus=refus)
        return Filtre(choix, self.dire(choix), {self.cle: self.ecrire(choix)}, refus)

    def lire(self, valeurs: Sequence[str]) -> Filtre:
        """Read the values of an address; those that can't be used are left aside, and told."""
        choix, mauvaises = self._lues(valeurs)
        refus = tuple(
            f"{cite(valeur, f'{self.cle}=')}\u00a0: il fallait {self.attendu}."
            for valeur in list(dict.fromkeys(mauvaises))[:_VALEURS_MONTREES]
        )
        return self.filtre(self.de_base if choix is None else choix, refus)

    def exiger(self, valeurs: Sequence[str]) -> Filtre:
        """Read the values of an address.

        Raises:
            ParametreRefuse: one of them can't be used.
        """
        choix, mauvaises = self._lues(valeurs)
        if mauvaises:
            raise ParametreRefuse(self.cle, self.raison(mauvaises[0]), self.permis)
        return self.filtre(self.de_base if choix is None else choix)

    def _lues(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        return self.trier([v for v in valeurs if v])


@dataclass(frozen=True)
class Jour(Parametre):
    """A day.

    Attributes:
        premier: first day allowed.
        dernier: last one.
        defaut: the day at first, if there is one.
        mots: words before the day in the sentence; without them it has no sentence.
        facultatif: whether a reader may take the day away.
    """

    premier: date = PREMIER_JOUR
    dernier: date = DERNIER_JOUR
    defaut: date | None = None
    mots: str = ""
    facultatif: bool = False

    @property
    def de_base(self) -> tuple[str, ...]:
        """The default day, if it may be asked for; the nearest one when there must be one."""
        if self.defaut is None:
            return ()
        permis = min(max(self.defaut, self.premier), self.dernier)
        return () if self.facultatif and permis != self.defaut else (permis.isoformat(),)

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        bornes = f"du {jour_long(self.premier)} au {jour_long(self.dernier)}"
        return f"un jour comme 2021-11-30, {bornes}"

    @property
    def permis(self) -> tuple[str, ...]:
        """The form and the bounds."""
        return (f"un jour AAAA-MM-JJ, du {self.premier} au {self.dernier}",)

    def raison(self, valeur: str) -> str:
        """Say why a program's value is refused."""
        return f"{cite(valeur)} n’est pas une date possible."

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read the first real day between the bounds."""
        bons = [v for v in valeurs if _JOUR.fullmatch(v) and self._permet(v)]
        return ((bons[0],) if bons else None), [v for v in valeurs if v not in bons]

    def _permet(self, valeur: str) -> bool:
        try:
            return self.premier <= date.fromisoformat(valeur) <= self.dernier
        except ValueError:  # the form of a day, but no real one
            return False

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say the day."""
        if not self.mots or not choix:
            return ""
        return f"{self.mots} {jour_long(date.fromisoformat(choix[0]))}"
