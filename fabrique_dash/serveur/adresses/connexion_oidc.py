"""Signing in at a provider of identities, and binding an account that one has there to ours."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.journal.identites import IdentiteRefusee, Preuve, entrer, relier
from fabrique_dash.journal.jetons import hacher, nouveau_jeton
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.publication.site.adresses import retour_permis
from fabrique_dash.redaction.fournisseurs import Fournisseur, fournisseurs
from fabrique_dash.serveur.adresses.formulaires import (
    AILLEURS,
    SANS_GARDE,
    champs_envoyes,
    est_d_ici,
    page,
)
from fabrique_dash.serveur.adresses.portes import (
    Accueil,
    lire_l_accueil,
    page_de_connexion,
    refuser,
)
from fabrique_dash.serveur.adresses.service import Reponse, Service
from fabrique_dash.serveur.adresses.session import (
    entrer_ici,
    jeton_du_navigateur,
    journal_attendu,
    oter_un_temoin,
    oublier,
    partir,
    poser_un_temoin,
)
from fabrique_dash.serveur.chemins import CONNEXION_OIDC, RELIER, RETOUR_OIDC
from fabrique_dash.serveur.identites.erreurs import ConnexionImpossible
from fabrique_dash.serveur.identites.passages import (
    DUREE,
    Aller,
    Reliure,
    ecrire,
    lire_l_aller,
    lire_la_reliure,
)

_JOURNAL = logging.getLogger(__name__)
_TEMOIN, _TEMOIN_A_RELIER = "tp_connexion", "tp_reliure"
_RETOUR_MAXIMAL = 1000  # characters: a cookie holds four thousand
_OCTETS_DE_LA_PREUVE = 48
_INCONNU = "Ce tableau de bord n’a pas ce moyen de se connecter."
_PAS_D_ICI = (
    "Cette connexion n’a pas commencé sur ce navigateur, a déjà servi, a duré plus de dix minutes, "
    "ou une autre a commencé depuis\u00a0: recommencez."
)
_SANS_SESSION = "Pour relier un compte, ouvrez d’abord votre session."


def routes_oidc(service: Service) -> list[Route]:
    """Make the routes by which one signs in at a provider.

    Args:
        service: knows under which path the application is served.
    """
    sous = service.prefixe

    def route(chemin: str, suivre: Reponse, methode: str) -> Route:
        return Route(f"{sous}{chemin}", suivre, methods=[methode])

    async def depart(requete: Request) -> Response:
        return await _avec_l_accueil(service, requete, _partir_la_bas)

    async def retour(requete: Request) -> Response:
        return await _avec_l_accueil(service, requete, _revenir)

    async def reliure(requete: Request) -> Response:
        return await _relier(service, requete)

    return [
        route(CONNEXION_OIDC, depart, "GET"),
        route(f"{RETOUR_OIDC}{{nom}}", retour, "GET"),
        route(RELIER, reliure, "POST"),
    ]


Suite = Callable[[Service, Request, Fournisseur, Accueil], Awaitable[Response]]


async def _avec_l_accueil(service: Service, requete: Request, suite: Suite) -> Response:
    """Go on with the provider that is named."""
    nom = str(requete.path_params.get("nom") or requete.query_params.get("fournisseur", ""))
    try:
        accueil = await run_in_threadpool(_preparer, requete)
    except JournalIndisponible as erreur:
        return page_de_connexion("", str(erreur), 503)
    fournisseur = accueil.fournisseurs.bons.get(nom)
    if fournisseur is None:
        return page_de_connexion("", _INCONNU, 404, accueil)
    return await suite(service, requete, fournisseur, accueil)


def _preparer(requete: Request) -> Accueil:
    from fabrique_dash.serveur.identites.oidc import echanges  # noqa: F401 - a third of a second, here

    return lire_l_accueil(requete)


async def _ou_le_dire(
    suite: Awaitable[Response], fournisseur: Fournisseur, vers: str, accueil: Accueil
) -> Response:
    """Return an answer, or the page that says what kept it from being one."""
    try:
        return await suite
    except ConnexionImpossible as erreur:
        _JOURNAL.warning("Connexion par %s impossible\u00a0: %s", fournisseur.nom, erreur.raison)
        return page_de_connexion(vers, str(erreur), erreur.statut, accueil)
    except JournalIndisponible as erreur:
        _JOURNAL.warning("Connexion par %s impossible", fournisseur.nom, exc_info=True)
        return page_de_connexion(vers, str(erreur), 503, accueil)


async def _partir_la_bas(
    service: Service, requete: Request, fournisseur: Fournisseur, accueil: Accueil
) -> Response:
    pour_relier = requete.query_params.get("relier") == "1"
    if pour_relier and accueil.compte is None:
        return page_de_connexion("", _SANS_SESSION, 403, accueil)
    vers = retour_permis(requete.query_params.get("retour", ""))
    aller = Aller(
        etat=nouveau_jeton(),
        nonce=nouveau_jeton(),
        verifieur=secrets.token_urlsafe(_OCTETS_DE_LA_PREUVE),
        redirection=f"{service.racine(requete)}{RETOUR_OIDC}{fournisseur.nom}",
        retour=vers if len(vers) <= _RETOUR_MAXIMAL else "",
        relier=pour_relier,
    )
    suite = _envoyer_la_bas(service, requete, fournisseur, aller)
    return await _ou_le_dire(suite, fournisseur, vers, accueil)


async def _envoyer_la_bas(
    service: Service, requete: Request, fournisseur: Fournisseur, aller: Aller
) -> Response:
    from fabrique_dash.serveur.identites.oidc.echanges import adresse_de_depart

    adresse = await adresse_de_depart(fournisseur, aller)
    reponse = RedirectResponse(adresse, 303, headers=SANS_GARDE)
    poser_un_temoin(service, requete, reponse, _TEMOIN, ecrire(fournisseur, aller), DUREE)
    return reponse


async def _revenir(
    service: Service, requete: Request, fournisseur: Fournisseur, accueil: Accueil
) -> Response:
    aller = lire_l_aller(fournisseur, requete.cookies.get(_TEMOIN, ""))
    etat = requete.query_params.get("state", "")
    if aller is None or not hmac.compare_digest(aller.etat.encode(), etat.encode()):
        # What the browser holds is another sign-in, which has not ended: it stays.
        return page_de_connexion("", _PAS_D_ICI, 403, accueil)
    suite = _recevoir(service, requete, fournisseur, aller, accueil)
    reponse = await _ou_le_dire(suite, fournisseur, aller.retour, accueil)
    oter_un_temoin(service, reponse, _TEMOIN)  # it has served, whatever came of it
    return reponse


async def _recevoir(
    service: Service, requete: Request, fournisseur: Fournisseur, aller: Aller, accueil: Accueil
) -> Response:
    from fabrique_dash.serveur.identites.oidc.echanges import recevoir

    venue = await recevoir(fournisseur, aller, requete.query_params)
    if aller.relier:
        return _demander(service, requete, fournisseur, aller, venue.preuve, venue.dite)
    return await entrer_par(service, requete, venue.preuve, aller.retour, accueil)


async def entrer_par(
    service: Service, requete: Request, preuve: Preuve, vers: str, accueil: Accueil
) -> Response:
    """Open the session of who proved who they are, in the place of the browser's; if invited.

    Args:
        service: knows under which path the application is served.
        requete: the request.
        preuve: what they proved.
        vers: the view to come back to.
        accueil: the ways there are, for who was not invited.

    Raises:
        JournalIndisponible: the journal can't be written.
    """
    ancien, appareil = jeton_du_navigateur(requete), requete.headers.get("user-agent", "")

    def ouvrir() -> str | None:
        journal = journal_attendu()
        jeton = entrer(journal, preuve, appareil)
        if jeton is not None:
            oublier(journal, ancien)
        return jeton

    jeton = await run_in_threadpool(ouvrir)
    if jeton is None:
        connu = accueil.fournisseurs.bons.get(preuve.fournisseur)
        return page_de_connexion(vers, _pas_invite(connu, preuve), 403, accueil)
    return entrer_ici(service, requete, jeton, vers)


def _pas_invite(fournisseur: Fournisseur | None, preuve: Preuve) -> str:
    qui = f" {fournisseur.libelle}" if fournisseur else ""
    dit = f" ({preuve.courriel})" if preuve.courriel else ""
    return (
        f"Votre compte{qui}{dit} n’a pas été invité à ce tableau de bord. Lire ne demande aucune "
        "session. Pour écrire, demandez une invitation à la personne qui tient ce tableau de "
        "bord\u202f; si vous avez un lien, ouvrez-le, puis revenez relier ce compte."
    )


def _demander(
    service: Service,
    requete: Request,
    fournisseur: Fournisseur,
    aller: Aller,
    preuve: Preuve,
    dite: str,
) -> Response:
    """Ask somebody whether that account is theirs: another site may have led them to sign in."""
    contenu = html(
        "<p>Chez {qui}, vous êtes <strong>{dite}</strong>. Une fois relié, ce compte ouvrira votre "
        "session ici. Ne le reliez que s’il est à vous.</p>"
        '<form method="post" action=".{action}">'
        '<input type="hidden" name="fournisseur" value="{nom}">'
        '<button type="submit">Relier ce compte</button></form>',
        qui=fournisseur.libelle,
        dite=dite,
        action=RELIER,
        nom=fournisseur.nom,
    )
    reponse = page("Relier un compte", contenu)
    session = hacher(jeton_du_navigateur(requete))
    reliure = Reliure(session, preuve.emetteur, preuve.sujet, aller.retour)
    valeur = ecrire(fournisseur, reliure)
    poser_un_temoin(service, requete, reponse, _TEMOIN_A_RELIER, valeur, DUREE)
    return reponse


async def _relier(service: Service, requete: Request) -> Response:
    if not est_d_ici(service, requete):
        return await refuser(requete, AILLEURS)
    envoi = await champs_envoyes(requete) or {}
    jeton = jeton_du_navigateur(requete)

    def faire() -> str | None:
        fournisseur = fournisseurs().bons.get(envoi.get("fournisseur", ""))
        valeur = requete.cookies.get(_TEMOIN_A_RELIER, "")
        reliure = lire_la_reliure(fournisseur, valeur) if fournisseur else None
        if reliure is None or fournisseur is None or reliure.session != hacher(jeton):
            return None
        preuve = Preuve(fournisseur.nom, reliure.emetteur, reliure.sujet)
        relier(journal_attendu(), jeton, preuve)
        return reliure.retour

    try:
        vers = await run_in_threadpool(faire)
    except IdentiteRefusee as refus:
        return await refuser(requete, str(refus))
    except JournalIndisponible as erreur:
        return page_de_connexion("", str(erreur), 503)
    reponse = await refuser(requete, _PAS_D_ICI) if vers is None else partir(vers)
    oter_un_temoin(service, reponse, _TEMOIN_A_RELIER)
    return reponse
