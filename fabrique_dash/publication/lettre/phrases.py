"""Sentences of the letter. Patterns that need no elision; texts of the data are made plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fabrique_dash.chiffres.noyau.typographie import (
    compte,
    enumeration,
    guillemets,
    majuscule,
    periode,
)
from fabrique_dash.chiffres.tables.frise import heures_en_mots, jours_en_mots
from fabrique_dash.donnees.formes import (
    Avancement,
    CadreObservation,
    Chantiers,
    ChantiersRessources,
    Diagnostics,
    EvenementsMontres,
    FaitsCohorte,
    Inspirations,
    Interventions,
    Methode,
    Paroles,
    Reperes,
    Reserves,
)
from fabrique_dash.donnees.formes_de_la_vue import Evenement, Groupe, Preoccupation
from fabrique_dash.publication.lettre.balisage import neutralise

_DEUX_POINTS = "\u00a0: "
_POINT_VIRGULE = "\u202f; "
# What people of a role did, whoever they are.
_ROLES = {
    "intervenant": "Interventions",
    "animation": "Animation",
    "témoin": "Témoignages",
    "interviewé": "Entretien",
    "auteur": "Textes",
}
_FINALES = (".", "…", "!", "?")


class InterventionNommee(Interventions):
    """Who took part in an event, with the actor's name."""

    nom: str


def _fini(texte: str) -> str:
    return texte if texte.endswith(_FINALES) else f"{texte}."


def parole(nom: str, lignes: Sequence[Paroles]) -> str:
    """Tell what somebody answered, in the data's words: a summary, so without quotation marks.

    Args:
        nom: name of the person.
        lignes: the ideas, of one person under one question.
    """
    premiere = lignes[0]
    titres = [neutralise(t) for t in (premiere["fonction"], premiere["structure"]) if t]
    qui = f"**{neutralise(nom)}**" + (f" ({', '.join(titres)})" if titres else "")
    sujet = f" — {neutralise(premiere['question'])}" if premiere["question"] else ""
    return f"{qui}{sujet}. {' '.join(_fini(neutralise(li['idee'])) for li in lignes)}"


def methode(lignes: Sequence[Methode]) -> str:
    """Tell the steps of a workshop that became known."""
    pas = [f"{neutralise(li['titre'])} — {_fini(neutralise(li['texte']))}" for li in lignes]
    return f"**Méthode de l’atelier**. {' '.join(pas)}"


def fait(ligne: FaitsCohorte) -> str:
    """Tell a fact of the cohort."""
    return _fini(f"- {neutralise(ligne['libelle'])}{_DEUX_POINTS}{neutralise(ligne['valeur'])}")


def _quand(e: EvenementsMontres) -> str:
    """Say when, as precisely as the sources do; hours only where they are known."""
    heures = heures_en_mots(e, ("de ", " à "))
    return ", ".join(filter(None, (neutralise(jours_en_mots(e)), heures)))


def _ou(e: EvenementsMontres) -> str:
    """Say where and how, where it is known and the title doesn’t say it."""
    mots = [neutralise(t) for t in (e["lieu"], e["mode"]) if t and t not in e["titre"]]
    return f" ({', '.join(mots)})" if mots else ""


def tenu(e: EvenementsMontres) -> str:
    """Tell an event that was held."""
    contenu = f" {_fini(neutralise(e['contenu']))}" if e["contenu"] else ""
    titre = f"**{neutralise(e['titre'])}**"
    return f"{majuscule(_quand(e))}{_ou(e)}{_DEUX_POINTS}{titre}.{contenu}"


def prochain(e: EvenementsMontres) -> str:
    """Tell an event to come."""
    return f"- {tenu(e)}"


def interventions(lignes: Sequence[InterventionNommee]) -> str:
    """Tell who spoke at an event, by role, with the subject where it is known."""
    dits = []
    for role in dict.fromkeys(ligne["role"] for ligne in lignes):
        noms = [
            neutralise(li["nom"]) + (f" ({neutralise(li['sujet'])})" if li["sujet"] else "")
            for li in lignes
            if li["role"] == role
        ]
        dits.append(f"{_ROLES[role]}{_DEUX_POINTS}{_POINT_VIRGULE.join(noms)}.")
    return " ".join(dits)


def annonce_des_preoccupations(
    lignes: Sequence[Preoccupation], evenements: Mapping[str, Evenement]
) -> str:
    """Introduce the groups' concerns: where they were said, and how far ahead they look."""
    dits = [evenements[i] for i in dict.fromkeys(li["evenement_id"] for li in lignes) if i]
    cadres = [f"{guillemets(neutralise(e['titre']))} ({_quand(e)})" for e in dits]
    horizons = sorted({li["horizon_annees"] for li in lignes})
    loin = f" à l’horizon de {compte(horizons[0], 'an')}" if len(horizons) == 1 else ""
    debut = f"{enumeration(cadres)}{_DEUX_POINTS}ce" if cadres else "Ce"
    return f"{debut} qui préoccupe les groupes géographiques{loin}, groupe par groupe."


def preoccupations(groupe: Groupe, lignes: Sequence[Preoccupation]) -> str:
    """Tell the concerns of one group."""
    dites = enumeration([neutralise(li["libelle"]) for li in lignes])
    return _fini(f"- **Groupe {neutralise(groupe['nom'])}**{_DEUX_POINTS}{dites}")


def _date_entre_parentheses(ligne: Avancement) -> str:
    return f" ({periode(ligne['date'])})" if ligne["date"] else ""


def etape_commune(nom: str, lignes: Sequence[Avancement]) -> str:
    """Tell a step that a source gives for all the territories at once."""
    etats = enumeration([neutralise(e) for e in dict.fromkeys(li["etat"] for li in lignes)])
    qui = compte(len({li["territoire_id"] for li in lignes}), "territoire")
    return f"Étape {guillemets(neutralise(nom))}{_DEUX_POINTS}{etats} pour {qui}."


def etape(territoire: str, nom: str, ligne: Avancement) -> str:
    """Tell a step of one territory."""
    return (
        f"**{neutralise(territoire)}** — étape {guillemets(neutralise(nom))}"
        f"{_DEUX_POINTS}{neutralise(ligne['etat'])}{_date_entre_parentheses(ligne)}."
    )


def reserve(territoire: str, ligne: Reserves) -> str:
    """Tell a reservation that a territory made."""
    return f"**{neutralise(territoire)}** — une réserve. {_fini(neutralise(ligne['reserve']))}"


def diagnostic(aspect: str, lignes: Sequence[Diagnostics]) -> str:
    """Tell one aspect of the diagnostics."""
    dits = [_fini(neutralise(li["libelle"])) for li in lignes]
    return f"**Diagnostics** — {neutralise(aspect)}. {' '.join(dits)}"


def chantier(ligne: Chantiers) -> str:
    """Tell a chantier: its title, who carries it, what is new, what it brings."""
    titre = f"**Chantier {ligne['numero']}{_DEUX_POINTS}{neutralise(ligne['titre'])}**"
    porteurs = f" ({neutralise(ligne['porteurs'])})" if ligne["porteurs"] else ""
    dits = [_fini(neutralise(t)) for t in (ligne["actualite"], ligne["apport"]) if t]
    return " ".join([f"{titre}{porteurs}.", *dits])


def raisons_des_chantiers(lignes: Sequence[Reperes]) -> str:
    """Tell what chantiers are for."""
    dites = [_fini(neutralise(li["libelle"])) for li in lignes]
    return f"**À quoi servent les chantiers**. {' '.join(dites)}"


def ressources(chantier: Chantiers, lignes: Sequence[ChantiersRessources]) -> str:
    """Tell what a chantier offers to read, to see or to sign."""
    dites = [
        ", ".join(neutralise(t) for t in (li["titre"], li["auteur"], li["editeur"]) if t)
        for li in lignes
    ]
    debut = f"**Ressources du chantier {chantier['numero']}**{_DEUX_POINTS}"
    return _fini(f"{debut}{_POINT_VIRGULE.join(dites)}")


def cadre_d_observation(chantier: Chantiers, lignes: Sequence[CadreObservation]) -> str:
    """Tell how the carriers of a chantier observe what they do, part by part."""
    parties: dict[str, list[str]] = {}
    for li in lignes:
        parties.setdefault(li["rubrique"], []).append(neutralise(li["libelle"]).lower())
    dites = [f"{r}{_DEUX_POINTS}{enumeration(noms)}" for r, noms in parties.items()]
    debut = f"**Cadre d’observation du chantier {chantier['numero']}**{_DEUX_POINTS}"
    return _fini(f"{debut}{_POINT_VIRGULE.join(dites)}")


def inspiration(ligne: Inspirations) -> str:
    """Tell what a local authority did that may give ideas."""
    lieu = ", ".join(neutralise(t) for t in (ligne["pays"], ligne["departement"]) if t)
    ou = f" ({lieu})" if lieu else ""
    return f"- **{neutralise(ligne['collectivite'])}**{ou}. {_fini(neutralise(ligne['objet']))}"
