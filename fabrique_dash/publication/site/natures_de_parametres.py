"""The parameters whose values can't be listed: days, numbers, years, switches, texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.chiffres.recherche.moteur import lisible
from fabrique_dash.donnees.dates import DERNIER_JOUR, PREMIER_JOUR, jour_exact
from fabrique_dash.publication.site.parametres import Parametre, Plusieurs, cite

OUI = "oui"
_ENTIER = re.compile(r"[0-9]{1,6}")
_ANNEE, _ANNEES = re.compile(r"[0-9]{4}"), re.compile(r"([0-9]{4})-([0-9]{4})")
_SIECLES = (1900, 2100)  # years that a picture may be asked for, whatever the data hold


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
        bons = [v for v in valeurs if self._permet(v)]
        return ((bons[0],) if bons else None), [v for v in valeurs if v not in bons]

    def _permet(self, valeur: str) -> bool:
        lu = jour_exact(valeur) if len(valeur) == len("AAAA-MM-JJ") else None
        return lu is not None and self.premier <= lu <= self.dernier

    def dire(self, choix: tuple[str, ...]) -> str:
        """Say the day."""
        if not self.mots or not choix:
            return ""
        return f"{self.mots} {jour_long(date.fromisoformat(choix[0]))}"


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
