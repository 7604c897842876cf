"""Who may write, review, publish; accounts, invitations, sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.journal.brouillons import brouillons, ouvrir_un_brouillon
from fabrique_dash.journal.cases import Changement, Operation, ajout, ecrire_la_cle, retrait
from fabrique_dash.journal.comptes import (
    compte_de_la_session,
    comptes,
    effacer,
    exclure,
    fermer_la_session,
    revoquer,
    sessions,
)
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.droits import (
    SYSTEME,
    DroitRefuse,
    Habilitation,
    Role,
    est_une_coquille,
    peut_ecrire,
    peut_publier,
    peut_relire,
)
from fabrique_dash.journal.habilitations import habiliter
from fabrique_dash.journal.historique import (
    derniere,
    historique,
    personnes_nommees,
    rangees_changees,
)
from fabrique_dash.journal.invitations import (
    inviter,
    inviter_l_administrateur_local,
    ouvrir_une_session,
)
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, Texte, proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.tables import (
    BROUILLON,
    COMPTE,
    HABILITATION,
    INVITATION,
    METADONNEES,
    SESSION,
)
from tests.journal.essais import TEXTE, cle, ecrire, libelle, sain
from tests.paquets import PAQUET

DESCRIPTEUR = lire_descripteur(PAQUET)
ARRAS = {"id": "1", "territoire_id": "arras"}
LOMME = {"id": "1", "territoire_id": "lomme"}


def _ecrit(
    role: Role, table: str, avant: dict[str, str] | None, apres: dict[str, str] | None
) -> bool:
    portee = "arras" if role is Role.CONTRIBUTEUR else ""
    return peut_ecrire([Habilitation(role, portee)], DESCRIPTEUR.tables[table], avant, apres)


@pytest.mark.parametrize(
    ("table", "avant", "apres", "roles"),
    [
        ("avancement", ARRAS, ARRAS, "c f r a"),
        ("avancement", None, ARRAS, "c f r a"),
        ("avancement", ARRAS, None, "c f r a"),
        ("avancement", ARRAS, LOMME, "f r a"),
        ("avancement", LOMME, ARRAS, "f r a"),
        ("territoires", {"id": "arras"}, {"id": "arras"}, "c f r a"),
        ("territoires", None, {"id": "arras"}, "f r a"),
        ("territoires", {"id": "arras"}, None, "f r a"),
        ("themes", {"id": "x"}, {"id": "x"}, "f r a"),
        ("sources", None, {"id": "x"}, "c f r a"),
        ("sources", {"id": "x"}, {"id": "x"}, "f r a"),
        ("communes", {"code": "1"}, {"code": "1"}, ""),
    ],
)
def test_who_may_write_a_row(
    table: str, avant: dict[str, str] | None, apres: dict[str, str] | None, roles: str
) -> None:
    tous = {"l": Role.LECTEUR, "c": Role.CONTRIBUTEUR, "f": Role.REFERENT, "r": Role.RELECTEUR}
    tous["a"] = Role.ADMINISTRATEUR
    assert " ".join(s for s, role in tous.items() if _ecrit(role, table, avant, apres)) == roles


def test_without_an_account_nothing_may_be_done() -> None:
    table = DESCRIPTEUR.tables["avancement"]
    assert not peut_ecrire([], table, ARRAS, ARRAS)
    assert not peut_ecrire([Habilitation(Role.CONTRIBUTEUR)], table, {"id": "1"}, {"id": "1"})
    assert not peut_relire([]) and not peut_publier([], False, False, True)


def test_who_may_publish() -> None:
    def publie(role: Role, propre: bool, retour: bool = False, coquille: bool = False) -> bool:
        return peut_publier([Habilitation(role)], propre, retour, coquille)

    assert publie(Role.RELECTEUR, propre=False) and not publie(Role.RELECTEUR, propre=True)
    assert publie(Role.RELECTEUR, propre=True, coquille=True)
    assert publie(Role.RELECTEUR, propre=True, retour=True)
    assert publie(Role.ADMINISTRATEUR, propre=True)
    assert not publie(Role.REFERENT, propre=False, coquille=True)


@pytest.mark.parametrize(
    ("avant", "apres", "est"),
    [
        ("Une sceance", "Une séance", True),
        ("Une séance en 2021", "Une séance en 2022", False),
        ("Une séance", "Un atelier, puis une séance", False),
        ("", "neuf", False),
        ("mot", None, False),
    ],
)
def test_what_a_slip_is(avant: str, apres: str | None, est: bool) -> None:
    changement = Changement("evenements", ecrire_la_cle(["x"]), "contenu", avant, apres)
    assert est_une_coquille(DESCRIPTEUR, [changement]) is est


def test_facts_that_have_a_shape_are_no_slips() -> None:
    def d(colonne: str, cle_: str = "x", operation: Operation = Operation.MODIFIER) -> Changement:
        return Changement(
            "evenements", ecrire_la_cle([cle_]), colonne, "seance", "séance", operation
        )

    for colonne in (
        "debut",
        "statut",
        "territoire_id",
        "source_id",
        "autres_sources",
        "heure_debut",
        "libelle_date",
    ):
        assert not est_une_coquille(DESCRIPTEUR, [d(colonne)])
    assert not est_une_coquille(DESCRIPTEUR, [d("contenu"), d("contenu", "y")])
    assert not est_une_coquille(DESCRIPTEUR, [d("contenu", operation=Operation.SUPPRIMER)])
    assert not est_une_coquille(DESCRIPTEUR, []) and est_une_coquille(DESCRIPTEUR, [d("contenu")])


def test_every_write_asks_the_journal_for_the_rights_of_now(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.RELECTEUR))
    sienne = proposer(journal, marie, TEXTE, [libelle("a", "Un", "Premier")])
    for qui, quoi in ((marie, Quoi.QUESTIONNEE), (ahmed, Quoi.RETIREE), ("inconnu", Quoi.REFUSEE)):
        with pytest.raises(DroitRefuse):
            suite(journal, sienne, quoi, qui, "Pourquoi ?")
    with pytest.raises(DroitRefuse, match="une autre personne"):
        publier(journal, sienne, marie, sain)
    habiliter(journal, SYSTEME, ahmed)
    with pytest.raises(DroitRefuse):
        publier(journal, sienne, ahmed, sain)
    habiliter(journal, SYSTEME, ahmed, Habilitation(Role.RELECTEUR))
    assert publier(journal, sienne, ahmed, sain).publication == 2
    propre = proposer(journal, ahmed, TEXTE, [libelle("b", "Deux", "Second")])
    with pytest.raises(DroitRefuse):
        publier(journal, propre, ahmed, sain)
    coquille = proposer(journal, ahmed, TEXTE, [libelle("c", "Trois", "trois")])
    assert publier(journal, coquille, ahmed, sain).publication == 3


def test_rights_taken_away_while_a_candidate_is_checked_are_taken_away(journal: Journal) -> None:
    ahmed, _ = inviter(journal, SYSTEME, "Ahmed", Habilitation(Role.RELECTEUR))
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])

    def lent(_: object) -> list[object]:
        habiliter(journal, SYSTEME, ahmed)
        return []

    with pytest.raises(DroitRefuse):
        publier(journal, mien, ahmed, lent)  # type: ignore[arg-type]


def test_a_contributor_writes_its_rows_only(journal: Journal) -> None:
    lea, _ = inviter(journal, SYSTEME, "Léa", Habilitation(Role.CONTRIBUTEUR, "arras"))
    for refuses in (
        [libelle("a", "Un", "1")],
        ajout("themes", cle("d"), {"id": "d"}),
        retrait("themes", cle("a"), {"id": "a", "libelle": "Un"}),
    ):
        with pytest.raises(DroitRefuse, match="cette rangée"):
            proposer(journal, lea, TEXTE, refuses)
    with pytest.raises(ValueError, match="dites lequel"):
        inviter(journal, SYSTEME, "Léa", Habilitation(Role.CONTRIBUTEUR))


def test_only_an_administrator_gives_rights(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.RELECTEUR))
    autre, _ = inviter(journal, SYSTEME, "Autre", Habilitation(Role.REFERENT))
    for essai in (
        lambda: inviter(journal, marie, "X", Habilitation(Role.ADMINISTRATEUR)),
        lambda: habiliter(journal, marie, marie, Habilitation(Role.ADMINISTRATEUR)),
        lambda: effacer(journal, marie, autre),
    ):
        with pytest.raises(DroitRefuse):
            essai()
    assert {c.nom for c in comptes(journal)} == {"Autre", "Marie"}


def test_an_invitation_opens_one_session_within_seven_days(journal: Journal) -> None:
    marie, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    session = ouvrir_une_session(journal, jeton, "Ordinateur")
    assert session is not None and session != jeton
    assert ouvrir_une_session(journal, jeton) is None and ouvrir_une_session(journal, "") is None
    compte = compte_de_la_session(journal, session)
    assert compte is not None and (compte.id, compte.nom) == (marie, "Marie")
    assert compte_de_la_session(journal, jeton) is None
    _, tardif = inviter(journal, SYSTEME, "Léa", Habilitation(Role.REFERENT))
    apres = replace(journal, horloge=lambda: datetime.now(UTC) + timedelta(days=7, seconds=1))
    assert ouvrir_une_session(apres, tardif) is None
    plus_tard = replace(journal, horloge=lambda: datetime.now(UTC) + timedelta(days=31))
    assert compte_de_la_session(plus_tard, session) is None


def test_no_token_is_kept(journal: Journal) -> None:
    _, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    session = ouvrir_une_session(journal, jeton) or ""
    with journal.lire() as cx:
        gardes = [str(cx.execute(select(t)).all()) for t in METADONNEES.sorted_tables]
    assert not [g for g in gardes if jeton in g or session in g]


def test_sessions_are_listed_and_closed(journal: Journal) -> None:
    local = [inviter_l_administrateur_local(journal) for _ in range(3)]
    jetons = [ouvrir_une_session(journal, j, f"appareil {i}") or "" for i, j in enumerate(local)]
    compte = compte_de_la_session(journal, jetons[0])
    assert compte is not None and compte.habilitations == (Habilitation(Role.ADMINISTRATEUR),)
    assert len(comptes(journal)) == 1
    ouvertes = sessions(journal, compte.id)
    assert [s.appareil for s in ouvertes] == ["appareil 2", "appareil 1", "appareil 0"]
    fermer_la_session(journal, jetons[0])
    revoquer(journal, compte.id, ouvertes[1].empreinte)
    assert [compte_de_la_session(journal, j) is None for j in jetons] == [True, True, False]
    revoquer(journal, compte.id)
    assert sessions(journal, compte.id) == []


def test_erasing_an_account_closes_its_sessions(journal: Journal) -> None:
    marie, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    session = ouvrir_une_session(journal, jeton) or ""
    ecrire(journal, libelle("a", "Un", "1"), par=marie)
    effacer(journal, SYSTEME, marie)
    assert compte_de_la_session(journal, session) is None


def test_taking_rights_away_closes_sessions_and_invitations(journal: Journal) -> None:
    marie, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    with pytest.raises(DroitRefuse):
        exclure(journal, marie, marie)
    exclure(journal, SYSTEME, marie)
    assert ouvrir_une_session(journal, jeton) is None
    (restee,) = comptes(journal)
    assert (restee.nom, restee.habilitations) == ("Marie", ())


def test_what_is_over_is_not_kept(journal: Journal) -> None:
    _, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    assert ouvrir_une_session(journal, jeton)
    plus_tard = replace(journal, horloge=lambda: datetime.now(UTC) + timedelta(days=31))
    _, autre = inviter(plus_tard, SYSTEME, "Ahmed", Habilitation(Role.REFERENT))
    assert ouvrir_une_session(plus_tard, autre)
    with journal.lire() as cx:
        for table in (SESSION, INVITATION):
            assert len(cx.execute(select(table)).all()) == 1


def test_no_e_mail_address_enters_what_is_never_erased(journal: Journal) -> None:
    courriel = "lea@exemple.fr"
    bon = libelle("a", "Un", "1")
    for texte, changement in (
        (Texte(f"De {courriel}", "Pour voir."), bon),
        (Texte("Un essai", f"Dit par {courriel}."), bon),
        (TEXTE, libelle("a", "Un", courriel)),
    ):
        with pytest.raises(PropositionImpossible, match="adresse électronique"):
            proposer(journal, SYSTEME, texte, [changement])
    faite = proposer(journal, SYSTEME, TEXTE, [bon])
    with pytest.raises(PropositionImpossible, match="adresse électronique"):
        suite(journal, faite, Quoi.REFUSEE, SYSTEME, f"Voir {courriel}")


def test_erasing_an_account_leaves_history_whole_and_nameless(journal: Journal) -> None:
    marie, jeton = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT), nomme=True)
    ouvrir_une_session(journal, jeton)
    ouvrir_un_brouillon(journal, marie, "table")
    ecrire(journal, libelle("a", "Un", "1"), par=marie)
    assert personnes_nommees(journal) == {marie: "Marie"}
    avant = historique(journal)
    effacer(journal, SYSTEME, marie)
    apres = historique(journal)
    assert [t.changement for t in apres] == [t.changement for t in avant]
    assert {t.publication.auteur for t in apres} == {marie}
    assert {t.publication.nom_de_l_auteur for t in apres} == {None}
    assert personnes_nommees(journal) == {} and brouillons(journal, marie) == []
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []
        for table in (COMPTE, HABILITATION, SESSION, INVITATION, BROUILLON):
            assert cx.execute(select(table)).all() == []


def test_the_last_change_of_a_row_is_found(journal: Journal) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    ecrire(journal, libelle("b", "Deux", "2"))
    ecrire(journal, libelle("a", "1", "I"))
    lues = [derniere(journal, "themes", cle(t), 5) for t in ("a", "b", "c")]
    assert [p and p.n for p in lues] == [4, 3, None]
    servie = derniere(journal, "themes", cle("a"), 4)
    assert servie is not None and servie.n == 2
    assert rangees_changees(journal, "themes") == [cle("a"), cle("b")]
