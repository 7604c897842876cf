"""What is most useful of a territory's sheet, in four cards."""

from __future__ import annotations

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
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.interface.briques import fragments
from fabrique_dash.interface.pages.territoires import champs as fiche


@par_vue
def essentiel(vue: Vue, territoire: str) -> str:
    """Write the group, the step reached, the next session and what is missing, as cards."""
    cartes = {
        "Groupe": _groupe(vue, territoire),
        "Parcours": _parcours(vue, territoire),
        "Prochain rendez-vous": _prochain(vue, territoire),
        "À compléter": _a_completer(vue, territoire),
    }
    corps = "".join(
        f'<article class="tp-carte"><h3>{titre}</h3>{texte}</article>'
        for titre, texte in cartes.items()
    )
    titre = '<h2 class="tp-sr">L’essentiel</h2>'
    return f'{titre}<div class="tp-grille tp-serre tp-essentiel">{corps}</div>'


def _groupe(vue: Vue, territoire: str) -> str:
    champs = groupe(vue, territoire)
    groupes = [c for c in champs if c.objet and c.objet[0] == "groupe"]
    if not groupes:
        return f"<p>{fragments.badge(Statut.NON_DOCUMENTE)}</p>"
    _, certain = rangs_des_groupes(vue, territoire)
    noms = " ou ".join(fiche.lien_vers(vue, c.objet, c.valeur) for c in groupes)
    sujets = [c.valeur for c in champs if c.objet and c.objet[0] == "preoccupation"]
    return f"<p>{noms} {fragments.badge(groupes[0].statut)}</p>{_sujets(sujets, certain)}"


def _sujets(sujets: list[str], certain: bool) -> str:
    if not sujets:
        return ""
    dit = enumeration(sujets, "et" if certain else "ou")
    return f'<p class="tp-note">{texte_sur(dit)}</p>'


def _parcours(vue: Vue, territoire: str) -> str:
    champs = parcours(vue, territoire)
    connus: list[Champ] = [c for c in champs if c.statut != Statut.NON_DOCUMENTE]
    dernier = ""
    if connus:
        nom = fiche.lien_vers(vue, connus[-1].objet, connus[-1].champ)
        dernier = f"<p>{nom}\u00a0: {texte_sur(connus[-1].valeur)}</p>"
    return f'{dernier}<p class="tp-note">{texte_sur(resume_du_parcours(champs))}</p>'


def _prochain(vue: Vue, territoire: str) -> str:
    dates = rendez_vous(vue, territoire)
    lignes = evenements_dates(vue)
    siens = lignes[lignes["id"].isin(dates["siens"] + dates["prochain"])]
    a_venir = siens[siens["etat"] == Etat.A_VENIR]
    annonces = rangees(a_venir.sort_values("dernier").head(1), EvenementDate)
    if annonces:
        return _evenement(vue, annonces[0])
    aucun = f"Aucun n’est annoncé après le {jour_long(vue.jour)}."
    return f"<p>{aucun}</p>{_en_attente(siens[siens['etat'] == 'sans confirmation'].shape[0])}"


def _en_attente(nombre: int) -> str:
    if not nombre:
        return ""
    quoi = compte(nombre, "rendez-vous du territoire est passé", "rendez-vous du territoire passés")
    return f'<p class="tp-note">{quoi} sans confirmation.</p>'


def _evenement(vue: Vue, e: EvenementDate) -> str:
    qui = "commun" if not e["territoire_id"] else "du territoire"
    return (
        f"<p>{fiche.lien_vers(vue, ('evenement', e['id']), e['titre'])}</p>"
        f'<p class="tp-note">{texte_sur(e["date"])}, {qui}</p>'
    )


def _a_completer(vue: Vue, territoire: str) -> str:
    manques = [str(c).split("\u00a0:")[0] for c in lacunes(vue, territoire)["champ"]]
    if not manques:
        return "<p>Tous les champs de la fiche sont renseignés.</p>"
    quoi = compte(len(manques), "point")
    return f'<p>{quoi}</p><p class="tp-note">{texte_sur(enumeration(manques))}</p>'
