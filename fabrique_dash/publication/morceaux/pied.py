"""What the foot of every page says of the data: version, day, licence, publication."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.site.references import mentions


def pied(donnees: Donnees) -> Markup:
    """Say which data a page shows.

    Args:
        donnees: the data.
    """
    dites = mentions(donnees)
    return html(
        "{titre} — données version {version}, mises à jour le {mise_a_jour}{publication}, "
        "{licence}. {producteur}.",
        titre=dites.titre,
        version=dites.version,
        mise_a_jour=dites.mise_a_jour,
        publication=f" ({dites.publication})" if dites.publication else "",
        licence=dites.licence,
        producteur=dites.producteur,
    )
