"""Who may write from the pages: rights are read from the journal when it is written."""

from __future__ import annotations

import ast
from collections import OrderedDict
from shutil import copytree
from types import ModuleType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.interface import identite
from fabrique_dash.interface.identite import Redacteur, redacteur
from fabrique_dash.interface.pages import actes
from fabrique_dash.interface.pages.mise_a_jour import envoi
from fabrique_dash.journal import publication
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.brouillons import brouillons
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.comptes import effacer, nommer, revoquer
from fabrique_dash.journal.dossiers import courant
from fabrique_dash.journal.droits import SYSTEME, Role
from fabrique_dash.journal.importation import importer
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.propositions_lues import (
    Nature,
    Proposition,
    Quoi,
    changements,
    propositions,
)
from fabrique_dash.publication.site.tenue_a_jour import PORTES
from fabrique_dash.redaction import histoire, rangees_publiees
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.journal.essais import ecrire, numero, sain
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


def _mot(session: AppTest) -> Any:
    return next(c for c in session.text_input if c.label.startswith("Un mot"))


def test_a_word_goes_with_the_proposal_that_it_was_written_for(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    for note in ("À distance.", "En salle."):
        _cliquer(_noter(note), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    _mot(session).set_value("Sans source").run()
    premiere, seconde = (p.id for p in _saisies(equipe))
    session.selectbox(key="proposition-ouverte").set_value(seconde).run()
    assert _mot(session).value == ""
    _cliquer(session, "Refuser")
    assert {p.etat for p in _saisies(equipe)} == {Quoi.PROPOSEE} and premiere != seconde


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
    _mot(session).set_value("Sans source").run()
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


def test_going_back_over_what_changed_since_shows_three_values_and_waits(equipe: Equipe) -> None:
    avant = _note_publiee(equipe)
    equipe.entre(Role.ADMINISTRATEUR)
    _cliquer(_noter("À distance."), "Publier maintenant")
    _ailleurs(equipe, note="En salle.")
    session = _cliquer(ouvrir("historique"), "Annuler la publication n°\u202f2")
    session.text_input(key="motif-du-retour-annuler-2").set_value("Une erreur").run()
    dit = _cliquer(session, "Annuler maintenant").error[0].value
    assert all(f"«\u00a0{valeur}\u00a0»" in dit for valeur in ("À distance.", avant, "En salle."))
    assert _note_publiee(equipe) == "En salle."
    assert not _cliquer(ouvrir("mise_a_jour"), "Garder ces choix").error
    _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert _note_publiee(equipe) == avant


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


def test_what_is_published_while_one_chooses_is_not_overwritten(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter("Sur place.")
    _ailleurs(equipe, note="À distance.")
    session.run()
    _ailleurs(equipe, note="Ailleurs encore.")  # nobody has seen this one
    session = _cliquer(session, "Garder ces choix")
    assert "Cela vient de changer" in session.error[0].value
    assert "Ailleurs encore." in tout_le_texte(session)
    publier = next(b for b in session.button if b.label == "Publier maintenant")
    assert publier.disabled


def test_what_a_release_changes_is_settled_by_an_administrator(equipe: Equipe) -> None:
    dossier = courant(equipe.journal)
    assert dossier is not None
    neuf = equipe.journal.dossier / "neuf"
    copytree(dossier, neuf)
    evenements = neuf / "evenements.csv"
    lignes = evenements.read_text("utf-8").splitlines(keepends=True)
    (titre,) = {li for li in lignes if li.startswith(f"{EVENEMENT},")}
    place = lignes.index(titre)
    lignes[place] = titre.replace("Session", "Séance", 1)
    assert lignes[place] != titre
    evenements.write_text("".join(lignes), "utf-8")
    proposition = importer(equipe.journal, neuf, SYSTEME, sain)
    assert proposition
    (change,) = changements(equipe.journal, proposition)
    _ailleurs(equipe, **{change.colonne: "Un autre"})
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    assert session.warning and "Garder ces choix" not in [b.label for b in session.button]
    equipe.entre(Role.ADMINISTRATEUR)
    assert not _cliquer(ouvrir("mise_a_jour"), "Garder ces choix").error
    (reprise,) = propositions(equipe.journal, Quoi.PROPOSEE)
    assert (reprise.nature, reprise.remplace) == (Nature.IMPORT, proposition)
    _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert importer(equipe.journal, neuf, SYSTEME, sain) is None  # this release is in


def test_a_reviewer_asks_and_the_author_answers(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    auteur = equipe.jeton
    _cliquer(_noter("À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR, nom="Ahmed")
    relecteur, session = equipe.jeton, ouvrir("mise_a_jour")
    assert "par Marie" in tout_le_texte(session)  # to who reviews, every name is told
    ahmed = equipe.compte
    _mot(session).set_value("Selon **qui** ?").run()
    session = _cliquer(session, "Demander une précision")
    assert _mot(session).value == ""
    equipe.jeton = auteur
    session = ouvrir("mise_a_jour")
    assert "Une question vous attend" in tout_le_texte(session)
    assert "Selon \\*\\*qui" in tout_le_texte(session)
    assert "par une personne qui n’est pas nommée\u00a0: Selon" in tout_le_texte(session)
    nommer(equipe.journal, ahmed, True)
    assert "par Ahmed\u00a0: Selon" in tout_le_texte(session.run())
    _mot(session).set_value("Le compte rendu").run()
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
    _mot(session).set_value("Sans source").run()
    _cliquer(session, "Refuser")
    equipe.jeton = auteur
    assert "Sans source" in tout_le_texte(ouvrir("mise_a_jour"))


def test_a_full_disk_is_told_and_loses_nothing(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plein(*_: object) -> None:
        raise OSError(28, "No space left on device")

    equipe.entre(Role.REFERENT)
    _cliquer(_noter("À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    monkeypatch.setattr(publication, "ecrire", plein)
    session = _cliquer(session, "Publier")
    assert "le disque est plein" in session.error[0].value and not session.exception
    monkeypatch.setattr(APERCUS, "_controles", OrderedDict())
    session = ouvrir("mise_a_jour")
    assert "le disque est plein" in session.error[0].value and not session.exception
    assert "À regarder d’abord" in tout_le_texte(session)
    assert [p.etat for p in _saisies(equipe)] == [Quoi.PROPOSEE]


@pytest.mark.parametrize(
    ("cle", "module", "lire"),
    [
        ("mise_a_jour", rangees_publiees, "paquet_de"),
        ("historique", histoire, "publications"),
        ("mise_a_jour", identite, "compte_de_la_session"),
    ],
)
def test_a_journal_that_can_not_be_read_is_told_on_the_page(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch, cle: str, module: ModuleType, lire: str
) -> None:
    def panne(*_: object) -> None:
        raise JournalIndisponible("Le journal des changements n’est pas disponible.")

    equipe.entre(Role.ADMINISTRATEUR)
    monkeypatch.setattr(module, lire, panne)
    session = ouvrir(cle)
    assert "n’est pas disponible" in session.error[0].value and not session.exception
    assert "Lien vers cette vue" in tout_le_texte(session)


def test_an_account_erased_meanwhile_is_told(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("mise_a_jour", LIEU)

    def puis_efface() -> Redacteur:
        qui = redacteur()
        effacer(equipe.journal, SYSTEME, qui.compte.id)
        return qui

    monkeypatch.setattr(actes, "redacteur", puis_efface)
    session.text_area(key=NOTE).set_value("À distance.").run()
    assert "n’existe plus" in session.error[0].value and not session.exception


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
        "sur_le_disque",
        "compte_de_la_session",
        "brouillon_du_lieu",
        "exiger_des_brouillons_prets",
        "ouverte",
        "saisie_du_brouillon",
        "peut_ecrire",
        "peut_publier",
        "peut_relire",
        "repond_de",
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
