"""The fields of a form, built from the descriptor: label, help, example, lists of choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.journal.cases import lire_la_cle
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

NOUVELLE = "+"  # what is made on the way; no code is so written
SOURCE, SOURCES, INFERENCE = "source_id", "sources", "inference"
_LONG = 1000  # characters from which a text has a field of several lines
# Texts that may be long as far as the package goes, and never are.
_D_UNE_LIGNE = frozenset(
    {"titre", "producteur", "lieu", "libelle", "libelle_date", "nom", "licence", "fonction"}
)
_TOUJOURS = frozenset({SOURCE, "statut"})
# Of a new source, what is asked for; the rest follows from it.
CHAMPS_D_UNE_SOURCE = ("producteur", "titre", "type", "date_publication", "url", "nom_court")


@dataclass(frozen=True)
class ChampDeSaisie:
    """A field.

    Attributes:
        nom: its column.
        titre: its label.
        aide: what it is for, with an example.
        obligatoire: whether it must be filled.
        long: whether it takes several lines.
        choix: label of each value that it may take, by value; None for a free text.
        propose: what it stands for when it is left empty; empty for nothing.
    """

    nom: str
    titre: str
    aide: str
    obligatoire: bool
    long: bool
    choix: Mapping[str, str] | None
    propose: str = ""


def champs_de(
    publiees: RangeesPubliees,
    table: Table,
    rangee: Mapping[str, str],
    colonnes: Sequence[str] = (),
    *,
    nouvelle: bool = False,
) -> list[ChampDeSaisie]:
    """List the fields of a row's form.

    The inference is asked for when a status says « déduit », or when it holds something.

    Args:
        publiees: the rows that keys may name.
        table: the table.
        rangee: the row as it is typed by now.
        colonnes: those that are asked for, in order; none for all of them.
        nouvelle: whether the row is to be added: its key is then asked for.
    """
    connus = {champ.nom: champ for champ in table.champs}
    voulus = [connus[nom] for nom in colonnes or connus if nom in connus]
    deduit = est_deduite(rangee)
    return [
        champ_de(publiees, table, champ, deduit)
        for champ in voulus
        if (nouvelle or champ.nom not in table.cle_primaire)
        and (champ.nom != INFERENCE or deduit or rangee.get(INFERENCE))
    ]


def champ_de(publiees: RangeesPubliees, table: Table, champ: Champ, deduit: bool) -> ChampDeSaisie:
    """Make the field of a column.

    Args:
        publiees: the rows that keys may name.
        table: its table.
        champ: the column.
        deduit: whether its row is deduced: how must then be said.
    """
    requis = bool(champ.contraintes.get("required")) or champ.nom in _TOUJOURS
    exemple = f" Exemple\u00a0: {champ.exemple}" if champ.exemple else ""
    return ChampDeSaisie(
        champ.nom,
        champ.titre,
        f"{champ.description}{exemple}",
        requis or (champ.nom == INFERENCE and deduit),
        _est_long(champ),
        _choix(publiees, table, champ),
    )


def est_deduite(rangee: Mapping[str, str]) -> bool:
    """Tell whether something of a row is deduced: how must then be said."""
    return any(n.startswith("statut") and v == Statut.DEDUIT for n, v in rangee.items())


def _est_long(champ: Champ) -> bool:
    libre = "pattern" not in champ.contraintes and champ.nom not in _D_UNE_LIGNE
    return libre and int(champ.contraintes.get("maxLength", 0)) >= _LONG


def _choix(publiees: RangeesPubliees, table: Table, champ: Champ) -> Mapping[str, str] | None:
    if "enum" in champ.contraintes:
        return {str(valeur): str(valeur) for valeur in champ.contraintes["enum"]}
    if champ.type == "boolean":
        return {"true": "oui", "false": "non"}
    cle = next((c for c in table.cles_etrangeres if c.champ == champ.nom), None)
    if cle is None or not publiees.tables[cle.table].editable:
        return None  # free text, or a code among thousands
    noms = {lire_la_cle(c)[0]: nom for c, nom in publiees.noms(cle.table).items()}
    nouvelle = {NOUVELLE: "+ Une nouvelle source"} if champ.nom == SOURCE else {}
    triees = sorted(noms.items(), key=lambda paire: paire[1].casefold())
    return {**nouvelle, **dict(triees)}
