"""The dashboard with a proposal: for its author and who reviews, never published, always told."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from fabrique_dash.donnees.depot import depot
from fabrique_dash.journal.apercus import APERCUS
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.droits import SYSTEME, Role
from fabrique_dash.journal.propositions import Texte, proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.publication.premiere_vue.vue_de_page import premiere_vue
from fabrique_dash.publication.site.pages import PAGES
from tests.journal.essais import cle, numero
from tests.pages.equipe import Equipe
from tests.pages.session import html_de, ouvrir, sans_avis, tout_le_texte

EVENEMENT = "tronc-commun-2021-11-17"
NEUF = "Sessions <b>aperçues</b>"
TITRE = "Un **titre** <script>alert(1)</script>"
_PAGES = {page.adresse for page in PAGES} | {"."}


def _proposer(equipe: Equipe, par: str = SYSTEME) -> str:
    """Propose another title for an event."""
    ancien = str(depot().etat().donnees.table("evenements").set_index("id")["titre"][EVENEMENT])  # type: ignore[union-attr]
    change = Changement("evenements", cle(EVENEMENT), "titre", ancien, NEUF)
    return proposer(equipe.journal, par, Texte(TITRE, "Pour voir."), [change])


def _liens(texte: str) -> list[str]:
    """Return the links to pages."""
    liens = [html.unescape(lien) for lien in re.findall(r'<a [^>]*href="([^"]*)"', texte)]
    return [lien for lien in liens if urlsplit(lien).path.rstrip("/") in _PAGES]


def test_a_reviewer_sees_the_pages_with_the_proposal(equipe: Equipe) -> None:
    proposition = _proposer(equipe)
    equipe.entre(Role.RELECTEUR)
    revue = html_de(ouvrir("mise_a_jour"))
    assert f"apercu={proposition}" in revue and "Voir le tableau de bord" in revue
    session = ouvrir("frise", {"apercu": proposition, "evenement": EVENEMENT})
    page = html_de(session)
    assert html.escape(NEUF) in page and NEUF not in page and "<script>" not in page
    assert "rien n’est publié" in page and "Quitter l’aperçu" in page
    assert "aperçu d’une proposition non publiée" in page  # in the footer
    assert "tp-corriger" not in page  # what one would correct is what is published
    perdus = [li for li in _liens(page) if parse_qs(urlsplit(li).query).get("apercu") is None]
    assert perdus == [f"frise?evenement={EVENEMENT}", "mise-a-jour"]  # leaving
    assert numero(equipe.journal) == 1
    assert html.escape(NEUF) not in html_de(ouvrir("frise", {"evenement": EVENEMENT}))
    assert list((equipe.journal.dossier / "essais").iterdir()) == []


def test_a_preview_is_for_its_author_and_for_who_reviews(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    proposition = _proposer(equipe, equipe.compte)
    vue = {"apercu": proposition, "evenement": EVENEMENT}
    assert html.escape(NEUF) in html_de(ouvrir("frise", vue))
    equipe.entre(Role.REFERENT)
    autre = ouvrir("frise", vue)
    equipe.jeton = ""
    personne, inconnue = ouvrir("frise", vue), ouvrir("frise", {**vue, "apercu": "<b>"})
    publiee = sans_avis(ouvrir("frise", {"evenement": EVENEMENT}))
    for session in (autre, personne, inconnue):
        assert "n’est pas montré" in session.warning[0].value
        if session is not autre:  # who has rights of their own
            assert sans_avis(session) == publiee
        assert "aperçues" not in tout_le_texte(session)


def test_what_is_closed_or_comes_to_nothing_is_not_previewed(equipe: Equipe) -> None:
    proposition = _proposer(equipe)
    equipe.entre(Role.RELECTEUR)
    assert not ouvrir("accueil", {"apercu": proposition}).warning
    suite(equipe.journal, proposition, Quoi.REFUSEE, SYSTEME, "Non.")
    assert "n’attend plus" in ouvrir("accueil", {"apercu": proposition}).warning[0].value
    heurt = Changement("evenements", cle(EVENEMENT), "titre", "Un autre", NEUF)
    proposition = proposer(equipe.journal, SYSTEME, Texte("Heurt", "Pour voir."), [heurt])
    assert "dit pourquoi" in ouvrir("accueil", {"apercu": proposition}).warning[0].value


def test_a_disk_that_is_full_leaves_the_published_data(
    equipe: Equipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plein(*_: object) -> None:
        raise OSError(28, "No space left on device")

    equipe.entre(Role.RELECTEUR)
    monkeypatch.setattr(APERCUS, "donnees", plein)
    session = ouvrir("accueil", {"apercu": _proposer(equipe)})
    assert "pas pu être préparé" in session.warning[0].value and not session.exception


def test_the_first_view_knows_nobody_and_says_so(equipe: Equipe) -> None:
    brut = {"apercu": [_proposer(equipe)], "evenement": [EVENEMENT]}
    vue = premiere_vue(depot().etat(), "frise", brut)
    assert vue is not None and "les données publiées" in vue.corps
    assert "aperçues" not in vue.corps and "apercu=" not in vue.corps
    assert "<!--" not in vue.corps
