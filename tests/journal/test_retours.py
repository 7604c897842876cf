"""Going back, and what history tells."""

from __future__ import annotations

import pytest

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement, Operation, ajout, retrait
from fabrique_dash.journal.comptes import comptes, effacer
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.historique import Filtre, historique, publications
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.propositions_lues import OUVERTES, Nature, propositions
from fabrique_dash.journal.retours import annuler, proposer_d_annuler, retablir
from fabrique_dash.redaction import dire
from tests.journal.essais import cle, ecrire, libelle, numero, sain, themes, themes_servis


def test_undoing_is_a_publication_that_undoes_only_that(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    ecrire(journal, libelle("b", "Deux", "2"))
    assert annuler(journal, 2, SYSTEME, "Mauvaise ligne.", sain).publication == 4
    assert themes_servis(journal) == {"a": "Un", "b": "2", "c": "Trois"}
    assert annuler(journal, 4, SYSTEME, "C’était juste.", sain).publication == 5
    assert themes(journal)["a"] == "1"


def test_undoing_what_was_touched_since_is_a_conflict(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    ecrire(journal, libelle("a", "1", "I"))
    issue = annuler(journal, 2, SYSTEME, "Mauvaise ligne.", sain)
    assert issue.publication is None and len(issue.conflits) == 1
    assert themes(journal)["a"] == "I"
    (attend,) = propositions(journal, *OUVERTES)  # both works are kept, to be settled
    assert attend.nature is Nature.ANNULATION
    dit = dire.issue(journal, issue)
    assert "au départ «\u00a01\u00a0», proposé «\u00a0Un\u00a0», à présent «\u00a0I\u00a0»" in dit


def test_going_back_to_data_that_would_not_be_valid_leaves_nothing_to_settle(
    journal: Journal,
) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    faute = Probleme("themes.csv", 2, "libelle", "", "une faute", "la corriger")
    issue = annuler(journal, 2, SYSTEME, "Mauvaise ligne.", lambda _: [faute])
    assert issue.problemes == (faute,) and propositions(journal, *OUVERTES) == []
    assert faute.phrase() in dire.issue(journal, issue)


def test_a_row_taken_away_comes_back_to_its_place(journal: Journal) -> None:
    deux = retrait("themes", cle("a"), {"id": "a", "libelle": "Un"})
    deux += retrait("themes", cle("b"), {"id": "b", "libelle": "Deux"})
    ecrire(journal, *deux)
    assert list(themes(journal)) == ["c"]
    annuler(journal, 2, SYSTEME, "Elles servent.", sain)
    assert themes_servis(journal) == {"a": "Un", "b": "Deux", "c": "Trois"}


def test_one_row_of_a_publication_can_be_undone(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"), libelle("b", "Deux", "2"))
    annuler(journal, 2, SYSTEME, "Une seule.", sain, rangees=[("themes", cle("b"))])
    assert themes(journal) == {"a": "1", "b": "Deux", "c": "Trois"}


def test_restoring_gives_the_very_rows_of_that_day(journal: Journal) -> None:
    avant = (journal.dossier / "courant" / "themes.csv").read_bytes()
    ecrire(journal, *retrait("themes", cle("b"), {"id": "b", "libelle": "Deux"}))
    ecrire(journal, *ajout("themes", cle("d"), {"id": "d", "libelle": "Quatre"}))
    ecrire(journal, libelle("a", "Un", "1"))
    assert retablir(journal, 1, SYSTEME, "Tout revoir.", sain).publication == 5
    assert (journal.dossier / "courant" / "themes.csv").read_bytes() == avant
    assert retablir(journal, 4, SYSTEME, "Non.", sain).publication == 6
    assert themes(journal) == {"a": "1", "c": "Trois", "d": "Quatre"}


def test_there_must_be_something_to_go_back_from(journal: Journal) -> None:
    for n in (1, 9):
        with pytest.raises(PropositionImpossible, match="rien à annuler"):
            annuler(journal, n, SYSTEME, "Pour voir.", sain)
    with pytest.raises(PropositionImpossible, match="Tout est déjà"):
        retablir(journal, 1, SYSTEME, "Pour voir.", sain)
    with pytest.raises(PropositionImpossible, match="Il n’y a pas de publication"):
        retablir(journal, 9, SYSTEME, "Pour voir.", sain)
    ecrire(journal, libelle("a", "Un", "1"))
    with pytest.raises(PropositionImpossible, match="un motif"):
        annuler(journal, 2, SYSTEME, "", sain)


def test_a_referent_proposes_to_undo_and_a_reviewer_does_it(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.RELECTEUR))
    ecrire(journal, libelle("a", "Un", "1"))
    with pytest.raises(DroitRefuse):
        annuler(journal, 2, marie, "Mauvaise ligne.", sain)
    assert numero(journal) == 2
    assert proposer_d_annuler(journal, 2, marie, "Mauvaise ligne.")
    assert annuler(journal, 2, ahmed, "Mauvaise ligne.", sain).publication == 3


def test_history_is_told_by_cell_row_publication_and_person(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT), nomme=True)
    ecrire(journal, libelle("a", "Un", "1"), par=marie)
    ecrire(journal, Changement("themes", cle("a"), "note", "", "n"), libelle("b", "Deux", "2"))
    ecrire(journal, *retrait("themes", cle("a"), {"id": "a", "libelle": "1", "note": "n"}))

    def lu(filtre: Filtre) -> list[tuple[int, str, str | None, str | None]]:
        return [
            (t.publication.n, t.changement.colonne, t.changement.avant, t.changement.apres)
            for t in historique(journal, filtre)
        ]

    assert lu(Filtre(table="themes", cle=cle("a"), colonne="libelle")) == [
        (4, "libelle", "1", None),
        (2, "libelle", "Un", "1"),
    ]
    assert len(lu(Filtre(table="themes", cle=cle("a")))) == 5
    assert lu(Filtre(n=3)) == [(3, "note", "", "n"), (3, "libelle", "Deux", "2")]
    assert lu(Filtre(par=marie)) == [(2, "libelle", "Un", "1")]
    assert [t.publication.n for t in historique(journal, limite=1)] == [4]
    assert [p.n for p in publications(journal)] == [4, 3, 2, 1]
    assert [p.n for p in publications(journal, Filtre(table="themes", cle=cle("b")))] == [3]
    assert [p.n for p in publications(journal, Filtre(avant=3), limite=1)] == [2]
    demain = "9999"
    assert publications(journal, Filtre(depuis=demain)) == []
    assert len(publications(journal, Filtre(jusqu_a=demain))) == 4
    seconde = publications(journal, Filtre(n=2))[0]
    assert (seconde.nom_de_l_auteur, seconde.nature) == ("Marie", Nature.SAISIE)
    disparu = historique(journal, Filtre(n=4))[0].changement
    assert disparu.operation is Operation.SUPPRIMER


def test_erasing_an_account_leaves_history_whole_and_nameless(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT), nomme=True)
    ecrire(journal, libelle("a", "Un", "1"), par=marie)
    effacer(journal, marie, marie)
    assert comptes(journal) == []
    seconde = publications(journal, Filtre(n=2))[0]
    assert seconde.nom_de_l_auteur is None and seconde.auteur == marie
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []
    with pytest.raises(DroitRefuse):
        ecrire(journal, libelle("b", "Deux", "2"), par=marie)
