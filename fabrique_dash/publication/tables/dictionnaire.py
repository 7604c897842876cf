"""The data dictionary, made from the descriptor so that the two can't disagree."""

from __future__ import annotations

from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.descripteur import Champ, Descripteur, Table
from fabrique_dash.donnees.vue import Vue

_CONTRAINTES = {
    "required": "obligatoire",
    "unique": "unique",
    "enum": "parmi",
    "pattern": "motif",
    "minimum": "au moins",
    "maximum": "au plus",
    "maxLength": "longueur au plus",
}


def contraintes_en_mots(champ: Champ) -> str:
    """Say a column's constraints in French, separated by commas."""
    dites = []
    for nom, valeur in champ.contraintes.items():
        mot = _CONTRAINTES.get(nom, nom)
        if valeur is True:
            dites.append(mot)
        elif isinstance(valeur, list):
            dites.append(f"{mot}\u00a0: {' / '.join(map(str, valeur))}")
        else:
            dites.append(f"{mot} `{valeur}`")
    return ", ".join(dites)


def _case(texte: str) -> str:
    return texte.replace("|", "\\|").replace("\n", " ")


@dataclass(frozen=True)
class Colonne:
    """What the dictionary says of a column."""

    nom: str
    type: str
    description: str
    exemple: str
    contraintes: str


def colonnes_de(table: Table) -> list[Colonne]:
    """Say what each column of a table holds, in the order of the schema."""
    renvois = {c.champ: f"renvoie à {c.table}.{c.cible}" for c in table.cles_etrangeres}
    return [
        Colonne(
            champ.nom,
            champ.type,
            champ.description,
            champ.exemple,
            ", ".join(t for t in (contraintes_en_mots(champ), renvois.get(champ.nom, "")) if t),
        )
        for champ in table.champs
    ]


def exemple_connu(vue: Vue, table: Table, colonne: Colonne) -> str:
    """Return a column's example; empty when it comes from a row hidden on the reference date."""
    toutes = vue.donnees.table(table.nom)[colonne.nom].astype("str")
    visibles = lignes_visibles(vue, table.nom)
    if colonne.nom not in visibles.columns:  # never told at a date: its example is a mere word
        return colonne.exemple
    montrees = visibles[colonne.nom].astype("str")
    cache = (toutes == colonne.exemple).any() and not (montrees == colonne.exemple).any()
    return "" if cache else colonne.exemple


def _table(table: Table) -> list[str]:
    lignes = [
        f"## {table.titre} (`{table.nom}`)",
        "",
        table.description,
        "",
        f"Fichier\u00a0: `{table.chemin}`. Clé\u00a0: {', '.join(table.cle_primaire) or 'aucune'}.",
        "",
        "| Colonne | Type | Description | Exemple | Contraintes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for c in colonnes_de(table):
        cases = (f"`{c.nom}`", c.type, c.description, c.exemple, c.contraintes)
        lignes.append(f"| {' | '.join(_case(case) for case in cases)} |")
    return [*lignes, ""]


def dictionnaire(descripteur: Descripteur) -> str:
    """Write the dictionary of a package as Markdown: every table, every column."""
    lignes = [
        "# Dictionnaire des données",
        "",
        f"{descripteur.titre}, version {descripteur.version}. Ce fichier est fait par "
        "`make dictionnaire` d’après `data/datapackage.json`\u00a0: ne pas le modifier à la main.",
        "",
    ]
    for table in descripteur.tables.values():
        lignes += _table(table)
    return "\n".join(lignes)
