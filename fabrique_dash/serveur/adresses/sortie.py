"""Closing there too a session that was opened from elsewhere: offered, never forced.

A form may not lead to another site (`form-action`), so the way out is a link. The identity token
that it takes is read from the journal, and goes from it with the session.
"""

from __future__ import annotations

import hmac
import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.journal.jetons import nouveau_jeton
from fabrique_dash.redaction.fournisseurs import Fournisseur, fournisseurs
from fabrique_dash.serveur.adresses.formulaires import page
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.session import oter_un_temoin, partir, poser_un_temoin
from fabrique_dash.serveur.chemins import DECONNEXION
from fabrique_dash.serveur.identites.erreurs import ConnexionImpossible
from fabrique_dash.serveur.identites.passages import DUREE, Sortie, ecrire, lire_la_sortie

_JOURNAL = logging.getLogger(__name__)
_TEMOIN = "tp_sortie"  # the name of the provider, a full stop, what it signed
_TITRE = "Session fermée"


async def proposer_la_sortie(
    service: Service, requete: Request, ailleurs: tuple[str, str] | None, retour: str
) -> Response | None:
    """Offer to close a session where it was opened from.

    Args:
        service: knows under which path the application is served.
        requete: the request.
        ailleurs: the provider, and its identity token; None for a session of here alone.
        retour: the view to come back to.

    Returns:
        None when there is nothing to close there.
    """
    if ailleurs is None:
        return None
    nom, jeton = ailleurs
    fournisseur = (await run_in_threadpool(fournisseurs)).bons.get(nom)
    if fournisseur is None:
        return None
    sortie = Sortie(nouveau_jeton(), retour)
    adresse = await _adresse(service, requete, fournisseur, jeton, sortie.etat)
    reponse = _page(fournisseur, adresse)
    if adresse:
        valeur = f"{nom}.{ecrire(fournisseur, sortie)}"
        poser_un_temoin(service, requete, reponse, _TEMOIN, valeur, DUREE)
    return reponse


async def _adresse(
    service: Service, requete: Request, fournisseur: Fournisseur, jeton: str, etat: str
) -> str:
    from fabrique_dash.serveur.identites.oidc.echanges import (
        adresse_de_sortie,  # only where it serves
    )

    retour = f"{service.racine(requete)}{DECONNEXION}"
    try:
        return await adresse_de_sortie(fournisseur, jeton, etat, retour)
    except ConnexionImpossible as erreur:
        _JOURNAL.warning("Sortie de %s impossible\u00a0: %s", fournisseur.nom, erreur.raison)
        return ""


def _page(fournisseur: Fournisseur, adresse: str) -> Response:
    qui = fournisseur.libelle
    if not adresse:
        muet = html(
            "<p>Votre session est fermée ici. {qui} ne répond pas\u00a0: vous y êtes encore "
            "connecté.</p>",
            qui=qui,
        )
        return page(_TITRE, muet)
    contenu = html(
        "<p>Votre session est fermée ici. Vous êtes encore connecté à {qui}\u00a0: sur un "
        "ordinateur que d’autres utilisent, fermez-la aussi.</p>"
        '<p><a class="tp-porte" href="{adresse}">Se déconnecter de {qui}</a></p>',
        qui=qui,
        adresse=adresse,
    )
    return page(_TITRE, contenu)


def revenir_de_la_sortie(service: Service, requete: Request) -> Response:
    """Send back to the view that was left, if it is from here that one went away; else to the top.

    Args:
        service: knows under which path the application is served.
        requete: the request.
    """
    nom, _, valeur = requete.cookies.get(_TEMOIN, "").partition(".")
    fournisseur = fournisseurs().bons.get(nom)
    sortie = lire_la_sortie(fournisseur, valeur) if fournisseur else None
    etat = requete.query_params.get("state", "")
    connue = sortie is not None and hmac.compare_digest(sortie.etat.encode(), etat.encode())
    reponse = partir(sortie.retour if sortie and connue else "/")
    oter_un_temoin(service, reponse, _TEMOIN)
    return reponse
