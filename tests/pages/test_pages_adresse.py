"""The address is not to be trusted: what a page can't use, it leaves aside, and says so."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.publication.site.adresses import PLACES
from fabrique_dash.publication.site.natures_de_parametres import Annees, Plusieurs, Texte, Un
from fabrique_dash.publication.site.parametres import AUCUN
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from tests.pages.session import (
    CLES,
    adresse,
    avis,
    html_de,
    la_vue,
    ouverte,
    sans_avis,
    textes,
)

pytestmark = pytest.mark.matrice

_CHOSES_ESSAYEES, _CHOISIES = 2, 4

HOSTILES: dict[str, str | list[str]] = {
    "inconnue": "zz",
    "vide": "",
    "balise": "<script>window.__attaque=1</script>",
    "attribut": '"><svg onload=window.__attaque=1>',
    "gabarit": "${window.__attaque=1}",
    "chemin": "../../etc/passwd",
    "longue": "9" * 20_000,
    "nombre": "-1",
    "nulle": "\x00",
    "répétée": ["zz", "<b>zz</b>", "zz"],
    "jour impossible": "2021-02-30",
    "hors bornes": ["0001-01-01", "9999-12-31"],
}


def _lus_par(cle: str) -> set[str]:
    """List the address parameters of a page whose values can be wrong: any text can be sought."""
    siens = {p.cle for p in PARAMETRES[cle](la_vue()) if not isinstance(p, Texte)}
    return siens | {"date", "cohorte"}


def parametres_de(cle: str) -> set[str]:
    """List the address parameters that a page may read: its own, and those of all things."""
    return _lus_par(cle) | {parametre for _, parametre in PLACES.values()}


@pytest.mark.parametrize("cle", CLES)
def test_page_reads_the_date_in_the_address(cle: str) -> None:
    session = ouverte(cle, {"date": "2021-12-01"})
    assert "état au 1er\u00a0décembre 2021" in html_de(session)
    assert adresse(session) != adresse(ouverte(cle))


@pytest.mark.parametrize("valeur", HOSTILES.values(), ids=HOSTILES)
@pytest.mark.parametrize("cle", CLES)
def test_hostile_values_fall_back_to_the_defaults(cle: str, valeur: str | list[str]) -> None:
    noms = parametres_de(cle)
    session = ouverte(cle, dict.fromkeys(noms, valeur))
    assert not session.exception
    if valeur == "":  # an empty choice is a choice; an empty date is not
        assert adresse(session).split("&")[0] == adresse(ouverte(cle))
        assert avis(session) == ""
    else:
        assert adresse(session) == adresse(ouverte(cle))
        assert sans_avis(session) == html_de(ouverte(cle))
        tus = {n for n in _lus_par(cle) if f"«\u00a0{n}=" not in avis(session)}
        assert tus == set()


@pytest.mark.parametrize(
    ("cle", "parametres", "dit"),
    [
        ("carte", {"date": "2021-02-30"}, "date=2021-02-30"),
        ("territoires", {"territoire": "vinny"}, "territoire=vinny"),
        ("frise", {"couloirs": ["Publications", "Autre"]}, "couloirs=Autre"),
        ("frise", {"annees": ["2021", "3022"]}, "annees=3022"),
        ("parcours", {"depuis": "hier"}, "depuis=hier"),
        ("chiffres", {"chiffres": "balises,zz"}, "chiffres=zz"),
        ("chiffres", {"chiffre": "zz"}, "chiffre=zz"),
        ("lettre", {"debut": "2021-13-01"}, "debut=2021-13-01"),
        ("lettre", {"chiffres": "zz"}, "chiffres=zz"),
        ("recherche", {"q": "lille", "genre": "zz"}, "genre=zz"),
        ("referentiel", {"feuille": "non"}, "feuille=non"),
        ("donnees", {"table": "zz"}, "table=zz"),
        ("donnees", {"page": "99"}, "page=99"),
        ("donnees", {"table": "groupes", "page": "2"}, "page=2"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(
    cle: str, parametres: dict[str, str | list[str]], dit: str
) -> None:
    dit_par_la_page = avis(ouverte(cle, parametres))
    assert dit_par_la_page.startswith(
        '<div class="tp-alerte" role="status"><p><strong>1\u00a0valeur'
    )
    assert f"<li>«\u00a0{dit}\u00a0»\u00a0: il fallait " in dit_par_la_page
    assert dit_par_la_page.count("<li>") == 1


def test_a_very_long_value_is_told_short() -> None:
    assert f"«\u00a0date={'9' * 60}…\u00a0»" in avis(ouverte("accueil", {"date": "9" * 20_000}))


@pytest.mark.parametrize("cle", CLES)
def test_one_bad_parameter_spoils_no_other(cle: str) -> None:
    siens = _lus_par(cle) - {"date"}
    d_ailleurs = parametres_de(cle) - siens - {"date"}
    # What a page does not read can't mix: all at once.
    for mauvais in [*({nom} for nom in sorted(siens)), d_ailleurs]:
        session = ouverte(cle, {"date": "2021-12-01", **dict.fromkeys(mauvais, "<script>")})
        assert not session.exception, mauvais
        assert adresse(session).endswith("?date=2021-12-01"), mauvais


@pytest.mark.parametrize("cle", CLES)
def test_unknown_parameters_are_ignored(cle: str) -> None:
    poison = '"><img src=x onerror=window.__attaque=1>'
    session = ouverte(cle, {"inconnu": poison, "embed": "true", "utm_source": poison})
    assert not session.exception
    assert html_de(session) == html_de(ouverte(cle))
    assert not any("__attaque" in texte for texte in textes(session))


@pytest.mark.parametrize(
    "jour", ["zz", "2021-02-30", "1999-01-01", "2999-01-01", "20211015", "15/10/2021", "null"]
)
def test_impossible_dates_open_the_default_one(jour: str) -> None:
    assert adresse(ouverte("accueil", {"date": jour})) == adresse(ouverte("accueil"))


def test_years_given_the_other_way_round_are_put_in_order() -> None:
    a_l_endroit = ouverte("frise", {"annees": ["2021", "2022"]})
    assert "annees=2021-2022" in adresse(a_l_endroit)
    a_l_envers = ouverte("frise", {"annees": ["2022", "2021"]})
    assert html_de(a_l_envers) == html_de(a_l_endroit)
    assert adresse(a_l_envers) == adresse(a_l_endroit)


@pytest.mark.parametrize("cle", CLES)
def test_each_choice_reopens_from_its_own_link(cle: str) -> None:
    """Choose each option of each control alone: the link says it, and reopens the same page."""
    choses = [
        (parametre, ident)
        for nature, (page, parametre) in PLACES.items()
        if page == cle
        for ident in list(objets(la_vue(), nature))[:_CHOSES_ESSAYEES]
    ]
    for nom, valeur in [*_choix_possibles(cle), *choses]:
        session = ouverte(cle, {nom: valeur})
        rouverte = ouverte(cle, _en_parametres(adresse(session)))
        assert not session.exception
        assert html_de(rouverte) == html_de(session), (nom, valeur)
        assert adresse(rouverte) == adresse(session)


def _choix_possibles(cle: str) -> list[tuple[str, str | list[str]]]:
    choix: list[tuple[str, str | list[str]]] = []
    for p in PARAMETRES[cle](la_vue()):
        if isinstance(p, Plusieurs):
            choix += [(p.cle, ",".join(paire)) for paire in pairwise(list(p.options)[:_CHOISIES])]
            choix.append((p.cle, AUCUN))
        elif isinstance(p, Un):
            choix += [(p.cle, option) for option in list(p.options)[:_CHOSES_ESSAYEES]]
        elif isinstance(p, Annees):
            choix.append((p.cle, f"{p.bornes[0]}-{p.bornes[1] - 1}"))
    return choix


def _en_parametres(lien: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(lien).query, keep_blank_values=True)
