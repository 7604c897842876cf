"""What every first visitor asks for, made before anybody comes, and before data is served."""

from __future__ import annotations

from fabrique_dash.chiffres.catalogue import PAR_GROUPE, PROGRAMME
from fabrique_dash.chiffres.recherche import moteur
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.donnees.contours import contours, contours_des_perimetres
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.graphiques.dessins.carte_svg import petite_carte
from fabrique_dash.graphiques.dessins.frise_svg import frise_condensee

_CONTOURS = ("regions", "france_simple")


def prechauffer(donnees: Donnees) -> None:
    """Fill the caches of the outlines and of each cohort's default view."""
    for nom in _CONTOURS:
        contours(donnees, nom)
    contours_des_perimetres(donnees)
    for cohorte in cohortes_suivies(donnees)["id"]:
        _vue(vue(donnees, cohorte, derniere_date_documentee(donnees, cohorte)))


def _vue(par_defaut: Vue) -> None:
    for calcul in PROGRAMME.values():
        calcul(par_defaut)
    for calcul_de_groupe in PAR_GROUPE.values():
        for groupe in par_defaut.groupes["id"]:
            calcul_de_groupe(par_defaut, groupe)
    points_d_attention(par_defaut)
    moteur.preparer(par_defaut)
    petite_carte(par_defaut)
    frise_condensee(par_defaut)
