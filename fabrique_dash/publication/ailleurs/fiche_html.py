"""The sheet of a territory as one HTML file: nothing else to load, ready to print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.noms_des_sources import nommer, noms_courts
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre, tirets_en_mots
from fabrique_dash.graphiques.socle.echappement import feuille_de_style, html, joindre
from fabrique_dash.publication.site.contours import contours_du_perimetre
from fabrique_dash.publication.site.references import mentions, references

STATUTS = {
    Statut.DOCUMENTE: "une source le dit",
    Statut.DEDUIT: "tiré de ce que disent les sources, avec la raison",
    Statut.INDETERMINE: "les sources permettent plusieurs réponses",
    Statut.NON_DOCUMENTE: "aucune source lue ne le dit\u202f; ce n’est pas zéro",
}
# The file stands alone: no class of the dashboard's style sheet, no font to fetch.
_STYLE = """
@page { size: A4; margin: 16mm 14mm; }
:root { color-scheme: light; }
body { max-width: 190mm; margin: 0 auto; padding: 1rem; background: #fff; color: #1f1b2d;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
h1 { margin: 0; font-size: 1.7rem; color: #332288; }
h2 { margin: 1.4rem 0 .4rem; font-size: 1.15rem; break-after: avoid; }
header { border-bottom: 3px solid #332288; padding-bottom: .6rem; }
header p, header dl { margin: .35rem 0; }
header dt { float: left; clear: left; margin-right: .4rem; font-weight: 600; }
header dd { margin: 0; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .92rem; }
caption { text-align: left; font-size: .85rem; color: #5b5650; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .3rem .45rem; text-align: left; vertical-align: top;
  border-top: 1px solid #c9c2b6; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #8c8474; }
thead th:nth-child(1) { width: 24%; }
thead th:nth-child(3) { width: 16%; }
thead th:nth-child(4) { width: 16%; }
.precision { display: block; font-size: .86rem; color: #5b5650; }
.statut { white-space: nowrap; }
.source { font-size: .78rem; color: #5b5650; }
figure { margin: .8rem 0; break-inside: avoid; }
figcaption { font-size: .85rem; color: #5b5650; }
svg { display: block; width: 100%; max-width: 120mm; height: auto; border: 1px solid #c9c2b6;
  font: 600 11.5px system-ui, sans-serif; background: #f5f1e8; }
.tp-voisine { fill: #fffdf9; stroke: #bdb4a4; stroke-width: .8; }
.tp-epci { fill: none; stroke: #8c8474; stroke-width: 1.6; }
.tp-perimetre { fill: #332288; fill-opacity: .22; stroke: #332288; stroke-width: 2.2; }
.tp-perimetre--autre { fill: none; stroke-dasharray: 7 4; }
.tp-echelle { fill: none; stroke: #1f1b2d; stroke-width: 1.4; }
.tp-carte-perimetre text { text-anchor: middle; paint-order: stroke; stroke: #fffdf9;
  stroke-width: 3px; stroke-linejoin: round; }
.tp-nom-voisin { font-weight: 400; fill: #4a4550; }
.tp-carte-perimetre .tp-nom-echelle { text-anchor: start; }
footer { margin-top: 1.6rem; border-top: 1px solid #8c8474; font-size: .85rem; color: #5b5650; }
"""


def fiche_html(vue: Vue, territoire: str, lien: str = "") -> bytes:
    """Write the sheet of a territory as a self-contained HTML page, in UTF-8.

    It opens with its title, its filters, its date, its definitions and its sources.

    Args:
        vue: the point of view.
        territoire: id of the territory.
        lien: full address of the same view in the dashboard, written as text; may be empty.

    Raises:
        KeyError: the cohort has no such territory.
    """
    nom = objets(vue, "territoire")[territoire]
    champs = champs_de_la_fiche(vue, territoire)
    titre = f"{nom} — fiche de territoire, état au {jour_long(vue.jour)}"
    corps = html(
        "<header><h1>{nom}</h1>{entete}</header><main>{carte}{rubriques}</main>{pied}",
        nom=nom,
        entete=_entete(vue, nom, champs, lien),
        carte=_carte(vue, territoire),
        rubriques=_rubriques(vue, champs),
        pied=_pied(vue),
    )
    page = html(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<title>{titre}</title><style>{style}</style></head><body>{corps}</body></html>",
        titre=titre,
        style=feuille_de_style(_STYLE),
        corps=corps,
    )
    return page.encode("utf-8")


def _entete(vue: Vue, nom: str, champs: Sequence[Champ], lien: str) -> Markup:
    dites, connues = mentions(vue.donnees), references(vue.donnees)
    noms = noms_courts(vue.donnees)
    codes = list(dict.fromkeys(code for c in champs for code in c.sources))
    sources = joindre(
        html("<li>{}\u00a0: {}</li>", noms.get(code, code), connues.get(code, code))
        for code in codes
    )
    definitions = "\u202f; ".join(f"{guillemets(mot)}, {sens}" for mot, sens in STATUTS.items())
    lignes = {
        "Filtres": f"Territoire\u00a0: {nom}",
        "Date de référence": f"état au {jour_long(vue.jour)}. Rien de ce qui a été su après.",
        "Données": f"{dites.titre}, version {dites.version}, mises à jour le {dites.mise_a_jour}",
        "Définitions": f"{definitions}.",
    }
    if lien:
        lignes["Adresse de cette vue"] = lien
    liste = joindre(
        html("<dt>{}\u00a0:</dt><dd>{}</dd>", titre, texte) for titre, texte in lignes.items()
    )
    return html("<dl>{}</dl><p><strong>Sources</strong></p><ul>{}</ul>", liste, sources)


def _carte(vue: Vue, territoire: str) -> Markup:
    dessin = perimetre(vue, territoire)
    if not dessin:
        return Markup()
    return html(
        "<figure>{}<figcaption>Périmètre parmi ses voisins, simplifié. {} {}</figcaption></figure>",
        dessin,
        contours_du_perimetre(vue, territoire),
        tirets_en_mots(vue, territoire),
    )


def _rubriques(vue: Vue, champs: Sequence[Champ]) -> Markup:
    return joindre(_rubrique(vue, nom, list(siens)) for nom, siens in groupby(champs, _nom))


def _nom(champ: Champ) -> str:
    return champ.rubrique


def _rubrique(vue: Vue, nom: str, champs: Sequence[Champ]) -> Markup:
    lignes = joindre(_ligne(vue, c) for c in champs)
    return html(
        "<section><h2>{}</h2><table><thead><tr>"
        '<th scope="col">Champ</th><th scope="col">Ce qui est connu</th>'
        '<th scope="col">Statut</th><th scope="col">Sources</th>'
        "</tr></thead><tbody>{}</tbody></table></section>",
        nom,
        lignes,
    )


def _ligne(vue: Vue, c: Champ) -> Markup:
    precision = html('<span class="precision">{}</span>', c.precision) if c.precision else ""
    return html(
        '<tr><th scope="row">{champ}</th><td>{valeur}{precision}</td>'
        '<td class="statut">{statut}</td><td class="source">{sources}</td></tr>',
        champ=c.champ,
        valeur=c.valeur,
        precision=precision,
        statut=c.statut,
        sources=nommer(vue.donnees, c.sources) or "—",
    )


def _pied(vue: Vue) -> Markup:
    dites = mentions(vue.donnees)
    return html("<footer><p>{}. {}.</p></footer>", dites.producteur, dites.licence)
