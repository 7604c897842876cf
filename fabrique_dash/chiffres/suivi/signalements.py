"""What a référent should look at first, row by row: what, why, where. Nothing is scored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite, enumeration
from fabrique_dash.chiffres.suivi.nouvelles import NouvelleDuTerritoire, dernieres_nouvelles
from fabrique_dash.chiffres.suivi.parcours import etapes_muettes
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.formes_de_la_vue import Divergence, Etape, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

_DES_ANNEES = 2 * 365  # days: from there on, silence is said once, not territory by territory


class Categorie(StrEnum):
    """Why something is to be looked at, most pressing first."""

    SANS_CONFIRMATION = "Date passée, sans confirmation"
    SANS_NOUVELLE = "Territoires sans nouvelle"
    ETAPE_MUETTE = "Étapes que personne n’a documentées"
    GROUPE = "Groupe ou périmètre indéterminé"
    DATE = "Date ou année indéterminée"
    DIVERGENCE = "Sources qui ne s’accordent pas"


@dataclass(frozen=True)
class Signalement:
    """One row to look at.

    Attributes:
        categorie: a value of `Categorie`.
        nature: kind of the thing to look at, a key of `chiffres.objets.NATURES`.
        identifiant: its id.
        quoi: its name.
        raison: why it is to be looked at, one or two sentences.
        territoires: ids of the territories that it is about; empty when it is about all of them.
        sources: ids of its sources.
        statut: its status.
        rangees: (table, id) of the rows that say it, or that would.
    """

    categorie: str
    nature: str
    identifiant: str
    quoi: str
    raison: str
    territoires: tuple[str, ...]
    sources: tuple[str, ...]
    statut: str
    rangees: tuple[tuple[str, str], ...] = ()


@par_vue
def signalements(vue: Vue, jours: int) -> tuple[Signalement, ...]:
    """List what to look at first on the reference date, most pressing kind first.

    Args:
        vue: the point of view.
        jours: a territory is without news when its latest dated news is older than this many
            days.
    """
    return (
        *_sans_confirmation(vue),
        *_sans_nouvelle(vue, jours),
        *_etapes(vue),
        *_groupes(vue),
        *_perimetres(vue),
        *_sans_date(vue),
        *_divergences(vue),
    )


def evenements_sans_confirmation(vue: Vue) -> pd.DataFrame:
    """Events of the cohort whose date has passed and that no source says were held.

    Returns:
        Rows of `chiffres.frise.evenements_dates`.
    """
    lignes = evenements_dates(vue)
    siens = lignes["id"].isin(vue.seances["id"])
    return lignes[siens & (lignes["etat"] == Etat.SANS_CONFIRMATION.value)]


def groupes_possibles(vue: Vue) -> dict[str, list[str]]:
    """Return the names of the possible groups of each territory that may be in several."""
    liens = vue.rattachements[~vue.rattachements["certain"]]
    noms = vue.groupes.set_index("id")["nom"]
    return {
        str(territoire): [str(noms[g]) for g in ids]
        for territoire, ids in liens.groupby("territoire_id", sort=False)["groupe_id"]
    }


def perimetres_possibles(vue: Vue) -> dict[str, list[str]]:
    """Return the possible perimeters, in words, of each territory that has several."""
    perimetres = vue.donnees.table("perimetres")
    siens = perimetres[perimetres["territoire_id"].isin(vue.territoires["id"])]
    return {
        str(territoire): list(dict.fromkeys(lignes["libelle_hypothese"]))
        for territoire, lignes in siens.groupby("territoire_id", sort=False)
        if lignes["hypothese"].nunique() > 1
    }


def _codes(ligne: Rangee) -> tuple[str, ...]:
    return tuple(f"{ligne['source_id']} {ligne['autres_sources']}".split())


def _territoires(ligne: EvenementDate) -> tuple[str, ...]:
    return (ligne["territoire_id"],) if ligne["territoire_id"] else ()


def _d_un_evenement(categorie: Categorie, e: EvenementDate, raison: str) -> Signalement:
    return Signalement(
        categorie,
        "evenement",
        e["id"],
        e["titre"],
        raison,
        _territoires(e),
        _codes(e),
        e["statut"],
        (("evenements", e["id"]),),
    )


def _sans_confirmation(vue: Vue) -> list[Signalement]:
    return [
        _d_un_evenement(
            Categorie.SANS_CONFIRMATION,
            e,
            f"Date annoncée\u00a0: {e['date']}. Aucune source ne dit qu’il a eu lieu.",
        )
        for e in rangees(evenements_sans_confirmation(vue), EvenementDate)
    ]


def _sans_nouvelle(vue: Vue, jours: int) -> list[Signalement]:
    nouvelles = dernieres_nouvelles(vue)
    tues = nouvelles[nouvelles["jours"].isna() | (nouvelles["jours"].fillna(0) > jours)]
    sources = {t["id"]: _codes(t) for t in rangees(vue.territoires, Territoire)}
    return [
        Signalement(
            Categorie.SANS_NOUVELLE,
            "territoire",
            n["territoire_id"],
            n["territoire"],
            _silence(n),
            (n["territoire_id"],),
            (n["source_id"],) if n["source_id"] else sources[n["territoire_id"]],
            n["statut"] or Statut.NON_DOCUMENTE,
            (("territoires", n["territoire_id"]),),
        )
        for n in rangees(tues, NouvelleDuTerritoire)
    ]


@par_vue
def silence_general(vue: Vue) -> str:
    """Say once that no territory has had dated news for years; empty when one has."""
    datees = [
        (n["jours"], n)
        for n in rangees(dernieres_nouvelles(vue), NouvelleDuTerritoire)
        if n["jours"] is not None and not pd.isna(n["jours"])
    ]
    jours, derniere = min(datees, key=lambda d: d[0], default=(0, None))
    if derniere is None or jours < _DES_ANNEES:
        return ""
    au_plus_tard = " au plus tard" if derniere["borne"] else ""
    return (
        f"Plus de {compte(jours // 365, 'an')} sans nouvelle datée d’aucun territoire. La dernière"
        f"\u00a0: {date_reduite(derniere['date'])}{au_plus_tard} ({derniere['territoire']}, "
        f"{derniere['quoi']})."
    )


def _silence(nouvelle: NouvelleDuTerritoire) -> str:
    if nouvelle["jours"] is None:
        return "Aucune nouvelle datée ne le nomme."
    quand = date_reduite(nouvelle["date"])
    silence = compte(nouvelle["jours"], "jour")
    au_moins, au_plus_tard = ("Au moins ", " au plus tard") if nouvelle["borne"] else ("", "")
    return (
        f"{au_moins}{silence} sans nouvelle datée. La dernière\u00a0: {quand}{au_plus_tard} "
        f"({nouvelle['quoi']})."
    )


def _etapes(vue: Vue) -> list[Signalement]:
    return [
        Signalement(
            Categorie.ETAPE_MUETTE,
            "etape",
            e["id"],
            e["libelle"],
            "Une source en parle, aucune ne dit où en est un seul territoire.",
            (),
            (e["source_id"],),
            Statut.NON_DOCUMENTE,
            (("etapes", e["id"]),),
        )
        for e in rangees(etapes_muettes(vue), Etape)
    ]


def _groupes(vue: Vue) -> list[Signalement]:
    return [
        _d_un_territoire(
            vue,
            territoire,
            f"Groupe {enumeration(noms, 'ou')}\u00a0: les sources ne tranchent pas.",
            "rattachements",
        )
        for territoire, noms in groupes_possibles(vue).items()
    ]


def _perimetres(vue: Vue) -> list[Signalement]:
    return [
        _d_un_territoire(
            vue,
            territoire,
            f"Périmètre\u00a0: {enumeration(mots, 'ou')}. Les sources ne tranchent pas.",
            "perimetres",
        )
        for territoire, mots in perimetres_possibles(vue).items()
    ]


def _d_un_territoire(vue: Vue, territoire: str, raison: str, table: str) -> Signalement:
    noms = dict(zip(vue.territoires["id"], vue.territoires["libelle"], strict=True))
    origine = vue.donnees.table(table)
    siennes = origine[origine["territoire_id"] == territoire]
    return Signalement(
        Categorie.GROUPE,
        "territoire",
        territoire,
        noms[territoire],
        raison,
        (territoire,),
        sources_de(siennes),
        Statut.INDETERMINE,
        tuple((table, str(ident)) for ident in siennes["id"]),
    )


def _sans_date(vue: Vue) -> list[Signalement]:
    """Events of the cohort that the sources don't date, or whose date they leave open."""
    lignes = evenements_dates(vue)
    siens = lignes[lignes["id"].isin(vue.seances["id"])]
    flous = siens[(siens["debut"] == "") | (siens["statut_date"] == Statut.INDETERMINE)]
    return [
        _d_un_evenement(Categorie.DATE, e, _date_floue(e)) for e in rangees(flous, EvenementDate)
    ]


def _date_floue(e: EvenementDate) -> str:
    if e["debut"]:
        return f"Les sources permettent plusieurs dates\u00a0; celle retenue est {e['date']}."
    tenu = "Il a eu lieu" if e["etat"] == Etat.TENU else "Rien ne dit s’il a eu lieu"
    return f"{tenu}\u202f; aucune source n’en donne la date."


def _divergences(vue: Vue) -> list[Signalement]:
    return [
        Signalement(
            Categorie.DIVERGENCE,
            "source",
            d["source_id"],
            d["sujet"],
            f"{d['ce_que_disent']} Retenu\u00a0: {d['resolution']}.",
            (),
            tuple(d["codes"].split()),
            d["statut"],
            (("divergences", d["id"]),),
        )
        for d in rangees(vue.divergences, Divergence)
    ]
