"""The week in one message: what waits, what was published, what is late or missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fabrique_dash.chiffres.noyau.typographie import guillemets
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.signalements import (
    Categorie,
    signalements,
    silence_general,
)
from fabrique_dash.donnees.dates import DERNIER_JOUR
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, vue
from fabrique_dash.journal.abonnements import Abonne, Avis
from fabrique_dash.journal.droits import peut_relire
from fabrique_dash.journal.historique import Publication
from fabrique_dash.journal.moteur import ecrire_l_instant
from fabrique_dash.journal.propositions_lues import Proposition, Quoi
from fabrique_dash.publication.site.adresses import adresse, reglages
from fabrique_dash.publication.site.parametres_des_pages import JOURS_SANS_NOUVELLE
from fabrique_dash.redaction.courriels.avis import Passe, d_une_publication, siens
from fabrique_dash.redaction.courriels.gabarit import (
    Ligne,
    Partie,
    absolu,
    lien_de,
    lien_de_la_proposition,
)
from fabrique_dash.redaction.dire import instant_en_mots

_HEURE = time(7)  # on Monday, in Paris
_SEMAINE = timedelta(days=7)


@dataclass(frozen=True)
class Semaine:
    """An ISO week in Paris, and the one before, of which it tells what was published.

    Attributes:
        cle: its name.
        avant: the instant at which the week before began.
        depuis: the instant at which it began.
        jour: the day that it is.
    """

    cle: str
    avant: str
    depuis: str
    jour: date


def semaine(maintenant: datetime) -> Semaine:
    """Return the last week that has begun, on Monday at seven.

    Args:
        maintenant: the present instant.
    """
    ici = maintenant.astimezone(PARIS.zone)
    lundi = ici.date() - timedelta(days=ici.weekday())
    if ici < _debut(lundi):
        lundi -= _SEMAINE
    avant, depuis = (ecrire_l_instant(_debut(jour)) for jour in (lundi - _SEMAINE, lundi))
    annee, numero, _ = lundi.isocalendar()
    return Semaine(f"resume:{annee}-{numero:02}", avant, depuis, ici.date())


def _debut(lundi: date) -> datetime:
    return datetime.combine(lundi, _HEURE, PARIS.zone)


def attend_son_resume(abonne: Abonne, celle_ci: Semaine) -> bool:
    """Tell whether an account asked for the week's message before the week began."""
    depuis = abonne.avis.get(Avis.RESUME)
    return depuis is not None and depuis <= celle_ci.depuis


def resume(
    passe: Passe,
    donnees: Donnees | None,
    abonne: Abonne,
    ouvertes: Sequence[Proposition],
    celle_ci: Semaine,
) -> list[Partie]:
    """Return what the week's message tells an account; nothing if there is nothing to tell.

    Args:
        passe: what happened.
        donnees: what is published; None if it can't be read.
        abonne: the account.
        ouvertes: the proposals that wait.
        celle_ci: the week.
    """
    parties = [
        Partie("Ce qui attend votre relecture", _a_relire(passe, abonne, ouvertes)),
        Partie("Une précision vous est demandée", _questionnees(passe, abonne, ouvertes)),
        Partie("Publié la semaine passée", _publie(passe, abonne, celle_ci)),
        Partie("À regarder d’abord", _a_regarder(passe.racine, donnees, abonne, celle_ci.jour)),
    ]
    return [partie for partie in parties if partie.lignes]


def _lignes(racine: str, attendent: Sequence[Proposition]) -> tuple[Ligne, ...]:
    return tuple(
        Ligne(
            guillemets(p.titre),
            lien_de_la_proposition(racine, p.id),
            f"Depuis le {instant_en_mots(p.le)}",
        )
        for p in attendent
    )


def _a_relire(passe: Passe, abonne: Abonne, ouvertes: Sequence[Proposition]) -> tuple[Ligne, ...]:
    if not peut_relire(abonne.habilitations):
        return ()
    return _lignes(passe.racine, [p for p in ouvertes if p.par != abonne.compte])


def _questionnees(
    passe: Passe, abonne: Abonne, ouvertes: Sequence[Proposition]
) -> tuple[Ligne, ...]:
    siennes = [p for p in ouvertes if p.par == abonne.compte and p.etat is Quoi.QUESTIONNEE]
    return _lignes(passe.racine, siennes)


def _publie(passe: Passe, abonne: Abonne, celle_ci: Semaine) -> tuple[Ligne, ...]:
    recentes: Sequence[Publication] = [
        p for p in passe.publications if celle_ci.avant <= p.le < celle_ci.depuis
    ]
    dites = (d_une_publication(passe, abonne, p) for p in recentes)
    return tuple(ligne for dite in dites if dite for ligne in dite.lignes)


def _a_regarder(
    racine: str, donnees: Donnees | None, abonne: Abonne, jour: date
) -> tuple[Ligne, ...]:
    """List what is late or missing: on the territories of the account, or in short of them all."""
    if donnees is None:
        return ()
    territoires, au = siens(abonne), min(jour, DERNIER_JOUR)
    vues = [vue(donnees, str(c), au) for c in cohortes_suivies(donnees)["id"]]
    if territoires is None:
        return tuple(ligne for v in vues for ligne in _du_programme(racine, v))
    return tuple(ligne for v in vues for ligne in _des_territoires(racine, v, territoires))


def _du_programme(racine: str, v: Vue) -> list[Ligne]:
    return [
        Ligne(
            point.titre,
            lien_de(racine, point.page, {**dict(point.parametres), **reglages(v)}),
            point.raison,
        )
        for point in points_d_attention(v)
    ]


def _des_territoires(racine: str, v: Vue, territoires: frozenset[str]) -> list[Ligne]:
    """List what is about these territories; a silence of all is not news of one."""
    tu = bool(silence_general(v))
    return [
        Ligne(
            f"{s.categorie}\u00a0: {s.quoi}",
            absolu(racine, adresse(v, s.nature, s.identifiant)),
            s.raison,
        )
        for s in signalements(v, JOURS_SANS_NOUVELLE)
        if territoires & set(s.territoires) and not (tu and s.categorie == Categorie.SANS_NOUVELLE)
    ]
