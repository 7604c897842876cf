"""The sentence of a page, and what its address asked for and could not have."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.site.demande import Demande


def filtres_en_mots(demande: Demande) -> str:
    """Say which choices hide something, and the date."""
    actifs = demande.phrases
    filtre = "\u202f; ".join(actifs) if actifs else "sans filtre"
    return f"{filtre} — état au {jour_long(demande.vue.jour)}"


def phrase(demande: Demande, resultat: str) -> Markup:
    """Write in one sentence what is shown: how much, which filters, which date.

    Args:
        demande: what the address asks for.
        resultat: what is shown and how many, in words.
    """
    return html(
        '<p class="tp-phrase"><strong>{}</strong> — {}.</p>', resultat, filtres_en_mots(demande)
    )


def refus(refuses: Sequence[str]) -> Markup:
    """Tell what of the address was not used; nothing when everything was.

    Args:
        refuses: the sentences of the parameters.
    """
    if not refuses:
        return Markup()
    nombre = compte(
        len(refuses),
        "valeur de l’adresse n’a pas été reprise",
        "valeurs de l’adresse n’ont pas été reprises",
    )
    lignes = joindre(html("<li>{}</li>", dite) for dite in refuses)
    return html(
        '<div class="tp-alerte" role="status"><p><strong>{nombre}.</strong> La page s’ouvre '
        "sans {quoi}\u00a0: corrigez l’adresse, ou choisissez dans "
        "la page.</p><ul>{lignes}</ul></div>",
        nombre=nombre,
        quoi="elle" if len(refuses) == 1 else "elles",
        lignes=lignes,
    )
