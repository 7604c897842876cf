"""A workbook on « Mettre à jour »: sent, shown, told what it lacks, proposed; nothing is lost."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.problemes import SansControle
from fabrique_dash.interface.pages.mise_a_jour import classeur, classeur_recu
from fabrique_dash.journal.droits import Role
from fabrique_dash.journal.propositions_lues import Nature, propositions
from tests.classeurs import CHOIX_PROJET, ENTETE, avancement, etape, lire, xlsx
from tests.journal.essais import numero, sain
from tests.pages.equipe import Equipe
from tests.pages.session import html_de, ouvrir, tout_le_texte

PROPOSER, LAISSER = "Proposer ce classeur", "Laisser ce classeur"
CSV = f"id;note\n{CHOIX_PROJET};Vue.\n".encode()


@pytest.fixture(autouse=True)
def _sans_autre_processus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and check here: what is tried is the page, and each process takes a second to start."""
    monkeypatch.setattr(classeur, "lire_le_fichier", lire)
    monkeypatch.setattr(classeur_recu, "verifier", sain)


def _envoyer(session: AppTest, nom: str, octets: bytes) -> AppTest:
    session.file_uploader[0].upload(nom, octets, "application/octet-stream")
    return session.run()


def _boutons(session: AppTest) -> dict[str, bool]:
    return {b.label: b.disabled for b in session.button}


def _cliquer(session: AppTest, libelle: str) -> AppTest:
    return next(b for b in session.button if b.label == libelle).click().run()


def _proposees(equipe: Equipe) -> int:
    return len([p for p in propositions(equipe.journal) if p.nature is Nature.SAISIE])


def test_who_may_write_nothing_is_offered_no_workbook(equipe: Equipe) -> None:
    equipe.entre(Role.LECTEUR)
    session = ouvrir("mise_a_jour")
    assert not session.exception and not session.get("file_uploader")
    assert "Vos droits ne permettent pas d’écrire ici" in tout_le_texte(session)


def test_a_workbook_is_shown_then_proposed_with_its_reason(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _envoyer(ouvrir("mise_a_jour"), "Avancement.csv", CSV)
    assert not session.exception and _boutons(session)[PROPOSER] is False
    dit = html_de(session)
    assert "1\u00a0case changée dans 1\u00a0rangée" in dit and "Vue." in dit
    session = _cliquer(session, PROPOSER)
    assert "un titre et un motif" in session.error[0].value and _proposees(equipe) == 0
    assert "Vue." in html_de(session)  # what was sent stays
    session.text_input(key="classeur-motif").set_value("Reçu d’Arras").run()
    session = _cliquer(session, PROPOSER)
    assert "attend qu’une autre personne" in session.success[0].value
    (p,) = [p for p in propositions(equipe.journal) if p.nature is Nature.SAISIE]
    assert (p.titre, p.motif) == ("Un classeur\u00a0: Avancement", "Reçu d’Arras")
    assert PROPOSER not in _boutons(session) and numero(equipe.journal) == 1


def test_a_file_that_is_refused_leaves_the_one_before_and_faults_are_told(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _envoyer(ouvrir("mise_a_jour"), "Avancement.csv", CSV)
    session.text_input(key="classeur-motif").set_value("Reçu d’Arras").run()
    session = _envoyer(session, "autre.xlsx", b"ce n'est pas un classeur")
    assert not session.exception and "1\u00a0faute\u00a0: ce fichier est refusé" in html_de(session)
    assert "Vue." in html_de(session) and _boutons(session)[PROPOSER] is False
    assert session.text_input(key="classeur-motif").value == "Reçu d’Arras"
    session = _envoyer(session, "a.xlsx", avancement(etape(), etape()))
    assert "déjà celle de la ligne 2" in html_de(session) and _boutons(session)[PROPOSER] is True
    session = _cliquer(session, LAISSER)
    assert PROPOSER not in _boutons(session) and _proposees(equipe) == 0


def test_what_only_the_person_can_say_is_asked_and_kept_with_the_page(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    feuilles = {"Avancements": [[*ENTETE, "Humeur"], [*etape(), "bonne"]]}
    session = _envoyer(ouvrir("mise_a_jour"), "a.xlsx", xlsx(feuilles))
    table = session.selectbox(key="classeur-1-table-Avancements-0")
    assert table.value is None
    assert table.options[:2] == ["Avancement", "Ne pas reprendre cette feuille"]
    assert "Ressemble à «\u00a0Avancement\u00a0»" in html_de(session)
    session = table.set_value("avancement").run()
    colonne = session.selectbox(key="classeur-1-colonne-Avancements-12")
    assert colonne.value is None and _boutons(session)[PROPOSER] is True
    session = colonne.set_value("-").run()
    assert _boutons(session)[PROPOSER] is False and "1\u00a0rangée ajoutée" in html_de(session)
    reste = session.selectbox(key="classeur-1-complete-avancement-0")
    assert re.fullmatch("Avancement\u00a0: [0-9]+\u00a0lignes publiées", reste.label)
    session = reste.set_value("arras").run()
    assert "1\u00a0rangée ôtée" in html_de(session)
    session = _envoyer(session, "autre.xlsx", b"ce n'est pas un classeur")
    assert "1\u00a0rangée ôtée" in html_de(session)  # what was said of the first one stays


def test_what_the_page_does_not_show_yet_is_not_proposed(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    equipe.entre(Role.REFERENT)
    sans = SansControle("themes.csv", 0, "", "", "le contrôle n’a pas pu se faire", "réessayer")
    with monkeypatch.context() as panne:
        panne.setattr(classeur_recu, "verifier", lambda _: [sans])
        session = _envoyer(ouvrir("mise_a_jour"), "Avancement.csv", CSV)
        assert _boutons(session)[PROPOSER] is True
    session.text_input(key="classeur-motif").set_value("Reçu d’Arras").run()
    assert _boutons(session)[PROPOSER] is False  # it was checked again
    # Another file has come, and its check is not over: the page still has the button of the first.
    autre = lire("Avancement.csv", CSV.replace(b"Vue.", b"Autre."))
    session.session_state["classeur-recu"] = autre, 2
    session = _cliquer(session, PROPOSER)
    assert "Regardez l’aperçu" in session.error[0].value and _proposees(equipe) == 0
    session = _cliquer(session, PROPOSER)
    assert _proposees(equipe) == 1
