"""What the first view shows of the pages that follow the programme, under their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import PAR_GROUPE
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.parcours import Couple, filtrer
from fabrique_dash.chiffres.suivi.signalements import silence_general
from fabrique_dash.chiffres.tables.carte import territoires_des_groupes, territoires_sur_carte
from fabrique_dash.chiffres.tables.comparaison import matrice_des_themes
from fabrique_dash.chiffres.tables.frise import filtrer as filtrer_les_evenements
from fabrique_dash.chiffres.tables.frise import prochain_et_dernier
from fabrique_dash.chiffres.tables.hors_carte import titre_de_la_carte
from fabrique_dash.chiffres.tables.preoccupations import table_des_preoccupations
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.annee_html import ligne_de_l_annee
from fabrique_dash.graphiques.dessins.carte_svg import petite_carte
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.de_la_vue import (
    lien_de_page,
    liste_d_evenements,
    points_a_regarder,
)
from fabrique_dash.publication.morceaux.essentiel import essentiel
from fabrique_dash.publication.morceaux.resultats import chiffres_cles
from fabrique_dash.publication.premiere_vue.gabarit import (
    LIGNES,
    cartes,
    dessin,
    reste,
    section,
    tableau,
)
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.choix_des_pages import filtre_du_parcours, groupes_compares
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.frise_demandee import filtre_de_la_frise
from fabrique_dash.publication.site.parametres_des_pages import depuis_du_parcours
from fabrique_dash.publication.tables.parcours import chiffres_du_parcours


def accueil(demande: Demande) -> Iterator[Markup]:
    """The announced months, what to look at first, key figures, the small map, the sessions."""
    vue = demande.vue
    yield ligne_de_l_annee(vue)
    yield section("À regarder d’abord", points_a_regarder(vue, points_d_attention(vue)))
    yield section("En chiffres", cartes(vue, chiffres_cles(vue)))
    titre = titre_de_la_carte(vue, territoires_sur_carte(vue))
    yield section(titre, dessin(petite_carte(vue)))
    yield section("Dernier et prochain rendez-vous", _rendez_vous(vue))


def _rendez_vous(vue: Vue) -> Markup:
    prochain, dernier = prochain_et_dernier(vue)
    dits = [
        html("<h3>{}</h3>{}", titre, liste_d_evenements(vue, (evenement["id"],)))
        for titre, evenement in (("Dernier tenu", dernier), ("Prochain annoncé", prochain))
        if evenement is not None
    ]
    toute = html('<p class="tp-suite">{}</p>', lien_de_page(vue, "frise", "Toute la frise"))
    return joindre([*dits, toute])


def carte(demande: Demande) -> Iterator[Markup]:
    """The territories that the filters keep, in a table, and the small map."""
    vue = demande.vue
    if "territoires" in demande["couches"].choix:
        yield dessin(petite_carte(vue))
    colonnes = {
        "libelle": "Territoire",
        "type_territoire": "Type",
        "groupe": "Groupe",
        "statut": "Statut de la participation",
    }
    lignes = territoires_des_groupes(vue, demande["groupes"].choix)
    yield tableau(lignes, colonnes, "Territoires de la cohorte", "territoire", vue=vue)


def frise(demande: Demande) -> Iterator[Markup]:
    """The event that is opened, then those that the filters keep, the nearest to the date."""
    vue = demande.vue
    if ouvert := demande["evenement"].un:
        yield section(objets(vue, "evenement")[ouvert], liste_d_evenements(vue, (ouvert,)))
    lignes = filtrer_les_evenements(vue, filtre_de_la_frise(demande))
    avant = sum(1 for premier in lignes["premier"] if premier and premier <= vue.jour)
    debut = max(0, min(avant - LIGNES // 2, len(lignes) - LIGNES))
    montrees = lignes.iloc[debut : debut + LIGNES]
    colonnes = {"titre": "Événement", "date": "Date", "etat": "État", "lieu": "Lieu"}
    yield tableau(montrees, colonnes, "Événements autour de cette date", "evenement", vue=vue)
    yield reste(len(lignes) - len(montrees))


def parcours(demande: Demande) -> Iterator[Markup]:
    """The counts of the cohort, then who is where: territories × steps."""
    vue = demande.vue
    demande.preciser(depuis_du_parcours(vue))
    if dit := silence_general(vue):
        yield html('<p class="tp-alerte">{}</p>', dit)
    yield cartes(vue, chiffres_du_parcours(vue))
    lignes = filtrer(vue, filtre_du_parcours(demande))
    etapes = rangees(lignes.drop_duplicates("etape_id"), Couple)
    etats = {(c["territoire_id"], c["etape_id"]): c["etat"] for c in rangees(lignes, Couple)}
    tous = rangees(lignes.drop_duplicates("territoire_id"), Couple)
    corps = [
        [
            fragments.lien(adresse(vue, "territoire", t["territoire_id"]), t["territoire"]),
            *(etats[t["territoire_id"], e["etape_id"]] for e in etapes),
        ]
        for t in tous[:LIGNES]
    ]
    liens = [fragments.lien(adresse(vue, "etape", e["etape_id"]), e["etape"]) for e in etapes]
    if corps:
        legende = "Où en est chaque territoire, étape par étape"
        yield fragments.tableau_de_cases(["Territoire", *liens], corps, legende)
        yield reste(len(tous) - len(corps))


def territoires(demande: Demande) -> Iterator[Markup]:
    """What is most useful of the sheet, its perimeter, and links to the other sheets."""
    vue, choisi = demande.vue, demande["territoire"].un
    if not choisi:
        return
    noms = objets(vue, "territoire")
    yield section(noms[choisi], essentiel(vue, choisi))
    autres = (fragments.lien(adresse(vue, "territoire", i), n) for i, n in noms.items())
    yield section("Tous les territoires", fragments.liste(autres))
    yield section("Son périmètre parmi ses voisins", dessin(perimetre(vue, choisi)))


def groupes(demande: Demande) -> Iterator[Markup]:
    """The figures of the groups that are compared, side by side, and their themes."""
    vue, choisis = demande.vue, groupes_compares(demande).choix
    if not choisis:
        return
    noms = [fragments.lien(adresse(vue, "groupe", g), objets(vue, "groupe")[g]) for g in choisis]
    chiffres = [
        [calcul(vue, choisis[0]).libelle, *(calcul(vue, g).valeur_et_unite() for g in choisis)]
        for calcul in PAR_GROUPE.values()
    ]
    yield fragments.tableau_de_cases(["Chiffre", *noms], chiffres, "Chiffres des groupes")
    themes = matrice_des_themes(vue, choisis)
    colonnes = {"groupe": "Groupe"} | {c: c for c in themes.columns[1:]}
    yield tableau(themes, colonnes, "Préoccupations des groupes, par thème")


def preoccupations(demande: Demande) -> Iterator[Markup]:
    """The concerns of the groups, each with its theme."""
    vue = demande.vue
    lignes = table_des_preoccupations(vue)
    colonnes = {"preoccupation": "Préoccupation", "groupe": "Groupe", "theme": "Thème"}
    yield tableau(lignes, colonnes, "Ce qui préoccupe les groupes", "preoccupation", vue=vue)
