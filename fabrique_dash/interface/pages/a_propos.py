"""Blocks of the page « À propos »: what the site is and is not, people, cookies, accessibility."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.personnes import PersonneCitee, personnes_citees
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.poser import poser
from fabrique_dash.journal.abonnements import DUREE_D_UNE_CONFIRMATION
from fabrique_dash.journal.comptes import DUREE_D_UNE_SESSION
from fabrique_dash.journal.erreurs_signalees import COURRIEL_GARDE, GARDEE
from fabrique_dash.journal.identites import DUREE_D_UNE_ADRESSE
from fabrique_dash.journal.invitations import DUREE_D_UNE_INVITATION
from fabrique_dash.journal.rangement_des_courriels import ATTENTE_MAXIMALE
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.references import Renvoi, mentions, renvois

_SITE = html(
    '<a href="https://fabriquedestransitions.net" rel="noopener">fabriquedestransitions.net</a>'
)


def pour_qui() -> None:
    """Say who the dashboard is for."""
    poser(
        html(
            "<p>Ce tableau de bord aide à suivre et à raconter le programme <em>Territoires "
            "Pilotes</em> de La Fabrique des Transitions.</p><ul>"
            "<li>L’<strong>équipe du programme</strong> y voit où en sont les territoires et ce "
            "qui manque.</li>"
            "<li>Les <strong>territoires et les groupes</strong> y trouvent qui partage leurs "
            "préoccupations.</li>"
            "<li>Qui <strong>écrit la lettre</strong> y prend des faits et des chiffres avec leurs "
            "sources.</li>"
            "<li>Toute personne <strong>curieuse du programme</strong> peut lire, vérifier et "
            "reprendre les données.</li></ul>"
        )
    )


def ce_qu_il_n_est_pas() -> None:
    """Say what the dashboard is not."""
    poser(
        html(
            "<ul><li>Ce <strong>n’est pas un site de l’État</strong>, ni d’une collectivité.</li>"
            "<li>Sa liste de territoires <strong>n’est pas une liste officielle</strong>\u00a0: "
            "elle dit ce que des documents publics permettent de savoir, et laisse «\u00a0non "
            "documenté\u00a0» ce qu’ils ne disent pas.</li>"
            "<li>Ce n’est <strong>ni un classement ni une évaluation</strong>\u00a0: aucune note, "
            "aucun pourcentage d’avancement.</li></ul>"
        )
    )


def qui_en_repond(vue: Vue) -> None:
    """Say who answers for the dashboard, and what only its publisher can complete."""
    donnees = fragments.lien(chemin("donnees", reglages(vue)), "Données")
    poser(
        html(
            "<p>Les données sont tenues par\u00a0: {producteur}. Les demandes passent par La "
            "Fabrique des Transitions ({site}). Les erreurs se signalent comme le dit le pied de "
            "chaque page.</p><p>Avant une mise en ligne publique, La Fabrique des Transitions doit "
            "compléter ici l’éditeur, le directeur ou la directrice de la publication et "
            "l’hébergeur\u00a0: aujourd’hui, ils sont <strong>non documentés</strong>.</p>",
            producteur=mentions(vue.donnees).producteur,
            site=_SITE,
            donnees=donnees,
        )
    )


def personnes(vue: Vue) -> None:
    """Say which personal data appear and how to object, then list the people named."""
    poser(
        html(
            "<p>Les seules données personnelles sont des <strong>noms</strong>, des "
            "<strong>fonctions publiques ou professionnelles</strong> et des "
            "<strong>propos</strong> tirés de documents publiés, chacun avec sa source. Il n’y a "
            "ni adresse, ni courriel, ni téléphone, ni photo.</p>"
            "<p><strong>S’opposer ou faire corriger</strong>\u00a0: toute personne nommée peut "
            "demander que son nom soit corrigé ou retiré, en écrivant à La Fabrique des "
            "Transitions ({}) et en citant cette page. Une plainte peut aussi être adressée à la "
            "CNIL.</p>",
            _SITE,
        )
    )
    lignes = personnes_citees(vue)
    if lignes.empty:
        st.markdown("Aucune personne n’est nommée à cette date.")
        return
    with st.expander(f"Voir les {compte(len(lignes), 'nom', 'noms')}"):
        poser(_liste(vue))
    blocs.source(vue, lignes)


@par_vue
def _liste(vue: Vue) -> Markup:
    connues = renvois(vue)
    citees = rangees(personnes_citees(vue), PersonneCitee)
    return html("<ul>{}</ul>", joindre(_personne(vue, p, connues) for p in citees))


def _personne(vue: Vue, personne: PersonneCitee, connues: Mapping[str, Renvoi]) -> Markup:
    nom = fragments.lien(adresse(vue, "acteur", personne["id"]), personne["nom"])
    fonctions = html(" — {}", personne["fonctions"]) if personne["fonctions"] else ""
    source = fragments.sources_en_html([personne["source_id"]], connues)
    return html('<li>{}{} <span class="tp-note">({})</span></li>', nom, fonctions, source)


def traces() -> None:
    """Say what the site leaves in the browser and what it asks of others."""
    poser(
        html(
            "<ul><li><strong>Un seul cookie</strong>, <code>_streamlit_xsrf</code>\u00a0: un jeton "
            "de session qui empêche un autre site d’agir à votre place. Il disparaît avec la "
            "fermeture du navigateur et n’identifie personne. Qui ouvre une session pour écrire en "
            "a un second, <code>{temoin}</code>\u202f; et, le temps d’aller se connecter ailleurs, "
            "un troisième, dix minutes au plus. Où plusieurs serveurs se partagent les lecteurs, "
            "un autre, <code>tp_serveur</code>, dit lequel est le vôtre, jusqu’à la fermeture du "
            "navigateur.</li>"
            "<li>Le navigateur garde chez vous le choix du thème clair ou sombre et l’état du "
            "menu, sans les envoyer.</li>"
            "<li><strong>Ni mesure d’audience, ni publicité, ni ressource d’un autre site</strong>"
            "\u00a0: polices, cartes et scripts viennent d’ici.</li>"
            "<li>L’hébergeur peut tenir un journal technique des connexions\u00a0: sa durée reste "
            "à dire par qui héberge.</li></ul>",
            temoin=TEMOIN,
        )
    )


def ce_qui_est_garde() -> None:
    """Say what the journal keeps of who writes, and for how long."""
    invitation = compte(DUREE_D_UNE_INVITATION.days, "jour")
    session = compte(DUREE_D_UNE_SESSION.days, "jour")
    poser(
        html(
            "<p>Lire ne demande ni compte ni session. De qui met à jour les données, le journal "
            "garde\u00a0:</p><ul>"
            "<li><strong>un compte</strong>\u00a0: un nom, des droits, et s’il accepte d’être "
            "nommé\u202f; pas de mot de passe. Ce nom, même non montré, est dit à qui "
            "relit et à qui administre. Jusqu’à ce qu’il soit effacé, ce que chacun peut "
            "demander\u202f;</li>"
            "<li><strong>une invitation</strong>\u00a0: son empreinte. Le lien sert une fois, "
            "dans les {invitation}\u202f;</li>"
            "{ailleurs}"
            "<li><strong>une session</strong>\u00a0: l’empreinte du cookie "
            "<code>{temoin}</code>, le navigateur, la date. Elle finit au bout de {session}, ou "
            "dès qu’on la ferme\u202f; finie, elle s’efface quand une autre s’ouvre\u202f;</li>"
            "{adresse}"
            "<li><strong>des brouillons</strong>\u00a0: jusqu’à ce qu’ils soient proposés ou "
            "jetés, ou le compte effacé. Pendant ce temps, qui ouvre la même rangée le "
            "sait\u202f;</li>"
            "<li><strong>l’historique</strong>\u00a0: chaque changement, sa date et son motif, "
            "pour toujours, y compris ce qui a été corrigé ou retiré depuis. L’auteur y est un "
            "code, que seul son compte relie à un nom\u00a0: le compte effacé, il n’en a plus. "
            "Aucune adresse électronique n’y entre.</li></ul>"
            "<p>Une sauvegarde garde ce qu’il y avait le jour où elle a été faite.</p>",
            invitation=invitation,
            adresse=_de_l_adresse(),
            session=session,
            ailleurs=_des_comptes_d_ailleurs(),
            temoin=TEMOIN,
        )
    )


def _de_l_adresse() -> Markup:
    return html(
        "<li><strong>une adresse électronique</strong>, si on la donne pour être prévenu\u00a0: "
        "elle ne sert qu’à cela, personne ne la voit, l’historique ne la garde pas. Elle s’efface "
        "quand on la reprend, d’un clic dans chaque message, avec le compte ou ses droits, ou au "
        "bout de {confirmation} si elle n’est pas confirmée. Un message perd ses mots dès qu’il "
        "est parti, ou s’il n’a pu partir en {attente}\u202f; qu’il y en eut un, de quel genre et "
        "quand, se garde un an\u202f;</li>",
        confirmation=compte(DUREE_D_UNE_CONFIRMATION.days, "jour"),
        attente=compte(ATTENTE_MAXIMALE.days, "jour"),
    )


def _des_comptes_d_ailleurs() -> Markup:
    return html(
        "<li><strong>un compte d’ailleurs</strong> (ProConnect, Google…), pour qui s’en "
        "sert\u00a0: l’empreinte de ce qui l’y désigne, jusqu’à ce qu’il soit délié. Une adresse "
        "invitée n’est gardée que par son empreinte, {} au plus, et s’efface dès qu’elle a servi. "
        "Le jeton par lequel la session se ferme là-bas aussi s’efface avec elle\u202f; il est "
        "chiffré par une clé que seul le navigateur a\u202f;</li>",
        compte(DUREE_D_UNE_ADRESSE.days, "jour"),
    )


def ce_qui_est_garde_des_signalements() -> None:
    """Say what is kept of who reports an error, for how long, and what is not."""
    poser(
        html(
            "<p>Signaler une erreur ne demande pas de compte, et n’est offert que là où un journal "
            "garde les données. Sont gardés\u00a0:</p><ul>"
            "<li><strong>ce qui est écrit</strong>, la ligne et la page dont il s’agit, et le "
            "jour\u00a0: lus par qui relit, jamais publiés tels quels. Le signalement s’efface "
            "{an} après la réponse\u202f; sans réponse, il reste en attente\u202f;</li>"
            "<li><strong>l’adresse électronique</strong>, si elle est donnée\u00a0: vue de qui "
            "relit, tant qu’il n’y a pas de réponse, pour une question. Elle s’efface {courriel} "
            "après, et au plus tard {an} après l’envoi\u202f;</li>"
            "<li><strong>l’empreinte</strong> de l’adresse privée qui permet de le suivre.</li>"
            "</ul><p>L’adresse IP n’est pas gardée\u00a0: pour compter les envois de la journée, "
            "son empreinte, salée d’un secret neuf chaque jour, reste en mémoire jusqu’au premier "
            "envoi d’un autre jour, ou à l’arrêt du serveur. Aucun autre site ne sert à trier les "
            "robots. Si le signalement devient une proposition, son motif, que l’équipe relit, "
            "entre dans l’historique.</p>",
            an=compte(GARDEE.days, "jour"),
            courriel=compte(COURRIEL_GARDE.days, "jour"),
        )
    )


def accessibilite() -> None:
    """Say what was tested for accessibility, and what was not."""
    poser(
        html(
            "<p><strong>Ce site n’a pas été audité</strong>\u00a0: aucun taux de conformité au "
            "RGAA n’est connu, et aucun n’est affirmé.</p>"
            "<p>Ce que vérifient les tests automatiques du projet\u00a0:</p><ul>"
            "<li>chaque page avec l’outil axe\u00a0: en clair et en sombre, repliée puis dépliée, "
            "et à la largeur d’un téléphone\u202f;</li>"
            "<li>au clavier\u00a0: le lien d’évitement, et le choix d’une marque sur la carte"
            "\u202f;</li>"
            "<li>les contrastes des couleurs du thème, et jamais une couleur seule pour dire un "
            "groupe ou un état\u202f;</li>"
            "<li>un titre par page, des tableaux légendés, un tableau ou un texte à côté de chaque "
            "dessin.</li></ul>"
            "<p>Ce qui n’a <strong>pas</strong> été vérifié\u00a0:</p><ul>"
            "<li>aucun essai par des personnes handicapées\u202f;</li>"
            "<li>aucun parcours complet avec un lecteur d’écran, une loupe ou une commande vocale"
            "\u202f;</li>"
            "<li>le parcours au clavier de toutes les pages\u202f;</li>"
            "<li>ce que les outils automatiques ne voient pas\u00a0: ils ne trouvent qu’une partie "
            "des défauts.</li></ul>"
            "<p>Un obstacle\u202f? Dites-le à La Fabrique des Transitions ({}). Les données "
            "existent aussi en tableaux simples, sur la page Données.</p>",
            _SITE,
        )
    )
