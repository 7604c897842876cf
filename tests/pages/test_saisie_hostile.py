"""Attacks typed in every field of a form: unharmed from the draft to the publication, harmless."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.journal.droits import Role
from fabrique_dash.journal.propositions_lues import propositions
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.attaques import poison
from tests.journal.essais import numero
from tests.pages.equipe import Equipe
from tests.pages.innocuite import libelles_actifs, lire_le_html
from tests.pages.session import ouvrir

pytestmark = pytest.mark.matrice

EVENEMENT = "tronc-commun-2021-11-17"
LIEU = {"porte": "table", "table": "evenements", "rangee": EVENEMENT}
# Of an event, the columns in which anything may be written.
LIBRES = ("titre", "contenu", "note", "lieu")


def _sans_danger(session: AppTest) -> AppTest:
    assert not session.exception
    assert lire_le_html(session).actifs == [] and libelles_actifs(session) == []
    return session


def _cliquer(session: AppTest, libelle: str) -> AppTest:
    return _sans_danger(next(b for b in session.button if b.label == libelle).click().run())


def test_attacks_go_from_the_form_to_every_page_unharmed_and_harmless(equipe: Equipe) -> None:
    equipe.entre(Role.REFERENT)
    session = ouvrir("mise_a_jour", LIEU)
    tapes: dict[str, str] = {}
    for rang, colonne in enumerate(LIBRES):
        cle = f'saisie-table-evenements-["{EVENEMENT}"]-False-{colonne}'
        champs = [*session.text_input, *session.text_area]
        (champ,) = [c for c in champs if c.key == cle]
        tapes[colonne] = poison(rang)[:250]
        champ.set_value(tapes[colonne])
        session = _sans_danger(session.run())
    session.text_input(key="motif-de-la-proposition").set_value(poison(5)).run()
    _cliquer(session, "Proposer")
    (proposition,) = propositions(equipe.journal, par=equipe.compte)

    equipe.entre(Role.RELECTEUR)
    session = _sans_danger(ouvrir("mise_a_jour"))
    session.text_input(key=f"mot-de-la-relecture-{proposition.id}").set_value(poison(6)).run()
    session = _cliquer(session, "Demander une précision")
    _sans_danger(ouvrir("frise", {"evenement": EVENEMENT, "apercu": proposition.id}))
    _cliquer(session, "Publier")
    assert numero(equipe.journal) == 2
    rangee = RangeesPubliees(equipe.journal).rangee("evenements", f'["{EVENEMENT}"]') or {}
    assert {c: rangee[c] for c in LIBRES} == {c: t.strip() for c, t in tapes.items()}
    _sans_danger(ouvrir("historique"))
    _sans_danger(ouvrir("frise", {"evenement": EVENEMENT}))
