"""What the first view shows of the pages of the programme's memory, under their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from fabrique_dash.chiffres.calculs import memoire_du_programme
from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import la_choisie, lignes_visibles, objets
from fabrique_dash.chiffres.tables.alliance import acteurs_retenus, dates_de_l_alliance
from fabrique_dash.chiffres.tables.carte import participants_des_saisons
from fabrique_dash.chiffres.tables.lettres import lettres_parues
from fabrique_dash.chiffres.tables.referentiel import partie
from fabrique_dash.chiffres.tables.sources import sources_montrees
from fabrique_dash.graphiques.dessins.carte_svg import carte_des_participants
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.resultats import enjeux_montres, saisons_montrees
from fabrique_dash.publication.premiere_vue.gabarit import cartes, dessin, tableau
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.demande import Demande


def referentiel(demande: Demande) -> Iterator[Markup]:
    """How much it holds, then each enjeu with its balises."""
    vue = demande.vue
    yield cartes(vue, [PROGRAMME[c](vue) for c in ("enjeux", "balises")])
    noms, balises = objets(vue, "enjeu"), objets(vue, "balise")
    for enjeu in enjeux_montres(demande):
        siennes = fragments.liste(
            fragments.lien(adresse(vue, "balise", b), balises[b])
            for b in partie(vue, "balises", enjeu)["id"]
        )
        titre = fragments.lien(adresse(vue, "enjeu", enjeu), noms[enjeu])
        yield html("<h2>{}</h2>{}", titre, siennes)


def villes_pairs(demande: Demande) -> Iterator[Markup]:
    """How many took part, the map of those whose place is known, and their list."""
    vue, saisons = demande.vue, saisons_montrees(demande)
    noms = ("participants_annonces", "participants_villes_pairs")
    yield cartes(vue, [PROGRAMME[c](vue) for c in noms])
    lignes = participants_des_saisons(vue, saisons)
    colonnes = {"nom": "Participant", "saison": "Saison", "nature": "Nature", "lieu": "Lieu"}
    yield tableau(lignes, colonnes, "Participants de l’atelier", "participant", vue=vue)
    if not lignes.empty:
        yield dessin(carte_des_participants(vue, saisons))


def alliance(demande: Demande) -> Iterator[Markup]:
    """Its chantiers, its dates, then the people and organisations that the sources name."""
    vue, choisi = demande.vue, demande["chantier"].un
    chantiers = la_choisie(lignes_visibles(vue, "chantiers").sort_values("numero"), choisi)
    colonnes = {"titre": "Chantier", "porteurs": "Porté par", "pourquoi": "Pourquoi"}
    yield tableau(chantiers, colonnes, "Les chantiers", "chantier", vue=vue)
    colonnes = {"titre": "Événement", "date": "Date", "etat": "État"}
    dates = dates_de_l_alliance(vue, choisi)
    yield tableau(dates, colonnes, "Le calendrier", "evenement", vue=vue)
    acteurs = acteurs_retenus(vue, demande["natures"].choix, choisi)
    colonnes = {"nom": "Nom", "nature": "Nature", "description": "Description"}
    yield tableau(acteurs, colonnes, "Personnes et organisations citées", "acteur", vue=vue)


def lettres(demande: Demande) -> Iterator[Markup]:
    """The letters that had appeared, in a table."""
    vue = demande.vue
    lignes = la_choisie(lettres_parues(vue), demande["lettre"].un)
    colonnes = {
        "nom": "Lettre",
        "edito": "Titre de l’édito",
        "parution": "Parution",
        "lignes": "Lignes de données",
    }
    yield cartes(vue, [memoire_du_programme.newsletters(vue)])
    yield tableau(lignes, colonnes, "Lettres repérées", "newsletter", ("lignes",), vue)


def sources(demande: Demande) -> Iterator[Markup]:
    """How many disagreements and gaps are known, then the sources."""
    vue = demande.vue
    yield cartes(vue, [memoire_du_programme.divergences(vue), memoire_du_programme.manques(vue)])
    lignes = la_choisie(sources_montrees(vue), demande["source"].un)
    colonnes = {
        "id": "Code",
        "citation": "Référence",
        "parution": "Parution",
        "principales": "Lignes",
    }
    yield tableau(lignes, colonnes, "Sources", "source", ("principales",), vue)
