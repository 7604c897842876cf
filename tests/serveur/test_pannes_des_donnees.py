"""Whatever becomes of the served folder, the last good data stays up; without any, it is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fabrique_dash.donnees import depot as module
from fabrique_dash.donnees.depot import VARIABLE, Depot, Donnees, depot
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from tests.francais import fautes_de_typographie
from tests.paquets import changer_descripteur, ecrire_minimal, ressource
from tests.serveur.stables import client

pytestmark = pytest.mark.serveur

Panne = Callable[[Path], object]
LIGNES = [["id", "libelle", "ordre"], ["a", "Un", "1"]]
ADRESSES = (
    "/donnees/datapackage.json",
    "/donnees/territoires.geojson",
    "/donnees/groupes.csv",
    "/chiffres.json",
    "/agenda.ics",
    "/flux.atom",
    "/images/carte.svg",
    "/images/perimetre.svg?territoire=vimy",
    "/integrer/frise",
)
# One that reads the descriptor, those that draw outlines.
DU_DOSSIER = (ADRESSES[0], "/images/carte.svg", "/images/perimetre.svg?territoire=vimy")
CONTOURS = ("regions", "departements", "france_simple", "france")


def _ecrire(nom: str, contenu: str) -> Panne:
    return lambda dossier: (dossier / nom).write_text(contenu, "utf-8")


def _contours_abimes(dossier: Path) -> None:
    entier = (dossier / "reference" / "regions.geojson").read_text("utf-8")
    objet = '{"type": "Feature", "properties": {"nature": "a", "code": "b"}, "geometry": %s}'
    collection = '{"type": "FeatureCollection", "features": [%s]}'
    abimes = (
        entier[: len(entier) // 2],
        collection % (objet % '{"type": "Polygon", "coordinates": [[[1]]]}'),
        "[" * 100_000,
        "[]",
    )
    for nom, texte in zip(CONTOURS, abimes, strict=True):
        (dossier / "reference" / f"{nom}.geojson").write_text(texte, "utf-8")


def _sans_contours(dossier: Path) -> None:
    for nom in CONTOURS:
        (dossier / "reference" / f"{nom}.geojson").unlink()


def _lien_sur_soi(*ou: str) -> Panne:
    def faire(dossier: Path) -> None:
        chemin = dossier.joinpath(*ou)
        if chemin.is_dir():
            shutil.rmtree(chemin)
        else:
            chemin.unlink()
        chemin.symlink_to(chemin)

    return faire


def _etranger(dossier: Path) -> None:
    shutil.rmtree(dossier)
    dossier.mkdir()
    ecrire_minimal(dossier, [["id", "libelle", "ordre"], ["a", "Un", "1"]])


def _profond(brut: dict[str, object]) -> None:
    for _ in range(400):
        brut["keywords"] = [brut.get("keywords")]


PANNES: dict[str, tuple[Panne, int]] = {
    "dossier supprimé": (shutil.rmtree, 1),
    "dossier lié à lui-même": (_lien_sur_soi(), 1),
    "table liée à elle-même": (_lien_sur_soi("groupes.csv"), 1),
    "contours absents": (_sans_contours, len(CONTOURS)),
    "contours abîmés": (_contours_abimes, len(CONTOURS)),
    "descripteur sans fond": (_ecrire("datapackage.json", "[" * 100_000), 1),
    "descripteur profond": (lambda dossier: changer_descripteur(dossier, _profond), 1),
    "paquet d’ailleurs": (_etranger, 1),
}


@pytest.fixture
def regarder(monkeypatch: pytest.MonkeyPatch, copie: Path) -> Callable[[], module.EtatDuDepot]:
    """Serve a copy, whose files are looked at when one says so, and only then."""
    monkeypatch.setenv(VARIABLE, str(copie))

    def regard() -> module.EtatDuDepot:
        monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
        etat = depot().etat()
        monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 3600.0)
        return etat

    return regard


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Return a package of one table, quick to validate."""
    ecrire_minimal(tmp_path, LIGNES)
    return tmp_path


def _reponses(
    service: TestClient, adresses: tuple[str, ...] = ADRESSES
) -> dict[str, tuple[int, bytes]]:
    recues = {adresse: service.get(adresse) for adresse in adresses}
    return {adresse: (r.status_code, r.content) for adresse, r in recues.items()}


@pytest.mark.parametrize("nom", PANNES)
def test_the_last_good_data_is_served_from_memory(
    nom: str, copie: Path, regarder: Callable[[], module.EtatDuDepot]
) -> None:
    panne, attendus = PANNES[nom]
    bonnes = regarder().donnees
    panne(copie)
    etat = regarder()
    assert etat.donnees is bonnes and len(etat.problemes) >= attendus
    assert not [f for p in etat.problemes for f in fautes_de_typographie(p.phrase())]
    # Nothing of it was computed before: what is drawn now is drawn without the files.
    service = client(imagerie=IMAGERIE)
    assert {statut for statut, _ in _reponses(service, DU_DOSSIER).values()} == {200}
    assert service.get("/sante").json()["pret"] is True


def test_what_is_served_without_the_files_is_the_same(
    copie: Path, regarder: Callable[[], module.EtatDuDepot]
) -> None:
    regarder()
    avant = _reponses(client(imagerie=IMAGERIE))
    shutil.rmtree(copie)
    donnees = regarder().donnees
    assert donnees is not None
    donnees.oublier()
    assert _reponses(client(imagerie=IMAGERIE)) == avant


@pytest.mark.parametrize("nom", ["contours abîmés", "descripteur profond", "paquet d’ailleurs"])
def test_without_good_data_the_addresses_say_so(
    nom: str, copie: Path, regarder: Callable[[], module.EtatDuDepot]
) -> None:
    PANNES[nom][0](copie)
    assert regarder().donnees is None
    recues = _reponses(client(imagerie=IMAGERIE))
    assert {statut for statut, _ in recues.values()} == {503}
    assert all("Aucune donnée valide" in json.loads(c)["detail"] for _, c in recues.values())


def test_a_column_that_is_no_longer_described_is_told(
    copie: Path, regarder: Callable[[], module.EtatDuDepot]
) -> None:
    def retirer(brut: dict[str, object]) -> None:
        champs = ressource(brut, "themes")["schema"]["fields"]
        champs[:] = [champ for champ in champs if champ["name"] != "libelle"]

    changer_descripteur(copie, retirer)
    dits = " ".join(p.phrase() for p in regarder().problemes)
    assert "themes" in dits and "libelle" in dits


def test_data_that_can_not_be_shown_is_not_served(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    servi = Depot(mini)
    bonnes = servi.etat().donnees

    def eprouver(donnees: Donnees) -> None:
        if len(donnees.table("themes")) > 1:
            raise KeyError("secret")

    servi.eprouver_avec(eprouver)
    ecrire_minimal(mini, [*LIGNES, ["b", "Deux", "2"]])
    etat = servi.etat()
    assert etat.donnees is bonnes and servi.etat() is etat
    (probleme,) = etat.problemes
    assert "KeyError" in probleme.phrase() and "secret" not in probleme.phrase()
    ecrire_minimal(mini, [["id", "libelle", "ordre"], ["a", "Autre", "1"]])
    assert servi.etat().problemes == ()


def test_files_that_change_while_they_are_read_are_read_again(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    vraie = module.charger

    def charger(*arguments: object) -> Donnees:
        ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
        return vraie(*arguments)  # type: ignore[arg-type]

    ecrire_minimal(mini, [*LIGNES, ["b", "Deux", "2"]])
    monkeypatch.setattr(module, "charger", charger)
    etat = servi.etat()
    assert etat.donnees is bonnes and "changé pendant" in etat.problemes[0].phrase()
    monkeypatch.setattr(module, "charger", vraie)
    assert servi.etat().problemes == () and servi.etat().donnees is not bonnes


def test_a_name_that_is_no_text_is_no_fault(mini: Path) -> None:
    (mini / "x").mkdir()
    chemin = bytes(mini / "x") + b"/\xff.csv"
    with open(chemin, "w", encoding="utf-8") as fichier:
        fichier.write("a")
    assert Depot(mini).etat().problemes == ()
