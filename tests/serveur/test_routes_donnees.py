"""`/donnees/…`, read back by other programs than the ones that wrote the files."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from fabrique_dash.donnees import depot as module_depot
from fabrique_dash.donnees.depot import VARIABLE, Donnees, depot
from fabrique_dash.donnees.vue import vue
from fabrique_dash.publication.tables.ouvertes import FORMATS
from tests.paquets import changer_ou, ecrire_minimal
from tests.serveur.stables import client as nouveau_client

pytestmark = [pytest.mark.matrice, pytest.mark.usefixtures("petit_servi")]

TABLES = ["evenements", "territoires", "preoccupations", "sources", "cohortes", "alliance"]


def _donnees() -> Donnees:
    donnees = depot().etat().donnees
    assert donnees is not None
    return donnees


def _en_textes(table: pd.DataFrame) -> list[list[str]]:
    """Every cell as text, an absent one as an empty text."""
    return [
        ["" if v is None or v is pd.NA or v != v or v == "" else _texte(v) for v in ligne]
        for ligne in table.itertuples(index=False, name=None)
    ]


def _texte(valeur: object) -> str:
    if isinstance(valeur, bool):
        return str(valeur)
    if isinstance(valeur, datetime):  # a workbook's days
        return valeur.date().isoformat()
    return f"{float(valeur):g}" if isinstance(valeur, int | float) else str(valeur)


def _lire(octets: bytes, extension: str) -> pd.DataFrame:
    if extension == "csv":
        return pd.read_csv(io.BytesIO(octets), dtype="str", keep_default_na=False)
    if extension == "json":
        return pd.DataFrame(json.loads(octets))
    if extension == "parquet":
        return pd.DataFrame(pq.read_table(io.BytesIO(octets)).to_pandas())
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    tetes, *lignes = classeur.worksheets[1].values
    return pd.DataFrame(list(lignes), columns=list(tetes), dtype="object")


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("nom", TABLES)
def test_each_form_holds_the_whole_table(client: TestClient, nom: str, extension: str) -> None:
    reponse = client.get(f"/donnees/{nom}.{extension}")
    assert reponse.status_code == 200
    assert reponse.headers["content-type"] == FORMATS[extension].type_mime
    lue, table = _lire(reponse.content, extension), _donnees().table(nom)
    assert list(lue.columns) == list(table.columns)
    attendus = _en_textes(table)
    if extension == "csv":  # all is text in a CSV
        attendus = [[str(v) if v is not pd.NA else "" for v in li] for li in table.values.tolist()]
    assert _en_textes(lue) == attendus


@pytest.mark.parametrize(
    ("adresse", "nom"),
    [
        ("evenements.csv", 'attachment; filename="territoires-pilotes_evenements.csv"'),
        (
            "evenements.csv?groupe=nord&date=2021-11-30",
            'attachment; filename="territoires-pilotes_evenements_2021-11-30_nord.csv"',
        ),
        ("evenements.json", 'inline; filename="territoires-pilotes_evenements.json"'),
        ("datapackage.json", 'inline; filename="datapackage.json"'),
    ],
)
def test_files_have_names(client: TestClient, adresse: str, nom: str) -> None:
    assert client.get(f"/donnees/{adresse}").headers["content-disposition"] == nom


def test_the_package_as_served_is_valid(client: TestClient, tmp_path: Path) -> None:
    paquet = client.get("/donnees/datapackage.json").json()
    (tmp_path / "datapackage.json").write_text(json.dumps(paquet), "utf-8")
    for ressource in paquet["resources"]:
        octets = client.get(f"/donnees/{ressource['path']}").content
        (tmp_path / ressource["path"]).write_bytes(octets)
    assert len(paquet["resources"]) > 40
    rapport = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert rapport.valid, rapport.flatten(["type", "note"])[:5]


def test_a_date_keeps_what_was_known_then(client: TestClient) -> None:
    lignes = client.get("/donnees/preoccupations.json?date=2021-10-14").json()
    assert lignes == []
    assert len(client.get("/donnees/preoccupations.json?date=2021-10-15").json()) == 7


def test_events_at_a_date_tell_their_state_and_no_later_one(client: TestClient) -> None:
    jour = date(2021, 11, 15)
    lignes = client.get(f"/donnees/evenements.json?date={jour}").json()
    attendus = vue(_donnees(), "2021-2022", jour).evenements
    assert {li["id"]: li["etat"] for li in lignes} == dict(
        zip(attendus["id"], attendus["etat"], strict=True)
    )
    assert all("realisation" not in ligne for ligne in lignes)
    assert "à venir" in {ligne["etat"] for ligne in lignes}


@pytest.mark.parametrize("suite", ["", "&date=2022-12-31"])
def test_filters_keep_what_they_say(client: TestClient, suite: str) -> None:
    def ids(adresse: str) -> set[str]:
        return {ligne["id"] for ligne in client.get(f"/donnees/{adresse}{suite}").json()}

    liens = _donnees().table("rattachements")
    du_nord = set(liens[liens["groupe_id"] == "nord"]["territoire_id"])
    assert ids("territoires.json?groupe=nord") == du_nord
    preoccupations = _donnees().table("preoccupations")
    siennes = set(preoccupations[preoccupations["groupe_id"] == "occitanie"]["id"])
    assert ids("preoccupations.json?groupe=occitanie") == siennes
    assert ids("territoires.json?territoire=vimy") == {"vimy"}
    cohorte = _donnees().table("etapes")
    assert ids("etapes.json?cohorte=2021-2022") <= set(cohorte["id"])
    assert ids("avancement.json?territoire=vimy&groupe=centre") == set()


@pytest.mark.parametrize(
    ("adresse", "permis"),
    [
        ("evenements.csv?date=2021-02-30", "AAAA-MM-JJ"),
        ("evenements.csv?date=20211130", "AAAA-MM-JJ"),
        ("evenements.csv?date=9999-12-31", "AAAA-MM-JJ"),
        ("evenements.csv?groupe=zz", "nord"),
        ("evenements.csv?groupe=", "nord"),
        ("evenements.csv?territoire=<script>", "vimy"),
        ("evenements.csv?cohorte=1789", "2021-2022"),
        ("evenements.csv?inconnu=1", "date"),
        ("evenements.csv?date=2021-11-30&date=2021-11-30", "un"),
        ("evenements.csv?format=pdf", "excel"),
        ("balises.csv?groupe=nord", "date"),
        ("communes.csv?date=2021-11-30", ""),
        ("datapackage.json?date=2021-11-30", ""),
        ("territoires.geojson?groupe=zz", "nord"),
        ("territoires.geojson?territoire=zz", "vimy"),
    ],
)
def test_what_cannot_be_used_is_refused_in_french(
    client: TestClient, adresse: str, permis: str
) -> None:
    reponse = client.get(f"/donnees/{adresse}")
    assert reponse.status_code == 400
    assert reponse.headers["content-type"] == "application/problem+json"
    dit = reponse.json()
    assert (dit["title"], dit["status"]) == ("Paramètre refusé", 400)
    assert dit["detail"].endswith(".") and "\u00a0" in dit["detail"]
    assert any(permis in p for p in dit["permis"]) or (not permis and dit["permis"] == [])


def test_a_long_refused_value_is_not_repeated_whole(client: TestClient) -> None:
    assert len(client.get(f"/donnees/evenements.csv?groupe={'9' * 5000}").text) < 600


@pytest.mark.parametrize(
    "chemin",
    ["zz.csv", "evenements", "evenements.pdf", ".csv", "a/b.csv", "..%2f..%2fREADME.md", "%00.csv"],
)
def test_what_does_not_exist_is_said_in_french(client: TestClient, chemin: str) -> None:
    reponse = client.get(f"/donnees/{chemin}")
    assert reponse.status_code == 404
    assert reponse.json()["title"] == "Introuvable"
    assert any("evenements" in existant for existant in reponse.json()["existants"])


def test_csv_for_excel(client: TestClient) -> None:
    octets = client.get("/donnees/evenements.csv?format=excel").content
    lue = pd.read_csv(io.BytesIO(octets), sep=";", dtype="str", keep_default_na=False)
    assert octets.startswith(b"\xef\xbb\xbf")
    assert list(lue["id"]) == list(_donnees().table("evenements")["id"])


def test_the_workbook_says_what_it_holds(client: TestClient) -> None:
    octets = client.get("/donnees/evenements.xlsx?date=2021-11-30&groupe=nord").content
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    assert classeur.sheetnames == ["Lisez-moi", "evenements"]
    dits = dict(classeur["Lisez-moi"].values)
    assert dits["État"] == "au 30\u00a0novembre 2021"
    assert dits["Licence"] == "Licence Ouverte 2.0"
    assert dits["Filtres"] == "groupe\u00a0: nord"


def test_the_workbook_holds_real_dates_where_the_day_is_known(client: TestClient) -> None:
    octets = client.get("/donnees/evenements.xlsx").content
    lignes = list(openpyxl.load_workbook(io.BytesIO(octets))["evenements"].iter_rows())
    titres = [case.value for case in lignes[0]]
    debuts = {ligne[0].value: ligne[titres.index("debut")] for ligne in lignes[1:]}
    attendus = dict(_donnees().table("evenements")[["id", "debut"]].values)
    assert {len(texte) for texte in attendus.values()} >= {0, 7, 10}
    for ident, texte in attendus.items():
        case = debuts[ident]
        if len(texte) == 10:
            assert case.is_date and case.value.date().isoformat() == texte, ident
        else:
            assert case.value == (texte or None), ident


def _aire(anneau: list[list[float]]) -> float:
    """Shoelace formula: positive when the ring turns counter-clockwise."""
    suivants = [*anneau[1:], anneau[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(anneau, suivants, strict=True))


def test_the_map_follows_rfc_7946(client: TestClient) -> None:
    reponse = client.get("/donnees/territoires.geojson")
    assert reponse.headers["content-type"] == "application/geo+json"
    collection = reponse.json()
    assert collection["type"] == "FeatureCollection" and "crs" not in collection
    formes = [f["geometry"] for f in collection["features"] if f["geometry"]]
    assert len(formes) >= 6
    for polygone in (p for forme in formes for p in forme["coordinates"]):
        for rang, anneau in enumerate(polygone):
            assert anneau[0] == anneau[-1] and len(anneau) >= 4
            assert (_aire(anneau) > 0) == (rang == 0)
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in anneau)
    assert {f["properties"]["id"] for f in collection["features"]} == set(
        _donnees().table("territoires")["id"]
    )


def test_the_map_can_be_filtered(client: TestClient) -> None:
    def ids(suite: str) -> set[str]:
        entites = client.get(f"/donnees/territoires.geojson{suite}").json()["features"]
        return {e["properties"]["id"] for e in entites}

    assert ids("?groupe=occitanie") == {"albigeois-bastides"}
    assert ids("?territoire=vimy&date=2021-11-30") == {"vimy"}


@pytest.mark.parametrize("encodage", ["gzip, br", "identity"])
@pytest.mark.parametrize(
    "adresse", ["evenements.csv", "evenements.xlsx", "datapackage.json", "territoires.geojson"]
)
def test_what_has_not_changed_is_not_sent_again(
    client: TestClient, adresse: str, encodage: str
) -> None:
    demande = {"accept-encoding": encodage}
    premiere = client.get(f"/donnees/{adresse}", headers=demande)
    assert (premiere.headers.get("content-encoding") == "gzip") == ("gzip" in encodage)
    for entete, valeur in (
        ("if-none-match", premiere.headers["etag"]),
        ("if-none-match", f'"autre", W/{premiere.headers["etag"]}'),
        ("if-none-match", "*"),
        ("if-modified-since", premiere.headers["last-modified"]),
    ):
        suivante = client.get(f"/donnees/{adresse}", headers={**demande, entete: valeur})
        assert (suivante.status_code, suivante.content) == (304, b""), entete
        assert suivante.headers["etag"] == premiere.headers["etag"]
    autre = {**demande, "if-none-match": '"autre"'}
    autre["if-modified-since"] = premiere.headers["last-modified"]
    assert client.get(f"/donnees/{adresse}", headers=autre).status_code == 200


def test_compressed_and_plain_forms_have_their_own_marks(client: TestClient) -> None:
    with client.stream("GET", "/donnees/evenements.csv") as reponse:
        brut, etag = b"".join(reponse.iter_raw()), reponse.headers["etag"]
        assert int(reponse.headers["content-length"]) == len(brut)
    clair = client.get("/donnees/evenements.csv", headers={"accept-encoding": "identity"})
    assert gzip.decompress(brut) == clair.content
    assert etag != clair.headers["etag"]


def test_head_answers_like_get(client: TestClient) -> None:
    tete, corps = client.head("/donnees/evenements.csv"), client.get("/donnees/evenements.csv")
    assert tete.status_code == 200
    for nom in ("etag", "content-type", "content-disposition", "last-modified"):
        assert tete.headers[nom] == corps.headers[nom]


def test_only_reading_is_allowed(client: TestClient) -> None:
    assert client.post("/donnees/evenements.csv").status_code == 405


@pytest.mark.parametrize("prefixe", ["base", "monte"])
def test_under_a_base_path(prefixe: str) -> None:
    client = nouveau_client("/dash") if prefixe == "base" else nouveau_client(monte="/dash")
    assert client.get("/dash/donnees/evenements.csv").status_code == 200
    assert client.get("/dash/donnees/zz.csv").status_code == 404
    etag = client.get("/dash/donnees/evenements.csv").headers["etag"]
    suite = client.get("/dash/donnees/evenements.csv", headers={"if-none-match": etag})
    assert suite.status_code == 304


def test_open_data_can_be_read_from_any_site(client: TestClient) -> None:
    reponse = client.get("/donnees/evenements.csv", headers={"origin": "https://ailleurs.test"})
    assert reponse.headers["access-control-allow-origin"] == "*"
    assert reponse.headers["x-content-type-options"] == "nosniff"
    prealable = client.options(
        "/donnees/evenements.csv",
        headers={"origin": "https://ailleurs.test", "access-control-request-method": "GET"},
    )
    assert prealable.status_code == 204
    assert "If-None-Match" in prealable.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in client.get("/sante").headers


def test_a_corrected_file_is_served_at_once(
    copie: Path, monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    monkeypatch.setattr(module_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    monkeypatch.setenv(VARIABLE, str(copie))
    avant = client.get("/donnees/themes.csv")
    ident = avant.text.splitlines()[1].split(",")[0]
    changer_ou(copie, "themes", ident, libelle="Libellé corrigé")
    apres = client.get("/donnees/themes.csv", headers={"if-none-match": avant.headers["etag"]})
    assert apres.status_code == 200
    assert "Libellé corrigé" in apres.text


def test_without_good_data_the_answer_is_503(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    ecrire_minimal(tmp_path, [["id", "libelle", "ordre"], ["", "sans identifiant", "x"]])
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    reponse = client.get("/donnees/themes.csv")
    assert reponse.status_code == 503
    assert reponse.headers["retry-after"] and reponse.json()["title"] == "Données indisponibles"


def test_a_hundred_requests_at_once_make_each_file_once(
    monkeypatch: pytest.MonkeyPatch, nouvelle_copie: Callable[[], Path]
) -> None:
    faits: list[str] = []
    ecrire = FORMATS["xlsx"].ecrire

    def noter(table: pd.DataFrame, dit: object) -> bytes:
        faits.append(table.attrs["nom"])
        return ecrire(table, dit)  # type: ignore[arg-type]

    monkeypatch.setitem(
        FORMATS, "xlsx", type(FORMATS["xlsx"])("Excel", "xlsx", "application/x", noter)
    )
    monkeypatch.setenv(VARIABLE, str(nouvelle_copie()))
    client = nouveau_client()
    with ThreadPoolExecutor(50) as ensemble:
        reponses = list(
            ensemble.map(lambda _: client.get("/donnees/evenements.xlsx").content, range(100))
        )
    assert len(set(reponses)) == 1
    assert faits == ["evenements"]
