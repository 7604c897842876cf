"""The cookie of a session, once somebody proved who they are, whatever the way; and its end."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fabrique_dash.journal.comptes import DUREE_D_UNE_SESSION, fermer_la_session
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import TEMOIN, journal_en_service
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.serveur.adresses.formulaires import SANS_GARDE
from fabrique_dash.serveur.adresses.service import Service

SANS_JOURNAL = (
    "Ce tableau de bord n’a pas de journal\u00a0: ses données se lisent, et ne se changent pas ici."
)


def journal_attendu() -> Journal:
    """Return the journal.

    Raises:
        JournalIndisponible: there is none, or it can’t be opened.
    """
    journal = journal_en_service()
    if journal is None:
        raise JournalIndisponible(SANS_JOURNAL)
    return journal


def jeton_du_navigateur(requete: Request) -> str:
    """Return the token of the session that the browser holds; empty if it holds none."""
    return requete.cookies.get(TEMOIN, "")


def oublier(journal: Journal | None, jeton: str) -> None:
    """Close the session of a token, if there is one."""
    if journal is not None and jeton:
        fermer_la_session(journal, jeton)


def partir(retour: str) -> RedirectResponse:
    """Send back to a view, or to where one writes.

    From the address asked for, which stands where the application is served: the browser alone
    knows under which path a proxy shows it.

    Args:
        retour: the path of the view, which `retour_permis` let through; empty for none.
    """
    arrivee = retour or f"/{chemin('mise_a_jour', {})}"
    return RedirectResponse(f".{arrivee}", 303, headers=SANS_GARDE)


def poser_un_temoin(
    service: Service, requete: Request, reponse: Response, nom: str, valeur: str, duree: int
) -> None:
    """Put a cookie that no script reads and that no other site sends, where we are served.

    Args:
        service: knows under which path the application is served.
        requete: the request.
        reponse: the answer.
        nom: its name.
        valeur: what it holds.
        duree: seconds that it lives.
    """
    reponse.set_cookie(
        nom,
        valeur,
        max_age=duree,
        path=service.prefixe or "/",
        secure=_est_chiffree(service, requete),
        httponly=True,
        samesite="lax",
    )


def oter_un_temoin(service: Service, reponse: Response, nom: str) -> None:
    """Take a cookie back."""
    reponse.delete_cookie(nom, path=service.prefixe or "/", httponly=True, samesite="lax")


def entrer_ici(service: Service, requete: Request, jeton: str, retour: str) -> Response:
    """Send back to a view with the cookie of a session that was opened.

    Args:
        service: knows under which path the application is served.
        requete: the request.
        jeton: the token of the session.
        retour: the path of the view.
    """
    reponse = partir(retour)
    duree = int(DUREE_D_UNE_SESSION.total_seconds())
    poser_un_temoin(service, requete, reponse, TEMOIN, jeton, duree)
    return reponse


def _est_chiffree(service: Service, requete: Request) -> bool:
    """Tell whether the browser speaks HTTPS, to us or to what stands before us."""
    adresses = (service.racine(requete), requete.headers.get("origin", ""))
    return any(adresse.startswith("https://") for adresse in adresses)
