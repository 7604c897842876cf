"""What every picture bears around its drawing: title, date, filters, sources, licence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from fabrique_dash.chiffres.noyau.typographie import FINE, jour_long, pluriel
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.images.planche import Corps, Planche
from fabrique_dash.publication.site.references import mentions


def composer(
    vue: Vue,
    titre: str,
    corps: Corps,
    texte: str,
    *,
    sources: Iterable[str],
    statuts: Iterable[str],
    filtres: Sequence[str] = (),
    autres: Sequence[str] = (),
    taille_du_titre: float = 36,
) -> Planche:
    """Make a sheet: the sentence, date and filters in words, drawing, sources, licence.

    Args:
        vue: the point of view.
        titre: a sentence.
        corps: the drawing.
        texte: what the drawing says, for those who don't see it.
        sources: ids of the sources of what is drawn.
        statuts: statuses of what is drawn.
        filtres: filters in words; empty ones keep everything.
        autres: more lines under the drawing.
        taille_du_titre: font size in pixels.
    """
    dits = [f for f in filtres if f] or ["sans filtre"]
    return Planche(
        titre=titre,
        precision=f"État au {jour_long(vue.jour)} · {f'{FINE}; '.join(dits)}",
        corps=corps,
        pied=_pied(vue, list(dict.fromkeys(sources)), list(dict.fromkeys(statuts)), autres),
        taille_du_titre=taille_du_titre,
        texte_alternatif=f"{titre}. État au {jour_long(vue.jour)}. {texte}".strip(),
    )


def _pied(
    vue: Vue, sources: list[str], statuts: list[str], autres: Sequence[str]
) -> tuple[str, ...]:
    dites = mentions(vue.donnees)
    presents = [s for s in statuts if s]
    mots_des_sources = nommer(vue.donnees, sources) or "non documentée"
    dits = [f"{pluriel(len(presents), 'Statut')}\u00a0: {', '.join(presents)}."] if presents else []
    return (
        f"{pluriel(len(sources), 'Source')}\u00a0: {mots_des_sources}.",
        *dits,
        *autres,
        f"{dites.titre}, {dites.producteur}, mise à jour du {dites.mise_a_jour}, {dites.licence}.",
    )


def statuts_de(*tables: pd.DataFrame) -> list[str]:
    """List the statuses that rows bear, in all their columns of statuses."""
    return [s for t in tables for c in t.columns if c.startswith("statut") for s in t[c].unique()]
