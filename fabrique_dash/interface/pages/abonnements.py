"""The addresses to which calendar programs and feed readers subscribe."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.site.adresses import avec_parametres, cohorte_dite


def abonnements(vue: Vue) -> None:
    """Link to the feeds that calendar programs and feed readers subscribe to."""
    cohorte = cohorte_dite(vue)
    groupes = joindre(
        (
            _abonnement("agenda.ics", nom, {"groupe": ident, **cohorte})
            for ident, nom in objets(vue, "groupe").items()
        ),
        ", ",
    )
    poser(
        html(
            "<p>Copiez une de ces adresses dans «\u00a0S’abonner à un agenda\u00a0» ou dans un "
            "lecteur de flux\u00a0: {}\u202f; par groupe\u00a0: {}\u202f; {} (Atom).</p>",
            _abonnement("agenda.ics", "agenda du programme", cohorte),
            groupes,
            _abonnement("flux.atom", "ce qui est devenu connu", cohorte),
        )
    )


def _abonnement(adresse: str, nom: str, parametres: Mapping[str, str]) -> Markup:
    suivie = avec_parametres(adresse, parametres)
    return html('<a href="{}" target="_blank">{}</a>', suivie, nom)
