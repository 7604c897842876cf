"""What the browser keeps of a draft, through `static/lettre.js`, and hands back.

The browser is no authority: each text and each identity that it gives is checked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import streamlit as st

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.pages.atelier.etat import (
    Atelier,
    Travail,
    cle_de,
    dire,
    est_en_cours,
    garder,
    nom_de_session,
    rejoindre,
    relever,
    tire_des_donnees,
)
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.lettre.edition import COUPURE, JOINTURE, LONGUEUR_MAXIMALE, relire
from fabrique_dash.publication.lettre.modele import TITRE_MAXIMAL, Paragraphe


def en_attribut(valeur: object) -> str:
    """Write a value as JSON for an attribute, which the page's clean-up trims, or takes away."""
    return json.dumps(valeur).replace("<", r"\u003c").replace(">", r"\u003e")


def identites(atelier: Atelier) -> str:
    """Write which paragraph is which, for the rubriques that the editor changed, for an attribute.

    Returns:
        By id of a rubrique: id, text and sources of each of its paragraphs.
    """
    de_base = tire_des_donnees(atelier.donne, atelier.citables).lus
    return en_attribut(
        {
            rubrique: [[p.id, p.texte, p.sources] for p in lus]
            for rubrique, lus in atelier.travail.lus.items()
            if lus != de_base[rubrique]
        }
    )


def rendu_par_le_navigateur(texte: str, atelier: Atelier) -> Travail | None:
    """Read what the browser had kept; None when it is not the draft of this page.

    Args:
        texte: JSON written by `static/lettre.js`.
        atelier: the workbench.
    """
    donne = atelier.donne
    try:
        lu = json.loads(texte)
        textes, connus = dict(lu["textes"]), list(lu["connus"])
        if lu["cle"] != cle_de(donne) or not _sont_des_textes([lu["titre"], *textes.values()]):
            return None
        avant = dict(_identites_lues(lu.get("identites", {})))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    de_base = tire_des_donnees(donne, atelier.citables)
    # A draft kept before sources had names cites codes: it comes back with the names.
    repris = {
        i: atelier.citables.au_clair(_lisible(textes.get(i, base)))
        for i, base in de_base.textes.items()
    }
    return replace(
        de_base,
        neuf=False,
        titre=_lisible(lu["titre"])[:TITRE_MAXIMAL],
        textes=repris,
        lus={
            r.id: relire(r, repris[r.id], atelier.citables, avant.get(r.id)).paragraphes
            for r in donne.rubriques
        },
        connus=tuple(c for c in connus if isinstance(c, str) and c in de_base.connus),
    )


def _identites_lues(lues: dict[str, list[Any]]) -> Iterator[tuple[str, tuple[Paragraphe, ...]]]:
    """Read what `identites` wrote; a draft kept before there were any has none."""
    for rubrique, paragraphes in lues.items():
        lus = [(i, texte, tuple(sources)) for i, texte, sources in paragraphes]
        if not all(_sont_des_textes([i, texte, *sources]) for i, texte, sources in lus):
            raise ValueError(rubrique)
        yield rubrique, tuple(Paragraphe(i, "ecrit", _lisible(t), s) for i, t, s in lus)


def _sont_des_textes(valeurs: list[Any]) -> bool:
    return all(isinstance(v, str) and len(v) <= LONGUEUR_MAXIMALE for v in valeurs)


def _lisible(texte: str) -> str:
    """Drop half characters, which JSON can hold and nothing can send."""
    return texte.encode("utf-8", "ignore").decode("utf-8")


@sans_coupure
def _reprendre(atelier: Atelier) -> None:
    """Take back what the browser had kept, unless the server has it already.

    The browser asks before it knows: what was just typed can be here, or come in the same message.
    The fields get the result, which their own callbacks, that may run after this one, will find.
    """
    texte = str(st.session_state["lettre-reprise"] or "")
    repris = rendu_par_le_navigateur(texte, atelier)
    for cle, dessine in atelier.travail.textes.items():
        if st.session_state[f"lettre-{cle}"] != dessine:
            relever(atelier, cle)
    if repris and not est_en_cours(repris, atelier):
        ensemble = rejoindre(repris, atelier)
        garder(ensemble)
        for cle, voulu in ensemble.textes.items():
            st.session_state[f"lettre-{cle}"] = voulu
        dire("Brouillon repris\u00a0: ce navigateur l’avait gardé.")
    st.session_state["lettre-reprise"] = ""


def memoire(atelier: Atelier) -> None:
    """Let the browser keep the draft, and hand it back after a reload or a lost connection."""
    travail = atelier.travail
    poser(
        html(
            '<p class="tp-brouillon tp-note" data-cle="{cle}" data-session="{session}" '
            'data-neuf="{neuf}" data-connus="{connus}" data-identites="{lus}" '
            'data-coupure="{coupure}" data-jointure="{jointure}">'
            "Ce navigateur garde le brouillon à chaque frappe\u00a0: il revient après un "
            "rechargement ou une coupure, sur cet appareil seulement. Enregistrez-le en fichier "
            "pour le transmettre.</p>"
            '<script src="app/static/lettre.js"></script>',
            cle=travail.cle,
            session=nom_de_session(),
            neuf="oui" if travail.neuf else "non",
            connus=en_attribut(travail.connus),
            lus=identites(atelier),
            coupure=en_attribut(COUPURE),
            jointure=en_attribut(JOINTURE),
        ),
        script=True,
    )
    with st.container(key="lettre-cache"):
        st.text_area(
            "Brouillon gardé par le navigateur",
            key="lettre-reprise",
            on_change=_reprendre,
            args=(atelier,),
        )
