"""The page where a session is opened: the ways there are to say who one is, then the invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.journal.comptes import Compte, compte_de_la_session
from fabrique_dash.journal.identites import Identite, Preuve, identites
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.publication.site.adresses import avec_parametres
from fabrique_dash.redaction.dire import instant_en_mots
from fabrique_dash.redaction.fournisseurs import Fournisseur, Fournisseurs, fournisseurs
from fabrique_dash.serveur.adresses.formulaires import page
from fabrique_dash.serveur.adresses.session import jeton_du_navigateur, journal_attendu
from fabrique_dash.serveur.chemins import CONNEXION, CONNEXION_MANDATAIRE, CONNEXION_OIDC, DELIER
from fabrique_dash.serveur.identites.entetes import MANDATAIRE, preuve_du_mandataire

TITRE = "Ouvrir une session"
_PAR_UN_LIEN = "Pour mettre à jour les données, il faut un lien d’invitation."
_SANS_MOT_DE_PASSE = "Aucun mot de passe n’est demandé, ni gardé."
_MAL_REGLE = (
    "Un moyen de se connecter est mal réglé. Qui tient ce tableau de bord lit pourquoi par la "
    "commande «\u00a0identites\u00a0»."
)
_INVITE = (
    "Il faut avoir été invité. Si vous l’avez été par un lien, ouvrez-le d’abord\u00a0: cette "
    "page permettra ensuite de relier votre compte."
)
_A_LA_PLACE = "Un lien d’invitation ouvrirait une autre session à la place de celle-ci."


@dataclass(frozen=True)
class Accueil:
    """What the page shows to somebody.

    Attributes:
        fournisseurs: the providers that may be asked.
        mandataire: who the proxy says that they are.
        compte: the account of their session, if one is open.
        identites: the ways to open that account.
    """

    fournisseurs: Fournisseurs
    mandataire: Preuve | None = None
    compte: Compte | None = None
    identites: Sequence[Identite] = ()

    @property
    def est_vide(self) -> bool:
        """Whether the invitation is the only way there is."""
        connus = self.fournisseurs
        return not (connus.bons or connus.fautes or self.mandataire)


SANS_PORTE = Accueil(Fournisseurs({}, ()))


def lire_l_accueil(requete: Request) -> Accueil:
    """Read what the page shows.

    Raises:
        JournalIndisponible: there is no journal, or it can't be read.
    """
    journal, jeton = journal_attendu(), jeton_du_navigateur(requete)
    compte = compte_de_la_session(journal, jeton) if jeton else None
    connues = identites(journal, compte.id) if compte else []
    return Accueil(fournisseurs(), preuve_du_mandataire(requete), compte, connues)


async def refuser(requete: Request, erreur: str, statut: int = 403, retour: str = "") -> Response:
    """Make the page for who was refused: the ways that there are stay.

    Args:
        requete: the request.
        erreur: why.
        statut: HTTP status.
        retour: the view to come back to.
    """
    try:
        accueil = await run_in_threadpool(lire_l_accueil, requete)
    except JournalIndisponible:
        accueil = SANS_PORTE
    return page_de_connexion(retour, erreur, statut, accueil)


def page_de_connexion(
    retour: str, erreur: str = "", statut: int = 200, accueil: Accueil = SANS_PORTE
) -> Response:
    """Make the page; as if there were only invitations where nothing else is described.

    Args:
        retour: the view to come back to.
        erreur: what is wrong, if anything is.
        statut: HTTP status.
        accueil: the ways there are.
    """
    if accueil.est_vide:
        avant = html("<p>{} {}</p>", _PAR_UN_LIEN, _SANS_MOT_DE_PASSE)
    else:
        titre = html("<h2>Avec un lien d’invitation</h2>")
        avant = joindre([_portes(retour, accueil), titre, html("<p>{}</p>", _SANS_MOT_DE_PASSE)])
    ouverte = _la_session(accueil.compte, accueil) if accueil.compte else Markup()
    contenu = joindre([ouverte, avant, _invitation(retour, accueil.compte)])
    return page(TITRE, contenu, statut, erreur, script="connexion.js")


def _portes(retour: str, accueil: Accueil) -> Markup:
    bons = accueil.fournisseurs.bons.values()
    morceaux = []
    if accueil.fournisseurs.fautes:
        morceaux.append(html('<p class="tp-note">{}</p>', _MAL_REGLE))
    if bons or accueil.mandataire:
        titre = "Relier un compte que vous avez" if accueil.compte else "Avec votre compte"
        morceaux.append(html("<h2>{}</h2>", titre))
        morceaux += [_porte(f, retour, relier=accueil.compte is not None) for f in bons]
        if accueil.mandataire:
            relier = accueil.compte is not None
            morceaux.append(_du_mandataire(accueil.mandataire, retour, relier))
        if not accueil.compte:
            morceaux.append(html('<p class="tp-note">{}</p>', _INVITE))
    return joindre(morceaux)


def _porte(fournisseur: Fournisseur, retour: str, relier: bool) -> Markup:
    demande = {"fournisseur": fournisseur.nom, "retour": retour, "relier": "1" if relier else ""}
    return html(
        '<p><a class="tp-porte" href="{adresse}">{verbe} {libelle}</a>{mention}</p>',
        adresse=avec_parametres(
            CONNEXION_OIDC.removeprefix("/"), {nom: dit for nom, dit in demande.items() if dit}
        ),
        verbe="Relier mon compte" if relier else "Se connecter avec",
        libelle=fournisseur.libelle,
        mention=html("<br>{}", fournisseur.mention) if fournisseur.mention else Markup(),
    )


def _du_mandataire(preuve: Preuve, retour: str, relier: bool) -> Markup:
    return html(
        '<form method="post" action=".{action}"><input type="hidden" name="retour" '
        'value="{retour}">{relier}<button type="submit">{verbe} {dit}</button></form>',
        relier=html('<input type="hidden" name="relier" value="1">') if relier else Markup(),
        verbe="Relier le compte" if relier else "Continuer en tant que",
        action=CONNEXION_MANDATAIRE,
        retour=retour,
        dit=preuve.courriel or preuve.sujet,
    )


def _la_session(compte: Compte, accueil: Accueil) -> Markup:
    connues = [_identite(i, accueil) for i in accueil.identites if i.liee_le]
    liste = html("<ul>{}</ul>", joindre(connues)) if connues else Markup()
    return html("<p>Session ouverte\u00a0: {nom}.</p>{liste}", nom=compte.nom, liste=liste)


def _identite(identite: Identite, accueil: Accueil) -> Markup:
    connu = accueil.fournisseurs.bons.get(identite.fournisseur)
    libelle = "Mandataire" if identite.fournisseur == MANDATAIRE else identite.fournisseur
    dite = html(
        "{}, relié le {}", connu.libelle if connu else libelle, instant_en_mots(identite.liee_le)
    )
    return html(
        '<li>{dite} <form method="post" action=".{action}">'
        '<input type="hidden" name="identite" value="{numero}">'
        '<button type="submit" aria-label="Délier {dite}">Délier</button></form></li>',
        dite=dite,
        action=DELIER,
        numero=identite.id,
    )


def _invitation(retour: str, compte: Compte | None) -> Markup:
    """Make the form of an invitation; its link never takes by itself the place of a session."""
    return html(
        '{deja}<form method="post" action=".{action}"{a_la_main}>'
        '<label for="jeton">Lien d’invitation</label>'
        '<input id="jeton" name="jeton" required autocomplete="off" spellcheck="false">'
        '<input type="hidden" name="retour" value="{retour}">'
        '<button type="submit">Ouvrir la session</button><p role="status"></p></form>'
        "<p>La toute première fois, les données entrent dans le journal\u00a0: cela prend "
        "quelques secondes.</p>",
        deja=html("<p>{}</p>", _A_LA_PLACE) if compte else Markup(),
        a_la_main=html(" data-a-la-main") if compte else Markup(),
        action=CONNEXION,
        retour=retour,
    )
