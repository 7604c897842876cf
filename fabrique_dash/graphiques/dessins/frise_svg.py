"""The condensed timeline of the home page, as our own SVG (Plotly would weigh 4.6 MB)."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.chiffres.tables.frise import EvenementBorne, etager, evenements_dates
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre

LARGEUR, MARGE = 900, 24
_PAS, _HAUT = 20, 34
_MOIS = "JFMAMJJASOND"
_MARQUES = {
    Etat.TENU.value: "tenu",
    Etat.A_VENIR.value: "a-venir",
    Etat.SANS_CONFIRMATION.value: "sans-confirmation",
}


class _Echelle:
    """Days to pixels, over whole months around the events and the reference date."""

    def __init__(self, premiers: list[date], derniers: list[date], jour: date) -> None:
        self.debut = min([*premiers, jour]).replace(day=1)
        fin = max([*derniers, jour]) + timedelta(days=40)
        self.fin = fin.replace(day=1)
        self._pixels = (LARGEUR - 2 * MARGE) / max(1, (self.fin - self.debut).days)

    def x(self, jour: date) -> float:
        return MARGE + (jour - self.debut).days * self._pixels

    def mois(self) -> list[date]:
        mois, courant = [], self.debut
        while courant <= self.fin:
            mois.append(courant)
            courant = (courant + timedelta(days=32)).replace(day=1)
        return mois


def _axe(echelle: _Echelle, hauteur: int) -> Markup:
    traits = []
    for mois in echelle.mois():
        x = echelle.x(mois)
        janvier = mois.month == 1
        traits.append(
            html(
                '<line class="tp-axe{annee}" x1="{x:.1f}" x2="{x:.1f}" y1="{haut}" '
                'y2="{hauteur}"/>',
                annee=" tp-axe--annee" if janvier else "",
                x=x,
                haut=12 if janvier else 22,
                hauteur=hauteur,
            )
        )
        if mois < echelle.fin:
            traits.append(html('<text x="{:.1f}" y="26">{}</text>', x + 3, _MOIS[mois.month - 1]))
        if janvier or mois == echelle.debut:
            traits.append(
                html('<text class="tp-annee" x="{:.1f}" y="11">{}</text>', x + 3, mois.year)
            )
    return joindre(traits)


def _marque(e: EvenementBorne, echelle: _Echelle, rang: int) -> Markup:
    premier, dernier = e["premier"], e["dernier"]
    gauche, droite = echelle.x(premier), echelle.x(dernier + timedelta(days=1))
    y = _HAUT + 14 + rang * _PAS
    classe = f"tp-point tp-point--{_MARQUES[e['etat']]}"
    titre = html("<title>{}\u00a0: {} ({})</title>", e["date"], e["titre"], e["etat"])
    if e["exact"] and droite - gauche < 14:
        if e["etat"] == Etat.SANS_CONFIRMATION.value:
            losange = f"M{gauche:.1f} {y - 8}l8 8l-8 8l-8 -8Z"
            return html('<path class="{}" d="{}">{}</path>', classe, losange, titre)
        return html(
            '<circle class="{classe}" cx="{gauche:.1f}" cy="{y}" r="6">{titre}</circle>',
            classe=classe,
            gauche=gauche,
            y=y,
            titre=titre,
        )
    largeur = max(droite - gauche, 12)
    return html(
        '<rect class="{classe}" x="{gauche:.1f}" y="{y}" width="{largeur:.1f}" height="10" '
        'rx="3">{titre}</rect>',
        classe=classe,
        gauche=gauche,
        y=y - 5,
        largeur=largeur,
        titre=titre,
    )


def _reference(echelle: _Echelle, jour: date, hauteur: int) -> Markup:
    x = echelle.x(jour)
    ancre, ecart = ("end", -5) if x > LARGEUR * 0.75 else ("start", 5)
    return html(
        '<line class="tp-reference" x1="{x:.1f}" x2="{x:.1f}" y1="{haut}" y2="{hauteur}"/>'
        '<text class="tp-reference-texte" x="{texte:.1f}" y="{bas}" '
        'text-anchor="{ancre}">{jour}</text>',
        x=x,
        haut=_HAUT - 2,
        hauteur=hauteur,
        texte=x + ecart,
        bas=hauteur - 3,
        ancre=ancre,
        jour=jour_long(jour),
    )


def datees(vue: Vue) -> pd.DataFrame:
    """List the cohort's dated events (columns of `evenements_dates`)."""
    lignes = evenements_dates(vue)
    return lignes[lignes["id"].isin(vue.seances["id"]) & lignes["premier"].notna()]


def contenu(vue: Vue) -> tuple[Markup, int]:
    """Draw the cohort's dated events, month by month, without any frame.

    Returns:
        The SVG, `LARGEUR` px wide, and its height.
    """
    lignes = datees(vue)
    premiers, derniers = list(lignes["premier"]), list(lignes["dernier"])
    echelle = _Echelle(premiers, derniers, vue.jour)
    rangs = etager(premiers, derniers, ecart_jours=8)
    hauteur = _HAUT + (max(rangs, default=0) + 1) * _PAS + 24
    marques = joindre(
        _marque(e, echelle, rang)
        for e, rang in zip(rangees(lignes, EvenementBorne), rangs, strict=True)
    )
    axe = _axe(echelle, hauteur - 18)
    return axe + _reference(echelle, vue.jour, hauteur) + marques, hauteur


def resume(vue: Vue) -> str:
    """Say in a sentence what the condensed timeline shows."""
    return (
        "Frise des rendez-vous de la cohorte\u00a0: "
        f"{compte(len(datees(vue)), 'événement daté', 'événements datés')}, "
        f"état au {jour_long(vue.jour)}. La liste complète est sur la page Frise."
    )


@par_vue
def frise_condensee(vue: Vue) -> Markup:
    """Draw the cohort's dated events, month by month, with a line at the reference date.

    Returns:
        An SVG fragment whose colours follow the page's theme; each mark has its title.
    """
    dessin, hauteur = contenu(vue)
    return html(
        '<svg class="tp-frise" viewBox="0 0 {largeur} {hauteur}" role="img" '
        'aria-label="{resume}" xmlns="http://www.w3.org/2000/svg">{dessin}</svg>',
        largeur=LARGEUR,
        hauteur=hauteur,
        resume=resume(vue),
        dessin=dessin,
    )
