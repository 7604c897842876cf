"""The Alliance: its size as sources give it, its dates, its people and organisations."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Acteurs, Alliance
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.parutions import toutes_parues
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


def taille(vue: Vue, ligne: Alliance) -> Chiffre:
    """Make the figure that a source gives of the Alliance.

    Args:
        vue: the point of view.
        ligne: a row of `alliance`.
    """
    minimum, maximum = ligne["valeur_min"], ligne["valeur_max"]
    return Chiffre(
        id=f"alliance.{ligne['id']}",
        libelle=str(ligne["libelle"]),
        minimum=minimum,
        maximum=maximum,
        unite=str(ligne["unite"]) or "signataire",
        definition="Compte donné par la source, avec les bornes que ses mots permettent.",
        perimetre="Alliance de la Fabrique des Transitions",
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE
        if minimum is None and maximum is None
        else str(ligne["statut"]),
        sources=sources_de(pd.DataFrame([ligne])),
        manque=str(ligne["note"]),
    )


@par_vue
def tailles(vue: Vue) -> tuple[tuple[Alliance, Chiffre], ...]:
    """List the sizes of the Alliance known at the reference date, each row with its figure."""
    lignes = lignes_visibles(vue, "alliance").sort_values(["date", "id"])
    return tuple((ligne, taille(vue, ligne)) for ligne in rangees(lignes, Alliance))


@par_vue
def dates_de_l_alliance(vue: Vue, chantier: str = "") -> pd.DataFrame:
    """List the visible events of the Alliance and of its chantiers, or of one chantier.

    Args:
        vue: the point of view.
        chantier: id of a chantier, or empty for all of them.

    Returns:
        Rows of `chiffres.frise.evenements_dates`.
    """
    lignes = evenements_dates(vue)
    if chantier:
        return lignes[lignes["chantier_id"] == chantier]
    return lignes[(lignes["couloir"] == "alliance") | (lignes["chantier_id"] != "")]


@par_vue
def acteurs_nommes(vue: Vue) -> pd.DataFrame:
    """List the people and organisations that something shown names, in order of name.

    Their descriptions and other spellings sum up several sources: they stay empty until all of
    these have certainly appeared.

    Returns:
        The columns of `acteurs`, plus lignes (how many rows shown name each).
    """
    lignes = lignes_visibles(vue, "acteurs")
    connus = pd.Series(
        [
            toutes_parues(vue.donnees, f"{a['source_id']} {a['autres_sources']}", vue.jour)
            for a in rangees(lignes, Acteurs)
        ],
        index=lignes.index,
        dtype="bool",
    )
    nommes = _lignes_qui_nomment(vue)
    return lignes.assign(
        description=lignes["description"].where(connus, ""),
        autres_graphies=lignes["autres_graphies"].where(connus, ""),
        lignes=[nommes[i] for i in lignes["id"]],
    ).sort_values("nom", key=lambda noms: noms.str.normalize("NFKD").str.casefold())


@par_vue
def acteurs_retenus(vue: Vue, natures: tuple[str, ...], chantier: str) -> pd.DataFrame:
    """Keep the actors of the natures asked for, and those of a chantier if one is chosen.

    Returns:
        Rows of `acteurs_nommes`.
    """
    lignes = acteurs_nommes(vue)
    lignes = lignes[lignes["nature"].isin(natures)]
    if chantier:
        liens = lignes_visibles(vue, "chantiers_acteurs")
        lignes = lignes[lignes["id"].isin(liens["acteur_id"][liens["chantier_id"] == chantier])]
    return lignes


def _lignes_qui_nomment(vue: Vue) -> Counter[str]:
    """Count the rows shown that name each actor, by id."""
    nombres: Counter[str] = Counter()
    for table in vue.donnees.descripteur.tables.values():
        for cle in table.cles_etrangeres:
            if cle.table == "acteurs":
                nombres.update(lignes_visibles(vue, table.nom)[cle.champ])
    return nombres
