"""`/signaler` and `/signalement`: anybody reports an error, and follows what becomes of it.

All of it is done in one thread, each client in turn: a thousand robots leave the pages their
processor, and a journal that is written elsewhere is not fought for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fabrique_dash.donnees.depot import depot
from fabrique_dash.donnees.lectures import Publiee
from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.erreurs_signalees import (
    Dite,
    Recue,
    deja_recue,
    erreur_suivie,
    file_pleine,
    secret,
    signaler,
)
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.publication.morceaux.signaler import CLE, PAGE, SUIVI
from fabrique_dash.publication.site.adresses import retour_permis
from fabrique_dash.publication.site.tenue_a_jour import TABLE, vers
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.signalements import (
    RANGEE_INCONNUE,
    RangeeDite,
    publiee_avec,
    rangee_dite,
)
from fabrique_dash.serveur.adresses import page_de_signalement as pages
from fabrique_dash.serveur.adresses.cadence import Cadence, TropVite
from fabrique_dash.serveur.adresses.defense import (
    LEURRE,
    Jetons,
    Quotas,
    Refus,
    Refuse,
    exiger_un_texte_raisonnable,
    un_suivi_quelconque,
)
from fabrique_dash.serveur.adresses.formulaires import (
    champs_envoyes,
    est_d_ici,
    est_du_site,
    page_quittee,
)
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.chemins import SIGNALEMENT, SIGNALER
from fabrique_dash.serveur.clients import client_de
from fabrique_dash.serveur.tours import Tours, TropDeDemandes

_OCTETS = 49_152  # the longest texts that are taken, once written for a form
_CHEMIN = 500  # characters of a view; of a longer one, only the page is kept
_TROP_LONG = "Ce formulaire est bien plus long que ce qu’il demande\u00a0: rien n’est gardé."
_EN_ARRIERE = "Votre texte n’est pas perdu\u00a0: revenez en arrière, il y est encore."
_TEXTES = ("quoi", "plutot", "ou", "courriel")
Champs = Mapping[str, str]


class _Ici(NamedTuple):
    """The journal of the moment, and what is read of it.

    Attributes:
        connues: rows that were asked for, by table and key: a robot asks for the same again.
    """

    journal: Journal
    jetons: Jetons
    publiees: RangeesPubliees
    connues: dict[tuple[str, str], RangeeDite]

    def rangee(self, table: str, jeton: str) -> RangeeDite | None:
        """Return the row that an address names; None if there is none."""
        if (table, jeton) in self.connues:
            return self.connues[table, jeton]
        lue = rangee_dite(self.publiees, table, jeton)
        if lue is not None:
            self.connues[table, jeton] = lue
        return lue


@dataclass
class _Guichet:
    """What the addresses share. Its methods are called in one thread.

    Attributes:
        service: knows under which path the application is served.
        quotas: reports of the day.
        tours: the thread.
        cadence: the pace of each client.
    """

    service: Service
    quotas: Quotas = field(default_factory=Quotas)
    tours: Tours = field(default_factory=lambda: Tours("signalements"))
    cadence: Cadence = field(default_factory=Cadence)
    _ouvert: tuple[Publiee, _Ici] | None = None

    async def faire(self, requete: Request, travail: Callable[[], Response]) -> Response:
        """Do something in this client's turn; say in French why it can't be done now."""
        client = client_de(requete)
        try:
            await self.cadence.attendre(client)
            return await asyncio.wrap_future(self.tours.demander(client, travail))
        except (TropVite, TropDeDemandes):
            dit = Refus.OCCUPE.dit
        except (JournalIndisponible, TableIllisible) as erreur:
            dit = str(erreur)
        suite = f" {_EN_ARRIERE}" if requete.method == "POST" else ""
        return pages.en_mots(pages.TITRE, dit + suite, Refus.OCCUPE.statut)

    def ici(self) -> _Ici | None:
        """Return what is published now; None where nothing is, and no report would be kept."""
        donnees = depot().etat().donnees
        publiee = donnees.publiee if donnees else None
        journal = journal_en_service() if publiee else None
        if publiee is None or journal is None:
            return None
        if self._ouvert is None or self._ouvert[0] != publiee:
            jetons = Jetons(secret(journal, "signaler"))
            self._ouvert = publiee, _Ici(journal, jetons, RangeesPubliees(journal), {})
        return self._ouvert[1]

    def montrer(self, demandes: Champs) -> Response:
        """Show a form, filled with the page and the row that an address names."""
        ici = self.ici()
        if ici is None:
            return pages.sans_journal()
        if file_pleine(ici.journal):
            return pages.en_mots(pages.TITRE, Refus.PLEINE.dit, Refus.PLEINE.statut)
        vierge = self._formulaire(ici, demandes)
        return pages.formulaire(replace(vierge, jeton=ici.jetons.nouveau(_objet(vierge))))

    def recevoir(self, client: str, champs: Champs, racine: str, d_ici: bool) -> Response:
        """Keep a report, or say why it is not, with what was typed."""
        ici = self.ici()
        if ici is None:
            return pages.sans_journal()
        rempli = self._formulaire(ici, champs)
        objet = _objet(rempli)
        try:
            if not d_ici:
                raise Refuse(Refus.AILLEURS)
            suivi = ici.jetons.suivi(champs.get(pages.JETON, ""), objet)
            self._garder(ici.journal, client, _dite(rempli), suivi)
        except Refuse as refuse:
            garde = refuse.refus in _GARDENT_LEUR_JETON
            jeton = champs.get(pages.JETON, "") if garde else ici.jetons.nouveau(objet)
            rendu = replace(rempli, jeton=jeton)
            return pages.formulaire(rendu, str(refuse), refuse.refus.statut)
        except JournalIndisponible as erreur:
            rendu = replace(rempli, jeton=champs.get(pages.JETON, ""))
            return pages.formulaire(rendu, str(erreur), 503)
        return pages.merci(racine, suivi, rempli.page)

    def _garder(self, journal: Journal, client: str, dite: Dite, suivi: str) -> None:
        """Keep what a form says; what it has already said needs neither quota nor room.

        Raises:
            Refuse: it is not kept.
            JournalIndisponible: it could not be.
        """
        recue = deja_recue(journal, dite, suivi)
        if recue is None:
            self.quotas.exiger(client)
            if file_pleine(journal):
                raise Refuse(Refus.PLEINE)
            exiger_un_texte_raisonnable(dite, pages.TITRES)
            recue = signaler(journal, dite, suivi)
        if recue in _REFUSEES:
            raise Refuse(_REFUSEES[recue])
        if recue is Recue.GARDEE:
            self.quotas.noter(client)

    def _formulaire(self, ici: _Ici, champs: Champs) -> pages.Formulaire:
        table, jeton = champs.get(TABLE, ""), champs.get(CLE, "")
        rangee = ici.rangee(table, jeton)
        return pages.Formulaire(
            jeton="",
            page=champs.get(PAGE, ""),
            rangee=rangee,
            dits={nom: champs.get(nom, "") for nom in _TEXTES},
            champ=champs.get(pages.CHAMP, ""),
            avis=RANGEE_INCONNUE if (table or jeton) and rangee is None else "",
        )

    def suivre(self, jeton: str) -> Response:
        """Tell what has become of a report."""
        ici = self.ici()
        if ici is None:
            return pages.sans_journal()
        erreur = erreur_suivie(ici.journal, jeton) if jeton else None
        if erreur is None:
            return pages.inconnu()
        return pages.suite_donnee(ici.publiees, erreur, publiee_avec(ici.journal, erreur))


_REFUSEES = {Recue.AUTRE: Refus.DEJA_SERVI, Recue.PLEINE: Refus.PLEINE}
# A form that was sent too soon, or that has to be mended, is still the same one.
_GARDENT_LEUR_JETON = frozenset(Refus) - {
    Refus.AILLEURS,
    Refus.SANS_JETON,
    Refus.PERIME,
    Refus.DEJA_SERVI,
}


def _objet(f: pages.Formulaire) -> str:
    """Return what a token is for: another row wants another form."""
    return f"{f.rangee.table}/{f.rangee.cle}" if f.rangee else ""


def _dite(f: pages.Formulaire) -> Dite:
    """Return what a form says, read as the journal keeps it."""
    textes = {nom: saisie(texte) for nom, texte in f.dits.items()}
    table, cle = (f.rangee.table, f.rangee.cle) if f.rangee else ("", "")
    colonnes = {case.colonne for case in f.rangee.cases} if f.rangee else set()
    colonne = f.champ if f.champ in colonnes else ""
    return Dite(f.page, table, cle, colonne, **textes)


def _page_d_origine(service: Service, requete: Request, dite: str) -> str:
    """Return the view that one comes from: the page that a link says, whole if the browser tells.

    Args:
        service: knows under which path the application is served.
        requete: the request.
        dite: the path that the link, or the form, says.
    """
    dite = retour_permis(dite)
    venue = page_quittee(requete)
    connue = est_du_site(service, requete, venue)
    chemin = venue.path.removeprefix(service.prefixe) if connue else ""
    if chemin and chemin == dite and venue.query:
        dite = f"{chemin}?{venue.query}"
    if len(dite) > _CHEMIN:
        dite = urlsplit(dite).path
    return dite if len(dite) <= _CHEMIN and vers(dite) else ""


def routes_des_signalements(service: Service) -> list[Route]:
    """Make the routes by which anybody reports an error, and follows it.

    Args:
        service: knows under which path the application is served.
    """
    guichet = _Guichet(service)

    async def demander(requete: Request) -> Response:
        if requete.method == "POST":
            return await recevoir(requete)
        dits = dict(requete.query_params)
        dits = {nom: dits.get(nom, "") for nom in (PAGE, TABLE, CLE)}
        dits[PAGE] = _page_d_origine(service, requete, dits[PAGE])
        return await guichet.faire(requete, lambda: guichet.montrer(dits))

    async def recevoir(requete: Request) -> Response:
        lus = await champs_envoyes(requete, _OCTETS)
        if lus is None:
            return pages.en_mots(pages.TITRE, f"{_TROP_LONG} {_EN_ARRIERE}", 413)
        racine = service.racine(requete)
        champs = {**lus, PAGE: _page_d_origine(service, requete, lus.get(PAGE, ""))}
        if champs.get(LEURRE):  # a robot: it is answered as anybody, and nothing is kept
            return pages.merci(racine, un_suivi_quelconque(), champs[PAGE])
        client, d_ici = client_de(requete), est_d_ici(service, requete)
        return await guichet.faire(requete, lambda: guichet.recevoir(client, champs, racine, d_ici))

    async def suivre(requete: Request) -> Response:
        jeton = requete.query_params.get(SUIVI, "")
        return await guichet.faire(requete, lambda: guichet.suivre(jeton))

    sous = service.prefixe
    return [
        Route(f"{sous}{SIGNALER}", demander, methods=["GET", "HEAD", "POST"]),
        Route(f"{sous}{SIGNALEMENT}", suivre, methods=["GET", "HEAD"]),
    ]
