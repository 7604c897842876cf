"""What is cut, killed, full or locked: what was acknowledged stays, readers see one whole."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from fabrique_dash.journal.brouillons import brouillons, ouvrir_un_brouillon
from fabrique_dash.journal.contenus import defauts_de_la_chaine, manifeste_de, tete_de
from fabrique_dash.journal.dossiers import courant, est_publie, suivre
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, creer_le_moteur
from fabrique_dash.journal.propositions import proposer
from fabrique_dash.journal.publication import publier
from tests.journal import enfants
from tests.journal.essais import (
    TEXTE,
    THEMES,
    ecrire,
    ecrire_le_paquet,
    libelle,
    numero,
    sain,
    themes,
    themes_servis,
)
from tests.journal.processus import dit_par, enfant, tout_ce_que_dit

pytestmark = pytest.mark.serveur
MORTS = int(os.environ.get("FABRIQUE_MORTS", "10"))


def _nom(journal: Journal) -> str:
    return journal.moteur.url.render_as_string(hide_password=False)


def _attendre_la_base(journal: Journal) -> None:
    """Wait until the server has done, or undone, what a dead client had asked."""
    if journal.moteur.dialect.name == "sqlite":
        return
    demande = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    while True:
        with journal.lire() as cx:
            if not cx.exec_driver_sql(demande).scalar():
                return


def _examiner(journal: Journal) -> None:
    """Hold that the journal is sound, and that what is served is its head, whole."""
    with journal.lire() as cx:
        assert defauts_de_la_chaine(cx) == []
        if journal.moteur.dialect.name == "sqlite":
            assert cx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    suivre(journal)
    dossier = courant(journal)
    assert dossier is not None and est_publie(journal, dossier)
    assert dossier.name.startswith(f"{numero(journal):06d}-")
    assert not [r for r in dossier.parent.iterdir() if r.name.startswith(".")]


def _duree_d_une_publication(journal: Journal, brouillon: tuple[str, str]) -> float:
    """Measure, in seconds, what a publication takes here and now."""
    arguments = (_nom(journal), journal.dossier, brouillon)
    with enfant(enfants.publier_sans_fin, *arguments) as (processus, ecoute):
        finis: list[float] = []
        while len(finis) < 3:
            if ecoute.recv()[0] == "publication":
                finis.append(time.monotonic())
        processus.kill()
        processus.join()
    return (finis[-1] - finis[0]) / 2


def test_killed_at_any_instant_nothing_acknowledged_is_lost(journal: Journal) -> None:
    marie, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    brouillon = marie, ouvrir_un_brouillon(journal, marie, "Essai")
    hasard = random.Random(12)
    duree = _duree_d_une_publication(journal, brouillon)
    publications = notes = 0
    for _ in range(MORTS):
        arguments = (_nom(journal), journal.dossier, brouillon)
        with enfant(enfants.publier_sans_fin, *arguments) as (processus, ecoute):
            assert ecoute.poll(60)
            time.sleep(hasard.uniform(0, 3 * duree))  # the instant of death, not a wait
            processus.kill()
            processus.join()
            dits = tout_ce_que_dit(ecoute)
        _attendre_la_base(journal)
        recus = [d for d in dits if d[0] == "publication"]
        publications += len(recus)
        lu = themes(journal)["a"]
        if recus:
            assert numero(journal) in (recus[-1][1], recus[-1][1] + 1)
            assert lu in (recus[-1][2], str(int(recus[-1][2]) + 1))
        gardes = [d[1] for d in dits if d[0] == "brouillon"]
        notes += len(gardes)
        assert brouillons(journal, marie)[0].contenu["fait"] >= gardes[-1]
        _examiner(journal)
        assert themes_servis(journal)["a"] == lu
    assert publications
    sorte = journal.moteur.dialect.name
    print(f"{sorte}, {MORTS} arrêts : {publications} publications et {notes} brouillons acquis,")
    print("tous retrouvés.")  # `make bench` shows it


def test_dead_at_each_writing_all_or_nothing_is_published(journal: Journal) -> None:
    avant, k = "Un", 0
    while True:
        k += 1
        voulu = f"mot {k}"
        code, dits = dit_par(
            enfants.mourir_en_publiant, _nom(journal), journal.dossier, k, avant, voulu
        )
        _attendre_la_base(journal)
        assert code in (0, enfants.MORT)
        lu = themes(journal)["a"]
        assert lu in (avant, voulu) and themes_servis(journal)["a"] in (avant, voulu)
        _examiner(journal)
        assert themes_servis(journal)["a"] == lu
        if code == 0:
            break
        avant = lu
    assert dits[0] == k - 1 > 15  # every writing was the last one once
    assert ecrire(journal, libelle("a", voulu, "la suite")).publication == numero(journal)


def test_dead_at_each_writing_of_the_beginning_it_begins_again(
    nouvelle_base: Callable[[Path], str], tmp_path: Path
) -> None:
    livre = ecrire_le_paquet(tmp_path / "livre")
    nom, dossier = nouvelle_base(tmp_path / "base"), tmp_path / "base"
    journal = enfants.ouvrir(nom, dossier)
    for k in range(1, 60):
        code, _ = dit_par(enfants.mourir_en_commencant, nom, dossier, k, livre)
        assert code in (0, enfants.MORT)
        if code == 0:
            break
    commencer(journal, livre, SYSTEME, sain)
    assert numero(journal) == 1 and themes_servis(journal) == THEMES
    _examiner(journal)
    journal.fermer()


@pytest.mark.parametrize("octets", [0, 200, 100_000, 200_000])
def test_a_full_disk_loses_nothing_and_says_so(journal: Journal, octets: int) -> None:
    code, (dit,) = dit_par(enfants.publier_disque_plein, _nom(journal), journal.dossier, octets)
    assert code == 0
    if isinstance(dit, str):
        assert numero(journal) == 1
        assert "File too large" in dit or "disque" in dit or "refusé" in dit
    else:
        assert numero(journal) == dit == 2
    _examiner(journal)
    if numero(journal) == 1:
        assert ecrire(journal, libelle("a", "Un", "1")).publication == 2


@contextmanager
def _petit_disque(dossier: Path) -> Iterator[Path]:
    """Lend a disk of two megabytes: the only way to fill one up for good."""
    dossier.mkdir()
    monter = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(dossier)]
    if os.geteuid() != 0 or subprocess.run(monter, capture_output=True, check=False).returncode:
        pytest.skip("monter un petit disque (tmpfs) n’est pas permis ici")
    try:
        yield dossier
    finally:
        subprocess.run(["umount", "--lazy", str(dossier)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(
    nouveau_journal: Callable[[Path], Journal], tmp_path: Path
) -> None:
    with _petit_disque(tmp_path / "petit") as disque:
        journal = nouveau_journal(disque / "base")
        mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "x" * 4000)])
        bourre = disque / "bourre"
        with bourre.open("wb", buffering=0) as plein, pytest.raises(OSError, match="No space"):
            while True:
                plein.write(b"0" * 4096)
        with pytest.raises(JournalIndisponible, match="le disque est plein"):
            publier(journal, mien, SYSTEME, sain)
        assert numero(journal) == 1 and themes_servis(journal) == THEMES
        bourre.unlink()
        assert publier(journal, mien, SYSTEME, sain).publication == 2
        _examiner(journal)
        journal.fermer()


def test_a_folder_that_can_t_be_written_is_made_later(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    vrai = os.rename

    def refuser(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "rename", refuser)
    assert ecrire(journal, libelle("a", "Un", "1")).publication == 2
    assert themes_servis(journal)["a"] == "Un"
    monkeypatch.setattr(os, "rename", vrai)
    _examiner(journal)
    assert themes_servis(journal)["a"] == "1"


def test_two_publish_on_one_cell_and_on_two_and_nothing_is_lost(journal: Journal) -> None:
    ecrire(journal, *(libelle(t, mot, ":") for t, mot in THEMES.items()))
    debut, fois = numero(journal), 12
    lus: list[str] = []
    fini = threading.Event()

    def lire_sans_cesse() -> None:
        while not fini.is_set():
            lus.append(_lire_un_dossier(journal))

    lecteur = threading.Thread(target=lire_sans_cesse)
    lecteur.start()
    commun = (_nom(journal), journal.dossier)
    try:
        equipe = [("a", "x", fois), ("a", "y", fois), ("b", "z", fois)]
        with (
            enfant(enfants.publier_tant, *commun, *equipe[0]) as (un, _),
            enfant(enfants.publier_tant, *commun, *equipe[1]) as (deux, _),
            enfant(enfants.publier_tant, *commun, *equipe[2]) as (trois, _),
        ):
            for processus in (un, deux, trois):
                processus.join(120)
                assert processus.exitcode == 0
    finally:
        fini.set()
        lecteur.join()
    ecrits = themes(journal)
    assert sorted(ecrits["a"]) == sorted(":" + "x" * fois + "y" * fois)
    assert ecrits["b"] == ":" + "z" * fois
    assert numero(journal) == debut + 3 * fois
    _examiner(journal)
    assert len(lus) > 3 * fois and set(lus) <= {"entier", "parti"} and lus.count("entier") > 10


def _lire_un_dossier(journal: Journal) -> str:
    """Read the folder that is served, the link resolved once; tell if it is one publication."""
    dossier = courant(journal)
    if dossier is None:
        return "parti"
    try:
        lus = {c.name: sha256(c.read_bytes()).hexdigest() for c in dossier.iterdir()}
    except OSError:
        return "parti"  # read so slowly that five others were published: read again
    with journal.lire() as cx:
        manifeste = manifeste_de(cx, int(dossier.name[:6]))
    return "entier" if lus == manifeste or not dossier.exists() else f"mêlé\u00a0: {dossier.name}"


def test_several_processes_make_the_same_folder_once(journal: Journal) -> None:
    with journal.lire() as cx:
        tete = tete_de(cx)
    replique = replace(journal, dossier=journal.dossier / "replique")
    arguments = (enfants.suivre_le_journal, _nom(journal), replique.dossier)
    with enfant(*arguments) as (un, ecoute), enfant(*arguments) as (deux, autre):
        un.join(60)
        deux.join(60)
        assert ecoute.recv() == autre.recv() == courant(replique)
    assert tete.n == 1
    _examiner(replique)


def test_a_proposal_survives_a_journal_that_is_held(journal: Journal) -> None:
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "1")])
    presse = replace(journal, moteur=creer_le_moteur(journal.moteur.url, 0.05))
    with journal.ecrire() as cx:
        # The lock that a writer holds, whatever it writes.
        cx.exec_driver_sql("UPDATE compte SET nom = nom")
        if cx.dialect.name == "postgresql":
            cx.exec_driver_sql("LOCK TABLE publication, evenement IN EXCLUSIVE MODE")
        with pytest.raises(JournalIndisponible, match="réessayez dans un instant"):
            publier(presse, mien, SYSTEME, sain)
    assert numero(journal) == 1
    assert publier(presse, mien, SYSTEME, sain).publication == 2
    presse.fermer()


def test_what_is_named_was_on_the_disk_before(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    faits: list[str] = []

    def noter(nom: str, vrai: Callable[..., object]) -> Callable[..., object]:
        def fait(*arguments: object) -> object:
            cible = arguments[-1]
            lieu = os.readlink(f"/proc/self/fd/{cible}") if nom == "fsync" else str(cible)
            faits.append(f"{nom} {Path(lieu).name.partition('-')[0]}")
            return vrai(*arguments)

        return fait

    for nom in ("fsync", "rename", "replace"):
        monkeypatch.setattr(os, nom, noter(nom, getattr(os, nom)))
    ecrire(journal, libelle("a", "Un", "1"))
    grave = faits[: faits.index("rename 000002")]
    # The two new files, then their folder; then its name; then the link, and its name.
    assert sorted(grave[:2]) == ["fsync datapackage.json", "fsync themes.csv"]
    assert grave[2:] == ["fsync .en"]
    assert faits[len(grave) :] == [
        "rename 000002",
        "fsync publications",
        "replace courant",
        "fsync base",
    ]
