"""Publishing: merged cell by cell, checked, recorded at once, served whole."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement, ajout, retrait
from fabrique_dash.journal.contenus import Tete, cases_de, manifeste_de
from fabrique_dash.journal.dossiers import courant, est_publie, suivre
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import (
    PropositionImpossible,
    Texte,
    proposer,
    suite,
)
from fabrique_dash.journal.propositions_lues import OUVERTES, Quoi, evenements, propositions
from fabrique_dash.journal.publication import Issue, candidat, publier
from fabrique_dash.journal.tables import CONTENU
from tests.journal.essais import (
    TEXTE,
    cle,
    ecrire,
    libelle,
    numero,
    sain,
    themes,
    themes_servis,
)

FAUTE = Probleme("themes.csv", 2, "libelle", "x", "une faute", "la corriger")


def test_a_change_is_published_with_its_cells_and_served(journal: Journal) -> None:
    assert ecrire(journal, libelle("b", "Deux", "Second")).publication == 2
    assert themes(journal) == themes_servis(journal) == {"a": "Un", "b": "Second", "c": "Trois"}
    with journal.lire() as cx:
        assert cases_de(cx, 2) == [libelle("b", "Deux", "Second")]


def test_two_changes_of_different_cells_both_stay(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    ecrire(journal, Changement("themes", cle("a"), "note", "", "dite par l’autre"))
    ecrire(journal, libelle("b", "Deux", "2"))
    assert publier(journal, mien, SYSTEME, sain).publication == 4
    assert themes(journal) == {"a": "1", "b": "2", "c": "Trois"}


def test_a_cell_changed_by_another_is_a_conflict_that_shows_three_values(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1"), libelle("b", "Deux", "2")])
    ecrire(journal, libelle("a", "Un", "I"))
    issue = publier(journal, mien, SYSTEME, sain)
    assert issue.publication is None and numero(journal) == 2
    assert [(c.changement.avant, c.changement.apres, c.courant) for c in issue.conflits] == [
        ("Un", "1", "I")
    ]
    assert propositions(journal, identifiant=mien)[0].etat in OUVERTES


def test_what_another_has_written_already_changes_nothing(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    ecrire(journal, libelle("a", "Un", "1"))
    assert publier(journal, mien, SYSTEME, sain) == Issue(sans_effet=True)  # 2 is not ours
    assert numero(journal) == 2
    assert propositions(journal, identifiant=mien)[0].etat is Quoi.SANS_EFFET


def test_a_faulty_candidate_is_not_recorded(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    vus: list[str] = []

    def faux(dossier: Path) -> list[Probleme]:
        vus.append((dossier / "themes.csv").read_text("utf-8"))
        return [FAUTE]

    issue = publier(journal, mien, SYSTEME, faux)
    assert issue.problemes == (FAUTE,) and "a,1," in vus[0]
    assert numero(journal) == 1 and themes_servis(journal)["a"] == "Un"
    assert list((journal.dossier / "essais").iterdir()) == []


def test_a_row_is_added_at_the_end_or_after_its_group(journal: Journal) -> None:
    ecrire(journal, *ajout("themes", cle("d"), {"id": "d", "libelle": "Quatre", "note": ""}))
    assert list(themes(journal)) == ["a", "b", "c", "d"]
    ecrire(journal, *ajout("liens", cle("4"), {"id": "4", "theme_id": "a", "quoi": "w"}))
    assert (journal.dossier / "courant" / "liens.csv").read_text("utf-8").splitlines() == [
        "id,theme_id,quoi",
        "1,a,x",
        "2,a,y",
        "4,a,w",
        "3,b,z",
    ]


def test_a_row_that_another_has_filled_since_is_not_taken_away(journal: Journal) -> None:
    mien = proposer(
        journal, SYSTEME, TEXTE, retrait("themes", cle("b"), {"id": "b", "libelle": "Deux"})
    )
    ecrire(journal, Changement("themes", cle("b"), "note", "", "à garder"))
    issue = publier(journal, mien, SYSTEME, sain)
    assert [(c.changement.colonne, c.courant) for c in issue.conflits] == [("note", "à garder")]


def test_a_row_that_two_people_add_is_a_conflict_unless_it_is_the_same(journal: Journal) -> None:
    def quatre(mot: str) -> list[Changement]:
        return ajout("themes", cle("d"), {"id": "d", "libelle": mot})

    miens = [proposer(journal, SYSTEME, TEXTE, quatre(mot)) for mot in ("Quatre", "IV")]
    ecrire(journal, *quatre("Quatre"))
    assert publier(journal, miens[0], SYSTEME, sain).sans_effet
    conflits = publier(journal, miens[1], SYSTEME, sain).conflits
    assert [(c.changement.apres, c.courant) for c in conflits] == [("IV", "Quatre")]


def test_one_who_is_overtaken_while_checking_merges_again(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    passages: list[int] = []

    def lent(_: Path) -> list[Probleme]:
        passages.append(numero(journal))
        if len(passages) == 1:
            ecrire(journal, libelle("b", "Deux", "2"))
        return []

    assert publier(journal, mien, SYSTEME, lent).publication == 3
    assert passages == [1, 2] and themes_servis(journal) == {"a": "1", "b": "2", "c": "Trois"}


def test_a_proposal_is_published_once(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    publier(journal, mien, SYSTEME, sain)
    with pytest.raises(PropositionImpossible, match="elle est publiée"):
        publier(journal, mien, SYSTEME, sain)
    with pytest.raises(PropositionImpossible, match="n’existe pas"):
        publier(journal, "inconnue", SYSTEME, sain)


def test_what_happens_to_a_proposal_is_added_never_written_over(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    suite(journal, mien, Quoi.QUESTIONNEE, SYSTEME, "D’où vient-ce ?")
    suite(journal, mien, Quoi.REPONDUE, SYSTEME, "Du compte rendu.")
    with pytest.raises(PropositionImpossible, match="Dites pourquoi"):
        suite(journal, mien, Quoi.REFUSEE, SYSTEME, "  ")
    repris = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "01")], remplace=mien)
    assert [e.quoi for e in evenements(journal, mien)] == [
        Quoi.PROPOSEE,
        Quoi.QUESTIONNEE,
        Quoi.REPONDUE,
        Quoi.REMPLACEE,
    ]
    suite(journal, repris, Quoi.REFUSEE, SYSTEME, "Sans source.")
    with pytest.raises(PropositionImpossible, match="elle est refusée"):
        publier(journal, repris, SYSTEME, sain)
    assert propositions(journal, Quoi.PROPOSEE) == [] and numero(journal) == 1


@pytest.mark.parametrize(
    ("changement", "dit"),
    [
        (Changement("inconnue", cle("a"), "x", "", "1"), "ne se change pas ici"),
        (Changement("datapackage.json", "", "", "", "1"), "ne se change pas ici"),
        (Changement("themes", cle("a"), "couleur", "", "1"), "n’existe pas"),
        (Changement("themes", cle("a"), "id", "a", "z"), "ne se change pas"),
    ],
)
def test_what_no_proposal_may_change(journal: Journal, changement: Changement, dit: str) -> None:
    with pytest.raises(PropositionImpossible, match=dit):
        proposer(journal, SYSTEME, TEXTE, [changement])


def test_a_proposal_says_what_it_is_and_why(journal: Journal) -> None:
    for texte in (Texte("", "motif"), Texte("titre", " \n")):
        with pytest.raises(PropositionImpossible, match="un titre et un motif"):
            proposer(journal, SYSTEME, texte, [libelle("a", "Un", "1")])
    with pytest.raises(PropositionImpossible, match="ne change rien"):
        proposer(journal, SYSTEME, TEXTE, [])


HOSTILES = [
    "<script>",
    "a,b",
    'dit "oui"',
    "deux\nlignes",
    "’; DROP TABLE contenu; --",
    "=1+1",
    "é\u00a0»",
    "😀",
]


def test_any_text_goes_through_unharmed(journal: Journal) -> None:
    avant = "Un"
    for texte in HOSTILES:
        ecrire(journal, libelle("a", avant, texte))
        assert themes_servis(journal)["a"] == themes(journal)["a"] == texte
        avant = texte


def test_a_publication_has_its_day_and_a_clock_that_goes_back_loses_nothing(
    journal: Journal,
) -> None:
    def a(jour: str) -> Journal:
        return replace(journal, horloge=lambda: datetime.fromisoformat(jour).replace(tzinfo=UTC))

    def cree() -> str:
        lu = json.loads((journal.dossier / "courant" / "datapackage.json").read_text("utf-8"))
        return str(lu["created"])

    # At eleven in the evening in UTC, the day has turned in France.
    ecrire(a("2030-05-01T23:00:00"), libelle("a", "Un", "1"))
    assert cree() == "2030-05-02T00:00:00Z"
    ecrire(a("2020-01-01T00:00:00"), libelle("a", "1", "2"))
    assert cree() == "2030-05-02T00:00:00Z"
    assert numero(journal) == 3 and themes_servis(journal)["a"] == "2"


def test_an_unchanged_file_is_the_same_file_and_is_kept_once(journal: Journal) -> None:
    avant = os.stat(journal.dossier / "courant" / "liens.csv")
    with journal.lire() as cx:
        contenus = len(cx.execute(select(CONTENU.c.sha256)).all())
    ecrire(journal, libelle("a", "Un", "1"))
    apres = os.stat(journal.dossier / "courant" / "liens.csv")
    assert (avant.st_ino, avant.st_mtime_ns) == (apres.st_ino, apres.st_mtime_ns)
    with journal.lire() as cx:
        ajoutes = len(cx.execute(select(CONTENU.c.sha256)).all()) - contenus
    assert ajoutes == 2  # the table, and the descriptor with its day


def test_a_candidate_is_written_to_be_looked_at(journal: Journal, tmp_path: Path) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    fait = candidat(journal, mien, tmp_path / "apercu")
    assert fait.effets == (libelle("a", "Un", "1"),) and fait.tete.n == 1
    assert "a,1," in (tmp_path / "apercu" / "themes.csv").read_text("utf-8")
    assert themes_servis(journal)["a"] == "Un"


def test_a_folder_is_known_as_published_until_a_byte_of_it_changes(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    dossier = courant(journal)
    assert dossier is not None and est_publie(journal, dossier)
    autre = dossier.with_name("000002-000000000000")
    assert not est_publie(journal, autre) and not est_publie(journal, dossier.with_name("data"))
    (dossier / "themes.csv").write_text("id,libelle,note\n")
    assert not est_publie(journal, dossier)


def test_only_the_last_folders_are_kept(journal: Journal) -> None:
    for i in range(8):
        ecrire(journal, libelle("a", "Un" if not i else str(i), str(i + 1)))
    gardes = sorted(d.name[:6] for d in (journal.dossier / "publications").iterdir())
    assert gardes == [f"{n:06d}" for n in range(5, 10)]


def test_a_replica_whose_folder_is_old_or_gone_catches_up(journal: Journal, tmp_path: Path) -> None:
    replique = replace(journal, dossier=tmp_path / "replique")
    assert courant(replique) is None
    suivre(replique)
    assert themes_servis(replique)["a"] == "Un"
    for i in range(3):
        ecrire(journal, libelle("a", "Un" if not i else str(i), str(i + 1)))
    assert themes_servis(replique)["a"] == "Un"
    suivre(replique)
    assert themes_servis(replique) == themes_servis(journal)
    dossier = courant(replique)
    assert dossier is not None
    (dossier / "themes.csv").unlink()
    dossier.rename(dossier.with_name("ailleurs"))
    assert courant(replique) is None
    suivre(replique)
    assert themes_servis(replique)["a"] == "3"


def test_the_seal_of_a_publication_is_of_all_before_it(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    with journal.lire() as cx:
        manifeste = manifeste_de(cx, 2)
        with pytest.raises(LookupError):
            manifeste_de(cx, 9)
    assert set(manifeste) == {"datapackage.json", "themes.csv", "liens.csv"}
    assert Tete(2, "") != Tete(3, "")
