"""The référentiel page: the whole sommaire, one address per enjeu and balise, the worksheet."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.tables.referentiel import sommaire
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.tables.feuille_de_route import ecrire
from fabrique_dash.publication.tables.points_de_la_feuille import Case
from tests.pages.session import donnees_servies, html_de, la_vue, ouverte, ouvrir, tout_le_texte
from tests.paquets import identifiants

pytestmark = pytest.mark.matrice

BALISES = identifiants("balises")


def _href(nature: str, identifiant: str) -> str:
    return f'href="{adresse(la_vue(), nature, identifiant)}"'


def test_every_title_of_the_sommaire_is_on_the_page() -> None:
    texte = tout_le_texte(ouverte("referentiel"))
    assert [t for t in sommaire(la_vue())["titre"] if t not in texte] == []
    hypotheses = donnees_servies().table("hypotheses")["libelle"]
    assert [h for h in hypotheses if h not in texte] == []
    assert "4\u00a0enjeux, 23\u00a0balises, 13\u00a0modes de faire, 11\u00a0dispositifs" in texte


def test_the_page_stays_light_until_the_picture_is_asked_for() -> None:
    assert not ouverte("referentiel").get("plotly_chart")
    assert len(ouverte("referentiel", {"image": "oui"}).get("plotly_chart")) == 1
    assert not ouverte("referentiel", {"image": "true"}).get("plotly_chart")


def test_the_picture_holds_the_whole_title_of_every_balise() -> None:
    session = ouverte("referentiel", {"image": "oui"})
    trace = json.loads(session.get("plotly_chart")[0].proto.spec)["data"][0]
    assert [b for b in BALISES if b not in trace["ids"]] == []
    entiers = " ".join(trace["hovertext"]).replace("<br>", " ")
    titres = [t for t in sommaire(la_vue())["titre"].iloc[: len(trace["ids"]) - 1]]
    assert [t for t in titres if t not in entiers] == []


@pytest.mark.parametrize("balise", BALISES)
def test_each_balise_has_its_own_address(balise: str) -> None:
    session = ouverte("referentiel", {"balise": balise})
    assert not session.exception
    page = html_de(session)
    titre = str(donnees_servies().table("balises").set_index("id").loc[balise, "titre"])
    assert f"<h3>{balise.replace('-', '.')} {titre}</h3>" in page
    rang = BALISES.index(balise)
    nav = page.split("Balises voisines")[1].split("</nav>")[0]
    voisines = [b for b in BALISES if _href("balise", b) in nav]
    assert voisines == [b for i, b in enumerate(BALISES) if abs(i - rang) == 1]


def test_an_enjeu_opens_alone() -> None:
    page = html_de(ouverte("referentiel", {"enjeu": "E3"}))
    assert _href("balise", "E3-1") in page and _href("balise", "E1-1") not in page
    assert "À cette date, rien ne relie cela à une préoccupation" in page
    assert _href("theme", "economie-travail") in html_de(ouverte("referentiel", {"enjeu": "E4"}))


def test_a_balise_is_linked_to_concerns_once_they_are_known() -> None:
    lien = 'theme=economie-travail"'
    assert lien in html_de(ouverte("referentiel", {"balise": "E4-2"}))
    avant = html_de(ouverte("referentiel", {"balise": "E4-2", "date": "2021-10-14"}))
    assert "theme=economie-travail" not in avant


@pytest.mark.parametrize("parametres", [{}, {"balise": "E1-1"}, {"feuille": "oui", "image": "oui"}])
def test_before_march_2019_the_page_says_that_it_is_unknown(parametres: dict[str, str]) -> None:
    session = ouverte("referentiel", {"date": "2019-03-20", **parametres})
    assert not session.exception
    assert "Référentiel encore inconnu à cette date" in html_de(session)
    assert not session.get("file_uploader") and not session.get("plotly_chart")
    assert "mars 2019" not in tout_le_texte(session).replace("20\u00a0mars 2019", "")


def _feuille(parametres: dict[str, str] | None = None) -> AppTest:
    return ouvrir("referentiel", {"feuille": "oui", **(parametres or {})})


def _comptes(session: AppTest) -> str:
    paragraphes = re.split("</?p>", tout_le_texte(session))
    return next(p for p in paragraphes if "Ce sont des comptes" in p)


def test_the_worksheet_has_one_row_per_balise_and_is_closed_at_first() -> None:
    assert not ouverte("referentiel").get("button_group")
    session = _feuille()
    # Last come the kind, the date and the words of a point to add.
    assert (len(session.get("button_group")), len(session.text_input)) == (23 + 1, 23 + 2)
    assert len(_feuille({"enjeu": "E2"}).get("button_group")) == 5 + 1
    assert "Le serveur ne l’enregistre nulle part." in tout_le_texte(session)


def test_what_is_said_is_counted_by_word_and_never_scored() -> None:
    session = _feuille()
    session.button_group[0].set_value("acquis").run()
    session.text_input[1].set_value("  à voir\u202e avec l’élue ").run()
    assert _comptes(session).startswith("1 acquis, 0 en chemin, 0 à engager, 0 sans objet")
    assert "%" not in _comptes(session)
    feuille = session.session_state["feuille-de-route"]
    assert {b: (c.etat, c.note) for b, c in feuille.items()} == {
        "E1-1": ("acquis", ""),
        "E1-2": ("", "à voir avec l’élue"),
    }


def test_what_is_said_stays_when_the_reader_looks_elsewhere() -> None:
    session = _feuille()
    session.text_input[0].set_value("un rappel").run()
    session.query_params.pop("feuille")
    session.run()
    assert not session.text_input
    session.query_params["feuille"] = "oui"
    session.run()
    assert session.text_input[0].value == "un rappel"


def _televerser(session: AppTest, octets: bytes, nom: str = "ma feuille.csv") -> AppTest:
    session.file_uploader[0].upload(nom, octets, "text/csv")
    return session.run()


def _ecrite(**cases: Case) -> bytes:
    titres = {b: b for b in BALISES}
    return ecrire({b.replace("_", "-"): c for b, c in cases.items()}, titres)


def test_a_sheet_is_taken_back_over_what_is_there_and_can_be_undone() -> None:
    session = _feuille()
    session.text_input[0].set_value("déjà là").run()
    session.button_group[1].set_value("acquis").run()
    recu = _ecrite(E1_1=Case("en chemin"), E1_2=Case("à engager", "du fichier"))
    session = _televerser(session, recu)
    assert not session.exception
    assert "2\u00a0balises reprises du fichier" in tout_le_texte(session)
    assert session.text_input[0].value == "déjà là" and session.text_input[1].value == "du fichier"
    assert [session.button_group[n].value for n in (0, 1)] == ["en chemin", "à engager"]
    next(b for b in session.button if "Annuler" in b.label).click().run()
    assert session.text_input[0].value == "déjà là" and session.text_input[1].value == ""
    assert [session.button_group[n].value for n in (0, 1)] == [None, "acquis"]


def test_an_import_is_not_undone_over_what_was_written_since() -> None:
    session = _televerser(_feuille(), _ecrite(E1_1=Case("en chemin")))
    assert [b.label for b in session.button if "Annuler" in b.label]
    session.text_input[3].set_value("écrit depuis").run()
    assert not [b.label for b in session.button if "Annuler" in b.label]
    assert session.button_group[0].value == "en chemin"


def test_a_wrong_file_changes_nothing_and_is_refused_line_by_line() -> None:
    session = _feuille()
    session.text_input[0].set_value("déjà là").run()
    nom = "<img src=x onerror=alert(1)>.csv"
    session = _televerser(session, b"balise;titre;etat;note\nE1-1;a;80 %;x\nE9-9;;;", nom)
    assert not session.exception
    page = html_de(session)
    assert "Fichier refusé\u00a0: 2\u00a0erreurs." in page and "<img" not in page
    assert "ligne 2, colonne «\u00a0etat\u00a0», valeur «\u00a080" in page and "ligne 3" in page
    assert session.text_input[0].value == "déjà là" and session.text_input[1].value == ""


def test_a_file_that_the_server_let_go_of_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = _feuille()
    monkeypatch.setattr(MemoryUploadedFileManager, "get_files", lambda *_, **__: [])
    session = _televerser(session, _ecrite(E1_1=Case("acquis")))
    assert not session.exception
    assert "le choisir de nouveau" in tout_le_texte(session)
    assert session.button_group[0].value is None


def test_hostile_cells_come_in_as_text() -> None:
    session = _televerser(_feuille(), _ecrite(E1_1=Case("", "<script>alert(1)</script>")))
    assert session.text_input[0].value == "<script>alert(1)</script>"
    assert "<script>" not in html_de(session)


def _ajouter(session: AppTest, sorte: str | None, quand: str, mots: str) -> AppTest:
    session.button_group[-1].set_value(sorte)
    session.text_input[-2].set_value(quand)
    session.text_input[-1].set_value(mots)
    return next(b for b in session.button if "Ajouter" in b.label).click().run()


def test_a_point_is_noted_drawn_and_taken_away() -> None:
    session = _ajouter(_feuille(), "bascule", "2022-03", "la <b>cantine</b> change")
    assert not session.exception
    page = html_de(session)
    assert "<strong>Bascule, mars 2022</strong>\u00a0: la &lt;b&gt;cantine&lt;/b&gt; change" in page
    assert "Vos points sur une frise\u00a0: 1\u00a0point, en 2022." in page
    assert [t.value for t in session.text_input[-2:]] == ["", ""]
    next(b for b in session.button if b.label.startswith("Retirer")).click().run()
    assert "Vos points sur une frise" not in html_de(session)
    assert session.session_state["feuille-de-route"] == {}


@pytest.mark.parametrize(
    ("sorte", "quand", "mots", "dit"),
    [
        (None, "2022", "mots", "Choisissez la sorte"),
        ("rupture", "hier", "mots", "La date n’est pas comprise"),
        ("rupture", "2022", " ", "en quelques mots"),
    ],
)
def test_a_point_that_lacks_something_is_not_added_and_nothing_typed_is_lost(
    sorte: str | None, quand: str, mots: str, dit: str
) -> None:
    session = _ajouter(_feuille(), sorte, quand, mots)
    assert dit in tout_le_texte(session) and "Retirer" not in tout_le_texte(session)
    assert [t.value for t in session.text_input[-2:]] == [quand, mots]


def test_points_come_back_with_the_sheet_and_the_import_can_be_undone() -> None:
    session = _ajouter(_feuille(), "bascule", "2021", "la cantine change")
    recu = _ecrite(E1_1=Case("acquis"), bascule_1=Case("", "la régie renaît", "2022-05-01"))
    session = _televerser(session, recu)
    texte = tout_le_texte(session)
    assert "1\u00a0balise et 1\u00a0point repris du fichier" in texte
    assert "la cantine change" in texte and "la régie renaît" in texte
    assert session.button_group[0].value == "acquis"
    next(b for b in session.button if "Annuler" in b.label).click().run()
    assert "la cantine change" in tout_le_texte(session) and "la régie renaît" not in tout_le_texte(
        session
    )


def test_points_wait_until_their_framework_is_known() -> None:
    assert "Vos points de bascule" in tout_le_texte(_feuille({"date": "2022-05-22"}))
    assert "Vos points de bascule" not in tout_le_texte(_feuille({"date": "2022-05-21"}))
