"""Mail that leaves: to a real server, once, to whom it concerns, with nothing hidden in it."""

from __future__ import annotations

import mailbox
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import parseaddr
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fabrique_dash import commandes_des_courriels
from fabrique_dash.__main__ import main
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal.abonnements import (
    Avis,
    Etat,
    abonne,
    choisir,
    confirmer,
    donner_une_adresse,
    se_desabonner,
)
from fabrique_dash.journal.cases import Changement, ecrire_la_cle
from fabrique_dash.journal.comptes import effacer, nommer
from fabrique_dash.journal.courriels import Ecrit, Pris, derniere_issue, il_y_en_a
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte, proposer, suite
from fabrique_dash.journal.propositions_lues import Quoi
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.rangement_des_courriels import ranger
from fabrique_dash.journal.sauvegarde import restaurer, sauvegarder
from fabrique_dash.redaction.courriels import envoi
from fabrique_dash.redaction.courriels.envoi import envoyer
from fabrique_dash.redaction.courriels.gabarit import sujet_de
from fabrique_dash.redaction.courriels.message import message
from fabrique_dash.redaction.courriels.preparation import preparer
from fabrique_dash.redaction.courriels.reglages import (
    COURRIELS,
    EXPEDITEUR,
    SMTP,
    Chiffrement,
    ReglageImpossible,
    Relais,
    expediteur_de,
    reglages,
    relais_de,
)
from fabrique_dash.redaction.courriels.resume import semaine
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.journal.essais import sain
from tests.redaction.essais import Essai
from tests.redaction.serveur_de_courriel import IDENTITE, Boite, serveur_de_courriel

RACINE = "https://territoires.example/tableau"
EVENEMENT = ecrire_la_cle(["tronc-commun-2021-11-17"])
HOSTILE = "Ne pas\r\nBcc: tous <b>cliquer</b> \u202eici"
Sortie = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def serveur() -> Iterator[Boite]:
    """Return a mail server, for all these tests."""
    with serveur_de_courriel() as boite:
        yield boite


@pytest.fixture
def boite(serveur: Boite, monkeypatch: pytest.MonkeyPatch) -> Boite:
    """Return the mail server that the command sends to, empty, which takes everything."""
    serveur.recus.clear()
    serveur.au_destinataire = serveur.aux_mots = ""
    serveur.couper = serveur.retenir = False
    serveur.tient.clear()
    serveur.lacher.clear()
    monkeypatch.setenv(SMTP, serveur.adresse)
    monkeypatch.setenv(EXPEDITEUR, "La Fabrique <tableau@exemple.fr>")
    monkeypatch.setenv("FABRIQUE_ADRESSE", RACINE)
    return serveur


def _jeton(m: EmailMessage, page: str) -> str:
    corps = m.get_body(("plain",))
    assert corps is not None
    (lien,) = re.findall(rf"{RACINE}/{page}\?\S+", corps.get_content())
    return str(parse_qs(urlsplit(lien).query)["jeton"][0])


def _texte(m: EmailMessage, sorte: str = "plain") -> str:
    corps = m.get_body((sorte,))
    assert corps is not None
    return str(corps.get_content())


def _recus(boite: Boite, adresse: str) -> list[EmailMessage]:
    return [r.message for r in boite.recus if r.pour == [adresse]]


def _abonnee(essai: Essai, boite: Boite, nom: str, droit: Habilitation, *avis: Avis) -> str:
    """Have somebody give an address, confirm it, and want some messages; return its account."""
    compte, _ = inviter(essai.journal, SYSTEME, nom, droit)
    adresse = f"{nom}@exemple.fr"
    donner_une_adresse(essai.journal, compte, adresse)
    choisir(essai.journal, compte, avis)
    assert main(["courriels"]) == 0
    (demande,) = _recus(boite, adresse)
    assert confirmer(essai.journal, _jeton(demande, "confirmation"))
    boite.recus.clear()
    return compte


def _note(journal: Journal, texte: str, titre: str, par: str, motif: str = "Pour voir.") -> str:
    publiee = _note_publiee(journal)
    change = Changement("evenements", EVENEMENT, "note", publiee, texte)
    return proposer(journal, par, Texte(titre, motif), [change])


def _note_publiee(journal: Journal) -> str:
    rangee = RangeesPubliees(journal).rangee("evenements", EVENEMENT)
    assert rangee is not None
    return rangee["note"]


def test_a_proposal_is_told_to_who_reviews_and_its_refusal_to_its_author(
    essai: Essai, boite: Boite, capsys: Sortie
) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    marc = _abonnee(essai, boite, "marc", Habilitation(Role.REFERENT), Avis.PROPOSITIONS)
    capsys.readouterr()
    sienne = _note(essai.journal, "À distance.", HOSTILE, marc, "Dit par <script>elle</script>.")
    assert main(["courriels"]) == 0 and main(["courriels"]) == 0
    assert "1\u00a0courriel parti." in capsys.readouterr().out
    (recu,) = boite.recus
    m = recu.message
    assert recu.pour == ["lea@exemple.fr"] and m["To"] == "lea@exemple.fr"
    assert m["From"] == "La Fabrique <tableau@exemple.fr>" and m["Bcc"] is None
    titre = "«\u00a0Ne pas Bcc: tous <b>cliquer</b> ici\u00a0»"
    assert m["Subject"] == f"À relire\u00a0: {titre}" and titre in _texte(m)
    lien = f"{RACINE}/mise-a-jour?proposition={sienne}#partie-ce-qui-attend-une-relecture"
    assert lien in _texte(m) and lien in _texte(m, "html")
    assert f"{RACINE}/mise-a-jour#partie-vos-courriels" in _texte(m)
    assert "une personne qui n’est pas nommée" in _texte(m) and "marc" not in str(m)
    assert "<script>" not in _texte(m, "html") and "&lt;script&gt;" in _texte(m, "html")
    boite.recus.clear()
    suite(essai.journal, sienne, Quoi.REFUSEE, lea, "La source dit l’inverse.")
    assert main(["courriels"]) == 0
    (refus,) = boite.recus
    assert refus.pour == ["marc@exemple.fr"]
    assert str(refus.message["Subject"]).startswith("Refusée\u00a0: «\u00a0Ne pas")
    assert "La raison\u00a0: «\u00a0La source dit l’inverse.\u00a0»" in _texte(refus.message)
    formulaire = "porte=table&table=evenements&rangee=tronc-commun-2021-11-17"
    assert f"{RACINE}/mise-a-jour?{formulaire}" in _texte(refus.message)


def test_a_question_and_an_answer_are_told_to_each_other(essai: Essai, boite: Boite) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _abonnee(essai, boite, "luc", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    marc = _abonnee(essai, boite, "marc", Habilitation(Role.REFERENT), Avis.PROPOSITIONS)
    nommer(essai.journal, marc, True)
    sienne = _note(essai.journal, "À distance.", "Une note", marc)
    suite(essai.journal, sienne, Quoi.QUESTIONNEE, lea, "Où est-ce dit ?")
    suite(essai.journal, sienne, Quoi.REPONDUE, marc, "Page 3.")
    assert main(["courriels"]) == 0
    (a_lea,), (a_marc,) = _recus(boite, "lea@exemple.fr"), _recus(boite, "marc@exemple.fr")
    assert a_lea["Subject"] == "2\u00a0nouvelles à lire"
    assert "par marc" in _texte(a_lea) and "Page 3." in _texte(a_lea)
    (a_luc,) = _recus(boite, "luc@exemple.fr")  # who asked nothing
    assert "Réponse à une question" in _texte(a_luc)
    assert "Où est-ce dit" in _texte(a_marc)
    assert f"proposition={sienne}" in _texte(a_marc)


def test_a_publication_is_told_to_its_territory_and_to_no_other(essai: Essai, boite: Boite) -> None:
    ici, ailleurs = (essai.publiees.rangees("territoires")[r][1]["id"] for r in (0, 1))
    un_droit = Habilitation(Role.CONTRIBUTEUR, ici)
    _abonnee(essai, boite, "ici", un_droit, Avis.TERRITOIRE)
    _abonnee(essai, boite, "la-bas", Habilitation(Role.CONTRIBUTEUR, ailleurs), Avis.TERRITOIRE)
    _abonnee(essai, boite, "partout", Habilitation(Role.REFERENT), Avis.TERRITOIRE)
    _abonnee(essai, boite, "muette", Habilitation(Role.REFERENT), Avis.RESUME)
    rangee = essai.publiees.rangees("territoires")[0]
    cases = [
        Changement("territoires", rangee[0], "note", rangee[1]["note"], "Vue de près."),
    ]
    proposee = proposer(essai.journal, SYSTEME, Texte("Une note", "Pour voir."), cases)
    assert publier(essai.journal, proposee, SYSTEME, sain).publication == 2
    assert main(["courriels"]) == 0
    assert sorted(r.pour[0] for r in boite.recus) == ["ici@exemple.fr", "partout@exemple.fr"]
    (d_ici,), (de_partout,) = _recus(boite, "ici@exemple.fr"), _recus(boite, "partout@exemple.fr")
    assert d_ici["Subject"] == "Publication n°\u00a02\u00a0: Une note"
    assert f"{RACINE}/historique?table=territoires&rangee={ici}&avant=3" in _texte(d_ici)
    assert f"{RACINE}/historique?avant=3" in _texte(de_partout)


def test_one_unsubscribes_in_one_click_from_the_header_or_from_the_words(
    essai: Essai, boite: Boite
) -> None:
    _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    assert main(["courriels"]) == 0
    (recu,) = boite.recus
    jeton = _jeton(recu.message, "desabonnement")
    lien = f"<{RACINE}/desabonnement?jeton={jeton}>"
    assert recu.message["List-Unsubscribe"] == lien
    assert recu.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert recu.message["Auto-Submitted"] == "auto-generated"
    assert se_desabonner(essai.journal, jeton)
    _note(essai.journal, "Ailleurs.", "Une autre", essai.compte)
    boite.recus.clear()
    assert main(["courriels"]) == 0 and boite.recus == []


def test_a_refusal_of_the_server_is_tried_later_or_given_up_and_told(
    essai: Essai, boite: Boite, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    boite.au_destinataire = "451 plus tard, lea@exemple.fr"
    capsys.readouterr()
    assert main(["courriels"]) == 0
    assert "reporté" in capsys.readouterr().out
    boite.au_destinataire = ""
    assert main(["courriels"]) == 0 and boite.recus == []  # not yet
    dans_une_heure = replace(essai.journal, horloge=lambda: datetime.now(UTC) + timedelta(hours=1))
    monkeypatch.setattr(commandes_des_courriels, "journal_present", lambda: dans_une_heure)
    boite.aux_mots = "554 non, lea@exemple.fr"
    assert main(["courriels"]) == 1
    dit = capsys.readouterr().out
    assert f"abandonné (compte {lea})\u00a0: le serveur répond 554." in dit
    assert "lea@exemple.fr" not in dit
    assert derniere_issue(essai.journal, lea) == (Etat.ABANDONNE, "le serveur répond 554")
    assert main(["courriels"]) == 0 and boite.recus == []


def test_a_server_that_is_cut_or_absent_loses_nothing_and_sends_nothing_twice(
    essai: Essai, boite: Boite, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    monkeypatch.setenv(SMTP, "smtp://localhost:1")
    for _ in range(2):
        assert main(["courriels"]) == 1
        assert "ne répond pas. Ce qui reste attend." in capsys.readouterr().out
    assert il_y_en_a(essai.journal)
    assert derniere_issue(essai.journal, lea) == (Etat.ENVOYE, "")  # that of the confirmation
    monkeypatch.setenv(SMTP, boite.adresse)
    boite.couper = True
    assert main(["courriels"]) == 1
    assert "peut-être parti" in capsys.readouterr().out
    boite.couper = False
    assert main(["courriels"]) == 0 and boite.recus == []
    assert derniere_issue(essai.journal, lea) == (
        Etat.INCERTAIN,
        "la ligne a été coupée pendant l’envoi",
    )


def test_a_server_that_takes_its_time_to_read_a_message_is_waited_for(
    essai: Essai, boite: Boite, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    donner_une_adresse(essai.journal, essai.compte, "lea@exemple.fr")
    monkeypatch.setattr(envoi, "_PATIENCE", 0.7)
    boite.retenir = True

    def lire() -> None:
        boite.tient.wait(60)
        sleep(1)
        boite.lacher.set()

    lecture = Thread(target=lire)
    lecture.start()
    assert main(["courriels"]) == 0
    lecture.join()
    assert "reporté" in capsys.readouterr().out


def test_a_password_goes_only_under_a_certificate_that_is_known(
    essai: Essai, boite: Boite, tmp_path: Path, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    certificat, cle = _certificat(tmp_path)
    sur = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    sur.load_cert_chain(certificat, cle)
    with serveur_de_courriel(sur) as chiffre:
        port = urlsplit(chiffre.adresse).port
        essais = [
            (IDENTITE[1], "", "ne prouve pas qui il est"),
            ("un autre mot", str(certificat), "refuse le nom ou le mot de passe"),
            (IDENTITE[1], str(certificat), ""),
        ]
        for mot, connu, attendu in essais:
            monkeypatch.setenv(SMTP, f"starttls://{IDENTITE[0]}:{quote(mot)}@localhost:{port}")
            monkeypatch.setenv("SSL_CERT_FILE", connu)
            capsys.readouterr()
            assert main(["courriels"]) == (1 if attendu else 0)
            assert attendu in capsys.readouterr().out and bool(chiffre.recus) is not bool(attendu)


def _certificat(dossier: Path) -> tuple[Path, Path]:
    """Make a certificate of this machine, which nobody else knows."""
    cle = ec.generate_private_key(ec.SECP256R1())
    nom = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    hier = datetime.now(UTC) - timedelta(days=1)
    certificat = (
        x509.CertificateBuilder()
        .subject_name(nom)
        .issuer_name(nom)
        .public_key(cle.public_key())
        .serial_number(1)
        .not_valid_before(hier)
        .not_valid_after(hier + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(cle, hashes.SHA256())
    )
    fichiers = dossier / "certificat.pem", dossier / "cle.pem"
    fichiers[0].write_bytes(certificat.public_bytes(serialization.Encoding.PEM))
    fichiers[1].write_bytes(
        cle.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return fichiers


def test_without_a_server_mail_stays_in_a_folder(
    essai: Essai, tmp_path: Path, capsys: Sortie, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in (SMTP, EXPEDITEUR, "FABRIQUE_ADRESSE", COURRIELS):
        monkeypatch.delenv(variable, raising=False)
    donner_une_adresse(essai.journal, essai.compte, "marie@exemple.fr")
    monkeypatch.setenv(COURRIELS, str(tmp_path / "pas-un-dossier" / "ici"))
    (tmp_path / "pas-un-dossier").touch()
    assert main(["courriels"]) == 1
    assert "donnez-en un autre par FABRIQUE_COURRIELS. Ce qui" in capsys.readouterr().out
    monkeypatch.delenv(COURRIELS)
    dossier = essai.journal.dossier / "courriels"
    dossier.mkdir()
    assert main(["courriels"]) == 0
    assert f"1\u00a0courriel déposé dans {dossier}\u00a0: aucun ne part" in capsys.readouterr().out
    (pose,) = mailbox.Maildir(dossier)
    lu = message_from_bytes(pose.as_bytes(), policy=default)
    assert isinstance(lu, EmailMessage) and lu["To"] == "marie@exemple.fr"
    assert "http://localhost:8501/confirmation?jeton=" in _texte(lu)
    assert main(["courriels"]) == 0
    assert "Aucun courriel à envoyer." in capsys.readouterr().out
    monkeypatch.setenv(SMTP, "smtp://localhost:25")
    monkeypatch.setenv(EXPEDITEUR, "tableau@exemple.fr")
    for fausse in ("", "exemple.fr", "https://théâtre.fr", "https://exemple.fr/le tableau"):
        monkeypatch.setenv("FABRIQUE_ADRESSE", fausse)
        assert main(["courriels"]) == 1
        assert "FABRIQUE_ADRESSE doit dire" in capsys.readouterr().err


def test_erasing_the_account_takes_back_what_was_to_leave(essai: Essai, boite: Boite) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    preparer(essai.journal, RACINE, lambda: None)
    assert il_y_en_a(essai.journal)
    effacer(essai.journal, SYSTEME, lea)
    assert main(["courriels"]) == 0 and boite.recus == []


@pytest.mark.serveur
def test_a_command_killed_while_it_sends_sends_nothing_twice(essai: Essai, boite: Boite) -> None:
    comptes = [
        _abonnee(essai, boite, nom, Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
        for nom in ("lea", "luc")
    ]
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    boite.retenir = True
    with subprocess.Popen([sys.executable, "-m", "fabrique_dash", "courriels"]) as commande:
        assert boite.tient.wait(60)  # it has sent the words, and waits for the answer
        commande.kill()
    boite.retenir = False
    boite.lacher.set()
    assert main(["courriels"]) == 0
    plus_tard = _au(essai, datetime.now(UTC) + timedelta(hours=2))
    assert ranger(plus_tard).incertains == 1
    assert main(["courriels"]) == 0 and len(boite.recus) == 1  # the other one, once
    issues = [derniere_issue(essai.journal, compte) for compte in comptes]
    assert sorted(i[0] for i in issues if i) == [Etat.ENVOYE, Etat.INCERTAIN]


def test_a_restored_journal_asks_again_before_it_writes_to_anybody(
    essai: Essai, boite: Boite, tmp_path: Path
) -> None:
    lea = _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.A_RELIRE)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    preparer(essai.journal, RACINE, lambda: None)
    sauvegarder(essai.journal, tmp_path / "copie.sqlite")
    restaurer(essai.journal, tmp_path / "copie.sqlite")
    assert main(["courriels"]) == 0
    (recu,) = boite.recus
    assert "Confirmez votre adresse" in str(recu.message["Subject"])
    assert confirmer(essai.journal, _jeton(recu.message, "confirmation"))
    boite.recus.clear()
    assert main(["courriels"]) == 0 and boite.recus == []  # what was told is not told again
    connue = abonne(essai.journal, lea)
    assert connue is not None and connue.confirmee


def _au(essai: Essai, quand: datetime) -> Journal:
    return replace(essai.journal, horloge=lambda: quand)


def test_a_week_begins_on_monday_at_seven_in_paris() -> None:
    avant, apres = (datetime(2026, 11, 30, 5, m, tzinfo=UTC) for m in (59, 0))
    assert semaine(apres.replace(hour=6)).cle == "resume:2026-49"
    assert semaine(avant).cle == semaine(apres).cle == "resume:2026-48"
    assert semaine(datetime(2027, 1, 3, 12, tzinfo=UTC)).cle == "resume:2026-53"


@pytest.mark.parametrize("premier", [datetime(2026, 3, 23), datetime(2026, 10, 19)])
def test_no_instant_is_told_by_two_weeks_or_by_none_when_clocks_change(premier: datetime) -> None:
    midi = [premier.replace(hour=12, tzinfo=UTC) + timedelta(days=7 * rang) for rang in range(3)]
    semaines = [semaine(instant) for instant in midi]
    assert [s.avant for s in semaines[1:]] == [s.depuis for s in semaines[:-1]]


def test_the_week_is_told_once_and_not_if_there_is_nothing_to_say(
    essai: Essai, boite: Boite, donnees: Donnees
) -> None:
    territoire = essai.publiees.rangees("territoires")[0][1]["id"]
    droit = Habilitation(Role.CONTRIBUTEUR, territoire)
    _abonnee(essai, boite, "lea", Habilitation(Role.RELECTEUR), Avis.RESUME)
    ici = _abonnee(essai, boite, "ici", droit, Avis.RESUME)
    _note(essai.journal, "À distance.", "Une note", essai.compte)
    bientot = datetime.now(UTC) + timedelta(days=7)
    apres = _au(essai, bientot)
    assert preparer(essai.journal, RACINE, lambda: donnees) == 0  # asked after the week began
    assert preparer(apres, RACINE, lambda: donnees) == 2
    assert preparer(apres, RACINE, lambda: donnees) == 0
    assert envoyer(apres, reglages(apres), RACINE).partis == 2
    (a_lea,), (a_ici,) = _recus(boite, "lea@exemple.fr"), _recus(boite, "ici@exemple.fr")
    assert a_lea["Subject"] == a_ici["Subject"] == "La semaine, et ce qui vous attend"
    assert "Ce qui attend votre relecture" in _texte(a_lea) and "Une note" in _texte(a_lea)
    assert "À regarder d’abord" in _texte(a_ici) and "Une note" not in _texte(a_ici)
    effacer(essai.journal, SYSTEME, ici)
    encore = _au(essai, bientot + timedelta(days=7))
    assert preparer(encore, RACINE, lambda: None) == 1  # the proposal still waits for Léa


@pytest.mark.parametrize(
    "titre",
    [
        "À relire\u00a0: «\u00a0Île-de-France l’étape d’agglomération relire\u00a0»",
        "À relire\u00a0: «\u00a017 d’agglomération Arras sur à précision Forêt, « côte, bâtir »",
        "Une séance =?utf-8?q?d=C3=A9plac=C3=A9e?= à Arras",
        "Un titre sans accent, mais qui ne tient pas sur une seule ligne de cet en-tete-la",
    ],
)
def test_no_space_is_lost_in_what_a_header_says_and_no_line_is_too_long(titre: str) -> None:
    pris = Pris("f" * 32, "compte", "lea@exemple.fr", 1, Ecrit("avis", titre, titre * 9, "", None))
    de = expediteur_de('"Les Territoires Pilotes, d’été à l’Étape d’Île-de-France" <t@exemple.fr>')
    octets = message(pris, de, RACINE, datetime.now(UTC)).as_bytes()
    assert all(len(ligne) <= 76 for ligne in octets.splitlines())
    lus = message_from_bytes(octets, policy=compat32)  # decodes words as mail programs do
    assert str(make_header(decode_header(lus["Subject"]))) == titre
    nom, adresse = parseaddr(lus["From"].replace("\r\n", ""))
    assert adresse == "t@exemple.fr"
    assert str(make_header(decode_header(nom))) == de.display_name


def test_a_subject_holds_one_line_that_is_read() -> None:
    assert sujet_de("a\r\nBcc: b\u2028c\u202ed\x00\u00a0»") == "a Bcc: b c d \u00a0»"
    assert len(sujet_de("mot " * 99)) <= 111 and sujet_de("mot " * 99).endswith("…")


@pytest.mark.parametrize(
    ("url", "attendu"),
    [
        ("smtp://relais", Relais("relais", 25, Chiffrement.AUCUN)),
        ("smtps://a%40b:m%3Ap@r:4650", Relais("r", 4650, Chiffrement.DES_LE_DEBUT, "a@b", "m:p")),
        ("starttls://a:b@r", Relais("r", 587, Chiffrement.ENSUITE, "a", "b")),
    ],
)
def test_a_server_is_read_in_its_address(url: str, attendu: Relais) -> None:
    lu = relais_de(url)
    assert lu == attendu and "m:p" not in repr(lu)


@pytest.mark.parametrize(
    "url",
    [
        "relais:25",
        "http://r",
        "smtp://",
        "smtp://r:abc",
        "smtp://a:b@r",
        "smtps://a@r",
        "smtps://à:b@r",
    ],
)
def test_a_server_that_can_t_be_used_is_refused(url: str) -> None:
    with pytest.raises(ReglageImpossible, match="FABRIQUE_SMTP"):
        relais_de(url)
