"""The kinds of places that « Territoire n° 7 » may turn out to be, and what is right for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from fabrique_dash.donnees.depot import Donnees
from tests.paquets import ajouter, changer_ou, lire

TERRITOIRE = "territoire-7"
SANS_POSITION = "position absente des données de référence"


@dataclass(frozen=True)
class Sorte:
    """One kind of territory, and what must be said of it.

    Attributes:
        nom: its name.
        type: of territory.
        parties: nature and code of each place of its perimeter.
        encart: overseas land in whose inset it stands; empty on the mainland, or off the maps.
        hors_carte: why no map shows it.
        contour: whether its outline is drawn.
        dits: fields of its sheet, by title.
        siren: its own, when it is made of others.
        voisin: one place that borders it.
        dedans: a place that is in it (name to search, verdict).
    """

    nom: str
    type: str
    parties: tuple[tuple[str, str], ...]
    encart: str = ""
    hors_carte: str = ""
    contour: bool = True
    dits: tuple[tuple[str, str], ...] = ()
    siren: str = ""
    voisin: str = ""
    dedans: tuple[str, str] = ("", "")

    @property
    def territoire(self) -> dict[str, str]:
        """The cells that name it in `territoires.csv`."""
        nature, code = self.parties[0]
        seule = len(self.parties) == 1
        communale = seule and nature in ("commune", "commune associée", "arrondissement")
        return {
            "nom": self.nom,
            "type_territoire": self.type,
            "statut_type": "documenté",
            "statut": "documenté",
            "force_preuve": "directe",
            "preuve": "Nommé pour l’essai.",
            "code_insee": code if communale else "",
            "siren": self.siren or (code if seule and nature == "epci" else ""),
        }

    def perimetre(self, territoire: str = TERRITOIRE) -> list[dict[str, str]]:
        """Return its rows of `perimetres.csv`."""
        return [
            {
                "id": f"{territoire}-{rang}",
                "territoire_id": territoire,
                "hypothese": "a",
                "libelle_hypothese": "le périmètre d’essai",
                "nature": nature,
                "code": code,
                "source_id": "COG",
                "statut": "documenté",
            }
            for rang, (nature, code) in enumerate(self.parties)
        ]


def _commune(nom: str, code: str, encart: str = "", **reste: object) -> Sorte:
    sorte = Sorte(nom, "commune", (("commune", code),), encart)
    return replace(sorte, **reste)  # type: ignore[arg-type]


SORTES = (
    _commune("Baie-Mahault", "97103", "Guadeloupe", dits=(("Département", "Guadeloupe"),)),
    _commune("Fort-de-France", "97209", "Martinique"),
    _commune("Cayenne", "97302", "Guyane", dits=(("Région", "Guyane"),)),
    _commune("Saint-Denis", "97411", "La Réunion"),
    _commune("Mamoudzou", "97611", "Mayotte", voisin="Koungou"),
    _commune(
        "Saint-Pierre",
        "97502",
        "Saint-Pierre-et-Miquelon",
        dits=(("Collectivité", "Saint-Pierre-et-Miquelon"),),
    ),
    _commune("Saint-Barthélemy", "97701", "Saint-Barthélemy"),
    _commune("Saint-Martin", "97801", "Saint-Martin"),
    _commune("Alo", "98611", hors_carte=SANS_POSITION, contour=False),
    _commune(
        "Punaauia",
        "98738",
        hors_carte=SANS_POSITION,
        contour=False,
        dits=(("Collectivité", "Polynésie française"),),
    ),
    _commune("Nouméa", "98818", hors_carte=SANS_POSITION, contour=False),
    _commune("Île de Clipperton", "98901", hors_carte=SANS_POSITION, contour=False),
    _commune("Ajaccio", "2A004", dits=(("Code", "Insee\u00a02A004"), ("Région", "Corse"))),
    _commune("Ouessant", "29155", dits=(("Intercommunalité", "aucune"),)),
    Sorte(
        "Hellemmes",
        "commune associée",
        (("commune associée", "59298"),),
        dits=(("Intercommunalité", "Métropole Européenne de Lille"),),
        dedans=("59298", "Oui"),
    ),
    Sorte(
        "Paris 18e",
        "arrondissement municipal",
        (("arrondissement", "75118"),),
        dits=(("Intercommunalité", "Métropole du Grand Paris"), ("Code", "Insee\u00a075118")),
        voisin="Paris 17e Arrondissement",
        dedans=("75056", "En partie"),
    ),
    Sorte(
        "Centre Tarn",
        "communauté de communes",
        (("epci", "200034049"),),
        dits=(("Code", "SIREN\u00a0200034049"), ("Département", "Tarn")),
        dedans=("Réalmont", "Oui"),
    ),
    Sorte("Métropole de Lyon", "métropole", (("epci", "200046977"),)),
    Sorte(
        "Pays d’essai",
        "pays",
        (("epci", "200033579"), ("epci", "246200364")),
        dits=(("Département", "Pas-de-Calais"), ("Code", "non documenté")),
        dedans=("Lens", "Oui"),
    ),
    Sorte(
        "PETR d’essai",
        "PETR",
        (("epci", "200034031"), ("epci", "248100497")),
        siren="257202317",
        dits=(("Code", "SIREN\u00a0257202317"),),
    ),
    Sorte(
        "Syndicat d’essai",
        "syndicat mixte",
        (("commune", "62861"), ("commune", "62065"), ("commune", "62498")),
        dits=(
            (
                "Intercommunalité",
                "Communauté d'agglomération de Lens - Liévin",
            ),
        ),
        dedans=("Vimy", "Oui"),
    ),
    Sorte(
        "Puy-de-Dôme",
        "département",
        (("département", "63"),),
        dits=(("Code", "Insee\u00a063"), ("Région", "Auvergne-Rhône-Alpes")),
        dedans=("Clermont-Ferrand", "Oui"),
    ),
    Sorte(
        "Bretagne",
        "région",
        (("région", "53"),),
        dits=(("Région", "Bretagne"),),
        voisin="Normandie",
        dedans=("Finistère", "Oui"),
    ),
    Sorte("La Réunion", "région", (("région", "04"),), "La Réunion"),
    Sorte(
        "Polynésie française",
        "collectivité d’outre-mer",
        (("département", "987"),),
        "Polynésie française",
        dits=(("Collectivité", "Polynésie française"),),
    ),
    _commune("Le Mené", "22046", type="commune nouvelle", dits=(("Département", "Côtes-d'Armor"),)),
)


def nommer(donnees: Donnees, sorte: Sorte) -> Donnees:
    """Name « Territoire n° 7 » in data that are already read, without any file."""
    territoires = donnees.table("territoires")
    for colonne, valeur in sorte.territoire.items():
        territoires.loc[territoires["id"] == TERRITOIRE, colonne] = valeur
    perimetres = donnees.table("perimetres")
    vide = dict.fromkeys(perimetres.columns, "")
    lignes = pd.DataFrame([vide | ligne for ligne in sorte.perimetre()])
    tables = {
        "territoires": territoires,
        "perimetres": pd.concat([perimetres, lignes], ignore_index=True),
    }
    return Donnees(
        donnees.dossier,
        f"sorte {sorte.nom}",
        donnees.descripteur,
        donnees.tables | tables,
        donnees.contours,
    )


def nommer_toutes(dossier: Path) -> dict[str, Sorte]:
    """Name one territory of a package of files as each kind; return the kinds by territory."""
    cohorte = lire(dossier, "cohortes")[0]["id"]
    par_territoire = {f"territoire-{7 + rang}": s for rang, s in enumerate(SORTES)}
    existants = {t["id"] for t in lire(dossier, "territoires")}
    changer_ou(dossier, "cohortes", cohorte, territoires_attendus=str(len(SORTES) + 6))
    for cle, sorte in par_territoire.items():
        if cle in existants:
            changer_ou(dossier, "territoires", cle, **sorte.territoire, inference="")
    ajouter(
        dossier,
        "territoires",
        [
            {"id": cle, "cohorte_id": cohorte, "numero": cle.removeprefix("territoire-")}
            | s.territoire
            for cle, s in par_territoire.items()
            if cle not in existants
        ],
    )
    ajouter(
        dossier, "perimetres", [p for cle, s in par_territoire.items() for p in s.perimetre(cle)]
    )
    return par_territoire
