"""Every figure that the dashboard knows is complete, on any day, and registered."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import fabrique_dash.chiffres
from fabrique_dash.chiffres.catalogue import (
    MODULES,
    PAR_GROUPE,
    PAR_TERRITOIRE,
    PROGRAMME,
    catalogue,
)
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.registre import THEME_DE, THEMES, du_programme
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.vue import Vue, vue
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE
from tests.programmes import SECONDE, ajouter_seconde_cohorte, multiplier_les_territoires

STATUTS = set(Statut)
JOURS = [
    date(2000, 1, 1),
    date(2018, 10, 1),
    date(2021, 10, 14),
    date(2021, 10, 15),
    date(2021, 11, 1),
    *(date(2022, mois, 1) for mois in range(1, 13, 3)),
    date(2022, 12, 31),
    date(2026, 11, 23),
]


def chiffres(seen: Vue) -> Iterator[Chiffre]:
    """Compute every registered figure."""
    for entree in catalogue(seen).values():
        yield entree.calculer(seen)


@pytest.fixture(scope="module")
def grand(nouvelle_copie: Callable[[], Path]) -> Donnees:
    """Return a package of a hundred territories and two followed cohorts."""
    dossier = nouvelle_copie()
    multiplier_les_territoires(dossier)
    ajouter_seconde_cohorte(dossier)
    return charger(dossier, "grand")


def _verifier(seen: Vue) -> None:
    sources = set(seen.donnees.table("sources")["id"])
    tous = list(chiffres(seen))
    assert len({c.id for c in tous}) == len(tous)
    par_groupe = len(PAR_GROUPE) * len(seen.groupes)
    par_territoire = len(PAR_TERRITOIRE) * len(seen.territoires)
    assert len(tous) == len(PROGRAMME) + par_groupe + par_territoire
    assert [c.id for c in tous] == list(catalogue(seen))
    for c in tous:
        assert all((c.id, c.libelle, c.definition, c.perimetre, c.unite)), c.id
        assert c.definition.endswith(".") and c.jour == seen.jour, c.id
        assert c.statut in STATUTS and set(c.sources) <= sources, c.id
        assert len(set(c.sources)) == len(c.sources) > 0, c.id
        inconnu = c.minimum is None and c.maximum is None
        assert not inconnu or c.statut == Statut.NON_DOCUMENTE, c.id
        assert inconnu == (c.valeur() == Statut.NON_DOCUMENTE), c.id
        assert all(b is None or b >= 0 for b in (c.minimum, c.maximum)), c.id
        assert c.phrase().count("\n") == 0 and c.libelle in c.phrase(), c.id
        textes = (
            c.libelle,
            c.definition,
            c.perimetre,
            c.manque,
            c.phrase(),
            c.citation({}, "", ""),
        )
        assert [f for texte in textes for f in fautes_de_typographie(texte)] == [], c.id


@pytest.mark.matrice
@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_every_figure_is_complete_on_any_day(donnees: Donnees, jour: date) -> None:
    _verifier(vue(donnees, COHORTE, jour))


@pytest.mark.matrice
@pytest.mark.parametrize("cohorte", [COHORTE, SECONDE])
@pytest.mark.parametrize("jour", [JOURS[-3], date(2031, 1, 1)], ids=str)
def test_figures_hold_on_a_programme_ten_times_larger(
    grand: Donnees, cohorte: str, jour: date
) -> None:
    _verifier(vue(grand, cohorte, jour))


def test_figures_of_two_cohorts_do_not_mix(grand: Donnees) -> None:
    premiere, seconde = (vue(grand, c, date(2031, 1, 1)) for c in (COHORTE, SECONDE))
    assert PROGRAMME["territoires_annonces"](premiere).maximum == 100
    assert PROGRAMME["territoires_annonces"](seconde).maximum == 3
    assert PROGRAMME["territoires_nommes"](seconde).maximum == 2
    assert PROGRAMME["evenements_tenus"](seconde).maximum == 2
    assert PROGRAMME["preoccupations"](premiere).maximum == 7
    assert PROGRAMME["preoccupations"](seconde).maximum == 1
    assert PAR_GROUPE["territoires"](seconde, "essai-est").valeur() == "entre\u00a01 et\u00a02"
    with pytest.raises(KeyError):
        PAR_GROUPE["territoires"](seconde, "nord")


def oubliees(module: ModuleType) -> list[str]:
    """List the functions of a module that make a figure and that no register holds."""
    inscrites = [*PROGRAMME.values(), *PAR_GROUPE.values(), *PAR_TERRITOIRE.values()]
    noms = []
    for nom, objet in vars(module).items():
        fonction = inspect.unwrap(objet) if callable(objet) else objet
        if not inspect.isfunction(fonction) or fonction.__module__ != module.__name__:
            continue
        signature = inspect.signature(fonction)
        figure = signature.return_annotation in ("Chiffre", Chiffre)
        if figure and list(signature.parameters) in (["vue"], ["vue", "groupe"]):
            noms += [nom] if not any(objet is inscrite for inscrite in inscrites) else []
    return noms


def _modules() -> list[ModuleType]:
    paquet = fabrique_dash.chiffres
    noms = [m.name for m in pkgutil.iter_modules(paquet.__path__, f"{paquet.__name__}.")]
    return [importlib.import_module(nom) for nom in noms]


@pytest.mark.parametrize("module", _modules(), ids=lambda m: m.__name__.rpartition(".")[2])
def test_no_figure_is_left_out_of_the_register(module: ModuleType) -> None:
    assert oubliees(module) == []


def test_a_figure_left_out_would_be_seen() -> None:
    module = ModuleType("essai")

    def oubliee(vue: Vue) -> Chiffre:
        return PROGRAMME["groupes"](vue)

    oubliee.__module__ = module.__name__
    vars(module).update(oubliee=oubliee, autre=len)
    assert oubliees(module) == ["oubliee"]


def test_the_catalogue_imports_every_module_that_has_figures() -> None:
    origines = {f.__module__ for r in (PROGRAMME, PAR_GROUPE, PAR_TERRITOIRE) for f in r.values()}
    assert origines == {m.__name__ for m in MODULES}
    assert len(PROGRAMME) >= 12 and len(PAR_GROUPE) >= 7


def test_a_figure_is_registered_under_its_own_name(vue_finale: Vue) -> None:
    for nom, fonction in PROGRAMME.items():
        assert fonction(vue_finale).id == nom
    for nom, du_groupe in PAR_GROUPE.items():
        assert du_groupe(vue_finale, "nord").id == f"{nom}.nord"
    for nom, du_territoire in PAR_TERRITOIRE.items():
        assert du_territoire(vue_finale, "lomme").id == f"{nom}.lomme"


def test_a_theme_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="thème"):
        du_programme(theme="astrologie")
    assert set(THEME_DE) == set(PROGRAMME) and set(THEME_DE.values()) <= set(THEMES)
