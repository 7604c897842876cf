"""What is most useful of a territory's sheet, in four cards."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.chiffres.fiche.champs import Champ
from fabrique_dash.chiffres.fiche.histoire import (
    groupe,
    parcours,
    rangs_des_groupes,
    rendez_vous,
    resume_du_parcours,
)
from fabrique_dash.chiffres.fiche.lacunes import lacunes
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, jour_long
from fabrique_dash.chiffres.tables.frise import EvenementDate, evenements_dates
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux import champs as fiche
from fabrique_dash.publication.morceaux import fragments


@par_vue
def essentiel(vue: Vue, territoire: str) -> Markup:
    """Write the group, the step reached, the next session and what is missing, as cards."""
    cartes = {
        "Groupe": _groupe(vue, territoire),
        "Parcours": _parcours(vue, territoire),
        "Prochain rendez-vous": _prochain(vue, territoire),
        "À compléter": _a_completer(vue, territoire),
    }
    corps = joindre(
        html('<article class="tp-carte"><h3>{}</h3>{}</article>', titre, texte)
        for titre, texte in cartes.items()
    )
    titre = html('<h2 class="tp-sr">L’essentiel</h2>')
    return html('{}<div class="tp-grille tp-serre tp-essentiel">{}</div>', titre, corps)


def _groupe(vue: Vue, territoire: str) -> Markup:
    champs = groupe(vue, territoire)
    groupes = [c for c in champs if c.objet and c.objet[0] == "groupe"]
    if not groupes:
        return html("<p>{}</p>", fragments.badge(Statut.NON_DOCUMENTE))
    _, certain = rangs_des_groupes(vue, territoire)
    noms = joindre((fiche.lien_vers(vue, c.objet, c.valeur) for c in groupes), " ou ")
    sujets = [c.valeur for c in champs if c.objet and c.objet[0] == "preoccupation"]
    return html(
        "<p>{} {}</p>{}", noms, fragments.badge(groupes[0].statut), _sujets(sujets, certain)
    )


def _sujets(sujets: list[str], certain: bool) -> Markup:
    if not sujets:
        return Markup()
    dit = enumeration(sujets, "et" if certain else "ou")
    return html('<p class="tp-note">{}</p>', dit)


def _parcours(vue: Vue, territoire: str) -> Markup:
    champs = parcours(vue, territoire)
    connus: list[Champ] = [c for c in champs if c.statut != Statut.NON_DOCUMENTE]
    dernier = ""
    if connus:
        nom = fiche.lien_vers(vue, connus[-1].objet, connus[-1].champ)
        dernier = html("<p>{}\u00a0: {}</p>", nom, connus[-1].valeur)
    return html('{}<p class="tp-note">{}</p>', dernier, resume_du_parcours(champs))


def _prochain(vue: Vue, territoire: str) -> Markup:
    dates = rendez_vous(vue, territoire)
    lignes = evenements_dates(vue)
    siens = lignes[lignes["id"].isin(dates["siens"] + dates["prochain"])]
    a_venir = siens[siens["etat"] == Etat.A_VENIR]
    annonces = rangees(a_venir.sort_values("dernier").head(1), EvenementDate)
    if annonces:
        return _evenement(vue, annonces[0])
    aucun = f"Aucun n’est annoncé après le {jour_long(vue.jour)}."
    return html(
        "<p>{}</p>{}", aucun, _en_attente(siens[siens["etat"] == "sans confirmation"].shape[0])
    )


def _en_attente(nombre: int) -> Markup:
    if not nombre:
        return Markup()
    quoi = compte(nombre, "rendez-vous du territoire est passé", "rendez-vous du territoire passés")
    return html('<p class="tp-note">{} sans confirmation.</p>', quoi)


def _evenement(vue: Vue, e: EvenementDate) -> Markup:
    qui = "commun" if not e["territoire_id"] else "du territoire"
    return html(
        '<p>{}</p><p class="tp-note">{}, {}</p>',
        fiche.lien_vers(vue, ("evenement", e["id"]), e["titre"]),
        e["date"],
        qui,
    )


def _a_completer(vue: Vue, territoire: str) -> Markup:
    manques = [str(c).split("\u00a0:")[0] for c in lacunes(vue, territoire)["champ"]]
    if not manques:
        return html("<p>Tous les champs de la fiche sont renseignés.</p>")
    quoi = compte(len(manques), "point")
    return html('<p>{}</p><p class="tp-note">{}</p>', quoi, enumeration(manques))
