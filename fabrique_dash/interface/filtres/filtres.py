"""Filters: each says itself in words and knows the address parameters that reopen it.

A filter lives in the address (the widget's key is the parameter's name); a value that is not one
of the choices falls back to the default, and the choices are checked again here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import enumeration, guillemets, jour_long
from fabrique_dash.donnees.dates import jour_exact
from fabrique_dash.interface.filtres.refus import choix_de, entier_entre, jour_entre, refus

_ENTIER = re.compile(r"[0-9]{1,6}")
_OUI, _BOOLEENS = "oui", ("true", "false")
_LARGEUR = 340  # pixels, of a field that holds a number or a day
_SIGNES_MARKDOWN = re.compile(r"([\\`*_\[\]<$~|])")


@dataclass(frozen=True)
class Filtre:
    """A choice made by the reader.

    Attributes:
        choix: ids of what is kept, in the order of the options.
        phrase: the filter in words; empty when it keeps everything.
        parametres: address parameters that reopen it; empty when it is at its default.
        refus: what the address asked for and the filter could not use, a sentence each.
    """

    choix: tuple[str, ...]
    phrase: str
    parametres: dict[str, str | list[str]]
    refus: tuple[str, ...] = ()


def noter(cle: str, choisi: object, defaut: object = None) -> None:
    """Write a choice into the address; nothing when there is none, or when it is the default.

    Args:
        cle: parameter of the address.
        choisi: a text, a number or a day.
        defaut: what goes without saying.
    """
    if choisi is None or choisi == defaut:
        st.query_params.pop(cle, None)
    else:
        st.query_params[cle] = str(choisi)


def plusieurs(
    cle: str,
    libelle: str,
    options: Mapping[str, str],
    *,
    defaut: Sequence[str] | None = None,
    sujet: str = "",
) -> Filtre:
    """Ask for several choices, as pills.

    Args:
        cle: parameter of the address.
        libelle: label of the control.
        options: label of each choice, by id.
        defaut: ids chosen at first; all of them when None.
        sujet: word before the choices in the sentence; the label when empty.
    """
    de_base = list(options) if defaut is None else list(defaut)
    etiquettes = {ident: sans_markdown(texte) for ident, texte in options.items()}
    par_libelle = {texte: ident for ident, texte in etiquettes.items()}
    refuses = refus(cle, par_libelle.__contains__, choix_de(libelle))
    choisis = st.pills(
        libelle,
        list(par_libelle),
        selection_mode="multi",
        default=[etiquettes[i] for i in de_base],
        key=cle,
        bind="query-params",
    )
    retenus = {par_libelle[texte] for texte in choisis or [] if texte in par_libelle}
    choix = tuple(ident for ident in options if ident in retenus)
    if set(choix) == set(de_base):
        return Filtre(choix, "", {}, refuses)
    dit = enumeration([options[i] for i in choix]) if choix else "rien"
    parametre = [etiquettes[i] for i in choix] or ""
    return Filtre(choix, f"{sujet or libelle}\u00a0: {dit}", {cle: parametre}, refuses)


def sans_markdown(texte: str) -> str:
    """Escape what Streamlit would read as Markdown in the label of a control."""
    return _SIGNES_MARKDOWN.sub(r"\\\1", texte)


def un_seul(cle: str, libelle: str, options: Mapping[str, str], *, aide: str = "") -> Filtre:
    """Ask for one choice in a list; the first option is the default.

    Args:
        cle: parameter of the address.
        libelle: label of the control.
        options: label of each choice, by id.
        aide: help shown beside the label.
    """
    par_libelle = {texte: ident for ident, texte in options.items()}
    refuses = refus(cle, par_libelle.__contains__, choix_de(libelle))
    texte = st.selectbox(
        libelle, list(par_libelle), key=cle, bind="query-params", help=aide or None
    )
    ident = par_libelle.get(texte, next(iter(options)))
    if ident == next(iter(options)):
        return Filtre((ident,), "", {}, refuses)
    return Filtre((ident,), f"{libelle}\u00a0: {options[ident]}", {cle: options[ident]}, refuses)


def un_objet(
    cle: str, libelle: str, options: Mapping[str, str], *, aide: str = "", oublie: str = ""
) -> Filtre:
    """Ask for one thing of the data in a list; the first option is the default.

    The address holds the thing's id, so that a link still works when a title is corrected. The
    address rules: a link inside the page, or going back, changes the list.

    Args:
        cle: parameter of the address.
        libelle: label of the control.
        options: label of each thing, by id.
        aide: help shown beside the label.
        oublie: parameter that means nothing any more once another thing is chosen.
    """
    defaut, liste = next(iter(options)), f"liste-{cle}"
    voulu = st.query_params.get(cle, defaut)
    ident = voulu if voulu in options else defaut
    if st.session_state.get(liste) != ident:
        st.session_state[liste] = ident

    def ecrire() -> None:
        st.query_params.pop(oublie, None)
        noter(cle, st.session_state[liste], defaut)

    st.selectbox(
        libelle,
        list(options),
        format_func=options.__getitem__,
        key=liste,
        on_change=ecrire,
        help=aide or None,
    )
    refuses = refus(cle, options.__contains__, choix_de(libelle))
    if ident == defaut:
        return Filtre((ident,), "", {}, refuses)
    return Filtre((ident,), f"{libelle}\u00a0: {options[ident]}", {cle: ident}, refuses)


def objet_de_l_adresse(cle: str, sujet: str, options: Mapping[str, str]) -> Filtre:
    """Read one thing that the address names, without a control: links of the page choose it.

    Args:
        cle: parameter of the address.
        sujet: word before the thing's name in the sentence.
        options: name of each thing that may be opened, by id.

    Returns:
        A filter with one choice, or without any when the address names nothing known.
    """
    ident = st.query_params.get(cle, "")
    if ident not in options:
        attendu = f"l’identifiant d’un objet connu à cette date ({sujet})"
        return Filtre((), "", {}, refus(cle, options.__contains__, attendu))
    return Filtre((ident,), f"{sujet}\u00a0: {options[ident]}", {cle: ident})


def oui_ou_non(cle: str, libelle: str, *, aide: str = "") -> Filtre:
    """Ask for a yes, no being the default; `choix` holds the key when it is yes."""
    refuses = refus(cle, lambda valeur: valeur.lower() in _BOOLEENS, "«\u00a0true\u00a0»")
    if st.toggle(libelle, key=cle, bind="query-params", help=aide or None):
        return Filtre((cle,), libelle, {cle: "true"}, refuses)
    return Filtre((), "", {}, refuses)


def entier(
    cle: str,
    libelle: str,
    defaut: int,
    bornes: tuple[int, int],
    unite: str = "",
    largeur: int = _LARGEUR,
) -> Filtre:
    """Ask for a whole number; the address rules.

    Args:
        cle: parameter of the address.
        libelle: label of the control.
        defaut: the number at first.
        bornes: lowest and highest numbers allowed.
        unite: unit in the plural, for the sentence; without it the number has no words: it
            filters nothing.
        largeur: width of the field, in pixels.

    Returns:
        The filter; its only choice is the number, written in digits.
    """
    champ = f"champ-{cle}"
    voulu = st.query_params.get(cle, "")
    nombre = int(voulu) if _entier_permis(voulu, bornes) else defaut
    if st.session_state.get(champ) != nombre:
        st.session_state[champ] = nombre
    st.number_input(
        libelle,
        *bornes,
        key=champ,
        on_change=lambda: noter(cle, st.session_state[champ], defaut),
        width=largeur,
    )
    refuses = refus(cle, lambda texte: _entier_permis(texte, bornes), entier_entre(*bornes))
    if nombre == defaut:
        return Filtre((str(nombre),), "", {}, refuses)
    dit = f"{libelle}\u00a0: {nombre} {unite}" if unite else ""
    return Filtre((str(nombre),), dit, {cle: str(nombre)}, refuses)


def _entier_permis(texte: str, bornes: tuple[int, int]) -> bool:
    return bool(_ENTIER.fullmatch(texte)) and bornes[0] <= int(texte) <= bornes[1]


def jour(cle: str, libelle: str, bornes: tuple[date, date], *, aide: str = "") -> Filtre:
    """Ask for a day, none at first; the address rules.

    Args:
        cle: parameter of the address.
        libelle: label of the control; the sentence is « libelle le 15 octobre 2021 ».
        bornes: first and last days allowed.
        aide: help shown beside the label.

    Returns:
        The filter; its only choice is the ISO day, and it has none without a day.
    """
    champ = f"champ-{cle}"
    choisi = jour_permis(st.query_params.get(cle, ""), *bornes)
    if st.session_state.get(champ) != choisi:
        st.session_state[champ] = choisi
    st.date_input(
        libelle,
        value=None,
        min_value=bornes[0],
        max_value=bornes[1],
        key=champ,
        format="DD/MM/YYYY",
        on_change=lambda: noter(cle, st.session_state[champ]),
        help=aide or None,
        width=_LARGEUR,
    )
    refuses = refus(cle, lambda texte: jour_permis(texte, *bornes), jour_entre(*bornes))
    if choisi is None:
        return Filtre((), "", {}, refuses)
    iso = choisi.isoformat()
    return Filtre((iso,), f"{libelle} le {jour_long(choisi)}", {cle: iso}, refuses)


def jour_permis(texte: str, premier: date, dernier: date) -> date | None:
    """Read an ISO day; None when it is not one, or out of bounds."""
    lu = jour_exact(texte)
    return lu if lu and premier <= lu <= dernier else None


def bascule(cle: str, libelle: str, *, aide: str = "") -> Filtre:
    """Open a part of the page or not; the address says « oui », and rules.

    A link inside the page, or going back, moves the toggle. It filters nothing: it has no words.

    Args:
        cle: parameter of the address; `choix` holds it when it is open.
        libelle: label of the control.
        aide: help shown beside the label.
    """
    ouvert, etat = st.query_params.get(cle) == _OUI, f"bascule-{cle}"
    if st.session_state.get(etat) != ouvert:
        st.session_state[etat] = ouvert
    st.toggle(
        libelle,
        key=etat,
        on_change=lambda: noter(cle, _OUI if st.session_state[etat] else None),
        help=aide or None,
    )
    refuses = refus(cle, _OUI.__eq__, guillemets(_OUI))
    return Filtre((cle,), "", {cle: _OUI}, refuses) if ouvert else Filtre((), "", {}, refuses)
