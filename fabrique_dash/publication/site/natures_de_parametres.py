"""The kinds of parameters, but for the day: choices, numbers, years, switches, texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fabrique_dash.chiffres.noyau.typographie import enumeration, guillemets
from fabrique_dash.chiffres.recherche.moteur import lisible
from fabrique_dash.publication.site.parametres import AUCUN, Parametre

OUI = "oui"
_ENTIER = re.compile(r"[0-9]{1,6}")
_ANNEE, _ANNEES = re.compile(r"[0-9]{4}"), re.compile(r"([0-9]{4})-([0-9]{4})")
_SIECLES = (1900, 2100)  # years that a picture may be asked for, whatever the data hold
_ANCIENS_VIDES = frozenset({"aucune", "tous", "toutes", "programme"})  # said so by older links
_SIGNE_ECHAPPE = re.compile(r"\\([\\`*_\[\]<$~|])")
_ENTRE_DEUX = re.compile(r",(?! )")  # in a label, unlike between ids, a space follows the comma


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


@dataclass(frozen=True)
class Entier(Parametre):
    """A whole number.

    Attributes:
        defaut: the number at first.
        bornes: lowest and highest numbers allowed.
        unite: unit in the plural, for the sentence; without it the number filters nothing.
    """

    defaut: int
    bornes: tuple[int, int]
    unite: str = ""

    @property
    def de_base(self) -> tuple[str, ...]:
        """The default number."""
        return (str(self.defaut),)

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return entier_entre(*self.bornes)

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read the first number between the bounds."""
        premier, dernier = self.bornes
        bons = [v for v in valeurs if _ENTIER.fullmatch(v) and premier <= int(v) <= dernier]
        return ((str(int(bons[0])),) if bons else None), [v for v in valeurs if v not in bons]

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say the number with its unit."""
        return f"{self.libelle}\u00a0: {choix[0]} {self.unite}" if self.unite else ""


def entier_entre(premier: int, dernier: int) -> str:
    """Say what a whole number expects."""
    if premier == dernier:
        return guillemets(str(premier))
    return f"un nombre entier, de {premier} à {dernier}"


@dataclass(frozen=True)
class Annees(Parametre):
    """A range of years, « 2021-2022 »; all of them at first.

    Attributes:
        bornes: first and last years that the data touch.
    """

    bornes: tuple[int, int]

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return entier_entre(*self.bornes)

    @property
    def permis(self) -> tuple[str, ...]:
        """The form."""
        return ("2021-2022",)

    def raison(self, valeur: str) -> str:
        """Say why a program's value is refused."""
        return "Années attendues sous la forme «\u00a02021-2022\u00a0»."

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read a range, or its two years one by one as links gave them once."""
        lues: list[int] = []
        mauvaises: list[str] = []
        for valeur in valeurs:
            intervalle = _ANNEES.fullmatch(valeur)
            annees = [int(a) for a in intervalle.groups()] if intervalle else []
            if _ANNEE.fullmatch(valeur) and self.bornes[0] <= int(valeur) <= self.bornes[1]:
                annees = [int(valeur)]
            if annees and all(_SIECLES[0] <= a <= _SIECLES[1] for a in annees):
                lues += annees
            else:
                mauvaises.append(valeur)
        if not lues or mauvaises or (min(lues), max(lues)) == self.bornes:
            return None, mauvaises
        return (f"{min(lues)}-{max(lues)}",), mauvaises

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say the years."""
        debut, fin = annees_de(choix) or self.bornes
        return f"en {debut}" if debut == fin else f"de {debut} à {fin}"


def annees_de(choix: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last years of what `Annees` read; None for all of them."""
    if not choix:
        return None
    debut, fin = choix[0].split("-")
    return int(debut), int(fin)


@dataclass(frozen=True)
class Bascule(Parametre):
    """A yes, no being the default; the choice holds the key when it is yes.

    Attributes:
        dite: whether the sentence tells it.
        ancien: how older links said yes, besides « oui ».
    """

    dite: bool = False
    ancien: str = ""

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return guillemets(OUI)

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read « oui »."""
        bonnes = [v for v in valeurs if v in (OUI, self.ancien)]
        return ((self.cle,) if bonnes else None), [v for v in valeurs if v not in bonnes]

    def ecrire(self, choix: tuple[str, ...]) -> str:
        """Write « oui »."""
        return OUI

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say the label."""
        return self.libelle if self.dite else ""


@dataclass(frozen=True)
class Panier(Plusieurs):
    """Things kept while one browses: they hide nothing, so they have no words."""

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say nothing."""
        return ""


@dataclass(frozen=True)
class Texte(Parametre):
    """Any text; what can't be read in it is taken away."""

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return "un texte"

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read the last text, as programs do with a name given twice."""
        dit = lisible(valeurs[-1]) if valeurs else ""
        return ((dit,) if dit else None), []

    def dire(self, choix: tuple[str, ...]) -> str:
        """Quote the text."""
        return f"{self.libelle} {guillemets(choix[0])}"
