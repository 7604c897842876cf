"""What the letter is about: its period, and the figures that it is to tell."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, mois_long, periode
from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.formes import Newsletters
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies
from fabrique_dash.interface.briques import fragments
from fabrique_dash.interface.filtres.filtres import Filtre, jour_permis, noter
from fabrique_dash.interface.filtres.refus import jour_entre, refus, refus_de
from fabrique_dash.interface.pages.panier import ATTENDU
from fabrique_dash.publication.lettre.generation import chiffres_choisis
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.parametres import DERNIER_JOUR, PREMIER_JOUR

_BORNES = (PREMIER_JOUR, DERNIER_JOUR)
_PERIODES_PROPOSEES = 9
_CHIFFRES_MAXIMUM = 30


def _mois_avant(jour: date) -> date:
    """Return the first day of the month before a day's."""
    return (jour.replace(day=1) - timedelta(days=1)).replace(day=1)


def _lu(nom: str, defaut: date) -> date:
    return jour_permis(st.query_params.get(nom, ""), *_BORNES) or defaut


def _champ(nom: str, libelle: str, jour: date, defaut: date) -> None:
    """Ask for a day; the address rules, as for the reference date."""
    cle = f"champ-{nom}"
    if st.session_state.get(cle) != jour:
        st.session_state[cle] = jour
    st.date_input(
        libelle,
        min_value=PREMIER_JOUR,
        max_value=DERNIER_JOUR,
        key=cle,
        format="DD/MM/YYYY",
        on_change=lambda: noter(nom, st.session_state[cle], defaut),
    )


def periode_choisie(vue: Vue) -> tuple[Filtre, date, date]:
    """Ask for the period; at first, the month of the reference date and the one before.

    Returns:
        The filter, the first and the last day.
    """
    defauts = (max(_mois_avant(vue.jour), PREMIER_JOUR), vue.jour)
    debut, fin = sorted((_lu("debut", defauts[0]), _lu("fin", defauts[1])))
    with st.container(horizontal=True):
        _champ("debut", "Du", debut, defauts[0])
        _champ("fin", "Au", fin, defauts[1])
    st.html(_periodes_proposees(vue))
    refuses = tuple(
        phrase
        for nom in ("debut", "fin")
        for phrase in refus(nom, lambda t: jour_permis(t, *_BORNES), jour_entre(*_BORNES))
    )
    if (debut, fin) == defauts:
        return Filtre((), "", {}, refuses), debut, fin
    dites = {"debut": debut.isoformat(), "fin": fin.isoformat()}
    phrase = f"période\u00a0: {periode(*dites.values())}"
    return Filtre((), phrase, {**dites}, refuses), debut, fin


@par_vue
def _periodes_proposees(vue: Vue) -> str:
    choix = [*_periodes_des_lettres(vue), *_paires_de_mois(vue)][:_PERIODES_PROPOSEES]
    liens = []
    for libelle, debut, fin in choix:
        jour = min(fin, vue.jour).isoformat()
        dates = {"date": jour, "debut": debut.isoformat(), "fin": fin.isoformat()}
        adresse = chemin("lettre", {**reglages(vue), **dates})
        liens.append(f"<li>{fragments.lien(adresse, libelle)}</li>")
    if not liens:
        return '<p class="tp-note">Le parcours n’a pas commencé à cette date.</p>'
    return (
        '<nav class="tp-periodes" aria-label="Périodes proposées"><p class="tp-note">Périodes '
        "proposées, chacune avec la date de référence de son dernier jour\u00a0:</p>"
        f"<ul>{''.join(liens)}</ul></nav>"
    )


def _periodes_des_lettres(vue: Vue) -> list[tuple[str, date, date]]:
    """Periods between the bounds that the sources give to the letters already out."""
    noms = objets(vue, "newsletter")
    bornees = [
        (noms[str(n["id"])].split("\u00a0: ")[0], n["pas_avant"], n["pas_apres"])
        for n in rangees(lignes_visibles(vue, "newsletters"), Newsletters)
        if n["cohorte_id"] == vue.cohorte and n["pas_avant"] and len(n["pas_apres"]) == 10
    ]
    return [
        (f"{nom} ({periode(avant, apres)})", premier_jour(avant), dernier_jour(apres))
        for nom, avant, apres in bornees
    ]


def _paires_de_mois(vue: Vue) -> list[tuple[str, date, date]]:
    """Months two by two since the cohort's start, up to the reference date."""
    debut = cohortes_suivies(vue.donnees).set_index("id")["debut"][vue.cohorte]
    premier = premier_jour(debut).replace(day=1) if debut else None
    paires: list[tuple[str, date, date]] = []
    while premier and max(premier, premier_jour(debut)) <= vue.jour:
        second = (premier + timedelta(days=32)).replace(day=1)
        apres = (second + timedelta(days=32)).replace(day=1)
        un = mois_long(premier)
        nom = un.split()[0] if premier.year == second.year else un
        paires.append((f"{nom}-{mois_long(second)}", premier, apres - timedelta(days=1)))
        premier = apres
    return paires


def chiffres_demandes(vue: Vue) -> tuple[Filtre, tuple[str, ...]]:
    """Read which figures the letter is to tell: the address first, then the basket.

    Returns:
        The filter, and the ids of the figures that exist.
    """
    panier = st.session_state.get("panier")
    panier = panier if isinstance(panier, list | tuple | set) else ()
    de_l_adresse = st.query_params.get("chiffres", "").split(",")
    connus = catalogue(vue)
    refuses = refus_de("chiffres", de_l_adresse, connus.__contains__, ATTENDU)
    demandes = [*de_l_adresse, *map(str, panier)]
    trouves = chiffres_choisis(vue, tuple(demandes[: 2 * _CHIFFRES_MAXIMUM]))
    identifiants = tuple(c.id for c in trouves)[:_CHIFFRES_MAXIMUM]
    if not identifiants:
        return Filtre((), "", {}, refuses), ()
    dits = compte(len(identifiants), "chiffre choisi", "chiffres choisis")
    parametres: dict[str, str | list[str]] = {"chiffres": ",".join(identifiants)}
    return Filtre(identifiants, dits, parametres, refuses), identifiants
