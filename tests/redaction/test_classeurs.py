"""A workbook that was filled goes in, is shown as what it would change, proposed, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement, Operation, ecrire_la_cle
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.redaction.classeurs.a_remplir import (
    Origine,
    classeur_pour,
    contenus,
    origine,
)
from fabrique_dash.redaction.classeurs.apercu import (
    Apercu,
    apercevoir,
    resume,
    titre_de_la_proposition,
)
from fabrique_dash.redaction.classeurs.correspondances import LAISSER, Choix, accorder
from tests.classeurs import CHOIX_PROJET, ENTETE, avancement, etape, lire, xlsx, xlsx_change
from tests.classeurs_d_excel import calcule, excel, jour, partage, sur_place
from tests.journal.essais import sain
from tests.redaction.essais import REFERENT, Essai

ARRAS = [Habilitation(Role.CONTRIBUTEUR, "arras")]
DE_LIBREOFFICE = Path(__file__).parents[1] / "donnees" / "fichiers" / "libreoffice.xlsx"


def _publier(essai: Essai, apercu: Apercu) -> None:
    """Propose what was shown, and publish it if the validation, the real one, finds no fault."""
    assert apercu.problemes == () and apercu.acceptable
    texte = Texte("Un classeur", "Reçu du territoire.")
    proposition = proposer(essai.journal, essai.compte, texte, apercu.changements)
    issue = publier(essai.journal, proposition, essai.compte, verifier)
    assert issue.publication is not None, issue


def _etapes(essai: Essai) -> Mapping[str, dict[str, str]]:
    return essai.rangees("avancement")


def test_a_workbook_that_nobody_touched_changes_nothing(essai: Essai) -> None:
    octets = classeur_pour(essai.publiees, essai.journal, REFERENT, "")
    lu = lire("a.xlsx", octets)
    apercu = apercevoir(essai.journal, REFERENT, lu, Choix(), sain)
    assert apercu == Apercu(tables=apercu.tables) and len(apercu.tables or {}) == len(lu.feuilles)
    assert len(lu.feuilles) == len([t for t in essai.publiees.tables.values() if t.editable])
    # Who writes one territory has been given it too.
    sien = apercevoir(essai.journal, ARRAS, lu, Choix(), sain)
    assert not (sien.problemes or sien.questions or sien.changements)
    assert len(sien.a_savoir) == 1 and "Vos droits ne permettent pas" in sien.a_savoir[0]
    assert origine(essai.journal, lu.lisez_moi) == Origine(1)


def test_a_contributor_takes_away_the_rows_of_one_territory(essai: Essai) -> None:
    assert list(contenus(essai.publiees, ARRAS)) == ["", "arras"]
    octets = classeur_pour(essai.publiees, essai.journal, ARRAS, "arras")
    lu = lire("a.xlsx", octets)
    assert origine(essai.journal, lu.lisez_moi) == Origine(1, "arras")
    feuilles = {f.nom: f for f in lu.feuilles}
    assert {"Territoires pilotes", "Avancement", "Sources"} <= set(feuilles)
    assert "Newsletters" not in feuilles
    _, noms, *rangees = feuilles["Avancement"].rangees
    assert noms.cases[:2] == ("id", "territoire_id") and {r.cases[1] for r in rangees} == {"arras"}
    assert [r.ligne for r in feuilles["Sources"].rangees] == [1, 2]  # to add, not to change
    assert origine(essai.journal, {**lu.lisez_moi, "Publication": "n° 1 (000000000000)"}) == (
        Origine(None, "arras")
    )


def test_a_workbook_written_by_libreoffice_goes_in_and_is_published(essai: Essai) -> None:
    lu = lire(DE_LIBREOFFICE.name, DE_LIBREOFFICE.read_bytes())
    apercu = apercevoir(essai.journal, ARRAS, lu, Choix(), sain)
    assert apercu.problemes == ()
    changees = {c.colonne: (c.avant, c.apres) for c in apercu.changements if c.avant is not None}
    assert changees == {
        "date": ("", "2022-04"),
        "note": ("Le projet lui-même n’est pas documenté.", "Relu dans LibreOffice."),
    }
    assert resume(essai.publiees, apercu.changements) == [
        "Avancement\u00a0: 1\u00a0rangée ajoutée, 2\u00a0cases changées dans 1\u00a0rangée, "
        "0\u00a0rangée ôtée."
    ]
    _publier(essai, apercu)
    etapes = _etapes(essai)
    assert etapes[CHOIX_PROJET]["date"] == "2022-04"
    assert etapes["arras-essai"]["note"] == "Vu sur place"  # a formula, by its value
    assert etapes["arras-essai"]["etat"] == "en cours"


def test_a_workbook_in_excel_s_own_words_goes_in_and_is_published(essai: Essai) -> None:
    entete = [partage(0), sur_place("État"), sur_place("Connu le"), sur_place("Date"), partage(1)]
    rangee = [sur_place(CHOIX_PROJET), sur_place("franchie"), jour(date(2022, 4, 1), 2)]
    rangee += [jour(date(2022, 3, 15)), calcule('"Vu"', "Vu par l’équipe")]
    riche = '<r><t>No</t></r><r><rPr><b/><sz val="11"/></rPr><t>te</t></r><phoneticPr fontId="1"/>'
    octets = excel("Avancement", [entete, rangee], ["<t>Identifiant</t>", riche])
    apercu = apercevoir(essai.journal, REFERENT, lire("m.xlsx", octets), Choix(), sain)
    assert {c.colonne: c.apres for c in apercu.changements} == {
        "date": "2022-03-15",
        "note": "Vu par l’équipe",
    }
    _publier(essai, apercu)
    assert _etapes(essai)[CHOIX_PROJET]["note"] == "Vu par l’équipe"


def test_a_csv_of_a_french_spreadsheet_goes_in(essai: Essai) -> None:
    texte = f"Identifiant;Date;Note\r\n{CHOIX_PROJET};15/03/2022;Élue reçue\r\n;;\r\n"
    apercu = essai.apercu(texte.encode("cp1252"), nom="Avancement.csv")
    assert {c.colonne: c.apres for c in apercu.changements} == {
        "date": "2022-03-15",
        "note": "Élue reçue",
    }
    assert "ne dit pas de quelle publication" in apercu.a_savoir[0]
    assert titre_de_la_proposition(apercu) == "Un classeur\u00a0: Avancement"


def test_likeness_is_proposed_and_never_applied_alone(essai: Essai) -> None:
    octets = xlsx({"Avancements": [["Identifiant", "Inférences"], [CHOIX_PROJET, "Vu."]]})
    apercu = essai.apercu(octets)
    (question,) = apercu.questions
    assert question.rang is None and question.proposee == "avancement" and apercu.problemes
    choix = Choix(tables={"Avancements": "avancement"})
    apercu = essai.apercu(octets, choix)
    colonne = apercu.questions[1]
    assert (colonne.rang, colonne.proposee, colonne.reponse) == (1, "inference", "")
    assert "id" not in colonne.options and not apercu.acceptable
    dite = Choix(choix.tables, {("Avancements", 1): "inference"})
    (changement,) = essai.apercu(octets, dite).changements
    assert (changement.colonne, changement.apres) == ("inference", "Vu.")
    laissee = Choix(choix.tables, {("Avancements", 1): LAISSER})
    assert essai.apercu(octets, laissee).changements == ()
    sans = Choix(tables={"Avancements": LAISSER})
    assert "aucune feuille" in essai.apercu(octets, sans).problemes[0].probleme
    fausse = Choix(choix.tables, {("Avancements", 1): "colonne-d-ailleurs"})
    assert not essai.apercu(octets, fausse).acceptable


def test_a_name_goes_before_a_title_and_a_title_is_the_same_in_capitals(essai: Essai) -> None:
    tables = {"avancement": essai.publiees.tables["avancement"]}
    octets = xlsx({"AVANCEMENT": [["id", "ÉTAPE", " note "], ["a", "b", "c"]]})
    accord = accorder(tables, {}, lire("a.xlsx", octets), Choix())
    assert accord.parts[0].colonnes == {0: "id", 1: "etape_id", 2: "note"}


def test_rows_that_the_file_has_not_stay_unless_somebody_says_so(essai: Essai) -> None:
    octets = avancement(*_telles_quelles(essai, "arras")[1:])
    assert not essai.apercu(octets).acceptable
    apercu = essai.apercu(octets, Choix(completes={"avancement": "arras"}))
    otees = {c.cle for c in apercu.changements}
    assert otees == {ecrire_la_cle([_telles_quelles(essai, "arras")[0][0]])}
    assert {c.operation for c in apercu.changements} == {Operation.SUPPRIMER}
    assert (
        "1\u00a0rangée ôtée\u00a0: «\u00a0arras-" in resume(essai.publiees, apercu.changements)[0]
    )
    toutes = essai.apercu(octets, Choix(completes={"avancement": ""}))
    assert len({c.cle for c in toutes.changements}) > 5


def _telles_quelles(essai: Essai, territoire: str) -> list[list[str]]:
    colonnes = essai.publiees.tables["avancement"].colonnes
    siennes = [r for r in _etapes(essai).values() if r["territoire_id"] == territoire]
    return [[r[c] for c in colonnes] for r in siennes]


def test_a_row_that_goes_and_is_cited_is_told_where_it_is_cited(essai: Essai) -> None:
    octets = xlsx({"Étapes du parcours": [["Identifiant"]]})
    choix = Choix(completes={"etapes": ""})
    lu = lire("a.xlsx", octets)
    apercu = apercevoir(essai.journal, REFERENT, lu, choix, verifier)
    assert not apercu.acceptable and any(
        p.fichier.startswith("Avancement, rangée «") and not p.ligne for p in apercu.problemes
    )


def test_what_was_published_since_is_kept_and_what_both_changed_is_told(essai: Essai) -> None:
    octets = classeur_pour(essai.publiees, essai.journal, REFERENT, "arras")
    lu = lire("a.xlsx", octets)
    cle = ecrire_la_cle([CHOIX_PROJET])
    avant = _etapes(essai)[CHOIX_PROJET]
    depuis = [
        Changement("avancement", cle, colonne, avant[colonne], apres)
        for colonne, apres in (("date", "2022-03"), ("note", "Dit depuis."))
    ]
    texte = Texte("Depuis", "Entre-temps.")
    publier(essai.journal, proposer(essai.journal, essai.compte, texte, depuis), essai.compte, sain)
    apercu = apercevoir(essai.journal, REFERENT, lu, Choix(), sain)
    assert not apercu.acceptable and "publication n°\u00a01\u202f; la" in apercu.a_savoir[0]

    def noter(feuille: object) -> None:
        livre = feuille.parent  # type: ignore[attr-defined]
        livre["Avancement"]["L3"] = "Dit dans le classeur."

    apercu = essai.apercu(xlsx_change(octets, noter))
    (conflit,) = apercu.conflits
    assert (conflit.changement.colonne, conflit.courant) == ("note", "Dit depuis.")


def test_nothing_is_written_of_what_is_not_proposed_and_hidden_sheets_are_told(
    essai: Essai,
) -> None:
    octets = xlsx(
        {"Budget": [["a"], ["b"]], "Avancement": [ENTETE, etape()], "Vide": []},
        lambda livre: livre.create_sheet("Cachée").__setattr__("sheet_state", "hidden"),
    )
    avant = essai.publiees.n
    apercu = essai.apercu(octets, Choix(tables={"Budget": LAISSER}))
    assert apercu.acceptable and apercu.a_savoir == (
        "Feuille cachée, non lue\u00a0: «\u00a0Cachée\u00a0».",
        "1\u00a0feuille non reprise\u00a0: «\u00a0Budget\u00a0».",
    )
    assert essai.publiees.n == avant and "arras-essai" not in _etapes(essai)


@pytest.mark.parametrize("rangs", [(1,), (1, 2)])
def test_rows_without_an_identifier_get_one_each(essai: Essai, rangs: tuple[int, ...]) -> None:
    rangees = [[None, "Un thème neuf"] for _ in rangs]
    octets = xlsx({"Thèmes": [["Identifiant", "Libellé"], *rangees]})
    apercu = essai.apercu(octets)
    ids = [c.apres for c in apercu.changements if c.colonne == "id"]
    assert ids == ["un-theme-neuf", "un-theme-neuf-2"][: len(rangs)]
    assert (
        "Feuille «\u00a0Thèmes\u00a0», ligne 2\u00a0: identifiant fait d’après"
        in apercu.a_savoir[0]
    )


def test_a_fault_that_is_of_no_row_is_told_as_it_is(essai: Essai) -> None:
    faute = Probleme("themes.csv", 0, "", "", "une faute", "un remède")
    lu = lire("a.xlsx", avancement(etape()))
    apercu = apercevoir(essai.journal, REFERENT, lu, Choix(), lambda _: [faute])
    assert apercu.problemes == (faute,)
