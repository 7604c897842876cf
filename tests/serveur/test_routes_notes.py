"""The notes behind their stable addresses."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader
from starlette.testclient import TestClient

from tests.francais import fautes_de_typographie

pytestmark = [pytest.mark.matrice, pytest.mark.usefixtures("petit_servi")]


def test_the_note_is_served_in_both_forms(client: TestClient) -> None:
    pdf = client.get("/notes/suivi.pdf?date=2021-11-30&depuis=2021-10-31")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "note-de-suivi_2021-11-30.pdf" in pdf.headers["content-disposition"]
    lu = PdfReader(io.BytesIO(pdf.content))
    assert len(lu.pages) == 2 and lu.metadata is not None
    assert "comparé au 31\u00a0octobre 2021" in str(lu.metadata.title)
    assert "http://testserver/parcours?date=2021-11-30" in lu.pages[0].extract_text()
    encore = client.get(str(pdf.url), headers={"if-none-match": pdf.headers["etag"]})
    assert encore.status_code == 304
    word = client.get("/notes/suivi.docx?date=2021-11-30&depuis=2021-10-31")
    assert "wordprocessingml" in word.headers["content-type"]
    assert word.headers["content-disposition"].startswith("attachment")
    assert (
        "comparé au 31\u00a0octobre 2021" in Document(io.BytesIO(word.content)).paragraphs[1].text
    )


def test_a_sheet_is_served_by_the_id_of_its_territory(client: TestClient) -> None:
    pdf = client.get("/fiches/territoire-7.pdf")
    assert "fiche-territoire-7" in pdf.headers["content-disposition"]
    assert "non documenté" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("adresse", "statut"),
    [
        ("/notes/suivi.odt", 404),
        ("/notes/suivi.pdf?depuis=2030-01-01&date=2021-11-30", 400),
        ("/notes/suivi.pdf?depuis=hier", 400),
        ("/notes/suivi.pdf?zz=1", 400),
        ("/notes/suivi.pdf?cohorte=zz", 400),
        ("/fiches/zz.pdf", 404),
        ("/fiches/vimy.docx", 404),
        ("/fiches/vimy.pdf?depuis=2021-11-30", 400),
    ],
)
def test_what_can_not_be_used_is_refused_in_french(
    client: TestClient, adresse: str, statut: int
) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    assert reponse.headers["content-language"] == "fr"
    assert fautes_de_typographie(reponse.json()["detail"]) == []
