"""The sheet of a territory as one HTML file: nothing else to load, ready to print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre
from fabrique_dash.graphiques.socle.echappement import texte_sur
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
    corps = (
        f"<header><h1>{texte_sur(nom)}</h1>{_entete(vue, nom, champs, lien)}</header><main>"
        f"{_carte(vue, territoire)}{_rubriques(champs)}</main>{_pied(vue)}"
    )
    page = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{texte_sur(titre)}</title><style>{_STYLE}</style></head>"
        f"<body>{corps}</body></html>"
    )
    return page.encode("utf-8")


def _entete(vue: Vue, nom: str, champs: Sequence[Champ], lien: str) -> str:
    dites, connues = mentions(vue.donnees), references(vue.donnees)
    codes = list(dict.fromkeys(code for c in champs for code in c.sources))
    sources = "".join(
        f"<li>{texte_sur(code)}\u00a0: {texte_sur(connues.get(code, code))}</li>" for code in codes
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
    liste = "".join(
        f"<dt>{texte_sur(titre)}\u00a0:</dt><dd>{texte_sur(texte)}</dd>"
        for titre, texte in lignes.items()
    )
    return f"<dl>{liste}</dl><p><strong>Sources</strong></p><ul>{sources}</ul>"


def _carte(vue: Vue, territoire: str) -> str:
    dessin = perimetre(vue, territoire)
    if not dessin:
        return ""
    autre = " En tirets\u00a0: l’autre périmètre possible." if "--autre" in dessin else ""
    return (
        f"<figure>{dessin}<figcaption>Périmètre parmi ses voisins. Contours simplifiés, IGN "
        f"ADMIN EXPRESS COG, Licence Ouverte 2.0.{autre}</figcaption></figure>"
    )


def _rubriques(champs: Sequence[Champ]) -> str:
    return "".join(_rubrique(nom, list(siens)) for nom, siens in groupby(champs, _nom))


def _nom(champ: Champ) -> str:
    return champ.rubrique


def _rubrique(nom: str, champs: Sequence[Champ]) -> str:
    lignes = "".join(_ligne(c) for c in champs)
    return (
        f"<section><h2>{texte_sur(nom)}</h2><table><thead><tr>"
        '<th scope="col">Champ</th><th scope="col">Ce qui est connu</th>'
        '<th scope="col">Statut</th><th scope="col">Sources</th>'
        f"</tr></thead><tbody>{lignes}</tbody></table></section>"
    )


def _ligne(c: Champ) -> str:
    precision = f'<span class="precision">{texte_sur(c.precision)}</span>' if c.precision else ""
    return (
        f'<tr><th scope="row">{texte_sur(c.champ)}</th><td>{texte_sur(c.valeur)}{precision}</td>'
        f'<td class="statut">{texte_sur(c.statut)}</td>'
        f'<td class="source">{texte_sur(" ".join(c.sources) or "—")}</td></tr>'
    )


def _pied(vue: Vue) -> str:
    dites = mentions(vue.donnees)
    return f"<footer><p>{texte_sur(dites.producteur)}. {texte_sur(dites.licence)}.</p></footer>"
