"""What each picture says: title, filters, drawing, sources, licence, alternative text."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.chiffres.catalogue import PAR_GROUPE, catalogue
from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import FINE, compte, enumeration
from fabrique_dash.chiffres.tables.carte import (
    TerritoireSurCarte,
    evenements_sur_carte,
    participants_sur_carte,
    territoires_des_groupes,
)
from fabrique_dash.chiffres.tables.comparaison import matrice_des_themes
from fabrique_dash.chiffres.tables.frise import EvenementDate, filtrer
from fabrique_dash.chiffres.tables.hors_carte import (
    annexes_hors_carte,
    compte_sur_la_carte,
    hors_carte_en_mots,
    sur_la_carte,
    titre_de_la_carte,
)
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.frise_svg import datees
from fabrique_dash.graphiques.dessins.intervalles_plotly import lignes_des_groupes
from fabrique_dash.graphiques.images import carte as image_carte
from fabrique_dash.graphiques.images import chiffres as image_chiffres
from fabrique_dash.graphiques.images import frise as image_frise
from fabrique_dash.graphiques.images import matrice as image_matrice
from fabrique_dash.graphiques.images.planche import Corps, Planche
from fabrique_dash.publication.images.composition import composer, statuts_de
from fabrique_dash.publication.site.contours import contours_de_la_carte
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.frise_demandee import filtre_de_la_frise
from fabrique_dash.publication.site.parametres_des_pages import saisons_des_couches

_ETATS = {e.value: e.value for e in Etat if e is not Etat.NON_MONTRE}


def carte(demande: Demande) -> Planche:
    """Territories on the outline of France, and the layers that are asked for."""
    vue = demande.vue
    groupes, couches = demande["groupes"], demande["couches"].choix
    choisis = groupes.choix
    lignes = territoires_des_groupes(vue, choisis)
    if "territoires" not in couches:
        lignes = lignes.iloc[:0]
    autres: dict[str, pd.DataFrame] = {}
    participants = participants_sur_carte(vue)
    for numero in saisons_des_couches(couches):
        autres[f"Villes pairs, saison {numero}"] = participants[participants["saison"] == numero]
    if "evenements" in couches:
        autres["Lieu d’un événement"] = evenements_sur_carte(vue)
    rattachements = vue.rattachements[vue.rattachements["territoire_id"].isin(lignes["id"])]
    places = sur_la_carte(lignes)
    noms = f"{FINE}; ".join(
        f"{t['libelle']} ({t['groupe']})" for t in rangees(places, TerritoireSurCarte)
    )
    absents = [hors_carte_en_mots(lignes), *map(annexes_hors_carte, autres.values())]
    texte = " ".join(
        [f"Carte de France\u00a0: {noms or 'aucun territoire'}.", *filter(None, absents)]
    )
    return composer(
        vue,
        compte_sur_la_carte(lignes) if groupes.phrase else titre_de_la_carte(vue, lignes),
        image_carte.corps(vue.donnees, lignes, autres),
        texte,
        sources=sources_de(lignes, rattachements, *autres.values()),
        statuts=statuts_de(lignes, *autres.values()),
        filtres=(groupes.phrase, *autres),
        autres=(contours_de_la_carte(vue.donnees, sur_la_carte(lignes), *autres.values()),),
    )


def frise(demande: Demande) -> Planche:
    """Dated events by lane, each with its date and its name."""
    vue = demande.vue
    retenus = filtrer(vue, filtre_de_la_frise(demande))
    dates = retenus[retenus["premier"].notna()]
    sans_date = len(retenus) - len(dates)
    autres = [f"{compte(sans_date, 'événement')} sans date, hors frise."] if sans_date else []
    return composer(
        vue,
        _titre_de_frise(dates),
        image_frise.complete(dates, vue.jour) if len(dates) else Corps(Markup(), 0),
        _liste(dates),
        sources=sources_de(retenus),
        statuts=statuts_de(retenus),
        filtres=demande.phrases,
        autres=autres,
    )


def _titre_de_frise(dates: pd.DataFrame) -> str:
    if dates.empty:
        return "Aucun événement daté ne répond à ces filtres"
    premiere, derniere = min(dates["premier"]).year, max(dates["dernier"]).year
    quand = f"en {premiere}" if premiere == derniere else f"de {premiere} à {derniere}"
    nombre = compte(len(dates), "événement daté", "événements datés")
    return f"{nombre}, {quand}\u00a0: {_etats(dates)}"


def _etats(dates: pd.DataFrame) -> str:
    nombres = dates["etat"].value_counts()
    pluriels = {Etat.TENU.value: "tenus"}
    return enumeration(
        [compte(int(n), e, pluriels.get(e, e)) for e in _ETATS if (n := nombres.get(e, 0))]
    )


def _liste(dates: pd.DataFrame) -> str:
    return " ".join(
        f"{e['date']}\u00a0: {e['titre']} ({e['etat']})." for e in rangees(dates, EvenementDate)
    )


def frise_condensee(demande: Demande) -> Planche:
    """The cohort's dated events month by month."""
    vue = demande.vue
    lignes = datees(vue)
    nombre = compte(len(lignes), "rendez-vous daté", "rendez-vous datés")
    return composer(
        vue,
        f"{nombre} de la cohorte{f'{chr(160)}: {_etats(lignes)}' if len(lignes) else ''}",
        image_frise.condensee(vue),
        _liste(lignes),
        sources=sources_de(lignes),
        statuts=statuts_de(lignes),
    )


def intervalles(demande: Demande) -> Planche:
    """One figure of each group, as an interval."""
    vue = demande.vue
    if vue.groupes.empty:
        return _sans_groupe(vue)
    groupes, mesure = demande["groupes"], demande["mesure"].un
    libelle = PAR_GROUPE[mesure](vue, str(vue.groupes["id"].iloc[0])).libelle
    lignes = lignes_des_groupes(vue, mesure, groupes.choix)
    valeurs = [li.chiffre for li in lignes]
    dits = f"{FINE}; ".join(f"{li.nom}\u00a0: {li.chiffre.valeur_et_unite()}" for li in lignes)
    return composer(
        vue,
        f"{libelle} des groupes\u00a0: ce que les sources permettent de dire",
        image_chiffres.intervalles(lignes),
        f"{dits or 'Aucun groupe choisi'}.",
        sources=[s for c in valeurs for s in c.sources],
        statuts=[c.statut for c in valeurs],
        filtres=(groupes.phrase,),
        autres=[f"Ce qui est compté\u00a0: {c.definition_en_suite()}" for c in valeurs[:1]],
    )


def _sans_groupe(vue: Vue) -> Planche:
    titre = "Les sources ne nomment aucun groupe"
    return composer(vue, titre, Corps(Markup(), 0), "", sources=(), statuts=())


def matrice(demande: Demande) -> Planche:
    """Groups × themes."""
    vue = demande.vue
    groupes = demande["groupes"]
    choisis = groupes.choix
    lignes = matrice_des_themes(vue, choisis)
    dites = vue.preoccupations[vue.preoccupations["groupe_id"].isin(choisis)]
    texte = " ".join(_en_texte(ligne) for ligne in rangees(lignes))
    nombre = compte(len(dites), "préoccupation")
    return composer(
        vue,
        f"{nombre} dans {compte(len(choisis), 'groupe')}, par thème",
        image_matrice.corps(lignes),
        texte,
        sources=sources_de(dites) or sources_de(vue.groupes),
        statuts=statuts_de(dites[["statut"]]),
        filtres=(groupes.phrase,),
        autres=("Les thèmes sont un classement de l’équipe du tableau de bord.",),
    )


def _en_texte(ligne: Rangee) -> str:
    groupe, *cases = (str(valeur) for valeur in ligne.values())
    return f"{groupe}\u00a0: {enumeration([c for c in cases if c]) or 'rien'}."


def chiffre(demande: Demande) -> Planche:
    """One figure as a card."""
    vue = demande.vue
    connus = catalogue(vue)
    entree = connus[demande["chiffre"].un or next(iter(connus))]
    valeur = entree.calculer(vue)
    return composer(
        vue,
        f"{valeur.libelle}\u00a0: {valeur.valeur_et_unite()}",
        image_chiffres.carte(valeur),
        valeur.phrase(),
        sources=valeur.sources,
        statuts=[valeur.statut],
        filtres=(valeur.perimetre,),
        taille_du_titre=60,
    )
