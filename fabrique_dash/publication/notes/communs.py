"""What both notes say in the same way: sources, where the rest is, what the data is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from fabrique_dash.chiffres.noyau.typographie import (
    FINE,
    INSECABLE,
    guillemets,
    jour_long,
    pluriel,
)
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.publication.ailleurs.fiche_html import STATUTS
from fabrique_dash.publication.notes.modele import Lien, Partie, case
from fabrique_dash.publication.site.adresses import Parametres, chemin, vue_entiere
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.references import mentions, references


def vers(vue: Vue, racine: str, cle: str, parametres: Parametres | None = None) -> Lien:
    """Link to a page at the point of view of the note.

    Args:
        vue: the point of view.
        racine: full address of the dashboard, without a final slash.
        cle: the page’s key.
        parametres: what the page is to open.
    """
    suite = chemin(cle, {**vue_entiere(vue), **(parametres or {})})
    return Lien(page(cle).titre, f"{racine}/{suite.removeprefix('./')}")


class Renvois:
    """The sources that a note cites, numbered in the order in which it does."""

    def __init__(self, vue: Vue) -> None:
        """Begin without any.

        Args:
            vue: the point of view.
        """
        self._vue = vue
        self._rangs: dict[str, int] = {}

    def numeros(self, codes: Iterable[str]) -> str:
        """Cite sources by their numbers: « [1, 4] »; empty without a source.

        Args:
            codes: ids of sources.
        """
        cites = dict.fromkeys(code for code in codes if code)
        rangs = sorted(self._rangs.setdefault(code, len(self._rangs) + 1) for code in cites)
        return f"[{f',{INSECABLE}'.join(_suites(rangs))}]" if rangs else ""

    def statut(self, statut: str, codes: Iterable[str]) -> str:
        """Say the status of a row and its sources: « déduit [1, 4] »."""
        return f"{statut} {self.numeros(codes)}".strip()

    def origine(self, codes: Iterable[str], statuts: Iterable[str]) -> str:
        """Say the sources of a part, and the statuses of what it says; empty without a source."""
        cites = list(dict.fromkeys(code for code in codes if code))
        if not cites:
            return ""
        presents = set(statuts)
        dits = [str(s) for s in Statut if s in presents]
        suite = f" {pluriel(len(dits), 'Statut')}\u00a0: {', '.join(dits)}." if dits else ""
        return f"{pluriel(len(cites), 'Source')}\u00a0: {self.numeros(cites)}.{suite}"

    def partie(self, racine: str) -> Partie:
        """List the sources cited so far: number, short name, printed reference.

        Args:
            racine: full address of the dashboard, without a final slash.
        """
        noms, connues = noms_courts(self._vue.donnees), references(self._vue.donnees)
        sens = f"{FINE}; ".join(f"{guillemets(mot)}, {dit}" for mot, dit in STATUTS.items())
        return Partie(
            titre="Sources et statuts",
            intro=f"Statuts\u00a0: {sens}.",
            lignes=tuple(
                (case(f"[{n}]{INSECABLE}{noms.get(code, code)}\u00a0: {connues.get(code, code)}"),)
                for code, n in self._rangs.items()
            ),
            plancher=20,  # the numbers of a note are worth what is listed here
            suite=vers(self._vue, racine, "sources"),
            fine=True,
        )


def _suites(rangs: Sequence[int]) -> Iterator[str]:
    """Write numbers in order, three that follow one another by the first and the last."""
    for _, suivis in groupby(enumerate(rangs), key=lambda paire: paire[1] - paire[0]):
        suite = [rang for _, rang in suivis]
        if len(suite) > 2:
            yield f"{suite[0]}{INSECABLE}à{INSECABLE}{suite[-1]}"
        else:
            yield from map(str, suite)


def sous_titre(vue: Vue, genre: str = "", compare: str = "") -> str:
    """Say under the title what is seen: the cohort, its date, and that a preview is one.

    Args:
        vue: the point of view.
        genre: what the note is, where its title does not say it.
        compare: day with which it compares, in words.
    """
    dits = (
        genre,
        nom_de_la_cohorte(vue),
        f"état au {jour_long(vue.jour)}",
        f"comparé au {compare}" if compare else "",
        "aperçu d’une proposition, non publié" if vue.donnees.apercu else "",
    )
    return " · ".join(filter(None, dits))


def pied(vue: Vue) -> str:
    """Say what the data is: title, version, date, licence, producer."""
    dites = mentions(vue.donnees)
    return f"{dites.origine}. {dites.producteur}."
