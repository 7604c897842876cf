"""A valid package whose every free text is an attack."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

MARQUE = "__attaque"  # what the scripts below would set on the window
HOTE = "attaque.invalid"  # what the links and images below would ask
ATTAQUES = (
    f"<script>window.{MARQUE}=1</script>",
    f"<img src=x onerror=window.{MARQUE}=1>",
    f'"><svg onload=window.{MARQUE}=1>',
    f"' onmouseover='window.{MARQUE}=1",
    f"${{window.{MARQUE}=1}}",
    f"`);window.{MARQUE}=1;//`",
    f"</script></style></textarea>]]><script>window.{MARQUE}=1</script>",
    f'<iframe srcdoc="<script>parent.{MARQUE}=1</script>"></iframe>',
    f"<a href='javascript:window.{MARQUE}=1'>clic</a>",
    f"[clic](javascript:window.{MARQUE}=1) ![](https://{HOTE}/image.png)",
    f"[clic](https://{HOTE}/) <https://{HOTE}/>",
    f"=cmd|' /C calc'!A0 @import url(https://{HOTE}/x.css);",
    ":material/delete: :red[rouge] :streamlit: $\\frac{1}{0}$ $$x$$",
    "\\u003cscript\\u003e \\x3cscript\\x3e &lt;script&gt; &#60;script&#62;",
    "{{ 7*7 }}{% raw %} %{x}<extra></extra> %s %(x)s {0}",
    "# titre\n- puce\n\n> citation\n```\ncode\n```\n| a | b |\n|---|---|\u202e\u200b",
)
_LIBRES = {"string"}
# Rules of the programme: a territory without a name is an undocumented one, so stays without.
_VIDES = {("territoires", "nom")}


def poison(rang: int) -> str:
    """Return all the attacks in one text, another one first each time."""
    tour = rang % len(ATTAQUES)
    return " ".join([*ATTAQUES[tour:], *ATTAQUES[:tour], str(rang)])


_SANS_BORNE = 1_000_000


def _colonnes_libres(ressource: dict[str, Any]) -> list[str]:
    return [
        champ["name"]
        for champ in ressource["schema"]["fields"]
        if champ["type"] in _LIBRES and not {"enum", "pattern"} & set(champ.get("constraints", {}))
    ]


def _places(ressource: dict[str, Any]) -> dict[str, int]:
    """How many characters each column may hold."""
    champs = ressource["schema"]["fields"]
    return {c["name"]: c.get("constraints", {}).get("maxLength", _SANS_BORNE) for c in champs}


def _attaque(rang: int, place: int) -> str:
    """An attack that fits: where there is little room, a short one for each row."""
    longue = poison(rang)
    return longue if len(longue) <= place else f"<svg onload=alert({rang})>"


def _adresses(ressource: dict[str, Any]) -> list[str]:
    return [c["name"] for c in ressource["schema"]["fields"] if c["name"] == "url"]


def _empoisonner_table(dossier: Path, ressource: dict[str, Any]) -> int:
    chemin = dossier / ressource["path"]
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    libres, places, compte = _colonnes_libres(ressource), _places(ressource), 0
    for rang, ligne in enumerate(lignes):
        for colonne in libres:
            if ligne[colonne] or (ressource["name"], colonne) not in _VIDES:
                ligne[colonne] = _attaque(rang, places[colonne])
                compte += 1
        for colonne in _adresses(ressource):
            ligne[colonne] = f'https://{HOTE}/"><svg/onload=window.{MARQUE}=1>'
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        redacteur = csv.DictWriter(fichier, list(lignes[0]), lineterminator="\n")
        redacteur.writeheader()
        redacteur.writerows(lignes)
    return compte


def empoisonner(dossier: Path) -> int:
    """Put attacks in every free text of the hand-kept tables and of the descriptor.

    Args:
        dossier: a copy of the package; the reference tables, made by script, stay as they are.

    Returns:
        How many cells were changed.
    """
    chemin = dossier / "datapackage.json"
    paquet = json.loads(chemin.read_text("utf-8"))
    paquet |= {"title": poison(0), "description": poison(1), "version": poison(2)}
    paquet["licenses"][0]["title"] = poison(3)
    paquet["contributors"][0]["title"] = poison(4)
    chemin.write_text(json.dumps(paquet, ensure_ascii=False), "utf-8")
    a_la_main = [
        r for r in paquet["resources"] if "schema" in r and not r["path"].startswith("reference/")
    ]
    return sum(_empoisonner_table(dossier, ressource) for ressource in a_la_main)
