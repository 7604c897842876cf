"""The report says what is held and what is missed."""

from bench.cibles import DIX_FOIS, Releve
from bench.rapport import rediger, verdict


def _releve(nom: str, facteur: float) -> Releve:
    mesures = [100.0 * facteur, 90.0 * facteur, 500.0 * facteur]
    return Releve(nom, mesures, mesures, mesures, mesures, mesures, mesures, mesures, "commande")


def test_ratios_are_those_of_the_medians() -> None:
    autres = [(DIX_FOIS, [_releve("carte", 1.8)])]
    texte = rediger(_releve("page vide", 1), [_releve("carte", 1.5)], autres)
    lignes = [ligne.split() for ligne in texte.splitlines() if ligne.startswith("carte")]
    assert lignes[0] == ["carte", "150", "100", "1,50", "manqué"]
    assert lignes[1] == ["carte", "150", "100", "1,50", "tenu"]
    assert lignes[5] == ["carte", "180", "150", "1,20", "tenu"]


def test_a_page_without_a_control_is_reported_without_a_verdict() -> None:
    texte = rediger(_releve("page vide", 1), [Releve("textes", commande="aucune commande")], [])
    assert "manqué" not in texte
    assert "aucune commande" in texte


def test_the_limit_itself_is_held() -> None:
    assert (verdict(2.0, 2.0), verdict(2.01, 2.0), verdict(None, 2.0)) == ("tenu", "manqué", "")
