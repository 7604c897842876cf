"""Blocks of the page « Données »: read a table, take it away, cite it, know its changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.briques.liens import racine
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.filtres.pagination import une_page
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.ailleurs.guide import (
    USAGES,
    USAGES_DU_JOURNAL,
    adresses_d_une_table,
    citation,
)
from fabrique_dash.publication.ailleurs.integration import code_d_integration
from fabrique_dash.publication.flux.journal import journal_des_donnees
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin, point_de_vue, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pagination import PAGE, legende_de_page
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.tables.dictionnaire import colonnes_de, exemple_connu
from fabrique_dash.publication.tables.lue import (
    LIGNES_PAR_PAGE,
    filtres_de_la_table,
    lignes_lues,
    table_lue,
)

_TYPES = {
    "string": "texte",
    "integer": "entier",
    "number": "nombre",
    "boolean": "vrai ou faux",
    "date": "date",
}


@dataclass(frozen=True)
class Choix:
    """The table that is read, and what is kept of it."""

    table: Table
    ids: tuple[tuple[str, str], ...]
    montrees: slice


def choisir(demande: Demande) -> Choix:
    """Ask for a table, for the filters that it understands, and for one page of its rows."""
    with st.container(horizontal=True):
        demander(demande, "table", oublie=PAGE)
        for nom in filtres_de_la_table(demande):
            demander(demande, nom, oublie=PAGE)
        lue = table_lue(demande)
        nombre = len(lignes_lues(demande.vue, lue.table.nom, lue.ids))
        montrees = une_page(demande, nombre, LIGNES_PAR_PAGE)
    return Choix(lue.table, lue.ids, montrees)


def lire(vue: Vue, choix: Choix) -> None:
    """Show the rows of a table, with their source."""
    retenues = lignes_lues(vue, choix.table.nom, choix.ids)
    poser(html("<p>{}</p>", choix.table.description))
    if retenues.empty:
        st.info("Aucune ligne de cette table ne répond à ces filtres à cette date.")
        return
    poser(_tableau(vue, choix.table.nom, choix.ids, (choix.montrees.start, choix.montrees.stop)))
    if "source_id" in retenues.columns:
        blocs.source(vue, retenues)


@par_vue
def _tableau(
    vue: Vue, nom: str, ids: tuple[tuple[str, str], ...], bornes: tuple[int, int]
) -> Markup:
    table, retenues = vue.donnees.descripteur.tables[nom], lignes_lues(vue, nom, ids)
    titres = {champ.nom: champ.titre for champ in table.champs} | {"etat": "État"}
    montrees = retenues.iloc[slice(*bornes)]
    legende = legende_de_page(table.titre, slice(*bornes), len(retenues))
    corps = fragments.tableau(montrees, {c: titres[c] for c in montrees.columns}, legende)
    return html('<div class="tp-grande-table">{}</div>', corps)


def emporter(vue: Vue, choix: Choix) -> None:
    """Link to the files of a table: as shown, then whole."""
    ici = dict(choix.ids)
    if not choix.table.de_reference:
        ici = {**point_de_vue(vue), **ici}  # type: ignore[dict-item]
    parties = [("Ce qui est affiché", ici)] if ici else []
    listes = joindre(
        html("<li>{}\u00a0: {}</li>", titre, _liens(adresses_d_une_table(choix.table, parametres)))
        for titre, parametres in [*parties, ("La table entière, toutes dates", {})]
    )
    poser(html('<ul class="tp-fichiers">{}</ul>', listes))


def _liens(adresses: list[tuple[str, str]]) -> Markup:
    return joindre(
        (html('<a href="{}" target="_blank">{}</a>', adresse, nom) for nom, adresse in adresses),
        ", ",
    )


def dictionnaire(vue: Vue, table: Table) -> None:
    """Show what each column of a table holds, from the descriptor."""
    poser(_dictionnaire(vue, table.nom))


@par_vue
def _dictionnaire(vue: Vue, nom: str) -> Markup:
    table = vue.donnees.descripteur.tables[nom]
    contenu = pd.DataFrame(
        [
            {
                "nom": c.nom,
                "type": _TYPES[c.type],
                "description": c.description,
                "exemple": exemple_connu(vue, table, c),
                "contraintes": c.contraintes.replace("`", ""),
            }
            for c in colonnes_de(table)
        ]
    )
    colonnes = {
        "nom": "Colonne",
        "type": "Type",
        "description": "Description",
        "exemple": "Exemple",
        "contraintes": "Contraintes",
    }
    return fragments.tableau(contenu, colonnes, f"Dictionnaire de la table {table.titre}")


def toutes_les_tables(vue: Vue) -> None:
    """List all the tables, each with a link that opens it here."""
    with st.expander("Toutes les tables"):
        poser(_toutes(vue))


@par_vue
def _toutes(vue: Vue) -> Markup:
    lignes_de_liste = joindre(
        html(
            '<li>{lien} <span class="tp-note">(<code>{nom}</code>)</span> — {description}</li>',
            lien=fragments.lien(_page(vue, {"table": table.nom}), table.titre),
            nom=table.nom,
            description=table.description,
        )
        for table in vue.donnees.descripteur.tables.values()
    )
    return html("<ul>{}</ul>", lignes_de_liste)


def _page(vue: Vue, parametres: Mapping[str, str]) -> str:
    return chemin("donnees", {**parametres, **reglages(vue)})


def adresses(vue: Vue) -> None:
    """Document the stable addresses, with an example of each that opens."""
    du_journal = USAGES_DU_JOURNAL if vue.donnees.publiee else ()
    rangs = joindre(
        html(
            '<tr><th scope="row">{donne}</th><td><code>/{forme}</code></td>'
            '<td><a href="{exemple}" target="_blank">/{exemple}</a></td>'
            "<td>{parametres}</td></tr>",
            donne=u.donne,
            forme=u.forme,
            exemple=u.exemple,
            parametres=u.parametres,
        )
        for u in (*USAGES, *du_journal)
    )
    legende = "Adresses stables"
    tetes = joindre(
        html('<th scope="col">{}</th>', t)
        for t in ("Ce qu’on y trouve", "Forme", "Exemple", "Paramètres")
    )
    poser(
        html(
            '<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{legende}">'
            '<table class="tp-table"><caption>{legende}</caption><thead><tr>{tetes}</tr></thead>'
            "<tbody>{rangs}</tbody></table></div>"
            "<ul><li>Sans <code>date</code>, une table est entière, toutes dates confondues\u202f; "
            "avec elle, on n’a que ce qu’une source permettait de savoir ce jour-là, et "
            "<code>realisation</code> y laisse place à <code>etat</code>. Les chiffres et la carte "
            "sont, sans date, ceux des pages\u202f; l’agenda et le flux, ceux du jour.</li>"
            "<li><code>groupe</code> garde aussi les territoires qui peuvent en être\u202f; "
            "l’agenda d’un groupe ajoute les séances communes à tous.</li>"
            "<li>Un paramètre inconnu ou une valeur impossible est refusé (400), avec ce qui est "
            "permis. Ces adresses se lisent depuis n’importe quel site, sans clé, et disent quand "
            "rien n’a changé (<code>ETag</code>).</li></ul>",
            legende=legende,
            tetes=tetes,
            rangs=rangs,
        )
    )


def integrer(vue: Vue) -> None:
    """Give the code that shows a figure inside another site."""
    st.markdown("Pour montrer un chiffre, avec sa source, dans une page d’un autre site\u00a0:")
    adresse = f"{racine()}/integrer/territoires_annonces?date={vue.jour.isoformat()}"
    poser(a_copier(code_d_integration(adresse, "Territoires annoncés"), "Code d’un chiffre"))


def citer(vue: Vue) -> None:
    """Say how to cite the data, and under which licences they and the code are."""
    dit = mentions(vue.donnees)
    poser(a_copier(citation(dit, f"{racine()}/donnees"), "Citation des données"))
    poser(
        html(
            "<ul><li><strong>Données</strong>\u00a0: {}. Citez aussi la source "
            "de chaque ligne\u202f; les titres et les phrases cités restent à leurs auteurs.</li>"
            "<li><strong>Contours et populations</strong>\u00a0: «\u00a0Licence Ouverte 2.0 — IGN "
            "ADMIN EXPRESS COG, Insee, Etalab\u00a0».</li>"
            "<li><strong>Code</strong>\u00a0: licence MIT, La Fabrique des Transitions et les "
            "contributeurs du tableau de bord.</li></ul>",
            dit.licence,
        )
    )


def changements() -> None:
    """Show what changed in the data, version by version."""
    versions = joindre(
        html(
            "<h3>Version {version}{date}</h3><ul>{suite}</ul>",
            version=v.version,
            date=html(" — {}", v.date) if v.date else "",
            suite=joindre(html("<li>{}</li>", _en_code(c)) for c in v.changements),
        )
        for v in journal_des_donnees()
    )
    poser(versions or html("<p>Aucun changement n’a encore été noté.</p>"))


def _en_code(texte: str) -> Markup:
    """Escape a text of the change log; what is between back-ticks becomes code."""
    return joindre(
        html("<code>{}</code>", morceau) if rang % 2 else escape(morceau)
        for rang, morceau in enumerate(texte.split("`"))
    )


def corriger() -> None:
    """Say how to correct an error."""
    poser(
        html(
            "<ol><li>Notez la table, l’identifiant de la ligne (<code>id</code>) et ce qui est "
            "faux.</li><li>Joignez la source qui le montre\u00a0: sans source, une ligne ne change "
            "pas.</li><li>Transmettez-les à l’équipe du programme à La Fabrique des Transitions "
            '(<a href="https://fabriquedestransitions.net" rel="noopener">'
            "fabriquedestransitions.net</a>).</li>"
            "<li>Pour qui tient les données\u00a0: corriger le CSV (et, pour un événement déjà "
            "publié, écrire le jour dans <code>corrige_le</code>\u00a0: les agendas abonnés le "
            "reprennent), lancer <code>make donnees</code>, noter le changement dans "
            "<code>CHANGELOG.md</code>. Le site relit seul le fichier.</li></ol>"
        )
    )
