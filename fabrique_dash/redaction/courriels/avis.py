"""What happened, told to whom it concerns: a proposal, its answer, a publication on a territory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.typographie import compte, guillemets
from fabrique_dash.journal.abonnements import Abonne, Avis
from fabrique_dash.journal.cases import Changement, Operation, jeton_de_la_cle
from fabrique_dash.journal.droits import Role
from fabrique_dash.journal.historique import Publication
from fabrique_dash.journal.nouvelles import Recent, Touche
from fabrique_dash.journal.propositions_lues import OUVERTES, Quoi
from fabrique_dash.publication.site.tenue_a_jour import (
    AVANT,
    RANGEE,
    TABLE,
    TOUTE_TABLE,
    parametres_du_lieu,
)
from fabrique_dash.redaction.courriels.gabarit import (
    Ligne,
    Partie,
    lien_de,
    lien_de_la_proposition,
)
from fabrique_dash.redaction.dire import qui

_A_RELIRE = frozenset({Quoi.PROPOSEE, Quoi.REPONDUE})
_TITRES = {
    Avis.A_RELIRE: "À relire",
    Avis.PROPOSITIONS: "Vos propositions",
    Avis.TERRITOIRE: "Ce qui est publié",
}


@dataclass(frozen=True)
class Nouvelle:
    """One thing to tell an account, once.

    Attributes:
        cle: by which it is known that it was told.
        avis: under which of its wishes.
        sujet: the subject of a message that tells nothing else.
        lignes: what is told.
    """

    cle: str
    avis: Avis
    sujet: str
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True)
class Passe:
    """What there is to tell, whoever it is for.

    Attributes:
        racine: where the dashboard is served.
        recents: what happened to proposals, the first event first.
        publications: what was published, the first one first.
        touches: gives the rows of territories that a publication changed.
        changements: gives the changes of a proposal.
    """

    racine: str
    recents: Sequence[Recent]
    publications: Sequence[Publication]
    touches: Callable[[int], Sequence[Touche]]
    changements: Callable[[str], Sequence[Changement]]


def siens(abonne: Abonne) -> frozenset[str] | None:
    """Return the territories that an account is for; None for all of them."""
    if any(h.role is not Role.LECTEUR and not h.portee for h in abonne.habilitations):
        return None
    return frozenset(h.portee for h in abonne.habilitations if h.role is not Role.LECTEUR)


def nouvelles(passe: Passe, abonne: Abonne) -> list[Nouvelle]:
    """List what an account is to be told of, in the order in which it happened.

    Nobody is told of what it did itself, nor of what happened before it asked.
    """
    dites = [
        nouvelle
        for recent in passe.recents
        if recent.par != abonne.compte
        and (nouvelle := _d_un_evenement(passe, abonne, recent)) is not None
    ]
    if depuis := abonne.avis.get(Avis.TERRITOIRE):
        dites += [
            nouvelle
            for p in passe.publications
            if p.le >= depuis
            and abonne.compte not in (p.par, p.auteur)
            and (nouvelle := d_une_publication(passe, abonne, p)) is not None
        ]
    return dites


def en_parties(dites: Sequence[Nouvelle]) -> list[Partie]:
    """Put what is told under the title of each kind."""
    return [
        Partie(titre, lignes)
        for avis, titre in _TITRES.items()
        if (lignes := tuple(li for n in dites if n.avis is avis for li in n.lignes))
    ]


def sujet_des(dites: Sequence[Nouvelle]) -> str:
    """Return the subject of the message that tells these."""
    return dites[0].sujet if len(dites) == 1 else f"{compte(len(dites), 'nouvelle')} à lire"


def _d_un_evenement(passe: Passe, abonne: Abonne, recent: Recent) -> Nouvelle | None:
    sienne = recent.auteur == abonne.compte
    avis = Avis.PROPOSITIONS if sienne else Avis.A_RELIRE
    depuis = abonne.avis.get(avis)
    if depuis is None or recent.le < depuis:
        return None
    titre = guillemets(recent.titre)
    if not sienne:
        if recent.quoi not in _A_RELIRE or recent.etat not in OUVERTES:
            return None
        ligne = a_relire(passe.racine, recent)
        return Nouvelle(_cle(recent), avis, f"À relire\u00a0: {titre}", (ligne,))
    if recent.quoi not in _DITS_A_L_AUTEUR:
        return None
    sujet, suite = _DITS_A_L_AUTEUR[recent.quoi]
    lien = _lien_de_l_auteur(passe, recent)
    dit = Ligne(f"{sujet}\u00a0: {titre}", lien, _mot(suite, recent.mot))
    return Nouvelle(_cle(recent), avis, f"{sujet}\u00a0: {titre}", (dit,))


_DITS_A_L_AUTEUR: Mapping[Quoi, tuple[str, str]] = {
    Quoi.QUESTIONNEE: ("Une précision vous est demandée", "Le mot de qui relit"),
    Quoi.REFUSEE: ("Refusée", "La raison"),
    Quoi.PUBLIEE: ("Publiée", ""),
    Quoi.SANS_EFFET: ("Déjà ainsi dans les données", ""),
}


def _cle(recent: Recent) -> str:
    return f"evenement:{recent.id}"


def _mot(annonce: str, mot: str) -> str:
    return f"{annonce}\u00a0: {guillemets(mot)}" if mot else ""


def a_relire(racine: str, recent: Recent) -> Ligne:
    """Tell a proposal to who may review it, with the address where it is reviewed."""
    lien = lien_de_la_proposition(racine, recent.proposition)
    auteur = qui(recent.nom_de_l_auteur, recent.auteur)
    if recent.quoi is Quoi.REPONDUE:
        dit = f"Réponse à une question\u00a0: {guillemets(recent.titre)}"
        return Ligne(dit, lien, _mot("Le mot de l’auteur", recent.mot))
    dit = f"{guillemets(recent.titre)}, par {auteur}"
    return Ligne(dit, lien, _mot("Motif", recent.motif))


def _lien_de_l_auteur(passe: Passe, recent: Recent) -> str:
    """Return where the author goes on: the review, the history, or the form of the row."""
    if recent.quoi is Quoi.QUESTIONNEE:
        return lien_de_la_proposition(passe.racine, recent.proposition)
    publiees = [p for p in passe.publications if p.proposition == recent.proposition]
    if publiees:
        return lien_de_la_publication(passe.racine, publiees[-1].n)
    for c in passe.changements(recent.proposition):
        if c.operation is not Operation.FICHIER:
            rangee = "" if c.operation is Operation.AJOUTER else jeton_de_la_cle(c.cle)
            lieu = parametres_du_lieu(TOUTE_TABLE, c.nom_table, rangee)
            return lien_de(passe.racine, "mise_a_jour", lieu)
    return lien_de(passe.racine, "mise_a_jour", {})


def lien_de_la_publication(racine: str, n: int) -> str:
    """Build the address of the history at which a publication comes first."""
    return lien_de(racine, "historique", {AVANT: str(n + 1)})


def d_une_publication(passe: Passe, abonne: Abonne, p: Publication) -> Nouvelle | None:
    """Tell a publication; None if it touches no territory of the account."""
    territoires = siens(abonne)
    nom = f"Publication n°\u00a0{p.n}\u00a0: {p.message}"
    suite = _mot("Motif", p.motif)
    if territoires is None:
        lignes = [Ligne(nom, lien_de_la_publication(passe.racine, p.n), suite)]
    else:
        rangees = [t for t in passe.touches(p.n) if t.territoire in territoires]
        if not rangees:
            return None
        lignes = [Ligne(nom, _lien_des_rangees(passe.racine, p.n, rangees), suite)]
    return Nouvelle(f"publication:{p.n}", Avis.TERRITOIRE, nom, tuple(lignes))


def _lien_des_rangees(racine: str, n: int, rangees: Sequence[Touche]) -> str:
    """Return the history of the row, or of the publication when it changed several."""
    if len(rangees) > 1:
        return lien_de_la_publication(racine, n)
    (seule,) = rangees
    demandes = {TABLE: seule.table, RANGEE: jeton_de_la_cle(seule.cle)}
    return lien_de(racine, "historique", {**demandes, AVANT: str(n + 1)})
