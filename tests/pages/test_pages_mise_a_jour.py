"""Who may write from the pages: rights are read from the journal when it is written."""

from __future__ import annotations

import ast

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.interface.pages.mise_a_jour import envoi
from fabrique_dash.journal.brouillons import brouillons
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.comptes import revoquer
from fabrique_dash.journal.droits import Role
from fabrique_dash.journal.propositions_lues import (
    Nature,
    Proposition,
    Quoi,
    changements,
    propositions,
)
from fabrique_dash.publication.site.tenue_a_jour import PORTES
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.journal.essais import ecrire, numero
from tests.pages.coupures import ACCES, apres
from tests.pages.equipe import Equipe
from tests.pages.session import RACINE, ouvrir, tout_le_texte

EVENEMENT = "tronc-commun-2021-11-17"
FERMEE = "Votre session est fermée"
LIEU = {"porte": "table", "table": "evenements", "rangee": EVENEMENT}
NOTE = f'saisie-table-evenements-["{EVENEMENT}"]-False-note'


def _noter(texte: str) -> AppTest:
    """Type a note in the form of an event, and the reason."""
    session = ouvrir("mise_a_jour", LIEU)
    session.text_area(key=NOTE).set_value(texte).run()
    return session.text_input(key="motif-de-la-proposition").set_value("Pour voir").run()


def _saisies(equipe: Equipe) -> list[Proposition]:
    return [p for p in propositions(equipe.journal) if p.nature is Nature.SAISIE]


def _cliquer(session: AppTest, libelle: str) -> AppTest:
    bouton = next(b for b in session.button if b.label == libelle)
    return bouton.click().run()


def test_a_proposal_is_reviewed_by_somebody_else(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _cliquer(_noter("À distance."), "Proposer")
    assert not session.exception and "Publier" not in [b.label for b in session.button]
    assert numero(equipe.journal) == 1
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    assert "À distance." in tout_le_texte(session)
    _cliquer(session, "Refuser")
    assert [p.etat for p in _saisies(equipe)] == [Quoi.PROPOSEE]  # without a word
    session.text_input(key="mot-de-la-relecture").set_value("Sans source").run()
    _cliquer(session, "Refuser")
    assert [p.etat for p in _saisies(equipe)] == [Quoi.REFUSEE]


def test_a_reviewer_publishes_what_another_proposed(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    _cliquer(_noter("À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert numero(equipe.journal) == 2 and not session.exception
    equipe.jeton = ""
    lu = tout_le_texte(ouvrir("historique"))
    assert "Publication n°\u202f2" in lu and "À distance." in lu and "Marie" not in lu


def test_a_contributor_writes_one_territory_only(equipe: Equipe) -> None:
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    session = _cliquer(_noter("À distance."), "Proposer")
    assert "Vous n’avez pas le droit" in session.error[0].value
    assert _saisies(equipe) == []


@pytest.mark.parametrize("libelle", ["Publier maintenant", "Jeter ce brouillon"])
def test_a_session_that_was_closed_writes_nothing_more(equipe: Equipe, libelle: str) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter("À distance.")
    revoquer(equipe.journal, equipe.compte)
    session = _cliquer(session, libelle)
    assert FERMEE in session.error[0].value
    assert numero(equipe.journal) == 1 and _saisies(equipe) == []


def test_going_back_asks_for_a_session_and_a_reason(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    _cliquer(_noter("À distance."), "Publier maintenant")
    annuler, motif = "Annuler la publication n°\u202f2", "motif-du-retour-annuler-2"
    session = _cliquer(_cliquer(ouvrir("historique"), annuler), "Annuler maintenant")
    assert numero(equipe.journal) == 2 and "motif" in session.error[0].value
    session.text_input(key=motif).set_value("Une erreur").run()
    revoquer(equipe.journal, equipe.compte)
    assert FERMEE in _cliquer(session, "Annuler maintenant").error[0].value
    assert numero(equipe.journal) == 2
    equipe.entre(Role.ADMINISTRATEUR)
    session = _cliquer(ouvrir("historique"), annuler)
    session.text_input(key=motif).set_value("Une erreur").run()
    session = _cliquer(session, "Annuler maintenant")
    assert not session.error and numero(equipe.journal) == 3
    assert "Annuler maintenant" not in [b.label for b in session.button]


@pytest.mark.parametrize("rang", ACCES)
def test_what_a_message_cuts_is_published_once_and_said_so(equipe: Equipe, rang: int) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter("À distance.")
    next(b for b in session.button if b.label == "Publier maintenant").click()
    apres(session, rang)
    assert numero(equipe.journal) == 2 and not session.error
    assert "Publication n°\u202f2" in session.success[0].value
    assert "rangee" not in session.query_params and not session.text_area


def test_a_draft_outlives_its_session_and_is_seen_by_the_others(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    _noter("À distance.")
    assert ouvrir("mise_a_jour", LIEU).text_area(key=NOTE).value == "À distance."
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", LIEU)
    assert session.text_area(key=NOTE).value != "À distance."
    assert "change aussi cette rangée" in session.warning[0].value


def _ailleurs(equipe: Equipe, **cases: str) -> None:
    """Have somebody else publish cells of the event."""
    cle = f'["{EVENEMENT}"]'
    rangee = RangeesPubliees(equipe.journal).rangee("evenements", cle) or {}
    faits = [Changement("evenements", cle, c, rangee[c], texte) for c, texte in cases.items()]
    ecrire(equipe.journal, *faits)


def _note_publiee(equipe: Equipe) -> str:
    rangee = RangeesPubliees(equipe.journal).rangee("evenements", f'["{EVENEMENT}"]') or {}
    return rangee["note"]


@pytest.mark.parametrize(
    ("choix", "gardee"), [("La vôtre", "Sur place."), ("Celle d’à présent", "À distance.")]
)
def test_two_people_on_one_cell_both_understand_and_nothing_is_lost(
    equipe: Equipe, choix: str, gardee: str
) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter("Sur place.")
    _ailleurs(equipe, note="À distance.", lieu="Arras")
    session.run()
    lu = tout_le_texte(session)
    assert "Sur place." in lu and "À distance." in lu
    publier = next(b for b in session.button if b.label == "Publier maintenant")
    assert publier.disabled
    lieux = [c.value for c in session.text_input if c.label.startswith("Lieu")]
    assert lieux == ["Arras"]  # what was not typed follows what is published
    session.radio[0].set_value(choix).run()
    _cliquer(session, "Garder ces choix")
    assert session.text_area(key=NOTE).value == gardee
    if choix == "La vôtre":
        _cliquer(session, "Publier maintenant")
        assert not session.error
    assert _note_publiee(equipe) == gardee


def test_a_proposal_in_conflict_is_taken_up_again_by_its_author(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _cliquer(_noter("Sur place."), "Proposer")
    _ailleurs(equipe, note="À distance.")
    session = ouvrir("mise_a_jour")
    assert "Quelqu’un d’autre a changé ces cases" in session.warning[0].value
    _cliquer(session, "Garder ces choix")
    siennes = [p for p in _saisies(equipe) if p.par == equipe.compte]
    ancienne, reprise = sorted(siennes, key=lambda p: p.remplace or "")
    assert (ancienne.etat, reprise.etat) == (Quoi.REMPLACEE, Quoi.PROPOSEE)
    equipe.entre(Role.RELECTEUR)
    _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert _note_publiee(equipe) == "Sur place."


def test_a_reviewer_asks_and_the_author_answers(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    auteur = equipe.jeton
    _cliquer(_noter("À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR)
    relecteur, session = equipe.jeton, ouvrir("mise_a_jour")
    session.text_input(key="mot-de-la-relecture").set_value("Selon **qui** ?").run()
    session = _cliquer(session, "Demander une précision")
    assert session.text_input(key="mot-de-la-relecture").value == ""
    equipe.jeton = auteur
    session = ouvrir("mise_a_jour")
    assert "Une question vous attend" in tout_le_texte(session)
    assert "Selon \\*\\*qui" in tout_le_texte(session)
    session.text_input(key="mot-de-la-relecture").set_value("Le compte rendu").run()
    _cliquer(session, "Répondre")
    assert [p.etat for p in _saisies(equipe)] == [Quoi.REPONDUE]
    equipe.jeton = relecteur
    assert "Le compte rendu" in tout_le_texte(ouvrir("mise_a_jour"))


def test_several_drafts_make_one_proposal_with_one_reason(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    autre = {**LIEU, "rangee": "lancement-2021-10-15"}
    cle = f'saisie-table-evenements-["{autre["rangee"]}"]-False-note'
    _noter("À distance.")
    ouvrir("mise_a_jour", autre).text_area(key=cle).set_value("Sur place.").run()
    session = ouvrir("mise_a_jour")
    bouton = "Proposer ensemble"
    assert "au moins un brouillon" in _cliquer(session, bouton).error[0].value
    siens = session.multiselect(key="brouillons-ensemble")
    siens.set_value([b.id for b in brouillons(equipe.journal, equipe.compte)]).run()
    session.text_input(key="motif-de-l-ensemble").set_value("Deux comptes rendus").run()
    _cliquer(session, bouton)
    (proposition,) = _saisies(equipe)
    changees = {c.cle for c in changements(equipe.journal, proposition.id)}
    assert len(changees) == 2 and proposition.motif == "Deux comptes rendus"
    assert brouillons(equipe.journal, equipe.compte) == []


def test_a_refusal_is_told_to_its_author_with_its_reason(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    auteur = equipe.jeton
    _cliquer(_noter("À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    session.text_input(key="mot-de-la-relecture").set_value("Sans source").run()
    _cliquer(session, "Refuser")
    equipe.jeton = auteur
    assert "Sans source" in tout_le_texte(ouvrir("mise_a_jour"))


def test_without_a_session_nothing_offers_to_write(equipe: Equipe) -> None:
    for cle in ("mise_a_jour", "historique"):
        session = ouvrir(cle, LIEU)
        assert not session.exception and not session.text_area
        ecrire = {"Publier", "Publier maintenant", "Proposer", "Refuser"}
        libelles = [b.label for b in session.button]
        assert ecrire.isdisjoint(libelles)
        assert not [dit for dit in libelles if dit.startswith(("Annuler", "Rétablir"))]


@pytest.mark.parametrize(
    "porte",
    [
        {"porte": "annonce"},
        {"porte": "etape", "rangee": "arras|diagnostic"},
        {"porte": "parole"},
        {"porte": "lettre"},
        {"porte": "source"},
    ],
    ids=lambda p: p["porte"],
)
def test_each_door_asks_for_little_and_keeps_it(equipe: Equipe, porte: dict[str, str]) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", porte)
    assert not session.exception and session.error == []
    champ = next(c for c in session.text_input if (c.key or "").startswith("saisie-"))
    assert champ.key is not None
    champ.set_value("À distance.").run()
    assert "Enregistré dans votre brouillon" in tout_le_texte(session)
    lu = ouvrir("mise_a_jour", porte)
    assert not lu.exception and lu.text_input(key=champ.key).value == "À distance."
    assert PORTES[porte["porte"]] in tout_le_texte(lu)


def test_a_territory_is_named_by_the_place_that_is_chosen(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envoi, "verifier", verifier)
    equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("mise_a_jour", {"porte": "nom", "rangee": "territoire-8"})
    debut = 'saisie-nom-territoires-["territoire-8"]'
    session.text_input(key=f"{debut}-False-lieu.cherche").set_value("beauvais").run()
    assert "choisissez le bon dans la liste" in tout_le_texte(session)
    session.multiselect(key=f"{debut}-lieu.choisis-beauvais").set_value(["commune:60057"]).run()
    lu = tout_le_texte(session)
    assert "les cartes montreront son contour" in lu and "Laissé vide\u00a0: commune." in lu
    session.text_input(key=f"{debut}-False-nom").set_value("Beauvais, <b>la Ville</b>").run()
    session.text_area(key=f"{debut}-False-preuve").set_value("Un essai.").run()
    for nom, valeur in (("force_preuve", "directe"), ("source_id", "S0"), ("statut", "documenté")):
        session.selectbox(key=f"{debut}-False-{nom}").set_value(valeur).run()
    session.text_input(key="motif-de-la-proposition").set_value("Pour voir").run()
    session = _cliquer(session, "Publier maintenant")
    assert not session.exception and numero(equipe.journal) == 2
    nommee = RangeesPubliees(equipe.journal).rangee("territoires", '["territoire-8"]')
    assert nommee is not None and nommee["code_insee"] == "60057"


# What a page may import of these only reads.
_LECTURES = frozenset(
    [
        "Redacteur",
        "SansSession",
        "redacteur",
        "identite",
        "jeton_du_navigateur",
        "journal_en_service",
        "verifier",
        "brouillons",
        "qui_modifie",
        "propositions",
        "changements",
        "evenements",
        "candidat",
        "comptes",
        "historique",
        "publications",
        "derniere",
        "ecrire_la_cle",
        "jeton_de_la_cle",
        "sessions",
        "essai",
        "compte_de_la_session",
        "brouillon_du_lieu",
        "exiger_des_brouillons_prets",
        "ouverte",
        "saisie_du_brouillon",
        "peut_ecrire",
        "peut_publier",
        "peut_relire",
        "est_une_coquille",
        "changements_de",
        "TEMOIN",
        "OUVERTES",
    ]
)
_PORTES_DU_JOURNAL = (
    "fabrique_dash.journal.",
    "fabrique_dash.redaction.saisies",
    "fabrique_dash.redaction.ensemble",
)


def _ecritures(arbre: ast.AST) -> set[str]:
    """Name the functions by which a module writes: all it imports that is not known to read."""
    importes = {
        alias.name
        for n in ast.walk(arbre)
        if isinstance(n, ast.ImportFrom) and (n.module or "").startswith(_PORTES_DU_JOURNAL)
        for alias in n.names
    }
    return {nom for nom in importes - _LECTURES if nom.islower()}


def test_every_writing_of_a_page_goes_through_rights_read_then() -> None:
    trouvees: set[str] = set()
    for module in (RACINE / "fabrique_dash" / "interface").rglob("*.py"):
        arbre = ast.parse(module.read_text("utf-8"))
        ecrivent = _ecritures(arbre)
        actes = [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef) and n.name == "acte"]
        permis = {id(n) for acte in actes for n in ast.walk(acte)}
        noms = [n for n in ast.walk(arbre) if isinstance(n, ast.Name) and n.id in ecrivent]
        assert [n.id for n in noms if id(n) not in permis] == [], module
        trouvees |= {n.id for n in noms}
    assert {"publier", "annuler", "enregistrer", "suite", "proposer_ensemble"} <= trouvees
