"""A territory's perimeter among its neighbours, as the body of a picture."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.chiffres.noyau.typographie import enumeration, pluriel
from fabrique_dash.donnees.natures import COMMUNE, DEPARTEMENT, EPCI, REGION
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.fond_de_perimetre import CLASSES, Feuille
from fabrique_dash.graphiques.dessins.perimetre_svg import contenu, natures_du_fond
from fabrique_dash.graphiques.images.planche import (
    FOND,
    HALO,
    INTERIEUR,
    TEXTE,
    TRAIT,
    Corps,
    avec_halo,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR
from fabrique_dash.graphiques.socle.polices import largeur

GRANDE = Feuille(INTERIEUR, 760, texte=22, lettre=9.8, noms=30)
_DEHORS = "#EDE8DE"
_TAILLE = 19
_MOTS = {
    COMMUNE: "commune",
    EPCI: "intercommunalité",
    DEPARTEMENT: "département",
    REGION: "région",
}
STYLE = (
    f".tp-voisine{{fill:{FOND};stroke:#A79E8C;stroke-width:1.2}}"
    f".tp-epci{{fill:none;stroke:{CLAIR.discret};stroke-width:2.6}}"
    f".tp-perimetre{{fill:{CLAIR.accent};fill-opacity:.22;stroke:{CLAIR.accent};stroke-width:4.5}}"
    ".tp-perimetre--autre{fill:none;stroke-dasharray:15 8}"
    f".tp-echelle{{fill:none;stroke:{TEXTE};stroke-width:2}}"
    ".tp-carte-perimetre text{font-size:18px;text-anchor:middle}"
    f"{HALO}"
    ".tp-carte-perimetre .tp-nom{font-size:24px;font-weight:700}"
    ".tp-carte-perimetre .tp-nom-echelle{text-anchor:start}"
)


def corps(vue: Vue, territoire: str, hypotheses: Sequence[str]) -> Corps:
    """Draw the possible perimeters of a territory that has an outline.

    Args:
        vue: the point of view.
        territoire: its id.
        hypotheses: words for each perimeter that is drawn, in order.
    """
    haut = GRANDE.hauteur
    fond = natures_du_fond(vue, territoire, GRANDE)
    legende, y = _legende(hypotheses, fond, haut + 34.0)
    autour = voisins(vue, territoire)
    mots = couper(
        f"{pluriel(len(autour), 'Voisin')}\u00a0: {enumeration(list(autour))}.", _TAILLE, INTERIEUR
    )
    dits, y = paragraphe(0, y + 6, mots if autour else [], _TAILLE)
    return Corps(
        html(
            '<rect width="{interieur}" height="{haut}" fill="{dehors}"/>'
            '<svg class="tp-carte-perimetre" width="{interieur}" height="{haut}" '
            'viewBox="0 0 {interieur} {haut}">{contenu}</svg>'
            '<rect width="{interieur}" height="{haut}" fill="none" '
            'stroke="{trait}"/>{legende}{dits}',
            interieur=INTERIEUR,
            haut=haut,
            dehors=_DEHORS,
            contenu=avec_halo(contenu(vue, territoire, GRANDE)),
            trait=TRAIT,
            legende=legende,
            dits=dits,
        ),
        y - 27,
        STYLE,
    )


def _legende(hypotheses: Sequence[str], fond: Sequence[str], y: float) -> tuple[Markup, float]:
    """Say what each outline is, on as many lines as it takes.

    Returns:
        The SVG, and the y of the next base line.
    """
    quoi = "périmètre possible" if len(hypotheses) > 1 else "périmètre"
    signes = [
        (f"tp-perimetre{' tp-perimetre--autre' if rang else ''}", f"{quoi}\u00a0: {mots}")
        for rang, mots in enumerate(hypotheses)
    ]
    signes += zip(CLASSES, map(_MOTS.__getitem__, fond), strict=False)
    morceaux, x = [], 0.0
    for classe, texte in signes:
        mots = couper(texte, _TAILLE, INTERIEUR - 60)
        place = 50 + max(largeur(m, _TAILLE) for m in mots) + 34
        if x and x + place > INTERIEUR:
            x, y = 0.0, y + 32
        cadre = html(
            '<rect class="{}" x="{:.1f}" y="{:.1f}" width="36" height="20"/>', classe, x + 3, y - 17
        )
        morceaux += [cadre, *(ligne(x + 50, y + r * 25, m, _TAILLE) for r, m in enumerate(mots))]
        x, y = x + place, y + (len(mots) - 1) * 25
    return joindre(morceaux), y + 32
