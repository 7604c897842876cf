"""The follow-up note: where each territory is, what was held, what comes, changed, is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import codes_de
from fabrique_dash.chiffres.noyau.libelles import titre_de_nature
from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import (
    FINE,
    compte,
    guillemets,
    jour_long,
    majuscule,
)
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.changements import ChangementDit, Quoi, bilan, changements
from fabrique_dash.chiffres.suivi.signalements import Categorie, signalements, silence_general
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.dates import PREMIER_JOUR, mois_plus_tot
from fabrique_dash.donnees.etats import Etat, Statut, le_plus_faible
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.donnees.vue import vue as vue_de
from fabrique_dash.publication.notes.communs import Renvois, pied, sous_titre, vers
from fabrique_dash.publication.notes.modele import Case, Lien, Note, Partie, case
from fabrique_dash.publication.notes.place import mettre_en_deux_pages
from fabrique_dash.publication.notes.territoires_et_etapes import SANS_ETAPE, ou_en_est_chacun
from fabrique_dash.publication.site.parametres_des_pages import JOURS_SANS_NOUVELLE
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.tables.parcours import chiffres_du_parcours

# What has slipped is to be acted upon, and what was held is told in its own part too: when room is
# short, the last ones go.
_ORDRE = (Quoi.GLISSE, Quoi.ANNONCE, Quoi.TENU)
# What is to be looked at and that the note does not name: the dates of the table tell it.
_TUES = (Categorie.SANS_NOUVELLE, Categorie.DATE)
_NOMMEES = 3  # rows of one kind that became known: named one by one, or counted


def depuis_quand(vue: Vue, depuis: date | None) -> date:
    """Return the day with which a note compares.

    Args:
        vue: the point of view.
        depuis: the day that is asked for; None for a month earlier.
    """
    veille = max(vue.jour - timedelta(days=1), PREMIER_JOUR)
    return min(depuis or max(mois_plus_tot(vue.jour, 1), PREMIER_JOUR), veille)


@par_vue
def note_de_suivi(vue: Vue, depuis: date | None, racine: str) -> Note:
    """Write the follow-up note of a cohort.

    Args:
        vue: the point of view.
        depuis: day with which to compare, the day before `vue.jour` at the latest; None for a
            month earlier.
        racine: full address of the dashboard, without a final slash.
    """
    compare = depuis_quand(vue, depuis)
    changes = changements(vue_de(vue.donnees, vue.cohorte, compare), vue)
    seances = evenements_dates(vue)
    seances = seances[seances["id"].isin(vue.seances["id"])]
    renvois = Renvois(vue)
    parties = (
        _en_bref(vue, changes, compare),
        ou_en_est_chacun(vue, racine, renvois),
        _tenus(vue, racine, renvois, seances),
        _a_venir(vue, racine, renvois, seances),
        _changes(vue, racine, renvois, changes, compare),
        _manques(vue, racine, renvois),
        _comptes(vue, racine, renvois),
    )
    return mettre_en_deux_pages(
        Note(
            titre="Note de suivi",
            sous_titre=sous_titre(vue, compare=jour_long(compare)),
            sujet=f"Note de suivi, {nom_de_la_cohorte(vue)}, état au {jour_long(vue.jour)}",
            auteur=mentions(vue.donnees).producteur,
            jour=vue.jour,
            pied=pied(vue),
            adresse=vers(vue, racine, "parcours", {"depuis": compare.isoformat()}).adresse,
            parties=(*parties, renvois.partie(racine)),
        )
    )


def _en_bref(vue: Vue, changes: pd.DataFrame, compare: date) -> Partie:
    phrases = [
        silence_general(vue),
        f"{_territoires(vue)} {_parcours(vue)}",
        bilan(changes, compare, vue.jour),
    ]
    return Partie("En bref", lignes=tuple((case(p),) for p in phrases if p), plancher=3)


def _territoires(vue: Vue) -> str:
    if vue.territoires.empty:
        return "Aucun territoire n’était connu à cette date."
    nommes = int((vue.territoires["nom"] != "").sum())
    nombre = majuscule(compte(len(vue.territoires), "territoire"))
    if not nommes:
        return f"{nombre}, sans nom dans les sources."
    return f"{nombre}, dont {nommes} que les sources nomment."


def _parcours(vue: Vue) -> str:
    if vue.etapes.empty:
        return SANS_ETAPE
    chiffres = {c.id: c for c in chiffres_du_parcours(vue)}
    dites, muettes = (chiffres[f"couples_{m}"] for m in ("documentes", "non_documentes"))
    return (
        f"Parcours\u00a0: {dites.valeur_et_unite()} territoire × étape avec un état documenté, "
        f"{muettes.valeur_et_unite()} sans."
    )


def _tenus(vue: Vue, racine: str, renvois: Renvois, seances: pd.DataFrame) -> Partie:
    tenus = seances[seances["etat"] == Etat.TENU.value]
    ordre = tenus.assign(cle=[d or date.min for d in tenus["dernier"]])
    recents = ordre.sort_values("cle", ascending=False, kind="stable")
    nombre = compte(len(tenus), "événement de la cohorte tenu", "événements de la cohorte tenus")
    if tenus.empty:
        intro = f"Aucune source n’en parle au {jour_long(vue.jour)}."
    else:
        intro = f"{nombre}, le plus récent d’abord." if len(tenus) > 1 else f"{nombre}."
    return _evenements(vers(vue, racine, "frise"), renvois, "Ce qui a été tenu", intro, recents)


def _a_venir(vue: Vue, racine: str, renvois: Renvois, seances: pd.DataFrame) -> Partie:
    a_venir = seances[seances["etat"] == Etat.A_VENIR.value]
    if a_venir.empty:
        intro = f"Aucune source n’annonce d’événement de la cohorte après le {jour_long(vue.jour)}."
    else:
        nombre = compte(len(a_venir), "événement annoncé", "événements annoncés")
        intro = f"{nombre}, le plus proche d’abord."
    return _evenements(vers(vue, racine, "frise"), renvois, "Ce qui vient", intro, a_venir)


def _evenements(
    page: Lien, renvois: Renvois, titre: str, intro: str, lignes: pd.DataFrame
) -> Partie:
    return Partie(
        titre,
        intro,
        ("Événement", "Date", "Statut et sources") if len(lignes) else (),
        (56, 22, 22),
        tuple(
            (case(e["titre"]), case(e["date"]), case(renvois.statut(e["statut"], codes_de(e))))
            for e in rangees(lignes, EvenementDate)
        ),
        plancher=3,
        suite=page,
    )


def _changes(
    vue: Vue, racine: str, renvois: Renvois, lignes: pd.DataFrame, compare: date
) -> Partie:
    devenues = lignes["quoi"] == Quoi.CONNU.value
    dates = evenements_dates(vue).set_index("id")["date"]
    un_par_un = tuple(
        (
            case(c["libelle"]),
            case(f"{c['quoi']}\u00a0: {dates[c['id']]}"),
            case(renvois.statut(c["statut"], [c["source_id"]])),
        )
        for quoi in _ORDRE
        for c in rangees(lignes[lignes["quoi"] == quoi.value], ChangementDit)
    )
    par_nature = tuple(
        _devenues_connues(vue, renvois, str(nature), rangees(siennes, ChangementDit))
        for nature, siennes in lignes[devenues].groupby("nature", sort=False)
    )
    return Partie(
        f"Ce qui a changé depuis le {jour_long(compare)}",
        bilan(lignes, compare, vue.jour) if lignes.empty else "",
        ("Quoi", "Ce qui a changé", "Statut et sources") if len(lignes) else (),
        (44, 37, 19),
        (*un_par_un, *par_nature),
        plancher=4,
        suite=vers(vue, racine, "parcours", {"depuis": compare.isoformat()}),
    )


def _devenues_connues(
    vue: Vue, renvois: Renvois, nature: str, lignes: Sequence[ChangementDit]
) -> tuple[Case, ...]:
    """Tell on one row all that became known of a kind: named when few, else counted."""
    noms = f"{FINE}; ".join(c["libelle"] for c in lignes) if len(lignes) <= _NOMMEES else ""
    nombre = compte(len(lignes), "ligne devenue connue", "lignes devenues connues")
    statut = le_plus_faible(c["statut"] for c in lignes)
    codes = [c["source_id"] for c in lignes]
    return (
        case(titre_de_nature(vue, nature), noms),
        case(nombre),
        case(renvois.statut(statut, codes)),
    )


def _manques(vue: Vue, racine: str, renvois: Renvois) -> Partie:
    points = points_d_attention(vue)
    dits = [s for s in signalements(vue, JOURS_SANS_NOUVELLE) if s.categorie not in _TUES]
    sans_nom = vue.territoires[vue.territoires["nom"] == ""]
    return Partie(
        "Ce qui manque, à regarder d’abord",
        "" if points else "Rien à signaler à cette date.",
        lignes=tuple((case(f"{majuscule(p.titre)}.", p.raison),) for p in points),
        plancher=len(points),
        suite=vers(vue, racine, "parcours"),
        sources=renvois.origine(
            (*sources_de(sans_nom), *(c for s in dits for c in s.sources)),
            (*sans_nom["statut"], *(s.statut for s in dits)),
        ),
    )


def _comptes(vue: Vue, racine: str, renvois: Renvois) -> Partie:
    chiffres = chiffres_du_parcours(vue)
    return Partie(
        "Ce qui est compté",
        f"Ce que les sources ne disent pas est {guillemets(Statut.NON_DOCUMENTE)}, jamais zéro.",
        ("Chiffre", "Valeur", "Ce qui est compté", "Statut"),
        (24, 14, 48, 14),
        tuple(
            (case(c.libelle), case(c.valeur_et_unite()), case(c.definition), case(c.statut))
            for c in chiffres
        ),
        plancher=len(chiffres),
        suite=vers(vue, racine, "chiffres"),
        sources=renvois.origine((code for c in chiffres for code in c.sources), ()),
    )
