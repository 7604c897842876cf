"""What is offered to somebody is what they may write, and what they have begun."""

from __future__ import annotations

import pytest

from fabrique_dash.journal.cases import ecrire_la_cle, lire_la_cle
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.publication.site.tenue_a_jour import PORTES
from fabrique_dash.redaction.ce_qui_se_dit import (
    Liste,
    avec_les_siens,
    est_encore_a_dire,
    liste_de,
    portes_permises,
    tables_permises,
)
from fabrique_dash.redaction.ensemble import exiger_un_brouillon_pret
from fabrique_dash.redaction.typee import Lieu
from tests.redaction.essais import Essai

ARRAS = [Habilitation(Role.CONTRIBUTEUR, "arras")]
REFERENT = [Habilitation(Role.REFERENT)]
LECTEUR = [Habilitation(Role.LECTEUR)]


def _liste(essai: Essai, droits: list[Habilitation], porte: str, table: str) -> Liste:
    liste = liste_de(essai.publiees, droits, porte, table, essai.jour)
    assert liste is not None
    return liste


def test_only_the_doors_that_one_may_go_through_are_offered(essai: Essai) -> None:
    tables = essai.publiees.tables
    assert portes_permises(tables, REFERENT) == PORTES
    assert portes_permises(tables, LECTEUR) == {} == tables_permises(tables, LECTEUR)
    assert set(PORTES) - set(portes_permises(tables, ARRAS)) == {"lettre"}
    siennes = tables_permises(tables, ARRAS)
    assert {"territoires", "avancement", "sources"} <= set(siennes)
    assert {"newsletters", "etapes", "communes"}.isdisjoint(siennes)


def test_a_contributor_is_offered_the_rows_of_one_territory(essai: Essai) -> None:
    etapes = _liste(essai, ARRAS, "etape", "avancement").noms
    assert etapes and {lire_la_cle(cle)[0] for cle in etapes} == {"arras"}
    evenements = _liste(essai, ARRAS, "table", "evenements")
    siens = {
        r["territoire_id"] for c, r in essai.publiees.rangees("evenements") if c in evenements.noms
    }
    assert siens <= {"arras"} and not evenements.obligatoire
    territoires = _liste(essai, ARRAS, "table", "territoires")
    assert list(territoires.noms) == [ecrire_la_cle(["arras"])] and territoires.obligatoire
    assert len(_liste(essai, REFERENT, "table", "territoires").noms) > 1


def test_what_somebody_else_said_meanwhile_stays_open_to_who_had_begun(essai: Essai) -> None:
    cle = ecrire_la_cle(["arras", "diagnostic"])
    lieu = essai.lieu("etape", cle)
    assert est_encore_a_dire(essai.publiees, lieu, essai.jour)
    essai.taper(lieu, {"date": "2022-05", "source_id": "S0", "statut": "documenté"})
    assert essai.publier(lieu, lambda _: []).publication == 2
    assert not est_encore_a_dire(essai.publiees, lieu, essai.jour)
    essai.taper(lieu, {"date": "2022-06"})
    with pytest.raises(PropositionImpossible, match="l’a dit depuis"):  # else it is said twice
        exiger_un_brouillon_pret(essai.journal, essai.compte, essai.publiees, lieu, essai.jour)
    liste = _liste(essai, REFERENT, "etape", "avancement")
    assert cle not in liste.noms
    gardee = avec_les_siens(liste, essai.publiees, [lieu, Lieu("etape", "avancement", "")])
    assert gardee.noms[cle] == "Communauté urbaine d’Arras — Diagnostic"
    assert list(gardee.noms)[:-1] == list(liste.noms)
