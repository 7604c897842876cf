"""What a file says of itself: what it holds, on which date, filters, sources, licence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.publication.site.references import mentions, references

_STATUTS = (
    "documenté\u00a0: une source le dit\u202f; déduit\u00a0: une source permet de le "
    "conclure\u202f; indéterminé\u00a0: les sources permettent plusieurs réponses\u202f; non "
    "documenté\u00a0: aucune source ne le dit."
)


def lisez_moi(
    vue: Vue,
    titre: str,
    filtres: Sequence[str],
    definitions: Sequence[tuple[str, str]],
    sources: Iterable[str],
) -> list[tuple[str, str]]:
    """Write the lines of a « Lisez-moi » sheet.

    Args:
        vue: the point of view of the content.
        titre: what the file holds.
        filtres: active filters, in words; empty when there is none.
        definitions: (term, what it means), for each sheet, column or figure to define.
        sources: ids of the sources of the content.

    Returns:
        (subject, text) lines.
    """
    dites, imprimees = mentions(vue.donnees), references(vue.donnees)
    citees, noms = list(dict.fromkeys(sources)), noms_courts(vue.donnees)
    return [
        ("Contenu", titre),
        ("Cohorte", nom_de_la_cohorte(vue)),
        (
            "Date de référence",
            f"État au {jour_long(vue.jour)}\u00a0: ce qu’on pouvait savoir alors.",
        ),
        ("Filtres", "\u202f; ".join(filtres) if filtres else "sans filtre"),
        *definitions,
        ("Statuts", _STATUTS),
        *(_source(noms.get(code, code), imprimees.get(code, code), code) for code in citees),
        (
            "Données",
            f"{dites.titre}, version {dites.version}, mises à jour le {dites.mise_a_jour}.",
        ),
        ("Producteur", dites.producteur),
        ("Licence", dites.licence),
    ]


def _source(nom: str, reference: str, code: str) -> tuple[str, str]:
    """Say a source in full; its code is what the columns of ids hold."""
    return f"Source {guillemets(nom)}", f"{reference} Code dans les données\u00a0: {code}."
