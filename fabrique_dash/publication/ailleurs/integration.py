"""One figure or picture alone, with its source line, as a page made for an iframe."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, jour_long, pluriel
from fabrique_dash.donnees.noms_des_sources import ENTRE_DEUX, noms_courts
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import feuille_de_style, html, joindre
from fabrique_dash.publication.site.references import mentions, references

# Pixels: a group's population, among the longest, takes 402 on 320 px of width; others scroll.
HAUTEUR_D_UN_CHIFFRE = 420
# Pixels: the column of another site that a picture is sized for, the margins of its page, and what
# its source line takes under it.
_COLONNE, _MARGES, _LIGNE_DE_SOURCE = 700, 36, 110
_POLICE = "../app/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
_STYLE = f"""
@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: 200 800;
  src: url("{_POLICE}") format("woff2"); }}
:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 1rem 1.1rem; color: light-dark(#1F1B2D, #ECE8F4);
  background: light-dark(#FAF7F1, #15131F);
  font: 16px/1.45 "Atkinson Hyperlegible Next", system-ui, sans-serif; }}
h1 {{ margin: 0; font-size: 1rem; font-weight: 600; }}
.valeur {{ margin: .1rem 0 .3rem; font-size: clamp(1.3rem, 7vw, 1.9rem); line-height: 1.15;
  font-weight: 700;
  color: light-dark(#332288, #B9AEFF); }}
p {{ margin: .3rem 0; overflow-wrap: anywhere; }}
.source {{ margin-top: .7rem; padding-top: .5rem; font-size: .82rem;
  border-top: 1px solid light-dark(#8C8474, #7D7894); }}
.renvoi {{ cursor: help; text-decoration: underline dotted; text-underline-offset: .2em; }}
.renvoi > span {{ display: none; position: fixed; inset: auto .5rem .5rem; padding: .5rem .7rem;
  border: 2px solid; border-radius: 6px; background: light-dark(#FAF7F1, #15131F); }}
.renvoi:is(:hover, :focus) > span {{ display: block; }}
a {{ color: light-dark(#3B2A9E, #B9AEFF); }}
figure {{ margin: 0; }}
figure > svg {{ display: block; max-width: 100%; height: auto; }}
"""


@dataclass(frozen=True)
class Cadre:
    """What stands around the thing shown.

    Attributes:
        titre: title of the page, for screen readers.
        lien: address of the same thing in the dashboard.
    """

    titre: str
    lien: str


def _page(cadre: Cadre, corps: Markup) -> bytes:
    page = html(
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        "<title>{titre} · Territoires Pilotes</title>\n"
        "<style>{style}</style>\n</head>\n<body>\n{corps}\n</body>\n</html>\n",
        titre=cadre.titre,
        style=feuille_de_style(_STYLE),
        corps=corps,
    )
    return page.encode("utf-8")


def _lien(cadre: Cadre) -> Markup:
    return html(
        '<a href="{}" target="_blank" rel="noopener">Voir dans le tableau de bord</a>', cadre.lien
    )


def _sources(vue: Vue, chiffre: Chiffre) -> Markup:
    """Name the sources; each opens on its reference, on a touch and on keyboard focus too."""
    noms, connues = noms_courts(vue.donnees), references(vue.donnees)
    return joindre(
        (
            html('<span class="renvoi" tabindex="0">{}<span>{}</span></span>', noms[s], connues[s])
            for s in chiffre.sources
        ),
        ENTRE_DEUX,
    )


def page_de_chiffre(vue: Vue, chiffre: Chiffre, cadre: Cadre) -> bytes:
    """Write the page of one figure: value, what is counted, perimeter, date, status, sources."""
    dites = mentions(vue.donnees)
    # In a narrow frame the value may need two lines.
    valeur = chiffre.valeur_et_unite().replace(INSECABLE, " ")
    manque = html("<p>{}</p>", chiffre.manque) if chiffre.manque else ""
    return _page(
        cadre,
        html(
            "<main>\n<h1>{libelle}</h1>\n"
            '<p class="valeur">{valeur}</p>\n'
            "<p>{definition}</p>\n{manque}"
            '<p class="source">{perimetre}, {etat_au} · '
            "{statut} · {mot}\u00a0: {sources} · "
            "{licence} · {lien}</p>\n</main>",
            libelle=chiffre.libelle,
            valeur=valeur,
            definition=chiffre.definition,
            manque=manque,
            perimetre=chiffre.perimetre,
            etat_au=chiffre.etat_au(),
            statut=chiffre.statut,
            mot=pluriel(len(chiffre.sources), "Source"),
            sources=_sources(vue, chiffre),
            licence=dites.licence,
            lien=_lien(cadre),
        ),
    )


def page_d_image(vue: Vue, svg: Markup, cadre: Cadre) -> bytes:
    """Write the page of one chart or map.

    Args:
        vue: the point of view.
        svg: the picture; its source is inside it.
        cadre: what stands around it; its title says the picture to who can't see it.
    """
    dites = mentions(vue.donnees)
    return _page(
        cadre,
        html(
            '<main>\n<figure role="img" aria-label="{titre}">{svg}</figure>\n'
            '<p class="source">État au {jour} · {paquet}, '
            "{licence} · {lien}</p>\n</main>",
            titre=cadre.titre,
            svg=svg,
            jour=jour_long(vue.jour),
            paquet=dites.titre,
            licence=dites.licence,
            lien=_lien(cadre),
        ),
    )


def hauteur_d_une_image(proportion: float) -> int:
    """Return the height of the frame of a picture, in pixels, in a column of 700.

    Args:
        proportion: height of the picture for a width of 1.
    """
    return round((_COLONNE - _MARGES) * proportion) + _MARGES + _LIGNE_DE_SOURCE


def code_d_integration(adresse: str, titre: str, hauteur: int = HAUTEUR_D_UN_CHIFFRE) -> str:
    """Write the HTML that shows a page of `/integrer/` inside another site: a text to copy.

    Args:
        adresse: full address of the page.
        titre: what it shows, for screen readers.
        hauteur: height of the frame, in pixels.
    """
    code = html(
        '<iframe src="{adresse}" title="{titre}" width="100%" '
        'height="{hauteur}" style="border:0" loading="lazy"></iframe>',
        adresse=adresse,
        titre=titre,
        hauteur=hauteur,
    )
    return str(code)
