"""Tables made by script: their files' hashes, recorded in the descriptor.

The rows of such a table are checked when it is made; while its file is the one that was recorded,
there is no need to look at them again each time somebody edits another table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    PROPRIETE,
    Descripteur,
    lire_descripteur,
)
from fabrique_dash.donnees.problemes import Probleme


def problemes_des_empreintes(dossier: Path, descripteur: Descripteur) -> Iterator[Probleme]:
    """List the tables whose file is no longer the one that was recorded."""
    for table in descripteur.tables.values():
        if PROPRIETE in table.brut and not table.est_notee(dossier):
            yield Probleme(
                table.chemin,
                0,
                "",
                "",
                "le fichier n’est plus celui dont le descripteur note l’empreinte",
                "le refaire avec son script puis lancer « make empreintes », ou le rétablir",
            )


def noter_empreintes(dossier: Path) -> list[str]:
    """Record in the descriptor the hash of each table made by script.

    Args:
        dossier: folder of the data package.

    Returns:
        The names of these tables.

    Raises:
        DescripteurIllisible: there is no descriptor that can be read.
        OSError: a file is missing.
    """
    tables = [t for t in lire_descripteur(dossier).tables.values() if t.de_reference]
    empreintes = {table.nom: table.empreinte(dossier) for table in tables}
    chemin = dossier / NOM_FICHIER
    brut = json.loads(chemin.read_text(encoding="utf-8"))
    for ressource in brut["resources"]:
        if ressource["name"] in empreintes:
            ressource[PROPRIETE] = empreintes[ressource["name"]]
    texte = json.dumps(brut, ensure_ascii=False, indent=2) + "\n"
    chemin.write_text(texte, encoding="utf-8", newline="\n")
    return list(empreintes)
