"""The history as programs read it: an Atom feed (RFC 4287) and JSON, of what the page tells."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.journal.cases import Changement, Operation, lire_la_cle
from fabrique_dash.journal.historique import Publication
from fabrique_dash.publication.flux.atom import en_xml
from fabrique_dash.publication.site.adresses import avec_parametres, chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.site.tenue_a_jour import AVANT
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.histoire import Histoire, Racontee, place_des_rangees

_NOM = "territoires-pilotes/historique"
ATOM, JSON = "historique.atom", "historique.json"


def historique_en_json(demande: Demande, histoire: Histoire, racine: str) -> bytes:
    """Write the history as JSON: publications, the latest first, each with its cells.

    Who did not agree to be named has no name, nor code.

    Args:
        demande: what was asked for.
        histoire: what answers it.
        racine: address under which the application is served, without a final slash.

    Returns:
        UTF-8; `suite` is the address of what comes next, null when that is all.
    """
    place = place_des_rangees(demande.vue)
    contenu = {
        "filtres": demande.parametres,
        "publications": [
            {
                **_dite(r.publication),
                "adresse": _adresse(demande.vue, r.publication, racine),
                "cases": [
                    {**_case(c), "adresse": _absolue(racine, place(c.nom_table, c.cle))}
                    for c in r.cases
                ],
                "nombre_de_cases": r.nombre,
                "toutes_les_cases": r.toutes,
            }
            for r in histoire.racontees
        ],
        "suite": _suite(demande, histoire, JSON, racine),
    }
    return json.dumps(contenu, ensure_ascii=False, indent=1).encode("utf-8")


def _dite(p: Publication) -> dict[str, object]:
    return {
        "n": p.n,
        "le": p.le,
        "auteur": p.nom_de_l_auteur,
        "publiee_par": p.nom,
        "message": p.message,
        "motif": p.motif,
        "nature": p.nature.value,
    }


def _case(c: Changement) -> dict[str, object]:
    return {
        "table": c.nom_table,
        "rangee": lire_la_cle(c.cle) if c.cle else [],
        "colonne": c.colonne,
        "operation": c.operation.value,
        "avant": c.avant,
        "apres": c.apres,
    }


def historique_en_atom(demande: Demande, histoire: Histoire, racine: str) -> bytes:
    """Write the history as an Atom feed, an entry for each publication.

    Args:
        demande: what was asked for.
        histoire: what answers it.
        racine: address under which the application is served, without a final slash.
    """
    vue = demande.vue
    dit, soi = mentions(vue.donnees), avec_parametres(ATOM, demande.parametres)
    page = chemin("historique", {**reglages(vue), **demande.parametres})
    flux = FeedGenerator()
    flux.id(uuid5(NAMESPACE_URL, f"{_NOM}/{soi}").urn)
    flux.title(en_xml(f"{nom_de_la_cohorte(vue)}\u00a0: ce qui a été publié"))
    flux.subtitle(en_xml(". ".join([dit.titre, *demande.phrases])))
    flux.link(href=f"{racine}/{soi}", rel="self", type="application/atom+xml")
    flux.link(href=f"{racine}/{page}", rel="alternate", type="text/html")
    if suite := _suite(demande, histoire, ATOM, racine):
        flux.link(href=suite, rel="next", type="application/atom+xml")
    flux.author(name=en_xml(dit.producteur) or "Territoires Pilotes")
    flux.rights(en_xml(dit.licence))
    flux.language("fr")
    flux.generator("Territoires Pilotes")
    instants = [datetime.fromisoformat(r.publication.le) for r in histoire.racontees]
    servie = vue.donnees.publiee
    flux.updated(max(instants, default=servie.le if servie else datetime.now(UTC)))
    for racontee, instant in zip(histoire.racontees, instants, strict=True):
        p = racontee.publication
        entree = flux.add_entry(order="append")
        # A journal that was restored may give a number again.
        entree.id(uuid5(NAMESPACE_URL, f"{_NOM}/{p.n}/{p.le}").urn)
        entree.title(en_xml(f"Publication n°\u00a0{p.n}\u00a0: {p.message}"))
        entree.summary(en_xml(_resume(vue, racontee)))
        entree.author(name=en_xml(dire.personnes(p)))
        entree.published(instant)
        entree.updated(instant)
        entree.link(href=_adresse(vue, p, racine), rel="alternate", type="text/html")
    return bytes(flux.atom_str(pretty=True))


def _resume(vue: Vue, racontee: Racontee) -> str:
    tables = vue.donnees.descripteur.tables
    changees = [c for c in racontee.cases if c.operation is not Operation.FICHIER]
    titres = list(
        dict.fromkeys(tables[c.nom_table].titre for c in changees if c.nom_table in tables)
    )
    nombre = racontee.nombre - racontee.fichiers
    dit = f"Motif\u00a0: {racontee.publication.motif}"
    if not nombre:
        return dit
    cases = compte(nombre, "case changée", "cases changées")
    suite = "" if racontee.toutes else "…"
    return f"{dit} — {cases}\u00a0: {', '.join(titres)}{suite or '.'}"


def _adresse(vue: Vue, p: Publication, racine: str) -> str:
    """Build the link to the page from a publication on: it stays right when others follow."""
    return f"{racine}/{chemin('historique', {AVANT: str(p.n + 1), **reglages(vue)})}"


def _absolue(racine: str, place: str) -> str | None:
    return f"{racine}/{place}" if place else None


def _suite(demande: Demande, histoire: Histoire, adresse: str, racine: str) -> str | None:
    if histoire.suite is None:
        return None
    parametres = {**demande.parametres, AVANT: str(histoire.suite)}
    return f"{racine}/{avec_parametres(adresse, parametres)}"
