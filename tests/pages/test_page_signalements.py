"""What readers report, on the pages: the links, the review, and what a proposal makes of it."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.depot import depot
from fabrique_dash.journal.brouillons import (
    brouillons,
    jeter_le_brouillon,
    ouvrir_un_brouillon,
)
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.erreurs_signalees import Dite, Erreur, Etat, erreur_suivie, signaler
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.suites_des_erreurs import classer, prendre
from fabrique_dash.publication.premiere_vue.vue_de_page import premiere_vue
from tests.journal.essais import numero
from tests.pages.equipe import Equipe
from tests.pages.session import html_de, ouvrir, tout_le_texte

EVENEMENT = "tronc-commun-2021-11-17"
CLE = f'["{EVENEMENT}"]'
FAUX = "Il manque une lettre au titre."
_PIED = re.compile(r'<a class="tp-signaler-ici" href="([^"]*)"')
_LIGNE = re.compile(
    r' <a class="tp-signaler" href="([^"]*)" target="_self" aria-label="([^"]*)"></a>'
)


def _signaler(equipe: Equipe, suivi: str = "suivi", **autres: str) -> Erreur:
    dite = {
        "page": "/frise?groupes=nord",
        "nom_table": "evenements",
        "cle": CLE,
        "colonne": "note",
        "quoi": FAUX,
        "plutot": "Sessions à distance.",
        "ou": "https://exemple.fr/compte-rendu",
    }
    signaler(equipe.journal, Dite(**{**dite, **autres}), suivi)
    return _lue(equipe, suivi)


def _lue(equipe: Equipe, suivi: str = "suivi") -> Erreur:
    lue = erreur_suivie(equipe.journal, suivi)
    assert lue is not None
    return lue


def _cliquer(session: AppTest, debut: str) -> AppTest:
    session = next(b for b in session.button if b.label.startswith(debut)).click().run()
    assert not session.exception
    return session


def test_every_page_leads_to_the_form_which_comes_back(equipe: Equipe) -> None:
    brut, montrees = {"date": ["2022-12-31"]}, {}
    for cle in ("a_propos", "villes_pairs", "mise_a_jour"):  # without JavaScript too
        vue = premiere_vue(depot().etat(), cle, brut)
        assert vue is not None
        montrees[cle] = str(vue.corps)
    montrees["accueil, vive"] = html_de(ouvrir("accueil", {"date": "2022-12-31"}))
    for nom, montree in montrees.items():
        cle = nom.partition(",")[0]
        (adresse,) = _PIED.findall(montree)
        (page,) = parse_qs(urlsplit(html.unescape(adresse)).query)["page"]
        chemin = urlsplit(page)
        assert chemin.path == ("/" if cle == "accueil" else f"/{cle.replace('_', '-')}"), nom
        assert "date=2022-12-31" in chemin.query


def test_each_row_leads_to_its_form_by_its_name(equipe: Equipe) -> None:
    liens = _LIGNE.findall(html_de(ouvrir("territoires", {"territoire": "arras"})))
    dits = [(parse_qs(urlsplit(html.unescape(adresse)).query), nom) for adresse, nom in liens]
    assert ("territoires", "arras") in {(d["table"][0], d["cle"][0]) for d, _ in dits}
    assert all(nom.startswith("Signaler\u00a0: ") and d["page"] for d, nom in dits)


def test_who_writes_corrects_and_reports_what_they_may_not_write(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    assert not _LIGNE.search(html_de(ouvrir("territoires", {"territoire": "arras"})))
    equipe.entre(Role.CONTRIBUTEUR, "arras")
    assert _LIGNE.search(html_de(ouvrir("territoires", {"territoire": "beauvais"})))


def test_a_report_is_made_a_proposal_in_one_click(equipe: Equipe) -> None:
    _signaler(equipe)
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    lu = html_de(session)
    assert FAUX in lu and 'rel="noopener noreferrer nofollow ugc"' in lu
    session = _cliquer(session, "En faire une proposition")
    motif = session.text_input(key="motif-de-la-proposition").value
    assert motif is not None and FAUX in motif and "https://exemple.fr/compte-rendu" in motif
    note = next(c for c in session.text_area if str(c.key).endswith("-note"))
    assert note.value == "Sessions à distance." and _lue(equipe).etat is Etat.REPRISE
    session = _cliquer(session, "Proposer")
    assert _lue(equipe).etat is Etat.PROPOSEE and numero(equipe.journal) == 1
    equipe.entre(Role.RELECTEUR, nom="Jeanne")
    session = _cliquer(ouvrir("mise_a_jour"), "Publier")
    assert _lue(equipe).etat is Etat.PUBLIEE and numero(equipe.journal) == 2
    assert "1 est clos" in tout_le_texte(session).replace("\u00a0", " ")


def test_what_the_draft_already_held_stays(equipe: Equipe) -> None:
    erreur = _signaler(equipe)
    equipe.entre(Role.RELECTEUR)
    lieu = {"porte": "table", "table": "evenements", "rangee": EVENEMENT}
    session = ouvrir("mise_a_jour", lieu)
    note = next(c for c in session.text_area if str(c.key).endswith("-note"))
    note.set_value("La mienne.").run()
    session = _cliquer(session, "En faire une proposition")
    note = next(c for c in session.text_area if str(c.key).endswith("-note"))
    assert note.value == "La mienne." and FAUX in html_de(session)
    (brouillon,) = brouillons(equipe.journal, equipe.compte)
    jeter_le_brouillon(equipe.journal, equipe.compte, brouillon.id)
    assert _lue(equipe) == erreur  # it waits again


def test_one_that_names_no_row_is_written_where_a_form_is_open(equipe: Equipe) -> None:
    _signaler(equipe, nom_table="", cle="", colonne="", ou="javascript:alert(1)")
    equipe.entre(Role.RELECTEUR)
    lu = html_de(ouvrir("mise_a_jour"))
    assert "Sans ligne précise" in lu and 'href="javascript' not in lu
    session = ouvrir("mise_a_jour", {"porte": "table", "table": "themes", "rangee": "mobilite"})
    session = _cliquer(session, "En faire une proposition")
    assert _lue(equipe).etat is Etat.REPRISE


def test_one_of_a_row_that_is_no_more_is_written_elsewhere_or_left(equipe: Equipe) -> None:
    _signaler(equipe, cle='["plus-la"]')
    _signaler(equipe, "autre", nom_table="disparue")
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    assert "Une ligne qui n’est plus dans" in html_de(session)
    assert not any(b.label.startswith("En faire") for b in session.button)
    _cliquer(ouvrir("mise_a_jour", {"porte": "table", "table": "themes"}), "En faire une")
    assert _lue(equipe).etat is Etat.REPRISE


def test_what_somebody_else_has_just_taken_leaves_no_draft(equipe: Equipe) -> None:
    erreur = _signaler(equipe)
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    jeanne, _ = inviter(equipe.journal, SYSTEME, "Jeanne", Habilitation(Role.RELECTEUR))
    prendre(equipe.journal, jeanne, erreur, ouvrir_un_brouillon(equipe.journal, jeanne, "table"))
    session = _cliquer(session, "En faire une proposition")
    assert "vient d’en commencer" in session.error[0].value
    assert not brouillons(equipe.journal, equipe.compte)
    assert "Quelqu’un d’autre en fait une proposition." in tout_le_texte(session)


def test_one_of_which_nothing_comes_says_why(equipe: Equipe) -> None:
    _signaler(equipe)
    equipe.entre(Role.RELECTEUR)
    session = _cliquer(ouvrir("mise_a_jour"), "Classer sans suite")
    assert _lue(equipe).etat is Etat.EN_ATTENTE and "Dites pourquoi" in session.error[0].value
    pourquoi = next(c for c in session.text_input if str(c.key).startswith("sans-suite"))
    pourquoi.set_value("La source dit bien cela.").run()
    _cliquer(session, "Classer sans suite")
    assert _lue(equipe).etat is Etat.SANS_SUITE
    assert _lue(equipe).motif == "La source dit bien cela."


def test_many_are_closed_together_and_those_that_changed_stay(equipe: Equipe) -> None:
    recues = [_signaler(equipe, f"n{n}", quoi="Achetez ceci.") for n in range(14)]
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    assert html_de(session).count("Achetez ceci.") == 10
    choix = session.multiselect(key="signalements-choisis")
    assert len(set(choix.options)) == 14
    session = choix.set_value([erreur.id for erreur in recues[2:]]).run()
    assert "12\u00a0signalements choisis" in tout_le_texte(session)
    session.text_input(key="sans-suite-ensemble").set_value("De la réclame.").run()
    classer(equipe.journal, equipe.compte, [recues[5]], "Déjà vu.")
    session.button(key="classer-ensemble").click().run()
    assert not session.exception and not session.multiselect(key="signalements-choisis").value
    etats = [_lue(equipe, f"n{n}") for n in range(14)]
    assert [e.etat for e in etats] == [Etat.EN_ATTENTE] * 2 + [Etat.SANS_SUITE] * 12
    assert {e.motif for e in etats[2:]} == {"De la réclame.", "Déjà vu."}
    dit = tout_le_texte(session).replace("\u00a0", " ")
    assert "11 signalements classés sans suite" in dit and "1 autre a changé entre-temps" in dit


def test_only_who_reviews_reads_what_is_reported(equipe: Equipe) -> None:
    _signaler(equipe)
    for role in (Role.REFERENT, Role.CONTRIBUTEUR):
        equipe.entre(role, "arras" if role is Role.CONTRIBUTEUR else "")
        assert FAUX not in tout_le_texte(ouvrir("mise_a_jour"))
    equipe.jeton = ""
    assert not any(FAUX in tout_le_texte(ouvrir(c)) for c in ("mise_a_jour", "historique", "frise"))
