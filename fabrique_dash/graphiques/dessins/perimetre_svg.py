"""The perimeter of a territory among its neighbours, as our own SVG."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fabrique_dash.chiffres.fiche.situation import noms_des_lieux
from fabrique_dash.chiffres.fiche.voisinage import (
    Boite,
    anneaux,
    boite_de,
    lieux_voisins,
    voisins,
)
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, enumeration, nombre
from fabrique_dash.donnees.contours import (
    contours_des_perimetres,
    forme,
)
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.traces import Geojson
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.fond_de_perimetre import (
    PETITE,
    Cadrage,
    Feuille,
    cadrer,
    chemin,
    fond,
    niveaux,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.geometrie_plane import (
    Point,
    aire,
    longueur_ronde,
    milieu,
    rogner,
)


def natures_du_fond(vue: Vue, territoire: str, feuille: Feuille) -> tuple[str, ...]:
    """Tell what the ground of a drawing is made of: thin lines, then thick ones (`natures`)."""
    formes = formes_de(vue, territoire).values()
    return niveaux(vue.donnees, cadrer(boite_de(formes), feuille)) if formes else ()


def _plus_grand(cadrage: Cadrage, geometrie: Geojson) -> list[Point]:
    """Put the largest ring on the drawing: good enough to hang a name."""
    tous = ([cadrage.point(p[0], p[1]) for p in anneau] for anneau in anneaux(geometrie))
    return max(tous, key=lambda points: abs(aire(points)))


def _milieu_visible(cadrage: Cadrage, geometrie: Geojson, texte: str) -> Point | None:
    """Find the middle of what the drawing shows of a place; None when a text won't fit in it."""
    feuille, entier = cadrage.feuille, _plus_grand(cadrage, geometrie)
    visible = rogner(entier, feuille.largeur, feuille.hauteur - 2 * feuille.texte)
    if not visible:
        return None
    if visible != entier:
        xs, ys = zip(*visible, strict=True)
        if max(xs) - min(xs) < len(texte) * feuille.lettre or max(ys) - min(ys) < feuille.texte:
            return None
    return milieu(visible)


def _place(x: float, y: float, texte: str, feuille: Feuille) -> Boite:
    demi = len(texte) * feuille.lettre / 2
    return x - demi, y - feuille.texte / 2, x + demi, y + feuille.texte / 2


def _libre(place: Boite, prises: Sequence[Boite], feuille: Feuille) -> bool:
    x0, y0, x1, y1 = place
    droite, bas = feuille.largeur - 2, feuille.hauteur - 2 * feuille.texte
    dedans = x0 > 2 and y0 > 2 and x1 < droite and y1 < bas
    return dedans and all(x1 < a or x0 > c or y1 < b or y0 > d for a, b, c, d in prises)


def _etiquettes(
    vue: Vue, cadrage: Cadrage, territoire: Territoire, formes: list[Geojson]
) -> Markup:
    """Write the territory's name, then its neighbours' where there is room."""
    x, y = milieu(_plus_grand(cadrage, formes[0]))
    nom, feuille = str(territoire["libelle"]), cadrage.feuille
    prises = [_place(x, y, f"  {nom}", feuille)]
    textes = [_texte(x, y + _sous(feuille), nom, "tp-nom")]
    noms = noms_des_lieux(vue.donnees)
    for nature, code in lieux_voisins(vue, territoire["id"]):
        contour, voisin = forme(vue.donnees, nature, code), noms.get((nature, code), "")
        ou = _milieu_visible(cadrage, contour, voisin) if contour else None
        if ou is None or len(textes) > feuille.noms:
            continue
        place = _place(*ou, voisin, feuille)
        if _libre(place, prises, feuille):
            prises.append(place)
            textes.append(_texte(ou[0], ou[1] + _sous(feuille), voisin, "tp-nom-voisin"))
    return joindre(textes)


def _sous(feuille: Feuille) -> float:
    """From the middle of a line of text down to its base line."""
    return feuille.texte * 0.3


def _texte(x: float, y: float, texte: str, classe: str) -> Markup:
    return html(
        '<text class="{classe}" x="{x:.1f}" y="{y:.1f}">{texte}</text>',
        classe=classe,
        x=x,
        y=y,
        texte=texte,
    )


def _echelle(cadrage: Cadrage) -> Markup:
    """Draw the scale: the longest round length that stays short."""
    large, bas = cadrage.feuille.largeur, cadrage.feuille.hauteur
    km = longueur_ronde(cadrage.pixels_par_km, large / 3)
    fin = 12 + km * cadrage.pixels_par_km
    classes = "tp-nom-voisin tp-nom-echelle"
    return html(
        '<path class="tp-echelle" d="M12 {haut}V{bas}H{fin:.1f}V{haut}"/>',
        haut=bas - 16,
        bas=bas - 10,
        fin=fin,
    ) + _texte(fin + 6, bas - 8, f"{nombre(km)}{INSECABLE}km", classes)


def resume(vue: Vue, territoire: str) -> str:
    """Say in one sentence what the drawing shows, for those who don't see it."""
    t = rangee(vue.territoires, territoire, Territoire)
    perimetres = vue.donnees.table("perimetres")
    siens = rangees(perimetres[perimetres["territoire_id"] == territoire], Perimetres)
    quoi = enumeration(list(dict.fromkeys(str(p["libelle_hypothese"]) for p in siens)), "ou")
    autour = voisins(vue, territoire)
    suite = f" Voisins dessinés{INSECABLE}: {enumeration(list(autour))}." if autour else ""
    return f"{t['libelle']}, périmètre{INSECABLE}: {quoi}.{suite}"


@par_vue
def perimetre(vue: Vue, territoire: str) -> Markup:
    """Draw the possible perimeters of a territory among the outlines around.

    The first hypothesis is filled; the others are dashed lines.

    Args:
        vue: the point of view.
        territoire: its id.

    Returns:
        An SVG fragment whose colours are classes; empty when no perimeter is documented.
    """
    dessin = contenu(vue, territoire, PETITE)
    if not dessin:
        return Markup()
    return html(
        '<svg class="tp-carte-perimetre" viewBox="0 0 {largeur} {hauteur}" '
        'role="img" aria-label="{resume}" xmlns="http://www.w3.org/2000/svg">{dessin}</svg>',
        largeur=PETITE.largeur,
        hauteur=PETITE.hauteur,
        resume=resume(vue, territoire),
        dessin=dessin,
    )


def contenu(vue: Vue, territoire: str, feuille: Feuille) -> Markup:
    """Draw what `perimetre` draws, without any frame.

    Args:
        vue: the point of view.
        territoire: its id.
        feuille: size of the drawing; what goes beyond has to be clipped.

    Returns:
        SVG whose colours and letters are classes; empty when no perimeter is documented.
    """
    formes = list(formes_de(vue, territoire).values())
    if not formes:
        return Markup()
    cadrage = cadrer(boite_de(formes), feuille)
    traits = joindre(
        html(
            '<path class="tp-perimetre{}" d="{}"/>',
            " tp-perimetre--autre" if rang else "",
            chemin(cadrage, forme),
        )
        for rang, forme in enumerate(formes)
    )
    noms = _etiquettes(vue, cadrage, rangee(vue.territoires, territoire, Territoire), formes)
    return (
        fond(vue.donnees, cadrage)
        + _voisins(vue, territoire, cadrage)
        + traits
        + noms
        + _echelle(cadrage)
    )


def _voisins(vue: Vue, territoire: str, cadrage: Cadrage) -> Markup:
    """Draw the neighbours that the ground, too large, does not show."""
    montrees = niveaux(vue.donnees, cadrage)
    lieux = [lieu for lieu in lieux_voisins(vue, territoire) if lieu[0] not in montrees]
    formes = [f for nature, code in lieux if (f := forme(vue.donnees, nature, code))]
    if not formes:
        return Markup()
    return html('<path class="tp-epci" d="{}"/>', "".join(chemin(cadrage, f) for f in formes))


def tirets_en_mots(vue: Vue, territoire: str) -> str:
    """Say what the dashed lines are; nothing when there are none."""
    autres = len(formes_de(vue, territoire)) - 1
    if autres < 1:
        return ""
    quoi = "l’autre périmètre possible" if autres == 1 else "les autres périmètres possibles"
    return f"En tirets{INSECABLE}: {quoi}."


def formes_de(vue: Vue, territoire: str) -> dict[str, Geojson]:
    """Return the outlines of a territory's possible perimeters, by hypothesis, as drawn."""
    toutes = contours_des_perimetres(vue.donnees)
    return {hypothese: forme for (cle, hypothese), forme in toutes.items() if cle == territoire}
