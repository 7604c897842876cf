"""What an address asks for, read once: the point of view, the choices, what can't be used.

Pages read it forgivingly and tell what they leave aside; pictures and stable addresses refuse it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.publication.site.adresses import APERCU, chemin, reglages
from fabrique_dash.publication.site.natures_de_parametres import Plusieurs, Texte, Un
from fabrique_dash.publication.site.parametres import Filtre, Jour, Parametre, ParametreRefuse, cite

Brut = Mapping[str, Sequence[str]]  # raw values of an address, by name
Declarer = Callable[[Vue], Sequence[Parametre]]
DATE, COHORTE = "date", "cohorte"
_DE_LA_VUE = (DATE, COHORTE)


@dataclass(eq=False)
class Demande:
    """A page, a picture or a stable address as it is asked for.

    Attributes:
        page: key of the page; empty for what is no page.
        vue: the point of view.
        brut: the raw values.
    """

    page: str
    vue: Vue
    brut: Brut
    _parametres: dict[str, Parametre] = field(default_factory=dict)
    _lus: dict[str, Filtre] = field(default_factory=dict)

    def __getitem__(self, cle: str) -> Filtre:
        """Return a parameter as it was read."""
        return self._lus[cle]

    def __contains__(self, cle: str) -> bool:
        """Tell whether this parameter is taken at this date."""
        return cle in self._lus

    def parametre(self, cle: str) -> Parametre:
        """Return the declaration of a parameter."""
        return self._parametres[cle]

    def preciser(self, parametre: Parametre) -> Filtre:
        """Read one more parameter, which depends on those already read."""
        return self.retenir(parametre, parametre.lire(self.brut.get(parametre.cle, ())))

    def retenir(self, parametre: Parametre, lu: Filtre) -> Filtre:
        """Keep what was read of a parameter, or what a rule of the page makes of it."""
        self._parametres[parametre.cle] = parametre
        self._lus[parametre.cle] = lu
        return lu

    @property
    def refus(self) -> tuple[str, ...]:
        """All that could not be used, a sentence each."""
        return tuple(refus for lu in self._lus.values() for refus in lu.refus)

    @property
    def phrases(self) -> list[str]:
        """The choices in words, those that hide something."""
        dits = (lu.phrase for cle, lu in self._lus.items() if cle not in _DE_LA_VUE)
        return [phrase for phrase in dits if phrase]

    @property
    def parametres(self) -> dict[str, str]:
        """Address parameters that reopen the choices; the point of view is apart."""
        return {
            nom: valeur
            for cle, lu in self._lus.items()
            if cle not in _DE_LA_VUE
            for nom, valeur in lu.parametres.items()
        }

    def sauf(self, *cles: str) -> dict[str, str]:
        """Return the address parameters of the choices, some of them left aside."""
        return {nom: valeur for nom, valeur in self.parametres.items() if nom not in cles}

    def pour_une_image(self, cles: Iterable[str]) -> dict[str, str]:
        """Return the choices that a picture takes, defaults included: its own may differ."""
        lus = {cle: self._lus[cle] for cle in cles if cle in self._lus}
        return {
            cle: self._parametres[cle].ecrire(lu.choix)
            for cle, lu in lus.items()
            if lu.choix or isinstance(self._parametres[cle], Plusieurs)
        }

    @property
    def adresse(self) -> str:
        """Link to this very view, inside the application."""
        return chemin(self.page, {**reglages(self.vue), **self.parametres})

    @property
    def reecrits(self) -> dict[str, str | None]:
        """Parameters that the address spells otherwise than it should, and their spelling.

        None stands for a parameter that goes without saying. What is refused stays as it is, and
        so does a default that is written in full.
        """
        dits = {
            cle: lu.parametres.get(cle)
            for cle, lu in self._lus.items()
            if cle in self.brut and cle not in _DE_LA_VUE and not lu.refus
        }
        return {cle: dit for cle, dit in dits.items() if list(self.brut[cle]) != [self._ecrit(cle)]}

    def _ecrit(self, cle: str) -> str:
        return self._parametres[cle].ecrire(self._lus[cle].choix)


def cohorte_de(donnees: Donnees) -> Un:
    """Return the parameter of the cohort."""
    suivies = cohortes_suivies(donnees)
    noms = {str(i): str(nom) for i, nom in zip(suivies["id"], suivies["nom"], strict=True)}
    attendus = f"une cohorte\u00a0: {enumeration(list(noms), 'ou')}"
    return Un(COHORTE, "Cohorte", noms, attendus, defaut=next(iter(noms)))


def date_de(donnees: Donnees, cohorte: str) -> Jour:
    """Return the parameter of the reference date, the last documented one at first."""
    return Jour(DATE, "Date de référence", defaut=derniere_date_documentee(donnees, cohorte))


def apercu_demande(brut: Brut) -> str:
    """Return the proposal that an address asks to preview; empty for none.

    It decides which data the rest of the address is read with.
    """
    return Texte(APERCU, "Aperçu").lire(brut.get(APERCU, ())).un


def lire(page: str, donnees: Donnees, brut: Brut, declarer: Declarer) -> Demande:
    """Read the address of a page; what can't be used is left aside, and told.

    Args:
        page: the page's key.
        donnees: the data.
        brut: the raw values.
        declarer: gives the parameters that the page takes for a point of view.
    """
    la_cohorte = cohorte_de(donnees)
    cohorte = la_cohorte.lire(brut.get(COHORTE, ()))
    la_date = date_de(donnees, cohorte.un)
    jour = la_date.lire(brut.get(DATE, ()))
    demande = Demande(page, vue(donnees, cohorte.un, date.fromisoformat(jour.un)), brut)
    for parametre in (la_date, la_cohorte, *declarer(demande.vue)):
        demande.preciser(parametre)
    return demande


def exiger(vue: Vue, lus: Mapping[str, str], parametres: Sequence[Parametre]) -> Demande:
    """Read the parameters of a picture or of a stable address, but for its point of view.

    Args:
        vue: the point of view.
        lus: value of each parameter given.
        parametres: those that are taken.

    Raises:
        ParametreRefuse: an unknown name, or a value that can't be used.
    """
    nommes(list(lus.items()), [p.cle for p in parametres])
    demande = Demande("", vue, {nom: (valeur,) for nom, valeur in lus.items()})
    for parametre in parametres:
        valeurs = demande.brut.get(parametre.cle, ())
        demande.retenir(parametre, parametre.exiger(valeurs))
    return demande


def nommes(paires: Sequence[tuple[str, str]], permis: Collection[str]) -> dict[str, str]:
    """Read the names of an address.

    Args:
        paires: names and values, in order.
        permis: names that this address understands.

    Raises:
        ParametreRefuse: an unknown name, or a name given twice.
    """
    lus: dict[str, str] = {}
    for nom, valeur in paires:
        if nom not in permis:
            raise ParametreRefuse(
                nom, f"Le paramètre {cite(nom)} n’existe pas à cette adresse.", sorted(permis)
            )
        if nom in lus:
            raise ParametreRefuse(nom, f"Le paramètre {cite(nom)} est donné deux fois.", ("un",))
        lus[nom] = valeur
    return lus


def vue_demandee(donnees: Donnees, lus: Mapping[str, str], defaut: date | None = None) -> Vue:
    """Return the point of view that an address asks for.

    Args:
        donnees: the data.
        lus: the parameters, of which `date` and `cohorte` count.
        defaut: the date without `date`; the last documented one when None, as on the pages.

    Raises:
        ParametreRefuse: no such date, or no such cohort.
    """
    cohorte = cohorte_de(donnees).exiger([lus[COHORTE]] if COHORTE in lus else []).un
    parametre = date_de(donnees, cohorte)
    if defaut is not None:
        parametre = replace(parametre, defaut=defaut)
    jour = parametre.exiger([lus[DATE]] if DATE in lus else []).un
    return vue(donnees, cohorte, date.fromisoformat(jour))


def un_de(nom: str, valeur: str, permis: Sequence[str]) -> str:
    """Check that a value is one of those allowed.

    Raises:
        ParametreRefuse: it is not.
    """
    parametre = Un(nom, nom, {ident: ident for ident in permis})
    if not valeur:
        raise ParametreRefuse(nom, parametre.raison(valeur), permis)
    return parametre.exiger([valeur]).un
