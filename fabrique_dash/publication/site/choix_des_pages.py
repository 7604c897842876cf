"""What some pages make of their address by a rule of their own: groups, letter, path, figures."""

from __future__ import annotations

from datetime import date

from fabrique_dash.chiffres.catalogue import Entree, catalogue
from fabrique_dash.chiffres.noyau.registre import THEMES
from fabrique_dash.chiffres.noyau.typographie import periode
from fabrique_dash.chiffres.suivi.parcours import FiltreParcours
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre
from fabrique_dash.publication.site.parametres_des_pages import (
    GROUPES_COMPARES,
    TOUS,
    periode_de_la_lettre,
)

MOINS_DE_GROUPES = 2
BORNES_DE_LA_LETTRE = ("debut", "fin")
_RIEN = ("",)  # nothing has it: a filter left empty keeps nothing, as its words say


def groupes_comparables(demande: Demande) -> bool:
    """Tell whether the address asks for as many groups as the page compares."""
    return MOINS_DE_GROUPES <= len(demande["groupes"].choix) <= GROUPES_COMPARES


def groupes_compares(demande: Demande) -> Filtre:
    """Return the groups to compare: those of the address, or the first ones if they can't be."""
    if groupes_comparables(demande):
        return demande["groupes"]
    parametre = demande.parametre("groupes")
    return demande.retenir(parametre, Filtre(parametre.de_base, refus=demande["groupes"].refus))


def periode_demandee(demande: Demande) -> tuple[date, date]:
    """Return the period of the letter; an address may give its days the other way round."""
    lus = [demande[cle].un for cle in BORNES_DE_LA_LETTRE]
    dates = dict(zip(BORNES_DE_LA_LETTRE, sorted(lus), strict=True))
    defauts = [jour.isoformat() for jour in periode_de_la_lettre(demande.vue)]
    dites = {} if list(dates.values()) == defauts else dates
    phrase = f"période\u00a0: {periode(*dates.values())}" if dites else ""
    for cle, jour in dates.items():
        parametres = {cle: jour} if dites else {}
        lu = Filtre((jour,), phrase if cle == "debut" else "", parametres, demande[cle].refus)
        demande.retenir(demande.parametre(cle), lu)
    debut, fin = (date.fromisoformat(jour) for jour in dates.values())
    return debut, fin


def filtre_du_parcours(demande: Demande) -> FiltreParcours:
    """Return which couples territory × step the address keeps."""
    return FiltreParcours(*(_ids(demande, cle) for cle in ("groupes", "etapes", "etats")))


def _ids(demande: Demande, cle: str) -> tuple[str, ...]:
    """A filter that says nothing keeps everything, what has no group included."""
    lu = demande[cle] if cle in demande else Filtre()
    return (lu.choix or _RIEN) if lu.phrase else ()


def chiffres_demandes(demande: Demande) -> tuple[Entree, ...]:
    """List the figures to show: the one asked for, or the programme's, a group's, a territory's."""
    connus = catalogue(demande.vue)
    if seul := demande["chiffre"].un:
        return (connus[seul],)
    groupe, territoire = demande["groupe"].un, demande["territoire"].un
    themes, ordre = demande["themes"].choix, list(THEMES)
    demandes = [e for e in connus.values() if e.theme in themes and _est_de(e, groupe, territoire)]
    return tuple(sorted(demandes, key=lambda e: ordre.index(e.theme)))


def combien_de_chiffres(demande: Demande) -> tuple[int, int]:
    """Count the figures to show, and those that are known."""
    return len(chiffres_demandes(demande)), len(catalogue(demande.vue))


def _est_de(entree: Entree, groupe: str, territoire: str) -> bool:
    if not entree.groupe and not entree.territoire:
        return not (groupe or territoire) or TOUS in (groupe, territoire)
    if entree.groupe:
        return groupe in (TOUS, entree.groupe)
    return territoire in (TOUS, entree.territoire)
