"""The fields of a door, in its order: of its table, of others, and what is no column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fabrique_dash.journal.cases import lire_la_cle
from fabrique_dash.publication.site.tenue_a_jour import NOM
from fabrique_dash.redaction.champs import (
    INFERENCE,
    NOUVELLE,
    SOURCES,
    ChampDeSaisie,
    champ_de,
    champs_de,
    est_deduite,
)
from fabrique_dash.redaction.contexte import cohortes_suivies
from fabrique_dash.redaction.lieux_officiels import choisis, lieux_choisis
from fabrique_dash.redaction.portes import (
    APPUI_RANGEE,
    APPUI_TABLE,
    CHERCHE,
    LIEUX,
    Porte,
)
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Saisie

_GROUPE = "rattachements.groupe_id"
_AIDES = {
    CHERCHE: "Un nom, même mal écrit, ou un code officiel. Rien n’est choisi à votre place.",
    LIEUX: "Un pays, un PETR ou un syndicat mixte en a plusieurs.",
    APPUI_TABLE: "Une source sert à une rangée au moins, parmi ses autres sources.",
    APPUI_RANGEE: "La rangée que cette source confirme ou complète.",
}


def champs_de_la_porte(
    publiees: RangeesPubliees,
    porte: Porte,
    typee: Saisie,
    proposes: Mapping[str, str],
    trouves: Mapping[str, str],
) -> list[ChampDeSaisie]:
    """List the fields of a form.

    Args:
        publiees: the rows that keys may name.
        porte: the door.
        typee: what is typed by now.
        proposes: what each field that is left empty stands for.
        trouves: the places that answer the search, by what the form keeps of each.
    """
    table = publiees.tables[typee.lieu.table]
    if porte.colonnes:
        lus = [_champ(publiees, porte, typee, nom, trouves) for nom in porte.colonnes]
        champs = [c for c in lus if c is not None]
    else:
        champs = champs_de(publiees, table, typee.rangee, nouvelle=not typee.lieu.cle)
    return [proposer(c, proposes.get(c.nom, "")) for c in champs]


def titre_du_champ(publiees: RangeesPubliees, porte: Porte, table: str, nom: str) -> str:
    """Return the label of a field, or of a column that no field shows."""
    sienne, _, colonne = nom.rpartition(".")
    decrite = publiees.tables.get(sienne or table)
    titres = {c.nom: c.titre for c in decrite.champs} if decrite else {}
    return porte.titres.get(nom) or titres.get(colonne, nom)


def proposer(champ: ChampDeSaisie, valeur: str) -> ChampDeSaisie:
    """Have a field stand for something when it is left empty: it need not be filled."""
    if not valeur:
        return champ
    dit = champ.choix.get(valeur, valeur) if champ.choix else valeur
    return replace(champ, propose=dit, obligatoire=False)


def _champ(
    publiees: RangeesPubliees, porte: Porte, typee: Saisie, nom: str, trouves: Mapping[str, str]
) -> ChampDeSaisie | None:
    if _inutile(publiees, typee, nom):
        return None
    titre = titre_du_champ(publiees, porte, typee.lieu.table, nom)
    exige = nom in porte.exiges
    if nom in _AIDES:
        choix = _choix(publiees, typee, nom, trouves)
        return ChampDeSaisie(nom, titre, _AIDES[nom], exige, False, choix)
    autre, _, colonne = nom.rpartition(".")
    table = publiees.tables[autre or typee.lieu.table]
    rangee = typee.de(autre) if autre else typee.rangee
    decrit = next((c for c in table.champs if c.nom == colonne), None)
    if decrit is None:
        return None
    champ = champ_de(publiees, table, decrit, est_deduite(rangee))
    choix = _choix_de_la_colonne(publiees, typee, nom, champ)
    obligatoire = nom != _GROUPE and (champ.obligatoire or exige)
    return replace(champ, nom=nom, titre=titre, choix=choix, obligatoire=obligatoire)


def _inutile(publiees: RangeesPubliees, typee: Saisie, nom: str) -> bool:
    """Tell whether what was typed by now makes a field say nothing."""
    autre, _, colonne = nom.rpartition(".")
    if colonne == INFERENCE:
        rangee = typee.de(autre) if autre else typee.rangee
        return not (est_deduite(rangee) or rangee.get(INFERENCE))
    if nom == "cohorte_id":
        return len(cohortes_suivies(publiees)) == 1
    if autre == "acteurs":
        return typee.champs.get("acteur_id") != NOUVELLE
    if autre == "rattachements" and nom != _GROUPE:
        return not typee.champs.get(_GROUPE)
    return nom == APPUI_RANGEE and typee.champs.get(APPUI_TABLE, "") not in publiees.tables


def _choix(
    publiees: RangeesPubliees, typee: Saisie, nom: str, trouves: Mapping[str, str]
) -> Mapping[str, str] | None:
    if nom == CHERCHE:
        return None
    if nom == LIEUX:
        jetons = choisis(typee.champs.get(LIEUX, ""))
        lieux = lieux_choisis(publiees.reference, typee.champs.get(LIEUX, ""))
        retenus = {f"{v.nature}:{v.code}": f"{v.nom}, {v.precision}" for v in lieux}
        return {**{j: retenus.get(j, j) for j in jetons}, **trouves}
    if nom == APPUI_TABLE:
        return {
            t.nom: t.titre
            for t in publiees.tables.values()
            if t.editable and "autres_sources" in t.colonnes and t.nom != SOURCES
        }
    return publiees.noms(typee.champs[APPUI_TABLE])


def _choix_de_la_colonne(
    publiees: RangeesPubliees, typee: Saisie, nom: str, champ: ChampDeSaisie
) -> Mapping[str, str] | None:
    if nom == "acteur_id" and champ.choix is not None:
        return {NOUVELLE: "+ Quelqu’un d’autre", **champ.choix}
    if nom == _GROUPE and typee.lieu.porte == NOM:
        cohorte = typee.avant.get("cohorte_id")
        siens = publiees.rangees("groupes")
        return {lire_la_cle(cle)[0]: g["nom"] for cle, g in siens if g["cohorte_id"] == cohorte}
    return champ.choix
