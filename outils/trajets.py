"""Count the files that three journeys go through, those of `docs/architecture.md`.

A file is on a journey when one of its functions runs in it (or the whole script, for a page), and
does not run for the page « À propos » or the address `/sante` all the same: the frame of every
page and of every answer is left out. What is kept from one request to the next is kept here too:
each journey asks for a date of its own. What another process does is not seen.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import charger, dossier_des_donnees
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.adresses.toutes import adresses_stables
from outils.serveur_local import RACINE

_ENTREE = RACINE / "fabrique_dash" / "interface" / "cadre" / "entree.py"
_MAISON = (f"{RACINE / 'fabrique_dash'}{os.sep}", f"{RACINE / 'pages'}{os.sep}")
_DELAI = 600.0
_LETTRE = {"date": "2021-11-14", "debut": "2021-10-15", "fin": "2021-11-14"}

Fichiers = set[str]


@contextmanager
def suivre() -> Iterator[Fichiers]:
    """Note the files of the house whose code runs, in every thread."""
    vus: Fichiers = set()

    def noter(cadre: FrameType, evenement: str, _argument: object) -> None:
        fichier = cadre.f_code.co_filename
        if evenement == "call" and fichier.startswith(_MAISON):
            importe = cadre.f_code.co_name == "<module>" and not fichier.startswith(_MAISON[1])
            if not importe:
                vus.add(os.path.relpath(fichier, RACINE).replace(os.sep, "/"))

    threading.setprofile(noter)
    sys.setprofile(noter)
    try:
        yield vus
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _ouvrir(cle: str, **adresse: str) -> AppTest:
    session = AppTest.from_file(str(_ENTREE), default_timeout=_DELAI)
    session.run()
    session.switch_page(os.path.relpath(RACINE / "pages" / f"{cle}.py", _ENTREE.parent))
    for nom, valeur in adresse.items():
        session.query_params[nom] = valeur
    return session


def _de(faire: Callable[[], object]) -> Fichiers:
    with suivre() as vus:
        faire()
    return vus


def _page(cle: str, **adresse: str) -> Fichiers:
    return _de(_ouvrir(cle, **adresse).run)


def _adresses() -> TestClient:
    return TestClient(Starlette(routes=adresses_stables(Service(""), IMAGERIE)))


def une_rangee() -> dict[str, Fichiers]:
    """Follow a row of `evenements.csv` to its mark on the timeline, and to the calendar."""
    dossier = dossier_des_donnees()
    lecture = _de(lambda: (verifier(dossier), charger(dossier, "trajet")))
    frise = _page("frise", date="2022-05-05") - _page("a_propos", date="2022-05-04")
    client = _adresses()
    sante = _de(lambda: client.get("/sante"))
    agenda = _de(lambda: client.get("/agenda.ics?date=2022-05-06")) - sante
    return {"lue et contrôlée": lecture, "sur la frise": frise, "dans l’agenda": agenda}


def une_date() -> dict[str, Fichiers]:
    """Follow a date in the address to a figure on the page, and to its picture."""
    ident = "territoires_annonces"
    page = _page("chiffres", date="2022-06-05", chiffre=ident)
    client = _adresses()
    sante = _de(lambda: client.get("/sante"))
    image = _de(lambda: client.get(f"/images/chiffre.png?chiffre={ident}&date=2022-06-06"))
    return {"sur la page": page - _page("a_propos", date="2022-06-04"), "en image": image - sante}


def une_retouche() -> dict[str, Fichiers]:
    """Follow a paragraph typed in the workshop to the letter and its preview."""
    atelier = _ouvrir("lettre", **_LETTRE).run()
    edito = atelier.text_area(key="lettre-edito")
    edito.set_value(f"{edito.value}\n\nUn mot de plus.")
    autre = _ouvrir("a_propos").run()
    return {"dans la lettre": _de(atelier.run) - _de(autre.run)}


def main() -> None:
    """Print the files of each journey, and how many they are."""
    logging.disable(logging.WARNING)
    for cle in ("a_propos", "frise", "chiffres", "lettre"):
        _ouvrir(cle).run()
    for trajet in (une_rangee, une_date, une_retouche):
        etapes = trajet()
        print(f"{trajet.__name__} : {len(set().union(*etapes.values()))} fichiers")
        for etape, vus in etapes.items():
            print(f"  {etape} ({len(vus)}) : {', '.join(sorted(vus))}")


if __name__ == "__main__":
    main()
