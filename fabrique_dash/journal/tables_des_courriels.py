"""The tables of who is told by e-mail, of what: no other one holds an address."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from fabrique_dash.journal.tables import METADONNEES, du_compte, seul_du_compte

ADRESSE = Table(
    "adresse",
    METADONNEES,
    seul_du_compte(),
    Column("adresse", Text, nullable=False),
    Column("demandee_le", String(32), nullable=False),
    Column("confirmee_le", String(32)),
    Column("empreinte", String(64)),  # of the token that confirms it, once it is written
    Column("expire_le", String(32)),
)

ABONNEMENT = Table(
    "abonnement",
    METADONNEES,
    seul_du_compte(),
    Column("quoi", String(16), primary_key=True),
    Column("depuis", String(32), nullable=False),
)

COURRIEL = Table(
    "courriel",
    METADONNEES,
    Column("id", String(32), primary_key=True),
    du_compte(),
    Column("genre", String(16), nullable=False),
    Column("sujet", Text),  # the words go away as soon as it no longer waits
    Column("texte", Text),
    Column("html", Text),
    Column("jeton", String(64)),  # by which one unsubscribes; its hash stays
    Column("empreinte", String(64), index=True),
    Column("ecrit_le", String(32), nullable=False),
    Column("etat", String(16), nullable=False),
    Column("essais", Integer, nullable=False),
    Column("a_partir_de", String(32), nullable=False),
    Column("tente_le", String(32)),
    Column("raison", Text, nullable=False),
    Index("ix_courriel_attente", "etat", "a_partir_de"),
)

ANNONCE = Table(
    "annonce",
    METADONNEES,
    seul_du_compte(),
    Column("cle", String(64), primary_key=True),  # what an account was told of, once
    Column("le", String(32), nullable=False),
)
