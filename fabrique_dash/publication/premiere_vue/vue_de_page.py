"""The first view of an address: its title, its description, and a page to read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.depot import EtatDuDepot
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux.menu import menu
from fabrique_dash.publication.morceaux.phrase import filtres_en_mots, phrase, refus
from fabrique_dash.publication.morceaux.reprises import remplacer
from fabrique_dash.publication.morceaux.resultats import RESULTATS
from fabrique_dash.publication.morceaux.signaler import a_cote, au_pied
from fabrique_dash.publication.premiere_vue import memoire, publier, suivre, tenir
from fabrique_dash.publication.premiere_vue.gabarit import borner
from fabrique_dash.publication.site.adresses import reglages
from fabrique_dash.publication.site.demande import Brut, Demande, apercu_demande, lire
from fabrique_dash.publication.site.pages import PageDuSite, page
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from fabrique_dash.publication.site.references import mentions
from fabrique_dash.publication.site.titres import titre

BLOCS: Mapping[str, Callable[[Demande], Iterator[Markup]]] = {
    "accueil": suivre.accueil,
    "carte": suivre.carte,
    "frise": suivre.frise,
    "parcours": suivre.parcours,
    "territoires": suivre.territoires,
    "groupes": suivre.groupes,
    "preoccupations": suivre.preoccupations,
    "referentiel": memoire.referentiel,
    "villes_pairs": memoire.villes_pairs,
    "alliance": memoire.alliance,
    "lettres": memoire.lettres,
    "sources": memoire.sources,
    "chiffres": publier.chiffres,
    "lettre": publier.lettre,
    "donnees": publier.donnees,
    "mise_a_jour": tenir.mise_a_jour,
    "historique": tenir.historique,
    "recherche": publier.recherche,
    "a_propos": publier.a_propos,
}
_SANS_SCRIPT = html(
    '<noscript><p class="tp-alerte">Sans JavaScript, cette page montre l’essentiel\u202f; filtres, '
    "dessins à explorer et téléchargements en ont besoin.</p></noscript>"
)
_FAUTES = html(
    '<div class="tp-alerte"><p><strong>Il y a des erreurs dans les données.</strong> '
    "Les dernières données valides restent affichées.</p></div>"
)

# Nobody is known yet: what is not published is shown by the application alone.
_APERCU = html(
    '<div class="tp-alerte"><p>L’aperçu d’une proposition s’affiche avec l’application, pour qui '
    "peut la relire. Voici, en attendant, les données publiées.</p></div>"
)


@dataclass(frozen=True)
class PremiereVue:
    """What an address is before its application: title, description, body."""

    titre: str
    description: str
    corps: Markup


def premiere_vue(etat: EtatDuDepot, cle: str, brut: Brut) -> PremiereVue | None:
    """Write the first view of an address; None when there is no good data to show.

    Args:
        etat: the data to serve, and its faults.
        cle: the page's key.
        brut: raw values of the address.
    """
    if etat.donnees is None:
        return None
    demande, montree = lire(cle, etat.donnees, brut, PARAMETRES[cle]), page(cle)
    # The blocks first: they read parameters that the sentence then tells.
    blocs = list(borner(BLOCS[cle](demande)))
    dit = _resultat(demande)
    journal = etat.donnees.publiee is not None
    corps = html(
        "<main>{tete}{sans_script}{fautes}{apercu}{refus}{phrase}{blocs}{pied}</main>{menu}",
        tete=_tete(demande, montree),
        sans_script=_SANS_SCRIPT,
        fautes=_FAUTES if etat.problemes else "",
        apercu=_APERCU if apercu_demande(brut) else "",
        refus=refus(demande.refus),
        phrase=phrase(demande, dit),
        blocs=remplacer(joindre(blocs), partial(a_cote, montree)),
        pied=_pied(demande),
        menu=menu(montree, tuple(reglages(demande.vue).items()), journal, "premiere"),
    )
    description = f"{montree.question} {dit} — {filtres_en_mots(demande)}."
    return PremiereVue(titre(demande), description, corps)


def _resultat(demande: Demande) -> str:
    if demande.page == "lettre":
        return publier.lettre_proposee(demande).remplissage
    return RESULTATS[demande.page](demande)


def _tete(demande: Demande, montree: PageDuSite) -> Markup:
    return html(
        '<header><h1>{titre}</h1><p class="tp-date"><strong>État au {jour}</strong></p></header>'
        "<p>{question}</p>",
        titre=montree.titre,
        jour=jour_long(demande.vue.jour),
        question=montree.question,
    )


def _pied(demande: Demande) -> Markup:
    dites = mentions(demande.vue.donnees)
    return html(
        '<footer class="tp-pied"><p>{}. {}.</p>{}</footer>',
        dites.origine,
        dites.producteur,
        au_pied(demande),
    )
