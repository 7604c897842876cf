"""The lines of a file, and what spreadsheets spoil in them, told where the person sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fabrique_dash.donnees.cellules import est_une_erreur_de_tableur
from fabrique_dash.donnees.classeurs.modele import Accident, Cache, Rangee, lettre
from fabrique_dash.donnees.classeurs.valeurs import a_perdu_des_signes
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement
from fabrique_dash.redaction.classeurs.correspondances import Part

_CORRIGER = "corriger la formule dans le tableur, ou vider la case"
_CACHES = {
    Cache.FORMULE: (
        "la case {} contient une formule dont le résultat n’est pas dans le fichier",
        "enregistrer le classeur dans un tableur, ou remplacer la formule par sa valeur",
    ),
    Cache.FUSION: (
        "les cases {} sont fusionnées\u00a0: une seule garde ce qui y était",
        "défaire la fusion, et remplir chaque case",
    ),
}
# What a UTF-8 text comes to in a spreadsheet that took it for Windows-1252: « Ã© », « â€™ ».
_MAL_LU = re.compile("[ÃÂ][\u00a0-\u00bf]|Ã‰|â€|Å“")
_ACCENTS_PERDUS = (
    "les accents de cette case se sont perdus en ouvrant un CSV",
    "rouvrir le fichier d’origine en disant au tableur qu’il est en UTF-8, puis l’enregistrer",
)
_SIGNES_PERDUS = (
    "des signes publiés y sont devenus « ? »\u00a0: ce CSV ne peut pas les tenir",
    "les remettre, et enregistrer en « CSV UTF-8 », ou en .xlsx",
)


@dataclass(frozen=True)
class Ligne:
    """Where a row of a file is."""

    part: Part
    ligne: int

    def probleme(self, colonne: str, valeur: str, dit: tuple[str, str]) -> Probleme:
        """Say what is wrong in one of its columns."""
        titre = self.part.libelle(colonne) if colonne else ""
        return Probleme(self.part.lue.feuille.ou, self.ligne, titre, valeur, *dit)


def accidents(part: Part) -> Iterator[Probleme]:
    """Say what hides in the columns that are taken, from their headers down.

    Args:
        part: the sheet, and its columns.
    """
    for accident in part.lue.feuille.accidents:
        siennes = range(accident.colonne, accident.derniere + 1)
        if accident.ligne >= part.lue.entete.ligne and not part.colonnes.keys().isdisjoint(siennes):
            yield _accident(part, accident)


def _accident(part: Part, accident: Accident) -> Probleme:
    dit, remede = _CACHES[accident.quoi]
    titre = part.lue.libelle(accident.colonne)
    return Probleme(part.lue.feuille.ou, accident.ligne, titre, "", dit.format(accident.ou), remede)


def erreurs_de_tableur(ici: Ligne, rangee: Rangee) -> Iterator[Probleme]:
    """Say the cells that a spreadsheet spoilt: a formula that failed, accents that are lost.

    Args:
        ici: where the row is.
        rangee: the row.
    """
    for rang, colonne in ici.part.colonnes.items():
        texte = rangee.cases[rang].strip() if rang < len(rangee.cases) else ""
        if est_une_erreur_de_tableur(texte):
            dit = f"la case {lettre(rang)}{rangee.ligne} est une erreur du tableur, non une valeur"
            yield ici.probleme(colonne, texte, (dit, _CORRIGER))
        elif _MAL_LU.search(texte):
            yield ici.probleme(colonne, texte, _ACCENTS_PERDUS)


def signes_perdus(ici: Ligne, modifications: Sequence[Changement]) -> Iterator[Probleme]:
    """Say the cells that were changed in a file which can't hold the signs that they had.

    Args:
        ici: where the row is.
        modifications: what changes in it.
    """
    if not ici.part.lue.feuille.en_windows_1252:
        return
    for c in modifications:
        if c.avant and c.apres and a_perdu_des_signes(c.avant, c.apres):
            yield ici.probleme(c.colonne, c.apres, _SIGNES_PERDUS)
