"""The pictures that the stable addresses serve: those of the pages."""

from __future__ import annotations

from fabrique_dash.publication.images.images import IMAGES, png, svg, texte_alternatif
from fabrique_dash.serveur.adresses.images import Imagerie

IMAGERIE = Imagerie(
    noms=tuple(IMAGES),
    filtres=lambda ident: IMAGES[ident].filtres,
    svg=svg,
    png=png,
    alternative=texte_alternatif,
    page=lambda ident: IMAGES[ident].page,
)
