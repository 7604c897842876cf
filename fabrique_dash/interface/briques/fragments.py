"""HTML fragments of the pages. All text from data goes through `texte_sur`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.typographie import mois_long
from fabrique_dash.donnees.dates import precision
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.publication.site.noms import en_ascii
from fabrique_dash.publication.site.references import Renvoi


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


def badge_si_faible(statut: str) -> str:
    """Show a status only when it is weaker than « documenté », for lists with a source line."""
    return "" if statut == Statut.DOCUMENTE else f" {badge(statut)}"


def badges(statuts: Iterable[str]) -> str:
    """Show each different status once."""
    return " ".join(badge(statut) for statut in dict.fromkeys(statuts) if statut)


def origine(
    sources: Iterable[str], statuts: Iterable[str], references: Mapping[str, Renvoi]
) -> str:
    """Show in small where one row of a list comes from; « documenté » goes without a badge.

    Args:
        sources: ids of the sources.
        statuts: statuses of the row.
        references: how to refer to each source, by id.
    """
    reserves = badges(statut for statut in statuts if statut != Statut.DOCUMENTE)
    codes = sources_en_html(dict.fromkeys(sources), references)
    return f'<span class="tp-note">{codes} {reserves}</span>'


def sources_en_html(sources: Iterable[str], references: Mapping[str, Renvoi]) -> str:
    """Name sources by their codes, each with its full reference as a title and a link to it."""
    return ", ".join(_source(code, references) for code in sources)


def _source(code: str, references: Mapping[str, Renvoi]) -> str:
    renvoi = references.get(code, Renvoi("", ""))
    titre = f' title="{texte_sur(renvoi.reference)}"' if renvoi.reference else ""
    if not renvoi.adresse:
        return f"<abbr{titre}>{texte_sur(code)}</abbr>"
    return (
        f'<a class="tp-lien tp-code" href="{texte_sur(renvoi.adresse)}" target="_self"{titre}>'
        f"{texte_sur(code)}</a>"
    )


def ligne_de_source(
    sources: Sequence[str], statuts: Iterable[str], references: Mapping[str, Renvoi], etat_au: str
) -> str:
    """Make the line that stands under every figure, chart and table.

    Args:
        sources: ids of the sources.
        statuts: statuses of the rows.
        references: how to refer to each source, by id.
        etat_au: the reference date, in words.
    """
    mot = "Sources" if len(sources) > 1 else "Source"
    codes = sources_en_html(sources, references) or "non documentée"
    return (
        f'<p class="tp-source">{mot}\u00a0: {codes} · {texte_sur(etat_au)} · {badges(statuts)}</p>'
    )


def carte_de_chiffre(chiffre: Chiffre, references: Mapping[str, Renvoi], detail: str = "") -> str:
    """Show a figure: value, label, what is missing, sources and status."""
    lignes = [texte_sur(t) for t in (detail, chiffre.manque) if t]
    origine = f"{sources_en_html(chiffre.sources, references)} {badge(chiffre.statut)}"
    return (
        f'<div class="tp-chiffre"><dt title="{texte_sur(chiffre.definition)}">'
        f"{texte_sur(chiffre.libelle)}</dt><dd>{texte_sur(chiffre.valeur())}</dd>"
        f'<dd class="tp-chiffre-detail">{" ".join(lignes)}</dd>'
        f'<dd class="tp-chiffre-detail">{origine}</dd></div>'
    )


def cartes_de_chiffres(chiffres: Sequence[Chiffre], references: Mapping[str, Renvoi]) -> str:
    """Show several figures as a grid of cards."""
    corps = "".join(carte_de_chiffre(chiffre, references) for chiffre in chiffres)
    return f'<dl class="tp-chiffres">{corps}</dl>'


def liste(elements: Iterable[str]) -> str:
    """Make a bulleted list of HTML that is already safe; nothing when there is no element."""
    puces = "".join(f"<li>{element}</li>" for element in elements)
    return f"<ul>{puces}</ul>" if puces else ""


def definitions(paires: Iterable[tuple[str, str]]) -> str:
    """Make a list of fields and what is known of each.

    Args:
        paires: field, and HTML that is already safe; an empty one is told as not documented.
    """
    lignes = "".join(
        f"<div><dt>{texte_sur(champ)}</dt><dd>{valeur or badge(Statut.NON_DOCUMENTE)}</dd></div>"
        for champ, valeur in paires
    )
    return f'<dl class="tp-notice">{lignes}</dl>'


def tableau(
    lignes: pd.DataFrame,
    colonnes: Mapping[str, str],
    legende: str,
    nombres: Sequence[str] = (),
    liens: Mapping[str, str] | None = None,
) -> str:
    """Show a table that a screen reader can read: caption, column and row headers.

    Args:
        lignes: the rows; the first of `colonnes` names each row.
        colonnes: title of each column to show, by name.
        legende: caption.
        nombres: columns to align as numbers.
        liens: for a column that links, the column that holds its addresses; a row without an
            address is not a link.
    """
    adresses = liens or {}
    tetes = "".join(
        f'<th scope="col"{_en_nombre(nom, nombres)}>{texte_sur(titre)}</th>'
        for nom, titre in colonnes.items()
    )
    corps = "".join(
        f"<tr>{_cases(ligne, list(colonnes), nombres, adresses)}</tr>" for ligne in rangees(lignes)
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
        + "".join(f"<td>{case or '—'}</td>" for case in rangee[1:])
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


def noms(liens: Sequence[str]) -> str:
    """Show names under each other in a cell, from their HTML; nothing when there is none."""
    puces = "".join(f"<li>{lien}</li>" for lien in liens)
    return f'<ul class="tp-noms">{puces}</ul>' if puces else ""


def _cases(
    ligne: Rangee, colonnes: Sequence[str], nombres: Sequence[str], liens: Mapping[str, str]
) -> str:
    cases = []
    for rang, colonne in enumerate(colonnes):
        valeur = ligne[colonne]
        classe = _en_nombre(colonne, nombres)
        texte = badge(str(valeur)) if colonne.startswith("statut") else texte_sur(_vide(valeur))
        if ligne.get(liens.get(colonne, "")):
            texte = lien(ligne[liens[colonne]], valeur)
        balise = 'th scope="row"' if rang == 0 else "td"
        cases.append(f"<{balise}{classe}>{texte}</{balise.split()[0]}>")
    return "".join(cases)


def _en_nombre(colonne: str, nombres: Sequence[str]) -> str:
    return ' class="tp-nombre"' if colonne in nombres else ""


def _vide(valeur: object) -> object:
    absent = valeur is None or valeur == "" or valeur is pd.NA or valeur != valeur
    return "—" if absent else valeur


def evenement(e: Rangee, references: Mapping[str, Renvoi], adresse: str = "") -> str:
    """Show an event as a row of a list; its state is a mark and a word.

    Args:
        e: a row of `chiffres.frise.evenements_dates`, plus orateurs_lies (the speakers as
            HTML, may be empty).
        references: how to refer to each source, by id.
        adresse: where it has its place, if its title is to lead there.
    """
    titre = lien(adresse, e["titre"]) if adresse else texte_sur(e["titre"])
    lieu = f" — {texte_sur(e['lieu'])}" if e["lieu"] else ""
    orateurs = f" Avec {e['orateurs_lies']}." if e["orateurs_lies"] else ""
    return (
        f'<li class="tp-evenement tp-evenement--{en_ascii(str(e["etat"]))}">'
        f'<span class="tp-evenement-date">{texte_sur(e["date"])}</span>'
        f'<div class="tp-evenement-corps"><p><strong>{titre}</strong> '
        f"({texte_sur(e['etat'])}){lieu}</p><p>{texte_sur(e['contenu'])}{orateurs}</p>"
        f'<p class="tp-evenement-source">{sources_en_html(_codes(e), references)} '
        f"{badges([str(e['statut']), str(e['statut_date'])])}</p></div></li>"
    )


def liste_d_evenements(
    lignes: pd.DataFrame,
    references: Mapping[str, Renvoi],
    par_mois: bool = False,
    adresses: Mapping[str, str] | None = None,
) -> str:
    """Show events as a list, under the names of their months if asked for.

    Args:
        lignes: rows of `chiffres.frise.evenements_dates`, in order.
        references: how to refer to each source, by id.
        par_mois: whether to group dated events by month.
        adresses: where each event has its place, by id; without it titles are no links.
    """
    places = adresses or {}
    if not par_mois:
        return _liste(rangees(lignes), references, places)
    return "".join(
        f'<h3 class="tp-rubrique">{texte_sur(mois)}</h3>{_liste(list(siens), references, places)}'
        for mois, siens in groupby(rangees(lignes), key=_mois)
    )


def _mois(evenement: Rangee) -> str:
    if precision(evenement["debut"]) == "annee":
        return f"{evenement['debut']}, mois non documenté"
    return mois_long(evenement["premier"]).capitalize()


def _liste(
    evenements: Sequence[Rangee], references: Mapping[str, Renvoi], adresses: Mapping[str, str]
) -> str:
    articles = "".join(evenement(e, references, adresses.get(e["id"], "")) for e in evenements)
    return f'<ol class="tp-liste">{articles}</ol>'


def _codes(ligne: Mapping[str, object]) -> list[str]:
    return f"{ligne['source_id']} {ligne['autres_sources']}".split()
