"""Sentences to paste: the same words in three forms, the producers first, every date said."""

from __future__ import annotations

from dataclasses import replace

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.ailleurs.phrases import citation, copie, ensemble
from fabrique_dash.publication.site.references import date_de_publication, references_datees
from tests.francais import fautes_de_typographie


def test_each_form_holds_the_sentence_then_the_source(vue_finale: Vue) -> None:
    chiffre = catalogue(vue_finale)["enjeux"].calculer(vue_finale)
    formes = copie(vue_finale.donnees, chiffre, chiffre.phrase_courte())
    phrase, source = chiffre.phrase_courte(), citation(vue_finale.donnees, chiffre)
    assert formes.texte == f"{phrase} {source}"
    assert formes.markdown == f"{phrase}\n\n*{source}*\n"
    assert formes.html == f"<p>{phrase}</p>\n<p><small>{source}</small></p>\n"
    assert "\u00a0" in formes.html


def test_marks_of_markdown_and_html_are_neutralised(vue_finale: Vue) -> None:
    chiffre = catalogue(vue_finale)["enjeux"].calculer(vue_finale)
    formes = copie(vue_finale.donnees, chiffre, "<b>*gras*</b> & [lien](x)")
    assert formes.html.startswith("<p>&lt;b&gt;*gras*&lt;/b&gt; &amp; [lien](x)</p>")
    assert formes.markdown.startswith(r"\<b\>\*gras\*\</b\> & \[lien\](x)")
    assert formes.texte.startswith("<b>*gras*</b> & [lien](x)")


def test_several_pieces_are_joined_in_order(vue_finale: Vue) -> None:
    chiffre = catalogue(vue_finale)["enjeux"].calculer(vue_finale)
    deux = [copie(vue_finale.donnees, chiffre, mot) for mot in ("Un.", "Deux.")]
    assert ensemble(deux).texte == f"{deux[0].texte}\n\n{deux[1].texte}"
    assert ensemble(deux).html == deux[0].html + deux[1].html


def test_every_citation_says_when_its_sources_were_published(vue_finale: Vue) -> None:
    referencees = references_datees(vue_finale.donnees)
    for source in rangees(vue_finale.donnees.table("sources"), Sources):
        reference = referencees[source["id"]]
        assert source["producteur"].split(",")[0].split(" et ")[0] in reference, source["id"]
        assert any(
            mot in reference
            for mot in (
                "publication",
                "déduite",
                source["date_publication"][:4] or "publication",
            )
        ), source["id"]
        assert fautes_de_typographie(date_de_publication(source)) == []
    assert "date de publication non documentée" in referencees["S3"]
    assert referencees["W6"].count("2022") == 1


def test_no_citation_prints_two_full_stops(vue_finale: Vue) -> None:
    for entree in catalogue(vue_finale).values():
        dite = citation(vue_finale.donnees, entree.calculer(vue_finale))
        assert ".." not in dite and ". ." not in dite, entree.id
    chiffre = catalogue(vue_finale)["enjeux"].calculer(vue_finale)
    seule = replace(chiffre, sources=("A",)).citation({"A": "Une revue, 2022."}, "1", "L")
    assert seule == "Source\u00a0: Une revue, 2022. Mise à jour du 1. L."


def test_a_long_sentence_says_what_is_counted_and_how_sure_it_is(vue_finale: Vue) -> None:
    chiffre = catalogue(vue_finale)["territoires_sans_nom"].calculer(vue_finale)
    longue = chiffre.phrase_longue("Inchangé depuis hier.")
    assert "Inchangé depuis hier. Ce qui est compté\u00a0: territoires annoncés moins" in longue
    assert longue.endswith("Valeur de statut «\u00a0déduit\u00a0».")
    assert "statut" not in replace(chiffre, statut="documenté").phrase_longue()
