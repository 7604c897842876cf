"""The announced months of the parcours on one line, for the first screen: text keeps its size."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from fabrique_dash.chiffres.calculs import programme
from fabrique_dash.chiffres.calculs.annee import Annee, annee_du_parcours
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite, jour_long
from fabrique_dash.chiffres.tables.frise import EvenementBorne, etager
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.frise_svg import datees
from fabrique_dash.graphiques.socle.echappement import html, joindre

_CLASSES = {
    Etat.TENU.value: "disque",
    Etat.A_VENIR.value: "anneau",
    Etat.SANS_CONFIRMATION.value: "pointille",
}
_JOURS_D_UNE_MARQUE = 12  # a mark is 14 px wide, on a phone's 350 px for 12 months
_COURT = 4  # percent: what is known to the day and lasts less is a mark, not a bar
_A_DROITE = 55  # percent: from there on, the label of the day goes to the left of its mark


def _marques(vue: Vue, annee: Annee) -> tuple[Markup, int]:
    """Draw the sessions; return how many rows they take, too."""
    lignes = [
        e
        for e in rangees(datees(vue), EvenementBorne)
        if e["etat"] in _CLASSES and e["dernier"] >= annee.debut and e["premier"] <= annee.fin
    ]
    premiers, derniers = [e["premier"] for e in lignes], [e["dernier"] for e in lignes]
    rangs = etager(premiers, derniers, ecart_jours=_JOURS_D_UNE_MARQUE)
    marques = joindre(_marque(e, annee, rang) for e, rang in zip(lignes, rangs, strict=True))
    return marques, max(rangs, default=0) + 1


def _marque(e: EvenementBorne, annee: Annee, rang: int) -> Markup:
    gauche = annee.place(e["premier"])
    largeur = annee.place(e["dernier"] + timedelta(days=1)) - gauche
    return html(
        '<span class="tp-pastille tp-pastille--{classe}{dure}" '
        'title="{quand}\u00a0: {titre} ({etat})" '
        'style="--x:{gauche:.1f}%;--l:{largeur:.1f}%;--rang:{rang}"></span>',
        classe=_CLASSES[e["etat"]],
        quand=e["date"],
        titre=e["titre"],
        etat=e["etat"],
        gauche=gauche,
        dure="" if e["exact"] and largeur < _COURT else " tp-an-duree",
        largeur=largeur,
        rang=rang,
    )


def _comptes(vue: Vue) -> list[tuple[str, str]]:
    """Return the mark of each state, and how many sessions are in it, in words."""
    tenus, annonces, douteux = (
        int(chiffre(vue).minimum or 0)  # a count of rows, always known
        for chiffre in (
            programme.evenements_tenus,
            programme.evenements_a_venir,
            programme.evenements_sans_confirmation,
        )
    )
    return [
        ("disque", compte(tenus, "tenu")),
        ("anneau", compte(annonces, "annoncé")),
        ("pointille", compte(douteux, "sans confirmation", "sans confirmation")),
    ]


def _fin(annee: Annee) -> str:
    if not annee.finie:
        return "Fin\u00a0: non documentée"
    return f"Fin annoncée\u00a0: {date_reduite(annee.fin.isoformat()[:7])}"


@par_vue
def ligne_de_l_annee(vue: Vue) -> Markup:
    """Draw launch, reference date, announced end, and the sessions; nothing before the launch."""
    annee = annee_du_parcours(vue)
    if annee is None:
        return Markup()
    comptes, place = _comptes(vue), annee.place(vue.jour)
    marques, rangs = _marques(vue, annee)
    etat = f"État au {jour_long(vue.jour)}"
    if vue.jour > annee.fin:
        etat += ", après la fin annoncée"
    debut, fin = f"Lancement\u00a0: {jour_long(annee.debut)}", _fin(annee)
    return html(
        '<figure class="tp-an"><div role="img" aria-label="{resume}">'
        '<p class="tp-an-jour{cote}" style="--x:{place:.1f}%">{etat}</p>'
        '<div class="tp-an-ligne" style="--x:{place:.1f}%;--rangs:{rangs}">{marques}</div>'
        '<p class="tp-an-bornes"><span>{debut}</span><span>{fin}</span></p></div>'
        '<ul class="tp-legende">{legende}</ul></figure>',
        resume=f"{debut}. {etat}. {fin}. Rendez-vous\u00a0: {', '.join(c for _, c in comptes)}.",
        cote=" tp-an-jour--gauche" if place > _A_DROITE else "",
        place=place,
        etat=etat,
        marques=marques,
        rangs=rangs,
        debut=debut,
        fin=fin,
        legende=joindre(
            html('<li><span class="tp-pastille tp-pastille--{}"></span>{}</li>', classe, dit)
            for classe, dit in comptes
        ),
    )
