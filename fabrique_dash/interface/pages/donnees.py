"""Blocks of the page « Données »: read a table, take it away, cite it, know its changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import blocs, fragments
from fabrique_dash.interface.briques.copier import a_copier
from fabrique_dash.interface.briques.liens import racine
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.filtres.pagination import PAGE, legende_de_page, une_page
from fabrique_dash.publication.ailleurs.guide import USAGES, adresses_d_une_table, citation
from fabrique_dash.publication.ailleurs.integration import code_d_integration
from fabrique_dash.publication.flux.journal import journal_des_donnees
from fabrique_dash.publication.site.adresses import chemin, point_de_vue, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.tables.dictionnaire import colonnes_de, exemple_connu
from fabrique_dash.publication.tables.ouvertes import au_jour, filtrer, filtres_de

LIGNES_PAR_PAGE = 20
_TOUS = {"groupe": "Tous les groupes", "territoire": "Tous les territoires"}
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
    vue = demande.vue
    with st.container(horizontal=True):
        table = vue.donnees.descripteur.tables[demander(demande, "table", oublie=PAGE).un]
        ids = []
        for nom in (n for n in filtres_de(table) if n in _TOUS):
            demande.preciser(Un(nom, nom.capitalize(), objets(vue, nom), vide=_TOUS[nom]))
            if ident := demander(demande, nom, oublie=PAGE).un:
                ids.append((nom, ident))
        nombre = len(lignes(vue, table.nom, tuple(ids)))
        montrees = une_page(demande, nombre, LIGNES_PAR_PAGE)
    return Choix(table, tuple(ids), montrees)


@par_vue
def lignes(vue: Vue, nom: str, ids: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Return the rows of a table that may be shown at the date and that the filters keep."""
    table = vue.donnees.descripteur.tables[nom]
    return filtrer(vue.donnees, table, au_jour(vue, nom), dict(ids))


def resultat(retenues: pd.DataFrame, table: Table) -> str:
    """Say how many rows are shown."""
    return f"{compte(len(retenues), 'ligne')} de la table «\u00a0{table.titre}\u00a0»"


def lire(vue: Vue, choix: Choix) -> None:
    """Show the rows of a table, with their source."""
    retenues = lignes(vue, choix.table.nom, choix.ids)
    st.html(f"<p>{texte_sur(choix.table.description)}</p>")
    if retenues.empty:
        st.info("Aucune ligne de cette table ne répond à ces filtres à cette date.")
        return
    st.html(_tableau(vue, choix.table.nom, choix.ids, (choix.montrees.start, choix.montrees.stop)))
    if "source_id" in retenues.columns:
        blocs.source(vue, retenues)


@par_vue
def _tableau(vue: Vue, nom: str, ids: tuple[tuple[str, str], ...], bornes: tuple[int, int]) -> str:
    table, retenues = vue.donnees.descripteur.tables[nom], lignes(vue, nom, ids)
    titres = {champ.nom: champ.titre for champ in table.champs} | {"etat": "État"}
    montrees = retenues.iloc[slice(*bornes)]
    legende = legende_de_page(table.titre, slice(*bornes), len(retenues))
    corps = fragments.tableau(montrees, {c: titres[c] for c in montrees.columns}, legende)
    return f'<div class="tp-grande-table">{corps}</div>'


def emporter(vue: Vue, choix: Choix) -> None:
    """Link to the files of a table: as shown, then whole."""
    ici = dict(choix.ids)
    if not choix.table.de_reference:
        ici = {**point_de_vue(vue), **ici}  # type: ignore[dict-item]
    parties = [("Ce qui est affiché", ici)] if ici else []
    listes = "".join(
        f"<li>{titre}\u00a0: {_liens(adresses_d_une_table(choix.table, parametres))}</li>"
        for titre, parametres in [*parties, ("La table entière, toutes dates", {})]
    )
    st.html(f'<ul class="tp-fichiers">{listes}</ul>')


def _liens(adresses: list[tuple[str, str]]) -> str:
    return ", ".join(
        f'<a href="{texte_sur(adresse)}" target="_blank">{texte_sur(nom)}</a>'
        for nom, adresse in adresses
    )


def dictionnaire(vue: Vue, table: Table) -> None:
    """Show what each column of a table holds, from the descriptor."""
    st.html(_dictionnaire(vue, table.nom))


@par_vue
def _dictionnaire(vue: Vue, nom: str) -> str:
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
        st.html(_toutes(vue))


@par_vue
def _toutes(vue: Vue) -> str:
    lignes_de_liste = "".join(
        f"<li>{fragments.lien(_page(vue, {'table': table.nom}), table.titre)} "
        f'<span class="tp-note">(<code>{texte_sur(table.nom)}</code>)</span> — '
        f"{texte_sur(table.description)}</li>"
        for table in vue.donnees.descripteur.tables.values()
    )
    return f"<ul>{lignes_de_liste}</ul>"


def _page(vue: Vue, parametres: Mapping[str, str]) -> str:
    return chemin("donnees", {**parametres, **reglages(vue)})


def adresses() -> None:
    """Document the stable addresses, with an example of each that opens."""
    rangs = "".join(
        f'<tr><th scope="row">{texte_sur(u.donne)}</th><td><code>/{texte_sur(u.forme)}</code></td>'
        f'<td><a href="{texte_sur(u.exemple)}" target="_blank">/{texte_sur(u.exemple)}</a></td>'
        f"<td>{texte_sur(u.parametres)}</td></tr>"
        for u in USAGES
    )
    legende = "Adresses stables"
    tetes = "".join(
        f'<th scope="col">{t}</th>' for t in ("Ce qu’on y trouve", "Forme", "Exemple", "Paramètres")
    )
    st.html(
        f'<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{legende}">'
        f'<table class="tp-table"><caption>{legende}</caption><thead><tr>{tetes}</tr></thead>'
        f"<tbody>{rangs}</tbody></table></div>"
        "<ul><li>Sans <code>date</code>, une table est entière, toutes dates confondues\u202f; "
        "avec elle, on n’a que ce qu’une source permettait de savoir ce jour-là, et "
        "<code>realisation</code> y laisse place à <code>etat</code>. Les chiffres et la carte "
        "sont, sans date, ceux des pages\u202f; l’agenda et le flux, ceux du jour.</li>"
        "<li><code>groupe</code> garde aussi les territoires qui peuvent en être\u202f; "
        "l’agenda d’un groupe ajoute les séances communes à tous.</li>"
        "<li>Un paramètre inconnu ou une valeur impossible est refusé (400), avec ce qui est "
        "permis. Ces adresses se lisent depuis n’importe quel site, sans clé, et disent quand "
        "rien n’a changé (<code>ETag</code>).</li></ul>"
    )


def integrer(vue: Vue) -> None:
    """Give the code that shows a figure inside another site."""
    st.markdown("Pour montrer un chiffre, avec sa source, dans une page d’un autre site\u00a0:")
    adresse = f"{racine()}/integrer/territoires_annonces?date={vue.jour.isoformat()}"
    st.html(a_copier(code_d_integration(adresse, "Territoires annoncés"), "Code d’un chiffre"))


def abonnements(vue: Vue) -> None:
    """Link to the feeds that calendar programs and feed readers subscribe to."""
    groupes = ", ".join(
        f'<a href="agenda.ics?groupe={texte_sur(ident)}" target="_blank">{texte_sur(nom)}</a>'
        for ident, nom in objets(vue, "groupe").items()
    )
    st.html(
        "<p>Copiez une de ces adresses dans «\u00a0S’abonner à un agenda\u00a0» ou dans un lecteur "
        'de flux\u00a0: <a href="agenda.ics" target="_blank">agenda du programme</a>\u202f; '
        f"par groupe\u00a0: {groupes}\u202f; "
        '<a href="flux.atom" target="_blank">ce qui est devenu connu</a> (Atom).</p>'
    )


def citer(vue: Vue) -> None:
    """Say how to cite the data, and under which licences they and the code are."""
    dit = mentions(vue.donnees)
    st.html(a_copier(citation(dit, f"{racine()}/donnees"), "Citation des données"))
    st.html(
        f"<ul><li><strong>Données</strong>\u00a0: {texte_sur(dit.licence)}. Citez aussi la source "
        "de chaque ligne\u202f; les titres et les phrases cités restent à leurs auteurs.</li>"
        "<li><strong>Contours et populations</strong>\u00a0: «\u00a0Licence Ouverte 2.0 — IGN "
        "ADMIN EXPRESS COG, Insee, Etalab\u00a0».</li>"
        "<li><strong>Code</strong>\u00a0: licence MIT, La Fabrique des Transitions et les "
        "contributeurs du tableau de bord.</li></ul>"
    )


def changements() -> None:
    """Show what changed in the data, version by version."""
    versions = "".join(
        f"<h3>Version {texte_sur(v.version)}{f' — {texte_sur(v.date)}' if v.date else ''}</h3>"
        f"<ul>{''.join(f'<li>{_en_code(c)}</li>' for c in v.changements)}</ul>"
        for v in journal_des_donnees()
    )
    st.html(versions or "<p>Aucun changement n’a encore été noté.</p>")


def _en_code(texte: str) -> str:
    """Escape a text of the change log; what is between back-ticks becomes code."""
    return "".join(
        f"<code>{texte_sur(morceau)}</code>" if rang % 2 else texte_sur(morceau)
        for rang, morceau in enumerate(texte.split("`"))
    )


def corriger() -> None:
    """Say how to correct an error."""
    st.html(
        "<ol><li>Notez la table, l’identifiant de la ligne (<code>id</code>) et ce qui est faux."
        "</li><li>Joignez la source qui le montre\u00a0: sans source, une ligne ne change pas."
        "</li><li>Transmettez-les à l’équipe du programme à La Fabrique des Transitions "
        '(<a href="https://fabriquedestransitions.net" rel="noopener">'
        "fabriquedestransitions.net</a>).</li>"
        "<li>Pour qui tient les données\u00a0: corriger le CSV, lancer <code>make donnees</code>, "
        "noter le changement dans <code>CHANGELOG.md</code>. Le site relit seul le fichier."
        "</li></ol>"
    )
