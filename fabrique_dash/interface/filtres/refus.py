"""What the address asked for and the page could not use: said, never passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import poser


def dire_les_refus(refuses: Sequence[str]) -> None:
    """Tell what of the address was not used; nothing when everything was.

    Args:
        refuses: the sentences of the parameters.
    """
    if not refuses:
        return
    nombre = compte(
        len(refuses),
        "valeur de l’adresse n’a pas été reprise",
        "valeurs de l’adresse n’ont pas été reprises",
    )
    lignes = joindre(html("<li>{}</li>", phrase) for phrase in refuses)
    poser(
        html(
            '<div class="tp-alerte" role="status"><p><strong>{nombre}.</strong> La page s’ouvre '
            "sans {quoi}\u00a0: corrigez l’adresse, ou choisissez dans "
            "la page.</p><ul>{lignes}</ul></div>",
            nombre=nombre,
            quoi="elle" if len(refuses) == 1 else "elles",
            lignes=lignes,
        )
    )
