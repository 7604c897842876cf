"""What the first view shows of the pages that serve to publish, or to find one's way."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from fabrique_dash.chiffres.tables.personnes import personnes_citees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.demandee import chiffres_demandes as chiffres_de_la_lettre
from fabrique_dash.publication.lettre.generation import brouillon, chiffres_choisis
from fabrique_dash.publication.lettre.modele import Brouillon
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.trouvailles import boite, trouvailles
from fabrique_dash.publication.premiere_vue.gabarit import LIGNES, cartes, reste, section, tableau
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.choix_des_pages import chiffres_demandes, periode_demandee
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pagination import page_demandee
from fabrique_dash.publication.site.recherche_demandee import recherche as recherche_demandee
from fabrique_dash.publication.tables.lue import LIGNES_PAR_PAGE, lignes_lues, table_lue


def chiffres(demande: Demande) -> Iterator[Markup]:
    """The figures that the filters keep, each with its sources and status."""
    vue = demande.vue
    entrees = chiffres_demandes(demande)
    yield cartes(vue, [e.calculer(vue) for e in entrees[:LIGNES]])
    yield reste(len(entrees) - LIGNES)


def lettre_proposee(demande: Demande) -> Brouillon:
    """Return the draft that the data gives for what an address asks for."""
    debut, fin = periode_demandee(demande)
    choisis = chiffres_choisis(demande.vue, chiffres_de_la_lettre(demande))
    return brouillon(demande.vue, debut, fin, choisis)


def lettre(demande: Demande) -> Iterator[Markup]:
    """The draft of the letter, as the data gives it: only the application can edit it."""
    proposee = lettre_proposee(demande)
    yield html("<h2>{}</h2>", proposee.titre)
    for rubrique in proposee.pleines:
        textes = fragments.liste(texte_nu(p.corps) for p in rubrique.paragraphes)
        yield html("<h3>{}</h3>{}", rubrique.libelle, textes)


def donnees(demande: Demande) -> Iterator[Markup]:
    """The rows of the table that is opened, those of the page asked for, and the other tables."""
    vue, lue = demande.vue, table_lue(demande)
    lignes = lignes_lues(vue, lue.table.nom, lue.ids)
    montrees = page_demandee(demande, len(lignes), LIGNES_PAR_PAGE)
    titres = {champ.nom: champ.titre for champ in lue.table.champs} | {"etat": "État"}
    yield html("<p>{}</p>", lue.table.description)
    colonnes = {c: titres[c] for c in lignes.columns}
    yield tableau(lignes.iloc[montrees], colonnes, lue.table.titre)
    yield section("Toutes les tables", _tables(vue))


def _tables(vue: Vue) -> Markup:
    return fragments.liste(
        fragments.lien(chemin("donnees", {"table": t.nom, **reglages(vue)}), t.titre)
        for t in vue.donnees.descripteur.tables.values()
    )


def recherche(demande: Demande) -> Iterator[Markup]:
    """The box, then what was found by kind, or what can be searched."""
    trouve = recherche_demandee(demande)
    yield boite(demande.vue, trouve)
    yield from trouvailles(demande.vue, trouve)


def a_propos(demande: Demande) -> Iterator[Markup]:
    """What the site is and is not, and the people named."""
    yield html(
        "<p>Ce tableau de bord aide à suivre et à raconter le programme <em>Territoires "
        "Pilotes</em> de La Fabrique des Transitions. Ce <strong>n’est pas un site de "
        "l’État</strong>, ni une liste officielle, ni un classement.</p>"
    )
    lignes = personnes_citees(demande.vue)
    colonnes = {"nom": "Nom", "fonctions": "Fonctions", "source_id": "Source"}
    legende = "Personnes nommées"
    yield tableau(lignes, colonnes, legende, "acteur", vue=demande.vue)
