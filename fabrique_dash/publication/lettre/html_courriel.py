"""The letter as an e-mail: one self-contained HTML file, tables and inlined styles, no image.

Mail programs drop style sheets and block remote images: nothing here needs either.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup, escape

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.lettre.balisage import Morceau, morceaux
from fabrique_dash.publication.lettre.mentions import Appareil
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe, Rubrique

_POLICE = html("font-family:Verdana,'DejaVu Sans',Arial,sans-serif;")
_ENCRE, VIOLET, _GRIS, _PAPIER = "#1f1b2d", "#332288", "#524e47", "#faf7f1"
_CORPS = html("{}font-size:16px;line-height:1.55;color:{};", _POLICE, _ENCRE)
PARAGRAPHE = html("margin:0 0 14px 0;{}", _CORPS)
# Outlook for Windows drops the padding of a list, and its bullets with it: the margin stays.
LISTE = html("margin:0 0 14px 22px;padding:0;{}", _CORPS)
_TITRE = html("margin:0;{}font-size:25px;line-height:1.25;color:#ffffff;font-weight:bold;", _POLICE)
RUBRIQUE = html("margin:0 0 12px 0;{}font-size:20px;line-height:1.3;color:{};", _POLICE, VIOLET)
NOTE = html("margin:0 0 6px 0;{}font-size:13px;line-height:1.5;color:{};", _POLICE, _GRIS)
_SOURCES = "Sources"
_APPEL = "font-size:12px;line-height:0;vertical-align:super;"


def _morceau(morceau: Morceau) -> Markup:
    if morceau.adresse:
        return html('<a href="{}" style="color:{};">{}</a>', morceau.adresse, VIOLET, morceau.texte)
    return html("<strong>{}</strong>", morceau.texte) if morceau.gras else escape(morceau.texte)


def _ligne(paragraphe: Paragraphe, appareil: Appareil) -> Markup:
    texte = joindre(_morceau(m) for m in morceaux(paragraphe.corps))
    numeros = appareil.appels(paragraphe)
    appel = html('&nbsp;<span style="{}">[{}]</span>', _APPEL, numeros) if numeros else ""
    return html("{}{}", texte, appel)


def _corps(rubrique: Rubrique, appareil: Appareil) -> Markup:
    corps = Markup()
    for puces, siens in groupby(rubrique.paragraphes, key=lambda p: p.puce):
        lignes = [_ligne(p, appareil) for p in siens]
        if puces:
            points = joindre(
                html('<li style="margin:0 0 6px 0;">{}</li>', ligne) for ligne in lignes
            )
            corps += html('<ul style="{}">{}</ul>', LISTE, points)
        else:
            corps += joindre(html('<p style="{}">{}</p>', PARAGRAPHE, ligne) for ligne in lignes)
    return corps


def _rubrique(rubrique: Rubrique, appareil: Appareil) -> Markup:
    tete = html('<h2 style="{}">{}</h2>', RUBRIQUE, rubrique.libelle)
    return html("{}{}", tete, _corps(rubrique, appareil))


def octets_par_partie(brouillon: Brouillon, appareil: Appareil) -> dict[str, int]:
    """Weigh what an editor can shorten: each rubrique and the sources, in bytes, by title."""
    parties = {r.libelle: _rubrique(r, appareil) for r in brouillon.pleines}
    parties[_SOURCES] = _notes(appareil)
    return {titre: len(partie.encode("utf-8")) for titre, partie in parties.items()}


def _notes(appareil: Appareil) -> Markup:
    lignes = joindre(
        html('<p style="{}">[{}] {}</p>', NOTE, rang, note)
        for rang, note in enumerate(appareil.notes, start=1)
    )
    titre = html('<h2 style="{}font-size:16px;">{}</h2>', RUBRIQUE, _SOURCES) if lignes else ""
    return html('{}{}<p style="{}">{}</p>', titre, lignes, NOTE, appareil.fin)


def html_de_courriel(brouillon: Brouillon, appareil: Appareil) -> Markup:
    """Write the letter as the HTML of an e-mail.

    Args:
        brouillon: the draft.
        appareil: its notes and last line.
    """
    corps = [_rubrique(rubrique, appareil) for rubrique in brouillon.pleines]
    return enveloppe(brouillon.titre, corps, _notes(appareil))


def _cellule(contenu: Markup, style: str) -> Markup:
    return html('<tr><td style="{}">{}</td></tr>', style, contenu)


def enveloppe(titre: str, corps: Iterable[Markup], fin: Markup) -> Markup:
    """Write an e-mail of ours: its title on a band, its parts, its small print.

    Args:
        titre: the title.
        corps: the parts.
        fin: the small print.
    """
    lignes = _cellule(
        html('<h1 style="{}">{}</h1>', _TITRE, titre),
        f"padding:24px 28px;background-color:{VIOLET};",
    )
    for partie in corps:
        lignes += _cellule(partie, "padding:22px 28px 6px 28px;")
    lignes += _cellule(fin, f"padding:20px 28px;border-top:1px solid #cfc6b6;background:{_PAPIER};")
    attributs = html('role="presentation" cellpadding="0" cellspacing="0" border="0"')
    return html(
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        "<title>{titre}</title>\n</head>\n"
        '<body style="margin:0;padding:0;background-color:{papier};">\n'
        '<table {attributs} width="100%" style="background-color:{papier};"><tr>'
        '<td align="center" style="padding:16px 8px;">\n'
        '<table {attributs} width="600" style="width:100%;max-width:600px;'
        'background-color:#ffffff;text-align:left;">\n{lignes}\n</table>\n'
        "</td></tr></table>\n</body>\n</html>\n",
        titre=titre,
        papier=_PAPIER,
        attributs=attributs,
        lignes=lignes,
    )
