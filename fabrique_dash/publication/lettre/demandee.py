"""Which figures an address wants in the letter."""

from __future__ import annotations

from collections.abc import Iterable

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.publication.lettre.generation import chiffres_choisis
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre

_PARAMETRE = "chiffres"
_MAXIMUM = 30


def chiffres_demandes(demande: Demande, panier: Iterable[str] = ()) -> tuple[str, ...]:
    """Read which figures the letter is to tell: the address first, then the basket.

    Returns:
        The ids of the figures that exist.
    """
    lu, parametre = demande[_PARAMETRE], demande.parametre(_PARAMETRE)
    demandes = [*lu.choix, *panier]
    trouves = chiffres_choisis(demande.vue, tuple(demandes[: 2 * _MAXIMUM]))
    choix = tuple(c.id for c in trouves)[:_MAXIMUM]
    dits = compte(len(choix), "chiffre choisi", "chiffres choisis") if choix else ""
    parametres = parametre.filtre(choix).parametres
    demande.retenir(parametre, Filtre(choix, dits, parametres, lu.refus))
    return choix
