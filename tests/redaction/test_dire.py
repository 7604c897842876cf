"""A row that changes is told by its name; its key tells apart those that have the same."""

from __future__ import annotations

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal.cases import Changement, ajout, ecrire_la_cle, retrait
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.histoire import NomsDesRangees

NOTE = ("evenements", ecrire_la_cle(["tronc-commun-2021-11-17"]), "note")
CLE = ecrire_la_cle(["essai"])


def test_a_row_is_told_by_its_name_then_its_key(donnees: Donnees) -> None:
    noms = NomsDesRangees(donnees)
    dit = dire.case(noms, Changement(*NOTE, "", "À distance."))
    assert dit.startswith("Événements, Sessions du tronc commun (tronc-commun-2021-11-17)\u00a0: ")


def test_a_row_that_comes_or_goes_is_named_by_what_changes_say(donnees: Donnees) -> None:
    noms, titre = NomsDesRangees(donnees), donnees.descripteur.tables["themes"].titre
    for faits, fait in ((ajout, "ajoutée"), (retrait, "ôtée")):
        changements = faits("themes", CLE, {"id": "essai", "libelle": "Un <b>essai</b>"})
        dit = dire.cases(noms, changements, "Un essai")
        assert f"{titre}, Un &lt;b&gt;essai&lt;/b&gt; (essai, rangée {fait})" in dit


def test_a_row_that_nobody_knows_any_more_is_told_by_its_key(donnees: Donnees) -> None:
    titre = donnees.descripteur.tables["themes"].titre
    dit = dire.case(NomsDesRangees(donnees), Changement("themes", CLE, "libelle", "a", "b"))
    assert dit.startswith(f"{titre}, essai\u00a0: ")
