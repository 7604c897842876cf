"""Signing in at a provider of identities: leaving, coming back, closing the session there."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from authlib.integrations.httpx_client import AsyncOAuth2Client

from fabrique_dash.journal.identites import Preuve
from fabrique_dash.redaction.fournisseurs import Fournisseur
from fabrique_dash.serveur.identites.erreurs import IdentiteInvalide, refus_en_mots
from fabrique_dash.serveur.identites.oidc.jetons import (
    Dit,
    JetonRefuse,
    Signataire,
    lire_l_identite,
    lire_les_infos,
)
from fabrique_dash.serveur.identites.oidc.questions import (
    Decouverte,
    client_de,
    decouvrir,
    lire_un_objet,
    question,
)
from fabrique_dash.serveur.identites.passages import Aller

_SIGNE = "application/jwt"
_CODE = re.compile(r"[\x20-\x7e]{1,4096}")


@dataclass(frozen=True)
class Venue:
    """Somebody who came back: what is proved, and by what words they will know themselves."""

    preuve: Preuve
    dite: str


async def adresse_de_depart(fournisseur: Fournisseur, aller: Aller) -> str:
    """Return where somebody is sent to sign in.

    Args:
        fournisseur: the provider.
        aller: the sign-in that begins.

    Raises:
        FournisseurMuet: the provider can't be asked.
    """
    async with question(fournisseur), client_de(fournisseur, aller.redirection) as client:
        dite = await decouvrir(client, fournisseur)
        prouvee = dite.prend_la_preuve(fournisseur)
        verifieur = aller.verifieur if prouvee else None
        adresse, _ = client.create_authorization_url(
            dite.autorisation,
            state=aller.etat,
            code_verifier=verifieur,
            nonce=aller.nonce,
            **fournisseur.plus,
        )
        return str(adresse)


async def adresse_de_sortie(fournisseur: Fournisseur, jeton: str, etat: str, retour: str) -> str:
    """Return where somebody closes their session there; empty if they can't.

    Args:
        fournisseur: the provider.
        jeton: the identity token of the session.
        etat: what the answer must bring back.
        retour: the address to come back to, which the provider knows.

    Raises:
        FournisseurMuet: the provider can't be asked.
    """
    async with question(fournisseur), client_de(fournisseur) as client:
        sortie = (await decouvrir(client, fournisseur)).sortie
    if not sortie:
        return ""
    demande = {"id_token_hint": jeton, "state": etat, "post_logout_redirect_uri": retour}
    return f"{sortie}{'&' if '?' in sortie else '?'}{urlencode(demande)}"


async def recevoir(fournisseur: Fournisseur, aller: Aller, retour: Mapping[str, str]) -> Venue:
    """Find out who comes back from a provider.

    Args:
        fournisseur: the provider.
        aller: the sign-in that had begun in this browser.
        retour: the parameters that it came back with; its `state` was checked.

    Raises:
        FournisseurMuet: the provider can't be asked.
        IdentiteInvalide: it refused, or doesn't prove who they are.
    """
    if "error" in retour:
        raise IdentiteInvalide(refus_en_mots(fournisseur, retour["error"]))
    if not _CODE.fullmatch(retour.get("code", "")):
        raise IdentiteInvalide(refus_en_mots(fournisseur, "invalid_grant"))
    try:
        async with question(fournisseur), client_de(fournisseur, aller.redirection) as client:
            dite = await decouvrir(client, fournisseur)
            _exiger_l_emetteur(dite, retour)
            return await _prouver(client, fournisseur, dite, aller, retour["code"])
    except JetonRefuse as erreur:
        raise IdentiteInvalide(
            f"Ce que dit {fournisseur.libelle} ne prouve pas qui vous êtes\u00a0: recommencez. Si "
            "cela revient, dites-le à la personne qui tient ce tableau de bord.",
            str(erreur),
        ) from erreur


def _exiger_l_emetteur(dite: Decouverte, retour: Mapping[str, str]) -> None:
    """Refuse an answer that another provider made (RFC 9207)."""
    dit = retour.get("iss")
    if dit is None and not dite.se_nomme:
        return
    if dit is None or not hmac.compare_digest(dit.encode(), dite.emetteur.encode()):
        raise JetonRefuse("autre émetteur")


async def _prouver(
    client: AsyncOAuth2Client, fournisseur: Fournisseur, dite: Decouverte, aller: Aller, code: str
) -> Venue:
    prouvee = dite.prend_la_preuve(fournisseur)
    plus = {"code_verifier": aller.verifieur} if prouvee else {}
    jetons = await client.fetch_token(dite.jeton, code=code, **plus)
    acces, identite = str(jetons.get("access_token", "")), str(jetons.get("id_token", ""))
    signataire = Signataire(fournisseur, dite.emetteur, await lire_un_objet(client, dite.cles))
    prouve = lire_l_identite(identite, signataire, aller.nonce, acces)
    infos = await _infos(client, dite, signataire) if dite.infos else {}
    if infos and infos.get("sub") != prouve["sub"]:
        raise JetonRefuse("les deux jetons ne parlent pas de la même personne")
    _exiger_un_siret(fournisseur, infos or prouve)
    dits = infos if infos.get("email") else prouve
    courriel = dits.get("email")
    adresse = courriel if isinstance(courriel, str) else ""
    sure = fournisseur.adresses_sures or dits.get("email_verified") is True
    preuve = Preuve(
        fournisseur.nom,
        dite.emetteur,
        str(prouve["sub"]),
        adresse if sure else "",
        identite if dite.sortie else "",
    )
    return Venue(preuve, adresse or str(prouve["sub"]))


async def _infos(client: AsyncOAuth2Client, dite: Decouverte, signataire: Signataire) -> Dit:
    reponse = await client.get(dite.infos)
    reponse.raise_for_status()
    genre = reponse.headers.get("content-type", "").partition(";")[0].strip().lower()
    if genre == _SIGNE:
        return lire_les_infos(reponse.text.strip(), signataire)
    lu = reponse.json()
    if not isinstance(lu, dict):
        raise ValueError("pas un objet")
    return lu


def _exiger_un_siret(fournisseur: Fournisseur, infos: Dit) -> None:
    if fournisseur.sirets and infos.get("siret") not in fournisseur.sirets:
        raise IdentiteInvalide(
            f"D’après {fournisseur.libelle}, vous ne travaillez pas dans un établissement dont "
            "les agents entrent par là. Si vous avez été invité, prenez votre lien d’invitation."
        )
