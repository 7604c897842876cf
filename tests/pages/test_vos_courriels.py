"""« Vos courriels », on the page where one keeps the data up to date."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.journal.abonnements import (
    CONFIRMATION,
    Avis,
    a_confirmer,
    abonne,
    choisir,
    confirmer,
)
from fabrique_dash.journal.cases import Changement, ecrire_la_cle
from fabrique_dash.journal.courriels import Ecrit, deposer_la_confirmation
from fabrique_dash.journal.droits import SYSTEME, Role
from fabrique_dash.journal.propositions import Texte, proposer
from tests.pages.equipe import Equipe
from tests.pages.session import avis, html_de, ouvrir, tout_le_texte

EVENEMENT = ecrire_la_cle(["tronc-commun-2021-11-17"])
LA_SIENNE = "marie_@exemple.fr"


def _cliquer(session: AppTest, debut: str) -> AppTest:
    return next(b for b in session.button if b.label.startswith(debut)).click().run()


def _voulus(equipe: Equipe) -> set[Avis]:
    connu = abonne(equipe.journal, equipe.compte)
    return set() if connu is None else set(connu.avis)


def test_an_address_is_given_confirmed_changed_and_taken_back(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour")
    assert "Vous ne recevez aucun courriel" in tout_le_texte(session)
    session.text_input(key="adresse-de-courriel").set_value("marie").run()
    _cliquer(session, "Recevoir")
    assert "pas une adresse" in session.error[0].value
    assert session.text_input(key="adresse-de-courriel").value == "marie"
    session.text_input(key="adresse-de-courriel").set_value(LA_SIENNE).run()
    _cliquer(session, "Recevoir")
    assert "demander à marie_@exemple.fr de confirmer" in tout_le_texte(session)
    assert session.text_input(key="adresse-de-courriel").value == ""
    assert _voulus(equipe) == {Avis.PROPOSITIONS, Avis.TERRITOIRE, Avis.RESUME}
    with pytest.raises(KeyError):
        session.toggle(key="courriel-à relire")
    (celui_ci,) = a_confirmer(equipe.journal)
    demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
    assert deposer_la_confirmation(equipe.journal, celui_ci, "jeton", demande)
    assert confirmer(equipe.journal, "jeton")
    session.run()
    assert "Vos courriels vont à marie_@exemple.fr" in tout_le_texte(session)
    choisir(equipe.journal, equipe.compte, [Avis.PROPOSITIONS, Avis.RESUME])  # in another tab
    session.toggle(key="courriel-résumé").set_value(False).run()
    assert _voulus(equipe) == {Avis.PROPOSITIONS}
    _cliquer(session, "Ne plus rien recevoir")
    assert abonne(equipe.journal, equipe.compte) is None
    assert LA_SIENNE.partition("@")[0] not in html_de(session) and not session.exception


def test_who_reviews_may_be_told_of_proposals(equipe: Equipe) -> None:
    equipe.entre(Role.RELECTEUR)
    session = ouvrir("mise_a_jour")
    session.text_input(key="adresse-de-courriel").set_value(LA_SIENNE).run()
    _cliquer(session, "Recevoir")
    assert session.toggle(key="courriel-à relire").value
    assert session.toggle(key="courriel-territoire").label == "Ce qui est publié"


def test_the_link_of_a_message_opens_the_very_proposal(equipe: Equipe) -> None:
    equipe.entre(Role.RELECTEUR)
    change = Changement("evenements", EVENEMENT, "note", None, "Ici.")
    premiere, seconde = (
        proposer(equipe.journal, SYSTEME, Texte(titre, "Pour voir."), [change])
        for titre in ("La première", "La seconde")
    )
    dit = tout_le_texte(ouvrir("mise_a_jour", {"proposition": premiere}))
    assert "**La première**, par" in dit and "**La seconde**, par" not in dit
    session = ouvrir("mise_a_jour", {"proposition": premiere})
    next(c for c in session.text_input if c.label.startswith("Un mot")).set_value("Non.").run()
    _cliquer(session, "Refuser")  # the address is left with it: nothing is said of it
    assert "une proposition qui attend" not in html_de(session) + avis(session)
    assert "**La seconde**, par" in tout_le_texte(session) and not session.exception
    partie = ouvrir("mise_a_jour", {"proposition": premiere})
    assert "**La seconde**, par" in tout_le_texte(partie)
    assert "une proposition qui attend" in html_de(partie) + avis(partie)
    equipe.jeton = ""
    assert f"proposition%3D{seconde}%23partie-ce-qui-attend" in html_de(
        ouvrir("mise_a_jour", {"proposition": seconde})
    )
