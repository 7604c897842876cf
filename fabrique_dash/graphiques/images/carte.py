"""The map as the body of a picture; what it draws is what the page's maps draw."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.tables.carte import Place
from fabrique_dash.chiffres.tables.hors_carte import annexes_hors_carte, hors_carte_en_mots
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.graphiques.dessins.carte_svg import reperes_des_territoires
from fabrique_dash.graphiques.dessins.france_svg import (
    Cadrage,
    Plan,
    contenu,
    couleur_de_marque,
    plan_pour,
)
from fabrique_dash.graphiques.images.planche import (
    DISCRET,
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
from fabrique_dash.graphiques.socle.palette import CLAIR, forme

GRAND = Cadrage(865, 728, 71.6, rayon=11.5, ecart=26.0, interligne=25.0, lettre=11.0)
_DECALAGE = (INTERIEUR - GRAND.largeur) / 2
STYLE = (
    f".tp-terre{{fill:#F5F1E8;stroke:{TRAIT};stroke-width:1.4}}"
    ".tp-limites{fill:none;stroke:#BDB4A4;stroke-width:1}"
    f".tp-renvoi{{fill:none;stroke:{DISCRET}}}"
    f"{HALO}.tp-marque--certain{{stroke:{FOND};stroke-width:.2}}"
    f".tp-marque--incertain{{fill:{FOND};stroke-width:.34;stroke-dasharray:.6 .3}}"
    f".tp-carte-noms text{{font-size:22px;font-weight:700;fill:{TEXTE}}}"
    f".tp-encart{{fill:none;stroke:{TRAIT};stroke-width:1.4}}"
    f".tp-echelle{{fill:none;stroke:{TEXTE};stroke-width:1.6}}"
    ".tp-carte-noms .tp-nom-encart{font-size:18px;font-weight:400}"
    ".tp-carte-noms .tp-sous-nom{font-size:19px;font-weight:400}"
)
_GESTE = 46


def corps(
    donnees: Donnees, territoires: pd.DataFrame, couches: Mapping[str, pd.DataFrame]
) -> Corps:
    """Draw the territories on the outline of France, and what their marks mean.

    Args:
        donnees: the data package, for the outlines.
        territoires: rows of `chiffres.carte.territoires_sur_carte`.
        couches: other rows to place (lat, lon), by the words that name them.
    """
    reperes = reperes_des_territoires(territoires, avec_groupe=True)
    lieux = [
        (lieu["lon"], lieu["lat"])
        for lignes in couches.values()
        for lieu in rangees(lignes.dropna(subset=["lat"]), Place)
    ]
    plan = plan_pour(donnees, [*((r.lon, r.lat) for r in reperes), *lieux], GRAND)
    carte = avec_halo(contenu(donnees, plan, reperes, CLAIR.groupe, lieux))
    autres = joindre(
        _croix(plan, lignes, rang) for rang, lignes in enumerate(couches.values()) if len(lignes)
    )
    absents = [hors_carte_en_mots(territoires), *map(annexes_hors_carte, couches.values())]
    legende, hauteur = _legende(absents, list(couches))
    bas = plan.hauteur + 18
    return Corps(
        html(
            '<g class="tp-carte-noms" transform="translate({decalage:.1f} 0)">{carte}{autres}</g>'
            '<g transform="translate(0 {hauteur:.1f})">{legende}</g>',
            decalage=_DECALAGE,
            carte=carte,
            autres=autres,
            hauteur=bas,
            legende=legende,
        ),
        bas + hauteur,
        STYLE,
    )


_TRACES = ("M-7 0H7M0 -7V7", "M-6 -6L6 6M6 -6L-6 6", "M-7 5L0 -6L7 5Z", "M-6 -6H6V6H-6Z")


def _trace(rang: int) -> Markup:
    trace = _TRACES[rang % len(_TRACES)]
    return html('<path d="{}" fill="none" stroke="{}" stroke-width="2.5"/>', trace, DISCRET)


def _croix(plan: Plan, lignes: pd.DataFrame, rang: int) -> Markup:
    marques = []
    for lieu in rangees(lignes.dropna(subset=["lat"]), Place):
        x, y = plan.projeter(lieu["lon"], lieu["lat"])
        marques.append(html('<g transform="translate({:.1f} {:.1f})">{}</g>', x, y, _trace(rang)))
    return joindre(marques)


def _legende(hors_carte: list[str], couches: list[str]) -> tuple[Markup, float]:
    dessins: list[tuple[Markup, str]] = [
        (
            html(
                '<g class="tp-marque--{}" style="{}" transform="scale(11)">{}</g>',
                "certain" if certain else "incertain",
                couleur_de_marque(TEXTE, certain),
                forme(0),
            ),
            mots,
        )
        for certain, mots in (
            (True, "groupe connu"),
            (False, "groupe indéterminé, dans la forme du premier groupe possible"),
        )
    ]
    dessins += [(_trace(rang), nom) for rang, nom in enumerate(couches)]
    morceaux = [
        html('<g transform="translate(14 {})">{}</g>', rang * 32 + 10, dessin)
        + ligne(_GESTE, rang * 32 + 17, nom, 19)
        for rang, (dessin, nom) in enumerate(dessins)
    ]
    dits, fin = paragraphe(
        0,
        len(dessins) * 32.0 + 17,
        [mots for dit in hors_carte if dit for mots in couper(dit, 19, INTERIEUR, True)],
        19,
        gras=True,
    )
    return joindre(morceaux) + dits, fin - 17
