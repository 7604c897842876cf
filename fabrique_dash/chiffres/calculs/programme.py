"""Figures of the programme: territories, groups, concerns, sessions."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.registre import du_programme, sources_de, statut_de
from fabrique_dash.donnees.dates import premier_jour
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte


def _cohorte(vue: Vue) -> pd.DataFrame:
    cohortes = vue.donnees.table("cohortes")
    return cohortes[cohortes["id"] == vue.cohorte]


def _entier(valeur: object) -> int | None:
    return None if pd.isna(valeur) else int(valeur)  # type: ignore[call-overload]


def compte_de(
    vue: Vue, identifiant: str, libelle: str, unite: str, definition: str, lignes: pd.DataFrame
) -> Chiffre:
    """Make the figure that counts rows; without any row it cites the cohort's own source.

    Args:
        vue: the point of view.
        identifiant: stable name of the figure.
        libelle: what it is.
        unite: unit in the singular.
        definition: what is counted.
        lignes: the rows, with `source_id` and `statut`.
    """
    return Chiffre(
        id=identifiant,
        libelle=libelle,
        minimum=len(lignes),
        maximum=len(lignes),
        unite=unite,
        definition=definition,
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=statut_de(lignes),
        sources=sources_de(lignes) or sources_de(_cohorte(vue)),
    )


@du_programme(theme="territoires")
def territoires_annonces(vue: Vue) -> Chiffre:
    """How many territories the programme announced for the cohort."""
    ligne = _cohorte(vue)
    attendus = _entier(ligne["territoires_attendus"].iloc[0])
    return Chiffre(
        id="territoires_annonces",
        libelle="Territoires annoncés",
        minimum=attendus,
        maximum=attendus,
        unite="territoire",
        definition="Nombre de territoires que les sources annoncent pour la cohorte.",
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE if attendus is None else statut_de(ligne),
        sources=sources_de(ligne),
    )


@du_programme(theme="territoires")
def territoires_nommes(vue: Vue) -> Chiffre:
    """How many territories of the cohort the sources name."""
    nommes = vue.territoires[vue.territoires["nom"] != ""]
    return compte_de(
        vue,
        "territoires_nommes",
        "Territoires nommés par les sources",
        "territoire",
        "Territoires de la cohorte qu’au moins une source nomme, directement ou par un tiers.",
        nommes,
    )


@du_programme(theme="territoires")
def territoires_sans_nom(vue: Vue) -> Chiffre:
    """How many announced territories no source names."""
    annonces, nommes = territoires_annonces(vue), territoires_nommes(vue)
    reste = None if annonces.minimum is None else annonces.minimum - (nommes.minimum or 0)
    return Chiffre(
        id="territoires_sans_nom",
        libelle="Territoires non documentés",
        minimum=reste,
        maximum=reste,
        unite="territoire",
        definition="Territoires annoncés moins territoires nommés par les sources.",
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE if reste is None else Statut.DEDUIT,
        sources=annonces.sources,
        manque="L’équipe du programme peut les renseigner.",
    )


@du_programme(theme="groupes")
def groupes(vue: Vue) -> Chiffre:
    """How many geographic groups the cohort has."""
    return compte_de(
        vue,
        "groupes",
        "Groupes géographiques",
        "groupe",
        "Groupes géographiques de la cohorte que les sources nomment.",
        vue.groupes,
    )


@du_programme(theme="preoccupations")
def preoccupations(vue: Vue) -> Chiffre:
    """How many prospective concerns were known at the reference date."""
    return compte_de(
        vue,
        "preoccupations",
        "Préoccupations prospectives",
        "préoccupation",
        "Préoccupations ressorties des groupes, connues à la date de référence.",
        vue.preoccupations,
    )


def _evenements(vue: Vue, etat: Etat) -> pd.DataFrame:
    return vue.seances[vue.seances["etat"] == etat.value]


@du_programme(theme="rendez-vous")
def evenements_tenus(vue: Vue) -> Chiffre:
    """How many events of the cohort had been held by the reference date."""
    return compte_de(
        vue,
        "evenements_tenus",
        "Événements tenus",
        "événement",
        "Séances, phases et réunions de la cohorte dont une source dit qu’elles ont eu lieu à "
        "la date de référence\u202f; une date connue au mois ou à l’année compte quand la période "
        "est finie.",
        _evenements(vue, Etat.TENU),
    )


@du_programme(theme="rendez-vous")
def evenements_a_venir(vue: Vue) -> Chiffre:
    """How many events of the cohort were ahead and announced at the reference date."""
    return compte_de(
        vue,
        "evenements_a_venir",
        "Événements à venir",
        "événement",
        "Séances, phases et réunions de la cohorte qu’une source annonçait déjà à la date de "
        "référence et dont la date n’est pas passée.",
        _evenements(vue, Etat.A_VENIR),
    )


@du_programme(theme="rendez-vous")
def evenements_sans_confirmation(vue: Vue) -> Chiffre:
    """How many events of the cohort have passed without a source saying that they were held."""
    return compte_de(
        vue,
        "evenements_sans_confirmation",
        "Événements sans confirmation",
        "événement",
        "Séances, phases et réunions de la cohorte dont la date est passée et dont aucune "
        "source ne dit qu’elles ont eu lieu.",
        _evenements(vue, Etat.SANS_CONFIRMATION),
    )


@du_programme(theme="programme")
def duree_annoncee(vue: Vue) -> Chiffre:
    """How many months the programme announced for the cohort's parcours."""
    ligne = _cohorte(vue)
    mois = _entier(ligne["duree_annoncee_mois"].iloc[0])
    return Chiffre(
        id="duree_annoncee",
        libelle="Durée annoncée",
        minimum=mois,
        maximum=mois,
        unite="mois",
        definition="Durée du parcours que les sources annoncent au lancement.",
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE if mois is None else statut_de(ligne),
        sources=sources_de(ligne),
    )


@du_programme(theme="programme")
def mois_ecoules(vue: Vue) -> Chiffre:
    """Whole months between the launch and the reference date."""
    ligne = _cohorte(vue)
    debut = str(ligne["debut"].iloc[0])
    lance = bool(debut) and premier_jour(debut) <= vue.jour
    mois = _mois_entiers(vue, debut) if lance else None
    return Chiffre(
        id="mois_ecoules",
        libelle="Mois écoulés depuis le lancement",
        minimum=mois,
        maximum=mois,
        unite="mois",
        definition="Mois entiers entre le lancement de la cohorte et la date de référence. "
        "C’est une durée, pas un avancement.",
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=statut_de(ligne) if lance else Statut.NON_DOCUMENTE,
        sources=sources_de(ligne),
    )


def _mois_entiers(vue: Vue, debut: str) -> int:
    premier = premier_jour(debut)
    mois = (vue.jour.year - premier.year) * 12 + vue.jour.month - premier.month
    return mois - (vue.jour.day < premier.day)
