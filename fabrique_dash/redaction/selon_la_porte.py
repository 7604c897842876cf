"""What each door writes: one function a door, from what was typed to whole rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fabrique_dash.donnees.etats import Statut
from fabrique_dash.journal.cases import ecrire_la_cle, lire_la_cle
from fabrique_dash.publication.site.tenue_a_jour import (
    ANNONCE,
    ETAPE,
    LETTRE,
    NOM,
    NOUVELLE_SOURCE,
    PAROLE,
)
from fabrique_dash.redaction.champs import NOUVELLE, SOURCE, SOURCES
from fabrique_dash.redaction.contexte import (
    Contexte,
    Ecriture,
    Faits,
    cohorte,
    demandees,
    principale,
    sous_la_preuve,
)
from fabrique_dash.redaction.identifiants import identifiant, identifiant_de_la_rangee
from fabrique_dash.redaction.lieux_officiels import lieux_choisis
from fabrique_dash.redaction.nommer import nommer
from fabrique_dash.redaction.nouvelle_source import TYPE_PROPOSE, code_de_source, nouvelle_source
from fabrique_dash.redaction.portes import APPUI_RANGEE, APPUI_TABLE, LIEUX
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Saisie

_ACTEURS = "acteurs"
_HORS_COHORTE = frozenset({"alliance", "villes-pairs"})


def selon_la_porte(c: Contexte) -> Faits:
    """Make the rows of a form: the one of its table first, unless another must come before."""
    return _PAR_PORTE.get(c.porte.cle, _la_rangee)(c)


def _la_rangee(c: Contexte) -> Faits:
    """Write the very row that was typed; an identifier left empty is proposed."""
    if c.typee.lieu.cle:
        return Faits((principale(c, c.rangee),))
    table = c.publiees.tables[c.typee.lieu.table]
    code = (
        code_de_source(c.publiees)
        if table.nom == SOURCES
        else identifiant_de_la_rangee(c.publiees, table, c.rangee)
    )
    proposes = {"id": code} if code else {}
    return Faits((principale(c, c.completee(proposes)),), proposes)


def _annoncer(c: Contexte) -> Faits:
    lieux = lieux_choisis(c.publiees.reference, c.typee.champs.get(LIEUX, ""))
    proposes = {"couloir": "territoires" if c.rangee.get("territoire_id") else "programme"}
    if len(lieux) == 1:
        proposes["lieu"] = lieux[0].nom
    couloir = c.rangee.get("couloir") or proposes["couloir"]
    titre, debut = c.rangee.get("titre", ""), c.rangee.get("debut", "")
    apres = c.completee(
        proposes,
        id=identifiant(c.publiees, "evenements", titre, debut),
        cohorte_id="" if couloir in _HORS_COHORTE else cohorte(c),
        code_commune=lieux[0].code if len(lieux) == 1 else "",
        annonce_le=c.connu_le,
        statut_date=c.rangee.get("statut", ""),
    )
    sous = {"pas_avant": "debut", "annonce_le": "debut", "code_commune": LIEUX}
    sous["statut_date"] = "statut"
    return Faits((principale(c, apres, **sous),), proposes)


def _franchir(c: Contexte) -> Faits:
    territoire, etape = lire_la_cle(c.typee.lieu.cle)
    apres = c.completee(
        {},
        id=identifiant(c.publiees, "avancement", territoire, etape),
        territoire_id=territoire,
        etape_id=etape,
        connu_le=c.connu_le,
    )
    # Its place is a step of a territory, no row: what was known before stays.
    return Faits((replace(principale(c, apres), cle=""),))


def _parole(c: Contexte) -> Faits:
    acteur, nouveau = c.rangee.get("acteur_id", ""), []
    if acteur == NOUVELLE:
        dit = c.typee.de(_ACTEURS)
        acteur = identifiant(c.publiees, _ACTEURS, dit.get("nom", ""))
        apres = {"id": acteur, **dit, **c.preuve}
        sous = sous_la_preuve()
        nouveau = [Ecriture(_ACTEURS, apres, sous=sous)]
    faits = {"acteur_id": acteur, "connu_le": c.connu_le}
    apres = c.completee({}, id=identifiant(c.publiees, "paroles", acteur), **faits)
    return Faits((*nouveau, principale(c, apres)))


def _lettre(c: Contexte) -> Faits:
    lettres = [r for _, r in c.publiees.rangees("newsletters")]
    proposes = {"numero": _numero(c.publiees)}
    numero = c.rangee.get("numero") or proposes["numero"]
    apres = c.completee(
        proposes,
        id=identifiant(c.publiees, "newsletters", f"newsletter-{numero}"),
        cohorte_id=cohorte(c),
        statut_titre=Statut.DOCUMENTE.value,
        ordre=str(1 + max((int(r["ordre"]) for r in lettres), default=0)),
        connu_le=c.rangee.get("date_parution") or c.connu_le,
    )
    return Faits((principale(c, apres, connu_le="date_parution"),), proposes)


def _numero(publiees: RangeesPubliees) -> str:
    numeros = [int(r["numero"]) for _, r in publiees.rangees("newsletters") if r["numero"]]
    return str(1 + max(numeros, default=0))


def _source_de_la_lettre(publiees: RangeesPubliees, typee: Saisie) -> dict[str, str]:
    """Propose the letter itself as its source: by whoever published the one before."""
    lettres = [r for _, r in publiees.rangees("newsletters")]
    precedente = lettres[-1][SOURCE] if lettres else ""
    connue = publiees.rangee(SOURCES, ecrire_la_cle([precedente])) or {}
    numero = typee.rangee.get("numero") or _numero(publiees)
    return {
        "producteur": connue.get("producteur", ""),
        "titre": typee.rangee.get("titre", ""),
        "type": "newsletter",
        "date_publication": typee.rangee.get("date_parution", ""),
        "nom_court": f"Newsletter n°\u00a0{numero}",
    }


def _ajouter_la_source(c: Contexte) -> Faits:
    code = code_de_source(c.publiees)
    source = Ecriture(
        SOURCES,
        nouvelle_source(c.rangee, code, c.jour),
        demandes=demandees(c.porte, c.publiees.tables[SOURCES]),
    )
    table, jeton = (c.typee.champs.get(nom, "") for nom in (APPUI_TABLE, APPUI_RANGEE))
    avant = c.publiees.rangee(table, jeton)
    if avant is None:
        return Faits((source,), TYPE_PROPOSE)
    autres = " ".join([*avant["autres_sources"].split(), code])
    appui = Ecriture(table, {**avant, "autres_sources": autres}, jeton, avant)
    return Faits((source, appui), TYPE_PROPOSE)


SOURCES_PROPOSEES: dict[str, Callable[[RangeesPubliees, Saisie], dict[str, str]]] = {
    LETTRE: _source_de_la_lettre
}
_PAR_PORTE: dict[str, Callable[[Contexte], Faits]] = {
    ANNONCE: _annoncer,
    ETAPE: _franchir,
    NOM: nommer,
    PAROLE: _parole,
    LETTRE: _lettre,
    NOUVELLE_SOURCE: _ajouter_la_source,
}
