"""What keeps somebody from signing in elsewhere, in French."""

from __future__ import annotations

from fabrique_dash.redaction.fournisseurs import Fournisseur


class ConnexionImpossible(RuntimeError):
    """Somebody can't sign in elsewhere; the message is in French.

    Args:
        phrase: the message.
        raison: what a log may keep of it: nothing that somebody wrote.
    """

    statut = 503

    def __init__(self, phrase: str, raison: str = "") -> None:
        super().__init__(phrase)
        self.raison = raison or phrase


class FournisseurMuet(ConnexionImpossible):
    """A provider doesn't answer, or not as one."""


class IdentiteInvalide(ConnexionImpossible):
    """What a provider says doesn't prove who somebody is."""

    statut = 403


def refus_en_mots(fournisseur: Fournisseur, code: str) -> str:
    """Say in French why a provider refused.

    Args:
        fournisseur: the provider.
        code: its own word for it.
    """
    qui = fournisseur.libelle
    if code in ("access_denied", "consent_required", "interaction_required", "login_required"):
        return f"Vous n’êtes pas connecté\u00a0: la demande a été annulée chez {qui}."
    if code == "invalid_grant":
        return f"Ce retour de {qui} a déjà servi, ou a trop attendu\u00a0: recommencez."
    if code in ("invalid_client", "unauthorized_client", "invalid_scope", "invalid_request"):
        return (
            f"{qui} refuse ce que lui demande ce tableau de bord\u00a0: la personne qui le tient "
            "doit revoir ses réglages."
        )
    return f"{qui} a refusé la connexion. Réessayez, ou prenez un autre moyen."
