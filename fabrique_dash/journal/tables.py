"""The journal's tables. History is only added to; accounts, drafts and reports may be erased.

Instants are texts in UTC (`moteur.Journal.maintenant`); what orders history is numbers, not
instants: a clock may go back. Nothing of history refers to an account but by an opaque code, so
that erasing the account leaves it whole.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADONNEES = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def du_compte() -> Column[str]:
    """Return the column of what goes away with the account."""
    cle = ForeignKey("compte.id", ondelete="CASCADE")
    return Column("compte", String(32), cle, nullable=False, index=True)


def seul_du_compte() -> Column[str]:
    """Return the same column where the primary key begins with it, which is index enough."""
    cle = ForeignKey("compte.id", ondelete="CASCADE")
    return Column("compte", String(32), cle, primary_key=True)


def _case() -> list[Column[str]]:
    """Return the columns of a change of one cell, as `cases.Changement` tells them."""
    return [
        Column("nom_table", Text, nullable=False),
        Column("cle", Text, nullable=False),
        Column("colonne", Text, nullable=False),
        Column("avant", Text),
        Column("apres", Text),
        Column("operation", String(16), nullable=False),
        Column("voisin", Text),
    ]


# What may be erased.

COMPTE = Table(
    "compte",
    METADONNEES,
    Column("id", String(32), primary_key=True),
    Column("nom", Text, nullable=False),
    Column("nomme", Boolean, nullable=False),  # whether its name may be shown with its changes
    Column("cree_le", String(32), nullable=False),
)

HABILITATION = Table(
    "habilitation",
    METADONNEES,
    Column("id", Integer, primary_key=True),
    du_compte(),
    Column("role", String(16), nullable=False),
    Column("portee", Text, nullable=False),  # a territory, or empty: everything
    Column("depuis", String(32), nullable=False),
    Column("donnee_par", String(32), nullable=False),
    sqlite_autoincrement=True,
)

SESSION = Table(
    "session",
    METADONNEES,
    Column("empreinte", String(64), primary_key=True),
    du_compte(),
    Column("ouverte_le", String(32), nullable=False),
    Column("expire_le", String(32), nullable=False),
    Column("appareil", Text, nullable=False),
)

INVITATION = Table(
    "invitation",
    METADONNEES,
    Column("empreinte", String(64), primary_key=True),
    du_compte(),
    Column("expire_le", String(32), nullable=False),
    Column("utilisee_le", String(32)),
)

# By which account of elsewhere an account is opened: who it is there, or the address that was
# invited, as hashes; never both.
IDENTITE = Table(
    "identite",
    METADONNEES,
    Column("id", Integer, primary_key=True),
    du_compte(),
    Column("empreinte", String(64), unique=True),  # of the issuer and the subject
    Column("fournisseur", String(32)),
    Column("liee_le", String(32)),
    Column("courriel", String(64), unique=True),
    Column("expire_le", String(32)),
    CheckConstraint("(empreinte IS NULL) <> (courriel IS NULL)", name="l_un_ou_l_autre"),
    sqlite_autoincrement=True,
)

# What closes there too a session that was opened from elsewhere.
SESSION_D_AILLEURS = Table(
    "session_d_ailleurs",
    METADONNEES,
    Column(
        "session",
        String(64),
        ForeignKey("session.empreinte", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("fournisseur", String(32), nullable=False),
    Column("jeton", Text, nullable=False),
)

BROUILLON = Table(
    "brouillon",
    METADONNEES,
    Column("id", String(32), primary_key=True),
    du_compte(),
    Column("porte", Text, nullable=False),  # which form it comes from
    Column("contenu", Text, nullable=False),  # the form's own fields, as JSON
    Column("ouvert_le", String(32), nullable=False),
    Column("modifie_le", String(32), nullable=False),
)

CASE_DE_BROUILLON = Table(
    "case_de_brouillon",
    METADONNEES,
    Column("brouillon", String(32), ForeignKey("brouillon.id", ondelete="CASCADE"), nullable=False),
    Column("rang", Integer, nullable=False),
    *_case(),
    PrimaryKeyConstraint("brouillon", "nom_table", "cle", "colonne"),
    Index("ix_case_de_brouillon_rangee", "nom_table", "cle"),
)

SECRET = Table(  # of the server, the same for all its processes
    "secret",
    METADONNEES,
    Column("nom", String(32), primary_key=True),
    Column("valeur", String(64), nullable=False),
)

ERREUR_SIGNALEE = Table(  # said by anybody: never history, and erased in its time
    "erreur_signalee",
    METADONNEES,
    Column("id", String(32), primary_key=True),
    Column("suivi", String(64), nullable=False),  # hash of what the sender follows it by
    Column("le", String(32), nullable=False),
    Column("page", Text, nullable=False),
    Column("nom_table", Text, nullable=False),  # with its row, or empty
    Column("cle", Text, nullable=False),
    Column("colonne", Text, nullable=False),
    Column("quoi", Text, nullable=False),
    Column("plutot", Text, nullable=False),
    Column("ou", Text, nullable=False),
    Column("courriel", Text),
    Column("brouillon", String(32)),  # what a reviewer makes of it, as long as it is there
    Column("proposition", String(32), ForeignKey("proposition.id")),
    Column("motif", Text, nullable=False),  # why nothing comes of it
    Column("ferme_le", String(32), index=True),
    UniqueConstraint("suivi"),
)

# History.

CONTENU = Table(
    "contenu",
    METADONNEES,
    Column("sha256", String(64), primary_key=True),
    Column("zlib", LargeBinary, nullable=False),
)

PROPOSITION = Table(
    "proposition",
    METADONNEES,
    Column("id", String(32), primary_key=True),
    Column("nature", String(16), nullable=False),
    Column("par", String(32), nullable=False),
    Column("le", String(32), nullable=False),
    Column("base", Integer, nullable=False),  # the publication that it was made from
    Column("titre", Text, nullable=False),
    Column("motif", Text, nullable=False),
    Column("remplace", String(32)),  # an earlier proposal, taken up again
    Column("manifeste", Text),  # of the release, for an import
)

CHANGEMENT = Table(
    "changement",
    METADONNEES,
    Column("proposition", String(32), ForeignKey("proposition.id"), nullable=False),
    Column("rang", Integer, nullable=False),
    *_case(),
    PrimaryKeyConstraint("proposition", "rang"),
    Index("ix_changement_rangee", "nom_table", "cle"),
)

EVENEMENT = Table(
    "evenement",
    METADONNEES,
    Column("id", Integer, primary_key=True),
    Column("proposition", String(32), ForeignKey("proposition.id"), nullable=False, index=True),
    Column("quoi", String(16), nullable=False),
    Column("par", String(32), nullable=False),
    Column("le", String(32), nullable=False),
    Column("commentaire", Text, nullable=False),
    sqlite_autoincrement=True,
)

PUBLICATION = Table(
    "publication",
    METADONNEES,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer, nullable=False),
    Column("par", String(32), nullable=False, index=True),
    Column("le", String(32), nullable=False),
    Column("message", Text, nullable=False),
    Column("proposition", String(32), ForeignKey("proposition.id")),
    Column("manifeste", Text, nullable=False),
    Column("version", String(32), nullable=False),  # of the code whose rules it met
    Column("chaine", String(64), nullable=False),
    UniqueConstraint("parent"),
    CheckConstraint("n = parent + 1", name="suite"),
)

CASE_PUBLIEE = Table(
    "case_publiee",
    METADONNEES,
    Column("n", Integer, ForeignKey("publication.n"), nullable=False),
    Column("rang", Integer, nullable=False),
    *_case(),
    PrimaryKeyConstraint("n", "rang"),
    Index("ix_case_publiee_rangee", "nom_table", "cle", "n"),
)

# What no statement may change or take away: a trigger refuses it.
HISTOIRE = (CONTENU, PROPOSITION, CHANGEMENT, EVENEMENT, PUBLICATION, CASE_PUBLIEE)
