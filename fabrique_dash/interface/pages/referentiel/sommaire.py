"""Blocks of the référentiel page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.preoccupations import LienDeTheme, themes_de
from fabrique_dash.chiffres.tables.referentiel import (
    PARTIES,
    Partie,
    balise,
    balises,
    chapitres,
    enjeux,
    partie,
    sections,
    voisines,
)
from fabrique_dash.donnees.formes import Chapitres, Enjeux
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.referentiel_plotly import Boite, carte_du_referentiel
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import blocs, fragments
from fabrique_dash.interface.briques.figures import montrer
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre

_SANS_LIEN = "À cette date, rien ne relie cela à une préoccupation des groupes."
_TITRES = {
    "balises": "Balises",
    "modes_de_faire": "Modes de faire",
    "dispositifs": "Dispositifs",
}


def filtres(demande: Demande) -> None:
    """Ask for an enjeu, a balise, the picture and the worksheet."""
    gauche, droite = st.columns([1, 2])
    with gauche:
        demander(demande, "enjeu")
    with droite:
        demander(demande, "balise")
    with st.container(horizontal=True):
        demander(demande, "image")
        demander(demande, "feuille")


def enjeux_montres(vue: Vue, choix: Filtre) -> list[str]:
    """List the enjeux to show: the one that was chosen, or all."""
    return [choix.un] if choix.un else list(enjeux(vue)["id"])


def resultat(vue: Vue, montres: list[str]) -> str:
    """Say how much of the référentiel is shown."""
    if not montres:
        return "Référentiel encore inconnu à cette date"
    dits = [compte(len(montres), "enjeu", "enjeux")]
    for table, (un, plusieurs) in PARTIES.items():
        nombre = sum(len(partie(vue, table, e)) for e in montres)
        dits.append(compte(nombre, un, plusieurs))
    return ", ".join(dits)


def _lien(vue: Vue, nature: str, identifiant: str, libelle: object = "") -> str:
    nom = libelle or objets(vue, nature)[identifiant]
    return fragments.lien(adresse(vue, nature, identifiant), nom)


def balise_choisie(vue: Vue, choix: Filtre) -> None:
    """Show the sheet of the balise that the reader chose; nothing else."""
    if not choix.un:
        return
    identifiant = choix.un
    st.header("Cette balise", anchor=False)
    st.html(_fiche_de_balise(vue, identifiant))
    lignes = lignes_visibles(vue, "balises")
    blocs.source(vue, lignes[lignes["id"] == identifiant], themes_de(vue, "balise", identifiant))


@par_vue
def _fiche_de_balise(vue: Vue, identifiant: str) -> str:
    b = balise(vue, identifiant)
    enjeu = b["enjeu_id"]
    lignes = {"Enjeu": _lien(vue, "enjeu", enjeu)}
    for table in ("modes_de_faire", "dispositifs"):
        lignes[f"{_TITRES[table]} du même enjeu"] = _liste(partie(vue, table, enjeu))
    lignes["Thèmes et préoccupations"] = _themes(vue, identifiant) or _SANS_LIEN
    code = f"{enjeu}.{b['numero']}"
    corps = "".join(f"<div><dt>{nom}</dt><dd>{dit}</dd></div>" for nom, dit in lignes.items())
    return (
        f"<h3>{texte_sur(code)} {texte_sur(b['titre'])}</h3>"
        f'<dl class="tp-dite">{corps}</dl>{_voisinage(vue, identifiant)}'
    )


def _liste(lignes: pd.DataFrame) -> str:
    return f"<ul>{''.join(f'<li>{texte_sur(t)}</li>' for t in lignes['titre'])}</ul>"


def _themes(vue: Vue, identifiant: str) -> str:
    puces = []
    for lien in rangees(themes_de(vue, "balise", identifiant), LienDeTheme):
        siennes = vue.preoccupations[vue.preoccupations["theme_id"] == lien["theme_id"]]
        liees = ", ".join(_lien(vue, "preoccupation", p) for p in siennes["id"])
        suite = f" ({liees})" if liees else ""
        puces.append(
            f"<li>{_lien(vue, 'theme', lien['theme_id'])}{suite} — {texte_sur(lien['raison'])} "
            f"{fragments.badge(lien['statut'])}</li>"
        )
    return f"<ul>{''.join(puces)}</ul>" if puces else ""


def _voisinage(vue: Vue, identifiant: str) -> str:
    autour = voisines(vue, identifiant)
    avant = f"←\u00a0{_lien(vue, 'balise', autour.precedente)}" if autour.precedente else ""
    apres = f"{_lien(vue, 'balise', autour.suivante)}\u00a0→" if autour.suivante else ""
    toutes = fragments.lien(chemin("referentiel", reglages(vue)), "Toutes les balises")
    return (
        '<nav class="tp-voisines" aria-label="Balises voisines">'
        f"<span>{avant}</span><span>{toutes}</span><span>{apres}</span></nav>"
    )


def enjeu_choisi(vue: Vue, choix: Filtre) -> None:
    """Show what a chosen enjeu is linked to: themes and concerns, and the other enjeux."""
    if not choix.un:
        return
    enjeu = choix.choix[0]
    siennes = partie(vue, "balises", enjeu)["id"]
    liens = pd.concat([themes_de(vue, "balise", b) for b in siennes])
    st.header("Ce qui s’y relie", anchor=False)
    lies = {b: _themes(vue, b) for b in siennes}
    puces = "".join(f"<li>{_lien(vue, 'balise', b)}{t}</li>" for b, t in lies.items() if t)
    autres = "".join(f"<li>{_lien(vue, 'enjeu', e)}</li>" for e in enjeux(vue)["id"] if e != enjeu)
    st.html(
        (f"<ul>{puces}</ul>" if puces else f"<p>{_SANS_LIEN}</p>")
        + f"<h3>Les autres enjeux</h3><ul>{autres}</ul>"
    )
    blocs.source(vue, liens)


def liste(vue: Vue, montres: list[str]) -> None:
    """Show each enjeu with its balises, its modes de faire and its dispositifs."""
    st.html("".join(_enjeu(vue, e) for e in montres))
    tables = [partie(vue, table, e) for table in PARTIES for e in montres]
    blocs.source(vue, enjeux(vue)[enjeux(vue)["id"].isin(montres)], *tables)


@par_vue
def _enjeu(vue: Vue, identifiant: str) -> str:
    e = rangee(enjeux(vue), identifiant, Enjeux)
    colonnes = "".join(
        f"<div><h4>{_TITRES[table]}\u00a0({len(partie(vue, table, identifiant))})</h4>"
        f"{_puces(vue, table, identifiant)}</div>"
        for table in PARTIES
    )
    return (
        f'<section class="tp-enjeu"><h3>{_lien(vue, "enjeu", identifiant)}</h3>'
        f'<p class="tp-note">{_place(vue, e)}</p>'
        f'<div class="tp-colonnes">{colonnes}</div></section>'
    )


def _place(vue: Vue, enjeu: Enjeux) -> str:
    tous = chapitres(vue)
    chapitre = rangees(tous[tous["id"] == enjeu["chapitre_id"]], Chapitres)
    if not chapitre or chapitre[0]["numero"] is None:
        return "Chapitre sans numéro dans le sommaire."
    return f"Chapitre {chapitre[0]['numero']} du document."


def _puces(vue: Vue, table: str, enjeu: str) -> str:
    lignes = rangees(partie(vue, table, enjeu), Partie)
    if table == "balises":
        noms = [_lien(vue, "balise", b["id"]) for b in lignes]
    else:
        noms = [texte_sur(p["titre"]) for p in lignes]
    return f"<ul>{''.join(f'<li>{nom}</li>' for nom in noms)}</ul>"


def document(vue: Vue) -> None:
    """Show the hypotheses that the workshop started from, and the whole table of contents."""
    st.html(_document(vue))
    blocs.source(
        vue, lignes_visibles(vue, "hypotheses"), chapitres(vue), lignes_visibles(vue, "sections")
    )


@par_vue
def _document(vue: Vue) -> str:
    hypotheses = lignes_visibles(vue, "hypotheses").sort_values("ordre")["libelle"]
    puces = "".join(f"<li>{texte_sur(h)}</li>" for h in hypotheses)
    tous = rangees(chapitres(vue), Chapitres)
    transverses = "".join(_chapitre(vue, c) for c in tous if c["transverse"])
    autres = "".join(_chapitre(vue, c) for c in tous if not c["transverse"])
    return (
        f"<h3>Les hypothèses de départ</h3><ol>{puces}</ol>"
        f'<h3>Les chapitres transverses</h3><ul class="tp-chapitres">{transverses}</ul>'
        f'<h3>Les autres chapitres</h3><ul class="tp-chapitres">{autres}</ul>'
    )


def _chapitre(vue: Vue, chapitre: Chapitres) -> str:
    numero = "" if chapitre["numero"] is None else f"{chapitre['numero']}. "
    porte = enjeux(vue)[enjeux(vue)["chapitre_id"] == chapitre["id"]]["id"].to_list()
    titre = _lien(vue, "enjeu", porte[0], chapitre["titre"]) if porte else ""
    puces = "".join(f"<li>{texte_sur(s)}</li>" for s in sections(vue, chapitre["id"])["titre"])
    return (
        f"<li><strong>{numero}{titre or texte_sur(chapitre['titre'])}</strong>"
        f"{f'<ul>{puces}</ul>' if puces else ''}</li>"
    )


def image(vue: Vue, montres: list[str]) -> None:
    """Draw the référentiel in one picture; the list that follows says the same."""
    montrer(
        vue,
        lambda sombre: carte_du_referentiel(list(_boites(vue, montres)), sombre),
        ("referentiel", tuple(montres)),
        f"Le référentiel en boîtes emboîtées\u00a0: {resultat(vue, montres)}. La liste qui suit "
        "dit la même chose.",
        large=True,
    )
    st.html(
        '<p class="tp-note">La taille des boîtes ne mesure rien. Les titres des enjeux sont '
        "abrégés ici, entiers dans la liste.</p>"
    )
    blocs.source(vue, *(partie(vue, table, e) for table in PARTIES for e in montres))


def _boites(vue: Vue, montres: list[str]) -> Iterator[Boite]:
    for e in montres:
        yield Boite(e, "", "enjeux", "Enjeu", objets(vue, "enjeu")[e])
        for table, (mot, _) in PARTIES.items():
            for p in rangees(partie(vue, table, e), Partie):
                rang = f" {e}.{p['rang']}" if table == "balises" else ""
                yield Boite(p["id"], e, table, f"{mot.capitalize()}{rang}", p["titre"])


def chiffres(vue: Vue) -> None:
    """Show how many enjeux and balises the sommaire lists."""
    blocs.chiffres(vue, [PROGRAMME[c](vue) for c in ("enjeux", "balises")])


def titres_des_balises(vue: Vue) -> dict[str, str]:
    """Name every balise, by id, in order."""
    return {b: objets(vue, "balise")[b] for b in balises(vue)}
