"""Where each territory is, in one table: step by step, or counted when steps are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite, guillemets
from fabrique_dash.chiffres.suivi.nouvelles import NouvelleDuTerritoire, dernieres_nouvelles
from fabrique_dash.chiffres.suivi.parcours import DE_L_ENSEMBLE, Couple, couples
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.polices import largeur
from fabrique_dash.publication.notes.communs import Renvois, vers
from fabrique_dash.publication.notes.modele import Case, Partie, case
from fabrique_dash.publication.notes.place import LARGEUR

_ETAPES_EN_COLONNES = 8  # more would not be read on a page
_TOUS = "*"
_CORPS_DU_TABLEAU, _CORPS_MINIMAL = 9.0, 7.0  # points
_FIN = 0.88  # size of its words, in sizes of the text
_MOT_LONG = 24  # signs: one that is longer may be cut
_BORDS = 0.7  # room on both sides of a cell, in sizes of the text


def ou_en_est_chacun(vue: Vue, racine: str, renvois: Renvois) -> Partie:
    """Tell where each territory is in the parcours, with its group and its latest dated news.

    Args:
        vue: the point of view.
        racine: full address of the dashboard, without a final slash.
        renvois: numbers the sources.
    """
    lignes = couples(vue)
    etapes = [str(e) for e in dict.fromkeys(lignes["etape"])]
    en_colonnes = len(etapes) <= _ETAPES_EN_COLONNES
    colonnes = ("Territoire", *(etapes if en_colonnes else ["Étapes"]), "Dernière nouvelle datée")
    tableau = _tableau(vue, en_colonnes)
    larges = _largeurs(colonnes, tableau)
    # What is left goes to the first column, whose names have several words.
    premiere = max(larges[0], LARGEUR / _CORPS_DU_TABLEAU - sum(larges[1:]))
    parts = (premiere, *larges[1:])
    rattachements = vue.rattachements
    return Partie(
        "Où en est chaque territoire",
        _intro(vue, len(etapes), lignes["portee"].tolist()),
        colonnes,
        parts,
        tableau,
        plancher=12,
        suite=vers(vue, racine, "parcours"),
        sources=renvois.origine(
            sources_de(lignes, rattachements), [*lignes["statut"], *rattachements["statut"]]
        ),
        fine=True,
        corps=max(_CORPS_MINIMAL, LARGEUR / sum(parts)),
    )


def _tableau(vue: Vue, en_colonnes: bool) -> tuple[tuple[Case, ...], ...]:
    siens: dict[str, list[Couple]] = {}
    for c in rangees(couples(vue), Couple):
        siens.setdefault(c["territoire_id"], []).append(c)
    nouvelles = {
        n["territoire_id"]: n for n in rangees(dernieres_nouvelles(vue), NouvelleDuTerritoire)
    }
    groupes = {t: c[0]["groupe"] for t, c in siens.items()}
    return tuple(
        (
            _territoire(t, groupes.get(t["id"], "")),
            *_etats(siens.get(t["id"], []), en_colonnes),
            _nouvelle(nouvelles[t["id"]]),
        )
        for t in rangees(vue.territoires, Territoire)
    )


def _largeurs(colonnes: Sequence[str], lignes: Sequence[Sequence[Case]]) -> tuple[float, ...]:
    """Return the width of the longest word of each column, in sizes of the text."""
    larges = []
    for rang, titre in enumerate(colonnes):
        mots = {m for cases in lignes for m in cases[rang].texte.split(" ")} | {*titre.split(" ")}
        longs = [largeur(m[:_MOT_LONG], _FIN, gras=not rang, secours=False) for m in mots]
        larges.append(max(longs) + _BORDS)
    return tuple(larges)


def _intro(vue: Vue, etapes: int, portees: Sequence[str]) -> str:
    if not etapes:
        return "Aucune étape du parcours n’était connue à cette date."
    dits = [
        f"{compte(len(vue.territoires), 'territoire')}, "
        f"{compte(etapes, 'étape connue', 'étapes connues')}.",
        f"{guillemets(Statut.NON_DOCUMENTE)}\u00a0: aucune source ne le dit\u202f; ce n’est pas un "
        "retard.",
    ]
    if DE_L_ENSEMBLE in portees:
        dits.append(f"{_TOUS}\u00a0: dit de l’ensemble des territoires, sans les nommer un par un.")
    return " ".join(dits)


def _territoire(t: Territoire, groupe: str) -> Case:
    if not groupe:
        return case(t["libelle"])
    return case(t["libelle"], f"Groupe\u00a0: {groupe}")


def _etats(siens: Sequence[Couple], en_colonnes: bool) -> list[Case]:
    if en_colonnes:
        return [case(_etat(c)) for c in siens]
    nombres = Counter(c["etat"] for c in siens)
    return [case(", ".join(f"{n}\u00a0{etat}" for etat, n in nombres.items()))]


def _etat(c: Couple) -> str:
    return f"{c['etat']}{_TOUS if c['portee'] == DE_L_ENSEMBLE else ''}"


def _nouvelle(n: NouvelleDuTerritoire) -> Case:
    if not n["date"]:
        return case("aucune")
    return case(date_reduite(n["date"]), "au plus tard" if n["borne"] else "")
