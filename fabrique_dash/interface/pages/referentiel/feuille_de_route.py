"""The worksheet that a territory fills for itself: it lives in the reader's session only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, pluriel
from fabrique_dash.chiffres.tables.referentiel import partie
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.affluence import fragment
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.pages.referentiel import points
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import faire_ce_qui_attend, sans_coupure
from fabrique_dash.publication.site.noms import nom_de_fichier
from fabrique_dash.publication.tables.feuille_de_route import (
    ETATS,
    LONGUEUR_DE_NOTE,
    comptes,
    ecrire,
    lire,
    nettoyer,
)
from fabrique_dash.publication.tables.points_de_la_feuille import Case, Feuille, reunir
from fabrique_dash.publication.tables.points_de_la_feuille import points as points_de

_FEUILLE = "feuille-de-route"
_AVANT, _FAUTES, _ESSAIS = "feuille-avant-import", "feuille-fautes", "feuille-essais"
_ETAT, _NOTE = "feuille-etat-", "feuille-note-"
_LIGNES_MONTREES = 30
_PERDU = Probleme(
    "le fichier envoyé",
    0,
    "",
    "",
    "le serveur ne l’a plus : il le garde peu de temps",
    "le choisir de nouveau",
)
_EXPLICATION = html(
    "<p>Pour chaque balise, choisissez un mot et ajoutez une note si vous le voulez. La feuille "
    "est à vous\u00a0: elle n’est jamais notée.</p>"
    "<p><strong>Le serveur ne l’enregistre nulle part.</strong> Elle vit dans votre session et "
    "disparaît quand vous fermez ou rechargez la page\u00a0: exportez-la pour la garder, puis "
    "réimportez-la pour la reprendre.</p>"
)


def montrer(vue: Vue, montres: Sequence[str], titres: Mapping[str, str]) -> None:
    """Show the worksheet on the balises of the given enjeux.

    Args:
        vue: the point of view.
        montres: ids of the enjeux.
        titres: name of every balise, by id: the file always holds them all.
    """
    st.header("Ma feuille de route", anchor=False)
    poser(_EXPLICATION)
    _remplir(vue, montres, titres)


@fragment
def _remplir(vue: Vue, montres: Sequence[str], titres: Mapping[str, str]) -> None:
    faire_ce_qui_attend()  # a fragment is a script of its own
    _exporter(vue, titres)
    _importer(titres)
    _dire_l_import()
    for enjeu in montres:
        poser(html("<h3>{}</h3>", objets(vue, "enjeu")[enjeu]))
        for balise in partie(vue, "balises", enjeu)["id"]:
            _ligne(balise, titres[balise])
    points.montrer(vue, _feuille(), _oublier_l_import)


def _feuille() -> dict[str, Case]:
    """Return the reader's sheet, which may be changed."""
    feuille: dict[str, Case] = st.session_state.setdefault(_FEUILLE, {})
    return feuille


def _ligne(balise: str, titre: str) -> None:
    case = _feuille().get(balise, Case())
    etat, note = _cles(balise)
    st.session_state.setdefault(etat, case.etat or None)
    st.session_state.setdefault(note, case.note)
    gauche, droite = st.columns([3, 2], vertical_alignment="bottom")
    gauche.segmented_control(
        sans_markdown(titre), ETATS, key=etat, on_change=_noter, args=(balise,), wrap=True
    )
    droite.text_input(
        f"Note sur {sans_markdown(titre)}",
        key=note,
        max_chars=LONGUEUR_DE_NOTE,
        placeholder="Note, facultative",
        label_visibility="collapsed",
        on_change=_noter,
        args=(balise,),
    )


def _cles(balise: str) -> tuple[str, str]:
    return f"{_ETAT}{balise}", f"{_NOTE}{balise}"


@sans_coupure
def _noter(balise: str) -> None:
    """Keep what the reader has just said of a balise; the controls forget it with the page."""
    etat, note = (st.session_state[cle] for cle in _cles(balise))
    case = Case(etat if etat in ETATS else "", nettoyer(note or ""))
    if case == Case():
        _feuille().pop(balise, None)
    else:
        _feuille()[balise] = case
    _oublier_l_import()


def _oublier_l_import() -> None:
    """Undoing an import would lose what the reader has written since."""
    st.session_state.pop(_AVANT, None)


def _importer(titres: Mapping[str, str]) -> None:
    # A new key empties the control; the server lets go of the file (serveur/facade/envois.py).
    cle = f"feuille-fichier-{st.session_state.setdefault(_ESSAIS, 0)}"
    st.file_uploader(
        "Reprendre une feuille exportée (CSV)",
        key=cle,
        max_upload_size=1,
        on_change=_reprendre,
        args=(cle, titres),
    )


@sans_coupure
def _reprendre(cle: str, titres: Mapping[str, str]) -> None:
    """Take a file over what is there, or refuse it whole; what it leaves empty stays as it was."""
    recu = st.session_state[cle]
    if recu is None:
        return
    # Streamlit gives a mere mark for a file that the server has let go of.
    perdu = not hasattr(recu, "getvalue")
    lue, problemes = ({}, [_PERDU]) if perdu else lire(recu.name, recu.getvalue(), titres)
    st.session_state[_FAUTES] = problemes
    st.session_state[_ESSAIS] += 1
    if problemes:
        return
    _redessiner()
    feuille = _feuille()
    avant = dict(feuille)
    st.session_state[_AVANT] = avant, lue
    _remplacer(feuille, reunir(avant, lue))


def _remplacer(feuille: dict[str, Case], par: Mapping[str, Case]) -> None:
    """Change what a sheet holds: no message can come in between, the session is not asked."""
    feuille.clear()
    feuille.update(par)


def _redessiner() -> None:
    """Have the controls read the sheet again."""
    for cle in [
        c for c in st.session_state if str(c).startswith(("feuille-etat-", "feuille-note-"))
    ]:
        del st.session_state[cle]


def _refus(problemes: Sequence[Probleme]) -> Markup:
    lignes = joindre(html("<li>{}</li>", p.phrase()) for p in problemes[:_LIGNES_MONTREES])
    reste = len(problemes) - _LIGNES_MONTREES
    if reste > 0:
        lignes += html("<li>… et {}.</li>", compte(reste, "autre erreur", "autres erreurs"))
    return html(
        '<div class="tp-alerte" role="alert"><p><strong>Fichier refusé\u00a0: '
        "{}.</strong> Rien de ce que vous avez écrit n’a "
        "changé.</p><ul>{}</ul></div>",
        compte(len(problemes), "erreur"),
        lignes,
    )


def _dire_l_import() -> None:
    if st.session_state.get(_FAUTES):
        poser(_refus(st.session_state[_FAUTES]))
        return
    if _AVANT not in st.session_state:
        return
    repris = _repris(st.session_state[_AVANT][1])
    with st.container(horizontal=True, vertical_alignment="center"):
        poser(
            html('<p role="status">{}. Ce que le fichier laissait vide n’a pas bougé.</p>', repris)
        )
        st.button("Annuler cet import", on_click=_annuler, icon=":material/undo:")


def _repris(lue: Feuille) -> str:
    """Say how much a file held."""
    siens = len(points_de(lue))
    nombre = len(lue) - siens
    if not siens:
        return f"{compte(nombre, 'balise')} {pluriel(nombre, 'reprise')} du fichier"
    return f"{compte(nombre, 'balise')} et {compte(siens, 'point')} repris du fichier"


@sans_coupure
def _annuler() -> None:
    avant, feuille = st.session_state[_AVANT][0], _feuille()
    _redessiner()
    del st.session_state[_AVANT]
    _remplacer(feuille, avant)


def _exporter(vue: Vue, titres: Mapping[str, str]) -> None:
    feuille = dict(_feuille())
    nombres = comptes(feuille)
    mots = [f"{nombre} {etat}" for etat, nombre in nombres.items()]
    sans = len(titres) - sum(nombres.values())
    dit = enumeration([*mots, f"{sans} sans réponse"])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Exporter ma feuille (CSV)",
            data=lambda: ecrire(feuille, titres),
            file_name=nom_de_fichier("feuille de route", vue.jour, "csv"),
            mime="text/csv",
            key="feuille-export",
            on_click="ignore",
            icon=":material/download:",
        )
        poser(html("<p>{}. Ce sont des comptes, pas une note.</p>", dit))
