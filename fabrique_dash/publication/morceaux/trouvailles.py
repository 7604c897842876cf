"""What a search found, as HTML: the same on its page and in its first view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, guillemets, nombre
from fabrique_dash.chiffres.recherche import lieux as recherche_lieux
from fabrique_dash.chiffres.recherche.entrees import Entree
from fabrique_dash.chiffres.recherche.moteur import (
    GENRES,
    Groupe,
    Resultats,
    Trouvaille,
    combien,
)
from fabrique_dash.chiffres.recherche.mots import surligner
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_de
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.boite import formulaire
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.recherche_demandee import DANS_UN_GENRE, Recherche

_EXEMPLE_MAX = 60  # characters: nobody types more
_AUTOUR = 70  # characters shown on each side of a word found beside the name


def boite(vue: Vue, demandee: Recherche) -> Markup:
    """Make the large box, with the current search."""
    nom = "Recherche dans tout le tableau de bord"
    return formulaire(reglages(vue), nom, "page", demandee.texte)


def trouvailles(vue: Vue, demandee: Recherche) -> tuple[Markup, ...]:
    """Show the results, a block for each kind, or what can be searched when there is none."""
    if demandee.groupes:
        return _resultats(vue.donnees, vue.cohorte, vue.jour, demandee)
    return (_que_chercher(vue, demandee.texte),)


@par_donnees
def _resultats(
    donnees: Donnees, cohorte: str, jour: date, demandee: Recherche
) -> tuple[Markup, ...]:
    vue = vue_de(donnees, cohorte, jour)
    texte, genre, resultats = demandee.texte, demandee.genre, demandee.resultats
    return (
        _precautions(resultats) + _choix_du_genre(vue, texte, genre, resultats),
        *(_groupe(vue, texte, g, resultats.cherches) for g in demandee.groupes),
    )


def _precautions(resultats: Resultats) -> Markup:
    """Tell what was searched instead of what was typed, when it is not the same."""
    dits = [
        f"{guillemets(mot)} a été lu aussi {enumeration([guillemets(p) for p in proches], 'ou')}."
        for mot, proches in resultats.corriges
    ]
    if resultats.lus:
        lus = enumeration([guillemets(lu) for lu in resultats.lus], "ou")
        dits = [f"Aucun résultat pour {guillemets(resultats.texte)}\u00a0: voici ceux de {lus}."]
    return joindre(html('<p class="tp-note">{}</p>', dit) for dit in dits)


def _choix_du_genre(vue: Vue, texte: str, genre: str, resultats: Resultats) -> Markup:
    """Links that keep one kind only; none when a single kind answers."""
    if not texte or (len(resultats.groupes) < 2 and not genre):
        return Markup()
    choix = [("", "Tout", resultats.total)]
    choix += [(g.genre, GENRES[g.genre], g.total) for g in resultats.groupes]
    liens = joindre(
        html(
            '<li>{} <span class="tp-note">{}</span></li>',
            _lien_de_genre(vue, texte, cle, nom, ici=cle == genre),
            nombre(total),
        )
        for cle, nom, total in choix
    )
    return html('<nav aria-label="Genres de résultats"><ul class="tp-genres">{}</ul></nav>', liens)


def _lien_de_genre(vue: Vue, texte: str, genre: str, nom: str, *, ici: bool) -> Markup:
    if ici:
        return html('<strong aria-current="true">{}</strong>', nom)
    voulus = {cle: valeur for cle, valeur in (("q", texte), ("genre", genre)) if valeur}
    return fragments.lien(chemin("recherche", {**voulus, **reglages(vue)}), nom)


def _groupe(vue: Vue, texte: str, groupe: Groupe, cherches: Sequence[str]) -> Markup:
    lignes = joindre(_trouvaille(vue, t, cherches) for t in groupe.trouvailles)
    reste = groupe.total - len(groupe.trouvailles)
    suite = ""
    if reste and len(groupe.trouvailles) < DANS_UN_GENRE:
        libelle = f"Voir les {nombre(min(groupe.total, DANS_UN_GENRE))}"
        libelle += " premiers résultats" if groupe.total > DANS_UN_GENRE else " résultats"
        lien = _lien_de_genre(vue, texte, groupe.genre, libelle, ici=False)
        suite = html('<p class="tp-suite">{}</p>', lien)
    elif reste:
        suite = html(
            '<p class="tp-note">… et {}\u00a0: précisez la recherche, '
            "par exemple avec le département.</p>",
            compte(reste, "autre"),
        )
    return html(
        "<h2>{genres} "
        '<span class="tp-note">{compte}</span></h2>'
        '<ul class="tp-trouvailles">{lignes}</ul>{suite}',
        genres=GENRES[groupe.genre],
        compte=compte(groupe.total, "résultat"),
        lignes=lignes,
        suite=suite,
    )


def _trouvaille(vue: Vue, trouvee: Trouvaille, cherches: Sequence[str]) -> Markup:
    entree = trouvee.entree
    nom = _marque(entree.nom, cherches)
    lien = _adresse(vue, entree)
    if lien:
        nom = html('<a class="tp-lien" href="{}" target="_self">{}</a>', lien, nom)
    lignes = [html("<strong>{}</strong>", nom), _marque(entree.precision, cherches)]
    if html("<mark>") not in joindre(lignes):
        lignes.append(_extrait(entree.details, cherches))
    if trouvee.reponse:
        lignes.append(_reponse(vue, trouvee))
    return html("<li>{}</li>", joindre((ligne for ligne in lignes if ligne), html("<br>")))


def _adresse(vue: Vue, entree: Entree) -> str:
    if entree.cible is None:
        return ""
    nature, identifiant = entree.cible
    if nature == "page":
        return chemin(identifiant, reglages(vue))
    return adresse(vue, nature, identifiant)


def _reponse(vue: Vue, trouvee: Trouvaille) -> Markup:
    """Answer « is it in a pilot territory? »; the territory's sheet is one click away."""
    dit = trouvee.reponse
    if dit is None:
        return Markup()
    fiche = ""
    if dit.territoire and trouvee.entree.cible is None:
        nom = objets(vue, "territoire")[dit.territoire]
        fiche = " " + fragments.lien(
            adresse(vue, "territoire", dit.territoire), f"Fiche\u00a0: {nom}"
        )
    return html("Territoire pilote\u202f? <b>{}</b>, {}{}", dit.verdict, dit.phrase, fiche)


def _marque(texte: str, cherches: Sequence[str]) -> Markup:
    return joindre(
        html("<mark>{}</mark>", morceau) if trouve else escape(morceau)
        for morceau, trouve in surligner(texte, cherches)
    )


def _extrait(details: str, cherches: Sequence[str]) -> Markup:
    """Show the words found beside the name, with what stands around them; nothing otherwise."""
    morceaux = surligner(details, cherches)
    rang = next((i for i, (_, trouve) in enumerate(morceaux) if trouve), None)
    if rang is None:
        return Markup()
    avant = "".join(m for m, _ in morceaux[:rang])
    apres = "".join(m for m, _ in morceaux[rang + 1 :])
    debut = ("… " if len(avant) > _AUTOUR else "") + avant[-_AUTOUR:]
    fin = apres[:_AUTOUR] + (" …" if len(apres) > _AUTOUR else "")
    return html("{}<mark>{}</mark>{}", debut, morceaux[rang][0], _marque(fin, cherches))


@par_vue
def _que_chercher(vue: Vue, texte: str) -> Markup:
    rien = ""
    if texte:
        rien = html(
            "<p><strong>Rien ne répond à {} à cette date.</strong> "
            "Essayez moins de mots, ou un code Insee (le code postal n’est pas connu ici).</p>",
            guillemets(texte),
        )
    exemples = joindre((_exemple(vue, mot) for mot in _exemples(vue)), ", ")
    genres = joindre(
        html(
            '<li>{} <span class="tp-note">{}</span></li>',
            _genre_a_parcourir(vue, genre),
            nombre(total),
        )
        for genre, total in combien(vue).items()
    )
    return html(
        "{rien}<p><strong>Votre commune est-elle dans un territoire pilote\u202f?</strong> "
        "Tapez son nom ou son code Insee, ou le nom ou le code Siren de son intercommunalité, "
        "un département ou une région. "
        "Les accents, les majuscules, les traits d’union, «\u00a0St\u00a0» et une faute de frappe "
        "ne changent rien.</p><p>Par exemple\u00a0: {exemples}.</p>"
        '<h2>Ce qui se cherche à cette date</h2><ul class="tp-genres">{genres}</ul>'
        '<p class="tp-note">Communes et intercommunalités sont celles du découpage donné en '
        "source, pas celles de la date de référence.</p>",
        rien=rien,
        exemples=exemples,
        genres=genres,
    )


def _exemples(vue: Vue) -> list[str]:
    """Searches that find something, taken from the data."""
    nommes = vue.territoires[vue.territoires["nom"] != ""]
    codes = nommes["code_insee"][nommes["code_insee"] != ""]
    premiers = [next(iter(objets(vue, nature).values()), "") for nature in ("groupe", "acteur")]
    seances = vue.seances["titre"].head(1)
    exemples = [*nommes["nom"].head(2), *codes.tail(1), *seances, *premiers, "balises"]
    return [str(e) for e in exemples if 0 < len(e) <= _EXEMPLE_MAX]


def _exemple(vue: Vue, mot: str) -> Markup:
    return fragments.lien(chemin("recherche", {"q": mot, **reglages(vue)}), mot)


def _genre_a_parcourir(vue: Vue, genre: str) -> Markup:
    if genre in recherche_lieux.GENRES:
        return escape(GENRES[genre])
    return _lien_de_genre(vue, "", genre, GENRES[genre], ici=False)
