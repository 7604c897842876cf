"""HTML fragments of the pages. All text from data goes through `texte_sur`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import pandas as pd

from fabrique_dash.chiffres.chiffre import Chiffre
from fabrique_dash.chiffres.typographie import mois_long
from fabrique_dash.donnees.dates import precision
from fabrique_dash.donnees.fiches import Fiche, fiches
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.publication.adresses import PLACES, chemin
from fabrique_dash.publication.noms import en_ascii


def lien(adresse: str, libelle: object) -> str:
    """Link to another place of the dashboard; the page is not loaded again.

    Args:
        adresse: built by `publication.adresses`.
        libelle: what is read, from the data or not.
    """
    return f'<a class="tp-lien" href="{texte_sur(adresse)}" target="_self">{texte_sur(libelle)}</a>'


def badge(statut: str) -> str:
    """Show a status: a word, a glyph and a border, never a colour alone."""
    return f'<span class="tp-badge tp-badge--{en_ascii(statut)}">{texte_sur(statut)}</span>'


def badges(statuts: Iterable[str]) -> str:
    """Show each different status once."""
    return " ".join(badge(statut) for statut in dict.fromkeys(statuts) if statut)


def origine(sources: Iterable[str], statuts: Iterable[str], references: Mapping[str, str]) -> str:
    """Show in small where one row of a list comes from; « documenté » goes without a badge.

    Args:
        sources: ids of the sources.
        statuts: statuses of the row.
        references: printed reference of each source, by id.
    """
    reserves = badges(statut for statut in statuts if statut != "documenté")
    codes = sources_en_html(dict.fromkeys(sources), references)
    return f'<span class="tp-note">{codes} {reserves}</span>'


def sources_en_html(sources: Iterable[str], references: Mapping[str, str]) -> str:
    """Name sources by their codes, each with its full reference as a title and a link to it."""
    return ", ".join(_source(code, references) for code in sources)


def _source(code: str, references: Mapping[str, str]) -> str:
    if code not in references:
        return texte_sur(code)
    # The script of the page adds the reference date to a link that gives none.
    cle, parametre = PLACES["source"]
    adresse = texte_sur(chemin(cle, {parametre: code}))
    titre = texte_sur(references[code])
    return (
        f'<a class="tp-lien tp-code" href="{adresse}" target="_self" title="{titre}">'
        f"{texte_sur(code)}</a>"
    )


def ligne_de_source(
    sources: Sequence[str], statuts: Iterable[str], references: Mapping[str, str], etat_au: str
) -> str:
    """Make the line that stands under every figure, chart and table.

    Args:
        sources: ids of the sources.
        statuts: statuses of the rows.
        references: printed reference of each source, by id.
        etat_au: the reference date, in words.
    """
    mot = "Sources" if len(sources) > 1 else "Source"
    codes = sources_en_html(sources, references) or "non documentée"
    return (
        f'<p class="tp-source">{mot}\u00a0: {codes} · {texte_sur(etat_au)} · {badges(statuts)}</p>'
    )


def carte_de_chiffre(chiffre: Chiffre, references: Mapping[str, str], detail: str = "") -> str:
    """Show a figure: value, label, what is missing, sources and status."""
    lignes = [texte_sur(t) for t in (detail, chiffre.manque) if t]
    origine = f"{sources_en_html(chiffre.sources, references)} {badge(chiffre.statut)}"
    return (
        f'<div class="tp-chiffre"><dt title="{texte_sur(chiffre.definition)}">'
        f"{texte_sur(chiffre.libelle)}</dt><dd>{texte_sur(chiffre.valeur())}</dd>"
        f'<dd class="tp-chiffre-detail">{" ".join(lignes)}</dd>'
        f'<dd class="tp-chiffre-detail">{origine}</dd></div>'
    )


def cartes_de_chiffres(chiffres: Sequence[Chiffre], references: Mapping[str, str]) -> str:
    """Show several figures as a grid of cards."""
    corps = "".join(carte_de_chiffre(chiffre, references) for chiffre in chiffres)
    return f'<dl class="tp-chiffres">{corps}</dl>'


def tableau(
    lignes: pd.DataFrame, colonnes: Mapping[str, str], legende: str, nombres: Sequence[str] = ()
) -> str:
    """Show a table that a screen reader can read: caption, column and row headers.

    Args:
        lignes: the rows; the first of `colonnes` names each row.
        colonnes: title of each column to show, by name.
        legende: caption.
        nombres: columns to align as numbers.
    """
    tetes = "".join(f'<th scope="col">{texte_sur(titre)}</th>' for titre in colonnes.values())
    corps = "".join(
        f"<tr>{_cases([ligne[c] for c in colonnes], list(colonnes), nombres)}</tr>"
        for ligne in fiches(lignes)
    )
    return _cadre_de_tableau(legende, tetes, corps)


def tableau_de_cases(
    titres: Sequence[str], rangees: Iterable[Sequence[str]], legende: str, classe: str = ""
) -> str:
    """Show a table whose cells are HTML of ours: links, badges.

    Args:
        titres: HTML of each column's title.
        rangees: HTML of the cells of each row; the first one names the row.
        legende: caption, as text.
        classe: class to add to the table, if any.
    """
    tetes = "".join(f'<th scope="col">{titre}</th>' for titre in titres)
    corps = "".join(
        f'<tr><th scope="row">{rangee[0]}</th>'
        + "".join(f"<td>{case}</td>" for case in rangee[1:])
        + "</tr>"
        for rangee in rangees
    )
    return _cadre_de_tableau(legende, tetes, corps, classe)


def _cadre_de_tableau(legende: str, tetes: str, corps: str, classe: str = "") -> str:
    dite = texte_sur(legende)
    return (
        f'<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{dite}">'
        f'<table class="{f"tp-table {classe}".strip()}"><caption>{dite}</caption>'
        f"<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table></div>"
    )


def tableau_de_fragments(
    titres: Sequence[str], lignes: Sequence[Sequence[str]], legende: str
) -> str:
    """Show a table whose cells are HTML already, such as links.

    Args:
        titres: HTML of the column headers.
        lignes: HTML of the cells; the first of each row names it.
        legende: caption, as plain text.
    """
    tetes = "".join(f'<th scope="col">{titre}</th>' for titre in titres)
    corps = "".join(_ligne_de_fragments(nom, cases) for nom, *cases in lignes)
    return (
        f'<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{texte_sur(legende)}">'
        f'<table class="tp-table"><caption>{texte_sur(legende)}</caption>'
        f"<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table></div>"
    )


def noms(liens: Sequence[str]) -> str:
    """Show names under each other in a cell, from their HTML; nothing when there is none."""
    puces = "".join(f"<li>{lien}</li>" for lien in liens)
    return f'<ul class="tp-noms">{puces}</ul>' if puces else ""


def _ligne_de_fragments(nom: str, cases: Sequence[str]) -> str:
    suite = "".join(f"<td>{case or '—'}</td>" for case in cases)
    return f'<tr><th scope="row">{nom}</th>{suite}</tr>'


def _cases(valeurs: Sequence[object], colonnes: Sequence[str], nombres: Sequence[str]) -> str:
    cases = []
    for rang, (valeur, colonne) in enumerate(zip(valeurs, colonnes, strict=True)):
        classe = ' class="tp-nombre"' if colonne in nombres else ""
        texte = badge(str(valeur)) if colonne.startswith("statut") else texte_sur(_vide(valeur))
        balise = 'th scope="row"' if rang == 0 else "td"
        cases.append(f"<{balise}{classe}>{texte}</{balise.split()[0]}>")
    return "".join(cases)


def _vide(valeur: object) -> object:
    absent = valeur is None or valeur == "" or valeur is pd.NA or valeur != valeur
    return "—" if absent else valeur


def evenement(e: Mapping[str, object], references: Mapping[str, str]) -> str:
    """Show an event as a row of a list; its state is a mark and a word.

    Args:
        e: a row of `chiffres.frise.evenements_dates`, plus adresse (of the event) and
            orateurs_lies (the speakers as HTML, may be empty).
        references: printed reference of each source, by id.
    """
    lieu = f" — {texte_sur(e['lieu'])}" if e["lieu"] else ""
    orateurs = f" Avec {e['orateurs_lies']}." if e["orateurs_lies"] else ""
    titre = lien(str(e["adresse"]), e["titre"])
    return (
        f'<li class="tp-evenement tp-evenement--{en_ascii(str(e["etat"]))}">'
        f'<span class="tp-evenement-date">{texte_sur(e["date"])}</span>'
        f'<div class="tp-evenement-corps"><p><strong>{titre}</strong> '
        f"({texte_sur(e['etat'])}){lieu}</p><p>{texte_sur(e['contenu'])}{orateurs}</p>"
        f'<p class="tp-evenement-source">{sources_en_html(_codes(e), references)} '
        f"{badges([str(e['statut']), str(e['statut_date'])])}</p></div></li>"
    )


def liste_d_evenements(
    lignes: pd.DataFrame, references: Mapping[str, str], par_mois: bool = False
) -> str:
    """Show events as a list, under the names of their months if asked for.

    Args:
        lignes: rows of `chiffres.frise.evenements_dates`, in order.
        references: printed reference of each source, by id.
        par_mois: whether to group dated events by month.
    """
    if not par_mois:
        return _liste(fiches(lignes), references)
    return "".join(
        f'<h3 class="tp-rubrique">{texte_sur(mois)}</h3>{_liste(list(siens), references)}'
        for mois, siens in groupby(fiches(lignes), key=_mois)
    )


def _mois(evenement: Fiche) -> str:
    if precision(evenement["debut"]) == "annee":
        return f"{evenement['debut']}, mois non documenté"
    return mois_long(evenement["premier"]).capitalize()


def _liste(evenements: Sequence[Fiche], references: Mapping[str, str]) -> str:
    articles = "".join(evenement(e, references) for e in evenements)
    return f'<ol class="tp-liste">{articles}</ol>'


def _codes(ligne: Mapping[str, object]) -> list[str]:
    return f"{ligne['source_id']} {ligne['autres_sources']}".split()
