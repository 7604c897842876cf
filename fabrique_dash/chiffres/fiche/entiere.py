"""The whole sheet of a territory, as fields: what the page shows, what the files hold."""

from __future__ import annotations

from fabrique_dash.chiffres.fiche.alentours import alentours
from fabrique_dash.chiffres.fiche.champs import Champ, codes_de
from fabrique_dash.chiffres.fiche.histoire import (
    contexte,
    delegation,
    groupe,
    parcours,
    paroles,
    rendez_vous,
)
from fabrique_dash.chiffres.fiche.identite import (
    PopulationDUneAnnee,
    identite,
    populations_par_annee,
)
from fabrique_dash.chiffres.fiche.lacunes import LacuneDite, lacunes
from fabrique_dash.chiffres.fiche.ressemblance import ressemblances
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

POPULATIONS = "Population municipale, année par année"
RENDEZ_VOUS, RESSEMBLANCE = "Rendez-vous", "Qui me ressemble"
LACUNES = "Ce que nous ne savons pas encore"
TITRES_DES_RENDEZ_VOUS = {
    "siens": "Rendez-vous du territoire",
    "dernier": "Dernière séance commune tenue",
    "prochain": "Prochaine séance commune annoncée",
}


@par_vue
def champs_de_la_fiche(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Gather every field of the sheet of a territory, in the order of its headings.

    Raises:
        KeyError: the cohort has no such territory.
    """
    return (
        *identite(vue, territoire),
        *_populations(vue, territoire),
        *parcours(vue, territoire),
        *_rendez_vous(vue, territoire),
        *groupe(vue, territoire),
        *delegation(vue, territoire),
        *paroles(vue, territoire),
        *_ressemblances(vue, territoire),
        *alentours(vue, territoire),
        *contexte(vue, territoire),
        *_lacunes(vue, territoire),
    )


def _populations(vue: Vue, territoire: str) -> list[Champ]:
    lignes = populations_par_annee(vue, territoire)
    plusieurs = lignes["hypothese"].nunique() > 1
    champs = []
    for p in rangees(lignes, PopulationDUneAnnee):
        titre = f"{p['annee']}, {p['libelle_hypothese']}" if plusieurs else str(p["annee"])
        valeur = compte(p["population"], "habitant")
        champs.append(Champ(POPULATIONS, titre, valeur, p["statut"], codes_de(p)))
    return champs


def _rendez_vous(vue: Vue, territoire: str) -> list[Champ]:
    lignes = evenements_dates(vue)
    champs = []
    for cle, identifiants in rendez_vous(vue, territoire).items():
        for ident in identifiants:
            e = rangee(lignes, ident, EvenementDate)
            valeur = f"{e['titre']} — {e['date']} ({e['etat']})"
            codes, objet = codes_de(e), ("evenement", ident)
            champs.append(
                Champ(
                    RENDEZ_VOUS,
                    TITRES_DES_RENDEZ_VOUS[cle],
                    valeur,
                    e["statut"],
                    codes,
                    e["contenu"],
                    objet,
                )
            )
    return champs


def _ressemblances(vue: Vue, territoire: str) -> list[Champ]:
    # What compares is worked out here from the fields above: it is deduced, at best.
    return [
        Champ(
            RESSEMBLANCE,
            critere.titre,
            f"{s.libelle} — {s.raison}",
            Statut.INDETERMINE if s.raison.startswith("peut-être") else Statut.DEDUIT,
            precision="" if rang else critere.regle,
            objet=("territoire", s.territoire),
        )
        for critere in ressemblances(vue, territoire)
        for rang, s in enumerate(critere.semblables)
    ]


def _lacunes(vue: Vue, territoire: str) -> list[Champ]:
    return [
        Champ(
            LACUNES,
            li["champ"],
            li["etat"],
            Statut.INDETERMINE
            if li["etat"].startswith(Statut.INDETERMINE)
            else Statut.NON_DOCUMENTE,
            precision=f"À renseigner dans {li['fichier']}\u00a0: {li['colonne']}.",
        )
        for li in rangees(lacunes(vue, territoire), LacuneDite)
    ]
