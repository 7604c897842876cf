"""The Villes pairs participants on the outline of France, as the body of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import FINE, compte
from fabrique_dash.chiffres.tables.carte import SANS_POSITION, ParticipantPlace, ParticipantSurCarte
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.graphiques.dessins.carte_svg import reperes_des_participants
from fabrique_dash.graphiques.dessins.france_svg import (
    contenu,
    couleur_de_marque,
    plan_pour,
)
from fabrique_dash.graphiques.images.carte import GRAND, STYLE
from fabrique_dash.graphiques.images.planche import (
    INTERIEUR,
    TEXTE,
    Corps,
    avec_halo,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR, forme

_CADRAGE = replace(GRAND, rayon=9.0, ecart=20.0)
_DECALAGE = (INTERIEUR - GRAND.largeur) / 2
_RANG, _TAILLE = 32, 19


def hors_carte(participants: pd.DataFrame) -> str:
    """Say how many participants no map shows, which and why; empty when all are shown.

    Args:
        participants: rows of `chiffres.carte.participants_sur_carte`.
    """
    absents = participants[participants["lat"].isna()]
    anonymes = absents["code_commune"] == ""
    dits = (
        _absents(absents[anonymes], "sans commune connue"),
        _absents(absents[~anonymes], SANS_POSITION),
    )
    return " ".join(filter(None, dits))


def _absents(lignes: pd.DataFrame, raison: str) -> str:
    noms = f"{FINE}; ".join(
        f"{p['nom']} ({p['lieu']}, saison {p['saison']})"
        for p in rangees(lignes, ParticipantSurCarte)
    )
    nombre = compte(len(lignes), "participant")
    return f"{nombre} hors carte, {raison}\u00a0: {noms}." if noms else ""


def corps(donnees: Donnees, participants: pd.DataFrame, saisons: Mapping[int, str]) -> Corps:
    """Draw the participants whose commune is known, and what their marks mean.

    Args:
        donnees: the data package, for the outlines.
        participants: rows of `chiffres.carte.participants_sur_carte`.
        saisons: words for each season, by its number.
    """
    places = participants.dropna(subset=["lat"])
    reperes = [
        replace(repere, libelle=_nom(p, repere.certain))
        for repere, p in zip(
            reperes_des_participants(places), rangees(places, ParticipantPlace), strict=True
        )
    ]
    plan = plan_pour(donnees, [(r.lon, r.lat) for r in reperes], _CADRAGE)
    carte = avec_halo(contenu(donnees, plan, reperes, CLAIR.groupe))
    haut = plan.hauteur + 18.0
    legende, y = _legende(saisons, bool((participants["statut_lieu"] == Statut.DEDUIT).any()))
    absents = couper(hors_carte(participants), _TAILLE, INTERIEUR) if len(participants) else []
    dits, fin = paragraphe(0, y + 27, [a for a in absents if a], _TAILLE)
    return Corps(
        html(
            '<g class="tp-carte-noms" transform="translate({decalage:.1f} 0)">{carte}</g>'
            '<g transform="translate(0 {haut:.1f})">{legende}{dits}</g>',
            decalage=_DECALAGE,
            carte=carte,
            haut=haut,
            legende=legende,
            dits=dits,
        ),
        haut + fin - 19,
        STYLE,
    )


def _nom(participant: ParticipantPlace, certain: bool) -> str:
    """Say the season beside the name: the marks of neighbouring towns hide each other."""
    return f"{participant['nom']} ({participant['saison']}{'' if certain else '*'})"


def _legende(saisons: Mapping[int, str], deduits: bool) -> tuple[Markup, float]:
    """Write what each shape means.

    Returns:
        The SVG, and its height.
    """
    signes = [(CLAIR.groupe(n - 1), "certain", forme(n - 1), mots) for n, mots in saisons.items()]
    if deduits:
        signes.append(
            (TEXTE, "incertain", forme(0), "forme vide, astérisque\u00a0: commune déduite")
        )
    morceaux = [
        html(
            '<g class="tp-marque--{style}" style="{couleur}" '
            'transform="translate(14 {y}) scale(11)">{dessin}</g>',
            style=style,
            couleur=couleur_de_marque(couleur, style == "certain"),
            y=rang * _RANG + 10,
            dessin=dessin,
        )
        + ligne(40, rang * _RANG + 17, mots, _TAILLE)
        for rang, (couleur, style, dessin, mots) in enumerate(signes)
    ]
    return joindre(morceaux), float(len(signes) * _RANG)
