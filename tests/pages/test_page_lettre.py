"""The letter's workshop: period in the address, texts edited, draft given back and reopened."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.noms_des_sources import ENTRE_DEUX, noms_courts
from fabrique_dash.publication.lettre.fichier import enregistrer
from fabrique_dash.publication.lettre.generation import brouillon, chiffres_choisis
from fabrique_dash.publication.lettre.modele import Paragraphe
from tests.noms_des_sources import CODE
from tests.pages.session import (
    adresse,
    donnees_servies,
    html_de,
    la_vue,
    ouverte,
    ouvrir,
    tout_le_texte,
)

pytestmark = pytest.mark.matrice

PREMIERE = {"date": "2021-11-14", "debut": "2021-10-15", "fin": "2021-11-14"}
CLE = "2021-2022|2021-11-14|2021-10-15|2021-11-14"


def _zone(session: AppTest, rubrique: str) -> str:
    return str(session.text_area(key=f"lettre-{rubrique}").value)


def _apercu(session: AppTest) -> str:
    (cadre,) = session.get("iframe")
    return str(cadre.proto.srcdoc)


def test_first_letter_from_its_address() -> None:
    session = ouverte("lettre", PREMIERE)
    assert not session.exception
    assert "7\u00a0rubriques remplies sur 7" in html_de(session)
    assert "17 et 18\u00a0novembre 2021" in _zone(session, "a-suivre")
    assert "Benoît Thévard" in _apercu(session)
    assert parse_qs(urlsplit(adresse(session)).query) == {n: [v] for n, v in PREMIERE.items()}


def test_period_given_the_other_way_round_is_put_in_order() -> None:
    envers = {**PREMIERE, "debut": PREMIERE["fin"], "fin": PREMIERE["debut"]}
    assert adresse(ouverte("lettre", envers)) == adresse(ouverte("lettre", PREMIERE))


@pytest.mark.parametrize("mauvais", ["zz", "2021-02-30", "1999-01-01", "<script>", "9" * 9999])
def test_impossible_periods_and_figures_fall_back(mauvais: str) -> None:
    session = ouverte("lettre", {"debut": mauvais, "fin": mauvais, "chiffres": mauvais})
    assert not session.exception
    assert adresse(session) == adresse(ouverte("lettre"))


def test_figures_come_from_the_address_and_from_the_basket() -> None:
    session = ouvrir("lettre", {**PREMIERE, "chiffres": "population.nord,inconnu,<b>"})
    assert "chiffres=population.nord" in adresse(session)
    assert "(groupe Nord" in _zone(session, "edito")
    session.session_state["panier"] = ["territoires_annonces", "population.nord", 3]
    session.run()
    assert "chiffres=population.nord%2Cterritoires_annonces" in adresse(session)
    assert _zone(session, "edito").count("(groupe Nord") == 1
    assert "Territoires annoncés" in _apercu(session)


def test_a_figure_of_a_territory_is_told_like_the_others() -> None:
    demandes = "population.lomme,population.nord"
    session = ouvrir("lettre", {**PREMIERE, "chiffres": demandes})
    assert parse_qs(urlsplit(adresse(session)).query)["chiffres"] == [demandes]
    assert "2\u00a0chiffres choisis" in tout_le_texte(session)


def test_edited_text_reaches_the_preview_and_is_told_apart() -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Bonjour <b>à tous</b>\u202f!").run()
    assert not session.exception
    assert "Bonjour &lt;b&gt;à tous&lt;/b&gt;\u202f!" in _apercu(session)
    page = html_de(session)
    assert "écrit à la main\u00a0: 1" in page
    assert "phrases laissées de côté" in page
    assert 'data-neuf="non"' in page


def _reecrire(session: AppTest, rubrique: str, ancien: str, nouveau: str) -> None:
    avant = _zone(session, rubrique)
    assert avant.count(ancien) == 1
    session.text_area(key=f"lettre-{rubrique}").set_value(avant.replace(ancien, nouveau))


def test_two_rubriques_edited_before_the_page_is_drawn_again_are_both_kept() -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Un")
    session.text_area(key="lettre-a-suivre").set_value("Deux")
    session.text_input(key="lettre-titre").set_value("Trois")
    session.run()
    assert (_zone(session, "edito"), _zone(session, "a-suivre")) == ("Un", "Deux")
    assert session.text_input(key="lettre-titre").value == "Trois"


def test_a_changed_sentence_says_that_its_source_is_to_be_checked() -> None:
    session = ouvrir("lettre", PREMIERE)
    page = html_de(session)
    assert "source à vérifier" not in page and 'data-lettre="retablir"' not in page
    phrase = _zone(session, "en-pratique").split("\n\n")[0]
    _reecrire(session, "en-pratique", phrase, f"Nouveau\u202f! {phrase}")
    session.run()
    page = html_de(session)
    assert "tiré des données, puis retouché, source à vérifier\u00a0: 1" in page
    assert "1\u00a0phrase retouchée\u00a0: vérifiez que sa source le dit toujours" in page
    assert page.count('data-lettre="retablir"') == 1
    assert "phrase laissée de côté" not in page
    _reecrire(session, "en-pratique", f"Nouveau\u202f! {phrase}", phrase)
    session.run()
    assert "source à vérifier" not in html_de(session)


def _marque(session: AppTest, nom: str) -> Any:
    """Read what the page leaves for the browser; its clean-up takes away what looks like HTML."""
    (valeur,) = re.findall(f'data-{nom}="([^"]*)"', html_de(session))
    lue = html.unescape(valeur)
    assert ">" not in lue
    return json.loads(lue)


def test_the_browser_gives_the_identities_back_with_the_texts() -> None:
    session = ouvrir("lettre", PREMIERE)
    phrase, *suite = _zone(session, "en-pratique").split("\n\n")
    source = phrase[phrase.rindex("[") :]
    bouge = "\n\n".join([*suite, f"Tout autre chose --> {source}"])
    _reecrire(session, "en-pratique", phrase, f"Tout autre chose --> {source}")
    session.run()
    identites, connus = _marque(session, "identites"), _marque(session, "connus")
    assert list(identites) == ["en-pratique"]
    neuve = ouvrir("lettre", PREMIERE)
    garde = _garde(textes={"en-pratique": bouge}, identites=identites, connus=connus)
    neuve.text_area(key="lettre-reprise").set_value(garde).run()
    assert _zone(neuve, "en-pratique") == bouge
    assert "puis retouché, source à vérifier\u00a0: 1" in html_de(neuve)


def test_an_emptied_rubrique_says_so_and_does_not_leave() -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-inspiration").set_value("").run()
    assert "Rubrique laissée vide\u00a0: elle ne partira pas." in html_de(session)
    assert "Inspiration par" not in _apercu(session)
    assert "6\u00a0rubriques remplies sur 7" in html_de(session)


def test_a_rubrique_without_data_says_so() -> None:
    session = ouverte("lettre", {"date": "2021-10-15"})
    assert "Les données ne disent rien pour cette période" in html_de(session)


def test_a_new_figure_joins_a_draft_already_edited() -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Bonjour.").run()
    session.session_state["panier"] = ["territoires_annonces"]
    session.run()
    lignes = _zone(session, "edito").split("\n\n")
    assert lignes[0] == "Bonjour."
    assert lignes[1].startswith("- Territoires annoncés")
    assert len(lignes) == 2


def test_starting_again_from_the_data() -> None:
    session = ouvrir("lettre", PREMIERE)
    avant = _zone(session, "edito")
    session.text_area(key="lettre-edito").set_value("Autre chose").run()
    (bouton,) = [b for b in session.button if b.label == "Repartir des données"]
    bouton.click().run()
    assert _zone(session, "edito") == avant
    assert any("revenues" in m.value for m in session.success)


def test_two_periods_keep_their_own_texts() -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Premier texte").run()
    session.query_params["debut"] = "2021-10-01"
    session.run()
    assert "Premier texte" not in _zone(session, "edito")
    session.query_params["debut"] = PREMIERE["debut"]
    session.run()
    assert _zone(session, "edito") == "Premier texte"


def _garde(**autres: object) -> str:
    garde = {"cle": CLE, "titre": "Titre repris", "textes": {"edito": "Texte repris"}, "connus": []}
    return json.dumps(garde | autres)


def test_what_the_browser_kept_comes_back() -> None:
    session = ouvrir("lettre", PREMIERE)
    connus = ["edito.paroles.tramontin", 3, "inventé"]
    repris = _garde(connus=connus, textes={"edito": "Texte repris", "a-suivre": ""})
    session.text_area(key="lettre-reprise").set_value(repris).run()
    assert _zone(session, "edito").startswith("Texte repris")
    assert "Tramontin** (signataire" not in _zone(session, "edito")
    assert session.text_input(key="lettre-titre").value == "Titre repris"
    assert "Titre repris" in _apercu(session)
    assert any("Brouillon repris" in m.value for m in session.success)


def _par_codes(texte: str) -> str:
    """Write a text of the editor as it was kept when sources were cited by their codes."""
    codes = {nom: code for code, nom in noms_courts(donnees_servies()).items()}
    return re.sub(
        r"\[(.+?)\]", lambda m: f"[{' '.join(codes[n] for n in m[1].split(ENTRE_DEUX))}]", texte
    )


def test_the_editor_reads_names_of_sources_and_no_code() -> None:
    session = ouverte("lettre", PREMIERE)
    textes = [str(z.value) for z in session.text_area]
    assert any("[Newsletter n°\u00a01]" in texte for texte in textes)
    assert not any(CODE.search(texte) for texte in textes)


def test_a_draft_kept_with_codes_comes_back_with_names_and_its_identities() -> None:
    session = ouvrir("lettre", PREMIERE)
    textes = {
        str(z.key).removeprefix("lettre-"): str(z.value)
        for z in session.text_area
        if z.label.startswith("Texte de la rubrique")
    }
    phrase, *suite = textes["en-pratique"].split("\n\n")
    textes["en-pratique"] = "\n\n".join([f"Nouveau\u202f! {phrase}", *suite])
    anciens = {cle: _par_codes(texte) for cle, texte in textes.items()}
    assert CODE.search(anciens["en-pratique"])
    garde = _garde(textes=anciens, connus=_marque(session, "connus"))
    # What was typed at the same moment in another rubrique is not said twice.
    tape = f"{_zone(session, 'a-suivre')}\n\nTapé à l’instant."
    session.text_area(key="lettre-a-suivre").set_value(tape)
    session.text_area(key="lettre-reprise").set_value(garde).run()
    assert _zone(session, "en-pratique") == textes["en-pratique"]
    assert _zone(session, "a-suivre") == tape
    assert "1\u00a0phrase retouchée" in html_de(session)


def test_what_the_browser_kept_does_not_replace_what_was_just_typed() -> None:
    session = ouvrir("lettre", PREMIERE)
    base = _zone(session, "inspiration")
    session.text_area(key="lettre-inspiration").set_value(f"{base}\n\nTapé à l’instant.")
    session.text_area(key="lettre-edito").set_value("Bonjour")
    repris = _garde(textes={"edito": "Texte repris", "en-pratique": "Gardé"})
    session.text_area(key="lettre-reprise").set_value(repris).run()
    assert _zone(session, "edito").split("\n\n")[:2] == ["Texte repris", "Bonjour"]
    assert _zone(session, "en-pratique") == "Gardé"
    assert _zone(session, "inspiration").split("\n\n")[-1] == "Tapé à l’instant."


def test_what_the_browser_gives_back_too_late_is_not_announced() -> None:
    """A message would move the whole page, and take the cursor away from who is typing."""
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Bonjour").run()
    rubriques = [z.key for z in session.text_area if z.label.startswith("Texte de la rubrique")]
    garde = _garde(
        titre=session.text_input(key="lettre-titre").value,
        textes={c.removeprefix("lettre-"): session.text_area(key=c).value for c in rubriques if c},
        connus=_marque(session, "connus"),
    )
    session.text_area(key="lettre-reprise").set_value(garde).run()
    assert not session.success
    assert _zone(session, "edito") == "Bonjour"


@pytest.mark.parametrize(
    "abime",
    [
        "",
        "{",
        "[]",
        "null",
        _garde(cle="autre"),
        _garde(textes=[1]),
        _garde(textes={"edito": 3}),
        _garde(titre=None),
        _garde(identites=[]),
        _garde(identites={"edito": [["a", "b"]]}),
        _garde(identites={"edito": [["a", 3, []]]}),
        _garde(identites={"edito": [["a", "b", [{}]]]}),
        _garde(textes={"edito": "a" * 30_000}),
        "[" * 100_000,
    ],
    ids=range(14),
)
def test_what_the_browser_kept_is_not_trusted(abime: str) -> None:
    session = ouvrir("lettre", PREMIERE)
    avant = _zone(session, "edito")
    session.text_area(key="lettre-reprise").set_value(abime).run()
    assert not session.exception
    assert _zone(session, "edito") == avant


def test_periods_offered_do_not_run_ahead_of_the_date() -> None:
    assert "octobre-novembre 2021" in tout_le_texte(ouverte("lettre"))
    assert "octobre-novembre 2021" not in tout_le_texte(ouverte("lettre", {"date": "2021-10-14"}))


def test_a_saved_draft_reopens_with_its_period_and_its_figures() -> None:
    vue = la_vue(date(2021, 11, 14))
    chiffres = chiffres_choisis(vue, ("territoires_annonces",))
    donne = brouillon(vue, date(2021, 10, 15), date(2021, 11, 14), chiffres)
    premiere, *suite = donne.rubriques
    ecrit = Paragraphe("edito.ecrit-1", "ecrit", "Bonjour.")
    premiere = replace(premiere, paragraphes=(ecrit,), de_cote=premiere.paragraphes)
    octets = enregistrer(replace(donne, titre="Le nôtre", rubriques=(premiere, *suite)))
    session = ouvrir("lettre")
    session.text_area(key="lettre-ouverture").set_value(octets.decode("utf-8")).run()
    assert not session.exception
    assert any("Brouillon rouvert" in m.value for m in session.success)
    assert _zone(session, "edito") == "Bonjour."
    assert session.text_input(key="lettre-titre").value == "Le nôtre"
    assert "chiffres=territoires_annonces" in adresse(session)


@pytest.mark.parametrize("contenu", [" ", "{", '{"format": "autre"}', "a" * 1_000_001])
def test_a_foreign_file_is_refused_and_loses_nothing(contenu: str) -> None:
    session = ouvrir("lettre", PREMIERE)
    session.text_area(key="lettre-edito").set_value("Mon texte").run()
    session.text_area(key="lettre-ouverture").set_value(contenu).run()
    assert not session.exception
    assert any(m.value.startswith("Fichier refusé") for m in session.error)
    assert _zone(session, "edito") == "Mon texte"
