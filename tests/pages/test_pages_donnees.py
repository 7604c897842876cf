"""Faulty, damaged, mended, larger or new data: pages follow, and say what is wrong in French."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from math import ceil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench.synthetique import FACTEUR, dossier_dix_fois
from fabrique_dash.donnees import depot as module_depot
from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.interface.pages.parcours.matrice import TERRITOIRES_PAR_PAGE
from tests.pages.session import (
    CLES,
    adresse,
    avis,
    html_de,
    la_vue,
    ouverte,
    ouvrir,
    sans_avis,
    tout_le_texte,
)
from tests.paquets import PAQUET, changer, lire
from tests.programmes import SECONDE, ajouter_seconde_cohorte

pytestmark = pytest.mark.matrice

_UNE_SUR_TROIS = CLES[::3]  # the banner is drawn by the frame, the same around every page
_FAUTES = re.compile(r"erreurs?\sdans les données")  # the banner; a part of a page has those words
COHORTE_D_ESSAI = "Cohorte d’essai 2030"


@pytest.fixture(autouse=True)
def _regarder_sans_attendre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)


@pytest.fixture
def servie(copie: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the small package, which pages are made from."""
    monkeypatch.setenv(VARIABLE, str(copie))
    return copie


@pytest.fixture(scope="module")
def deux_cohortes(nouvelle_copie: Callable[[], Path]) -> Path:
    """A copy of the small package with a second cohort."""
    dossier = nouvelle_copie()
    ajouter_seconde_cohorte(dossier)
    return dossier


def _sans_session(session: AppTest) -> str:
    """The page's HTML, without what tells one session of the letter from another."""
    return re.sub(r'data-session="\w+"', "", html_de(session))


def _sans_exception(session: AppTest) -> str:
    """The page's text, after having checked that it says no error of its own."""
    assert not session.exception
    texte = tout_le_texte(session)
    assert "Traceback" not in texte
    return texte


@pytest.mark.parametrize("fichiers", [{}, {"datapackage.json": "{"}, {"datapackage.json": "[]"}])
def test_a_folder_that_was_never_good_is_told(
    fichiers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nom, contenu in fichiers.items():
        (tmp_path / nom).write_text(contenu, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    for cle in CLES:
        texte = _sans_exception(ouvrir(cle))
        assert "dans les données" in texte
        assert "Aucune donnée valide" in texte
        assert "datapackage.json" in texte


def test_a_package_that_was_never_valid_is_told_line_by_line(servie: Path) -> None:
    changer(servie, "territoires", 0, statut="peut-être")
    for cle in CLES:
        texte = _sans_exception(ouvrir(cle))
        assert "Aucune donnée valide" in texte
        for indice in ("territoires.csv", "ligne 2", "statut", "peut-être"):
            assert indice in texte


def test_damaged_then_mended(servie: Path) -> None:
    bonnes = {cle: _sans_session(ouvrir(cle)) for cle in _UNE_SUR_TROIS}
    assert not [cle for cle in _UNE_SUR_TROIS if _FAUTES.search(bonnes[cle])]
    avant = lire(servie, "evenements")[0]["debut"]
    changer(servie, "evenements", 0, debut="2021-02-30")
    changer(servie, "territoires", 1, source_id="Z99")
    for cle in _UNE_SUR_TROIS:
        abimee = ouvrir(cle)
        texte = _sans_exception(abimee)
        assert "2 erreurs dans les données" in texte.replace("\u00a0", " ")
        assert "Les dernières données valides restent affichées" in texte
        for indice in ("evenements.csv", "2021-02-30", "territoires.csv", "Z99"):
            assert indice in texte
        assert _sans_session(abimee).endswith(bonnes[cle])
    changer(servie, "evenements", 0, debut=avant)
    changer(servie, "territoires", 1, source_id="S0")
    assert {cle: _sans_session(ouvrir(cle)) for cle in _UNE_SUR_TROIS} == bonnes


def test_a_folder_that_is_deleted_changes_nothing_but_a_banner(servie: Path) -> None:
    bonnes = {cle: _sans_session(ouvrir(cle)) for cle in _UNE_SUR_TROIS}
    donnees = la_vue().donnees
    shutil.rmtree(servie)
    donnees.oublier()
    for cle in _UNE_SUR_TROIS:
        session = ouvrir(cle)
        assert "Les dernières données valides restent affichées" in _sans_exception(session)
        assert _sans_session(session).endswith(bonnes[cle])


def test_a_change_of_the_data_is_seen_without_restarting(servie: Path) -> None:
    assert "Événement tout neuf" not in tout_le_texte(ouvrir("frise"))
    changer(servie, "evenements", 0, titre="Événement tout neuf")
    assert "Événement tout neuf" in tout_le_texte(ouvrir("frise"))


def test_a_flood_of_errors_stays_readable(servie: Path) -> None:
    for rang in range(len(lire(servie, "evenements"))):
        changer(servie, "evenements", rang, statut=f"peut-être {rang}")
    texte = _sans_exception(ouvrir("accueil"))
    assert "autres erreurs" in texte
    assert texte.count("peut-être") < len(lire(servie, "evenements"))


@pytest.mark.parametrize("cle", CLES)
def test_ten_times_the_territories(
    cle: str, dix_fois: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(dix_fois))
    session = ouverte(cle)
    assert not session.exception
    assert len(la_vue().territoires) == 10 * FACTEUR
    assert not _FAUTES.search(html_de(session))


def test_a_long_matrix_is_read_page_by_page_and_no_territory_is_left_out(
    dix_fois: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(dix_fois))
    montres: list[str] = []
    for page in range(1, ceil(10 * FACTEUR / TERRITOIRES_PAR_PAGE) + 1):
        session = ouverte("parcours", {"page": str(page)})
        matrice = html_de(session).split("tp-matrice")[1].split("</table>")[0]
        assert (f"page={page}" in adresse(session)) == (page > 1)
        montres += re.findall(r"<th scope=.row.><a [^>]*territoire=([\w-]+)", matrice)
    assert len(montres) == len(set(montres)) == 10 * FACTEUR
    assert set(montres) == set(la_vue().territoires["id"])


def test_a_reason_shared_by_many_territories_is_written_once(
    dix_fois: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(dix_fois))
    page = html_de(ouverte("parcours"))
    silences = page.split("<h3>Territoires sans nouvelle")[1].split("</section>")[0]
    raisons = re.findall(r"<br>(Au moins [^<]*)", silences)
    assert len(raisons) == len(set(raisons)) > 0
    assert len(re.findall(r"territoires\?territoire=", silences)) == 10 * FACTEUR


@pytest.fixture(scope="module")
def dix_fois(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with ten times the territories."""
    return dossier_dix_fois(tmp_path_factory.mktemp("dix") / "data", PAQUET)


@pytest.mark.parametrize("cle", CLES)
def test_one_cohort_needs_no_selector(cle: str) -> None:
    assert [s.label for s in ouverte(cle).selectbox if s.label == "Cohorte"] == []


@pytest.mark.parametrize("cle", CLES)
def test_a_second_cohort_by_rows_only_brings_a_selector(
    cle: str, deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))
    session = ouverte(cle)
    assert not session.exception
    (selecteur,) = [s for s in session.selectbox if s.label == "Cohorte"]
    assert COHORTE_D_ESSAI in selecteur.options
    assert selecteur.value != SECONDE


@pytest.mark.parametrize("cle", CLES)
def test_the_address_chooses_the_cohort(
    cle: str, deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))
    session = ouverte(cle, {"cohorte": SECONDE})
    assert not session.exception
    page = html_de(session)
    noms = {"carte": "Marseille", "groupes": "Ouest", "territoires": "Marseille"}
    noms |= {"accueil": "Lancement d’essai", "frise": "Lancement d’essai"}
    assert noms.get(cle, "2030") in page
    assert cle not in noms or "Saint-Jean-de-Braye" not in page
    assert la_vue(cohorte=SECONDE).jour.year == 2030
    assert "2030" in adresse(session)


@pytest.mark.parametrize("cle", CLES)
def test_the_link_keeps_the_cohort(
    cle: str, deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))
    session = ouverte(cle, {"cohorte": SECONDE})
    assert f"cohorte={SECONDE}" in adresse(session)


def test_subscriptions_are_those_of_the_cohort(
    deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))
    page = html_de(ouverte("donnees", {"cohorte": SECONDE})).split("S’abonner à un agenda")[1]
    liens = re.findall(r'href="((?:agenda\.ics|flux\.atom)[^"]*)" target', page)
    assert len(liens) > 2
    assert [lien for lien in liens if f"cohorte={SECONDE}" not in lien] == []


def test_unknown_cohort_opens_the_first(
    deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))
    session = ouverte("accueil", {"cohorte": "<script>"})
    assert not session.exception
    assert sans_avis(session) == html_de(ouverte("accueil"))
    assert "cohorte=<script>" in avis(session)
