"""Where each territory is, in one table: step by step, or counted when steps are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

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
from fabrique_dash.publication.notes.modele import Case, Partie, case, mots
from fabrique_dash.publication.notes.place import LARGEUR

SANS_ETAPE = "Aucune étape du parcours n’était connue à cette date."
_ETAPES_EN_COLONNES = 8  # more would not be read on a page
_TOUS = "*"
_CORPS_DU_TABLEAU, _CORPS_MINIMAL = 9.0, 7.0  # points
_PAGE = LARGEUR / _CORPS_DU_TABLEAU  # width of a page, in sizes of the text
_FIN = 0.88  # size of its words, in sizes of the text
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
    parts = _largeurs(colonnes, tableau)
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
    """Return the width of each column, in sizes of the text: its longest word, at the least.

    What is left of the page goes to the names, then to the dates: a note is under both, and states
    may take two lines where these take one; then to states, to titles, and to all.
    """
    rangs = range(len(colonnes))
    larges = [_plus_large(r, mots([colonnes[r], *(c[r].texte for c in lignes)])) for r in rangs]
    textes = [
        _plus_large(r, [t for c in lignes for t in (c[r].texte, c[r].note)], secours=True)
        for r in rangs  # Word has other fonts
    ]
    titres = [_plus_large(0, [titre]) for titre in colonnes]
    for voulues in (textes[:1], [*textes[:1], *larges[1:-1], textes[-1]], textes, titres):
        larges = _elargir(larges, voulues)
    reste = max(0.0, _PAGE - sum(larges)) / len(larges)
    return tuple(large + reste for large in larges)


def _elargir(larges: Sequence[float], voulues: Sequence[float]) -> list[float]:
    """Give columns the width that they want, or a fair part of what is left of the page."""
    manques = [max(0.0, v - large) for large, v in zip_longest(larges, voulues, fillvalue=0.0)]
    rendu = min(1.0, max(0.0, _PAGE - sum(larges)) / (sum(manques) or 1.0))
    return [large + rendu * manque for large, manque in zip(larges, manques, strict=True)]


def _plus_large(rang: int, textes: Iterable[str], *, secours: bool = False) -> float:
    larges = (largeur(t, _FIN, gras=not rang, secours=secours) for t in textes)
    return max(larges, default=0.0) + _BORDS


def _intro(vue: Vue, etapes: int, portees: Sequence[str]) -> str:
    if not etapes:
        return SANS_ETAPE
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
