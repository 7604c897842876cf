"""The document of the référentiel: its file, the hypotheses, the whole table of contents."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.chiffres.tables.referentiel import chapitres, enjeux, sections
from fabrique_dash.donnees.formes import Chapitres, DocumentsVillesPairs, Hypotheses, Sections
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place


def montrer(vue: Vue) -> None:
    """Show the file and its date, the workshop's hypotheses, and the whole table of contents."""
    poser(_document(vue))
    autres = (lignes_visibles(vue, table) for table in ("hypotheses", "sections"))
    blocs.source(vue, _fichiers(vue), chapitres(vue), *autres)


def _fichiers(vue: Vue) -> pd.DataFrame:
    lignes = lignes_visibles(vue, "documents_villes_pairs")
    return lignes[lignes["nature"] == "référentiel"]


def _fichier(vue: Vue, d: DocumentsVillesPairs) -> Markup:
    """Say which document it is, with the date that it bears and how sure that date is."""
    return html(
        '<p><strong>{titre}</strong>, {date} {badge}. <span class="tp-note">{note}</span>'
        "{reprise}</p>",
        titre=d["titre"],
        date=date_reduite(d["date"]),
        badge=fragments.badge(d["statut_date"]),
        note=d["note"],
        reprise=place(vue, "documents_villes_pairs", d["id"], d["titre"]),
    )


@par_vue
def _document(vue: Vue) -> Markup:
    hypotheses = rangees(lignes_visibles(vue, "hypotheses").sort_values("ordre"), Hypotheses)
    puces = joindre(
        html("<li>{}{}</li>", h["libelle"], place(vue, "hypotheses", h["id"], h["libelle"]))
        for h in hypotheses
    )
    tous = rangees(chapitres(vue), Chapitres)
    return html(
        "{fichiers}<h3>Les hypothèses de départ</h3><ol>{puces}</ol>"
        '<h3>Les chapitres transverses</h3><ul class="tp-chapitres">{transverses}</ul>'
        '<h3>Les autres chapitres</h3><ul class="tp-chapitres">{autres}</ul>',
        fichiers=joindre(_fichier(vue, d) for d in rangees(_fichiers(vue), DocumentsVillesPairs)),
        puces=puces,
        transverses=joindre(_chapitre(vue, c) for c in tous if c["transverse"]),
        autres=joindre(_chapitre(vue, c) for c in tous if not c["transverse"]),
    )


def _chapitre(vue: Vue, chapitre: Chapitres) -> Markup:
    numero = "" if chapitre["numero"] is None else f"{chapitre['numero']}. "
    porte = enjeux(vue)[enjeux(vue)["chapitre_id"] == chapitre["id"]]["id"].to_list()
    titre = blocs.nom_lie(vue, "enjeu", porte[0], chapitre["titre"]) if porte else ""
    puces = joindre(
        html("<li>{}{}</li>", s["titre"], place(vue, "sections", s["id"], s["titre"]))
        for s in rangees(sections(vue, chapitre["id"]), Sections)
    )
    return html(
        "<li><strong>{}{}</strong>{}{}</li>",
        numero,
        titre or chapitre["titre"],
        place(vue, "chapitres", chapitre["id"], chapitre["titre"]),
        html("<ul>{}</ul>", puces) if puces else "",
    )
