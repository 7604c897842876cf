"""What an address may ask for, kind by kind: read, refused in French, written, said in words.

The same parameter is read by a page, which leaves aside what it can't use and says so, and by a
picture or a stable address, which refuses it. Addresses hold ids; the labels that links held
once are still read, and written again as ids.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fabrique_dash.chiffres.noyau.typographie import enumeration, guillemets
from fabrique_dash.chiffres.recherche.moteur import lisible

AUCUN = "aucun"  # the one word for « nothing at all »; to keep everything, nothing is written
_ANCIENS_VIDES = frozenset({"aucune", "tous", "toutes", "programme"})  # said so by older links
_MONTRE = 60  # characters of a refused value that the answer repeats
_VALEURS_MONTREES = 5
_PERMIS_MONTRES = 30
_SIGNE_ECHAPPE = re.compile(r"\\([\\`*_\[\]<$~|])")
_ENTRE_DEUX = re.compile(r",(?! )")  # in a label, unlike between ids, a space follows the comma


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
class _Choix(Parametre):
    """A parameter whose values are known one by one.

    Attributes:
        options: label of each choice, by id.
        attendus: what it expects, in words, when it is not a choice of a control.
    """

    options: Mapping[str, str]
    attendus: str = ""

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return self.attendus or f"un des choix de {guillemets(self.libelle)} à cette date"

    @property
    def permis(self) -> tuple[str, ...]:
        """Every id."""
        return tuple(self.options)


@dataclass(frozen=True)
class Un(_Choix):
    """One choice among some, or none when there is no default.

    Attributes:
        defaut: id of what is chosen at first; empty for nothing.
        vide: label of « nothing in particular » in the control, when nothing may be chosen.
        anciens: other spellings that older links hold, and the id of each.
    """

    defaut: str = ""
    vide: str = ""
    anciens: Mapping[str, str] = field(default_factory=dict)

    @property
    def de_base(self) -> tuple[str, ...]:
        """The default choice."""
        return (self.defaut,) if self.defaut else ()

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read the first value that is a choice."""
        bons = [v for v in (self.anciens.get(v, v) for v in valeurs) if v in self.options]
        vides = {AUCUN, *_ANCIENS_VIDES} if self.vide else set()
        mauvais = [
            v for v in valeurs if self.anciens.get(v, v) not in self.options and v not in vides
        ]
        return ((bons[0],) if bons else None), mauvais

    def dire(self, choix: tuple[str, ...]) -> str:
        """Name the choice."""
        return f"{self.libelle}\u00a0: {self.options[choix[0]]}" if choix else ""


@dataclass(frozen=True)
class Plusieurs(_Choix):
    """Several choices, joined by commas; « aucun » keeps none.

    Attributes:
        defaut: ids chosen at first; all of them when None.
        sujet: word before the choices in the sentence; the label when empty.
        classes: whether the choice follows the order of the options, whose labels older links
            hold, rather than that of the address.
    """

    defaut: tuple[str, ...] | None = None
    sujet: str = ""
    classes: bool = True

    @property
    def de_base(self) -> tuple[str, ...]:
        """The default choices, in the order of the options."""
        return tuple(self.options) if self.defaut is None else self.defaut

    def _lues(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        # Links once said « nothing » by an empty value.
        if valeurs and not any(valeurs):
            return (), []
        return super()._lues(valeurs)

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Keep the ids that are options, each once; older links repeat labels instead."""
        par_libelle = {t: i for i, t in self.options.items()} if self.classes else {}
        bons: list[str] = []
        mauvais: list[str] = []
        rien = False
        for valeur in valeurs:
            simple = _SIGNE_ECHAPPE.sub(r"\1", valeur)
            morceaux = [par_libelle[simple]] if simple in par_libelle else self._coupee(valeur)
            rien = rien or AUCUN in morceaux
            bons += [m for m in morceaux if m in self.options]
            mauvais += [m for m in morceaux if m not in self.options and m != AUCUN]
        if not bons:
            return (() if rien and not mauvais else None), mauvais
        retenus = dict.fromkeys(bons)
        classes = [i for i in self.options if i in retenus] if self.classes else retenus
        return tuple(classes), mauvais

    def _coupee(self, valeur: str) -> list[str]:
        return [valeur] if valeur in self.options else _ENTRE_DEUX.split(valeur)

    def dire(self, choix: tuple[str, ...]) -> str:
        """Name the choices."""
        dit = enumeration([self.options[i] for i in choix]) if choix else "rien"
        return f"{self.sujet or self.libelle}\u00a0: {dit}"
