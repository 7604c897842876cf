"""The data dictionary, made from the descriptor so that the two can't disagree."""

from __future__ import annotations

from fabrique_dash.donnees.descripteur import Champ, Descripteur, Table

_CONTRAINTES = {
    "required": "obligatoire",
    "unique": "unique",
    "enum": "parmi",
    "pattern": "motif",
    "minimum": "au moins",
    "maximum": "au plus",
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


def _table(table: Table) -> list[str]:
    renvois = {c.champ: f"{c.table}.{c.cible}" for c in table.cles_etrangeres}
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
    for champ in table.champs:
        contraintes = contraintes_en_mots(champ)
        if champ.nom in renvois:
            contraintes = ", ".join(
                t for t in (contraintes, f"renvoie à {renvois[champ.nom]}") if t
            )
        cases = (f"`{champ.nom}`", champ.type, champ.description, champ.exemple, contraintes)
        lignes.append(f"| {' | '.join(_case(c) for c in cases)} |")
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
