"""Where one may sign in from, as the environment, or a file that it names, describes it.

Nothing is asked of a provider here: a description is read, and its faults are told in French. A
secret is only ever in the environment.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "FABRIQUE_IDENTITES"
PREFIXE = "FABRIQUE_OIDC_"  # then the name of the provider, « _ », and a key
VARIABLE_DU_MANDATAIRE = "FABRIQUE_PROXY_IDENTITE"
_SECRET = "secret"
_NOM = re.compile(r"[a-z0-9]{1,20}")
_CLE_D_ENVIRONNEMENT = re.compile(rf"{PREFIXE}([A-Z0-9]+)_([A-Z_]+)")
_OUI, _NON = ("oui", "1", "true"), ("non", "0", "false", "")
_ICI = ("localhost", "127.0.0.1", "::1")
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_PARTAGEE = ("HS256",)  # the secret is the key: only where it is written
_SIRET = re.compile(r"\d{14}")


class DescriptionFautive(ValueError):
    """A provider is badly described; the message is in French, and holds no secret."""


@dataclass(frozen=True)
class Fournisseur:
    """A provider of identities (OpenID Connect).

    Attributes:
        nom: its name, in addresses.
        libelle: its name, for people.
        mention: whom it is for; may be empty.
        emetteur: the address that it signs for; its discovery is under it.
        client: who we are there.
        secret: what proves it.
        portees: what is asked for.
        plus: parameters that are added to the request, as `prompt` and `acr_values`.
        signatures: algorithms that it may sign with.
        secret_au_corps: whether the secret goes with the form, not with a header.
        preuve_si_annoncee: whether PKCE waits for it to say that it knows it: it refuses any
            parameter that it doesn't know.
        adresses_sures: whether it vouches for every address that it gives.
        sirets: establishments whose agents alone may come; empty for all.
    """

    nom: str
    libelle: str
    mention: str
    emetteur: str
    client: str
    secret: str = field(repr=False)
    portees: tuple[str, ...]
    plus: Mapping[str, str]
    signatures: tuple[str, ...]
    secret_au_corps: bool
    preuve_si_annoncee: bool
    adresses_sures: bool
    sirets: frozenset[str]


@dataclass(frozen=True)
class Fournisseurs:
    """Those that are well described, by name; what is wrong with the others, in French."""

    bons: Mapping[str, Fournisseur]
    fautes: tuple[str, ...]


_COMMUN = {"portees": "openid email", "mention": "", "secret_au_corps": "non"}
_COMMUN |= {"adresses_sures": "non", "preuve_si_annoncee": "non"}
# What is known of each: https://accounts.google.com is Google's for all; the others are told.
_MODELES: dict[str, dict[str, str]] = {
    "proconnect": {
        "libelle": "ProConnect",
        "mention": "Pour les agents publics.",
        "adresses_sures": "oui",
        "secret_au_corps": "oui",
        "preuve_si_annoncee": "oui",
    },
    "keycloak": {"libelle": "Keycloak"},
    "google": {
        "libelle": "Google",
        "emetteur": "https://accounts.google.com",
        "invite": "select_account",
    },
    # Its addresses are not checked: one may write any in a directory of one's own.
    "microsoft": {"libelle": "Microsoft", "invite": "select_account"},
    "autre": {},
}
_OBLIGATOIRES = ("emetteur", "client", _SECRET)
_CLES = (
    *("modele", "libelle", "mention", "emetteur", "client", "portees", "invite", "acr"),
    *("signatures", "adresses_sures", "secret_au_corps", "preuve_si_annoncee", "sirets"),
)


def fournisseurs() -> Fournisseurs:
    """Read the providers that are described; none, and no fault, where nothing is."""
    bons: dict[str, Fournisseur] = {}
    fautes: list[str] = []
    du_fichier: dict[str, object] = {}
    try:
        du_fichier = _du_fichier()
    except DescriptionFautive as faute:
        fautes.append(str(faute))
    de_l_environnement = _de_l_environnement()
    for nom in du_fichier | de_l_environnement:
        try:
            cles = _cles_du_fichier(nom, du_fichier.get(nom, {}))
            bons[nom] = _lire(nom, cles | de_l_environnement.get(nom, {}))
        except DescriptionFautive as faute:
            fautes.append(f"{nom}\u00a0: {faute}")
    return Fournisseurs(bons, tuple(fautes))


def s_ouvre_d_ailleurs() -> bool:
    """Tell whether there is another way to open a session than an invitation."""
    return bool(os.environ.get(VARIABLE_DU_MANDATAIRE) or fournisseurs().bons)


def _du_fichier() -> dict[str, object]:
    chemin = os.environ.get(VARIABLE, "")
    if not chemin:
        return {}
    try:
        return tomllib.loads(Path(chemin).read_text("utf-8-sig"))
    except (OSError, ValueError) as erreur:
        dit = f"le fichier que nomme {VARIABLE} ne se lit pas ({erreur})"
        raise DescriptionFautive(f"{dit}.") from erreur


def _cles_du_fichier(nom: str, section: object) -> dict[str, str]:
    if not isinstance(section, dict):
        raise DescriptionFautive(
            f"dans le fichier que nomme {VARIABLE}, tout s’écrit sous le nom d’un fournisseur, "
            "entre crochets."
        )
    if _SECRET in section:
        raise DescriptionFautive(
            "le secret s’écrit dans l’environnement, jamais dans le fichier\u00a0: "
            f"{PREFIXE}{nom.upper()}_SECRET."
        )
    return {cle: _en_texte(valeur) for cle, valeur in section.items()}


def _en_texte(valeur: object) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list):
        return " ".join(str(un) for un in valeur)
    return str(valeur)


def _de_l_environnement() -> dict[str, dict[str, str]]:
    decrits: dict[str, dict[str, str]] = {}
    for variable, valeur in sorted(os.environ.items()):
        if lue := _CLE_D_ENVIRONNEMENT.fullmatch(variable):
            decrits.setdefault(lue[1].lower(), {})[lue[2].lower()] = valeur.strip()
    return decrits


def _lire(nom: str, cles: Mapping[str, str]) -> Fournisseur:
    if not _NOM.fullmatch(nom):
        raise DescriptionFautive("un nom se dit en lettres minuscules sans accent et en chiffres.")
    if inconnues := sorted(set(cles) - {*_CLES, _SECRET}):
        raise DescriptionFautive(
            f"«\u00a0{inconnues[0]}\u00a0» n’est pas connu\u202f; il y a {', '.join(_CLES)}."
        )
    modele = cles.get("modele") or (nom if nom in _MODELES else "autre")
    if modele not in _MODELES:
        raise DescriptionFautive(f"le modèle est l’un de\u00a0: {', '.join(_MODELES)}.")
    dites = _COMMUN | _MODELES[modele] | {cle: dite for cle, dite in cles.items() if dite}
    if manquantes := [cle for cle in _OBLIGATOIRES if not dites.get(cle)]:
        raise DescriptionFautive(f"il manque {', '.join(manquantes)}.")
    return Fournisseur(
        nom=nom,
        libelle=dites.get("libelle", nom),
        mention=dites["mention"],
        emetteur=_emetteur(dites["emetteur"]),
        client=dites["client"],
        secret=dites[_SECRET],
        portees=_portees(dites),
        plus=_plus(dites),
        signatures=_signatures(dites.get("signatures", "")),
        secret_au_corps=_oui("secret_au_corps", dites),
        preuve_si_annoncee=_oui("preuve_si_annoncee", dites),
        adresses_sures=_oui("adresses_sures", dites),
        sirets=_sirets(dites.get("sirets", "")),
    )


def _plusieurs(dit: str) -> tuple[str, ...]:
    return tuple(dit.replace(",", " ").split())


def adresse_sure(dite: str) -> str:
    """Return an address that may be asked: HTTPS, or this machine.

    Raises:
        DescriptionFautive: it is not one.
    """
    try:
        parties = urlsplit(dite)
        sure = parties.scheme == "https" or (parties.scheme == "http" and parties.hostname in _ICI)
    except ValueError:  # the brackets of an address that is none
        sure = False
    if not sure or not parties.hostname:
        raise DescriptionFautive("l’émetteur et ses adresses sont en https://.")
    return dite


def _emetteur(dit: str) -> str:
    parties = urlsplit(adresse_sure(dit))
    if parties.query or parties.fragment:
        raise DescriptionFautive("l’adresse de l’émetteur n’a ni paramètre ni ancre.")
    return dit.rstrip("/")


def _portees(dites: Mapping[str, str]) -> tuple[str, ...]:
    portees = _plusieurs(dites["portees"])
    if "openid" not in portees:
        raise DescriptionFautive("les portées comprennent toujours «\u00a0openid\u00a0».")
    return (*portees, "siret") if dites.get("sirets") and "siret" not in portees else portees


def _plus(dites: Mapping[str, str]) -> dict[str, str]:
    noms = {"invite": "prompt", "acr": "acr_values"}
    return {nom: dites[cle] for cle, nom in noms.items() if dites.get(cle)}


def _signatures(dites: str) -> tuple[str, ...]:
    voulues = _plusieurs(dites) or _SIGNATURES
    if voulues != _PARTAGEE and not set(voulues) <= set(_SIGNATURES):
        raise DescriptionFautive(
            f"les signatures sont {', '.join(_PARTAGEE)} seule, ou parmi\u00a0: "
            f"{', '.join(_SIGNATURES)}."
        )
    return voulues


def _oui(cle: str, dites: Mapping[str, str]) -> bool:
    if (dit := dites[cle].lower()) not in (*_OUI, *_NON):
        raise DescriptionFautive(f"«\u00a0{cle}\u00a0» vaut oui ou non.")
    return dit in _OUI


def _sirets(dits: str) -> frozenset[str]:
    sirets = _plusieurs(dits)
    if not all(_SIRET.fullmatch(siret) for siret in sirets):
        raise DescriptionFautive("un Siret a quatorze chiffres.")
    return frozenset(sirets)
