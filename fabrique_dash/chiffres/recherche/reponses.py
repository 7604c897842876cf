"""The answer given for a place: is it in a pilot territory, and on which ground."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, pluriel
from fabrique_dash.chiffres.recherche.entrees import Entree, entrees
from fabrique_dash.chiffres.recherche.lieux import LieuTrouve, lieux
from fabrique_dash.chiffres.recherche.situation import AILLEURS
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_reference, par_vue
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    REGION,
    Lieu,
    par_lieu,
)
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.donnees.vue import Vue

DEDANS = ("Oui", "Indéterminé")  # verdicts for a place that a territory's sheet tells about

_GRANDS = (DEPARTEMENT, REGION)
_MASCULINS = (DEPARTEMENT, ARRONDISSEMENT)
_COMPTES = {
    "evenement": ("événement", "événements"),
    "participant": ("participant aux Villes pairs", "participants aux Villes pairs"),
    "inspiration": ("exemple cité par les lettres", "exemples cités par les lettres"),
}


@dataclass(frozen=True)
class Reponse:
    """Whether a place is in a pilot territory.

    Attributes:
        verdict: « Oui », « Indéterminé », « En partie », « Pas nommée » or « Pas nommé ».
        phrase: the answer in words.
        territoire: id of the territory that it is about; empty when there is none.
    """

    verdict: str
    phrase: str
    territoire: str

    def en_mots(self) -> str:
        """Say the verdict and why: « Oui : c’est le territoire pilote Vimy. »."""
        return f"{self.verdict}\u00a0: {self.phrase}"


@dataclass(frozen=True)
class _Perimetre:
    """One territory with its possible perimeters: label, status and places of each."""

    territoire: str
    nom: str
    possibles: tuple[tuple[str, str, frozenset[Lieu]], ...]


@par_vue
def _perimetres(vue: Vue) -> tuple[_Perimetre, ...]:
    lignes = lignes_visibles(vue, "perimetres")
    par_hypothese: dict[str, dict[str, list[Perimetres]]] = defaultdict(lambda: defaultdict(list))
    for ligne in rangees(lignes, Perimetres):
        par_hypothese[ligne["territoire_id"]][ligne["hypothese"]].append(ligne)
    return tuple(
        _Perimetre(
            t["id"],
            t["libelle"],
            tuple(
                (
                    str(siens[0]["libelle_hypothese"]),
                    str(siens[0]["statut"]),
                    frozenset((p["nature"], p["code"]) for p in siens),
                )
                for siens in par_hypothese[t["id"]].values()
            ),
        )
        for t in rangees(vue.territoires, Territoire)
        if t["id"] in par_hypothese
    )


def reponse(vue: Vue, lieu: LieuTrouve) -> Reponse:
    """Tell whether a place is in a pilot territory, as far as the sources say.

    Args:
        vue: the point of view.
        lieu: a row of `Lieux.table`.
    """
    dedans = _si_dedans(vue, lieu)
    if dedans:
        return dedans
    if lieu["nature"] in _GRANDS:
        return _grand_lieu(vue, lieu)
    voisins = [p for p in _perimetres(vue) if lieu["epci"] and _touche(vue, p, lieu["epci"])]
    contenus = [p for p in voisins if lieu["nature"] == EPCI] or [
        p for p in _perimetres(vue) if _contient_une_partie(vue, p, lieu)
    ]
    if contenus:
        noms = enumeration([p.nom for p in contenus])
        phrase = f"le territoire pilote {noms} n’en est qu’une partie."
        return Reponse("En partie", phrase, contenus[0].territoire)
    dit = _hors_des_nommes(vue)
    if voisins:
        noms = enumeration([p.nom for p in voisins])
        qui = f"Le territoire pilote {noms} est"
        if len(voisins) > 1:
            qui = f"Les territoires pilotes {noms} sont"
        dit += f" {qui} dans la même intercommunalité."
        return Reponse(_pas_nomme(lieu), dit, voisins[0].territoire)
    return Reponse(_pas_nomme(lieu), dit, "")


def _pas_nomme(lieu: LieuTrouve) -> str:
    return "Pas nommé" if lieu["nature"] in _MASCULINS else "Pas nommée"


def _grand_lieu(vue: Vue, lieu: LieuTrouve) -> Reponse:
    """Answer for a département or a région, with what the programme has there."""
    dedans = [e for e in entrees(vue) if e.ou.dans(lieu["nature"], lieu["code"])]
    territoires = [e for e in dedans if e.genre == "territoire"]
    nombres = [(sum(e.genre == genre for e in dedans), mots) for genre, mots in _COMPTES.items()]
    comptes = [compte(n, *mots) for n, mots in nombres if n]
    aussi = f" Le programme y a {enumeration(comptes)}." if comptes else ""
    if not territoires:
        return Reponse(_pas_nomme(lieu), _hors_des_nommes(vue) + aussi, "")
    noms = enumeration([e.nom for e in territoires])
    dit = f"le territoire pilote {noms} y est"
    if len(territoires) > 1:
        dit = f"les territoires pilotes {noms} y sont"
    return Reponse("En partie", f"{dit}.{aussi}", territoires[0].identifiant)


def _si_dedans(vue: Vue, lieu: LieuTrouve) -> Reponse | None:
    """Answer for a place that a territory's perimeter holds whole, in some hypothesis at least."""
    ou: set[Lieu] = {(lieu["nature"], lieu["code"]), (EPCI, lieu["epci"])}
    ou |= {(DEPARTEMENT, lieu["departement"]), (REGION, lieu["region"])}
    if lieu["chef_lieu"]:
        ou.add((COMMUNE, lieu["chef_lieu"]))
    surs: list[_Perimetre] = []
    peut_etre = None
    for p in _perimetres(vue):
        tient = [bool(ou & lieux_) for _, _, lieux_ in p.possibles]
        if all(tient):
            surs.append(p)
        elif any(tient) and peut_etre is None:
            peut_etre = Reponse("Indéterminé", _selon(p, tient), p.territoire)
    if not surs:
        return peut_etre
    # The territory that is this very place comes before those that hold it.
    premier, *autres = sorted(surs, key=lambda p: not _est(p, lieu))
    aussi = enumeration([p.nom for p in autres])
    dit = _oui(premier, lieu) + (f" Aussi dans\u00a0: {aussi}." if aussi else "")
    return Reponse("Oui", dit, premier.territoire)


def _est(p: _Perimetre, lieu: LieuTrouve) -> bool:
    return any(ceux == {(lieu["nature"], lieu["code"])} for _, _, ceux in p.possibles)


def _oui(p: _Perimetre, lieu: LieuTrouve) -> str:
    if len(p.possibles) > 1:
        lus = enumeration([libelle for libelle, _, _ in p.possibles], "ou")
        return (
            f"dans le territoire pilote {p.nom}, que ce soit {lus} (les sources ne le disent pas)."
        )
    libelle, statut, _ = p.possibles[0]
    ou = "c’est le" if _est(p, lieu) else "dans le"
    reserve = "" if statut == Statut.DOCUMENTE else f", au périmètre {statut} ({libelle})"
    return f"{ou} territoire pilote {p.nom}{reserve}."


def _selon(p: _Perimetre, tient: list[bool]) -> str:
    avec = [h[0] for h, oui in zip(p.possibles, tient, strict=True) if oui]
    sans = [h[0] for h, oui in zip(p.possibles, tient, strict=True) if not oui]
    return (
        f"oui si le territoire pilote {p.nom} est {enumeration(avec, 'ou')}, non si c’est "
        f"{enumeration(sans, 'ou')}\u202f; les sources ne le disent pas."
    )


def _touche(vue: Vue, p: _Perimetre, epci: str) -> bool:
    """Tell whether some place of a territory belongs to an EPCI."""
    appartenances = _epci_des_lieux(vue.donnees)
    return any(appartenances.get(lieu) == epci for _, _, ceux in p.possibles for lieu in ceux)


def _contient_une_partie(vue: Vue, p: _Perimetre, lieu: LieuTrouve) -> bool:
    meres = _chefs_lieux(vue.donnees)
    return lieu["nature"] == COMMUNE and any(
        meres.get((nature, code)) == lieu["code"]
        for _, _, ceux in p.possibles
        for nature, code in ceux
    )


@par_reference
def _chefs_lieux(reference: Reference) -> MappingProxyType[Lieu, str]:
    """Give the commune of each part of one."""
    table = lieux(reference).table
    return MappingProxyType(par_lieu(table[table["chef_lieu"] != ""], "chef_lieu"))


@par_reference
def _epci_des_lieux(reference: Reference) -> MappingProxyType[Lieu, str]:
    return MappingProxyType(par_lieu(lieux(reference).table, "epci"))


@par_vue
def _hors_des_nommes(vue: Vue) -> str:
    nommes = int((vue.territoires["nom"] != "").sum())
    inconnus = len(vue.territoires) - nommes
    dit = f"hors des {compte(nommes, 'territoire nommé', 'territoires nommés')} par les sources"
    if not inconnus:
        return f"{dit}."
    verbe = "n’est" if inconnus == 1 else "ne sont"
    fin = f"{verbe} pas {pluriel(inconnus, 'documenté')}"
    return f"{dit}\u202f; {compte(inconnus, 'autre')} {fin}."


def entree(lieu: LieuTrouve, dit: Reponse) -> Entree:
    """Make what is shown of a place that was found.

    Args:
        lieu: a row of `Lieux.table`.
        dit: the answer for this place, whose territory's page is opened.
    """
    return Entree(
        genre=lieu["genre"],
        identifiant=lieu["code"],
        nom=lieu["nom"],
        precision=lieu["precision"],
        details="",
        cible=("territoire", dit.territoire) if dit.verdict in DEDANS else None,
        source_id=lieu["source_id"],
        autres_sources=lieu["autres_sources"],
        statut=lieu["statut"],
        ou=AILLEURS,
    )
