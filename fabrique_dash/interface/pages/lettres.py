"""Blocks of the letters page."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.chiffres.noyau.objets import la_choisie, lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.chiffres.tables.lettres import LettreMontree, lettres_parues
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import (
    DocumentsLies,
    Inspirations,
    Manques,
    Rubriques,
)
from fabrique_dash.donnees.formes_de_la_vue import Divergence
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.rangees import F, rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.briques.sommaire import titre_en_html
from fabrique_dash.interface.pages.appuis import ce_qui_repose
from fabrique_dash.interface.pages.paroles import paroles_par_personne
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.de_la_vue import source_en_html
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.parametres import Filtre


def retenues(vue: Vue, choix: Filtre) -> pd.DataFrame:
    """Keep the letter asked for, or all of them (rows of `lettres_parues`)."""
    return la_choisie(lettres_parues(vue), choix.un)


def tableau(vue: Vue, choix: Filtre) -> None:
    """Show the letters in a table."""
    lignes = retenues(vue, choix)
    if lignes.empty:
        st.markdown(
            "Aucune lettre du programme n’avait certainement paru à cette date. Une lettre est "
            "montrée dès que le dernier jour possible de sa parution est passé."
        )
        return
    poser(_tableau(vue, tuple(lignes["id"])))
    blocs.source(vue, lignes)


@par_vue
def _tableau(vue: Vue, identifiants: tuple[str, ...]) -> Markup:
    lignes = lettres_parues(vue)
    lignes = lignes[lignes["id"].isin(identifiants)]
    lignes = lignes.assign(
        adresse=[adresse(vue, "newsletter", i) for i in lignes["id"]],
        source=[nommer(vue.donnees, [s]) for s in lignes["source_id"]],
        adresse_source=[adresse(vue, "source", s) for s in lignes["source_id"]],
    )
    colonnes = {
        "nom": "Lettre",
        "statut_titre": "Preuve du titre",
        "edito": "Titre de l’édito",
        "parution": "Parution",
        "lignes": "Lignes de données",
        "source": "Source",
    }
    liens = {"nom": "adresse", "source": "adresse_source"}
    return fragments.tableau(lignes, colonnes, "Lettres repérées", nombres=("lignes",), liens=liens)


def contenus(vue: Vue, choix: Filtre) -> None:
    """Tell each letter shown: what it holds, what it adds to the data, what is not known of it."""
    for identifiant in retenues(vue, choix)["id"]:
        poser(_contenu(vue, identifiant))
    if choix.un:
        derniere_modification(vue, "newsletter", choix.un)


@par_vue
def _contenu(vue: Vue, identifiant: str) -> Markup:
    lettres = lettres_parues(vue)
    lettre = rangee(lettres, identifiant, LettreMontree)
    champs = [
        ("Parution", lettre["parution"]),
        ("Comment on le sait", lettre["inference"]),
        *_ce_qu_elle_dit_d_elle(lettre),
        ("Rubriques", _rubriques(vue, identifiant)),
        ("Inspirations", _inspirations(vue, identifiant)),
        ("Paroles, reformulées", paroles_par_personne(vue, lettre["source_id"])),
        *_documents_lies(vue, identifiant),
        ("Ce qui n’est pas su", _inconnues(vue, lettre)),
    ]
    ajouts = ce_qui_repose(vue, lettre["source_id"])
    return html(
        "{titre}{reprise}{definitions}<h3>Ce qu’elle ajoute aux données</h3>{ajouts}{source}",
        titre=titre_en_html(lettre["nom"]),
        reprise=place(vue, "newsletters", identifiant, lettre["nom"]),
        definitions=fragments.definitions(champs),
        ajouts=ajouts or html("<p>Aucune ligne montrée à cette date ne repose sur elle.</p>"),
        source=source_en_html(vue, lettres[lettres["id"] == identifiant]),
    )


def _de_la_lettre(vue: Vue, nom: str, identifiant: str, forme: type[F]) -> list[F]:
    lignes = lignes_visibles(vue, nom)
    return rangees(lignes[lignes["newsletter_id"] == identifiant], forme)


def _rubriques(vue: Vue, identifiant: str) -> Markup:
    rubriques = sorted(
        _de_la_lettre(vue, "rubriques", identifiant, Rubriques), key=lambda r: r["ordre"]
    )
    return fragments.liste(
        html(
            "<strong>{emoji} {libelle}</strong>, {fonction}. {resume}",
            emoji=r["emoji"],
            libelle=r["libelle"],
            fonction=r["fonction"],
            resume=r["resume"],
        )
        for r in rubriques
    )


def _inspirations(vue: Vue, identifiant: str) -> Markup:
    return fragments.liste(
        html(
            "<strong>{}</strong> ({})\u00a0: {} «\u00a0{}\u00a0»",
            i["collectivite"],
            i["pays"],
            i["objet"],
            i["titre"],
        )
        for i in _de_la_lettre(vue, "inspirations", identifiant, Inspirations)
    )


def _ce_qu_elle_dit_d_elle(lettre: LettreMontree) -> list[tuple[str, str]]:
    """Say for whom a letter is, what for, what it asks; only what was read of it."""
    titres = {"lecteurs": "Pour qui", "but": "Pourquoi", "appel": "Ce qu’elle demande"}
    dits = [(titre, str(dict(lettre)[colonne])) for colonne, titre in titres.items()]
    return [(titre, dit) for titre, dit in dits if dit]


def _documents_lies(vue: Vue, identifiant: str) -> list[tuple[str, str]]:
    """List the documents that a letter leads to, which nobody has read, with how to find them."""
    pistes = manques_connus(vue).set_index("id")["comment_completer"]
    lignes = _de_la_lettre(vue, "documents_lies", identifiant, DocumentsLies)
    liste = fragments.liste(
        html(
            "<strong>{libelle}</strong> ({nature}). {contenu} {piste}",
            libelle=d["libelle"],
            nature=d["nature"],
            contenu=d["contenu"],
            piste=html('<span class="tp-note">{}</span>', pistes[d["manque_id"]]),
        )
        for d in sorted(lignes, key=lambda d: d["ordre"])
    )
    return [("Documents cités, que personne n’a lus ici", liste)] if liste else []


def _inconnues(vue: Vue, lettre: LettreMontree) -> Markup:
    """List what is not known of a letter: its date, its number, what is missing or disputed."""
    dites = []
    if not lettre["date_parution"]:
        dites.append("Le jour de parution n’a pas été lu.")
    if lettre["numero"] is None:
        dites.append("Aucun numéro n’a été lu.")
    if lettre["statut_titre"] != Statut.DOCUMENTE:
        dites.append(f"Le titre {guillemets(lettre['titre'])} n’a pas été lu en entier.")
    if not _de_la_lettre(vue, "rubriques", lettre["id"], Rubriques):
        dites.append("Seul le début a été lu\u00a0: ses rubriques ne sont pas relevées.")
    for m in rangees(manques_connus(vue), Manques):
        if lettre["source_id"] == m["source_id"]:
            dites.append(f"Manque\u00a0: {m['element']}.")
    for d in rangees(vue.divergences, Divergence):
        if lettre["source_id"] in d["codes"].split():
            dites.append(f"Désaccord\u00a0: {d['sujet']}.")
    return fragments.liste(dites)
