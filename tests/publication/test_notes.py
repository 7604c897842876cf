"""The notes of two pages: what they say, that the PDF and the Word file say the same, and how."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from fabrique_dash.chiffres.fiche.histoire import PAROLES
from fabrique_dash.chiffres.noyau.libelles import titre_de_nature
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.changements import ChangementDit, Quoi, changements
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.donnees.dates import PREMIER_JOUR
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.notes import docx
from fabrique_dash.publication.notes.communs import Renvois, sous_titre
from fabrique_dash.publication.notes.ecrire import en_pdf
from fabrique_dash.publication.notes.fiche import note_du_territoire
from fabrique_dash.publication.notes.modele import Case, Lien, Note, Partie, case
from fabrique_dash.publication.notes.place import mettre_en_deux_pages
from fabrique_dash.publication.notes.suivi import note_de_suivi
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE, ajouter, identifiants, lire
from tests.programmes import HOSTILES, empoisonner, multiplier_les_territoires
from tests.publication.lecture_des_notes import (
    RACINE,
    balises,
    mots_du_docx,
    mots_du_pdf,
    pdf_de,
    serre,
    textes_de,
)

VueAu = Callable[[date], Vue]
JOURS = (PREMIER_JOUR, date(2021, 11, 30), date(2022, 12, 31))
_SOFFICE = shutil.which("soffice")
TYPST = '#panic("non") *gras* _bas_ $x$ [c] @b <c> \\ // /* = titre ~ --- `code` #sys.inputs'


def _pages(octets: bytes) -> int:
    return len(PdfReader(io.BytesIO(octets)).pages)


def _partie(note: Note, titre: str) -> Partie:
    """Return a part, put together again if a page is turned within it."""
    premiere, *suite = [p for p in note.parties if p.titre.startswith(titre)]
    for p in suite:
        lignes = premiere.lignes + p.lignes
        premiere = replace(premiere, lignes=lignes, coupees=premiere.coupees + p.coupees)
    return premiere


@pytest.fixture(scope="module")
def suivi(vue_finale: Vue) -> Note:
    return note_de_suivi(vue_finale, date(2021, 11, 30), RACINE)


@pytest.fixture(scope="module")
def pdf(suivi: Note) -> bytes:
    return pdf_de(suivi)


@pytest.fixture(scope="module")
def word(suivi: Note) -> bytes:
    return docx.composer(suivi)


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_the_follow_up_note_has_two_pages_at_any_date(vue_au: VueAu, jour: date) -> None:
    note = note_de_suivi(vue_au(jour), None, RACINE)
    assert _pages(pdf_de(note)) == 2
    assert [t for t in textes_de(note) if fautes_de_typographie(t)] == []


@pytest.mark.matrice
@pytest.mark.parametrize("territoire", identifiants("territoires")[::2])
def test_the_sheet_of_a_territory_has_two_pages(vue_finale: Vue, territoire: str) -> None:
    assert _pages(pdf_de(note_du_territoire(vue_finale, territoire, RACINE))) == 2


def test_changes_are_told_one_by_one_or_by_kind(vue_au: VueAu) -> None:
    apres, jour = vue_au(date(2022, 8, 29)), date(2022, 7, 15)
    changes = _partie(note_de_suivi(apres, jour, RACINE), "Ce qui a changé depuis le 15")
    attendus = changements(vue_au(jour), apres)
    connues = attendus["quoi"] == Quoi.CONNU
    assert changes.coupees == 0
    dits = [(ligne[0].texte, ligne[1].texte) for ligne in changes.lignes]
    assert [quoi for quoi, _ in dits[: sum(~connues)]] == list(attendus[~connues]["libelle"])
    par_genre = attendus[connues].groupby("nature", sort=False).size()
    assert len(par_genre) and dits[sum(~connues) :] == [
        (
            titre_de_nature(apres, str(nature)),
            compte(int(nombre), "ligne devenue connue", "lignes devenues connues"),
        )
        for nature, nombre in par_genre.items()
    ]


def test_what_slipped_comes_before_what_was_held_with_the_dates_of_the_timeline(
    vue_finale: Vue,
) -> None:
    jour = date(2021, 10, 15)
    lignes = _partie(note_de_suivi(vue_finale, jour, RACINE), "Ce qui a changé").lignes
    attendus = changements(vue(vue_finale.donnees, COHORTE, jour), vue_finale)
    dates = evenements_dates(vue_finale).set_index("id")["date"]
    attendues = [
        (c["libelle"], f"{quoi}\u00a0: {dates[c['id']]}")
        for quoi in (Quoi.GLISSE, Quoi.ANNONCE, Quoi.TENU)
        for c in rangees(attendus[attendus["quoi"] == quoi.value], ChangementDit)
    ]
    dits = [(ligne[0].texte, ligne[1].texte) for ligne in lignes]
    assert len(dits) > 10 and dits == attendues[: len(dits)]


def test_before_the_programme_nothing_is_counted_as_zero(vue_au: VueAu) -> None:
    note = note_de_suivi(vue_au(PREMIER_JOUR), None, RACINE)
    for titre in ("En bref", "Où en est", "Ce qui a été tenu", "Ce qui vient", "Ce qui a changé"):
        partie = _partie(note, titre)
        dits = [partie.intro, *(c.texte for ligne in partie.lignes for c in ligne)]
        assert [dit for dit in dits if re.search(r"(?<!\d)0\b", dit)] == [], titre


def test_a_cohort_without_territories_has_its_note(copie: Path) -> None:
    siennes = lire(copie, "cohortes")[0]
    ajouter(copie, "cohortes", [{**siennes, "id": "vide", "nom": "Sans territoire", "ordre": "9"}])
    note = note_de_suivi(vue(charger(copie, "vide"), "vide", date(2022, 12, 31)), None, RACINE)
    assert note.parties[0].lignes[0][0].texte.startswith("Aucun territoire n’était connu")
    assert _partie(note, "Où en est").lignes == ()
    assert _pages(pdf_de(note)) == 2


def test_a_preview_says_so_under_its_title(vue_finale: Vue) -> None:
    apercue = replace(vue_finale, donnees=replace(vue_finale.donnees, apercu="proposition-1"))
    assert "aperçu" not in sous_titre(vue_finale)
    assert "aperçu d’une proposition, non publié" in sous_titre(apercue)


def test_the_note_says_what_the_figures_do(suivi: Note, vue_finale: Vue) -> None:
    territoires = _partie(suivi, "Où en est chaque territoire")
    assert [ligne[0].texte for ligne in territoires.lignes] == list(
        vue_finale.territoires["libelle"]
    )
    manques = _partie(suivi, "Ce qui manque")
    assert [ligne[0].note for ligne in manques.lignes] == [
        p.raison for p in points_d_attention(vue_finale)
    ]
    noms = noms_courts(vue_finale.donnees).values()
    sources = _partie(suivi, "Sources")
    assert sources.lignes and all(
        any(f"]\u00a0{nom}\u00a0:" in ligne[0].texte for nom in noms) for ligne in sources.lignes
    )


def test_names_and_dates_take_one_line_while_there_is_room(vue_au: VueAu) -> None:
    octets = pdf_de(note_de_suivi(vue_au(date(2021, 11, 30)), None, RACINE))
    dit = PdfReader(io.BytesIO(octets)).pages[0].extract_text().replace("\u00a0", " ")
    assert "Pôle Territorial Albigeois Bastides" in dit and "14 novembre 2021\n" in dit


def test_sources_are_cited_by_numbers_that_stay_the_same(vue_finale: Vue) -> None:
    renvois = Renvois(vue_finale)
    assert renvois.numeros(["S0", "", "W1", "W2", "S0"]) == "[1\u00a0à\u00a03]"
    assert renvois.numeros(["W3", "W1"]) == "[2,\u00a04]"
    assert renvois.statut("documenté", ["W3"]) == "documenté [4]"
    assert renvois.statut("non documenté", []) == "non documenté"
    noms = noms_courts(vue_finale.donnees)
    dites = [ligne[0].texte for ligne in renvois.partie(RACINE).lignes]
    assert dites[3].startswith(f"[4]\u00a0{noms['W3']}\u00a0: ")


def test_what_is_unknown_is_said_and_is_no_zero(suivi: Note, vue_finale: Vue) -> None:
    lignes = _partie(suivi, "Où en est chaque territoire").lignes
    sans_nom = [ligne for ligne in lignes if "non documenté" in ligne[0].texte]
    assert len(sans_nom) == 4
    assert {ligne[0].note for ligne in sans_nom} == {"Groupe\u00a0: non documenté"}
    assert not {"", "0"} & {case.texte for ligne in lignes for case in ligne}
    fiche = note_du_territoire(vue_finale, "territoire-7", RACINE)
    assert fiche.titre == "Territoire n°\u00a07 (non documenté)"
    assert fiche.parties[0].lignes[0][:2] == (Case("Nom"), Case("non documenté"))


def test_no_words_of_a_territory_are_lost_without_being_counted(copie: Path) -> None:
    ligne = next(p for p in lire(copie, "paroles") if p["territoire_id"] == "arras")
    dites = [f"Idée {rang}, {'à dire en bien des mots ' * 8} !" for rang in range(6)]
    nouvelles = ({**ligne, "id": f"suite-{rang}", "idee": d} for rang, d in enumerate(dites))
    ajouter(copie, "paroles", nouvelles)
    note = note_du_territoire(
        vue(charger(copie, "paroles"), COHORTE, date(2022, 12, 31)), "arras", RACINE
    )
    paroles = _partie(note, PAROLES)
    ecrites = [ligne[1].texte for ligne in paroles.lignes]
    assert [texte for texte in ecrites if texte.endswith("…")] == []
    assert len(ecrites) + paroles.coupees == 4
    assert dites[0] in ecrites[0]


def test_a_text_without_end_is_cut_after_a_word() -> None:
    assert case("mot, " * 101).texte == f"{'mot, ' * 99}mot,…"
    assert case(f"{'mot ' * 123}anticonstitution").texte == f"{'mot ' * 122}mot…"
    assert case("x" * 600).texte == f"{'x' * 500}…"


def test_both_files_say_all_that_the_note_does(suivi: Note, pdf: bytes, word: bytes) -> None:
    dits = mots_du_pdf(pdf), mots_du_docx(word)
    for texte in textes_de(suivi):
        assert serre(texte) in dits[0], texte
        assert serre(texte) in dits[1], texte


def test_the_pdf_is_tagged_in_french(suivi: Note, pdf: bytes) -> None:
    lu = PdfReader(io.BytesIO(pdf))
    racine: Any = lu.root_object
    assert str(racine["/Lang"]).startswith("fr")
    assert bool(racine["/MarkInfo"]["/Marked"])
    assert bool(racine["/ViewerPreferences"]["/DisplayDocTitle"])
    assert lu.metadata is not None
    assert lu.metadata.title == f"{suivi.titre} — {suivi.sous_titre}"
    assert "pdfuaid" in racine["/Metadata"].get_data().decode()
    assert [str(p["/Tabs"]) for p in lu.pages] == ["/S", "/S"]
    noms = [nom for nom, _ in balises(pdf)]
    assert noms.count("H1") == len(suivi.parties)
    assert noms.count("Table") == sum(bool(p.colonnes and p.lignes) for p in suivi.parties)
    entetes = [b for nom, b in balises(pdf) if nom == "TH"]
    assert len(entetes) == sum(len(p.colonnes) for p in suivi.parties if p.lignes)
    assert {"L", "LI", "LBody", "THead", "TBody", "P"} <= set(noms)


def test_the_address_of_the_foot_is_copied_as_it_is(suivi: Note) -> None:
    courte = replace(suivi, parties=suivi.parties[:1] * 2, coupure=1)
    for page in PdfReader(io.BytesIO(pdf_de(courte))).pages:
        assert suivi.adresse in page.extract_text()
        contenu = page.get_contents()
        assert contenu is not None and b"200B>>>" not in contenu.get_data()  # an unseen space


def test_only_embedded_fonts_are_used_and_bytes_do_not_change(suivi: Note, pdf: bytes) -> None:
    pages: list[Any] = list(PdfReader(io.BytesIO(pdf)).pages)
    polices = {
        str(p.get_object()["/BaseFont"])
        for page in pages
        for p in page["/Resources"]["/Font"].values()
    }
    assert polices and all("+AtkinsonHyperlegibleNext" in nom for nom in polices)
    assert pdf_de(suivi) == pdf


def test_the_word_file_has_headings_header_rows_and_a_language(suivi: Note, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    titres = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert titres == [p.titre for p in suivi.parties]
    assert document.core_properties.language == "fr-FR"
    langues = document.styles["Normal"].element.findall(f".//{qn('w:lang')}")
    assert [langue.get(qn("w:val")) for langue in langues] == ["fr-FR"]
    for table in document.tables:
        entetes = [r._tr.find(f".//{qn('w:tblHeader')}") is not None for r in table.rows]
        assert entetes == [True, *(False for _ in entetes[1:])]
    assert docx.composer(suivi) == word


def test_words_of_a_word_file_are_small_only_where_columns_are_narrow(
    vue_au: VueAu, word: bytes
) -> None:
    au_large = docx.composer(note_de_suivi(vue_au(PREMIER_JOUR), None, RACINE))
    tailles: list[list[float]] = []
    for octets in (au_large, word):
        styles: Any = Document(io.BytesIO(octets)).styles
        noms = ("Titre de colonne", "Titre de colonne serrée", "Cellule serrée")
        tailles.append([styles[nom].font.size.pt for nom in noms])
    assert min(tailles[0]) >= 8
    assert 6 <= min(tailles[1]) < 7


@pytest.mark.serveur
@pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice n’est pas sur cette machine")
def test_libreoffice_opens_the_word_file_on_two_pages(word: bytes, tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(word)
    profil = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    sortie = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [str(_SOFFICE), profil, *sortie, str(tmp_path / "note.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert _pages((tmp_path / "note.pdf").read_bytes()) == 2


def test_no_text_is_read_as_markup(suivi: Note) -> None:
    textes = (*HOSTILES, TYPST)
    parties = tuple(
        Partie(t, t, ("A",), (1,), ((Case(t, t),),), sources=t, suite=Lien(t, RACINE), coupees=2)
        for t in textes
    )
    hostile = replace(suivi, titre=TYPST, sous_titre=TYPST, pied=TYPST, parties=parties)
    for dits in (mots_du_pdf(pdf_de(hostile)), mots_du_docx(docx.composer(hostile))):
        for texte in textes:
            assert dits.count(serre(texte)) >= 6, texte


def test_signs_that_no_font_has_never_stop_a_note(suivi: Note) -> None:
    titre = "Ville 漢\x00\u202e de \U0001f389 Łódź"
    etrange = replace(suivi, titre=titre, parties=suivi.parties[:1] * 2, coupure=1)
    assert "Ville?de?Łódź" in mots_du_pdf(pdf_de(etrange))
    assert "Ville漢de\U0001f389Łódź" in mots_du_docx(docx.composer(etrange))


def test_a_long_and_hostile_programme_is_cut_and_says_so(copie: Path) -> None:
    multiplier_les_territoires(copie, 100)
    empoisonner(copie)
    donnees = charger(copie, "long")
    note = note_de_suivi(vue(donnees, COHORTE, date(2022, 12, 31)), None, RACINE)
    territoires = _partie(note, "Où en est chaque territoire")
    assert len(territoires.lignes) + territoires.coupees == 100
    assert 12 <= len(territoires.lignes) < 100
    octets = pdf_de(note)
    assert _pages(octets) == 2
    reste = f"Et {territoires.coupees}\u00a0autres\u00a0: voir la page Parcours"
    assert serre(reste) in mots_du_pdf(octets)
    liens = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in PdfReader(io.BytesIO(octets)).pages
        for annotation in page.get("/Annots", ())
    ]
    assert f"{RACINE}/parcours?date=2022-12-31" in liens


def test_a_word_longer_than_a_column_is_cut_rather_than_run_over(suivi: Note) -> None:
    mot = "x" * 300
    serree = Partie(
        "Mots", "", ("A", "B", "C"), (1, 1, 1), ((Case(mot), Case("suite"), Case("fin")),)
    )
    lu = PdfReader(io.BytesIO(pdf_de(replace(suivi, parties=(serree, serree), coupure=1))))
    assert mot not in lu.pages[0].extract_text() and mot in serre(lu.pages[0].extract_text())


def _longue(titre: str, lignes: int, plancher: int = 2) -> Partie:
    mots = "Un texte de quelques mots qui prend à peu près une ligne entière de la page. " * 3
    siennes = tuple((Case(f"{rang}. {mots}"),) for rang in range(lignes))
    return Partie(titre, lignes=siennes, plancher=plancher, suite=Lien("Ici", RACINE))


def test_what_does_not_fit_is_counted_and_floors_hold(suivi: Note) -> None:
    parties = (_longue("A", 50), _longue("B", 50, plancher=20), _longue("C", 3))
    mise = mettre_en_deux_pages(replace(suivi, parties=parties))
    assert sum(len(p.lignes) + p.coupees for p in mise.parties) == 103
    assert sum(p.coupees for p in mise.parties) > 0
    gardees = {p.titre: len(_partie(mise, p.titre).lignes) for p in parties}
    assert gardees["A"] >= 2 and gardees["B"] >= 20 and gardees["C"] >= 2
    assert 0 < mise.coupure < len(mise.parties)
    assert _pages(pdf_de(mise)) == 2


def test_a_note_is_made_in_the_workshop_and_a_failure_is_known(
    suivi: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    recus: list[object] = []

    def faire(fonction: object, *_: object, delai: float) -> bytes:
        recus.append(fonction)
        raise ValueError("refusé")

    monkeypatch.setattr(atelier(), "faire", faire)
    with pytest.raises(TravailImpossible):
        en_pdf(suivi)
    assert len(recus) == 1
