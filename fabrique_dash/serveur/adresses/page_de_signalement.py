"""The pages by which anybody reports an error and follows it: plain HTML, read without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import Response

from fabrique_dash.chiffres.noyau.typographie import abrege, compte
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.erreurs_signalees import COURRIEL_GARDE, GARDEE, Erreur, Etat
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.signaler import A_TRANSMETTRE, CLE, PAGE, SUIVI
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.tenue_a_jour import TABLE, vers
from fabrique_dash.redaction import dire
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.signalements import ETATS, Case, RangeeDite, rangee_de
from fabrique_dash.serveur.adresses.defense import LEURRE, LONGUEURS
from fabrique_dash.serveur.adresses.formulaires import page
from fabrique_dash.serveur.chemins import SIGNALEMENT, SIGNALER

TITRE = "Signaler une erreur"
CHAMP, JETON = "champ", "jeton"
TITRES = {
    "quoi": "Qu’est-ce qui est faux\u202f?",
    "plutot": "Que faudrait-il lire\u202f?",
    "ou": "Où peut-on le lire\u202f?",
    "courriel": "Votre adresse électronique",
}
_LONGUEUR_D_UN_CHOIX = 60
_CASES_OUVERTES = 8  # of a row; more would push the form off the screen of a phone
_LIGNES = {"quoi": 4, "plutot": 3}
_SANS_JOURNAL = html(
    "<p>Ce tableau de bord n’a pas de journal\u00a0: il ne peut pas garder de signalement.</p>{}",
    A_TRANSMETTRE,
)
_GARDE_CETTE_ADRESSE = html(
    "<p>L’équipe le lira avant tout changement. Pour savoir ce qu’il devient, gardez cette "
    "adresse\u00a0: elle n’est qu’à vous, et ne sera pas redonnée.</p>"
)
_INCONNU = (
    "Cette adresse ne suit aucun signalement\u00a0: elle n’est pas entière, ou il est effacé."
)


@dataclass(frozen=True)
class Formulaire:
    """What a form shows.

    Attributes:
        jeton: its token.
        page: the view that one comes from, as a path of this site; empty if nobody knows.
        rangee: the row that it is about, if it is about one.
        dits: what was typed, by field.
        champ: the column that was chosen.
        avis: what is to be known of the row that was asked for.
    """

    jeton: str
    page: str
    rangee: RangeeDite | None
    dits: Mapping[str, str]
    champ: str = ""
    avis: str = ""


def formulaire(f: Formulaire, erreur: str = "", statut: int = 200) -> Response:
    """Make the page of a form.

    Args:
        f: what it shows.
        erreur: why what was sent is not kept.
        statut: HTTP status.
    """
    contenu = html(
        "{retour}{avis}{rangee}<p>Rien n’est publié sans que l’équipe l’ait lu. Un seul champ est "
        'obligatoire.</p><form method="post" action=".{action}">{champ}{quoi}{plutot}'
        "{ou}{courriel}{leurre}{caches}"
        '<button type="submit">Envoyer le signalement</button></form>{gardes}',
        action=SIGNALER,
        retour=_retour(f.page, "Depuis la page"),
        avis=html('<p class="tp-alerte">{}</p>', f.avis) if f.avis else "",
        rangee=_la_rangee(f.rangee),
        champ=_le_champ(f) if f.rangee else "",
        quoi=_texte(f, "quoi", "Dites-le comme vous le diriez à quelqu’un.", requis=True),
        plutot=_texte(f, "plutot", "Tel que cela devrait être écrit, si vous le savez."),
        ou=_ligne(f, "ou", "L’adresse d’une page, ou le nom d’un document."),
        courriel=_ligne(f, "courriel", "Facultative\u00a0: pour une question de l’équipe."),
        leurre=html(
            '<p class="tp-leurre"><label for="{0}">Laissez ce champ vide</label>'
            '<input id="{0}" name="{0}" tabindex="-1" autocomplete="off"></p>',
            LEURRE,
        ),
        caches=_caches(f),
        gardes=_ce_qui_est_garde(),
    )
    return page(TITRE, contenu, statut, erreur)


def _retour(chemin_de_la_page: str, mots: str) -> Markup:
    voulue = vers(chemin_de_la_page)
    if voulue is None:
        return Markup()
    lien = fragments.lien(chemin(voulue.page.cle, voulue.brut), voulue.page.titre)
    return html("<p>{} {}.</p>", mots, lien)


def _la_rangee(rangee: RangeeDite | None) -> Markup:
    if rangee is None:
        return Markup()
    remplies = [case for case in rangee.cases if case.valeur]
    return html(
        "<h2>{}</h2><details{}><summary>Ce que disent les données aujourd’hui</summary>"
        '<dl class="tp-valeurs">{}</dl></details>',
        rangee.mots,
        html(" open") if len(remplies) <= _CASES_OUVERTES else "",
        joindre(html("<dt>{}</dt><dd>{}</dd>", c.titre, c.valeur) for c in remplies),
    )


def _le_champ(f: Formulaire) -> Markup:
    assert f.rangee is not None
    choix = joindre(
        html(
            '<option value="{}"{}>{}</option>',
            case.colonne,
            html(" selected") if case.colonne == f.champ else "",
            _avec_sa_valeur(case),
        )
        for case in f.rangee.cases
    )
    return html(
        '<label for="{0}">Le champ concerné</label><select id="{0}" name="{0}">'
        '<option value="">Je ne sais pas, ou plusieurs</option>{1}</select>',
        CHAMP,
        choix,
    )


def _avec_sa_valeur(case: Case) -> str:
    if not case.valeur:
        return f"{case.titre} (vide)"
    return f"{case.titre}\u00a0: {abrege(case.valeur, _LONGUEUR_D_UN_CHOIX)}"


def _texte(f: Formulaire, nom: str, aide: str, requis: bool = False) -> Markup:
    return html(
        '<label for="{nom}">{titre}{requis}</label><p class="tp-note" id="{nom}-aide">{aide}</p>'
        '<textarea id="{nom}" name="{nom}" rows="{lignes}" maxlength="{longueur}" '
        'aria-describedby="{nom}-aide"{attribut}>\n{dit}</textarea>',
        nom=nom,
        titre=TITRES[nom],
        requis=" (obligatoire)" if requis else "",
        attribut=html(" required") if requis else "",
        aide=aide,
        lignes=_LIGNES[nom],
        longueur=LONGUEURS[nom],
        dit=f.dits.get(nom, ""),
    )


def _ligne(f: Formulaire, nom: str, aide: str) -> Markup:
    courriel = nom == "courriel"
    return html(
        '<label for="{nom}">{titre}</label><p class="tp-note" id="{nom}-aide">{aide}</p>'
        '<input id="{nom}" name="{nom}" type="{type}" maxlength="{longueur}" value="{dit}" '
        'autocomplete="{rempli}" aria-describedby="{nom}-aide">',
        nom=nom,
        titre=TITRES[nom],
        aide=aide,
        type="email" if courriel else "text",
        rempli="email" if courriel else "off",
        longueur=LONGUEURS[nom],
        dit=f.dits.get(nom, ""),
    )


def _caches(f: Formulaire) -> Markup:
    table, cle = (f.rangee.table, f.rangee.jeton) if f.rangee else ("", "")
    valeurs = {JETON: f.jeton, PAGE: f.page, TABLE: table, CLE: cle}
    return joindre(
        html('<input type="hidden" name="{}" value="{}">', nom, valeur)
        for nom, valeur in valeurs.items()
    )


def _ce_qui_est_garde() -> Markup:
    return html(
        '<p class="tp-note">Votre adresse électronique, si vous la donnez, est effacée {} '
        "après la réponse\u202f; le signalement, un an après. L’adresse de l’appareil n’est pas "
        "gardée. {} le dit en entier.</p>",
        compte(COURRIEL_GARDE.days, "jour"),
        fragments.lien(chemin("a_propos", {}), "À propos"),
    )


def merci(racine: str, suivi: str, venue: str) -> Response:
    """Thank for a report, and give the address that follows it.

    Args:
        racine: address of the application.
        suivi: the token that follows it.
        venue: the view that its sender comes from, as a path of this site.
    """
    suite = f"{SIGNALEMENT}?{urlencode({SUIVI: suivi})}"
    contenu = html(
        '{}<p class="tp-suivi"><a href=".{}">{}{}</a></p>{}',
        _GARDE_CETTE_ADRESSE,
        suite,
        racine,
        suite,
        _retour(venue, "Revenir à la page"),
    )
    return page("Merci\u00a0: votre signalement est reçu", contenu)


def sans_journal() -> Response:
    """Say how to report an error where nothing keeps it."""
    return page(TITRE, _SANS_JOURNAL, 404)


def en_mots(titre: str, erreur: str, statut: int) -> Response:
    """Say why there is no form, or nothing to follow."""
    return page(titre, Markup(), statut, erreur)


def inconnu() -> Response:
    """Say that an address follows nothing."""
    return en_mots("Suivre un signalement", _INCONNU, 404)


def suite_donnee(
    publiees: RangeesPubliees, erreur: Erreur, publiee: tuple[int, list[Changement]] | None
) -> Response:
    """Tell what has become of a report.

    Args:
        publiees: the rows of today.
        erreur: the report.
        publiee: the publication that came of it, with its changes, if one did.
    """
    dite = erreur.dite
    rangee = rangee_de(publiees, dite.nom_table, dite.cle)
    titres = {case.colonne: case.titre for case in rangee.cases} if rangee else {}
    dits = {"Ligne": rangee.mots if rangee else "", "Champ": titres.get(dite.colonne, "")}
    dits |= {TITRES[nom]: getattr(dite, nom) for nom in ("quoi", "plutot", "ou")}
    contenu = html(
        "<p><strong>{etat}</strong></p>{motif}{publiee}<h2>Ce que vous avez signalé</h2>"
        '<p>Reçu le {le}.</p><dl class="tp-valeurs">{dits}</dl>{garde}',
        etat=ETATS[erreur.etat],
        motif=html("<p>Raison\u00a0: {}</p>", erreur.motif) if erreur.motif else "",
        publiee=_ce_qui_est_publie(publiees, publiee),
        le=dire.instant_en_mots(erreur.le),
        dits=joindre(html("<dt>{}</dt><dd>{}</dd>", t, v) for t, v in dits.items() if v),
        garde=_jusqu_a_quand(erreur.etat),
    )
    return page("Suivre un signalement", contenu)


def _ce_qui_est_publie(
    publiees: RangeesPubliees, publiee: tuple[int, list[Changement]] | None
) -> Markup:
    if publiee is None:
        return Markup()
    n, changements = publiee
    return dire.cases(publiees, changements, f"Ce qu’a changé la publication n°\u00a0{n}")


def _jusqu_a_quand(etat: Etat) -> Markup:
    mois = round(GARDEE.days / 30.4)
    close = etat in (Etat.PUBLIEE, Etat.DEJA_AINSI, Etat.REFUSEE, Etat.SANS_SUITE)
    dit = "Cette page s’efface" if close else "Une fois la réponse donnée, cette page s’effacera"
    return html('<p class="tp-note">{} au bout de {}\u00a0mois.</p>', dit, mois)
