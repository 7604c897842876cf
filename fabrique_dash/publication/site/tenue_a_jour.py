"""The parameters of the pages by which the data are kept up to date; none without a journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.adresses import (
    avec_parametres,
    chemin,
    reglages,
    retour_permis,
)
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Entier, Un
from fabrique_dash.publication.site.pages import PageDuSite, page_d_adresse
from fabrique_dash.publication.site.parametres import Jour, Parametre

RETOUR = "retour"
RENDEZ_VOUS, ANNONCE, ETAPE, NOM = "rendez-vous", "annonce", "etape", "nom"
PAROLE, LETTRE, NOUVELLE_SOURCE, TOUTE_TABLE = "parole", "lettre", "source", "table"
PORTES = {
    RENDEZ_VOUS: "Un rendez-vous a eu lieu",
    ANNONCE: "Annoncer un rendez-vous",
    ETAPE: "Un territoire a franchi une étape",
    NOM: "Nommer un territoire",
    PAROLE: "Une parole, une attente",
    LETTRE: "La lettre est partie",
    NOUVELLE_SOURCE: "Ajouter une source",
    TOUTE_TABLE: "Toute autre table",
}
PORTE, TABLE, RANGEE = "porte", "table", "rangee"
PROPOSITION = "proposition"  # the one that is reviewed: a message leads to it
A_RELIRE, VOS_COURRIELS = "Ce qui attend une relecture", "Vos courriels"  # parts, likewise
# Of the history, in the order of its sentence; the page and the feeds take the same.
COLONNE, PERSONNE = "colonne", "personne"
DEPUIS, JUSQU_A, AVANT = "depuis", "jusqu-a", "avant"
_TOUTES = 999_999  # no journal comes to it; the last one is told before the data are read again


def mise_a_jour(vue: Vue) -> tuple[Parametre, ...]:
    """Return the door that is open, the table of the last one, and where one comes from."""
    if vue.donnees.publiee is None:
        return ()
    tables = table_a_choisir(_titres_des_tables(vue))
    return porte_a_choisir(PORTES), tables, Retour(RETOUR, "Retour")


def porte_a_choisir(portes: Mapping[str, str]) -> Un:
    """Return the door that is open.

    Args:
        portes: what each of those that may be says, by its name.
    """
    return Un(PORTE, "Ce qui est à dire", portes, vide="Rien pour l’instant")


def table_a_choisir(titres: Mapping[str, str], vide: str = "Choisir une table") -> Un:
    """Return the table that is chosen.

    Args:
        titres: title of each of those that may be, by its name.
        vide: what is said as long as none is.
    """
    return Un(TABLE, "Table", titres, vide=vide)


def parametres_du_lieu(porte: str, table: str, rangee: str = "") -> dict[str, str]:
    """Return the address parameters that open a form.

    Args:
        porte: the door.
        table: the table that it writes first.
        rangee: the row, or what the door lists, as an address says it; empty for a row to add.
    """
    dits = {PORTE: porte, TABLE: table if porte == TOUTE_TABLE else "", RANGEE: rangee}
    return {nom: valeur for nom, valeur in dits.items() if valeur}


def historique(vue: Vue) -> tuple[Parametre, ...]:
    """Return what the history is asked for; row and person depend on the journal (`de_la_rangee`).

    `avant` goes on with the list: a number stays right when something else is published.
    """
    if vue.donnees.publiee is None:
        return ()
    return (
        table_a_choisir(_titres_des_tables(vue), "Toutes les tables"),
        Jour(DEPUIS, "Depuis le", mots="depuis le", facultatif=True),
        Jour(JUSQU_A, "Jusqu’au", mots="jusqu’au", facultatif=True),
        Entier(AVANT, "Publications d’avant la n°", _TOUTES, (2, _TOUTES)),
    )


def de_la_rangee(noms: Mapping[str, str]) -> Un:
    """Return the row whose history is told.

    Args:
        noms: name of each row that may be asked for, by its key as an address says it.
    """
    return Un(RANGEE, "Rangée", noms, "une rangée de la table", vide="Toutes les rangées")


def proposition_a_choisir(titres: Mapping[str, str], libelle: str) -> Un:
    """Return the proposal that is reviewed, the last one at first.

    Args:
        titres: what each of those that wait says, by its code; there is one.
        libelle: how many there are, in words.
    """
    attendus = "une proposition qui attend, et que vous pouvez lire"
    return Un(PROPOSITION, libelle, titres, attendus, defaut=next(iter(titres)))


def de_la_personne(noms: Mapping[str, str]) -> Un:
    """Return the person whose changes are told.

    Args:
        noms: name of each of those who agreed to be named, by account.
    """
    attendus = "le code d’une personne qui a accepté d’être nommée"
    return Un(PERSONNE, "Personne", noms, attendus, vide="Toutes les personnes")


def de_la_colonne(noms: Mapping[str, str]) -> Un:
    """Return the column whose history is told.

    Args:
        noms: title of each column of the table, by name.
    """
    return Un(COLONNE, "Colonne", noms, "une colonne de la table", vide="Toutes les colonnes")


def histoire_d_une_rangee(vue: Vue, table: str, rangee: str, colonne: str = "") -> str:
    """Build the link to the history of one row, or of one of its cells.

    Args:
        vue: the point of view, which is kept.
        table: its table.
        rangee: its key, as an address says it.
        colonne: the column of the cell; empty for the whole row.
    """
    demandes = {TABLE: table, RANGEE: rangee} | ({COLONNE: colonne} if colonne else {})
    return chemin("historique", {**demandes, **reglages(vue)})


def _titres_des_tables(vue: Vue) -> dict[str, str]:
    return {t.nom: t.titre for t in vue.donnees.descripteur.tables.values() if t.editable}


@dataclass(frozen=True)
class Vers:
    """A view of a page to go back to: the page, and the values of its address."""

    page: PageDuSite
    brut: dict[str, list[str]]


@dataclass(frozen=True)
class Retour(Parametre):
    """The view to go back to: the path of a page of this site."""

    @property
    def attendu(self) -> str:
        """What it expects, in words."""
        return "le chemin d’une page de ce tableau de bord"

    def trier(self, valeurs: Sequence[str]) -> tuple[tuple[str, ...] | None, list[str]]:
        """Read the last path, if it is one of ours."""
        bons = [valeur for valeur in valeurs if vers(valeur) is not None]
        return (tuple(bons[-1:]) or None), [v for v in valeurs if v not in bons]


def retour_a(demande: Demande) -> str:
    """Return the path by which one comes back to a view, as `vers` reads it."""
    return f"/{demande.adresse.removeprefix('./')}"


def ouvrir_une_session(retour: str) -> str:
    """Build the link to the page that opens a session.

    Args:
        retour: the view to come back to, as `retour_a` writes it.
    """
    return avec_parametres("connexion", {RETOUR: retour})


def vers(retour: str) -> Vers | None:
    """Read the view to go back to; None if it is no page of this site.

    Args:
        retour: a path, under the one where the application is served.
    """
    parties = urlsplit(retour_permis(retour))
    try:
        page = page_d_adresse(parties.path.removeprefix("/"))
    except KeyError:
        return None
    return Vers(page, parse_qs(parties.query)) if parties.path else None
