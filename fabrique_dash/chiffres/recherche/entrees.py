"""What can be found in the programme and its memory, kind by kind, at a reference date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.objets import NATURES, lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import date_reduite, guillemets
from fabrique_dash.chiffres.recherche.situation import (
    Situation,
    situation,
    situation_du_territoire,
)
from fabrique_dash.chiffres.recherche.situation import en_mots as situee
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.formes import Delegations, Roles
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

Cible = tuple[str, str]


@dataclass(frozen=True)
class Entree:
    """One thing that can be found.

    Attributes:
        genre: its kind, a key of `GENRES` or of `recherche_lieux.GENRES`.
        identifiant: its id in its table.
        nom: its name.
        precision: what tells it from others, in words.
        details: other words by which it is found.
        cible: kind and id of the thing whose page shows it; a page's key when the kind is
            « page »; None when no page does.
        source_id: main source.
        autres_sources: other sources, separated by spaces.
        statut: how well it is known.
        ou: the départements and régions where it is, as far as the programme says.
    """

    genre: str
    identifiant: str
    nom: str
    precision: str
    details: str
    cible: Cible | None
    source_id: str
    autres_sources: str
    statut: str
    ou: Situation


@dataclass(frozen=True)
class Genre:
    """One kind of thing that can be found.

    Attributes:
        titre: name of the kind, in the plural.
        table: where the things are.
        nommer: writes the name from the row; None when `chiffres.objets` names them.
        preciser: writes what tells one from the others.
        details: columns whose words lead to it.
        cible: finds what shows it, from its id and its row.
    """

    titre: str
    table: str
    nommer: Callable[[Rangee], str] | None
    preciser: Callable[[Rangee], str]
    details: tuple[str, ...]
    cible: Callable[[Rangee], Cible]


def _texte(*colonnes: str) -> Callable[[Rangee], str]:
    return lambda f: " — ".join(str(f[c]) for c in colonnes if f[c])


def _vers(nature: str, colonne: str = "id") -> Callable[[Rangee], Cible]:
    return lambda f: (nature, str(f[colonne]))


def _sur(page: str) -> Callable[[Rangee], Cible]:
    return lambda _: ("page", page)


def _publication(s: Rangee) -> str:
    quand = date_reduite(s["date_publication"]) if s["date_publication"] else "sans date précise"
    return f"{s['type']}, {quand}"


def _connu(nature: str, preciser: Callable[[Rangee], str], *details: str) -> Genre:
    table, titre = NATURES[nature].table, NATURES[nature].mot.capitalize() + "s"
    return Genre(titre, table, None, preciser, details, _vers(nature))


def _titre(titre: str, table: str, cible: Callable[[Rangee], Cible]) -> Genre:
    return Genre(titre, table, lambda f: str(f["titre"]), _texte("enjeu"), (), cible)


def _libelle(titre: str, table: str, cible: Callable[[Rangee], Cible]) -> Genre:
    return Genre(titre, table, lambda f: str(f["libelle"]), _texte(), (), cible)


GENRES: dict[str, Genre] = {
    "territoire": _connu("territoire", _texte("type_territoire"), "preuve"),
    "groupe": _connu("groupe", lambda _: "groupe de territoires"),
    "preoccupation": _connu("preoccupation", _texte("theme", "groupe"), "theme"),
    "theme": _connu("theme", _texte("definition")),
    "evenement": _connu("evenement", _texte("date", "etat", "lieu"), "contenu", "orateurs"),
    "etape": _connu("etape", _texte("phase", "description")),
    "acteur": Genre(
        "Personnes et structures",
        "acteurs",
        None,
        _texte("nature", "description"),
        ("autres_graphies", "fonctions"),
        _vers("acteur"),
    ),
    "enjeu": Genre("Enjeux", "enjeux", None, lambda _: "référentiel", (), _vers("enjeu")),
    "balise": _connu("balise", _texte("enjeu"), "id"),
    "mode": _titre("Modes de faire", "modes_de_faire", _vers("enjeu", "enjeu_id")),
    "dispositif": _titre("Dispositifs", "dispositifs", _vers("enjeu", "enjeu_id")),
    "hypothese": _libelle("Hypothèses de l’atelier", "hypotheses", _sur("referentiel")),
    "chapitre": Genre(
        "Chapitres du référentiel",
        "chapitres",
        lambda c: str(c["titre"]),
        lambda c: "chapitre transverse" if c["transverse"] else f"chapitre {c['numero']}",
        (),
        _sur("referentiel"),
    ),
    "section": Genre(
        "Parties des chapitres du référentiel",
        "sections",
        lambda s: str(s["titre"]),
        _texte("chapitre"),
        (),
        _sur("referentiel"),
    ),
    "saison": _connu("saison", _texte("objet")),
    "participant": _connu("participant", _texte("saison", "lieu"), "nature", "partenaires"),
    "document": Genre(
        "Films et documents des Villes pairs",
        "documents_villes_pairs",
        lambda d: str(d["titre"]),
        _texte("nature"),
        (),
        _vers("saison", "saison_id"),
    ),
    "chantier": _connu("chantier", _texte("porteurs"), "pourquoi", "actualite", "ressources"),
    "objectif": _libelle("Objectifs de la charte", "objectifs_charte", _sur("alliance")),
    "newsletter": _connu("newsletter", _texte("edito")),
    "rubrique": Genre(
        "Rubriques des lettres",
        "rubriques",
        lambda r: str(r["libelle"]),
        _texte("lettre", "resume"),
        ("fonction",),
        _vers("newsletter", "newsletter_id"),
    ),
    "inspiration": Genre(
        "Exemples cités par les lettres",
        "inspirations",
        lambda i: str(i["collectivite"]),
        _texte("pays", "objet"),
        (),
        _vers("newsletter", "newsletter_id"),
    ),
    "parole": Genre(
        "Paroles et attentes",
        "paroles",
        lambda p: str(p["idee"]),
        _texte("acteur", "fonction", "question"),
        (),
        _vers("acteur", "acteur_id"),
    ),
    "diagnostic": Genre(
        "Diagnostic du parcours",
        "diagnostics",
        lambda d: str(d["libelle"]),
        _texte("aspect"),
        (),
        _sur("parcours"),
    ),
    "contexte": Genre(
        "Contexte local, hors projet pilote",
        "contexte",
        lambda c: str(c["libelle"]),
        _texte("territoire", "contenu"),
        (),
        _vers("territoire", "territoire_id"),
    ),
    "source": _connu("source", _publication, "citation"),
}


_APPARTENANCES = {
    "groupe_id": ("groupe", "groupe"),
    "enjeu_id": ("enjeu", "enjeu"),
    "saison_id": ("saison", "saison"),
    "newsletter_id": ("lettre", "newsletter"),
    "territoire_id": ("territoire", "territoire"),
    "acteur_id": ("acteur", "acteur"),
}


@par_vue
def entrees(vue: Vue) -> tuple[Entree, ...]:
    """List everything that can be found on the reference date, but for communes and EPCI.

    Args:
        vue: the point of view.
    """
    return tuple(
        _entree(cle, genre, ligne, vue)
        for cle, genre in GENRES.items()
        for ligne in _lignes(vue, cle, genre)
    )


def _entree(cle: str, genre: Genre, ligne: Rangee, vue: Vue) -> Entree:
    identifiant = str(ligne["id"])
    nom = genre.nommer(ligne) if genre.nommer else objets(vue, cle)[identifiant]
    cible = genre.cible(ligne)
    en_territoire = situation_du_territoire(vue, identifiant)
    ou = en_territoire if cle == "territoire" else situation(vue, ligne)
    details = [*(str(ligne[c]) for c in genre.details if ligne.get(c)), situee(vue, ou)]
    return Entree(
        genre=cle,
        identifiant=identifiant,
        nom=nom,
        precision=genre.preciser(ligne),
        details=" ".join(d for d in details if d),
        cible=cible if cible[1] else None,
        source_id=str(ligne["source_id"]) if "source_id" in ligne else identifiant,
        autres_sources=str(ligne.get("autres_sources", "")),
        statut=str(ligne["statut"]),
        ou=ou,
    )


def _lignes(vue: Vue, cle: str, genre: Genre) -> Sequence[Rangee]:
    """Return the rows of a kind, with the names of what they belong to."""
    if cle == "evenement":
        return rangees(evenements_dates(vue), EvenementDate)
    lignes = rangees(lignes_visibles(vue, genre.table))
    if cle == "acteur":
        fonctions = _fonctions(vue)
        return [f | {"fonctions": fonctions[str(f["id"])]} for f in lignes]
    return [f | _appartenance(vue, f) for f in lignes]


def _appartenance(vue: Vue, ligne: Rangee) -> dict[str, str]:
    noms = {
        nom: objets(vue, nature).get(str(ligne[colonne]), "")
        for colonne, (nom, nature) in _APPARTENANCES.items()
        if colonne in ligne
    }
    if "chapitre_id" in ligne:
        titres = lignes_visibles(vue, "chapitres").set_index("id")["titre"]
        titre = titres.get(ligne["chapitre_id"], "")
        noms["chapitre"] = f"chapitre {guillemets(titre)}" if titre else ""
    return noms


def _fonctions(vue: Vue) -> dict[str, str]:
    """Functions and structures of each actor that are known on the reference date."""
    dites: dict[str, list[str]] = defaultdict(list)
    for role in rangees(lignes_visibles(vue, "roles"), Roles):
        dites[str(role["acteur_id"])] += [str(role["fonction"]), str(role["structure"])]
    for membre in rangees(lignes_visibles(vue, "delegations"), Delegations):
        dites[str(membre["acteur_id"])].append(str(membre["fonction"]))
    return defaultdict(str, {acteur: " ".join(mots) for acteur, mots in dites.items()})
