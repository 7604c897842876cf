"""The history: asked for by the address, told, followed by programs; the sheets that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import feedparser
import pytest

from fabrique_dash.chiffres.noyau.objets import NATURE_DE, objets
from fabrique_dash.donnees.depot import depot
from fabrique_dash.donnees.vue import vue as vue_du
from fabrique_dash.journal import moteur
from fabrique_dash.journal.cases import Changement, ajout, ecrire_la_cle, retrait
from fabrique_dash.journal.comptes import effacer, inviter, nommer
from fabrique_dash.journal.contenus import defauts_de_la_chaine, paquet_de
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.redaction import histoire
from fabrique_dash.redaction.histoire import place_des_rangees
from tests.attaques import poison
from tests.journal.essais import sain
from tests.pages.equipe import Equipe
from tests.pages.session import html_de, la_vue, ouvrir, tout_le_texte
from tests.pages.test_pages_mise_a_jour import EVENEMENT
from tests.paquets import COHORTE
from tests.serveur.stables import client

NEUVE = {"id": "theme-neuf", "libelle": "Neuf", "definition": "Un thème."}
Numeros = Sequence[int]


@dataclass
class Passe:
    """Four publications after the first: of Marie, who is named, and of Paul, who is not."""

    equipe: Equipe
    marie: str
    paul: str

    def publier(self, par: str, quand: str, motif: str, *changements: Changement) -> None:
        """Publish changes of somebody, at an hour."""
        instant = datetime.fromisoformat(quand).replace(tzinfo=UTC)
        journal = replace(self.equipe.journal, horloge=lambda: instant)
        code = proposer(journal, par, Texte("Un changement", motif), changements)
        assert publier(journal, code, SYSTEME, sain).publication

    def case(self, table: str, cle: str, colonne: str, apres: str) -> Changement:
        """Return a change of a cell as it is now."""
        with self.equipe.journal.lire() as cx:
            tableau = paquet_de(cx)[1].tableau(table)
        assert tableau is not None
        ecrite = ecrire_la_cle([cle])
        rangee = tableau.rangee(ecrite)
        assert rangee is not None
        return Changement(table, ecrite, colonne, rangee[colonne], apres)


@pytest.fixture
def passe(equipe: Equipe) -> Passe:
    """Return a journal of five publications, which are served."""
    referent = Habilitation(Role.REFERENT)
    marie, _ = inviter(equipe.journal, SYSTEME, "Marie D.", referent, nomme=True)
    paul, _ = inviter(equipe.journal, SYSTEME, "Paul", referent)
    fait = Passe(equipe, marie, paul)
    cle = ecrire_la_cle([NEUVE["id"]])
    note = fait.case("evenements", EVENEMENT, "note", "À distance.")
    fait.publier(marie, "2027-01-05T22:30", "Le compte rendu", note)
    fait.publier(paul, "2027-01-05T23:30", poison(0), *ajout("themes", cle, NEUVE))
    fait.publier(paul, "2027-02-01T12:00", "Une erreur", *retrait("themes", cle, NEUVE))
    note = fait.case("evenements", EVENEMENT, "note", "En salle.")
    fait.publier(marie, "2027-03-01T12:00", "Le lieu", note)
    brancher_le_journal()
    return fait


def _racontees(parametres: dict[str, str]) -> list[int]:
    """Return the numbers of the publications that the page tells, and check what programs read."""
    session = ouvrir("historique", parametres)
    assert not session.exception
    dites = [n for n in range(6) if f"Publication n°\u202f{n}, le" in html_de(session)]
    dits = client().get("/historique.json", params=parametres).json()
    assert [p["n"] for p in dits["publications"]] == dites[::-1]
    return dites


def test_what_is_asked_for_is_told_on_the_page_as_to_programs(passe: Passe) -> None:
    demandes: list[tuple[dict[str, str], Numeros]] = [
        ({}, [1, 2, 3, 4, 5]),
        ({"table": "evenements"}, [2, 5]),
        ({"table": "themes", "rangee": NEUVE["id"]}, [3, 4]),
        ({"personne": passe.marie}, [2, 5]),
        # Midnight is that of Paris: the second one is of the 6th.
        ({"depuis": "2027-01-06", "jusqu-a": "2027-02-01"}, [3, 4]),
        ({"jusqu-a": "2027-01-05", "personne": passe.marie}, [2]),
        ({"avant": "3"}, [1, 2]),
        ({"table": "groupes"}, []),
    ]
    for parametres, attendues in demandes:
        assert _racontees(parametres) == attendues, parametres


def test_what_can_not_be_asked_for_is_said(passe: Passe) -> None:
    for mauvais in ({"table": "communes"}, {"personne": passe.paul}, {"rangee": "x"}):
        (nom,) = mauvais
        assert f"{nom}=" in html_de(ouvrir("historique", mauvais))
        reponse = client().get("/historique.json", params=mauvais)
        assert reponse.status_code == 400 and reponse.json()["title"] == "Paramètre refusé"
    deux = client().get("/historique.atom?avant=2&avant=3")
    assert deux.status_code == 400


def test_older_ones_are_one_link_away(passe: Passe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histoire, "PAR_PAGE", 2)
    dit = html_de(ouvrir("historique"))
    assert "historique?avant=4" in dit and "Les plus récentes" not in dit
    assert "Les plus récentes" in html_de(ouvrir("historique", {"avant": "4"}))
    suivre, lues = "/historique.json", []
    while suivre:
        page = client().get(suivre).json()
        lues += [p["n"] for p in page["publications"]]
        suivre = (page["suite"] or "").removeprefix("http://testserver")
    assert lues == [5, 4, 3, 2, 1]


def test_a_changed_row_leads_to_where_it_is_seen(passe: Passe) -> None:
    dit = html_de(ouvrir("historique", {"table": "evenements"}))
    assert f'href="frise?evenement={EVENEMENT}' in dit
    assert f"{NEUVE['id']} (rangée ôtée)" in html_de(ouvrir("historique", {"table": "themes"}))
    donnees = depot().etat().donnees
    assert donnees is not None
    vue = vue_du(donnees, COHORTE, datetime(2022, 8, 31).date())
    place = place_des_rangees(vue)
    menees = 0
    for table in donnees.descripteur.tables.values():
        for identifiant in donnees.tables[table.nom]["id"][:3] if table.editable else ():
            menees += bool(place(table.nom, ecrire_la_cle([identifiant])))
        assert place(table.nom, ecrire_la_cle(["absente"])) == ""
    assert menees > 60


def test_programs_are_told_names_only_of_who_agreed(passe: Passe) -> None:
    site = client()
    dits = {p["n"]: p for p in site.get("/historique.json").json()["publications"]}
    assert (dits[2]["auteur"], dits[3]["auteur"]) == ("Marie D.", None)
    (case,) = dits[2]["cases"]
    assert (case["table"], case["rangee"], case["apres"]) == (
        "evenements",
        [EVENEMENT],
        "À distance.",
    )
    assert case["adresse"].startswith(f"http://testserver/frise?evenement={EVENEMENT}")
    assert dits[3]["motif"] == poison(0)  # whole, and for no browser to run
    reponse = site.get("/historique.atom?table=themes")
    flux = feedparser.parse(reponse.content)
    assert (
        not flux.bozo
        and [e.author for e in flux.entries]
        == ["une personne qui n’est pas nommée, relue par l’administration du tableau de bord"] * 2
    )
    assert flux.entries[0].updated.startswith("2027-02-01T12:00")
    assert "Paul" not in site.get("/historique.json").text + reponse.text
    marque = {"if-none-match": reponse.headers["etag"]}
    inchange = site.get("/historique.atom?table=themes", headers=marque)
    assert inchange.status_code == 304 and reponse.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("adresse", ["/historique.atom", "/historique.json"])
def test_without_a_journal_programs_are_told_so(
    adresse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moteur.VARIABLE, moteur.AUCUN)
    reponse = client().get(adresse)
    assert reponse.status_code == 404 and "pas de journal" in reponse.json()["detail"]


def test_a_sheet_says_who_changed_it_last(passe: Passe) -> None:
    dit = html_de(ouvrir("frise", {"evenement": EVENEMENT}))
    assert (
        "Dernière modification\u00a0: publication n°\u202f5, le 1er\u00a0mars 2027 à 13\u00a0h"
        in dit
    )
    assert "par Marie D., relue par l’administration du tableau de bord" in dit
    assert f"historique?table=evenements&amp;rangee={EVENEMENT}" in dit
    session = ouvrir("territoires", {"territoire": "arras"})
    assert "Inchangée depuis les premières données" in html_de(session)
    assert "publication n°\u202f5, le 1er\u00a0mars 2027" in tout_le_texte(session)  # the footer


FICHES = [
    ("groupes", "groupe", "groupes"),
    ("alliance", "chantier", "chantiers"),
    ("alliance", "acteur", "acteurs"),
    ("referentiel", "balise", "balises"),
    ("referentiel", "enjeu", "enjeux"),
    ("preoccupations", "preoccupation", "preoccupations"),
    ("preoccupations", "theme", "themes"),
    ("villes_pairs", "participant", "participants"),
    ("parcours", "etape", "etapes"),
    ("lettres", "lettre", "newsletters"),
    ("sources", "source", "sources"),
]


def test_every_sheet_leads_to_the_history_of_its_row(passe: Passe) -> None:
    for page, parametre, table in FICHES:
        identifiant = next(iter(objets(la_vue(), NATURE_DE[table])))
        dit = html_de(ouvrir(page, {parametre: identifiant}))
        assert f"table={table}&amp;rangee={identifiant}" in dit, (page, parametre)


def test_an_erased_account_has_no_name_left_at_once(passe: Passe) -> None:
    def lu() -> str:
        fiche = html_de(ouvrir("frise", {"evenement": EVENEMENT}))
        return fiche + html_de(ouvrir("historique")) + client().get("/historique.json").text

    assert lu().count("Marie D.") == 5
    nommer(passe.equipe.journal, passe.marie, False)
    assert "Marie D." not in lu()
    nommer(passe.equipe.journal, passe.marie, True)
    effacer(passe.equipe.journal, SYSTEME, passe.marie)
    apres = lu()
    assert "Marie D." not in apres and "une personne qui n’est pas nommée" in apres
    assert _racontees({}) == [1, 2, 3, 4, 5]
    with passe.equipe.journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []


def test_what_is_asked_for_moves_while_somebody_may_go_back(passe: Passe) -> None:
    passe.equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("historique")
    session.selectbox(key="numero-du-retour").set_value(4).run()
    for table, attendues in (("evenements", [5, 2]), ("themes", [4, 3]), ("groupes", [])):
        session.selectbox(key="historique-table").set_value(table).run()
        assert not session.exception
        retour = [s for s in session.selectbox if s.key == "numero-du-retour"]
        assert [int(o.split()[1]) for s in retour for o in s.options] == attendues


def test_hostile_words_of_history_do_nothing(passe: Passe) -> None:
    dit = html_de(ouvrir("historique"))
    assert "<script>window" not in dit and "&lt;script&gt;window" in dit
