"""What a workbook that was sent would change: what to say of it first, its faults, its cells."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.classeurs.modele import Classeur
from fabrique_dash.donnees.problemes import SansControle, entre_guillemets
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur
from fabrique_dash.interface.pages.mise_a_jour.autour_des_champs import noter
from fabrique_dash.interface.poser import poser
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.journal.cases import Operation
from fabrique_dash.journal.service import verifier
from fabrique_dash.redaction.classeurs.a_remplir import TOUT, contenus, suit_un_territoire
from fabrique_dash.redaction.classeurs.apercu import Apercu, apercevoir, resume
from fabrique_dash.redaction.classeurs.correspondances import LAISSER, Choix, Question
from fabrique_dash.redaction.dire import cases, conflits, fautes
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_CHOIX, _MONTRE = "classeur-choix", "classeur-montre"
_TABLE, _COLONNE, _COMPLETE = "table", "colonne", "complete"
_GARDER = "+"  # the rows that the file has not
_DONC = "tant qu’il en reste, rien n’est repris de ce fichier"
_RIEN = "Ce classeur ne change rien à ce qui est publié."
_AUTREMENT = "Ce qui a changé depuis\u00a0: proposé ainsi, ce sera à trancher avant de publier."
# Only the first cells are shown: rows that go away are named above, and those that come can wait.
_ORDRE = (Operation.MODIFIER, Operation.AJOUTER, Operation.SUPPRIMER)
Cle = tuple[str, str, int]  # what is said, of which sheet or table, of which column


def montrer(qui: Redacteur, publiees: RangeesPubliees, recu: Classeur, numero: int) -> Apercu:
    """Show what a file would change, and ask what only the person can say.

    Args:
        qui: who is signed in.
        publiees: the rows.
        recu: the file.
        numero: which of the files of the session it is.

    Returns:
        What it would change.
    """
    st.markdown(f"**{sans_markdown(recu.nom)}**")
    apercu = _apercu(qui, publiees, recu, numero)
    for question in apercu.questions:
        _demander(question, numero)
    _demander_ce_qui_manque(qui, publiees, apercu, numero)
    for dit in apercu.a_savoir:
        noter(dit)
    if apercu.problemes:
        poser(fautes(apercu.problemes, _DONC))
    elif apercu.changements:
        _les_changements(publiees, apercu)
    else:
        st.markdown(_RIEN)
    return apercu


def montre(numero: int) -> Apercu | None:
    """Return what the page showed of a file, as it is said to be now; None if it has not yet.

    While the page checks another file, or what was just said of this one, it still shows the last.

    Args:
        numero: which of the files of the session it is.
    """
    depend, dernier = st.session_state.get(_MONTRE, (None, None))
    connu: Apercu | None = dernier
    return connu if depend is not None and depend[:2] == (numero, _dits(numero)) else None


def _apercu(qui: Redacteur, publiees: RangeesPubliees, recu: Classeur, numero: int) -> Apercu:
    """Compute it once for what it depends on: the whole package is checked."""
    dits, droits = _dits(numero), qui.compte.habilitations
    depend = numero, dits, publiees.n, tuple(droits)
    if _MONTRE not in st.session_state or st.session_state[_MONTRE][0] != depend:
        with st.spinner("Contrôle des données…"):
            apercu = apercevoir(qui.journal, droits, recu, _choix(dits), verifier)
        controle = not any(isinstance(p, SansControle) for p in apercu.problemes)
        st.session_state[_MONTRE] = depend if controle else None, apercu  # else another try may do
        return apercu
    connu: Apercu = st.session_state[_MONTRE][1]
    return connu


def _les_changements(publiees: RangeesPubliees, apercu: Apercu) -> None:
    lignes = joindre(html("<li>{}</li>", dit) for dit in resume(publiees, apercu.changements))
    poser(html("<ul>{}</ul>", lignes))
    montres = sorted(apercu.changements, key=lambda c: _ORDRE.index(c.operation))
    poser(cases(publiees, montres, "Ce que le classeur changerait"))
    if apercu.conflits:
        st.warning(_AUTREMENT)
        poser(conflits(publiees, apercu.conflits))


def _dits(numero: int) -> dict[Cle, str]:
    """Return what was said of a file: it outlives the controls, which go with the page."""
    du_fichier, dits = st.session_state.get(_CHOIX, (numero, {}))
    return dict(dits) if du_fichier == numero else {}


def _choix(dits: Mapping[Cle, str]) -> Choix:
    return Choix(
        {nom: dit for (quoi, nom, _), dit in dits.items() if quoi == _TABLE},
        {(nom, rang): dit for (quoi, nom, rang), dit in dits.items() if quoi == _COLONNE},
        {nom: dit for (quoi, nom, _), dit in dits.items() if quoi == _COMPLETE},
    )


def _demander(question: Question, numero: int) -> None:
    """Ask where a sheet, or a column, goes; what it looks like is first, and is not chosen."""
    feuille, rang = question.lue.feuille, question.rang
    ressemble = question.options.get(question.proposee, "")
    aide = f"Ressemble à {entre_guillemets(ressemble)}\u00a0: à confirmer." if ressemble else None
    if rang is None:
        du, ce = (
            ("du fichier", "ce fichier") if feuille.lieu else ("de la feuille", "cette feuille")
        )
        cle, libelle = (_TABLE, feuille.nom, 0), f"Table {du} {entre_guillemets(feuille.nom)}"
        laisser = f"Ne pas reprendre {ce}"
    else:
        dite = entre_guillemets(question.lue.libelle(rang))
        cle, libelle = (_COLONNE, feuille.nom, rang), f"Colonne {dite}, {feuille.ou}"
        laisser = "Ne pas reprendre cette colonne"
    # Under what it looks like, above the others: another organisation's file has nothing else.
    premiere = {question.proposee: ressemble} if ressemble else {}
    options = {**premiere, LAISSER: laisser, **question.options}
    _choisir(numero, cle, libelle, options, aide)


def _demander_ce_qui_manque(
    qui: Redacteur, publiees: RangeesPubliees, apercu: Apercu, numero: int
) -> None:
    """Ask what becomes of the rows that the file has not: they stay, unless somebody says so."""
    if not apercu.absentes:
        return
    territoires = contenus(publiees, qui.compte.habilitations)
    del territoires[TOUT]
    if apercu.territoire:
        territoires = {t: nom for t, nom in territoires.items() if t == apercu.territoire}
    with st.expander("Les lignes qui ne sont pas dans le classeur"):
        for table, nombre in apercu.absentes.items():
            titre = publiees.tables[table].titre
            libelle = f"{titre}\u00a0: {compte(nombre, 'ligne publiée', 'lignes publiées')}"
            options = {_GARDER: "Les garder"}
            if not apercu.territoire:
                options[TOUT] = "Les ôter\u00a0: toute la table est dans le classeur"
            if suit_un_territoire(publiees.tables[table]):
                options |= {t: f"Les ôter, parmi\u00a0: {nom}" for t, nom in territoires.items()}
            _choisir(numero, (_COMPLETE, table, 0), libelle, options, None, _GARDER)


def _choisir(
    numero: int,
    cle: Cle,
    libelle: str,
    options: Mapping[str, str],
    aide: str | None,
    sinon: str | None = None,
) -> None:
    champ = f"classeur-{numero}-{'-'.join(map(str, cle))}"
    st.session_state.setdefault(champ, _dits(numero).get(cle, sinon))
    st.selectbox(
        sans_markdown(libelle),
        list(options),
        format_func=lambda nom: options[nom],
        index=None,
        key=champ,
        placeholder="À choisir",
        on_change=_noter,
        args=(numero, cle, champ),
    )
    if aide:
        noter(aide)


@sans_coupure
def _noter(numero: int, cle: Cle, champ: str) -> None:
    dit, dits = st.session_state.get(champ), _dits(numero)
    dits.pop(cle, None)
    if dit is not None and dit != _GARDER:
        dits[cle] = dit
    st.session_state[_CHOIX] = numero, dits
