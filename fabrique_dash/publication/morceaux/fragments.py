"""HTML fragments of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup, escape

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.noms_des_sources import ENTRE_DEUX
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux.pli import texte_long
from fabrique_dash.publication.site.noms import en_ascii
from fabrique_dash.publication.site.references import Renvoi

_NOMBRE, _RIEN = html(' class="tp-nombre"'), Markup()


def lien(adresse: str, libelle: object) -> Markup:
    """Link to another place of the dashboard; the page is not loaded again.

    Args:
        adresse: built by `publication.adresses`.
        libelle: what is read, from the data or not.
    """
    return html('<a class="tp-lien" href="{}" target="_self">{}</a>', adresse, libelle)


def lien_hors_application(adresse: str, libelle: object) -> Markup:
    """Link to a page that the server writes by itself: the application has none there to show.

    Args:
        adresse: built by `publication.adresses`.
        libelle: what is read, from the data or not.
    """
    return html('<a href="{}" target="_self">{}</a>', adresse, libelle)


def badge(statut: str) -> Markup:
    """Show a status: a word, a glyph and a border, never a colour alone."""
    return html('<span class="tp-badge tp-badge--{}">{}</span>', en_ascii(statut), statut)


def badge_si_faible(statut: str) -> Markup:
    """Show a status only when it is weaker than « documenté », for lists with a source line."""
    return Markup() if statut == Statut.DOCUMENTE else html(" {}", badge(statut))


def badges(statuts: Iterable[str]) -> Markup:
    """Show each different status once."""
    return joindre((badge(statut) for statut in dict.fromkeys(statuts) if statut), " ")


def origine(
    sources: Iterable[str], statuts: Iterable[str], references: Mapping[str, Renvoi]
) -> Markup:
    """Show in small where one row of a list comes from; « documenté » goes without a badge.

    Args:
        sources: ids of the sources.
        statuts: statuses of the row.
        references: how to refer to each source, by id.
    """
    reserves = badges(statut for statut in statuts if statut != Statut.DOCUMENTE)
    codes = sources_en_html(dict.fromkeys(sources), references)
    return html('<span class="tp-note">{} {}</span>', codes, reserves)


def sources_en_html(sources: Iterable[str], references: Mapping[str, Renvoi]) -> Markup:
    """Name sources by their short names, each opening on its full reference and a link to it."""
    return joindre((_source(code, references) for code in sources if code), ENTRE_DEUX)


def _source(code: str, references: Mapping[str, Renvoi]) -> Markup:
    """Name a source; its reference opens under the pointer, on a touch and on keyboard focus.

    A link alone would lead away at the first touch, and tell the reference to no keyboard.
    """
    renvoi = references.get(code, Renvoi(code, "", ""))
    fiche = html(" {}", lien(renvoi.adresse, "Voir la source")) if renvoi.adresse else ""
    if not (renvoi.reference or fiche):
        return escape(renvoi.nom)
    return html(
        '<span class="tp-renvoi" tabindex="0">{nom}'
        '<span class="tp-renvoi-texte">{reference}{fiche}</span></span>',
        nom=renvoi.nom,
        reference=renvoi.reference,
        fiche=fiche,
    )


def ligne_de_source(
    sources: Sequence[str], statuts: Iterable[str], references: Mapping[str, Renvoi], etat_au: str
) -> Markup:
    """Make the line that stands under every figure, chart and table.

    Args:
        sources: ids of the sources.
        statuts: statuses of the rows.
        references: how to refer to each source, by id.
        etat_au: the reference date, in words.
    """
    mot = "Sources" if len(sources) > 1 else "Source"
    codes = sources_en_html(sources, references) or "non documentée"
    return html(
        '<p class="tp-source">{mot}\u00a0: {codes} · {etat_au} · {badges}</p>',
        mot=mot,
        codes=codes,
        etat_au=etat_au,
        badges=badges(statuts),
    )


def carte_de_chiffre(
    chiffre: Chiffre, references: Mapping[str, Renvoi], detail: str = ""
) -> Markup:
    """Show a figure: value, label, what is missing, sources and status."""
    origine = html("{} {}", sources_en_html(chiffre.sources, references), badge(chiffre.statut))
    return html(
        '<div class="tp-chiffre"><dt title="{definition}">{libelle}</dt><dd>{valeur}</dd>'
        '<dd class="tp-chiffre-detail">{details}</dd>'
        '<dd class="tp-chiffre-detail">{origine}</dd></div>',
        definition=chiffre.definition,
        libelle=chiffre.libelle,
        valeur=chiffre.valeur(),
        details=" ".join(t for t in (detail, chiffre.manque) if t),
        origine=origine,
    )


def cartes_de_chiffres(chiffres: Sequence[Chiffre], references: Mapping[str, Renvoi]) -> Markup:
    """Show several figures as a grid of cards."""
    corps = joindre(carte_de_chiffre(chiffre, references) for chiffre in chiffres)
    return html('<dl class="tp-chiffres">{}</dl>', corps)


def enumerer(mots: Sequence[Markup], liaison: str = "et") -> Markup:
    """Join pieces of markup as `chiffres.noyau.typographie.enumeration` joins words."""
    if len(mots) < 2:
        return joindre(mots)
    return html("{} {} {}", joindre(mots[:-1], ", "), liaison, mots[-1])


def liste(elements: Iterable[str]) -> Markup:
    """Make a bulleted list of markup or texts; nothing when there is no element."""
    puces = joindre(html("<li>{}</li>", element) for element in elements)
    return html("<ul>{}</ul>", puces) if puces else Markup()


def definitions(paires: Iterable[tuple[str, str]]) -> Markup:
    """Make a list of fields and what is known of each.

    Args:
        paires: field, and what is known as markup, or as text, which folds when it is long; an
            empty one is told as not documented.
    """
    lignes = joindre(
        html(
            "<div><dt>{}</dt><dd>{}</dd></div>",
            champ,
            _plie(valeur) or badge(Statut.NON_DOCUMENTE),
        )
        for champ, valeur in paires
    )
    return html('<dl class="tp-notice">{}</dl>', lignes)


def _plie(valeur: str) -> Markup:
    return valeur if isinstance(valeur, Markup) else texte_long(valeur)


def tableau(
    lignes: pd.DataFrame,
    colonnes: Mapping[str, str],
    legende: str,
    nombres: Sequence[str] = (),
    liens: Mapping[str, str] | None = None,
    reprise: Callable[[Rangee], Markup] | None = None,
) -> Markup:
    """Show a table that a screen reader can read: caption, column and row headers.

    Args:
        lignes: the rows; the first of `colonnes` names each row.
        colonnes: title of each column to show, by name.
        legende: caption.
        nombres: columns to align as numbers.
        liens: for a column that links, the column that holds its addresses; a row without an
            address is not a link.
        reprise: makes what follows the name of a row (`reprises.place`); nothing if None.
    """
    adresses = liens or {}
    tetes = joindre(
        html('<th scope="col"{}>{}</th>', _en_nombre(nom, nombres), titre)
        for nom, titre in colonnes.items()
    )
    corps = joindre(
        html(
            "<tr>{}</tr>",
            _cases(ligne, list(colonnes), nombres, adresses, reprise(ligne) if reprise else ""),
        )
        for ligne in rangees(lignes)
    )
    return _cadre_de_tableau(legende, tetes, corps)


def tableau_de_cases(
    titres: Sequence[str], rangees: Iterable[Sequence[str]], legende: str, classe: str = ""
) -> Markup:
    """Show a table whose cells are markup, such as links and badges, or text.

    Args:
        titres: title of each column, markup or text.
        rangees: cells of each row; the first one names the row.
        legende: caption, as text.
        classe: class to add to the table, if any.
    """
    tetes = joindre(html('<th scope="col">{}</th>', titre) for titre in titres)
    corps = joindre(
        html('<tr><th scope="row">{}</th>', rangee[0])
        + joindre(html("<td>{}</td>", case or "—") for case in rangee[1:])
        + html("</tr>")
        for rangee in rangees
    )
    return _cadre_de_tableau(legende, tetes, corps, classe)


def _cadre_de_tableau(legende: str, tetes: Markup, corps: Markup, classe: str = "") -> Markup:
    return html(
        '<div class="tp-table-cadre" tabindex="0" role="region" aria-label="{legende}">'
        '<table class="{classes}"><caption>{legende}</caption>'
        "<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table></div>",
        legende=legende,
        classes=f"tp-table {classe}".strip(),
        tetes=tetes,
        corps=corps,
    )


def noms(liens: Sequence[str]) -> Markup:
    """Show names under each other in a cell; nothing when there is none."""
    puces = joindre(html("<li>{}</li>", lien) for lien in liens)
    return html('<ul class="tp-noms">{}</ul>', puces) if puces else Markup()


def _cases(
    ligne: Rangee,
    colonnes: Sequence[str],
    nombres: Sequence[str],
    liens: Mapping[str, str],
    reprise: str,
) -> Markup:
    cases = []
    for rang, colonne in enumerate(colonnes):
        valeur = ligne[colonne]
        classe = _en_nombre(colonne, nombres)
        texte = badge(str(valeur)) if colonne.startswith("statut") else _vide(valeur)
        if ligne.get(liens.get(colonne, "")):
            texte = lien(ligne[liens[colonne]], valeur)
        cases.append(
            html("<td{}>{}</td>", classe, texte)
            if rang
            else html('<th scope="row"{}>{}{}</th>', classe, texte, reprise)
        )
    return joindre(cases)


def _en_nombre(colonne: str, nombres: Sequence[str]) -> Markup:
    return _NOMBRE if colonne in nombres else _RIEN


def _vide(valeur: object) -> object:
    absent = valeur is None or valeur == "" or valeur is pd.NA or valeur != valeur
    return "—" if absent else valeur
