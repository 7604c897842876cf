"""What is wrong in a form, field by field, in the words of `make donnees`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fabrique_dash.donnees.controle.a_part import verifier_la_rangee
from fabrique_dash.publication.site.noms import en_ascii
from fabrique_dash.redaction.champs import NOUVELLE, SOURCE, SOURCES
from fabrique_dash.redaction.contexte import Ecriture
from fabrique_dash.redaction.ecritures import Ecrites
from fabrique_dash.redaction.lieux_officiels import choisis
from fabrique_dash.redaction.portes import APPUI_RANGEE, APPUI_TABLE, CHERCHE, LIEUX, Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Saisie

_FAITE_DES_AUTRES = "citation"  # of a new source: what is wrong in it is told elsewhere
_OBLIGATOIRE = "ce champ est obligatoire. À faire\u00a0: le remplir."
_SANS_LIEU = (
    "aucun lieu n’est retenu. À faire\u00a0: en choisir un dans la liste, ou vider la recherche."
)
_UN_SEUL_LIEU = "il y a plusieurs lieux. À faire\u00a0: n’en garder qu’un."
_DEJA_LA = "ce nom est déjà dans la liste. À faire\u00a0: l’y choisir, ou les distinguer."


@dataclass(frozen=True)
class Erreurs:
    """What is wrong, by field: in the rows, and in the new source that the form makes."""

    rangee: Mapping[str, str]
    source: Mapping[str, str]

    def __bool__(self) -> bool:
        """Tell whether anything is."""
        return bool(self.rangee or self.source)


def erreurs_de(publiees: RangeesPubliees, porte: Porte, typee: Saisie, tout: Ecrites) -> Erreurs:
    """Check what a form holds, as far as its tables can tell.

    Args:
        publiees: the rows.
        porte: the door.
        typee: what was typed.
        tout: what it comes to.
    """
    fautes = _des_lieux(porte, typee) | _de_l_acteur(publiees, typee)
    for ecrite in tout.rangees:
        for champ, dit in _de_la_rangee(publiees, typee, ecrite).items():
            fautes.setdefault(champ, dit)
    demandes = porte.colonnes or publiees.tables[typee.lieu.table].colonnes
    dits = {**typee.avant, **typee.champs, **tout.proposes}
    if not publiees.rangee(dits.get(APPUI_TABLE, ""), dits.get(APPUI_RANGEE, "")):
        dits[APPUI_RANGEE] = ""  # of another table, chosen before
    for champ in {SOURCE, "statut", *porte.exiges}.intersection(demandes):
        if not dits.get(champ):
            fautes[champ] = _OBLIGATOIRE
    source = _de_la_rangee(publiees, typee, tout.source) if tout.source else {}
    return Erreurs(fautes, source)


def _de_la_rangee(publiees: RangeesPubliees, typee: Saisie, ecrite: Ecriture) -> dict[str, str]:
    table = publiees.tables[ecrite.table]
    toutes = publiees.rangees(ecrite.table)
    autres = [r for cle, r in toutes if cle != ecrite.cle]
    place = next((i for i, (cle, _) in enumerate(toutes) if cle == ecrite.cle), len(autres))
    dites: dict[str, str] = {}
    sienne = ecrite.table == typee.lieu.table or ecrite.table == SOURCES
    for probleme in verifier_la_rangee(table, ecrite.apres, autres, place):
        colonne = probleme.colonne
        if colonne == _FAITE_DES_AUTRES and colonne not in ecrite.demandes:
            continue
        champ = ecrite.sous.get(colonne, colonne if sienne else f"{ecrite.table}.{colonne}")
        dites.setdefault(champ, probleme.conseil())
    return dites


def _des_lieux(porte: Porte, typee: Saisie) -> dict[str, str]:
    retenus = choisis(typee.champs.get(LIEUX, ""))
    if typee.champs.get(CHERCHE, "").strip() and not retenus:
        return {LIEUX: _SANS_LIEU}
    return {LIEUX: _UN_SEUL_LIEU} if len(retenus) > 1 and porte.natures else {}


def _de_l_acteur(publiees: RangeesPubliees, typee: Saisie) -> dict[str, str]:
    """Tell that somebody who is said to be new is known already: nobody is made twice."""
    if typee.champs.get("acteur_id") != NOUVELLE:
        return {}
    nom = en_ascii(typee.champs.get("acteurs.nom", ""))
    connus = {en_ascii(a["nom"]) for _, a in publiees.rangees("acteurs")}
    return {"acteurs.nom": _DEJA_LA} if nom and nom in connus else {}
