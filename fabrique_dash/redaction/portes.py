"""The doors: what somebody has to say, in their words, and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fabrique_dash.donnees.etats import REALISE, Statut
from fabrique_dash.donnees.natures import COMMUNE
from fabrique_dash.publication.site.tenue_a_jour import (
    ANNONCE,
    ETAPE,
    LETTRE,
    NOM,
    NOUVELLE_SOURCE,
    PAROLE,
    PORTES,
    RENDEZ_VOUS,
    TOUTE_TABLE,
)
from fabrique_dash.redaction.champs import CHAMPS_D_UNE_SOURCE, NOUVELLE, SOURCE, SOURCES

FRANCHIE = "franchie"
# What is typed and is no column: places, and the row that a new source serves.
CHERCHE, LIEUX = "lieu.cherche", "lieu.choisis"
APPUI_TABLE, APPUI_RANGEE = "appui.table", "appui.rangee"
_PREUVE = (SOURCE, "statut", "inference")


@dataclass(frozen=True)
class Porte:
    """A door.

    Attributes:
        cle: its name in an address.
        table: the table that it writes first; empty where it is to be chosen.
        colonnes: the fields that it asks for, in order: columns of its table, « table.colonne »
            for those of another, or one of the names above; none for all its columns.
        poses: what it writes by itself, or empties so that it is asked for.
        garde_la_source: whether the source of before becomes one of the others.
        titres: labels of fields, where they are not those of the descriptor.
        exiges: fields that it wants filled, besides what the package wants.
        natures: the natures of the places that it names; none for all of them.
    """

    cle: str
    table: str = ""
    colonnes: tuple[str, ...] = ()
    poses: Mapping[str, str] = field(default_factory=dict)
    garde_la_source: bool = False
    titres: Mapping[str, str] = field(default_factory=dict)
    exiges: frozenset[str] = frozenset()
    natures: frozenset[str] = frozenset()

    @property
    def libelle(self) -> str:
        """What it says."""
        return PORTES[self.cle]


_TOUTES = (
    Porte(
        RENDEZ_VOUS,
        "evenements",
        (*_PREUVE, "contenu", "note"),
        {"realisation": REALISE, SOURCE: ""},
        garde_la_source=True,
    ),
    Porte(
        ANNONCE,
        "evenements",
        (
            *("titre", "genre", "debut", "fin", "heure_debut", "heure_fin", "mode"),
            *(CHERCHE, LIEUX, "lieu", "territoire_id", "couloir", "contenu", "cohorte_id"),
            *_PREUVE,
        ),
        {"realisation": "annoncé"},
        titres={
            CHERCHE: "Chercher la commune où il se tient, si la source la nomme",
            LIEUX: "Commune retenue",
        },
        exiges=frozenset({"debut"}),
        natures=frozenset({COMMUNE}),
    ),
    Porte(
        ETAPE,
        "avancement",
        ("etat", "date", *_PREUVE, "note"),
        {"etat": FRANCHIE, "portee": "territoire"},
    ),
    Porte(
        NOM,
        "territoires",
        (
            *(CHERCHE, LIEUX, "nom", "type_territoire", "preuve", "force_preuve", *_PREUVE),
            *("rattachements.groupe_id", "rattachements.statut", "rattachements.inference"),
        ),
        dict.fromkeys(("preuve", "force_preuve", "autres_sources", *_PREUVE), ""),
        titres={
            CHERCHE: "Chercher la commune, l’intercommunalité…",
            LIEUX: "Lieux retenus",
            "rattachements.groupe_id": "Groupe, si la source le dit ou permet de le déduire",
            "rattachements.statut": "Statut du groupe",
            "rattachements.inference": "Inférence du groupe",
        },
        exiges=frozenset({"nom", "type_territoire"}),
    ),
    Porte(
        PAROLE,
        "paroles",
        (
            *("acteur_id", "acteurs.nom", "acteurs.nature", "fonction", "structure"),
            *("territoire_id", "question", "idee", *_PREUVE),
        ),
        titres={"acteur_id": "Qui parle", "acteurs.nom": "Son nom", "acteurs.nature": "Qui est-ce"},
    ),
    Porte(
        LETTRE,
        "newsletters",
        ("numero", "titre", "date_parution", "edito", "cohorte_id", *_PREUVE),
        {SOURCE: NOUVELLE, "statut": Statut.DOCUMENTE.value},
        exiges=frozenset({"date_parution"}),
    ),
    Porte(
        NOUVELLE_SOURCE,
        SOURCES,
        (*CHAMPS_D_UNE_SOURCE, APPUI_TABLE, APPUI_RANGEE),
        titres={APPUI_TABLE: "Ce qu’elle confirme\u00a0: la table", APPUI_RANGEE: "La rangée"},
        exiges=frozenset({APPUI_TABLE, APPUI_RANGEE}),
    ),
    Porte(TOUTE_TABLE),
)
_PAR_CLE = {porte.cle: porte for porte in _TOUTES}


def porte(cle: str) -> Porte:
    """Return a door by its name.

    Raises:
        KeyError: there is none.
    """
    return _PAR_CLE[cle]
