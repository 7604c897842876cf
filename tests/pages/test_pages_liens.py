"""Everything links: no dead end, every thing has its place, and links keep the point of view."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest

from fabrique_dash.chiffres.noyau.objets import NATURES, lignes_visibles, objets
from fabrique_dash.donnees.rangees import rangee
from fabrique_dash.publication.site.adresses import PLACES, adresse, chemin
from fabrique_dash.publication.site.pages import PAGES
from tests.pages.session import CLES, la_vue
from tests.pages.visite_du_site import (
    CLE_DE,
    Ouverte,
    Parametres,
    cibles,
    est_interne,
    est_ouverte,
    lire,
    parcourir,
    visiter,
)

pytestmark = pytest.mark.matrice

JOUR = date(2022, 1, 31)
DEBUT = date(2021, 10, 14)
_TUES_PAR_DEFAUT = {"debut", "fin", "depuis"}  # periods, not repeated when they are the default
_PRUDENCE = 4_000  # addresses: more would be a walk without end


def _places() -> dict[tuple[str, str], str]:
    """Address of each thing that has a place, by kind and id."""
    vue = la_vue()
    return {(n, i): adresse(vue, n, i) for n in PLACES for i in objets(vue, n)}


@pytest.fixture(scope="module")
def site() -> dict[str, Ouverte]:
    """Every page that links lead to, from the pages and the places of all things."""
    ouvertes: dict[str, Ouverte] = {}
    for ouverte in parcourir([*(chemin(p.cle, {}) for p in PAGES), *_places().values()]):
        ouvertes[ouverte.cible] = ouverte
        assert len(ouvertes) < _PRUDENCE
    return ouvertes


@pytest.fixture(scope="module")
def pages() -> dict[str, Ouverte]:
    """Each page at its default address."""
    return {p.cle: visiter(chemin(p.cle, {})) for p in PAGES}


def test_every_kind_of_thing_has_a_place() -> None:
    assert set(PLACES) == set(NATURES)


def test_no_page_that_a_link_opens_fails(site: dict[str, Ouverte]) -> None:
    assert [cible for cible, ouverte in site.items() if ouverte.plante] == []
    assert len(site) > len(PAGES) + len(_places()) / 2


def test_links_lead_to_known_pages_or_to_the_open_web(site: dict[str, Ouverte]) -> None:
    perdus = set()
    for ouverte in site.values():
        for cible in cibles(ouverte.corps):
            if not est_interne(cible):
                assert cible.startswith(("https://", "http://")), cible
            elif cible.startswith("#") or est_ouverte(cible):
                continue
            elif cible.split("?")[0].removeprefix("./").strip("/") not in CLE_DE:
                perdus.add((ouverte.cible, cible))
    assert perdus == set()


def _est_par_defaut(ouverte: Ouverte, cle: str, parametres: Parametres, tus: list[str]) -> bool:
    """Tell whether the page is the same without what its link to the view leaves unsaid."""
    dits = {n: v for n, v in parametres.items() if n not in tus}
    return visiter(f"{chemin(cle, {})}?{urlencode(dits, doseq=True)}").corps == ouverte.corps


def test_every_link_is_honoured(site: dict[str, Ouverte]) -> None:
    """A page says again what a link asks of it, but for the thing that it shows by default."""
    choses = set(PLACES.values())
    oublies = []
    for cible, ouverte in site.items():
        cle, parametres = lire(cible)
        manquants = [
            n
            for n, v in parametres.items()
            if n not in _TUES_PAR_DEFAUT and ouverte.reprise.get(n) != v
        ]
        if [n for n in manquants if (cle, n) not in choses] or (
            manquants and not _est_par_defaut(ouverte, cle, parametres, manquants)
        ):
            oublies.append((cible, ouverte.reprise))
    assert oublies == []


@pytest.mark.parametrize("nature", PLACES)
def test_each_thing_is_shown_at_its_place(
    nature: str, site: dict[str, Ouverte], pages: dict[str, Ouverte]
) -> None:
    page = pages[PLACES[nature][0]]
    comme_par_defaut, tus = [], []
    for (genre, identifiant), cible in _places().items():
        if genre != nature:
            continue
        if site[cible].corps == page.corps:
            comme_par_defaut.append(identifiant)
        if not _se_lit(nature, identifiant, site[cible]):
            tus.append(identifiant)
    assert tus == []
    assert len(comme_par_defaut) <= 1


def _se_lit(nature: str, identifiant: str, ouverte: Ouverte) -> bool:
    """Tell whether a page names a thing, in full or by its title without what precedes it."""
    vue = la_vue()
    ligne = rangee(lignes_visibles(vue, NATURES[nature].table), identifiant)
    noms = [objets(vue, nature)[identifiant]]
    noms += [str(ligne[c]) for c in ("titre", "libelle") if c in ligne]
    noms += [f"saison {ligne['numero']}"] if nature == "saison" else []
    return any(nom.casefold() in ouverte.montre.casefold() for nom in noms)


@pytest.mark.parametrize("jour", [JOUR, DEBUT], ids=date.isoformat)
@pytest.mark.parametrize("cle", CLES)
def test_links_keep_the_reference_date(cle: str, jour: date) -> None:
    corps = visiter(chemin(cle, {"date": jour.isoformat()})).corps
    internes = [c for c in cibles(corps) if est_interne(c) and not c.startswith("#")]
    # The form holds the date in a field; a period of the letter comes with its own date.
    liens = [
        c for c in internes if c != "recherche" and not est_ouverte(c) and "debut" not in lire(c)[1]
    ]
    assert len(liens) >= sum(not p.du_journal for p in PAGES)
    assert [c for c in liens if lire(c)[1].get("date") != [jour.isoformat()]] == []


@pytest.mark.parametrize("jour", [JOUR, DEBUT], ids=date.isoformat)
@pytest.mark.parametrize("cle", CLES)
def test_links_lead_to_nothing_that_is_not_known_yet(cle: str, jour: date) -> None:
    natures = {place: nature for nature, place in PLACES.items()}
    inconnus = []
    for cible in cibles(visiter(chemin(cle, {"date": jour.isoformat()})).corps):
        if not est_interne(cible) or cible.startswith("#") or est_ouverte(cible):
            continue
        page, parametres = lire(cible)
        for nom, valeurs in parametres.items():
            nature = natures.get((page, nom))
            if nature and not set(valeurs) <= set(objets(la_vue(jour), nature)):
                inconnus.append(cible)
    assert inconnus == []


def test_the_walk_sees_links_forms_and_dead_ends() -> None:
    corps = '<a href="carte?date=2022-01-31">a</a><a href="https://exemple.fr/">b</a>'
    corps += '<form action="recherche"></form><svg><a xlink:href="./?x=1">c</a></svg>'
    vues = cibles(corps)
    assert vues == ("carte?date=2022-01-31", "https://exemple.fr/", "recherche", "./?x=1")
    assert [est_interne(c) for c in vues] == [True, False, True, True]
    assert lire("./?x=1") == ("accueil", {"x": ["1"]})
    assert lire("villes-pairs?saison=saison-1") == ("villes_pairs", {"saison": ["saison-1"]})
    with pytest.raises(KeyError):
        lire("nulle-part")
