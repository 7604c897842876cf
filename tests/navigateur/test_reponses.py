"""What the server answers around the pages."""

from __future__ import annotations

import urllib.error
import urllib.request
from email.message import Message

import pytest

from outils.serveur_local import Serveur
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import CLES, chemin

ATTENDUS = {
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=()",
}


class _SansSuivre(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirection."""


def _entetes(adresse: str) -> tuple[int, Message]:
    ouvreur = urllib.request.build_opener(_SansSuivre)
    try:
        with ouvreur.open(adresse, timeout=60) as reponse:
            return reponse.status, reponse.headers
    except urllib.error.HTTPError as reponse:
        return reponse.code, reponse.headers


@pytest.mark.parametrize("cle", CLES)
def test_security_headers_on_every_page(serveur: Serveur, cle: str) -> None:
    statut, entetes = _entetes(serveur.url + chemin(cle))
    assert statut == 200
    for nom, valeur in ATTENDUS.items():
        assert valeur in (entetes[nom] or ""), nom
    scripts = entetes["content-security-policy"].split("script-src")[1].split(";")[0]
    assert scripts.strip() == "'self'"


def test_the_name_of_the_first_page_leads_to_the_root(serveur: Serveur) -> None:
    statut, entetes = _entetes(f"{serveur.url}/{CLES[0]}?date=2021-12-01")
    assert statut in (301, 302, 307, 308)
    assert entetes["location"] == "/?date=2021-12-01"


def test_the_first_page_opens_by_its_name(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(f"/{CLES[0]}")
    assert page.url == f"{visite.url}/"
    assert visite.erreurs == []
