"""What each page shows and how much, in a few words: the same on the page and in its first view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fabrique_dash.chiffres.calculs import memoire_du_programme, programme
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import la_choisie, objets
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, majuscule
from fabrique_dash.chiffres.recherche import lieux
from fabrique_dash.chiffres.recherche.moteur import combien
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.parcours import filtrer as couples_retenus
from fabrique_dash.chiffres.tables.alliance import acteurs_retenus, dates_de_l_alliance
from fabrique_dash.chiffres.tables.carte import (
    SANS_NOM,
    participants_des_saisons,
    territoires_des_groupes,
)
from fabrique_dash.chiffres.tables.frise import evenements_par_etat
from fabrique_dash.chiffres.tables.hors_carte import compte_sur_la_carte
from fabrique_dash.chiffres.tables.lettres import lettres_parues
from fabrique_dash.chiffres.tables.personnes import personnes_citees
from fabrique_dash.chiffres.tables.referentiel import PARTIES, enjeux, partie
from fabrique_dash.chiffres.tables.sources import sources_montrees
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.choix_des_pages import (
    combien_de_chiffres,
    filtre_du_parcours,
    groupes_compares,
)
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.frise_demandee import filtre_de_la_frise
from fabrique_dash.publication.site.recherche_demandee import recherche
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.tables.lue import lignes_lues, table_lue

_ETATS = [e.value for e in Etat if e is not Etat.NON_MONTRE]
_AU_PLURIEL = {Etat.TENU.value: "tenus", Etat.SANS_DATE.value: "sans date documentée"}


def chiffres_cles(vue: Vue) -> Sequence[Chiffre]:
    """Return the figures that the home page opens with."""
    return [
        programme.territoires_annonces(vue),
        programme.territoires_nommes(vue),
        programme.preoccupations(vue),
        programme.evenements_tenus(vue),
        programme.evenements_a_venir(vue),
        memoire_du_programme.chantiers(vue),
    ]


def _accueil(demande: Demande) -> str:
    """Say where the programme is at the reference date."""
    mois = programme.mois_ecoules(demande.vue)
    if mois.minimum is None:
        return "Le parcours n’est pas lancé à cette date"
    annonces = programme.duree_annoncee(demande.vue)
    suite = "" if annonces.minimum is None else f", pour {annonces.valeur_et_unite()} annoncés"
    if mois.minimum == 0:
        return f"Le parcours vient d’être lancé{suite}"
    return f"Parcours lancé il y a {mois.valeur_et_unite()}{suite}"


def _carte(demande: Demande) -> str:
    """Say how many territories are shown, and how many of them have no place on the map."""
    if "territoires" not in demande["couches"].choix:
        return "Territoires masqués"
    affiches = territoires_des_groupes(demande.vue, demande["groupes"].choix)
    dit = compte_sur_la_carte(affiches)
    reste = int((affiches["hors_carte"] == SANS_NOM).sum())
    return f"{dit}, {compte(reste, 'non documenté', 'non documentés')}" if reste else dit


def _frise(demande: Demande) -> str:
    """Say how many events are shown, by state."""
    nombres = evenements_par_etat(demande.vue, filtre_de_la_frise(demande))
    if not nombres:
        return "Aucun événement"
    detail = ", ".join(
        f"{nombres[e]} {e if nombres[e] < 2 else _AU_PLURIEL.get(e, e)}"
        for e in _ETATS
        if e in nombres
    )
    return f"{compte(sum(nombres.values()), 'événement')} ({detail})"


def _parcours(demande: Demande) -> str:
    """Say how many territories and steps are shown, and how many cells are documented."""
    lignes = couples_retenus(demande.vue, filtre_du_parcours(demande))
    if lignes.empty:
        return "Aucune étape connue"
    documentees = int((lignes["etat"] != Statut.NON_DOCUMENTE).sum())
    return (
        f"{compte(lignes['territoire_id'].nunique(), 'territoire')} × "
        f"{compte(lignes['etape_id'].nunique(), 'étape')}, "
        f"{compte(documentees, 'case documentée', 'cases documentées')} sur {len(lignes)}"
    )


def _territoires(demande: Demande) -> str:
    """Say whose sheet it is, and among how many."""
    tous, choisi = demande.vue.territoires, demande["territoire"].un
    if not choisi:
        return "Aucun territoire dans cette cohorte"
    t = tous[tous["id"] == choisi].iloc[0]
    return f"Fiche\u00a0: {t['libelle']}, {t['numero']} sur {len(tous)}"


def _groupes(demande: Demande) -> str:
    """Say how many groups are compared."""
    choisis = groupes_compares(demande).choix
    return f"{compte(len(choisis), 'groupe')} sur {len(demande.vue.groupes)}"


def _preoccupations(demande: Demande) -> str:
    """Say how many concerns are known, from how many groups."""
    toutes = demande.vue.preoccupations
    if toutes.empty:
        return "Aucune préoccupation connue à cette date"
    groupes = toutes["groupe_id"].nunique()
    return f"{compte(len(toutes), 'préoccupation')}, {compte(groupes, 'groupe')}"


def _referentiel(demande: Demande) -> str:
    """Say how much of the référentiel is shown."""
    return etendue_du_referentiel(demande.vue, enjeux_montres(demande))


def enjeux_montres(demande: Demande) -> list[str]:
    """List the enjeux to show: the one that was chosen, or all."""
    choisi = demande["enjeu"].un
    return [choisi] if choisi else list(enjeux(demande.vue)["id"])


def etendue_du_referentiel(vue: Vue, montres: Sequence[str]) -> str:
    """Count what some enjeux of the référentiel hold, in words."""
    if not montres:
        return "Référentiel encore inconnu à cette date"
    dits = [compte(len(montres), "enjeu", "enjeux")]
    for table, (un, plusieurs) in PARTIES.items():
        nombre = sum(len(partie(vue, table, e)) for e in montres)
        dits.append(compte(nombre, un, plusieurs))
    return ", ".join(dits)


def _villes_pairs(demande: Demande) -> str:
    """Say how many seasons and participants are shown."""
    saisons = saisons_montrees(demande)
    if not saisons:
        return "Aucune saison achevée"
    nombre_de_saisons = compte(len(saisons), "saison achevée", "saisons achevées")
    participants = compte(len(participants_des_saisons(demande.vue, saisons)), "participant")
    return f"{nombre_de_saisons}, {participants}"


def saisons_montrees(demande: Demande) -> tuple[str, ...]:
    """Return the ids of the seasons to show: the one that was chosen, or all."""
    return demande["saison"].choix or tuple(objets(demande.vue, "saison"))


def _alliance(demande: Demande) -> str:
    """Say how many chantiers, dates and actors are shown."""
    vue, choisi = demande.vue, demande["chantier"].un
    chantiers = 1 if choisi else len(objets(vue, "chantier"))
    dates = len(dates_de_l_alliance(vue, choisi))
    acteurs = len(acteurs_retenus(vue, demande["natures"].choix, choisi))
    return f"{compte(chantiers, 'chantier')}, {compte(dates, 'date')}, {compte(acteurs, 'acteur')}"


def _lettres(demande: Demande) -> str:
    """Say how many letters are shown."""
    nombre = 1 if demande["lettre"].un else len(lettres_parues(demande.vue))
    if not nombre:
        return "Aucune lettre certainement parue"
    return compte(nombre, "lettre certainement parue", "lettres certainement parues")


def _sources(demande: Demande) -> str:
    """Say how many sources are shown, and how many rows of the data rest on them."""
    lignes = la_choisie(sources_montrees(demande.vue), demande["source"].un)
    combien_de = compte(int(lignes["principales"].sum()), "ligne de données", "lignes de données")
    return f"{compte(len(lignes), 'source')}, {combien_de}"


def _chiffres(demande: Demande) -> str:
    """Say how many figures are shown, of how many."""
    montres, connus = combien_de_chiffres(demande)
    return f"{compte(montres, 'chiffre')} sur {connus} connus"


def _donnees(demande: Demande) -> str:
    """Say how many rows are shown."""
    lue = table_lue(demande)
    nombre = len(lignes_lues(demande.vue, lue.table.nom, lue.ids))
    return f"{compte(nombre, 'ligne')} de la table «\u00a0{lue.table.titre}\u00a0»"


def _recherche(demande: Demande) -> str:
    """Say how much was found, or can be."""
    demandee = recherche(demande)
    if not demandee.vide:
        return compte(sum(g.total for g in demandee.groupes), "résultat")
    nombres = combien(demande.vue)
    officiels = [
        compte(nombres["commune"], "commune ou commune associée", "communes et communes associées"),
        compte(nombres["epci"], "intercommunalité"),
        compte(nombres["region"], "région"),
    ]
    choses = sum(n for genre, n in nombres.items() if genre not in lieux.GENRES)
    return f"{enumeration([compte(choses, 'fiche'), *officiels])} à trouver"


def _a_propos(demande: Demande) -> str:
    """Say how many people are named at the date."""
    nombre = len(personnes_citees(demande.vue))
    return compte(nombre, "personne nommée", "personnes nommées")


SANS_JOURNAL = (
    "Ces données se lisent dans un dossier, sans journal\u00a0: elles ne se changent pas ici, et "
    "leur histoire n’est pas gardée. Qui tient la machine en ouvre un par « make run », ou en "
    "invitant quelqu’un (docs/mettre-a-jour.md)."
)


def _mise_a_jour(demande: Demande) -> str:
    """Say how much there is to look at, at the date."""
    return compte(len(points_d_attention(demande.vue)), "point à regarder", "points à regarder")


def _historique(demande: Demande) -> str:
    """Say which publication is shown."""
    return majuscule(mentions(demande.vue.donnees).publication) or "Données sans journal"


# The letter is apart: what it says is what its editor has made of it.
RESULTATS: Mapping[str, Callable[[Demande], str]] = {
    "accueil": _accueil,
    "carte": _carte,
    "frise": _frise,
    "parcours": _parcours,
    "territoires": _territoires,
    "groupes": _groupes,
    "preoccupations": _preoccupations,
    "referentiel": _referentiel,
    "villes_pairs": _villes_pairs,
    "alliance": _alliance,
    "lettres": _lettres,
    "sources": _sources,
    "chiffres": _chiffres,
    "donnees": _donnees,
    "mise_a_jour": _mise_a_jour,
    "historique": _historique,
    "recherche": _recherche,
    "a_propos": _a_propos,
}
