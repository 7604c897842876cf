"""Naming a territory: its row, its perimeter among the official places, its group."""

from __future__ import annotations

from fabrique_dash.donnees.natures import COMMUNALES, COMMUNE_NOUVELLE, EPCI, NATURE_D_UN_TYPE
from fabrique_dash.redaction.champs import SOURCE
from fabrique_dash.redaction.contexte import (
    Contexte,
    Ecriture,
    Faits,
    principale,
    sous_la_preuve,
)
from fabrique_dash.redaction.identifiants import identifiant
from fabrique_dash.redaction.lieux_officiels import (
    TYPES_D_EPCI,
    LieuOfficiel,
    lieux_choisis,
    perimetre_en_clair,
)
from fabrique_dash.redaction.portes import LIEUX

_RATTACHEMENTS, _PERIMETRES = "rattachements", "perimetres"
_A_CODE_INSEE = frozenset({*NATURE_D_UN_TYPE, COMMUNE_NOUVELLE})


def nommer(c: Contexte) -> Faits:
    """Name a territory: its row, its perimeter, its group if it is told."""
    if not c.typee.avant:  # its row was taken away since
        return Faits((principale(c, c.rangee),))
    lieux = lieux_choisis(c.publiees.reference, c.typee.champs.get(LIEUX, ""))
    seul = lieux[0] if len(lieux) == 1 else None
    dits = {"nom": seul.nom, "type_territoire": seul.type} if seul else {}
    proposes = {nom: texte for nom, texte in dits.items() if texte}
    type_ = c.rangee.get("type_territoire") or proposes.get("type_territoire", "")
    insee = seul is not None and seul.nature in COMMUNALES and type_ in _A_CODE_INSEE
    siren = seul is not None and seul.nature == EPCI and type_ in TYPES_D_EPCI
    apres = c.completee(
        proposes,
        statut_type=c.rangee.get("statut", ""),
        code_insee=seul.code if seul and insee else "",
        siren=seul.code if seul and siren else "",
    )
    territoire = principale(c, apres, code_insee=LIEUX, siren=LIEUX, statut_type="statut")
    return Faits((territoire, *_perimetre(c, lieux), *_groupe(c)), proposes)


def _perimetre(c: Contexte, lieux: list[LieuOfficiel]) -> list[Ecriture]:
    territoire = c.rangee["id"]
    siens = [p for _, p in c.publiees.rangees(_PERIMETRES) if p["territoire_id"] == territoire]
    lettre = chr(ord("a") + len({p["hypothese"] for p in siens}))
    commun = {"hypothese": lettre, "libelle_hypothese": perimetre_en_clair(lieux)} | c.preuve
    faites = []
    for lieu in lieux:
        parties = [f"{territoire}-{lettre}", *([lieu.nom] if len(lieux) > 1 else [])]
        apres = {
            "id": identifiant(c.publiees, _PERIMETRES, *parties),
            "territoire_id": territoire,
            **commun,
            "nature": lieu.nature,
            "code": lieu.code,
        }
        sous = {"code": LIEUX, "nature": LIEUX, **sous_la_preuve()}
        faites.append(Ecriture(_PERIMETRES, apres, sous=sous))
    return faites


def _groupe(c: Contexte) -> list[Ecriture]:
    dit, territoire = c.typee.de(_RATTACHEMENTS), c.rangee["id"]
    groupe = dit.get("groupe_id", "")
    deja = {(r["territoire_id"], r["groupe_id"]) for _, r in c.publiees.rangees(_RATTACHEMENTS)}
    if not groupe or (territoire, groupe) in deja:
        return []
    apres = {
        "id": identifiant(c.publiees, _RATTACHEMENTS, territoire, groupe),
        "territoire_id": territoire,
        **dit,
        SOURCE: c.rangee.get(SOURCE, ""),
    }
    return [Ecriture(_RATTACHEMENTS, apres, sous={SOURCE: SOURCE})]
