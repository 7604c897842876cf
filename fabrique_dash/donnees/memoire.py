"""What has been computed, kept inside the data or the view that it was computed from.

The decorators `par_donnees` and `par_vue` keep a function's results in its first argument: they
go with it, so that a former state of the data leaves nothing behind. `par_reference` keeps what is
made from the tables of reference alone, from one state of the data to the next. Each thing is
computed once: whoever asks for it meanwhile waits for it, and nobody waits for anything else.

What is kept is shared by every page. Functions give what can't be changed (texts, tuples, read-only
mappings); a table is copied on write by pandas as soon as something is derived from it. A kept
result must not hold the view or the data that keeps it: it would then outlive them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from threading import Event, Lock, get_ident
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from fabrique_dash.donnees.reference import Reference

# Results of one function kept for one view, or for the data: one size for all. It holds the
# longest list that a page shows whole (the catalogue of figures), and stops free texts.
RESULTATS_GARDES = 256
# A view holds all that its pages have computed; those beyond the bound are made again.
VUES_GARDEES = 24

P = ParamSpec("P")
R = TypeVar("R")
_Fonction = Callable[..., Any]


class _Calcul:
    """One computation under way, which other threads may wait for."""

    def __init__(self) -> None:
        self.fil = get_ident()
        self.fini = Event()
        self.abouti = False
        self.resultat: Any = None
        self.erreur: Exception | None = None

    def rendu(self) -> Any:
        """What was computed, or the error that it raised."""
        try:
            if self.erreur is not None:
                raise self.erreur
            return self.resultat
        finally:
            del self  # the error holds this frame: together they would outlive the view


def _essayer(calculer: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return calculer(), None
    except Exception as erreur:
        return None, erreur


# What each waiting thread waits for. Between two functions that call each other from two threads
# this is a loop, which is told rather than waited for.
_ATTENTES: dict[int, _Calcul] = {}


def _tourne_en_rond(calcul: _Calcul) -> bool:
    """Tell whether a computation waits, by way of others, for the thread that asks."""
    moi, chaine = get_ident(), [calcul]
    while chaine[-1].fil != moi:
        suivant = _ATTENTES.get(chaine[-1].fil)
        if suivant is None or suivant in chaine:
            return False
        chaine.append(suivant)
    return not any(c.fini.is_set() for c in chaine)


class Memoire:
    """Results by function and arguments. Safe between threads."""

    def __init__(self, plafond: int = RESULTATS_GARDES) -> None:
        """Prepare an empty memory.

        Args:
            plafond: results kept for one function; the least recently used leave.
        """
        self._plafond = plafond
        self._acces = Lock()  # held for the time of a look, never while something is computed
        self._faits: dict[_Fonction, OrderedDict[Hashable, Any]] = {}
        self._en_cours: dict[tuple[_Fonction, Hashable], _Calcul] = {}

    def prendre(self, fonction: _Fonction, cle: Hashable, calculer: Callable[[], Any]) -> Any:
        """Return what a function gives for a key, computed if it is not kept.

        Args:
            fonction: the function.
            cle: its arguments.
            calculer: computes the result; an error is raised to all who wait for it, and nothing
                is kept. When its own thread is stopped, one of those who wait computes instead.

        Raises:
            RecursionError: the computation asks for its own result.
        """
        with self._acces:
            faits = self._faits.setdefault(fonction, OrderedDict())
            if cle in faits:
                faits.move_to_end(cle)
                return faits[cle]
            calcul = self._en_cours.get((fonction, cle))
            if a_moi := calcul is None:
                calcul = self._en_cours[fonction, cle] = _Calcul()
        try:
            if a_moi:
                self._faire(fonction, cle, calculer)
            else:
                _attendre(calcul, fonction)
            if calcul.abouti:
                return calcul.rendu()
        finally:
            del calcul  # as in `rendu`
        return self.prendre(fonction, cle, calculer)  # whoever computed it was stopped

    def _faire(self, fonction: _Fonction, cle: Hashable, calculer: Callable[[], Any]) -> None:
        resultat, erreur, abouti = None, None, False
        try:
            resultat, erreur = _essayer(calculer)
            abouti = True
        finally:
            with self._acces:
                calcul = self._en_cours.pop((fonction, cle))
                if abouti and erreur is None:
                    self._garder(fonction, cle, resultat)
            calcul.resultat, calcul.erreur, calcul.abouti = resultat, erreur, abouti
            calcul.fini.set()
            del calcul, erreur  # as in `rendu`

    def _garder(self, fonction: _Fonction, cle: Hashable, resultat: Any) -> None:
        faits = self._faits.setdefault(fonction, OrderedDict())
        faits[cle] = resultat
        if len(faits) > self._plafond:
            faits.popitem(last=False)

    def oublier(self) -> None:
        """Let everything go; what is asked for again is computed again."""
        with self._acces:
            self._faits.clear()

    def __len__(self) -> int:
        """Count the results that are kept."""
        with self._acces:
            return sum(len(faits) for faits in self._faits.values())


def _attendre(calcul: _Calcul, fonction: _Fonction) -> None:
    moi = get_ident()
    _ATTENTES[moi] = calcul
    try:
        if _tourne_en_rond(calcul):
            raise RecursionError(f"{fonction.__qualname__} attend son propre résultat")
        calcul.fini.wait()
    finally:
        del _ATTENTES[moi]


class AvecMemoire(Protocol):
    """What keeps results."""

    @property
    def memoire(self) -> Memoire:
        """Where they are."""


class CommeDonnees(AvecMemoire, Protocol):
    """What `par_donnees` takes first: `depot.Donnees`."""

    @property
    def empreinte(self) -> str:
        """Mark of the state of the files."""


class AvecReference(Protocol):
    """What leads to the data of reference: those, or all the data."""

    @property
    def reference(self) -> Reference:
        """The tables and outlines of reference."""


class CommeVue(AvecMemoire, Protocol):
    """What `par_vue` takes first: `vue.Vue`."""

    @property
    def jour(self) -> date:
        """The reference date."""


A = TypeVar("A", bound=AvecMemoire)
D = TypeVar("D", bound=CommeDonnees)
V = TypeVar("V", bound=CommeVue)


def _dans_le_premier(
    fonction: Callable[Concatenate[A, P], R],
) -> Callable[Concatenate[A, P], R]:
    @wraps(fonction)
    def retenue(objet: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        cle = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        resultat: R = objet.memoire.prendre(fonction, cle, lambda: fonction(objet, *args, **kwargs))
        return resultat

    return retenue


def par_donnees(fonction: Callable[Concatenate[D, P], R]) -> Callable[Concatenate[D, P], R]:
    """Compute a function once for each state of the data and each value of its other arguments.

    Args:
        fonction: takes the data first, and then only hashable values, no view among them.
    """
    return _dans_le_premier(fonction)


def par_reference(
    fonction: Callable[Concatenate[Reference, P], R],
) -> Callable[Concatenate[AvecReference, P], R]:
    """Compute a function once for each state of the data of reference and of its other arguments.

    What it gives outlives a change of the tables kept by hand: it can't read them.

    Args:
        fonction: takes the data of reference first, and then only hashable values. It is called
            with all the data, or with those of reference.
    """
    retenue = _dans_le_premier(fonction)

    @wraps(fonction)
    def de_la_reference(objet: AvecReference, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return retenue(objet.reference, *args, **kwargs)

    return de_la_reference


def par_vue(fonction: Callable[Concatenate[V, P], R]) -> Callable[Concatenate[V, P], R]:
    """Compute a function once for each view and each value of its other arguments.

    Args:
        fonction: takes the view first, and then only hashable values, no other view among them.
    """
    return _dans_le_premier(fonction)


class Vues(Generic[A]):
    """Views made once by key: the latest asked for are held, the others while somebody uses them.

    A view holds its data, which holds its views: `oublier` opens that loop, after which views and
    data go as soon as the last page that uses them has ended.
    """

    def __init__(self, plafond: int = VUES_GARDEES) -> None:
        """Prepare to hold so many views."""
        self._plafond = plafond
        self._acces = Lock()
        self._tenues: OrderedDict[Hashable, A] = OrderedDict()
        self._vivantes: WeakValueDictionary[Hashable, A] = WeakValueDictionary()

    def prendre(self, cle: Hashable, faire: Callable[[], A]) -> A:
        """Return the view of a key, made if nobody has it. Making one must cost nothing."""
        with self._acces:
            vue = self._vivantes.get(cle)
            if vue is None:
                vue = self._vivantes[cle] = faire()
            self._tenues[cle] = vue
            self._tenues.move_to_end(cle)
            while len(self._tenues) > self._plafond:
                self._tenues.popitem(last=False)
            return vue

    def oublier(self) -> None:
        """Hold no view any more, and empty those that are still used."""
        with self._acces:
            self._plafond = 0
            self._tenues.clear()
            restantes = list(self._vivantes.values())
        for vue in restantes:
            vue.memoire.oublier()
