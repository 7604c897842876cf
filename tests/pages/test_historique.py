"""The history: asked for by the address, told, followed by programs; the sheets that lead to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import feedparser
import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.noyau.objets import NATURE_DE, objets
from fabrique_dash.donnees.depot import depot
from fabrique_dash.donnees.vue import vue as vue_du
from fabrique_dash.journal import moteur
from fabrique_dash.journal.cases import Changement, ajout, ecrire_la_cle, retrait
from fabrique_dash.journal.comptes import effacer, nommer
from fabrique_dash.journal.contenus import defauts_de_la_chaine, paquet_de
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import brancher_le_journal
from fabrique_dash.redaction import dire, histoire
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
    dites = sorted(
        int(n) for n in re.findall(r"<h3[^>]*>Publication n°\u00a0(\d+)", html_de(session))
    )
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
    assert f"{NEUVE['libelle']} ({NEUVE['id']}, rangée ôtée)" in html_de(
        ouvrir("historique", {"table": "themes"})
    )
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
    assert reponse.status_code == 404 and "sans journal" in reponse.json()["detail"]


def test_a_sheet_says_who_changed_it_last(passe: Passe) -> None:
    dit = html_de(ouvrir("frise", {"evenement": EVENEMENT}))
    assert (
        "Dernière modification\u00a0: publication n°\u00a05, le 1er\u00a0mars 2027 à 13\u00a0h"
        in dit
    )
    assert "par Marie D., relue par l’administration du tableau de bord" in dit
    assert f"historique?table=evenements&amp;rangee={EVENEMENT}" in dit
    session = ouvrir("territoires", {"territoire": "arras"})
    assert "Inchangée depuis les premières données" in html_de(session)
    assert "publication n°\u00a05, le 1er\u00a0mars 2027" in tout_le_texte(session)  # the footer


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


def _retours(session: AppTest) -> set[str]:
    return {str(b.key) for b in session.button if str(b.key).startswith(("annuler-", "retablir-"))}


def test_each_publication_has_its_own_ways_back(passe: Passe) -> None:
    passe.equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("historique")
    # The first one has nothing to undo; the last one is the present state.
    annuler, retablir = (
        {f"annuler-{n}" for n in range(2, 6)},
        {f"retablir-{n}" for n in range(1, 5)},
    )
    assert _retours(session) == annuler | retablir
    libelles = [b.label for b in session.button]
    assert len(set(libelles)) == len(libelles)
    session.button(key="annuler-2").click().run()
    for table, attendues in (("evenements", {5, 2}), ("themes", {4, 3}), ("groupes", set())):
        session.selectbox(key="historique-table").set_value(table).run()
        assert not session.exception
        assert {int(cle.split("-")[1]) for cle in _retours(session)} == attendues
        ouverts = [c.key for c in session.text_input if "motif" in str(c.key)]
        assert len(ouverts) == (table == "evenements")


def test_one_row_of_a_publication_is_undone_alone(passe: Passe) -> None:
    autre = "lancement-2021-10-15"
    passe.publier(
        passe.marie,
        "2027-04-01T12:00",
        "Deux lieux",
        passe.case("evenements", EVENEMENT, "note", "Ailleurs."),
        passe.case("evenements", autre, "note", "Dehors."),
    )
    passe.equipe.entre(Role.ADMINISTRATEUR)
    session = ouvrir("historique", {"table": "evenements", "rangee": autre})
    session.button(key="annuler-6").click().run()
    session.text_input(key="motif-du-retour-annuler-6").set_value("Une erreur").run()
    next(b for b in session.button if b.label == "Annuler maintenant").click().run()
    assert not session.exception and not session.error
    cases = [passe.case("evenements", e, "note", "").avant for e in (EVENEMENT, autre)]
    assert cases[0] == "Ailleurs." and cases[1] != "Dehors."


def test_a_changed_cell_leads_to_its_own_history(passe: Passe) -> None:
    lieu = passe.case("evenements", EVENEMENT, "lieu", "Arras")
    passe.publier(passe.marie, "2027-04-01T12:00", "Le lieu", lieu)
    dit = html_de(ouvrir("historique"))
    assert f"historique?table=evenements&amp;rangee={EVENEMENT}&amp;colonne=note" in dit
    parametres = {"table": "evenements", "rangee": EVENEMENT, "colonne": "note"}
    assert _racontees(parametres) == [2, 5]
    assert _racontees({**parametres, "colonne": "lieu"}) == [6]
    flux = feedparser.parse(client().get("/historique.atom", params=parametres).content)
    assert len(flux.entries) == 2
    assert "colonne=" in html_de(ouvrir("historique", {**parametres, "colonne": "x"}))


def test_what_is_not_shown_is_counted_whole(passe: Passe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histoire, "_CASES", 2)
    monkeypatch.setattr(dire, "CASES_MONTREES", 1)
    colonnes = ("note", "lieu", "contenu", "titre")
    cases = [passe.case("evenements", EVENEMENT, c, f"Neuf {c}.") for c in colonnes]
    passe.publier(passe.marie, "2027-04-01T12:00", "Tout", *cases)
    assert "… et 3\u202fautres cases" in html_de(ouvrir("historique")).replace("\u00a0", "\u202f")
    dite = client().get("/historique.json").json()["publications"][0]
    assert (dite["nombre_de_cases"], len(dite["cases"]), dite["toutes_les_cases"]) == (4, 2, False)
    flux = feedparser.parse(client().get("/historique.atom").content)
    assert "4\u00a0cases changées" in flux.entries[0].summary


def test_hostile_words_of_history_do_nothing(passe: Passe) -> None:
    dit = html_de(ouvrir("historique"))
    assert "<script>window" not in dit and "&lt;script&gt;window" in dit
