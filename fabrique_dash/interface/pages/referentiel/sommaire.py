"""Blocks of the référentiel page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.tables.preoccupations import LienDeTheme, themes_de
from fabrique_dash.chiffres.tables.referentiel import (
    PARTIES,
    Partie,
    balise,
    balises,
    chapitres,
    enjeux,
    partie,
    voisines,
)
from fabrique_dash.chiffres.tables.reperes import ATELIER, ENJEU, reperes
from fabrique_dash.donnees.formes import Chapitres, Enjeux, Reperes
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.referentiel_plotly import Boite, carte_du_referentiel
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.figures import montrer
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.morceaux.resultats import etendue_du_referentiel
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre

_SANS_LIEN = "À cette date, rien ne relie cela à une préoccupation des groupes."
_TITRES = {
    "balises": "Balises",
    "modes_de_faire": "Modes de faire",
    "dispositifs": "Dispositifs",
}


def filtres(demande: Demande) -> None:
    """Ask for an enjeu, a balise, the picture and the worksheet."""
    gauche, droite = st.columns([1, 2])
    with gauche:
        demander(demande, "enjeu")
    with droite:
        demander(demande, "balise")
    with st.container(horizontal=True):
        demander(demande, "image")
        demander(demande, "feuille")


def _lien(vue: Vue, nature: str, identifiant: str, libelle: object = "") -> Markup:
    nom = libelle or objets(vue, nature)[identifiant]
    return fragments.lien(adresse(vue, nature, identifiant), nom)


def balise_choisie(vue: Vue, choix: Filtre) -> None:
    """Show the sheet of the balise that the reader chose; nothing else."""
    if not choix.un:
        return
    identifiant = choix.un
    st.header("Cette balise", anchor=False)
    poser(_fiche_de_balise(vue, identifiant))
    lignes = lignes_visibles(vue, "balises")
    blocs.source(vue, lignes[lignes["id"] == identifiant], themes_de(vue, "balise", identifiant))
    derniere_modification(vue, "balise", identifiant)


@par_vue
def _fiche_de_balise(vue: Vue, identifiant: str) -> Markup:
    b = balise(vue, identifiant)
    enjeu = b["enjeu_id"]
    lignes: dict[str, str] = {"Enjeu": _lien(vue, "enjeu", enjeu)}
    for table in ("modes_de_faire", "dispositifs"):
        lignes[f"{_TITRES[table]} du même enjeu"] = _puces(vue, table, enjeu)
    lignes["Thèmes et préoccupations"] = _themes(vue, identifiant) or _SANS_LIEN
    code = f"{enjeu}.{b['numero']}"
    corps = joindre(
        html("<div><dt>{}</dt><dd>{}</dd></div>", nom, dit) for nom, dit in lignes.items()
    )
    return html(
        '<h3>{code} {titre}</h3>{reprise}<dl class="tp-dite">{corps}</dl>{voisinage}',
        code=code,
        titre=b["titre"],
        reprise=place(vue, "balises", identifiant, b["titre"]),
        corps=corps,
        voisinage=_voisinage(vue, identifiant),
    )


def _themes(vue: Vue, identifiant: str) -> Markup:
    puces = []
    for lien in rangees(themes_de(vue, "balise", identifiant), LienDeTheme):
        siennes = vue.preoccupations[vue.preoccupations["theme_id"] == lien["theme_id"]]
        liees = joindre((_lien(vue, "preoccupation", p) for p in siennes["id"]), ", ")
        suite = html(" ({})", liees) if liees else ""
        puces.append(
            html(
                "<li>{lien}{suite} — {raison} {badge}{reprise}</li>",
                lien=_lien(vue, "theme", lien["theme_id"]),
                suite=suite,
                raison=lien["raison"],
                badge=fragments.badge(lien["statut"]),
                reprise=place(vue, "liens_themes", lien["id"], lien["raison"]),
            )
        )
    return html("<ul>{}</ul>", joindre(puces)) if puces else Markup()


def _voisinage(vue: Vue, identifiant: str) -> Markup:
    autour = voisines(vue, identifiant)
    avant = html("←\u00a0{}", _lien(vue, "balise", autour.precedente)) if autour.precedente else ""
    apres = html("{}\u00a0→", _lien(vue, "balise", autour.suivante)) if autour.suivante else ""
    toutes = fragments.lien(chemin("referentiel", reglages(vue)), "Toutes les balises")
    return html(
        '<nav class="tp-voisines" aria-label="Balises voisines">'
        "<span>{avant}</span><span>{toutes}</span><span>{apres}</span></nav>",
        avant=avant,
        toutes=toutes,
        apres=apres,
    )


def enjeu_choisi(vue: Vue, choix: Filtre) -> None:
    """Show what a chosen enjeu is linked to: themes and concerns, and the other enjeux."""
    if not choix.un:
        return
    enjeu = choix.choix[0]
    siennes = partie(vue, "balises", enjeu)["id"]
    liens = pd.concat([themes_de(vue, "balise", b) for b in siennes])
    st.header("Ce qui s’y relie", anchor=False)
    lies = {b: _themes(vue, b) for b in siennes}
    puces = joindre(html("<li>{}{}</li>", _lien(vue, "balise", b), t) for b, t in lies.items() if t)
    autres = joindre(
        html("<li>{}</li>", _lien(vue, "enjeu", e)) for e in enjeux(vue)["id"] if e != enjeu
    )
    poser(
        (html("<ul>{}</ul>", puces) if puces else html("<p>{}</p>", _SANS_LIEN))
        + html("<h3>Les autres enjeux</h3><ul>{}</ul>", autres)
    )
    blocs.source(vue, liens)
    derniere_modification(vue, "enjeu", enjeu)


def liste(vue: Vue, montres: list[str]) -> None:
    """Show each enjeu with its balises, its modes de faire and its dispositifs."""
    poser(joindre(_enjeu(vue, e) for e in montres))
    tables = [partie(vue, table, e) for table in PARTIES for e in montres]
    dits = reperes(vue, ATELIER, ENJEU)
    dits = dits[dits["enjeu_id"].isin(montres)]
    blocs.source(vue, enjeux(vue)[enjeux(vue)["id"].isin(montres)], *tables, dits)


@par_vue
def _enjeu(vue: Vue, identifiant: str) -> Markup:
    e = rangee(enjeux(vue), identifiant, Enjeux)
    colonnes = joindre(
        html(
            "<div><h4>{titres}\u00a0({partie})</h4>{puces}</div>",
            titres=_TITRES[table],
            partie=len(partie(vue, table, identifiant)),
            puces=_puces(vue, table, identifiant),
        )
        for table in PARTIES
    )
    return html(
        '<section class="tp-enjeu"><h3>{lien}</h3>{reprise}'
        '<p class="tp-note">En un mot\u00a0: {nom_court}. {place}</p>{autrement}'
        '<div class="tp-colonnes">{colonnes}</div></section>',
        lien=_lien(vue, "enjeu", identifiant),
        reprise=place(vue, "enjeux", identifiant, e["titre"]),
        nom_court=e["nom_court"],
        autrement=_autrement(vue, identifiant),
        place=_place(vue, e),
        colonnes=colonnes,
    )


def _autrement(vue: Vue, enjeu: str) -> Markup:
    """Give the words that the workshop used for an enjeu, once they are known."""
    lignes = reperes(vue, ATELIER, ENJEU)
    dits = rangees(lignes[lignes["enjeu_id"] == enjeu], Reperes)
    return joindre(
        html(
            '<p class="tp-note">Dans les mots de l’atelier\u00a0: {}{}</p>',
            r["libelle"],
            place(vue, "reperes", r["id"], r["libelle"]),
        )
        for r in dits
    )


def _place(vue: Vue, enjeu: Enjeux) -> str:
    tous = chapitres(vue)
    chapitre = rangees(tous[tous["id"] == enjeu["chapitre_id"]], Chapitres)
    if not chapitre or chapitre[0]["numero"] is None:
        return "Chapitre sans numéro dans le sommaire."
    return f"Chapitre {chapitre[0]['numero']} du document."


def _puces(vue: Vue, table: str, enjeu: str) -> Markup:
    lignes = rangees(partie(vue, table, enjeu), Partie)
    en_balises = table == "balises"
    puces = (
        html(
            "<li>{}{}</li>",
            _lien(vue, "balise", p["id"]) if en_balises else p["titre"],
            place(vue, table, p["id"], p["titre"]),
        )
        for p in lignes
    )
    return html("<ul>{}</ul>", joindre(puces))


def image(vue: Vue, montres: list[str]) -> None:
    """Draw the référentiel in one picture; the list that follows says the same."""
    montrer(
        vue,
        lambda sombre: carte_du_referentiel(list(_boites(vue, montres)), sombre),
        ("referentiel", tuple(montres)),
        f"Le référentiel en boîtes emboîtées\u00a0: {etendue_du_referentiel(vue, montres)}. "
        "La liste qui suit dit la même chose.",
        large=True,
    )
    poser(
        html(
            '<p class="tp-note">La taille des boîtes ne mesure rien. Les titres des enjeux sont '
            "abrégés ici, entiers dans la liste.</p>"
        )
    )
    blocs.source(vue, *(partie(vue, table, e) for table in PARTIES for e in montres))


def _boites(vue: Vue, montres: list[str]) -> Iterator[Boite]:
    for e in montres:
        yield Boite(e, "", "enjeux", "Enjeu", objets(vue, "enjeu")[e])
        for table, (mot, _) in PARTIES.items():
            for p in rangees(partie(vue, table, e), Partie):
                rang = f" {e}.{p['rang']}" if table == "balises" else ""
                yield Boite(p["id"], e, table, f"{mot.capitalize()}{rang}", p["titre"])


def chiffres(vue: Vue) -> None:
    """Show how many enjeux and balises the sommaire lists."""
    blocs.chiffres(vue, [PROGRAMME[c](vue) for c in ("enjeux", "balises")])


def titres_des_balises(vue: Vue) -> dict[str, str]:
    """Name every balise, by id, in order."""
    return {b: objets(vue, "balise")[b] for b in balises(vue)}
