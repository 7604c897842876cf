"""What the programme knows of one territory at the reference date: group, people, steps, dates."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de, inconnu
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import (
    INSECABLE,
    compte,
    date_reduite,
    guillemets,
    periode,
)
from fabrique_dash.chiffres.tables.carte import TerritoireSurCarte, territoires_sur_carte
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.dates import connu_au, premier_jour
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.formes import Avancement, Contexte, Delegations, Paroles, Reserves
from fabrique_dash.donnees.formes_de_la_vue import Etape, Preoccupation, Rattachement, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import F, rangee, rangees
from fabrique_dash.donnees.vue import Vue

GROUPE, DELEGATION = "Groupe et préoccupations", "Délégation"
PAROLES, PARCOURS = "Paroles et attentes", "Où il en est"
CONTEXTE = "Contexte local, hors programme"
CATEGORIES = {
    "élu": "Élus",
    "agent de collectivité": "Agents de la collectivité",
    "acteur socio-économique": "Acteurs socio-économiques",
    "agent de l’État": "Agents de l’État",
}


def _du_territoire(vue: Vue, table: str, territoire: str, forme: type[F]) -> list[F]:
    lignes = lignes_visibles(vue, table)
    return rangees(lignes[lignes["territoire_id"] == territoire], forme)


@par_vue
def groupe(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell the group, or each possible group and why, its concerns, and the reservations."""
    liens = vue.rattachements[vue.rattachements["territoire_id"] == territoire]
    noms = vue.groupes.set_index("id")["nom"]
    champs = []
    for lien in rangees(liens, Rattachement):
        titre = "Groupe" if lien["certain"] else "Groupe possible"
        raison, codes = lien["inference"] or lien["note"], codes_de(lien)
        objet = ("groupe", lien["groupe_id"])
        nom = str(noms[lien["groupe_id"]])
        reprises = (("rattachements", lien["id"]),)
        champs.append(Champ(GROUPE, titre, nom, lien["statut"], codes, raison, objet, reprises))
    siennes = vue.preoccupations[vue.preoccupations["groupe_id"].isin(liens["groupe_id"])]
    certain = bool(liens["certain"].all())
    champs += [
        _preoccupation(p, str(noms[p["groupe_id"]]), certain)
        for p in rangees(siennes, Preoccupation)
    ]
    for r in _du_territoire(vue, "reserves", territoire, Reserves):
        lien_vers = ("evenement", r["evenement_id"]) if r["evenement_id"] else None
        champs.append(
            Champ(
                GROUPE,
                "Réserve du territoire",
                r["reserve"],
                r["statut"],
                codes_de(r),
                r["note"],
                lien_vers,
                (("reserves", r["id"]),),
            )
        )
    return tuple(champs)


def _preoccupation(p: Preoccupation, nom: str, certain: bool) -> Champ:
    titre = "Préoccupation du groupe" if certain else f"Préoccupation, s’il est du groupe {nom}"
    statut = p["statut"] if certain else Statut.INDETERMINE
    precision = f"Thème{INSECABLE}: {p['theme']}."
    objet, siennes = ("preoccupation", p["id"]), (("preoccupations", p["id"]),)
    return Champ(GROUPE, titre, p["libelle"], statut, codes_de(p), precision, objet, siennes)


@par_vue
def delegation(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell who is documented in each of the four kinds of actors; nothing without a name."""
    if not rangee(vue.territoires, territoire, Territoire)["nom"]:
        return ()
    noms = vue.donnees.table("acteurs").set_index("id")["nom"]
    membres = _du_territoire(vue, "delegations", territoire, Delegations)
    champs = []
    for categorie, titre in CATEGORIES.items():
        siens = [m for m in membres if m["categorie"] == categorie]
        champs += [_membre(m, titre, str(noms[m["acteur_id"]])) for m in siens]
        if not siens:
            manque = ("delegations", territoire)
            champs.append(replace(inconnu(DELEGATION, titre), manque=manque))
    return tuple(champs)


def _membre(m: Delegations, titre: str, nom: str) -> Champ:
    objet, siennes = ("acteur", m["acteur_id"]), (("delegations", m["id"]),)
    valeur, codes = f"{nom}, {m['fonction']}" if m["fonction"] else nom, codes_de(m)
    return Champ(DELEGATION, titre, valeur, m["statut"], codes, m["inference"], objet, siennes)


@par_vue
def paroles(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell what people said for the territory, reworded: role, then each idea, then the question.

    The question is told once, under the first of the ideas that answer it.
    """
    noms = vue.donnees.table("acteurs").set_index("id")["nom"]
    champs = []
    dites: set[tuple[str, str]] = set()
    for p in _du_territoire(vue, "paroles", territoire, Paroles):
        qui = ", ".join(t for t in (str(noms[p["acteur_id"]]), p["fonction"]) if t)
        question = "" if (qui, p["question"]) in dites else _question(p)
        dites.add((qui, p["question"]))
        precision = " ".join(t for t in (question, p["note"]) if t)
        objet, siennes = ("acteur", p["acteur_id"]), (("paroles", p["id"]),)
        codes = codes_de(p)
        champs.append(Champ(PAROLES, qui, p["idee"], p["statut"], codes, precision, objet, siennes))
    return tuple(champs)


def _question(p: Paroles) -> str:
    if p["question_exacte"]:
        return f"À la question{INSECABLE}: {guillemets(p['question_exacte'])}"
    return f"Sur{INSECABLE}: {p['question']}." if p["question"] else ""


@par_vue
def etapes(vue: Vue) -> pd.DataFrame:
    """Return the steps of the cohort's parcours, in order (columns of `etapes`)."""
    lignes = lignes_visibles(vue, "etapes")
    return lignes[lignes["cohorte_id"] == vue.cohorte].sort_values("ordre")


@par_vue
def parcours(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell what is known of each step for a territory at the reference date, in order."""
    connus = {a["etape_id"]: a for a in _du_territoire(vue, "avancement", territoire, Avancement)}
    return tuple(
        _etape(e, connus[e["id"]]) if e["id"] in connus else _etape_muette(vue, territoire, e)
        for e in rangees(etapes(vue), Etape)
    )


def _etape_muette(vue: Vue, territoire: str, e: Etape) -> Champ:
    debut = e["debut"]
    commence = debut and premier_jour(debut) <= vue.jour
    # The end may lie ahead: a step's dates are told once it has begun.
    fin = e["fin"] if e["fin"] and connu_au(e["fin"], vue.jour) else ""
    quand = f"Étape datée{INSECABLE}: {periode(debut, fin)}." if commence else ""
    return replace(
        inconnu(PARCOURS, e["libelle"], quand),
        objet=("etape", e["id"]),
        manque=("avancement", territoire, e["id"]),
    )


def _etape(e: Etape, avancement: Avancement) -> Champ:
    valeur = str(avancement["etat"])
    if avancement["date"]:
        valeur += f" ({date_reduite(avancement['date'])})"
    portee = ""
    if avancement["portee"] == "ensemble":
        portee = "Dit pour l’ensemble des territoires, sans les nommer."
    precision = " ".join(t for t in (portee, avancement["note"]) if t)
    codes, statut = codes_de(avancement), avancement["statut"]
    objet, siennes = ("etape", e["id"]), (("avancement", avancement["id"]),)
    return Champ(PARCOURS, e["libelle"], valeur, statut, codes, precision, objet, siennes)


def resume_du_parcours(champs: tuple[Champ, ...]) -> str:
    """Say how many steps are documented: a count, not a progress."""
    connues = sum(c.statut != Statut.NON_DOCUMENTE for c in champs)
    if not connues:
        return f"Aucune des {compte(len(champs), 'étape')} n’est documentée pour ce territoire."
    verbe = "est documentée" if connues == 1 else "sont documentées"
    return f"{compte(connues, 'étape')} sur {len(champs)} {verbe} pour ce territoire."


@par_vue
def rendez_vous(vue: Vue, territoire: str) -> MappingProxyType[str, tuple[str, ...]]:
    """Find the sessions that matter to a territory.

    Returns:
        Ids of events, in order of date: `siens` (its own, whatever their state), `dernier` (last
        common session held) and `prochain` (next common session announced).
    """
    dates = evenements_dates(vue)
    seances = dates[dates["id"].isin(vue.seances["id"])]
    siens = seances[seances["territoire_id"] == territoire]
    communes = seances[(seances["territoire_id"] == "") & seances["dernier"].notna()]
    tenues = communes[communes["etat"] == Etat.TENU].sort_values("dernier")
    a_venir = communes[communes["etat"] == Etat.A_VENIR].sort_values("dernier")
    return MappingProxyType(
        {
            "siens": tuple(siens["id"]),
            "dernier": tuple(tenues["id"].tail(1)),
            "prochain": tuple(a_venir["id"].head(1)),
        }
    )


@par_vue
def contexte(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell what goes on locally outside the programme, without what is dated later.

    A row that has no date stays, and says so: it may be later than the reference date.
    """
    champs = []
    for c in _du_territoire(vue, "contexte", territoire, Contexte):
        if c["date"] and not connu_au(c["date"], vue.jour):
            continue
        quand = f"{date_reduite(c['date']).capitalize()}." if c["contenu"] else ""
        precision = " ".join(t for t in (quand, c["inference"], c["note"]) if t)
        valeur = c["contenu"] or Statut.NON_DOCUMENTE
        champs.append(
            Champ(
                CONTEXTE,
                c["libelle"],
                valeur,
                c["statut"],
                codes_de(c),
                precision,
                rangees=(("contexte", c["id"]),),
            )
        )
    return tuple(champs)


def rangs_des_groupes(vue: Vue, territoire: str) -> tuple[tuple[int, ...], bool]:
    """Return the ranks of the possible groups, for their marks, and whether it is certain."""
    t = rangee(territoires_sur_carte(vue), territoire, TerritoireSurCarte)
    return tuple(int(r) for r in t["rangs"]), t["certain"]
