"""The timelines as bodies of pictures; events are placed as on the page."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import jour_long, nombre
from fabrique_dash.chiffres.tables.frise import COULOIRS, EvenementPlace, placer
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins import frise_svg
from fabrique_dash.graphiques.images.planche import (
    DISCRET,
    FOND,
    HALO,
    INTERIEUR,
    TEXTE,
    TRAIT,
    Corps,
    abreger,
    avec_halo,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR

_GAUCHE, _DROITE, _RANG, _HAUT = 150, 24, 30, 44
_ATTENTION = "#843C00"
STYLE = (
    f".tp-axe{{stroke:{TRAIT};stroke-opacity:.4}}.tp-axe--annee{{stroke-opacity:1}}"
    f".tp-reference{{stroke:{_ATTENTION};stroke-width:2;stroke-dasharray:6 3}}"
    f".tp-point{{stroke:{CLAIR.accent};stroke-width:2.4}}.tp-point--tenu{{fill:{CLAIR.accent}}}"
    f".tp-point--a-venir,.tp-point--sans-confirmation{{fill:{FOND}}}"
    ".tp-point--sans-confirmation{stroke-dasharray:3 2}"
    f"{HALO}"
    f".tp-condensee text{{font-size:14px;fill:{DISCRET}}}"
    f".tp-condensee .tp-annee{{font-weight:700;fill:{TEXTE}}}"
    f".tp-condensee .tp-reference-texte{{font-weight:700;fill:{_ATTENTION}}}"
)
_CLASSES = {
    Etat.TENU.value: "tenu",
    Etat.A_VENIR.value: "a-venir",
    Etat.SANS_CONFIRMATION.value: "sans-confirmation",
}


def condensee(vue: Vue) -> Corps:
    """Draw the cohort's dated events month by month, as on the home page."""
    dessin, hauteur = frise_svg.contenu(vue)
    echelle = INTERIEUR / frise_svg.LARGEUR
    legende = _legende(hauteur * echelle + 26)
    return Corps(
        html(
            '<g class="tp-condensee" transform="scale({:.4f})">{}</g>{}', echelle, dessin, legende
        ),
        hauteur * echelle + 40,
        STYLE,
    )


def _legende(y: float) -> Markup:
    morceaux, x = [], 8.0
    for etat, classe in _CLASSES.items():
        morceaux.append(
            html('<g transform="translate({:.0f} {:.0f})">{}</g>', x, y - 6, _signe(classe))
        )
        morceaux.append(ligne(x + 18, y, etat, 18))
        x += 190 if classe == "tenu" else 170
    morceaux.append(
        ligne(INTERIEUR, y, "Une barre couvre le mois ou l’année, sans le jour.", 18, ancre="end")
    )
    return joindre(morceaux)


def _signe(classe: str) -> Markup:
    """Draw the mark of a state: disc, ring, dashed diamond."""
    if classe == "sans-confirmation":
        return html('<path class="tp-point tp-point--{}" d="M0 -9L9 0L0 9L-9 0Z"/>', classe)
    return html('<circle class="tp-point tp-point--{}" r="7"/>', classe)


class _Echelle:
    """Days to pixels, over the years of the events and the reference date."""

    def __init__(self, evenements: pd.DataFrame, jour: date) -> None:
        self.debut: date = min([*evenements["premier"], jour])
        self.fin: date = max([*evenements["dernier"], jour])
        jours = max(1, (self.fin - self.debut).days + 1)
        self._pixels = (INTERIEUR - _GAUCHE - _DROITE) / jours

    def x(self, jour: date) -> float:
        return float(_GAUCHE + (jour - self.debut).days * self._pixels)

    def reperes(self) -> list[tuple[date, str]]:
        """Starts of years, or of quarters when there are few years."""
        annees = range(self.debut.year, self.fin.year + 2)
        mois = (1,) if len(annees) > 4 else (1, 4, 7, 10)
        jours = [date(a, m, 1) for a in annees for m in mois]
        return [(j, f"{j:%m/%Y}") for j in jours if self.debut <= j <= self.fin]


def complete(evenements: pd.DataFrame, jour: date) -> Corps:
    """Draw dated events by lane, each on its row with its name and its date.

    A lane that has too many is drawn without them, with their number beside its own name.

    Args:
        evenements: dated rows of `chiffres.frise.evenements_dates`, at least one.
        jour: the reference date.
    """
    places, noms = placer(evenements, tuple(COULOIRS))
    echelle = _Echelle(places, jour)
    haut = float(places["y"].max())
    hauteur = _HAUT + (haut + 1) * _RANG + 12

    def y(rang: float) -> float:
        return _HAUT + (haut - rang) * _RANG + _RANG / 2

    marques = joindre(_evenement(e, echelle, y(e["y"])) for e in rangees(places, EvenementPlace))
    titres = joindre(
        paragraphe(
            0, y(rang) + 6, couper(_titre(places, c), 18, _GAUCHE - 12, True), 18, gras=True
        )[0]
        for c, rang in noms.items()
    )
    return Corps(
        _axe(echelle, hauteur)
        + _reference(echelle, jour, hauteur)
        + titres
        + marques
        + _legende(hauteur + 52),
        hauteur + 66,
        STYLE,
    )


def _titre(places: pd.DataFrame, couloir: str) -> str:
    siens = places[places["couloir"] == couloir]
    titre = COULOIRS[couloir]
    return titre if siens["nomme"].all() else f"{titre} ({nombre(len(siens))}, sans leurs noms)"


def _axe(echelle: _Echelle, hauteur: float) -> Markup:
    morceaux = []
    for jour, mots in echelle.reperes():
        x = echelle.x(jour)
        morceaux.append(
            html('<path class="tp-axe" d="M{:.1f} 24V{:.0f}"/>', x, hauteur)
            + ligne(x, 16, mots, 16, couleur=DISCRET, ancre="middle")
        )
    return joindre(morceaux)


def _reference(echelle: _Echelle, jour: date, hauteur: float) -> Markup:
    x = echelle.x(jour)
    ancre, ecart = ("end", -6) if x > INTERIEUR * 0.6 else ("start", 6)
    mots = f"État au {jour_long(jour)}"
    return html('<path class="tp-reference" d="M{:.1f} 24V{:.0f}"/>', x, hauteur + 8) + ligne(
        x + ecart, hauteur + 20, mots, 18, gras=True, couleur=_ATTENTION, ancre=ancre
    )


def _evenement(e: EvenementPlace, echelle: _Echelle, y: float) -> Markup:
    gauche = echelle.x(e["premier"])
    droite = echelle.x(e["dernier"] + timedelta(days=1))
    classe = _CLASSES[e["etat"]]
    if e["bref"]:
        milieu = (gauche + droite) / 2
        signe = html('<g transform="translate({:.1f} {:.1f})">{}</g>', milieu, y, _signe(classe))
        gauche, droite = milieu - 9, milieu + 9
    else:
        droite = max(droite, gauche + 14)
        signe = html(
            '<rect class="tp-point tp-point--{classe}" x="{gauche:.1f}" y="{y:.1f}" '
            'width="{large:.1f}" height="10" rx="3"/>',
            classe=classe,
            gauche=gauche,
            y=y - 5,
            large=droite - gauche,
        )
    if not e["nomme"]:
        return signe
    nom = avec_halo(_nom(e, gauche, droite, y + 5))
    return html('{}<g class="tp-noms">{}</g>', signe, nom)


def _nom(e: EvenementPlace, gauche: float, droite: float, y: float) -> Markup:
    """Write the event's date and name on the side of its mark that has more room."""
    a_gauche, a_droite = gauche - _GAUCHE - 10, INTERIEUR - droite - 10
    texte = f"{e['date']}\u00a0: {e['titre']}"
    if a_droite >= a_gauche:
        return ligne(droite + 8, y, abreger(texte, 16, a_droite), 16)
    return ligne(gauche - 8, y, abreger(texte, 16, a_gauche), 16, ancre="end")
