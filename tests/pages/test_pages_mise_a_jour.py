"""Who may write from the pages: rights are read from the journal when it is written."""

from __future__ import annotations

import ast
import html
import re
from collections import OrderedDict
from shutil import copytree
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.interface import identite
from fabrique_dash.interface.identite import Redacteur, redacteur
from fabrique_dash.interface.pages import actes
from fabrique_dash.interface.pages.mise_a_jour import envoi
from fabrique_dash.journal import publication
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.brouillons import brouillons, ouvrir_un_brouillon
from fabrique_dash.journal.cases import Changement, jeton_de_la_cle
from fabrique_dash.journal.comptes import effacer, nommer, revoquer
from fabrique_dash.journal.dossiers import courant
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.habilitations import habiliter
from fabrique_dash.journal.importation import importer
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.propositions_lues import (
    Nature,
    Proposition,
    Quoi,
    changements,
    propositions,
)
from fabrique_dash.publication.site.tenue_a_jour import PORTES, vers
from fabrique_dash.redaction import histoire, rangees_publiees
from fabrique_dash.redaction.ce_qui_se_dit import rendez_vous_a_confirmer
from fabrique_dash.redaction.portes import porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import enregistrer, ouverte
from fabrique_dash.redaction.typee import Lieu
from tests.journal.essais import ecrire, numero, sain
from tests.pages.coupures import ACCES, apres
from tests.pages.equipe import Equipe
from tests.pages.session import RACINE, avis, html_de, ouvrir, tout_le_texte

EVENEMENT, AUTRE = "tronc-commun-2021-11-17", "lancement-2021-10-15"
SANS_DROIT = "Vos droits ne permettent pas d’écrire ici"
FERMEE = "Votre session est fermée"
LIEU = {"porte": "table", "table": "evenements", "rangee": EVENEMENT}
NOTE = f'saisie-table-evenements-["{EVENEMENT}"]-False-note'


def _noter(equipe: Equipe, texte: str) -> AppTest:
    """Open the form of an event, whose draft holds a note, and type a reason, which goes next."""
    lieu = Lieu("table", "evenements", f'["{EVENEMENT}"]')
    depart = ouverte(RangeesPubliees(equipe.journal), porte("table"), lieu)
    enregistrer(equipe.journal, equipe.compte, depart, "note", texte, False)
    session = ouvrir("mise_a_jour", LIEU)
    session.text_input(key="motif-de-la-proposition").set_value("Pour voir")
    return session


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
        _cliquer(_noter(equipe, note), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    _mot(session).set_value("Sans source").run()
    premiere, seconde = (p.id for p in _saisies(equipe))
    session.selectbox(key="mise_a_jour-proposition").set_value(seconde).run()
    assert _mot(session).value == ""
    _cliquer(session, "Refuser")
    assert {p.etat for p in _saisies(equipe)} == {Quoi.PROPOSEE} and premiere != seconde


def test_a_proposal_is_reviewed_by_somebody_else(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _cliquer(_noter(equipe, "À distance."), "Proposer")
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
    _cliquer(_noter(equipe, "À distance."), "Proposer")
    equipe.entre(Role.RELECTEUR)
    session = _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert numero(equipe.journal) == 2 and not session.exception
    equipe.jeton = ""
    lu = tout_le_texte(ouvrir("historique"))
    assert "Publication n°\u00a02" in lu and "À distance." in lu and "Marie" not in lu


def test_a_contributor_is_offered_one_territory_only(equipe: Equipe) -> None:
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    assert PORTES["lettre"] not in tout_le_texte(ouvrir("mise_a_jour"))
    assert SANS_DROIT in ouvrir("mise_a_jour", {"porte": "lettre"}).warning[0].value
    session = ouvrir("mise_a_jour", LIEU)
    assert not session.exception and f"rangee={EVENEMENT}" in avis(session)
    assert "Proposer" in [b.label for b in session.button]  # of a row to add
    assert NOTE not in [c.key for c in session.text_area]


def test_rights_that_were_taken_away_meanwhile_are_those_that_count(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _noter(equipe, "À distance.")
    habiliter(equipe.journal, SYSTEME, equipe.compte, Habilitation(Role.CONTRIBUTEUR, "arras"))
    session = _cliquer(session, "Proposer")
    assert "Vous n’avez pas le droit" in session.error[0].value
    assert _saisies(equipe) == []
    assert session.text_area(key=NOTE).value == "À distance."  # what was begun stays in reach


@pytest.mark.parametrize("libelle", ["Publier maintenant", "Jeter, sans retour"])
def test_a_session_that_was_closed_writes_nothing_more(equipe: Equipe, libelle: str) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter(equipe, "À distance.")
    revoquer(equipe.journal, equipe.compte)
    session = next(b for b in session.button if b.label.startswith(libelle)).click().run()
    assert FERMEE in session.error[0].value
    assert numero(equipe.journal) == 1 and _saisies(equipe) == []


def test_what_a_closed_session_could_not_keep_stays_in_sight(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", {**LIEU, "retour": "/frise?couloirs=programme"})
    revoquer(equipe.journal, equipe.compte)
    session.text_area(key=NOTE).set_value("À <b>distance</b>.").run()
    assert FERMEE in session.error[0].value and not session.text_area
    assert "À <b>distance</b>." in tout_le_texte(session)
    assert "À <b>" not in html_de(session)
    # Once it is open again, the same form is, and one still goes back from it.
    liens = re.findall(r'href="(connexion[^"]*)"', html_de(session))
    (retour,) = {parse_qs(urlsplit(html.unescape(lien)).query)["retour"][0] for lien in liens}
    voulue = vers(retour)
    assert voulue is not None and voulue.page.cle == "mise_a_jour"
    assert {n: v for n, (v,) in voulue.brut.items()} == {
        **LIEU,
        "retour": "/frise?couloirs=programme",
    }


def test_going_back_asks_for_a_session_and_a_reason(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    _cliquer(_noter(equipe, "À distance."), "Publier maintenant")
    annuler, motif = "Annuler la publication n°\u00a02", "motif-du-retour-annuler-2"
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
    _cliquer(_noter(equipe, "À distance."), "Publier maintenant")
    _ailleurs(equipe, note="En salle.")
    session = _cliquer(ouvrir("historique"), "Annuler la publication n°\u00a02")
    session.text_input(key="motif-du-retour-annuler-2").set_value("Une erreur").run()
    dit = _cliquer(session, "Annuler maintenant").error[0].value
    assert all(f"«\u00a0{valeur}\u00a0»" in dit for valeur in ("À distance.", avant, "En salle."))
    assert _note_publiee(equipe) == "En salle."
    assert not _cliquer(ouvrir("mise_a_jour"), "Garder ces choix").error
    _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert _note_publiee(equipe) == avant


@pytest.mark.parametrize("rang", ACCES[::3])
def test_what_a_message_cuts_is_published_once_and_said_so(equipe: Equipe, rang: int) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _noter(equipe, "À distance.")
    next(b for b in session.button if b.label == "Publier maintenant").click()
    apres(session, rang)
    assert numero(equipe.journal) == 2 and not session.error
    assert "Publication n°\u00a02" in session.success[0].value
    assert "rangee" not in session.query_params and not session.text_area


def test_a_click_made_twice_is_one(equipe: Equipe, monkeypatch: pytest.MonkeyPatch) -> None:
    une_fois = envoi.envoyer

    def deux_fois(*demande: Any) -> None:
        une_fois(*demande)
        une_fois(*demande)

    monkeypatch.setattr(envoi, "envoyer", deux_fois)
    equipe.entre(Role.ADMINISTRATEUR)
    session = _cliquer(_noter(equipe, "À distance."), "Publier maintenant")
    assert not session.error and "Publication n°\u00a02" in session.success[0].value
    assert numero(equipe.journal) == 2


def test_a_proposal_that_could_not_be_published_is_said_to_wait(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise JournalIndisponible("Le disque est plein (selon `df`).")

    monkeypatch.setattr(envoi, "publier", refuser)
    equipe.entre(Role.ADMINISTRATEUR)
    session = _cliquer(_noter(equipe, "À distance."), "Publier maintenant")
    dit = session.success[0].value
    assert "Proposition enregistrée, mais pas publiée" in dit and "selon \\`df\\`" in dit
    assert [p.etat for p in _saisies(equipe)] == [Quoi.PROPOSEE] and numero(equipe.journal) == 1
    assert "Publier" in [b.label for b in session.button]


def test_what_is_sent_is_what_the_draft_holds_when_it_is(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = _noter(equipe, "À distance.")
    debut = next(c for c in session.text_input if str(c.key).endswith("-False-debut"))
    debut.set_value("hier")
    session = _cliquer(session, "Proposer")
    assert "n’est pas prêt" in session.error[0].value and _saisies(equipe) == []


def test_drafts_are_told_apart_and_one_may_outlive_its_door(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    ouvrir_un_brouillon(equipe.journal, equipe.compte, "ancienne")
    _noter(equipe, "À distance.")
    champ = "saisie-parole-paroles--False-fonction"
    ouvrir("mise_a_jour", {"porte": "parole"}).text_input(key=champ).set_value("élue").run()
    session = ouvrir("mise_a_jour")
    assert not session.exception
    jeter = [b.label for b in session.button if b.label.startswith("Jeter, sans retour")]
    assert len(jeter) == len(set(jeter)) == 3
    assert len(session.multiselect(key="brouillons-ensemble").options) == 2
    _cliquer(session, next(libelle for libelle in jeter if "ancienne" in libelle))
    assert {b.porte for b in brouillons(equipe.journal, equipe.compte)} == {"table", "parole"}


def test_a_draft_outlives_its_session_and_is_seen_by_the_others(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    ouvrir("mise_a_jour", LIEU).text_area(key=NOTE).set_value("À distance.").run()
    assert ouvrir("mise_a_jour", LIEU).text_area(key=NOTE).value == "À distance."
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", LIEU)
    assert session.text_area(key=NOTE).value != "À distance."
    assert "modifie cette rangée depuis moins d’une minute" in session.warning[0].value


def test_the_name_of_somebody_is_no_markdown(equipe: Equipe) -> None:
    droit = Habilitation(Role.REFERENT)
    lea, _ = inviter(equipe.journal, SYSTEME, "**Léa** [ici](x)", droit, nomme=True)
    lieu = Lieu("table", "evenements", f'["{EVENEMENT}"]')
    depart = ouverte(RangeesPubliees(equipe.journal), porte("table"), lieu)
    enregistrer(equipe.journal, lea, depart, "note", "À distance.", False)
    equipe.entre(Role.REFERENT)
    dite = ouvrir("mise_a_jour", LIEU).warning[0].value
    assert dite.startswith("\\*\\*Léa\\*\\* \\[ici\\](x) modifie cette rangée")


def _aller(session: AppTest, rangee: str) -> AppTest:
    session.query_params["rangee"] = rangee
    return session.run()


def test_a_form_left_and_opened_again_shows_its_draft_and_its_own_reason(equipe: Equipe) -> None:
    equipe.entre(Role.ADMINISTRATEUR)
    session = _aller(_noter(equipe, "À distance.").run(), AUTRE)
    assert not session.exception
    assert session.text_input(key="motif-de-la-proposition").value == ""
    session = _aller(session, EVENEMENT)
    assert not session.exception and session.text_area(key=NOTE).value == "À distance."
    session.text_input(key="motif-de-la-proposition").set_value("Pour voir").run()
    _cliquer(session, "Publier maintenant")
    for nom, valeur in LIEU.items():
        session.query_params[nom] = valeur
    session.run()
    assert not session.exception and session.text_area(key=NOTE).value == "À distance."


def test_what_somebody_else_said_meanwhile_is_told_and_the_draft_stays(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    publiees = RangeesPubliees(equipe.journal)
    cle = next(iter(rendez_vous_a_confirmer(publiees, aujourd_hui())))
    adresse = {"porte": "rendez-vous", "rangee": jeton_de_la_cle(cle)}
    champ = f"saisie-rendez-vous-evenements-{cle}-False-note"
    ouvrir("mise_a_jour", adresse).text_area(key=champ).set_value("À distance.").run()
    avant = (publiees.rangee("evenements", cle) or {})["realisation"]
    ecrire(equipe.journal, Changement("evenements", cle, "realisation", avant, "réalisé"))
    session = ouvrir("mise_a_jour", adresse)
    assert not session.exception and session.text_area(key=champ).value == "À distance."
    assert any("Ce n’est plus à dire" in w.value for w in session.warning)


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
    session = _noter(equipe, "Sur place.")
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
    session = _cliquer(_noter(equipe, "Sur place."), "Proposer")
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
    session = _noter(equipe, "Sur place.")
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
    _cliquer(_noter(equipe, "À distance."), "Proposer")
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
    autre = {**LIEU, "rangee": AUTRE}
    cle = f'saisie-table-evenements-["{autre["rangee"]}"]-False-note'
    _noter(equipe, "À distance.")
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
    _cliquer(_noter(equipe, "À distance."), "Proposer")
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
    _cliquer(_noter(equipe, "À distance."), "Proposer")
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
        "abonne",
        "avis_possibles",
        "derniere_issue",
        "essai",
        "sur_le_disque",
        "compte_de_la_session",
        "brouillon_du_lieu",
        "exiger_un_brouillon_pret",
        "lieu_du_brouillon",
        "ouverte",
        "saisie_du_brouillon",
        "peut_ecrire",
        "peut_publier",
        "peut_relire",
        "repond_de",
        "reste_a_importer",
        "est_une_coquille",
        "changements_de",
        "erreurs_recues",
        "erreurs_du_lieu",
        "en_bref",
        "est_une_adresse",
        "lieu_de",
        "motif_de",
        "rangee_de",
        "TEMOIN",
        "OUVERTES",
    ]
)
_PORTES_DU_JOURNAL = (
    "fabrique_dash.journal.",
    "fabrique_dash.redaction.saisies",
    "fabrique_dash.redaction.ensemble",
    "fabrique_dash.redaction.signalements",
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
