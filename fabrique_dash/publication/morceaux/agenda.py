"""Events as a list, in order of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from markupsafe import Markup, escape

from fabrique_dash.chiffres.noyau.typographie import compte, majuscule, mois_long
from fabrique_dash.donnees.dates import precision
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.noms import en_ascii
from fabrique_dash.publication.site.references import Renvoi

SANS_PLI = 12  # events: three screens, as measured; beyond, a page also lists its parts


@dataclass(frozen=True)
class Liens:
    """Where the events of a list lead.

    Attributes:
        adresses: where each event has its place, by id; without one its title is no link.
        orateurs: the speakers of each event as markup, by id, when it has some.
        reprises: the place of the correction of each event, by id.
    """

    adresses: Mapping[str, str]
    orateurs: Mapping[str, Markup]
    reprises: Mapping[str, Markup]


def _evenement(e: Rangee, references: Mapping[str, Renvoi], liens: Liens) -> Markup:
    """Show an event as a row of a list; its state is a mark and a word."""
    adresse, qui = liens.adresses.get(e["id"]), liens.orateurs.get(e["id"])
    titre = fragments.lien(adresse, e["titre"]) if adresse else escape(e["titre"])
    lieu = html(" — {}", e["lieu"]) if e["lieu"] else ""
    orateurs = html(" Avec {}.", qui) if qui else ""
    return html(
        '<li class="tp-evenement tp-evenement--{cle}">'
        '<span class="tp-evenement-date">{date}</span>'
        '<div class="tp-evenement-corps"><p><strong>{titre}</strong> '
        "({etat}){lieu}</p><p>{contenu}{orateurs}</p>"
        '<p class="tp-evenement-source">{sources} {badges}{reprise}</p></div></li>',
        cle=en_ascii(str(e["etat"])),
        date=e["date"],
        titre=titre,
        etat=e["etat"],
        lieu=lieu,
        contenu=e["contenu"],
        orateurs=orateurs,
        sources=fragments.sources_en_html(_codes(e), references),
        badges=fragments.badges([str(e["statut"]), str(e["statut_date"])]),
        reprise=liens.reprises[e["id"]],
    )


def liste_d_evenements(
    lignes: pd.DataFrame, references: Mapping[str, Renvoi], liens: Liens
) -> Markup:
    """Show events as a list.

    Args:
        lignes: rows of `chiffres.frise.evenements_dates`, in order.
        references: how to refer to each source, by id.
        liens: where they lead.
    """
    return _liste(rangees(lignes), references, liens)


def mois_par_mois(
    lignes: pd.DataFrame, references: Mapping[str, Renvoi], liens: Liens, annee: int
) -> Markup:
    """Show dated events under the names of their months; many are folded by year.

    Args:
        lignes: as for `liste_d_evenements`; each has a date.
        references: as for `liste_d_evenements`.
        liens: as for `liste_d_evenements`.
        annee: the year to leave open, or the last one before it.
    """
    evenements = rangees(lignes)
    if len(evenements) <= SANS_PLI:
        return _mois_par_mois(evenements, references, liens)
    annees = {a: list(siens) for a, siens in groupby(evenements, key=_annee)}
    ouverte = max((a for a in annees if a <= annee), default=min(annees))
    return joindre(
        html(
            '<details class="tp-pli"{ouvert}><summary>{annee} '
            '<span class="tp-note">{compte}</span></summary>{liste}</details>',
            ouvert=html(" open") if a == ouverte else "",
            annee=str(a),
            compte=compte(len(siens), "événement"),
            liste=_mois_par_mois(siens, references, liens),
        )
        for a, siens in annees.items()
    )


def _annee(evenement: Rangee) -> int:
    return int(evenement["premier"].year)


def _mois_par_mois(
    evenements: Sequence[Rangee], references: Mapping[str, Renvoi], liens: Liens
) -> Markup:
    return joindre(
        html('<h3 class="tp-rubrique">{}</h3>{}', mois, _liste(list(siens), references, liens))
        for mois, siens in groupby(evenements, key=_mois)
    )


def _mois(evenement: Rangee) -> str:
    if precision(evenement["debut"]) == "annee":
        return f"{evenement['debut']}, mois non documenté"
    if evenement["fin"] and precision(evenement["debut"]) == "mois":
        return majuscule(evenement["date"])  # a half-year, not the month that it begins with
    return mois_long(evenement["premier"]).capitalize()


def _liste(evenements: Sequence[Rangee], references: Mapping[str, Renvoi], liens: Liens) -> Markup:
    articles = joindre(_evenement(e, references, liens) for e in evenements)
    return html('<ol class="tp-liste">{}</ol>', articles)


def _codes(ligne: Mapping[str, object]) -> list[str]:
    return f"{ligne['source_id']} {ligne['autres_sources']}".split()
