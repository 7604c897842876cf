"""A message that comes while a control is being answered: what was done of it is done whole.

Streamlit may cut a script at any access to the session. Here each access is cut in turn, as the
next message would.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from fabrique_dash.publication.lettre.fichier import enregistrer
from fabrique_dash.publication.lettre.generation import brouillon
from tests.pages.coupures import ACCES, apres
from tests.pages.session import html_de, la_vue, ouvrir
from tests.pages.test_page_lettre import CLE, PREMIERE

pytestmark = pytest.mark.matrice


@pytest.mark.parametrize("rang", ACCES)
def test_rubriques_left_one_after_the_other_are_all_kept(rang: int) -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Un")
    session.text_area(key="lettre-a-suivre").set_value("Deux")
    session.text_input(key="lettre-titre").set_value("Trois")
    apres(session, rang)
    gardes = [session.text_area(key=f"lettre-{r}").value for r in ("edito", "a-suivre")]
    assert [*gardes, session.text_input(key="lettre-titre").value] == ["Un", "Deux", "Trois"]
    (apercu,) = session.get("iframe")
    assert all(mot in apercu.proto.srcdoc for mot in ("Un", "Deux", "Trois"))


@pytest.mark.parametrize("rang", ACCES)
def test_a_draft_that_the_browser_gives_back_is_taken_once(rang: int) -> None:
    session = ouvrir("lettre", PREMIERE)
    garde = {"cle": CLE, "titre": "Gardé", "textes": {"edito": "Gardé aussi"}, "connus": []}
    session.text_area(key="lettre-reprise").set_value(json.dumps(garde))
    session.text_area(key="lettre-edito").set_value("Tapé")
    apres(session, rang)
    assert session.text_area(key="lettre-edito").value == "Gardé aussi\n\nTapé"
    assert session.text_input(key="lettre-titre").value == "Gardé"
    assert session.text_area(key="lettre-reprise").value == ""


@pytest.mark.parametrize("rang", ACCES)
def test_a_draft_opened_again_is_kept_under_its_period(rang: int) -> None:
    session = ouvrir("lettre")
    jour, debut, fin = (date.fromisoformat(PREMIERE[nom]) for nom in ("date", "debut", "fin"))
    texte = enregistrer(brouillon(la_vue(jour), debut, fin, ())).decode("utf-8")
    session.text_area(key="lettre-ouverture").set_value(texte)
    apres(session, rang)
    assert list(session.session_state["lettre-brouillons"]) == [CLE]
    assert session.text_area(key="lettre-ouverture").value == ""


def _point(session: AppTest) -> AppTest:
    session.segmented_control(key="feuille-point-sorte").set_value("rupture")
    session.text_input(key="feuille-point-quand").set_value("2022")
    session.text_input(key="feuille-point-mots").set_value("Le moulin ferme")
    (ajouter,) = [b for b in session.button if b.label == "Ajouter ce point"]
    ajouter.click()
    return session


@pytest.mark.parametrize("rang", ACCES)
def test_a_point_is_added_once_and_its_fields_are_emptied(rang: int) -> None:
    session = apres(_point(ouvrir("referentiel", {"feuille": "oui"})), rang)
    retirer = [b.label for b in session.button if b.label.startswith("Retirer")]
    assert retirer == ["Retirer\u00a0: Rupture, 2022"]
    assert session.text_input(key="feuille-point-mots").value == ""
    assert "tp-alerte" not in html_de(session)


@pytest.mark.parametrize("rang", ACCES)
def test_filters_moved_together_are_all_written(rang: int) -> None:
    session = ouvrir("carte")
    session.button_group(key="carte-groupes").set_value(["nord"])
    session.selectbox(key="carte-territoire").set_value("vimy")
    apres(session, rang)
    assert dict(session.query_params) == {"groupes": "nord", "territoire": "vimy"}


def test_a_message_begins_no_second_script_beside_the_first() -> None:
    """The second would read what the first has not kept yet, and the first can't go on."""
    assert st.get_option("runner.fastReruns") is False
