"""Propose, publish, refuse, undo, restore in any order: the journal against a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fabrique_dash.journal.cases import ajout, retrait
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.historique import Filtre, historique
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi, propositions
from fabrique_dash.journal.publication import Issue, publier
from fabrique_dash.journal.retours import annuler, retablir
from tests.journal.essais import TEXTE, THEMES, cle, libelle, numero, sain, themes, themes_servis

MOTS = st.sampled_from(["x", "y", "z, « z »"])
LIGNES = st.sampled_from(["a", "b", "d"])
Etat = dict[str, str]


@dataclass(frozen=True)
class Voulu:
    """A change of one row, in the words of the model: its label before and after, if it exists."""

    ligne: str
    avant: str | None
    apres: str | None


@dataclass
class Modele:
    """What the journal should hold: the state of each publication, and what led to it."""

    etats: list[Etat] = field(default_factory=lambda: [{}, dict(THEMES)])
    faits: list[list[Voulu]] = field(default_factory=lambda: [[], []])

    @property
    def tete(self) -> Etat:
        """The last state."""
        return self.etats[-1]

    def fusionner(self, voulus: list[Voulu]) -> list[Voulu] | None:
        """Return what must be done, none if all is done already; None if there is a conflict."""
        a_faire = [v for v in voulus if self.tete.get(v.ligne) != v.apres]
        return a_faire if all(self.tete.get(v.ligne) == v.avant for v in a_faire) else None

    def publier(self, faits: list[Voulu]) -> None:
        """Add a publication."""
        neuf = dict(self.tete)
        for v in faits:
            neuf.pop(v.ligne, None)
            if v.apres is not None:
                neuf[v.ligne] = v.apres
        self.etats.append(neuf)
        self.faits.append(faits)

    def attendre(self, voulus: list[Voulu], issue: Issue) -> None:
        """Hold that an attempt to publish came out as it must."""
        a_faire = self.fusionner(voulus)
        if a_faire is None:
            assert issue.publication is None and issue.conflits
            return
        if not a_faire:
            assert issue == Issue(sans_effet=True)
            return
        self.publier(a_faire)
        assert issue == Issue(publication=len(self.etats) - 1)


class Machine(RuleBasedStateMachine):
    """Drives a journal and its model together."""

    nouveau: Callable[[], Journal]
    attente: Bundle[tuple[str, list[Voulu]]] = Bundle("attente")

    def __init__(self) -> None:
        super().__init__()
        self.journal = type(self).nouveau()
        self.modele = Modele()

    @rule(target=attente, ligne=LIGNES, mot=MOTS, oter=st.booleans())
    def proposer(self, ligne: str, mot: str, oter: bool) -> tuple[str, list[Voulu]]:
        avant = self.modele.tete.get(ligne)
        rangee = {"id": ligne, "libelle": avant or mot}
        if avant is None:
            voulu, cases = Voulu(ligne, None, mot), ajout("themes", cle(ligne), rangee)
        elif oter:
            voulu, cases = Voulu(ligne, avant, None), retrait("themes", cle(ligne), rangee)
        else:
            voulu, cases = Voulu(ligne, avant, mot), [libelle(ligne, avant, mot)]
        return proposer(self.journal, SYSTEME, TEXTE, cases), [voulu]

    @rule(en_attente=consumes(attente))
    def publier(self, en_attente: tuple[str, list[Voulu]]) -> None:
        code, voulus = en_attente
        self.modele.attendre(voulus, publier(self.journal, code, SYSTEME, sain))

    @rule(en_attente=consumes(attente))
    def refuser(self, en_attente: tuple[str, list[Voulu]]) -> None:
        suite(self.journal, en_attente[0], Quoi.REFUSEE, SYSTEME, "Sans source.")
        assert propositions(self.journal, identifiant=en_attente[0])[0].etat is Quoi.REFUSEE

    @precondition(lambda self: len(self.modele.etats) > 2)
    @rule(donnees=st.data())
    def annuler(self, donnees: st.DataObject) -> None:
        n = donnees.draw(st.integers(2, len(self.modele.etats) - 1), "publication")
        contraires = [Voulu(v.ligne, v.apres, v.avant) for v in self.modele.faits[n]]
        self.modele.attendre(contraires, annuler(self.journal, n, SYSTEME, "Retour.", sain))

    @rule(donnees=st.data())
    def retablir(self, donnees: st.DataObject) -> None:
        n = donnees.draw(st.integers(1, len(self.modele.etats) - 1), "publication")
        voulu, tete = self.modele.etats[n], self.modele.tete
        faits = [Voulu(li, tete.get(li), voulu.get(li)) for li in {**tete, **voulu}]
        faits = [v for v in faits if v.avant != v.apres]
        if not faits:
            with pytest.raises(PropositionImpossible):
                retablir(self.journal, n, SYSTEME, "Retour.", sain)
            return
        assert retablir(self.journal, n, SYSTEME, "Retour.", sain).publication is not None
        self.modele.publier(faits)

    @invariant()
    def rien_ne_se_perd(self) -> None:
        assert themes(self.journal) == themes_servis(self.journal) == self.modele.tete
        assert numero(self.journal) == len(self.modele.etats) - 1

    def teardown(self) -> None:
        """Hold that history tells all, and was not touched."""
        for n, faits in enumerate(self.modele.faits[1:], 1):
            dits = historique(self.journal, Filtre(n=n, colonne="libelle"))
            lus = {(d.changement.cle, d.changement.avant, d.changement.apres) for d in dits}
            assert lus == {(cle(v.ligne), v.avant, v.apres) for v in faits}
        with self.journal.lire() as cx:
            assert defauts_de_la_chaine(cx) == []
        self.journal.fermer()


def test_the_journal_is_what_a_dictionary_would_be(
    nouveau_journal: Callable[[Path], Journal], tmp_path_factory: pytest.TempPathFactory
) -> None:
    def nouveau() -> Journal:
        return nouveau_journal(tmp_path_factory.mktemp("machine"))

    classe: Any = type("MachineDeCetteBase", (Machine,), {"nouveau": staticmethod(nouveau)})
    run_state_machine_as_test(
        classe,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
