"""The letter as an e-mail: one self-contained HTML file, tables and inlined styles, no image.

Mail programs drop style sheets and block remote images: nothing here needs either.
"""

from __future__ import annotations

from itertools import groupby

from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.publication.lettre.balisage import Morceau, morceaux
from fabrique_dash.publication.lettre.mentions import Appareil
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe, Rubrique

_POLICE = "font-family:Verdana,'DejaVu Sans',Arial,sans-serif;"
_ENCRE, _VIOLET, _GRIS, _PAPIER = "#1f1b2d", "#332288", "#524e47", "#faf7f1"
_CORPS = f"{_POLICE}font-size:16px;line-height:1.55;color:{_ENCRE};"
_PARAGRAPHE = f"margin:0 0 14px 0;{_CORPS}"
_LISTE = f"margin:0 0 14px 0;padding:0 0 0 22px;{_CORPS}"
_TITRE = f"margin:0;{_POLICE}font-size:25px;line-height:1.25;color:#ffffff;font-weight:bold;"
_RUBRIQUE = f"margin:0 0 12px 0;{_POLICE}font-size:20px;line-height:1.3;color:{_VIOLET};"
_NOTE = f"margin:0 0 6px 0;{_POLICE}font-size:13px;line-height:1.5;color:{_GRIS};"
_APPEL = "font-size:12px;line-height:0;vertical-align:super;"


def _morceau(morceau: Morceau) -> str:
    texte = texte_sur(morceau.texte)
    if morceau.adresse:
        adresse = texte_sur(morceau.adresse)
        return f'<a href="{adresse}" style="color:{_VIOLET};">{texte}</a>'
    return f"<strong>{texte}</strong>" if morceau.gras else texte


def _ligne(paragraphe: Paragraphe, appareil: Appareil) -> str:
    texte = "".join(_morceau(m) for m in morceaux(paragraphe.corps))
    numeros = appareil.appels(paragraphe)
    appel = f'&nbsp;<span style="{_APPEL}">[{numeros}]</span>' if numeros else ""
    return f"{texte}{appel}"


def _corps(rubrique: Rubrique, appareil: Appareil) -> str:
    html = ""
    for puces, siens in groupby(rubrique.paragraphes, key=lambda p: p.puce):
        lignes = [_ligne(p, appareil) for p in siens]
        if puces:
            points = "".join(f'<li style="margin:0 0 6px 0;">{ligne}</li>' for ligne in lignes)
            html += f'<ul style="{_LISTE}">{points}</ul>'
        else:
            html += "".join(f'<p style="{_PARAGRAPHE}">{ligne}</p>' for ligne in lignes)
    return html


def _cellule(contenu: str, style: str) -> str:
    return f'<tr><td style="{style}">{contenu}</td></tr>'


def _notes(appareil: Appareil) -> str:
    lignes = "".join(
        f'<p style="{_NOTE}">[{rang}] {texte_sur(note)}</p>'
        for rang, note in enumerate(appareil.notes, start=1)
    )
    titre = f'<h2 style="{_RUBRIQUE}font-size:16px;">Sources</h2>' if lignes else ""
    return f'{titre}{lignes}<p style="{_NOTE}">{texte_sur(appareil.fin)}</p>'


def html_de_courriel(brouillon: Brouillon, appareil: Appareil) -> str:
    """Write the letter as the HTML of an e-mail.

    Args:
        brouillon: the draft.
        appareil: its notes and last line.
    """
    titre = texte_sur(brouillon.titre)
    lignes = _cellule(
        f'<h1 style="{_TITRE}">{titre}</h1>', f"padding:24px 28px;background-color:{_VIOLET};"
    )
    for rubrique in brouillon.pleines:
        tete = f'<h2 style="{_RUBRIQUE}">{texte_sur(rubrique.libelle)}</h2>'
        lignes += _cellule(f"{tete}{_corps(rubrique, appareil)}", "padding:22px 28px 6px 28px;")
    lignes += _cellule(
        _notes(appareil), f"padding:20px 28px;border-top:1px solid #cfc6b6;background:{_PAPIER};"
    )
    attributs = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>{titre}</title>\n</head>\n"
        f'<body style="margin:0;padding:0;background-color:{_PAPIER};">\n'
        f'<table {attributs} width="100%" style="background-color:{_PAPIER};"><tr>'
        '<td align="center" style="padding:16px 8px;">\n'
        f'<table {attributs} width="600" style="width:100%;max-width:600px;'
        f'background-color:#ffffff;text-align:left;">\n{lignes}\n</table>\n'
        "</td></tr></table>\n</body>\n</html>\n"
    )
