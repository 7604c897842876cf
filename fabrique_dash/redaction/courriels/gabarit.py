"""A message of ours, as text and as HTML: the same words and the same links in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import FINE, INSECABLE, abrege, compte
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.abonnements import nouveau_jeton
from fabrique_dash.journal.courriels import Ecrit
from fabrique_dash.publication.lettre.html_courriel import (
    LISTE,
    NOTE,
    PARAGRAPHE,
    RUBRIQUE,
    VIOLET,
    enveloppe,
)
from fabrique_dash.publication.site.adresses import Parametres, avec_parametres, chemin
from fabrique_dash.publication.site.noms import ancre
from fabrique_dash.publication.site.tenue_a_jour import A_RELIRE, PROPOSITION, VOS_COURRIELS
from fabrique_dash.publication.site.titres import SITE

DESABONNEMENT, CONFIRMATION = "desabonnement", "confirmation"  # the pages that links open
JETON = "jeton"
_AU_PLUS = 30  # lines of a part
_SIGNES_DU_SUJET = 110
_POURQUOI = "Vous recevez ce message parce que vous l’avez demandé sur la page «\u00a0{}\u00a0»."
_CHOISIR = "Choisir ce que je reçois"
_RIEN = "Ne plus rien recevoir"


@dataclass(frozen=True)
class Ligne:
    """One thing that is told: in words, with the address where it is seen, and what else is said.

    Attributes:
        dit: the words of the link.
        lien: the address; empty for none.
        suite: what follows, as it was typed by somebody or said by us.
    """

    dit: str
    lien: str = ""
    suite: str = ""


@dataclass(frozen=True)
class Partie:
    """Several things that are told under a title."""

    titre: str
    lignes: tuple[Ligne, ...]


def lien_de(racine: str, cle: str, parametres: Parametres) -> str:
    """Build the whole address of a page.

    Args:
        racine: where the dashboard is served, without a final slash.
        cle: the page.
        parametres: what it is asked for.
    """
    return absolu(racine, chemin(cle, parametres))


def lien_de_la_proposition(racine: str, proposition: str) -> str:
    """Build the address at which a proposal that waits is read, and reviewed."""
    return f"{lien_de(racine, 'mise_a_jour', {PROPOSITION: proposition})}#{ancre(A_RELIRE)}"


def absolu(racine: str, adresse: str) -> str:
    """Make whole an address inside the application."""
    return f"{racine}/{adresse.removeprefix('./')}"


def lien_a_jeton(racine: str, page: str, jeton: str) -> str:
    """Build the address of a page that a token opens."""
    return f"{racine}/{avec_parametres(page, {JETON: jeton})}"


def une_ligne(texte: str) -> str:
    """Write a text on one line, without the signs that are not seen: nothing in it is a header."""
    lus = (c if c.isprintable() or c in (INSECABLE, FINE) else " " for c in texte)
    return " ".join(mot for mot in "".join(lus).split(" ") if mot)


def sujet_de(texte: str) -> str:
    """Make a subject: one line, no sign that is not read, not too long.

    Args:
        texte: what it says, which may hold what somebody typed.
    """
    return abrege(une_ligne(texte), _SIGNES_DU_SUJET)


def ecrire(racine: str, genre: str, sujet: str, parties: Sequence[Partie]) -> Ecrit:
    """Write a message that one may unsubscribe from.

    Args:
        racine: where the dashboard is served.
        genre: its kind.
        sujet: its subject.
        parties: what it tells.
    """
    jeton, _ = nouveau_jeton()
    pied = (
        Ligne(_CHOISIR, f"{lien_de(racine, 'mise_a_jour', {})}#{ancre(VOS_COURRIELS)}"),
        Ligne(_RIEN, lien_a_jeton(racine, DESABONNEMENT, jeton)),
    )
    pourquoi = _POURQUOI.format("Mettre à jour")
    entieres = [_abregee(racine, partie) for partie in parties]
    propre = sujet_de(sujet)
    return Ecrit(
        genre,
        propre,
        en_texte(entieres, (pourquoi, pied)),
        str(en_html(propre, entieres, (pourquoi, pied))),
        jeton,
    )


Pied = tuple[str, tuple[Ligne, ...]]


def _abregee(racine: str, partie: Partie) -> Partie:
    au_dela = len(partie.lignes) - _AU_PLUS
    if au_dela <= 0:
        return partie
    reste = f"… et {compte(au_dela, 'autre')}"
    suite = Ligne(reste, lien_de(racine, "mise_a_jour", {}))
    return Partie(partie.titre, (*partie.lignes[:_AU_PLUS], suite))


def en_texte(parties: Sequence[Partie], pied: Pied) -> str:
    """Write a message as plain text."""
    blocs = []
    for partie in parties:
        titre = [partie.titre, "-" * len(partie.titre)] if partie.titre else []
        blocs.append("\n".join([*titre, *(_ligne_en_texte(li) for li in partie.lignes)]))
    pourquoi, liens = pied
    fin = [pourquoi, *(f"{li.dit}\u00a0:\n{li.lien}" for li in liens)]
    return "\n\n".join([*blocs, "-- \n" + "\n".join([SITE, *fin])]) + "\n"


def _ligne_en_texte(ligne: Ligne) -> str:
    dites = [f"* {une_ligne(ligne.dit)}"]
    dites += [f"  {une_ligne(ligne.suite)}"] if ligne.suite else []
    dites += [f"  {ligne.lien}"] if ligne.lien else []
    return "\n".join(dites)


def en_html(titre: str, parties: Sequence[Partie], pied: Pied) -> Markup:
    """Write a message as HTML: no image, nothing that is asked of a server."""
    pourquoi, liens = pied
    fin = html('<p style="{}">{}</p>', NOTE, pourquoi) + html(
        '<p style="{}">{}</p>', NOTE, joindre([_lien(li) for li in liens], " · ")
    )
    return enveloppe(titre, [_partie(partie) for partie in parties], fin)


def _partie(partie: Partie) -> Markup:
    titre = html('<h2 style="{}">{}</h2>', RUBRIQUE, partie.titre) if partie.titre else Markup()
    lignes = joindre(
        html(
            '<li style="margin:0 0 10px 0;overflow-wrap:anywhere;">{}{}</li>',
            _lien(ligne),
            html("<br>{}", une_ligne(ligne.suite)) if ligne.suite else "",
        )
        for ligne in partie.lignes
    )
    return html('{}<ul style="{}">{}</ul>', titre, LISTE, lignes)


def _lien(ligne: Ligne) -> Markup:
    dit = une_ligne(ligne.dit)
    if not ligne.lien:
        return html("{}", dit)
    return html('<a href="{}" style="color:{};">{}</a>', ligne.lien, VIOLET, dit)


def demander_de_confirmer(racine: str, genre: str, jours: str) -> tuple[Ecrit, str]:
    """Write the message that asks the owner of an address to confirm it.

    Args:
        racine: where the dashboard is served.
        genre: its kind.
        jours: how long its link serves, in words.

    Returns:
        The message, and the token of its link.
    """
    jeton, _ = nouveau_jeton()
    lien = lien_a_jeton(racine, CONFIRMATION, jeton)
    sujet = f"Confirmez votre adresse\u00a0: {SITE}"
    explication = (
        f"Quelqu’un, vous sans doute, demande que le tableau de bord {SITE} écrive à cette "
        f"adresse. Rien d’autre n’y sera envoyé avant que vous la confirmiez. Le lien sert "
        f"pendant {jours}."
    )
    sinon = "Si ce n’est pas vous, ne faites rien\u00a0: l’adresse sera oubliée."
    texte = f"{explication}\n\n{lien}\n\n{sinon}\n"
    bouton = html(
        '<p style="{}"><a href="{}" style="color:{};font-weight:bold;">{}</a></p>',
        PARAGRAPHE,
        lien,
        VIOLET,
        "Confirmer cette adresse",
    )
    corps = html('<p style="{}">{}</p>', PARAGRAPHE, explication) + bouton
    balisage = enveloppe(sujet, [corps], html('<p style="{}">{}</p>', NOTE, sinon))
    return Ecrit(genre, sujet, texte, str(balisage), None), jeton
