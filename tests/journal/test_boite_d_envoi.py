"""Addresses and the outbox, in SQLite and in PostgreSQL: confirmed first, sent once, erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from fabrique_dash.journal.abonnements import (
    CONFIRMATION,
    AdresseRefusee,
    Avis,
    Etat,
    a_confirmer,
    abonne,
    abonnes,
    choisir,
    confirmer,
    donner_une_adresse,
    est_une_adresse,
    nouveau_jeton,
    oublier,
    se_desabonner,
)
from fabrique_dash.journal.comptes import effacer, exclure
from fabrique_dash.journal.courriels import (
    DELAIS,
    Ecrit,
    combien_attendent,
    conclure,
    deja_dites,
    deposer,
    deposer_la_confirmation,
    derniere_issue,
    il_y_en_a,
    prendre,
    rendre,
    reporter,
)
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.habilitations import habiliter
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.rangement_des_courriels import effacer_ce_qui_est_vieux, ranger
from fabrique_dash.journal.sauvegarde import restaurer, sauvegarder
from fabrique_dash.journal.tables import COMPTE
from fabrique_dash.journal.tables_des_courriels import ABONNEMENT, ADRESSE, ANNONCE, COURRIEL
from outils.serveur_local import RACINE
from tests.journal.conftest import Creer
from tests.journal.enfants import ouvrir

MARIE = "marie@exemple.fr"
GUIDE = RACINE / "docs" / "deployer.md"
DES_COURRIELS = (ADRESSE, ABONNEMENT, COURRIEL, ANNONCE)


@pytest.fixture(scope="module")
def _ouvert(nouvelle_base: Creer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    dossier = tmp_path_factory.mktemp("envoi")
    ouvert = ouvrir(nouvelle_base(dossier), dossier)
    yield ouvert
    ouvert.fermer()


@pytest.fixture
def journal(_ouvert: Journal) -> Iterator[Journal]:
    """Return a journal where nobody has an account: none of it needs a publication."""
    yield _ouvert
    with _ouvert.ecrire() as cx:
        cx.execute(delete(COMPTE))


def _lignes(journal: Journal, table: Table) -> list[tuple[object, ...]]:
    with journal.lire() as cx:
        return [tuple(ligne) for ligne in cx.execute(select(table))]


def _ecrit(sujet: str = "Une nouvelle") -> Ecrit:
    return Ecrit("avis", sujet, "Des mots.", "<p>Des mots.</p>", nouveau_jeton()[0])


def _invitee(journal: Journal, role: Role = Role.RELECTEUR) -> str:
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(role))
    return compte


def _confirmee(journal: Journal, compte: str, adresse: str = MARIE) -> str:
    """Give an address and confirm it; return the token that did."""
    donner_une_adresse(journal, compte, adresse)
    (celui_ci,) = [a for a in a_confirmer(journal) if a.compte == compte]
    jeton, _ = nouveau_jeton()
    ecrit = Ecrit(CONFIRMATION, "Confirmez", "Le lien.", "<p>Le lien.</p>", None)
    assert deposer_la_confirmation(journal, celui_ci, jeton, ecrit)
    while (pris := prendre(journal)) is not None:
        conclure(journal, pris, Etat.ENVOYE)
    assert confirmer(journal, jeton)
    return jeton


def _plus_tard(journal: Journal, duree: timedelta) -> Journal:
    return replace(journal, horloge=lambda: datetime.now(UTC) + duree)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "marie",
        "marie@exemple",
        "marie@exemple.fr\nBcc: tous@exemple.fr",
        "marie@exemple.fr, lea@exemple.fr",
        "Marie <marie@exemple.fr>",
        "marie@exemple.fr\r",
        "mârie@exemple.fr",
        "a..b@exemple.fr",
        f"{'a' * 250}@exemple.fr",
    ],
)
def test_what_is_not_one_address_is_refused(texte: str) -> None:
    assert not est_une_adresse(texte) and est_une_adresse(MARIE)


def test_what_the_database_refuses_is_told_without_the_address(journal: Journal) -> None:
    with pytest.raises(IntegrityError) as refus, journal.ecrire() as cx:
        cx.execute(insert(ADRESSE).values(compte="personne", adresse=MARIE, demandee_le=""))
    assert MARIE not in str(refus.value)


def test_nothing_but_a_confirmation_goes_to_an_address_that_is_not_confirmed(
    journal: Journal,
) -> None:
    marie = _invitee(journal)
    with pytest.raises(AdresseRefusee, match="prenom"):
        donner_une_adresse(journal, marie, "marie")
    donner_une_adresse(journal, marie, f" {MARIE} ")
    assert abonnes(journal) == [] and [a.adresse for a in a_confirmer(journal)] == [MARIE]
    assert deposer(journal, marie, ["a"], _ecrit()) and not il_y_en_a(journal)
    (celui_ci,) = a_confirmer(journal)
    jeton, _ = nouveau_jeton()
    demande = Ecrit(CONFIRMATION, "Confirmez", jeton, jeton, None)
    assert deposer_la_confirmation(journal, celui_ci, jeton, demande)
    assert not deposer_la_confirmation(journal, celui_ci, jeton, demande)  # once
    assert a_confirmer(journal) == []
    pris = prendre(journal)
    assert pris is not None and (pris.adresse, pris.ecrit.genre) == (MARIE, CONFIRMATION)
    conclure(journal, pris, Etat.ENVOYE)
    assert prendre(journal) is None
    assert not confirmer(journal, "autre") and not confirmer(_vieux(journal), jeton)
    assert confirmer(journal, jeton) and confirmer(journal, jeton)
    (connue,) = abonnes(journal)
    assert set(connue.avis) == set(Avis) and MARIE not in repr(connue)
    suivant = prendre(journal)
    assert suivant is not None and suivant.ecrit.sujet == "Une nouvelle"


def _vieux(journal: Journal) -> Journal:
    return _plus_tard(journal, timedelta(days=8))


def test_an_address_that_nobody_confirms_is_forgotten(journal: Journal) -> None:
    marie = _invitee(journal)
    donner_une_adresse(journal, marie, MARIE)
    (celui_ci,) = a_confirmer(journal)
    demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
    deposer_la_confirmation(journal, celui_ci, "jeton", demande)
    ranger(journal)
    assert abonne(journal, marie) is not None
    effacer_ce_qui_est_vieux(_vieux(journal))
    assert abonne(journal, marie) is None
    assert MARIE not in str([_lignes(journal, t) for t in DES_COURRIELS])


def test_a_confirmation_that_was_lost_is_asked_again(journal: Journal) -> None:
    marie = _invitee(journal)
    for jeton in ("perdu", "reçu"):
        assert donner_une_adresse(journal, marie, MARIE)
        (celui_ci,) = a_confirmer(journal)
        demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
        assert deposer_la_confirmation(journal, celui_ci, jeton, demande)
        assert derniere_issue(journal, marie) is None  # what befell the first one is over
        pris = prendre(journal)
        assert pris is not None
        conclure(journal, pris, Etat.ABANDONNE, "le serveur répond 550")
        assert derniere_issue(journal, marie) == (Etat.ABANDONNE, "le serveur répond 550")
    assert not confirmer(journal, "perdu") and confirmer(journal, "reçu")
    assert not donner_une_adresse(journal, marie, MARIE)
    donner_une_adresse(journal, marie, "ailleurs@exemple.fr")
    assert derniere_issue(journal, marie) is None


def test_nobody_is_asked_to_confirm_many_times_a_day(journal: Journal) -> None:
    marie = _invitee(journal)
    demandees = 0
    for rang in range(8):
        donner_une_adresse(journal, marie, f"marie{rang}@exemple.fr")
        for celui_ci in a_confirmer(journal):
            demande = Ecrit(CONFIRMATION, "Confirmez", "", "", None)
            assert deposer_la_confirmation(journal, celui_ci, f"jeton{rang}", demande)
            pris = prendre(journal)
            assert pris is not None
            conclure(journal, pris, Etat.ENVOYE)
            demandees += 1
    assert demandees == 5
    assert a_confirmer(_plus_tard(journal, timedelta(days=2))) != []


def test_each_wish_is_kept_apart_and_only_those_that_a_role_allows(journal: Journal) -> None:
    marie = _invitee(journal, Role.REFERENT)
    with pytest.raises(AdresseRefusee):
        choisir(journal, marie, [Avis.RESUME])
    _confirmee(journal, marie)
    premier = abonne(journal, marie)
    assert premier is not None and Avis.A_RELIRE not in premier.avis
    choisir(journal, marie, [Avis.RESUME])
    choisir(journal, marie, [Avis.RESUME, Avis.TERRITOIRE])
    ensuite = abonne(journal, marie)
    assert ensuite is not None and set(ensuite.avis) == {Avis.RESUME, Avis.TERRITOIRE}
    assert ensuite.avis[Avis.RESUME] == premier.avis[Avis.RESUME]
    assert ensuite.avis[Avis.TERRITOIRE] > premier.avis[Avis.TERRITOIRE]
    exclure(journal, SYSTEME, marie)
    assert abonnes(journal) == []


def test_another_address_is_confirmed_anew_and_gets_nothing_of_the_first(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    choisir(journal, marie, [Avis.RESUME])
    deposer(journal, marie, ["a"], _ecrit())
    assert not donner_une_adresse(journal, marie, MARIE)  # the same: nothing changes
    assert il_y_en_a(journal)
    donner_une_adresse(journal, marie, "ailleurs@exemple.fr")
    assert not il_y_en_a(journal) and abonnes(journal) == []
    connue = abonne(journal, marie)
    assert connue is not None and not connue.confirmee and set(connue.avis) == {Avis.RESUME}


def test_a_thing_is_told_once(journal: Journal) -> None:
    marie, lea = _invitee(journal), _invitee(journal)
    _confirmee(journal, marie)
    assert deposer(journal, marie, ["a"], _ecrit())
    assert not deposer(journal, marie, ["b", "a"], _ecrit())  # nothing of it is
    assert deposer(journal, lea, ["a"], None)
    assert not deposer(journal, "personne", ["a"], _ecrit())
    assert len(_lignes(journal, ANNONCE)) == 2
    pris = prendre(journal)
    assert pris is not None and prendre(journal) is None


def test_a_message_is_tried_again_later_and_later_then_given_up(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    attendu, identites = timedelta(0), set()
    for rang in range(len(DELAIS) + 1):
        alors = _plus_tard(journal, attendu)
        pris = prendre(alors)
        assert pris is not None and pris.essais == rang + 1
        identites.add(pris.id)
        etat = reporter(alors, pris, "le serveur répond 451")
        if rang < len(DELAIS):
            assert etat is Etat.A_ENVOYER
            assert prendre(_plus_tard(journal, attendu + DELAIS[rang] / 2)) is None
            attendu += DELAIS[rang] + timedelta(seconds=1)
    assert etat is Etat.ABANDONNE and len(identites) == 1
    assert derniere_issue(journal, marie) == (Etat.ABANDONNE, "le serveur répond 451")
    assert "Des mots" not in str(_lignes(journal, COURRIEL))


def test_what_was_not_tried_is_given_back_as_it_was(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    for _ in range(5):
        pris = prendre(journal)
        assert pris is not None and pris.essais == 1
        rendre(journal, pris)


def test_a_message_stopped_on_its_way_is_told_and_never_sent_again(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    assert prendre(journal) is not None  # and whoever took it dies
    assert ranger(journal).incertains == 0 and prendre(journal) is None
    alors = _plus_tard(journal, timedelta(hours=2))
    effacer_ce_qui_est_vieux(alors)  # leaves it to who sends, and tells it
    assert ranger(alors).incertains == 1 and ranger(alors).incertains == 0
    assert prendre(alors) is None
    assert derniere_issue(journal, marie) == (Etat.INCERTAIN, "l’envoi a été coupé")


def test_what_waits_too_long_is_no_news_and_nothing_is_kept_for_ever(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    assert ranger(_plus_tard(journal, timedelta(days=4))).perimes == 0
    assert ranger(_plus_tard(journal, timedelta(days=6))).perimes == 1
    assert prendre(journal) is None and "Des mots" not in str(_lignes(journal, COURRIEL))
    effacer_ce_qui_est_vieux(_plus_tard(journal, timedelta(days=370)))
    assert _lignes(journal, COURRIEL) == [] and _lignes(journal, ANNONCE) == []


def test_one_unsubscribes_by_the_token_of_a_message_even_once_it_is_sent(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    ecrit = _ecrit()
    deposer(journal, marie, ["a"], ecrit)
    pris = prendre(journal)
    assert pris is not None and ecrit.jeton is not None
    conclure(journal, pris, Etat.ENVOYE)
    deposer(journal, marie, ["b"], _ecrit())
    assert ecrit.jeton not in str(_lignes(journal, COURRIEL))  # but its hash
    assert not se_desabonner(journal, "autre")
    assert se_desabonner(journal, ecrit.jeton) and se_desabonner(journal, ecrit.jeton)
    assert abonne(journal, marie) is None and not il_y_en_a(journal)
    assert MARIE not in str([_lignes(journal, t) for t in DES_COURRIELS])


@pytest.mark.parametrize("comment", ["le compte effacé", "l’adresse reprise", "les droits ôtés"])
def test_an_account_that_goes_leaves_neither_address_nor_message(
    journal: Journal, comment: str
) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    pris = None
    if comment == "le compte effacé":
        pris = prendre(journal)
        effacer(journal, marie, marie)
        assert [_lignes(journal, t) for t in DES_COURRIELS] == [[], [], [], []]
        assert pris is not None
        conclure(journal, pris, Etat.ENVOYE)  # it was leaving: nothing breaks
    elif comment == "l’adresse reprise":
        oublier(journal, marie)
        assert MARIE not in str([_lignes(journal, t) for t in DES_COURRIELS])
    else:
        exclure(journal, SYSTEME, marie)
        assert prendre(journal) is None
        ranger(journal)
        assert MARIE not in str([_lignes(journal, t) for t in DES_COURRIELS])
    assert prendre(journal) is None


def test_what_waits_is_told_again_by_the_rights_of_the_moment(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    assert deposer(journal, marie, ["partie"], _ecrit())
    partie = prendre(journal)
    assert partie is not None
    conclure(journal, partie, Etat.ENVOYE)
    assert deposer(journal, marie, ["a", "b"], _ecrit())
    ranger(journal)
    assert combien_attendent(journal) == 1
    habiliter(journal, SYSTEME, marie, Habilitation(Role.CONTRIBUTEUR, "ici"))
    ranger(journal)
    assert not il_y_en_a(journal) and deja_dites(journal, marie) == {"partie"}


def test_what_was_put_off_while_the_address_was_taken_back_goes_nowhere(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    deposer(journal, marie, ["a"], _ecrit())
    pris = prendre(journal)
    assert pris is not None
    oublier(journal, marie)
    assert reporter(journal, pris, "le serveur répond 451") is Etat.A_ENVOYER
    ranger(journal)
    assert combien_attendent(journal) == 0
    _confirmee(journal, marie, "ailleurs@exemple.fr")
    assert prendre(_plus_tard(journal, timedelta(hours=1))) is None


def test_two_that_send_at_once_never_take_the_same_message(journal: Journal) -> None:
    marie = _invitee(journal)
    _confirmee(journal, marie)
    sujets = sorted(f"Message {rang}" for rang in range(12))
    for sujet in sujets:
        assert deposer(journal, marie, [sujet], _ecrit(sujet))
    nom = journal.moteur.url.render_as_string(hide_password=False)
    ensemble = Barrier(2)

    def prendre_tout(_: int) -> list[str]:
        sien, pris = ouvrir(nom, journal.dossier), []
        ensemble.wait()
        while (un := prendre(sien)) is not None:
            pris.append(un.ecrit.sujet)
            conclure(sien, un, Etat.ENVOYE)
        sien.fermer()
        return pris

    with ThreadPoolExecutor(2) as deux:
        pris = [sujet for siens in deux.map(prendre_tout, range(2)) for sujet in siens]
    assert sorted(pris) == sujets


def test_two_that_write_at_once_tell_each_thing_once(journal: Journal) -> None:
    marie = _invitee(journal)
    nom = journal.moteur.url.render_as_string(hide_password=False)
    ensemble = Barrier(2)

    def tout_deposer(_: int) -> int:
        sien = ouvrir(nom, journal.dossier)
        ensemble.wait()
        faits = sum(deposer(sien, marie, [f"chose {rang}"], _ecrit()) for rang in range(8))
        sien.fermer()
        return faits

    with ThreadPoolExecutor(2) as deux:
        assert sum(deux.map(tout_deposer, range(2))) == 8
    assert len(_lignes(journal, COURRIEL)) == len(_lignes(journal, ANNONCE)) == 8


def test_the_orders_to_give_after_pg_restore_have_addresses_confirmed_again(
    journal: Journal,
) -> None:
    (ordres,) = re.findall(r'-c "(.* courriel;.*)"', GUIDE.read_text("utf-8"))
    marie = _invitee(journal)
    _confirmee(journal, marie)
    with journal.ecrire() as cx:
        for ordre in ordres.rstrip(";").split(";"):
            cx.exec_driver_sql(ordre)
    ranger(_vieux(journal))
    assert [a.adresse for a in a_confirmer(journal)] == [MARIE]


def test_two_tabs_that_give_an_address_or_choose_at_once_both_succeed(journal: Journal) -> None:
    marie = _invitee(journal)
    nom = journal.moteur.url.render_as_string(hide_password=False)
    ensemble = Barrier(2)

    def donner_et_choisir(onglet: int) -> None:
        sien = ouvrir(nom, journal.dossier)
        for rang in range(6):
            ensemble.wait(10)
            donner_une_adresse(sien, marie, f"marie{rang}{onglet}@exemple.fr")
            choisir(sien, marie, [Avis.RESUME] if rang % 2 else [*Avis])
        sien.fermer()

    with ThreadPoolExecutor(2) as deux:
        list(deux.map(donner_et_choisir, range(2)))
    connue = abonne(journal, marie)
    assert connue is not None and set(connue.avis) == {Avis.RESUME}


def test_what_waited_when_a_backup_was_made_does_not_leave_once_more_when_it_is_restored(
    journal: Journal, tmp_path: Path
) -> None:
    if journal.moteur.dialect.name != "sqlite":
        return  # pg_restore's own way is told in docs/deployer.md
    compte = _invitee(journal)
    _confirmee(journal, compte)
    for sujet in ("Pris", "Attend"):
        assert deposer(journal, compte, {sujet}, _ecrit(sujet))
    assert prendre(journal) is not None
    sauvegarder(journal, tmp_path / "copie.sqlite")
    restaurer(journal, tmp_path / "copie.sqlite")
    assert not il_y_en_a(journal) and combien_attendent(journal) == 0
    assert deja_dites(journal, compte) == {"Pris", "Attend"}
