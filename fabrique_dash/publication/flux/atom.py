"""What has become known, the latest first, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator

from fabrique_dash.chiffres.noyau.objets import NATURES, lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.publication.flux.agenda import change_le, jour_connu
from fabrique_dash.publication.flux.journal import journal_des_donnees
from fabrique_dash.publication.site.adresses import adresse_au, avec_parametres, cohorte_dite
from fabrique_dash.publication.site.references import mentions, references

ENTREES_AU_PLUS = 100
_NOM = "territoires-pilotes"
# XML 1.0 has no way to write these, not even escaped.
_IMPOSSIBLES = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True)
class Nouvelle:
    """One thing that became known: what it is, since when, and where it is shown."""

    cle: str
    titre: str
    resume: str
    jour: date
    chemin: str
    categorie: str
    change_le: date


def en_xml(texte: object) -> str:
    """Return a text without the signs that XML has no way to write."""
    return _IMPOSSIBLES.sub("\ufffd", str(texte))


def _evenements(vue: Vue) -> Iterator[Nouvelle]:
    for e in rangees(evenements_dates(vue), EvenementDate):
        jour = jour_connu(e)
        if jour is not None:
            resume = f"{e['date']} — {e['etat']}. {e['contenu']}".strip()
            place = adresse_au(vue, "evenement", e["id"], jour)
            yield Nouvelle(
                f"evenement/{e['id']}",
                e["titre"],
                resume,
                jour,
                place,
                "événement",
                change_le(e, jour),
            )


def _faits(vue: Vue) -> Iterator[Nouvelle]:
    connues = references(vue.donnees)
    for nature, quoi in NATURES.items():
        lignes = lignes_visibles(vue, quoi.table)
        if nature == "evenement" or "connu_le" not in lignes.columns:
            continue
        for f in rangees(lignes):
            jour = dernier_jour(f["connu_le"])
            source = connues.get(f["source_id"], f["source_id"])
            resume = f"Connu au plus tard le {jour_long(jour)}. Source\u00a0: {source}"
            nom, mot = quoi.nommer(f), quoi.mot.capitalize()
            titre = nom if nom.startswith(mot) else f"{mot}\u00a0: {nom}"
            place = adresse_au(vue, nature, f["id"], jour)
            yield Nouvelle(f"{nature}/{f['id']}", titre, resume, jour, place, quoi.mot, jour)


def _versions(vue: Vue) -> Iterator[Nouvelle]:
    descripteur = vue.donnees.descripteur
    jour = date.fromisoformat(descripteur.cree_le[:10])
    notes = {v.version: " ".join(v.changements) for v in journal_des_donnees()}
    if jour <= vue.jour:
        version = descripteur.version
        titre = f"Données, version {version}"
        yield Nouvelle(
            f"version/{version}", titre, notes.get(version, titre), jour, "donnees", "données", jour
        )


def nouvelles(vue: Vue) -> list[Nouvelle]:
    """List what could be known on the reference date, in order of the day on which it was.

    Returns:
        The latest first; those of a same day in order of their keys.
    """
    toutes = [*_versions(vue), *_evenements(vue), *_faits(vue)]
    par_cle = sorted(toutes, key=lambda n: n.cle)
    return sorted(par_cle, key=lambda n: n.jour, reverse=True)


def _instant(jour: date) -> datetime:
    return datetime.combine(jour, time(), UTC)


def atom(vue: Vue, racine: str) -> bytes:
    """Write the feed; the same data at the same date gives the same bytes.

    Args:
        vue: the point of view.
        racine: address under which the application is served, without a final slash.
    """
    dit, retenues = mentions(vue.donnees), nouvelles(vue)[:ENTREES_AU_PLUS]
    flux = FeedGenerator()
    flux.id(uuid5(NAMESPACE_URL, f"{_NOM}/{vue.cohorte}").urn)
    flux.title(en_xml(f"{nom_de_la_cohorte(vue)}\u00a0: ce qui est devenu connu"))
    flux.subtitle(en_xml(dit.titre))
    soi, page = (avec_parametres(a, cohorte_dite(vue)) for a in ("flux.atom", ""))
    flux.link(href=f"{racine}/{soi}", rel="self", type="application/atom+xml")
    flux.link(href=f"{racine}/{page}", rel="alternate", type="text/html")
    flux.author(name=en_xml(dit.producteur) or "Territoires Pilotes")
    flux.rights(en_xml(dit.licence))
    flux.language("fr")
    flux.generator("Territoires Pilotes")
    flux.updated(_instant(max((n.change_le for n in retenues), default=vue.jour)))
    for nouvelle in retenues:
        entree = flux.add_entry(order="append")
        entree.id(uuid5(NAMESPACE_URL, f"{_NOM}/{nouvelle.cle}").urn)
        entree.title(en_xml(nouvelle.titre))
        entree.summary(en_xml(nouvelle.resume))
        entree.published(_instant(nouvelle.jour))
        entree.updated(_instant(nouvelle.change_le))
        entree.link(href=f"{racine}/{nouvelle.chemin}", rel="alternate", type="text/html")
        entree.category(term=nouvelle.categorie)
    return bytes(flux.atom_str(pretty=True))
