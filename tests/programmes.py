"""Whole programmes added to a copy of the package, by rows only."""

from __future__ import annotations

from pathlib import Path

from tests.paquets import ajouter, changer_descripteur, changer_ou, lire

DEDUIT = {"statut": "déduit", "inference": "Déduit pour l’essai."}
INDETERMINE = {"statut": "indéterminé", "inference": "Plusieurs groupes possibles."}
SECONDE = "essai-2030"

HOSTILES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "${alert(1)}",
    "`);alert(1);//",
    "</script><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>clic</a>",
    "\\u003cscript\\u003ealert(1)",
    "{{ 7*7 }}{% raw %}",
    "%{x}<extra>alert</extra>",
    "*/}</style><style>body{display:none}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


def _territoire(cle: str, cohorte: str, numero: int, nom: str) -> dict[str, str]:
    ligne = {"id": cle, "cohorte_id": cohorte, "numero": str(numero), "nom": nom, "preuve": "essai"}
    connu = {"type_territoire": "commune", "statut_type": "documenté", "force_preuve": "directe"}
    inconnu = {"statut_type": "non documenté", "force_preuve": "aucune", "statut": "non documenté"}
    return ligne | (connu if nom else inconnu)


def _perimetre(territoire: str, code: str) -> dict[str, str]:
    return {
        "id": f"{territoire}-a",
        "territoire_id": territoire,
        "hypothese": "a",
        "libelle_hypothese": "la commune",
        "nature": "commune",
        "code": code,
    }


def _rattachement(territoire: str, groupe: str, **cases: str) -> dict[str, str]:
    cle = f"{territoire}-{groupe}"
    return {"id": cle, "territoire_id": territoire, "groupe_id": groupe} | cases


def _groupe(cle: str, cohorte: str, nom: str, ordre: int, evenement: str) -> dict[str, str]:
    return {
        "id": cle,
        "cohorte_id": cohorte,
        "nom": nom,
        "ordre": str(ordre),
        "evenement_id": evenement,
        "territoires_minimum": "1",
        "statut_minimum": "documenté",
    }


def _evenement(cle: str, cohorte: str, titre: str, debut: str, **cases: str) -> dict[str, str]:
    return {
        "id": cle,
        "cohorte_id": cohorte,
        "titre": titre,
        "couloir": "programme",
        "genre": "séance",
        "debut": debut,
        "realisation": "réalisé",
        "statut_date": "documenté",
    } | cases


def ajouter_seconde_cohorte(dossier: Path, groupe_est: str = "Est") -> None:
    """Add a second followed cohort: three territories, two groups, three events, its facts.

    The package becomes later than all of them.
    """
    changer_descripteur(dossier, lambda d: d.update(created="2030-12-31T00:00:00Z"))
    cohorte = {"id": SECONDE, "nom": "Cohorte d’essai 2030", "suivie": "true", "ordre": "4"}
    cohorte |= {"territoires_attendus": "3", "duree_annoncee_mois": "6", "debut": "2030-01-10"}
    ajouter(dossier, "cohortes", [cohorte | {"statut_date": "documenté"}])
    ajouter(
        dossier,
        "evenements",
        [
            _evenement("essai-lancement", SECONDE, "Lancement d’essai", "2030-01-10"),
            _evenement("essai-seance", SECONDE, "Séance d’essai", "2030-02"),
            _evenement(
                "essai-annonce",
                SECONDE,
                "Rendez-vous d’essai",
                "2030-05-02",
                realisation="annoncé",
                annonce_le="2030-03",
            ),
        ],
    )
    ajouter(
        dossier,
        "groupes",
        [
            _groupe("essai-ouest", SECONDE, "Ouest", 1, "essai-lancement"),
            _groupe("essai-est", SECONDE, groupe_est, 2, "essai-lancement"),
        ],
    )
    _ajouter_territoires_d_essai(dossier)


def _ajouter_territoires_d_essai(dossier: Path) -> None:
    noms = {"essai-lyon": "Lyon", "essai-marseille": "Marseille", "essai-3": ""}
    lignes = [_territoire(c, SECONDE, n, nom) for n, (c, nom) in enumerate(noms.items(), start=1)]
    ajouter(dossier, "territoires", lignes)
    ajouter(
        dossier,
        "perimetres",
        [_perimetre("essai-lyon", "69123"), _perimetre("essai-marseille", "13055")],
    )
    ajouter(
        dossier,
        "rattachements",
        [
            _rattachement("essai-lyon", "essai-est", **DEDUIT),
            _rattachement("essai-marseille", "essai-est", **INDETERMINE),
            _rattachement("essai-marseille", "essai-ouest", **INDETERMINE),
        ],
    )
    theme = lire(dossier, "themes")[0]["id"]
    preoccupation = {"id": "essai-est-1", "groupe_id": "essai-est", "ordre": "1", "theme_id": theme}
    preoccupation |= {"libelle": "l’eau", "horizon_annees": "15", "connu_le": "2030-01-10"}
    preoccupation |= {"evenement_id": "essai-lancement", "statut_theme": "documenté"}
    ajouter(dossier, "preoccupations", [preoccupation])


def multiplier_les_territoires(dossier: Path, total: int = 100) -> None:
    """Make the first cohort ten times larger: names, groups and perimeters of all kinds."""
    cohorte = lire(dossier, "cohortes")[0]["id"]
    groupes = [g["id"] for g in lire(dossier, "groupes") if g["cohorte_id"] == cohorte]
    codes = ["01001", "2A004", "13055", "69123", "97411", "45284", "62861", "60057"]
    changer_ou(dossier, "cohortes", cohorte, territoires_attendus=str(total))
    territoires, perimetres, rattachements = [], [], []
    for numero in range(11, total + 1):
        cle, nom = f"essai-{numero}", "" if numero % 5 == 0 else f"Territoire d’essai {numero}"
        territoires.append(_territoire(cle, cohorte, numero, nom))
        if not nom:
            continue
        if numero % 7:
            perimetres.append(_perimetre(cle, codes[numero % len(codes)]))
        groupe, suivant = groupes[numero % 5], groupes[(numero + 1) % 5]
        if numero % 3:
            rattachements.append(_rattachement(cle, groupe, **DEDUIT))
        else:
            liens = (_rattachement(cle, g, **INDETERMINE) for g in (groupe, suivant))
            rattachements += liens
    ajouter(dossier, "territoires", territoires)
    ajouter(dossier, "perimetres", perimetres)
    ajouter(dossier, "rattachements", rattachements)


def empoisonner(dossier: Path) -> None:
    """Put hostile text wherever the package holds free text that figures show."""
    for table, colonnes in (
        ("territoires", ("nom",)),
        ("groupes", ("nom",)),
        ("evenements", ("titre", "lieu", "contenu", "libelle_date")),
        ("participants", ("nom", "lieu")),
        ("perimetres", ("libelle_hypothese",)),
        ("themes", ("libelle",)),
        ("preoccupations", ("libelle",)),
    ):
        for rang, ligne in enumerate(lire(dossier, table)):
            poison = f"{HOSTILES[rang % len(HOSTILES)]} {rang}"
            cases = {colonne: poison for colonne in colonnes if ligne[colonne]}
            changer_ou(dossier, table, ligne["id"], **cases)
