"""A draft saved and reopened; anything else is refused in French."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.fichier import (
    TAILLE_MAXIMALE,
    FichierRefuse,
    enregistrer,
    rouvrir,
)
from fabrique_dash.publication.lettre.generation import brouillon
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe, Rubrique

FIN = date(2021, 11, 14)
COHORTES = {"2021-2022"}


@pytest.fixture(scope="module")
def lettre(vue_au: Callable[[date], Vue]) -> Brouillon:
    """A real draft, with a sentence left out and one written by hand."""
    donne = brouillon(vue_au(FIN), date(2021, 10, 15), FIN, ())
    premiere, *suite = donne.rubriques
    ecrit = Paragraphe("edito.ecrit-1", "ecrit", "Bonjour\u202f!")
    avec = replace(
        premiere, paragraphes=(ecrit, *premiere.paragraphes[1:]), de_cote=premiere.paragraphes[:1]
    )
    return replace(donne, rubriques=(avec, *suite))


@pytest.fixture
def ids(lettre: Brouillon) -> set[str]:
    """Ids of the rubriques."""
    return {r.id for r in lettre.rubriques}


def test_what_is_saved_comes_back_whole(lettre: Brouillon, ids: set[str]) -> None:
    assert rouvrir(enregistrer(lettre), COHORTES, ids) == lettre


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "abîmé"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"%PDF-1.4", "ligne 1, colonne 1"),
        (b"[]", "pas un brouillon"),
        (b'{"format": "autre"}', "pas un brouillon"),
        (b"[" * 100_000, "contenu"),
        (b" " * (TAILLE_MAXIMALE + 1), "trop gros"),
        (b"1" * 5000, "contenu"),
    ],
)
def test_foreign_files_are_refused_with_advice(octets: bytes, dit: str, ids: set[str]) -> None:
    with pytest.raises(FichierRefuse, match=dit) as refus:
        rouvrir(octets, COHORTES, ids)
    message = str(refus.value)
    assert message.startswith("Fichier refusé\u00a0: ")
    assert "Choisissez un fichier" in message
    assert "Le brouillon en cours n’a pas changé." in message


def _sans(champ: str) -> Callable[[dict[str, Any]], object]:
    return lambda lu: lu.pop(champ)


DEGATS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "version": (lambda lu: lu.update(version=2), "version"),
    "cohorte": (lambda lu: lu.update(cohorte="autre"), "cohorte inconnue"),
    "titre": (_sans("titre"), "titre"),
    "date": (lambda lu: lu.update(fin="14/11/2021"), "AAAA-MM-JJ"),
    "à l’envers": (lambda lu: lu.update(debut="2022-01-01"), "avant de commencer"),
    "rubriques": (lambda lu: lu.update(rubriques={}), "liste"),
    "rubrique inconnue": (lambda lu: lu["rubriques"][0].update(id="zz"), "rubrique 1"),
    "rubrique deux fois": (lambda lu: lu["rubriques"].append(lu["rubriques"][0]), "deux fois"),
    "origine": (
        lambda lu: lu["rubriques"][1]["paragraphes"][0].update(origine="sûr"),
        "rubrique 2, «\u00a0paragraphes\u00a0» 1",
    ),
    "source perdue": (
        lambda lu: lu["rubriques"][1]["paragraphes"][0].update(sources=[]),
        "perdu sa source",
    ),
    "sources": (lambda lu: lu["rubriques"][1]["paragraphes"][0].update(sources="S0"), "sources"),
    "texte": (lambda lu: lu["rubriques"][1]["paragraphes"][0].update(texte=3), "texte"),
    "trop": (lambda lu: lu["rubriques"][0].update(paragraphes=[{}] * 999), "trop longue"),
    "faux paragraphe": (lambda lu: lu["rubriques"][0].update(paragraphes=[1]), "ce qu’il faut"),
}


@pytest.mark.parametrize(("abimer", "dit"), DEGATS.values(), ids=DEGATS)
def test_damaged_files_are_refused_where_they_are_damaged(
    abimer: Callable[[dict[str, Any]], object], dit: str, lettre: Brouillon, ids: set[str]
) -> None:
    lu = json.loads(enregistrer(lettre))
    abimer(lu)
    with pytest.raises(FichierRefuse, match=dit):
        rouvrir(json.dumps(lu).encode("utf-8"), COHORTES, ids)


@given(st.integers(0, 10**6), st.binary(max_size=4))
def test_a_damaged_file_is_refused_or_read_never_a_crash(position: int, eclat: bytes) -> None:
    octets = enregistrer(_MINIME)
    ici = position % len(octets)
    try:
        lu = rouvrir(octets[:ici] + eclat + octets[ici + 1 :], COHORTES, {"r"})
    except FichierRefuse:
        return
    assert all(p.sources for _, p in lu.paragraphes() if p.origine != "ecrit")


_MINIME = Brouillon(
    "Titre",
    "2021-2022",
    date(2021, 10, 15),
    FIN,
    FIN,
    (Rubrique("r", "R", (Paragraphe("r.a", "genere", "Un fait.", ("S0",)),)),),
)
