"""Pictures offered on the pages that show the same thing; each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.briques.liens import racine
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.interface.briques.volets import Volet, volets
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.ailleurs.integration import code_d_integration, hauteur_d_une_image
from fabrique_dash.publication.images.images import IMAGES, png, svg, texte_alternatif
from fabrique_dash.publication.site.adresses import point_de_vue
from fabrique_dash.publication.site.noms import nom_de_fichier


def fichiers_d_images(
    vue: Vue, ident: str, filtres: Mapping[str, str] | None = None
) -> list[Fichier]:
    """Offer a picture as SVG and as PNG in two sizes, with its alternative text.

    Args:
        vue: the point of view.
        ident: a key of `publication.images.IMAGES`.
        filtres: what the page keeps, as the picture's parameters.
    """
    voulus = dict(filtres or {})
    libelle = IMAGES[ident].libelle
    # Several choices at once would make names too long to be read.
    sujet = " ".join([ident, *(v for v in voulus.values() if v and "," not in v)])

    def fichier(forme: str, nom: str, suffixe: str, mime: str, f: Callable[[], bytes]) -> Fichier:
        return Fichier(f"{libelle} — {forme}", nom_de_fichier(nom, vue.jour, suffixe), mime, f)

    return [
        fichier("PNG", sujet, "png", "image/png", lambda: png(vue, ident, voulus)),
        fichier(
            "PNG double", f"{sujet} 2x", "png", "image/png", lambda: png(vue, ident, voulus, 2)
        ),
        fichier("SVG", sujet, "svg", "image/svg+xml", lambda: svg(vue, ident, voulus).encode()),
        fichier(
            "texte alternatif",
            sujet,
            "txt",
            "text/plain",
            lambda: texte_alternatif(vue, ident, voulus).encode(),
        ),
    ]


def integrer(vue: Vue, montrees: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """Give the code that shows the page's pictures, as they are filtered, inside another site.

    Args:
        vue: the point of view.
        montrees: id of each picture and its parameters.
    """
    volets(Volet("Intégrer ailleurs", "code", lambda: _codes(vue, montrees)))


def _codes(vue: Vue, montrees: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    for ident, filtres in montrees:
        adresse = f"{racine()}/integrer/{ident}?{urlencode({**point_de_vue(vue), **filtres})}"
        image = IMAGES[ident]
        hauteur = hauteur_d_une_image(image.proportion(vue, filtres))
        code = code_d_integration(adresse, image.libelle, hauteur)
        poser(html("<p><strong>{}</strong></p>{}", image.libelle, a_copier(code, image.libelle)))
