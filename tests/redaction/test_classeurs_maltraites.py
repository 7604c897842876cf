"""What people do to a workbook: sorted, adorned, sent twice, saved in fewer signs."""

from __future__ import annotations

from typing import Any

from fabrique_dash.journal.cases import ecrire_la_cle
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.redaction.classeurs.a_remplir import classeur_pour
from fabrique_dash.redaction.classeurs.correspondances import LAISSER, Choix
from tests.classeurs import avancement, etape, xlsx, xlsx_change
from tests.journal.essais import sain
from tests.redaction.essais import REFERENT, Essai


def test_a_csv_that_can_t_hold_a_sign_takes_none_away(essai: Essai) -> None:
    cle = next(c for c, r in essai.publiees.rangees("acteurs") if "\u202f;" in r["description"])
    acteur = essai.publiees.rangee("acteurs", cle)
    assert acteur is not None
    texte = "id;description\r\n{};{}\r\n".format(acteur["id"], f'"{acteur["description"]}"')
    octets = texte.encode("cp1252", "replace")
    assert b"?;" in octets and essai.apercu(octets, nom="Acteurs.csv").changements == ()
    sans_cle = octets.replace(acteur["id"].encode() + b";", b";", 1)
    (faute,) = essai.apercu(sans_cle, nom="Acteurs.csv").problemes
    assert "déjà cette ligne" in faute.probleme
    (faute,) = essai.apercu(octets.replace(b"?;", b"?; aussi"), nom="Acteurs.csv").problemes
    assert "devenus «" in faute.probleme and faute.ligne == 2


def test_what_people_put_above_the_headers_or_beside_the_columns_is_left_out(essai: Essai) -> None:
    def decorer(livre: Any) -> None:
        feuille = livre["Avancement"]
        feuille.insert_rows(1)
        feuille["A1"], feuille["M2"], feuille["M4"] = "Arras, mars", "Remarques", "à relire"
        feuille.merge_cells("A1:C1")
        feuille.merge_cells("M4:N5")

    octets = classeur_pour(essai.publiees, essai.journal, REFERENT, "arras")
    laissee = Choix(colonnes={("Avancement", 12): LAISSER, ("Avancement", 13): LAISSER})
    apercu = essai.apercu(xlsx_change(octets, lambda f: decorer(f.parent)), laissee)
    assert apercu.problemes == () and apercu.changements == ()
    assert "1\u00a0ligne non lue, au-dessus" in apercu.a_savoir[0]


def test_the_row_of_names_is_known_wherever_a_spreadsheet_puts_it(essai: Essai) -> None:
    def trier(feuille: Any) -> None:
        feuille = feuille.parent["Avancement"]
        noms, rangee = ([case.value for case in feuille[ligne]] for ligne in (2, 3))
        for ligne, cases in ((2, rangee), (3, noms)):
            for colonne, valeur in enumerate(cases, 1):
                feuille.cell(ligne, colonne).value = valeur

    octets = classeur_pour(essai.publiees, essai.journal, REFERENT, "arras")
    apercu = essai.apercu(xlsx_change(octets, trier))
    assert apercu.problemes == () and apercu.changements == ()


def test_a_workbook_that_is_sent_twice_adds_nothing_twice(essai: Essai) -> None:
    octets = xlsx({"Thèmes": [["Identifiant", "Libellé"], [None, "Un thème neuf"]]})
    apercu = essai.apercu(octets)
    proposition = proposer(
        essai.journal, essai.compte, Texte("Un thème", "Reçu."), apercu.changements
    )
    dit = essai.apercu(octets).a_savoir[0]  # while the first waits
    assert (
        "«\u00a0un-theme-neuf-2\u00a0», car une autre rangée a «\u00a0un-theme-neuf\u00a0»" in dit
    )
    publier(essai.journal, proposition, essai.compte, sain)
    (faute,) = essai.apercu(octets).problemes
    assert "déjà cette ligne" in faute.probleme and "un-theme-neuf," in faute.remede


def test_an_identifier_that_is_written_further_down_is_not_given(essai: Essai) -> None:
    rangees: list[list[Any]] = [[None, "Un thème neuf"], ["un-theme-neuf", "Un autre"]]
    apercu = essai.apercu(xlsx({"Thèmes": [["Identifiant", "Libellé"], *rangees]}))
    assert apercu.problemes == ()
    libelles = {c.cle: c.apres for c in apercu.changements if c.colonne == "libelle"}
    assert libelles == {
        ecrire_la_cle(["un-theme-neuf"]): "Un autre",
        ecrire_la_cle(["un-theme-neuf-2"]): "Un thème neuf",
    }


def test_a_row_that_has_no_name_is_named_by_what_it_is_about(essai: Essai) -> None:
    apercu = essai.apercu(avancement(etape(identifiant="")))
    assert {c.cle for c in apercu.changements} == {ecrire_la_cle(["arras-diagnostic"])}
