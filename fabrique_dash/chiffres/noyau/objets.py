"""The things that the dashboard knows, each with a name: what has a page, what can be found.

A thing is shown only when it could be known on the reference date. Tables that carry no date of
their own follow the things that their rows are about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.donnees.dates import connu_au, premier_jour
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.parutions import parutions, peut_etre_parue, toutes_parues
from fabrique_dash.donnees.rangees import Rangee, rangees, retenues
from fabrique_dash.donnees.vue import Vue


def la_choisie(lignes: pd.DataFrame, choisie: str) -> pd.DataFrame:
    """Keep the row that was chosen, or all of them when none was.

    Args:
        lignes: rows, each with its `id`.
        choisie: an id, or empty.
    """
    return lignes[lignes["id"] == choisie] if choisie else lignes


@dataclass(frozen=True)
class Nature:
    """One kind of thing.

    Attributes:
        table: where the things are.
        mot: noun for one of them, in lower case.
        nommer: writes the name of a thing from its row.
    """

    table: str
    mot: str
    nommer: Callable[[Rangee], str]


def _balise(b: Rangee) -> str:
    return f"{b['enjeu_id']}.{b['numero']} {b['titre']}"


def _newsletter(n: Rangee) -> str:
    numero: str = "sans numéro" if n["numero"] is None else f"n°\u00a0{n['numero']}"
    return f"Lettre {numero}\u00a0: {n['titre']}"


NATURES = {
    "territoire": Nature("territoires", "territoire", lambda t: str(t["libelle"])),
    "groupe": Nature("groupes", "groupe", lambda g: f"Groupe {g['nom']}"),
    "preoccupation": Nature("preoccupations", "préoccupation", lambda p: str(p["libelle"])),
    "theme": Nature("themes", "thème", lambda t: str(t["libelle"])),
    "evenement": Nature("evenements", "événement", lambda e: str(e["titre"])),
    "etape": Nature("etapes", "étape", lambda e: str(e["libelle"])),
    "enjeu": Nature("enjeux", "enjeu", lambda e: f"{e['id']} {e['titre']}"),
    "balise": Nature("balises", "balise", _balise),
    "saison": Nature("saisons", "saison", lambda s: f"Villes pairs, saison {s['numero']}"),
    "participant": Nature("participants", "participant", lambda p: str(p["nom"])),
    "chantier": Nature(
        "chantiers", "chantier", lambda c: f"Chantier {c['numero']}\u00a0: {c['titre']}"
    ),
    "acteur": Nature("acteurs", "acteur", lambda a: str(a["nom"])),
    "newsletter": Nature("newsletters", "lettre", _newsletter),
    "source": Nature("sources", "source", lambda s: f"{s['nom_court']} — {s['titre']}"),
}
NATURE_DE = {nature.table: cle for cle, nature in NATURES.items()}

# Tables whose rows are dated by what they are about, not by these lasting frames.
_CADRES = frozenset({"sources", "cohortes", "communes", "epci", "acteurs", "themes"})
# Rows that are shown before the sources that describe them: they don't make a source known.
_SANS_DATE_A_ELLES = frozenset({"acteurs", "etapes", "sources"})

# Tables that the view itself dates or restricts to its cohort.
_DE_LA_VUE = frozenset(
    {
        "territoires",
        "groupes",
        "preoccupations",
        "evenements",
        "rattachements",
        "etapes",
        "divergences",
    }
)


@par_vue
def lignes_visibles(vue: Vue, nom: str) -> pd.DataFrame:
    """Return the rows of a table that may be shown on the reference date.

    Args:
        vue: the point of view.
        nom: name of a table.

    Returns:
        The table's columns; the view's own columns where it has that table.

    Raises:
        KeyError: the package has no such table.
    """
    if nom in _DE_LA_VUE:
        return pd.DataFrame(getattr(vue, nom))
    lignes = vue.donnees.table(nom)
    if "connu_le" in lignes.columns:
        return vue.connus(nom)
    if nom in _REGLES:
        return _REGLES[nom](vue, lignes)
    return _selon_leurs_sujets(vue, nom, lignes)


def _saisons_finies(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    return retenues(lignes, (connu_au(fin, vue.jour) for fin in lignes["fin"]))


def _acteurs_nommes(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    return lignes[lignes["id"].isin(_acteurs_cites(vue))]


def _cohortes_commencees(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    """Keep the cohorts that are followed, and the others once they have begun."""
    commencees = [bool(d) and premier_jour(d) <= vue.jour for d in lignes["debut"]]
    return lignes[lignes["suivie"].fillna(False) | pd.Series(commencees, lignes.index)]


def _avec_le_referentiel(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    """Keep the workshop's hypotheses once the référentiel, whose chapters name them, is known."""
    return lignes if len(vue.connus("chapitres")) else lignes.head(0)


def _selon_leur_source(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    return retenues(lignes, (toutes_parues(vue.donnees, c, vue.jour) for c in lignes["source_id"]))


def _sources_connues(vue: Vue, lignes: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that had appeared, and those on which something shown rests.

    A lot brings its documents, unless they came later; a document brings its lot.
    """
    parues = {code for code, jour in parutions(vue.donnees).items() if jour <= vue.jour}
    connues = parues | _sources_citees(vue)
    siens = [
        s["partie_de"] in connues and peut_etre_parue(s, vue.jour) for s in rangees(lignes, Sources)
    ]
    connues |= set(lignes["id"][siens])
    connues |= set(lignes["partie_de"][lignes["id"].isin(connues)])
    return lignes[lignes["id"].isin(connues)]


def _sources_citees(vue: Vue) -> set[str]:
    """Ids of the main sources of the rows that may be shown."""
    citees: set[str] = set()
    for table in vue.donnees.descripteur.tables.values():
        if "source_id" in table.colonnes and table.nom not in _SANS_DATE_A_ELLES:
            lignes = lignes_visibles(vue, table.nom)
            citees.update(lignes["source_id"][lignes["statut"] != Statut.NON_DOCUMENTE].unique())
    return citees


_REGLES: dict[str, Callable[[Vue, pd.DataFrame], pd.DataFrame]] = {
    "saisons": _saisons_finies,
    "acteurs": _acteurs_nommes,
    "cohortes": _cohortes_commencees,
    "hypotheses": _avec_le_referentiel,
    "objectifs_charte": _selon_leur_source,
    "manques": lambda vue, _: manques_connus(vue),
    "sources": _sources_connues,
}


def _selon_leurs_sujets(vue: Vue, nom: str, lignes: pd.DataFrame) -> pd.DataFrame:
    for cle in vue.donnees.descripteur.tables[nom].cles_etrangeres:
        if cle.table not in _CADRES and cle.table != nom:
            permis = {"", *lignes_visibles(vue, cle.table)[cle.cible]}
            lignes = lignes[lignes[cle.champ].isin(permis)]
    return lignes


def _acteurs_cites(vue: Vue) -> set[str]:
    """Ids of the actors that some visible row names: nobody is known before being named."""
    cites: set[str] = set()
    for table in vue.donnees.descripteur.tables.values():
        for cle in table.cles_etrangeres:
            if cle.table == "acteurs":
                cites.update(lignes_visibles(vue, table.nom)[cle.champ])
    return cites - {""}


@par_vue
def objets(vue: Vue, nature: str) -> MappingProxyType[str, str]:
    """Name the things of one kind that may be shown, in the order of their table.

    Args:
        vue: the point of view.
        nature: a key of `NATURES`.

    Returns:
        The name of each thing, by id.
    """
    quoi = NATURES[nature]
    return MappingProxyType(
        {str(f["id"]): quoi.nommer(f) for f in rangees(lignes_visibles(vue, quoi.table))}
    )
