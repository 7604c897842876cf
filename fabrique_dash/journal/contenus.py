"""What a publication is made of: the head of the journal, its files, the chain that seals it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from fabrique_dash.journal.cases import Changement, changement_de
from fabrique_dash.journal.paquet import Paquet
from fabrique_dash.journal.tables import CASE_PUBLIEE, CONTENU, PUBLICATION

_SANS_PARENT = "0" * 64


@dataclass(frozen=True)
class Tete:
    """A publication: its number (0 before the first one), and the hash that seals its history."""

    n: int
    chaine: str


AVANT_TOUT = Tete(0, _SANS_PARENT)


def tete_de(cx: Connection) -> Tete:
    """Return the last publication."""
    demande = select(PUBLICATION.c.n, PUBLICATION.c.chaine).order_by(PUBLICATION.c.n.desc())
    ligne = cx.execute(demande.limit(1)).first()
    return AVANT_TOUT if ligne is None else Tete(ligne.n, ligne.chaine)


def manifeste_de(cx: Connection, n: int) -> dict[str, str]:
    """Return the files of a publication: SHA-256 by path; none of 0.

    Raises:
        LookupError: there is no such publication.
    """
    if n == 0:
        return {}
    lu = cx.execute(select(PUBLICATION.c.manifeste).where(PUBLICATION.c.n == n)).scalar()
    if lu is None:
        raise LookupError(f"Il n’y a pas de publication n°\u00a0{n}.")
    manifeste: dict[str, str] = json.loads(lu)
    return manifeste


def contenu_de(cx: Connection, sha: str) -> bytes:
    """Return the bytes of a SHA-256.

    Raises:
        KeyError: the journal does not hold them.
    """
    lu = cx.execute(select(CONTENU.c.zlib).where(CONTENU.c.sha256 == sha)).scalar()
    if lu is None:
        raise KeyError(sha)
    return zlib.decompress(lu)


def ajouter_des_contenus(cx: Connection, contenus: Mapping[str, bytes]) -> None:
    """Keep contents, but those that are kept already."""
    deja = set(cx.execute(select(CONTENU.c.sha256).where(CONTENU.c.sha256.in_(contenus))).scalars())
    rangees = [
        {"sha256": sha, "zlib": zlib.compress(octets)}
        for sha, octets in sorted(contenus.items())
        if sha not in deja
    ]
    if rangees:
        cx.execute(insert(CONTENU), rangees)


def paquet_de(cx: Connection, n: int | None = None) -> tuple[Tete, Paquet]:
    """Return a publication's package, readable while the transaction is open.

    Args:
        cx: the transaction.
        n: the publication; the last one if None.

    Raises:
        LookupError: there is no such publication.
    """
    tete = tete_de(cx)
    if n is not None and n != tete.n:
        chaine = cx.execute(select(PUBLICATION.c.chaine).where(PUBLICATION.c.n == n)).scalar()
        tete = Tete(n, str(chaine))
    return tete, Paquet(manifeste_de(cx, tete.n), lambda sha: contenu_de(cx, sha))


def cases_de(cx: Connection, n: int) -> list[Changement]:
    """Return the changes that a publication made, in their order."""
    demande = select(CASE_PUBLIEE).where(CASE_PUBLIEE.c.n == n).order_by(CASE_PUBLIEE.c.rang)
    return [changement_de(ligne) for ligne in cx.execute(demande)]


_SCELLEES = ("n", "par", "le", "message", "proposition", "manifeste", "version")


def sceller(parent: str, publication: Mapping[str, Any], cases: Iterable[Changement]) -> str:
    """Return the hash of a publication, of its changes and, by its parent's, of all before it.

    Args:
        parent: the parent's hash.
        publication: the columns of its row.
        cases: its changes, in their order.
    """
    dit = [parent, [publication[nom] for nom in _SCELLEES]]
    dit.append([list(c.colonnes().values()) for c in cases])
    ecrit = json.dumps(dit, ensure_ascii=False, separators=(",", ":"))
    return sha256(ecrit.encode("utf-8")).hexdigest()


def defauts_de_la_chaine(cx: Connection) -> list[str]:
    """Look at the whole history again; say in French what is no longer as it was recorded."""
    defauts: list[str] = []
    parent = AVANT_TOUT
    for lue in cx.execute(select(PUBLICATION).order_by(PUBLICATION.c.n)).mappings().all():
        ligne = dict(lue)
        nom = f"La publication n°\u00a0{ligne['n']}"
        if ligne["n"] != parent.n + 1 or ligne["parent"] != parent.n:
            defauts.append(f"{nom} ne suit pas la n°\u00a0{parent.n}.")
        if sceller(parent.chaine, ligne, cases_de(cx, ligne["n"])) != ligne["chaine"]:
            defauts.append(f"{nom} n’est plus telle qu’elle a été enregistrée.")
        parent = Tete(ligne["n"], ligne["chaine"])
    manquants = _contenus_perdus(cx)
    defauts += [f"Un fichier manque ou est abîmé\u00a0: {sha[:12]}." for sha in manquants]
    return defauts


def _contenus_perdus(cx: Connection) -> Sequence[str]:
    voulus = set()
    for manifeste in cx.execute(select(PUBLICATION.c.manifeste)).scalars():
        voulus.update(json.loads(manifeste).values())
    sains = set()
    for sha, serre in cx.execute(select(CONTENU.c.sha256, CONTENU.c.zlib)):
        try:
            if sha256(zlib.decompress(serre)).hexdigest() == sha:
                sains.add(sha)
        except zlib.error:
            continue
    return sorted(voulus - sains)
