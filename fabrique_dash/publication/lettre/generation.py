"""The letter's first draft: what the data says of a period, rubrique by rubrique.

Every paragraph keeps its sources. Words are those of the data; nothing is quoted that the data
only sums up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import NATURES, objets
from fabrique_dash.chiffres.noyau.typographie import periode
from fabrique_dash.chiffres.tables.frise import EvenementDate
from fabrique_dash.donnees.formes import (
    Avancement,
    Diagnostics,
    FaitsCohorte,
    Methode,
    Newsletters,
    Paroles,
    Reserves,
    Rubriques,
)
from fabrique_dash.donnees.formes_de_la_vue import Evenement, Groupe, Preoccupation
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.publication.lettre import phrases
from fabrique_dash.publication.lettre.balisage import neutralise, propre
from fabrique_dash.publication.lettre.chantiers import chantiers
from fabrique_dash.publication.lettre.faits import Faits, paragraphe
from fabrique_dash.publication.lettre.modele import TITRE_MAXIMAL, Brouillon, Paragraphe, Rubrique

_ROLES_AVANT_TOUT = ("intervenant", "animation", "témoin", "interviewé", "auteur")


@par_vue
def rubriques_de_la_lettre(vue: Vue) -> tuple[Rubrique, ...]:
    """Return the letter's rubriques, empty, as the cohort's first letter has them.

    They are the form of the letter, not facts: they don't wait for the reference date.
    """
    lettres = vue.donnees.table("newsletters")
    siennes = lettres[lettres["cohorte_id"] == vue.cohorte].sort_values("ordre")["id"]
    toutes = vue.donnees.table("rubriques").sort_values("ordre")
    for lettre in [*siennes, *lettres["id"]]:
        lignes = toutes[toutes["newsletter_id"] == lettre]
        if len(lignes):
            return tuple(
                Rubrique(str(r["id"]), propre(str(r["libelle"])))
                for r in rangees(lignes, Rubriques)
            )
    return ()


@par_vue
def chiffres_choisis(vue: Vue, identifiants: tuple[str, ...]) -> tuple[Chiffre, ...]:
    """Return figures by id, in the order asked for; unknown ids are left aside.

    Args:
        vue: the point of view.
        identifiants: ids of the catalogue: « territoires_annonces », « population.nord » for a
            group's figure, « population.lomme » for a territory's.
    """
    connus = catalogue(vue)
    return tuple(connus[i].calculer(vue) for i in dict.fromkeys(identifiants) if i in connus)


@par_vue
def brouillon(vue: Vue, debut: date, fin: date, chiffres: tuple[Chiffre, ...]) -> Brouillon:
    """Fill the rubriques with what the data holds for a period.

    Args:
        vue: the point of view; nothing that could not be known on its day is told.
        debut: first day of the period.
        fin: last day of the period.
        chiffres: the figures to tell, which go into the first rubrique.
    """
    faits = Faits(vue, debut, fin)
    vides = rubriques_de_la_lettre(vue)
    rubriques = []
    for vide in vides:
        remplir = REMPLIR.get(vide.id)
        paragraphes = remplir(faits, vide) if remplir else []
        if vide is vides[0]:
            paragraphes = [*paragraphes, *_chiffres(vide, chiffres)]
        dits = tuple(_sources_parues(vue, p) for p in paragraphes)
        rubriques.append(Rubrique(vide.id, vide.libelle, dits))
    titre = f"{propre(nom_de_la_cohorte(vue))}\u00a0: {periode(debut.isoformat(), fin.isoformat())}"
    return Brouillon(titre[:TITRE_MAXIMAL], vue.cohorte, debut, fin, vue.jour, tuple(rubriques))


def _sources_parues(vue: Vue, dit: Paragraphe) -> Paragraphe:
    """Leave out of the notes the sources that confirmed a fact after the reference date."""
    montrees = objets(vue, "source")
    parues = tuple(code for code in dit.sources if code in montrees)
    return replace(dit, sources=parues or dit.sources)


def _chiffres(rubrique: Rubrique, chiffres: Iterable[Chiffre]) -> list[Paragraphe]:
    return [
        Paragraphe(
            f"{rubrique.id}.chiffre.{c.id}",
            "genere",
            f"- {neutralise(c.phrase())}",
            c.sources,
            c.statut,
        )
        for c in chiffres
    ]


def _noms(vue: Vue, nature: str) -> dict[str, str]:
    """Name all the things of a kind: only visible rows lead to them."""
    quoi = NATURES[nature]
    lignes = vue.territoires if nature == "territoire" else vue.donnees.table(quoi.table)
    return {str(f["id"]): quoi.nommer(f) for f in rangees(lignes)}


# ------------------------------------------------------------------------------ words


def _orateurs(faits: Faits) -> set[str]:
    tenus = faits.tenus("programme", "alliance", "publications", "villes-pairs")
    return {i["acteur_id"] for e in tenus for i in faits.interventions(e["id"])}


def _rubrique_de(faits: Faits, parole: Paroles) -> str:
    """Tell which rubrique a word belongs to: the editorial, what was taught, or the territories."""
    if "édito" in parole["fonction"].lower():
        return "edito"
    au_programme = not parole["territoire_id"] and parole["acteur_id"] in _orateurs(faits)
    return "en-theorie" if au_programme else "nouvelles"


def _paroles(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    """Tell what people said: one paragraph for what somebody answered to one question."""
    noms = _noms(faits.vue, "acteur")
    reponses: dict[tuple[str, str, str], list[Paroles]] = {}
    for p in faits.lignes("paroles", Paroles):
        if _rubrique_de(faits, p) == rubrique.id:
            reponses.setdefault((p["acteur_id"], p["fonction"], p["question"]), []).append(p)
    return [
        paragraphe(rubrique, "paroles", phrases.parole(noms[acteur], lignes), lignes)
        for (acteur, _, _), lignes in reponses.items()
    ]


# ------------------------------------------------------------------------------ rubriques


def _edito(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    connus = [f for f in faits.lignes("faits_cohorte", FaitsCohorte) if f["valeur"]]
    return [
        *_paroles(faits, rubrique),
        *(paragraphe(rubrique, "faits_cohorte", phrases.fait(f), [f]) for f in connus),
    ]


def _evenement(faits: Faits, rubrique: Rubrique, evenement: EvenementDate) -> list[Paragraphe]:
    """Tell a held event, then who spoke there."""
    trouves = [paragraphe(rubrique, "evenements", phrases.tenu(evenement), [evenement])]
    interventions = faits.interventions(evenement["id"])
    dits = [i for i in interventions if i["role"] in _ROLES_AVANT_TOUT]
    if dits:
        texte = phrases.interventions(dits)
        trouves.append(paragraphe(rubrique, "interventions", texte, dits, cle=str(evenement["id"])))
    return trouves


def _evenements(faits: Faits, rubrique: Rubrique, *couloirs: str) -> list[Paragraphe]:
    tenus = faits.tenus(*couloirs)
    return [p for evenement in tenus for p in _evenement(faits, rubrique, evenement)]


def _en_theorie(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    return [
        *_evenements(faits, rubrique, "programme", "villes-pairs", "publications"),
        *_paroles(faits, rubrique),
    ]


def _en_pratique(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    trouves: list[Paragraphe] = []
    preoccupations = faits.lignes("preoccupations", Preoccupation)
    if preoccupations:
        evenements = {str(e["id"]): e for e in rangees(faits.vue.evenements, Evenement)}
        texte = phrases.annonce_des_preoccupations(preoccupations, evenements)
        trouves.append(paragraphe(rubrique, "preoccupations", texte, preoccupations, cle="toutes"))
    for groupe in rangees(faits.vue.groupes, Groupe):
        siennes = [p for p in preoccupations if p["groupe_id"] == groupe["id"]]
        if siennes:
            texte = phrases.preoccupations(groupe, siennes)
            cle = str(groupe["id"])
            trouves.append(paragraphe(rubrique, "preoccupations", texte, siennes, cle=cle))
    trouves += _methode(faits, rubrique)
    etapes = _noms(faits.vue, "etape")
    communes = [a for a in faits.lignes("avancement", Avancement) if a["portee"] == "ensemble"]
    for etape in dict.fromkeys(a["etape_id"] for a in communes):
        lignes = [a for a in communes if a["etape_id"] == etape]
        texte = phrases.etape_commune(etapes[etape], lignes)
        trouves.append(paragraphe(rubrique, "avancement", texte, lignes, cle=etape))
    return trouves


def _methode(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    """Tell how each workshop went: its steps that became known."""
    pas = sorted(faits.lignes("methode", Methode), key=lambda m: m["ordre"])
    par_atelier: dict[str, list[Methode]] = {}
    for m in pas:
        par_atelier.setdefault(m["evenement_id"], []).append(m)
    return [
        paragraphe(rubrique, "methode", phrases.methode(lignes), lignes, cle=evenement)
        for evenement, lignes in par_atelier.items()
    ]


def _nouvelles(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    territoires, etapes = _noms(faits.vue, "territoire"), _noms(faits.vue, "etape")
    propres = [a for a in faits.lignes("avancement", Avancement) if a["portee"] == "territoire"]
    return [
        *_paroles(faits, rubrique),
        *_evenements(faits, rubrique, "territoires"),
        *(
            paragraphe(
                rubrique,
                "avancement",
                phrases.etape(territoires[a["territoire_id"]], etapes[a["etape_id"]], a),
                [a],
            )
            for a in propres
        ),
        *(
            paragraphe(
                rubrique, "reserves", phrases.reserve(territoires[r["territoire_id"]], r), [r]
            )
            for r in faits.lignes("reserves", Reserves)
        ),
    ]


def _en_chantier(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    trouves = []
    diagnostics = faits.lignes("diagnostics", Diagnostics)
    # What has been done comes first, then how it is meant.
    aspects = dict.fromkeys(d["aspect"] for d in diagnostics)
    for aspect in sorted(aspects, key=lambda a: a != "état"):
        lignes = [d for d in diagnostics if d["aspect"] == aspect]
        texte = phrases.diagnostic(aspect, lignes)
        trouves.append(paragraphe(rubrique, "diagnostics", texte, lignes))
    return [
        *trouves,
        *_evenements(faits, rubrique, "alliance"),
        *chantiers(faits, rubrique),
    ]


def _a_suivre(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    return [paragraphe(rubrique, "evenements", phrases.prochain(e), [e]) for e in faits.a_venir()]


def _inspiration(faits: Faits, rubrique: Rubrique) -> list[Paragraphe]:
    lettres = {n["id"] for n in faits.lignes("newsletters", Newsletters)}
    idees = [i for i in faits.inspirations() if i["newsletter_id"] in lettres]
    return [paragraphe(rubrique, "inspirations", phrases.inspiration(i), [i]) for i in idees]


REMPLIR: dict[str, Callable[[Faits, Rubrique], list[Paragraphe]]] = {
    "edito": _edito,
    "en-theorie": _en_theorie,
    "en-pratique": _en_pratique,
    "nouvelles": _nouvelles,
    "en-chantier": _en_chantier,
    "a-suivre": _a_suivre,
    "inspiration": _inspiration,
}
