"""The sheet of a territory as a note of two pages: the fields of its page, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.fiche.entiere import LACUNES, POPULATIONS, champs_de_la_fiche
from fabrique_dash.chiffres.fiche.histoire import CONTEXTE, parcours, resume_du_parcours
from fabrique_dash.chiffres.fiche.histoire import PARCOURS as PARCOURS_DU_TERRITOIRE
from fabrique_dash.chiffres.fiche.situation import RUBRIQUE as IDENTITE
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import FINE, jour_long
from fabrique_dash.donnees.etats import le_plus_faible
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.notes.communs import Renvois, pied, sous_titre, vers
from fabrique_dash.publication.notes.modele import LONGUEUR, Lien, Note, Partie, case
from fabrique_dash.publication.notes.place import mettre_en_deux_pages
from fabrique_dash.publication.site.references import mentions

_HORS_PROGRAMME = (
    "Ce n’est pas le projet suivi par le programme\u00a0: c’est ce que des sources publiques "
    "disent du territoire par ailleurs."
)
_COLONNES = ("Champ", "Ce qui est connu", "Statut et sources")
_COLONNES_DES_LACUNES = ("Ce qui manque", "Pourquoi, et où l’écrire", "Statut")
_REPERES = "Repères"
_ENTRE = f"{FINE}; "
_PEU = 60  # characters: a value of a few words
# Rows kept, however little room there is: what a sheet is opened for.
_PLANCHERS = {IDENTITE: 5, PARCOURS_DU_TERRITOIRE: 8, LACUNES: 8}
_A_COMPLETER = "Pour compléter, il faut une ligne avec sa source et son statut."


@par_vue
def note_du_territoire(vue: Vue, territoire: str, racine: str) -> Note:
    """Write the sheet of a territory.

    Args:
        vue: the point of view.
        territoire: its id.
        racine: full address of the dashboard, without a final slash.

    Raises:
        KeyError: the cohort has no such territory.
    """
    nom = objets(vue, "territoire")[territoire]
    champs = champs_de_la_fiche(vue, territoire)
    page = vers(vue, racine, "territoires", {"territoire": territoire})
    renvois = Renvois(vue)
    parties = [
        _partie(page, renvois, titre, _intro(vue, territoire, titre), list(siens))
        for titre, siens in groupby(_resserres(champs), _rubrique)
    ]
    return mettre_en_deux_pages(
        Note(
            titre=nom,
            sous_titre=sous_titre(vue, "Fiche de territoire"),
            sujet=f"Fiche de territoire, {nom}, état au {jour_long(vue.jour)}",
            auteur=mentions(vue.donnees).producteur,
            jour=vue.jour,
            pied=pied(vue),
            adresse=page.adresse,
            parties=(*parties, renvois.partie(racine)),
        )
    )


def _rubrique(champ: Champ) -> str:
    return champ.rubrique


def _intro(vue: Vue, territoire: str, titre: str) -> str:
    if titre == PARCOURS_DU_TERRITOIRE:
        return resume_du_parcours(parcours(vue, territoire))
    return {CONTEXTE: _HORS_PROGRAMME, LACUNES: _A_COMPLETER}.get(titre, "")


def _partie(
    page: Lien, renvois: Renvois, titre: str, intro: str, champs: Sequence[Champ]
) -> Partie:
    return Partie(
        titre,
        intro,
        _COLONNES_DES_LACUNES if titre == LACUNES else _COLONNES,
        (25, 57, 18),
        tuple(
            (case(c.champ), case(c.valeur, c.precision), case(renvois.statut(c.statut, c.sources)))
            for c in _reunis(champs)
        ),
        plancher=_PLANCHERS.get(titre, 1),
        suite=page,
    )


def _resserres(champs: Sequence[Champ]) -> list[Champ]:
    """Put on one row the years of a population, and on another what is told in a few words."""
    serres: list[Champ] = []
    for cle, groupe in groupby(champs, _ensemble):
        siens = list(groupe)
        serres += map(_en_un, _lots(siens)) if cle and len(siens) > 1 else siens
    return serres


def _en_un(champs: Sequence[Champ]) -> Champ:
    """Put fields on one row, each with its name."""
    return replace(
        champs[0],
        rubrique=IDENTITE,
        champ=POPULATIONS if champs[0].rubrique == POPULATIONS else _REPERES,
        valeur=_ENTRE.join(map(_dit, champs)),
        statut=le_plus_faible(c.statut for c in champs),
        sources=tuple(code for c in champs for code in c.sources),
    )


def _lots(champs: Iterable[Champ]) -> Iterator[list[Champ]]:
    """Part fields so that a cell holds each lot whole."""
    lot: list[Champ] = []
    for c in champs:
        if lot and len(_ENTRE.join(map(_dit, (*lot, c)))) > LONGUEUR:
            yield lot
            lot = []
        lot.append(c)
    yield lot


def _dit(c: Champ) -> str:
    return f"{c.champ}\u00a0: {c.valeur}"


def _ensemble(c: Champ) -> tuple[object, ...]:
    """Tell which fields of a sheet share a row; empty for one that has its own."""
    if c.rubrique == POPULATIONS:
        return (POPULATIONS,)
    if c.rubrique == IDENTITE and not c.precision and len(c.valeur) <= _PEU:
        return (c.statut, frozenset(c.sources))
    return ()


def _reunis(champs: Sequence[Champ]) -> list[Champ]:
    """Gather on one row fields that follow one another with all but their value in common.

    A row that would be too long is left as several: those without room are counted, whereas the
    end of a text would be lost.
    """
    reunis: list[Champ] = []
    for c in champs:
        if reunis and _se_suivent(reunis[-1], c):
            dernier = reunis[-1]
            suite = " " if dernier.valeur.endswith(".") else _ENTRE
            ensemble = f"{dernier.valeur}{suite}{c.valeur}"
            if len(ensemble) <= LONGUEUR:
                reunis[-1] = replace(dernier, valeur=ensemble)
                continue
        reunis.append(c)
    return reunis


def _se_suivent(avant: Champ, apres: Champ) -> bool:
    """Tell whether a field only adds a value to the one before."""
    memes = (avant.champ, avant.statut, avant.sources) == (apres.champ, apres.statut, apres.sources)
    return memes and apres.precision in ("", avant.precision)
