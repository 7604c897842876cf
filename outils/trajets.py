"""Count the files that three journeys go through, those of `docs/architecture.md`.

Each follows one value, by the rule of `outils.suivi`: a row of `evenements.csv`, read and checked,
until it is a mark on the timeline; a date in the address, then the figure that it gives, until
its sentence is on the page; what an editor types, until it is in the preview of the letter.
What is kept from one request to the next is kept here too, so each asks for a date of its own.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pandas as pd
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.catalogue import Entree, catalogue
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import VARIABLE, charger, depot, dossier_des_donnees
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, vue
from outils.serveur_local import RACINE
from outils.suivi import Reconnaitre, Suivi

_ENTREE = RACINE / "fabrique_dash" / "interface" / "cadre" / "entree.py"
_STATIQUES = "fabrique_dash/interface/static"
_DELAI = 600.0
_FICHIER, _MARQUE = "evenements.csv", "Marque 7301"
_JOUR_DE_LA_FRISE, _JOUR, _VEILLE = date(2022, 5, 5), date(2022, 6, 5), date(2022, 6, 4)
_CHIFFRE = "territoires_annonces"
_LETTRE = {"date": "2021-11-14", "debut": "2021-10-15", "fin": "2021-11-14"}

Fichiers = set[str]


def _ouvrir(cle: str, **adresse: str) -> AppTest:
    session = AppTest.from_file(str(_ENTREE), default_timeout=_DELAI)
    session.run()
    session.switch_page(os.path.relpath(RACINE / "pages" / f"{cle}.py", _ENTREE.parent))
    for nom, valeur in adresse.items():
        session.query_params[nom] = valeur
    return session


def _jusqu_a_l_ecran(session: AppTest, suivi: Suivi) -> Fichiers:
    with suivi:
        session.run()
    if session.exception or not suivi.arrive:
        raise RuntimeError("la valeur n’est pas arrivée")
    return suivi.fichiers


def _est_marque(objet: object) -> bool:
    return isinstance(objet, str) and _MARQUE in objet


def _marquer(dossier: Path, colonne: str) -> None:
    """Write the mark in the first dated row of the lane « programme »."""
    rangees = pd.read_csv(dossier / _FICHIER, dtype="str", keep_default_na=False)
    (rang, *_) = rangees.index[(rangees["couloir"] == "programme") & (rangees["debut"] != "")]
    rangees.loc[rang, colonne] = _MARQUE
    rangees.to_csv(dossier / _FICHIER, index=False, lineterminator="\n")


def _est_la_rangee(objet: object) -> bool:
    """Recognise the row, or, before it is read, its file and what the descriptor says of it."""
    if isinstance(objet, Table):
        return objet.chemin == _FICHIER
    if isinstance(objet, Path):
        return objet.name == _FICHIER
    if isinstance(objet, str):  # thousands: no path is made of each
        return _MARQUE in objet or f"/{objet}".endswith(f"/{_FICHIER}")
    return isinstance(objet, bytes) and _MARQUE.encode() in objet


def _de(est_la_valeur: Reconnaitre, faire: Callable[[], object]) -> Fichiers:
    with Suivi(est_la_valeur) as suivi:
        faire()
    return suivi.fichiers


def une_rangee() -> dict[str, Fichiers]:
    """Follow a row of `evenements.csv`, faulty at first, to its mark on the timeline."""
    bon = dossier_des_donnees()
    with TemporaryDirectory() as copie:
        fautif = Path(shutil.copytree(bon, Path(copie) / "fautif"))
        _marquer(fautif, "statut")
        controle = _de(_est_la_rangee, lambda: verifier(fautif))
    lecture = _de(_est_la_rangee, lambda: charger(bon, "trajet"))
    page = _ouvrir("frise", date=_JOUR_DE_LA_FRISE.isoformat())
    frise = _jusqu_a_l_ecran(page, Suivi(_est_marque, "plotly_chart"))
    return {"contrôlée": controle, "lue": lecture, "sur la frise": frise}


def _est_le_jour(objet: object) -> bool:
    return isinstance(objet, (date, str)) and str(objet) == _JOUR.isoformat()


class _SuiviDUneDate(Suivi):
    """Follow a date until it has given a point of view, then the figure until it is shown."""

    def __init__(self, chiffre: Chiffre) -> None:
        super().__init__(_est_le_jour)
        self._ident = chiffre.id
        self._dits = (chiffre.valeur_et_unite(), chiffre.phrase_courte())
        self._vue_donnee = False

    def _change(self, cadre: FrameType, resultat: object) -> bool:
        if cadre.f_code is not vue.__code__ or not self._donne_la_vue(resultat):
            return False
        self._vue_donnee = True
        self.devient(self._est_le_chiffre, "html")
        return True

    def _rendu(self, cadre: FrameType, resultat: object) -> bool:
        return self._donne_la_vue(resultat) or super()._rendu(cadre, resultat)

    def _donne_la_vue(self, resultat: object) -> bool:
        return not self._vue_donnee and isinstance(resultat, Vue) and resultat.jour == _JOUR

    def _est_le_chiffre(self, objet: object) -> bool:
        if isinstance(objet, str):
            return any(dit in objet for dit in self._dits)
        return isinstance(objet, (Chiffre, Entree)) and objet.id == self._ident


def une_date() -> dict[str, Fichiers]:
    """Follow a date in the address to a figure of the page « Chiffres »."""
    donnees = depot().etat().donnees
    if donnees is None:
        raise RuntimeError("aucune donnée valide")
    la_veille = vue(donnees, str(cohortes_suivies(donnees)["id"].iloc[0]), _VEILLE)
    attendu = replace(catalogue(la_veille)[_CHIFFRE].calculer(la_veille), jour=_JOUR)
    page = _ouvrir("chiffres", date=_JOUR.isoformat())
    return {"sur la page": _jusqu_a_l_ecran(page, _SuiviDUneDate(attendu))}


def une_retouche() -> dict[str, Fichiers]:
    """Follow a paragraph typed in the workshop to the preview of the letter."""
    atelier = _ouvrir("lettre", **_LETTRE).run()
    edito = atelier.text_area(key="lettre-edito")
    edito.set_value(f"{edito.value}\n\n{_MARQUE}.")
    lettre = _jusqu_a_l_ecran(atelier, Suivi(_est_marque, "iframe"))
    blocs = "".join(bloc.proto.body for bloc in atelier.get("html"))
    scripts = {f"{_STATIQUES}/{nom}" for nom in re.findall(r"app/static/([\w-]+\.js)", blocs)}
    return {"dans le navigateur": scripts, "dans la lettre": lettre}


TRAJETS = {"rangée": une_rangee, "date": une_date, "retouche": une_retouche}


def parcourir() -> dict[str, dict[str, Fichiers]]:
    """Go through the three journeys on a copy of the package, one row of which is marked."""
    avant = os.environ.get(VARIABLE)
    with TemporaryDirectory() as copie:
        dossier = Path(shutil.copytree(dossier_des_donnees(), Path(copie) / "donnees"))
        _marquer(dossier, "lieu")
        os.environ[VARIABLE] = str(dossier)
        try:
            for cle in ("frise", "chiffres", "lettre"):
                _ouvrir(cle).run()
            return {nom: trajet() for nom, trajet in TRAJETS.items()}
        finally:
            os.environ.pop(VARIABLE)
            if avant is not None:
                os.environ[VARIABLE] = avant


def main() -> None:
    """Print the files of each journey, and how many they are."""
    logging.disable(logging.WARNING)
    for nom, etapes in parcourir().items():
        print(f"{nom} : {len(set().union(*etapes.values()))} fichiers")
        for etape, fichiers in etapes.items():
            print(f"  {etape} ({len(fichiers)}) : {', '.join(sorted(fichiers))}")


if __name__ == "__main__":
    main()
