"""The measures as tables for the terminal."""

from collections.abc import Sequence

from bench.cibles import CIBLES, SANS_CIBLE, Cible, Releve, mediane, rapport


def _nombre(valeur: float | None, decimales: int = 0) -> str:
    return "—" if valeur is None else f"{valeur:.{decimales}f}".replace(".", ",")


def verdict(ratio: float | None, limite: float) -> str:
    """« tenu » or « manqué »; nothing without a measure."""
    if ratio is None:
        return ""
    return "tenu" if ratio <= limite else "manqué"


def _tableau(entetes: Sequence[str], lignes: Sequence[Sequence[str]]) -> str:
    largeurs = [max(len(ligne[i]) for ligne in [entetes, *lignes]) for i in range(len(entetes))]

    def rangee(cases: Sequence[str]) -> str:
        premiere, *autres = cases
        droite = [case.rjust(n) for case, n in zip(autres, largeurs[1:], strict=True)]
        return "  ".join([premiere.ljust(largeurs[0]), *droite]).rstrip()

    return "\n".join([rangee(entetes), "  ".join("-" * n for n in largeurs), *map(rangee, lignes)])


def _comparaison(cible: Cible, pages: Sequence[Releve], references: Sequence[Releve]) -> str:
    lignes = []
    for page, reference in zip(pages, references, strict=True):
        mesure, base = mediane(cible.valeurs(page)), mediane(cible.valeurs(reference))
        ratio = rapport(mesure, base)
        lignes.append(
            (
                page.nom,
                _nombre(mesure),
                _nombre(base),
                _nombre(ratio, 2),
                verdict(ratio, cible.limite),
            )
        )
    limite = _nombre(cible.limite, 1)
    entetes = ("page", cible.unite, "référence", "rapport", f"cible {limite}")
    return f"{cible.titre} (médianes)\n{_tableau(entetes, lignes)}"


def _sans_cible(temoin: Releve, pages: Sequence[Releve]) -> str:
    lignes = [
        (r.nom, *(_nombre(mediane(c.valeurs(r))) for c in SANS_CIBLE), r.commande)
        for r in (temoin, *pages)
    ]
    entetes = ("page", *(f"{c.titre} ({c.unite})" for c in SANS_CIBLE), "commande")
    return f"chargement à froid, sans cible\n{_tableau(entetes, lignes)}"


def rediger(
    temoin: Releve, pages: Sequence[Releve], autres: Sequence[tuple[Cible, Sequence[Releve]]]
) -> str:
    """All tables, in the order of the targets.

    Args:
        temoin: the empty page, which pages are compared with.
        pages: the pages.
        autres: what compares pages with themselves, served otherwise, and their measures then.
    """
    parties = [_comparaison(cible, pages, [temoin] * len(pages)) for cible in CIBLES]
    par_nom = {releve.nom: releve for releve in pages}
    for cible, releves in autres:
        references = [par_nom[releve.nom] for releve in releves]
        parties.append(_comparaison(cible, releves, references))
    parties.append(_sans_cible(temoin, pages))
    return "\n\n".join(parties)
