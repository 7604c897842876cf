"""Rules of the programme itself: cohorts, groups, territories, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.rangees import rangees

Tables = Mapping[str, TableLue]


def _hors_cohorte(tables: Tables) -> Iterator[Probleme]:
    """A territory is attached to groups, and advances by steps, of its own cohort."""
    cohorte_de = _index(tables["territoires"], "cohorte_id")
    for nom, colonne, cible in (
        ("rattachements", "groupe_id", "groupes"),
        ("avancement", "etape_id", "etapes"),
    ):
        cohortes_cible = _index(tables[cible], "cohorte_id")
        lue = tables[nom]
        for position, ligne in enumerate(rangees(lue.donnees)):
            une = cohorte_de.get(ligne["territoire_id"])
            autre = cohortes_cible.get(ligne[colonne])
            if une and autre and une != autre:
                yield lue.faute(
                    position,
                    colonne,
                    ligne[colonne],
                    f"il est de la cohorte {autre}, le territoire de la cohorte {une}",
                    "choisir dans la cohorte du territoire",
                )


def _index(lue: TableLue, colonne: str) -> dict[str, str]:
    return dict(zip(lue.donnees["id"], lue.donnees[colonne], strict=True))


def _rattachements_multiples(tables: Tables) -> Iterator[Probleme]:
    lue = tables["rattachements"]
    nombre = lue.donnees["territoire_id"].value_counts().to_dict()
    for position, ligne in enumerate(rangees(lue.donnees)):
        plusieurs = nombre[ligne["territoire_id"]] > 1
        if plusieurs and ligne["statut"] != Statut.INDETERMINE:
            yield lue.faute(
                position,
                "statut",
                ligne["statut"],
                f"{ligne['territoire_id']} a plusieurs groupes possibles",
                "mettre « indéterminé » sur chacune de ses lignes, ou n’en garder qu’une",
            )


def _territoires_sans_nom(tables: Tables) -> Iterator[Probleme]:
    lue = tables["territoires"]
    for position, ligne in enumerate(rangees(lue.donnees)):
        sans_nom = not ligne["nom"].strip()
        if sans_nom != (ligne["statut"] == Statut.NON_DOCUMENTE):
            yield lue.faute(
                position,
                "nom",
                ligne["nom"],
                "un territoire est « non documenté » quand il n’a pas de nom, et alors seulement",
                "donner le nom et sa source, ou le statut « non documenté »",
            )


def _aucune_cohorte_suivie(tables: Tables) -> Iterator[Probleme]:
    """Every page shows a cohort: there must be one to show."""
    lue = tables["cohortes"]
    suivies = lue.donnees["suivie"].fillna(False)
    if len(suivies) and not suivies.any():
        yield lue.faute(
            0,
            "suivie",
            "false",
            "aucune cohorte n’est suivie : le tableau de bord n’aurait rien à montrer",
            "écrire « true » pour la cohorte que le tableau de bord suit",
        )


def _territoires_en_trop(tables: Tables) -> Iterator[Probleme]:
    lue = tables["cohortes"]
    nombre = tables["territoires"].donnees["cohorte_id"].value_counts().to_dict()
    attendus = lue.donnees["territoires_attendus"].fillna(-1).astype(int)
    for position, (cohorte, attendu) in enumerate(zip(lue.donnees["id"], attendus, strict=True)):
        if 0 <= attendu < nombre.get(cohorte, 0):
            yield lue.faute(
                position,
                "territoires_attendus",
                str(attendu),
                f"la table des territoires en compte {nombre[cohorte]} pour cette cohorte",
                "retirer les lignes en trop, ou corriger le nombre annoncé et sa source",
            )


def _doubles_dans_la_cohorte(tables: Tables) -> Iterator[Probleme]:
    """Two cohorts may have a group, or a territory, of the same name; one cohort may not.

    Names that differ by their capitals alone are one name.
    """
    for nom, colonne in (("groupes", "nom"), ("territoires", "nom"), ("territoires", "numero")):
        if nom not in tables:
            continue
        lue = tables[nom]
        premieres: dict[tuple[str, str], int] = {}
        valeurs = lue.donnees[colonne].astype("str").fillna("")
        paires = zip(lue.donnees["cohorte_id"], valeurs, strict=True)
        for position, (cohorte, valeur) in enumerate(paires):
            premiere = premieres.setdefault((cohorte, valeur.casefold()), position)
            if valeur and premiere != position:
                yield lue.faute(
                    position,
                    colonne,
                    valeur,
                    f"cette valeur est déjà celle de la ligne {lue.ligne(premiere)}, "
                    "dans la même cohorte",
                    "les distinguer, ou n’en garder qu’une",
                )


def _liens_de_theme(tables: Tables) -> Iterator[Probleme]:
    """A link joins a theme to one thing: the one that its nature announces."""
    lue = tables["liens_themes"]
    colonnes = [c for c in lue.donnees.columns if c.endswith("_id")]
    objets = [c for c in colonnes if c not in ("theme_id", "source_id")]
    for position, ligne in enumerate(rangees(lue.donnees)):
        attendue = f"{ligne['nature']}_id"
        remplies = [c for c in objets if ligne[c]]
        if attendue in objets and remplies != [attendue]:
            yield lue.faute(
                position,
                attendue,
                ligne[attendue],
                f"la nature « {ligne['nature']} » veut cette colonne remplie, et elle seule",
                "remplir cette colonne et vider les autres, ou corriger la nature",
            )


REGLES_DU_PROGRAMME = (
    _hors_cohorte,
    _rattachements_multiples,
    _territoires_sans_nom,
    _aucune_cohorte_suivie,
    _territoires_en_trop,
    _doubles_dans_la_cohorte,
    _liens_de_theme,
)
