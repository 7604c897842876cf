"""What an address searches, and what answers it: the same for the page and its first view."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.chiffres.recherche import lieux
from fabrique_dash.chiffres.recherche.moteur import GENRES, Groupe, Resultats, chercher, parcourir
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un

PAR_GENRE, DANS_UN_GENRE = 6, 60


@dataclass(frozen=True)
class Recherche:
    """What the address asks for, and what answers it.

    Attributes:
        texte: the search; empty when there is none.
        genre: the only kind to show; empty for all.
        resultats: what was found.
    """

    texte: str
    genre: str
    resultats: Resultats

    @property
    def groupes(self) -> tuple[Groupe, ...]:
        """The kinds that are shown."""
        return tuple(g for g in self.resultats.groupes if self.genre in ("", g.genre))

    @property
    def vide(self) -> bool:
        """Whether nothing is asked."""
        return not self.texte and not self.genre


def recherche(demande: Demande) -> Recherche:
    """Read the search and the kind in the address; an unknown kind is left aside."""
    vue, texte = demande.vue, demande["q"].un
    # Places are too many to be browsed: they can only be searched.
    permis = {g: n for g, n in GENRES.items() if texte or g not in lieux.GENRES}
    attendus = f"un genre\u00a0: {enumeration(list(permis), 'ou')}"
    parametre = Un("genre", "genre", permis, attendus)
    lu = demande.preciser(parametre)
    if not lu.un:
        return Recherche(texte, "", chercher(vue, texte, PAR_GENRE))
    demande.retenir(parametre, replace(lu, phrase=permis[lu.un].lower()))
    if not texte:
        return Recherche("", lu.un, parcourir(vue, lu.un))
    return Recherche(texte, lu.un, chercher(vue, texte, DANS_UN_GENRE))
