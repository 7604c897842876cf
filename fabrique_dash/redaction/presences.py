"""Who else is writing in the same place, told early: for how long, and since when in silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from fabrique_dash.chiffres.noyau.typographie import compte as compter
from fabrique_dash.chiffres.noyau.typographie import majuscule
from fabrique_dash.journal.brouillons import Brouillon, brouillons_des_autres
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.publication.site.tenue_a_jour import ETAPE
from fabrique_dash.redaction.dire import qui
from fabrique_dash.redaction.saisies import lieu_du_brouillon
from fabrique_dash.redaction.typee import Lieu

PRESENT = timedelta(days=7)  # a draft where nothing was written for longer is nobody's presence
_MINUTE, _HEURE, _JOUR = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def presences(journal: Journal, lieu: Lieu, sauf: str) -> list[str]:
    """Tell who else has a draft of the same row, of the same step, or adds to the same table.

    Args:
        journal: the journal.
        lieu: where somebody is typing.
        sauf: its account.

    Returns:
        A sentence each, the latest to write first. Nothing of those who wrote nothing there
        within `PRESENT`.
    """
    autres = [
        (autre.nom, autre.brouillon)
        for autre in brouillons_des_autres(journal, sauf, PRESENT)
        if _meme_place(lieu_du_brouillon(autre.brouillon), lieu)
    ]
    maintenant = journal.horloge()
    return [_dire(nom, lieu, brouillon, maintenant) for nom, brouillon in autres]


def _meme_place(autre: Lieu, lieu: Lieu) -> bool:
    return (autre.table, autre.cle) == (lieu.table, lieu.cle)


def _dire(nom: str | None, lieu: Lieu, brouillon: Brouillon, maintenant: datetime) -> str:
    fait = "modifie cette étape" if lieu.porte == ETAPE else "modifie cette rangée"
    if not lieu.cle:
        fait = "ajoute aussi une rangée à cette table"
    depuis = maintenant - datetime.fromisoformat(brouillon.ouvert_le)
    silence = maintenant - datetime.fromisoformat(brouillon.modifie_le)
    muette = f", sans rien y écrire depuis {duree_en_mots(silence)}" if silence >= _HEURE else ""
    return majuscule(f"{qui(nom)} {fait} depuis {duree_en_mots(depuis)}{muette}.")


def duree_en_mots(duree: timedelta) -> str:
    """Say a time elapsed in its largest whole unit, up to days.

    Args:
        duree: the time; a clock that went back makes it negative, and the shortest is said.
    """
    if duree < _MINUTE:
        return "moins d’une minute"
    if duree < _HEURE:
        return compter(duree // _MINUTE, "minute")
    return compter(duree // _HEURE, "heure") if duree < _JOUR else compter(duree // _JOUR, "jour")
