"""What the pieces of a first view are made with, and how its weight is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.references import renvois

LIGNES = 25  # of a table: the application shows all of it
OCTETS = 48_000  # of the blocks of a page, before compression
_SUITE = html(
    '<p class="tp-note">La suite est longue\u00a0: elle s’affiche avec l’application.</p>'
)


def borner(blocs: Iterable[Markup], octets: int = OCTETS) -> Iterator[Markup]:
    """Keep the blocks that fit; say that something is left out when one does not.

    Args:
        blocs: the blocks of a page, the most useful first.
        octets: how much they may weigh together.
    """
    tous = True
    for bloc in blocs:
        poids = len(bloc.encode("utf-8"))
        if poids > octets:
            tous = False
            continue
        octets -= poids
        yield bloc
    if not tous:
        yield _SUITE


def cartes(vue: Vue, chiffres: Sequence[Chiffre]) -> Markup:
    """Show figures as the pages do."""
    return fragments.cartes_de_chiffres(chiffres, renvois(vue))


def section(titre: str, corps: Markup) -> Markup:
    """Put a block under a title; nothing when it is empty."""
    return html("<h2>{}</h2>{}", titre, corps) if corps else Markup()


def dessin(svg: Markup) -> Markup:
    """Show a drawing; nothing when there is none."""
    return html("<div>{}</div>", svg) if svg else Markup()


def tableau(
    lignes: pd.DataFrame,
    colonnes: Mapping[str, str],
    legende: str,
    nature: str = "",
    nombres: Sequence[str] = (),
    vue: Vue | None = None,
) -> Markup:
    """Show the first rows of a table, and say how many there are more; nothing without any.

    Args:
        lignes: the rows; each has an `id` when they lead somewhere.
        colonnes: title of each column to show, by name; the first one names the row.
        legende: caption.
        nature: kind of the things that the rows are, which then link to their places.
        nombres: columns to align as numbers.
        vue: the point of view of the links.
    """
    if lignes.empty:
        return Markup()
    montrees, liens = lignes.head(LIGNES), None
    if nature and vue is not None:
        places = [adresse(vue, nature, str(ident)) for ident in montrees["id"]]
        montrees, liens = montrees.assign(adresse=places), {next(iter(colonnes)): "adresse"}
    table = fragments.tableau(montrees, colonnes, legende, nombres=nombres, liens=liens)
    return table + reste(len(lignes) - len(montrees))


def reste(nombre: int) -> Markup:
    """Say how many rows are left for the application to show; nothing when none is."""
    if nombre <= 0:
        return Markup()
    dit = compte(nombre, "autre ligne", "autres lignes")
    return html('<p class="tp-note">… et {}, avec l’application.</p>', dit)
