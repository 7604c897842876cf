"""What the columns of the pages' tables mean, and the « Lisez-moi » that goes with their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.donnees.descripteur import Descripteur
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.tables.lisez_moi import lisez_moi

# Columns that pages add to those of the package, which the dictionary defines.
AJOUTEES = {
    "annee_horizon": "Année de l’atelier, plus l’horizon de la préoccupation.",
    "annees": "Années des populations du territoire.",
    "autres": "Lignes de données qui citent la source en appui, à cette date.",
    "balises_lies": "Balises rapprochées de la préoccupation, par leurs identifiants.",
    "certain": "Faux quand les sources laissent plusieurs groupes possibles.",
    "champ": "Ce que la ligne dit du territoire.",
    "changement": "Ce qui a changé depuis la date de comparaison, en une phrase.",
    "chantiers_lies": "Chantiers rapprochés de la préoccupation, par leurs identifiants.",
    "date_reference": "Date à laquelle le contenu est montré, tel qu’on pouvait le savoir.",
    "depuis": "Date de comparaison.",
    "dernier": "Dernier jour possible, d’après la date connue.",
    "etape": "Étape du parcours.",
    "etat": "État à la date de référence (pour un événement\u00a0: tenu, à venir, sans "
    "confirmation ou sans date).",
    "exact": "Vrai quand le jour est connu.",
    "filtres": "Filtres de la page quand le fichier a été fait.",
    "fonctions": "Fonctions publiques ou professionnelles citées par les sources.",
    "groupe": "Groupe géographique, ou groupes possibles.",
    "groupe_ids": "Identifiants du groupe, ou des groupes possibles.",
    "hors_carte": "Pourquoi aucune carte ne montre le territoire\u202f; vide s’il y est.",
    "identifiant": "Identifiant de la ligne trouvée, dans sa table.",
    "inference_groupe": "Comment le groupe du territoire est déduit.",
    "lignes": "Lignes de données qui reposent sur la lettre.",
    "manque": "Ce qui manque au chiffre.",
    "maximum": "Valeur la plus haute que les sources permettent.",
    "minimum": "Valeur la plus basse que les sources permettent.",
    "orateurs": "Personnes intervenues, par leurs identifiants.",
    "origine": "Si la phrase est tirée des données ou écrite à la main.",
    "participants_lies": "Participants Villes pairs rapprochés, par leurs identifiants.",
    "partenaires": "Qui est venu avec le participant, et à quel titre.",
    "parution": "Date de parution, telle qu’elle est connue.",
    "perimetre": "Ce que le chiffre ou le territoire couvre.",
    "phrase": "Le chiffre en une phrase.",
    "population_max": "Population la plus haute que les périmètres possibles permettent.",
    "population_min": "Population la plus basse que les périmètres possibles permettent.",
    "premier": "Premier jour possible, d’après la date connue.",
    "preoccupation": "Libellé de la préoccupation.",
    "principales": "Lignes de données dont c’est la source principale, à cette date.",
    "rang": "Ordre dans le document.",
    "rangs": "Rang de chaque groupe possible dans la cohorte.",
    "retenu": "Vrai quand la phrase est dans la lettre.",
    "rubrique": "Partie de la lettre, ou de la fiche, où la ligne se trouve.",
    "saison": "Numéro de la saison de l’atelier.",
    "sources": "Codes des sources, séparés par des espaces.",
    "statut_groupe": "Degré de preuve du groupe.",
    "territoire": "Territoire dont il s’agit.",
    "territoire_pilote": "Territoire pilote qui contient le lieu, et depuis quel périmètre.",
    "territoires_certains": "Territoires qui sont du groupe avec certitude.",
    "territoires_lies": "Territoires rapprochés du thème, par leurs identifiants.",
    "territoires_possibles": "Territoires qui peuvent être du groupe.",
    "theme": "Thème sous lequel la ligne est classée.",
}


def definitions_des_colonnes(
    descripteur: Descripteur, colonnes: Iterable[str], table: str = ""
) -> list[tuple[str, str]]:
    """Define columns: as their table's dictionary does, as the pages do, else as another table.

    Args:
        descripteur: description of the package.
        colonnes: their names.
        table: table of the package that the rows come from, if there is one.

    Raises:
        KeyError: nothing defines a column.
    """
    tables = descripteur.tables
    ailleurs = {c.nom: c.description for t in reversed(tables.values()) for c in t.champs}
    ici = {c.nom: c.description for c in tables[table].champs} if table else {}
    connues = ailleurs | AJOUTEES | ici
    return [(f"Colonne {nom}", connues[nom]) for nom in colonnes]


def lisez_moi_d_une_table(
    vue: Vue, sujet: str, filtres: Sequence[str], tableau: pd.DataFrame, origine: str = ""
) -> bytes:
    """Write what a table says of itself: date, filters, definitions, sources, licence.

    Args:
        vue: the point of view of its content.
        sujet: what it holds.
        filtres: active filters, in words.
        tableau: the table itself.
        origine: table of the package that the rows come from, if there is one.

    Raises:
        KeyError: nothing defines one of its columns.
    """
    codes = dict.fromkeys(sources_de(tableau))
    for cite in tableau.get("sources", ()):
        codes.update(dict.fromkeys(str(cite).split()))
    definitions = definitions_des_colonnes(vue.donnees.descripteur, tableau.columns, origine)
    lignes = lisez_moi(vue, sujet, filtres, definitions, codes)
    return "".join(f"{terme}\u00a0: {dit}\n" for terme, dit in lignes).encode("utf-8")
