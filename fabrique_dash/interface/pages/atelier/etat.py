"""The draft being written: kept in the session, and by the browser through `static/lettre.js`.

A Streamlit session dies with its connection, so the browser keeps the texts too, under a key
that names the period and the reference date, and hands them back to a session that has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

import streamlit as st

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.interface.rappels import sans_coupure
from fabrique_dash.publication.lettre.balisage import propre
from fabrique_dash.publication.lettre.edition import (
    JOINTURE,
    Citables,
    en_ligne,
    en_texte,
    ensemble,
    relire,
)
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe

_BROUILLONS, _MESSAGE, _SESSION = "lettre-brouillons", "lettre-message", "lettre-session"
_BROUILLONS_GARDES = 12


@dataclass(frozen=True)
class Travail:
    """What the editor has made of a draft.

    Attributes:
        cle: names the draft: cohort, reference date, period.
        neuf: whether nothing was changed yet in this session.
        titre: the letter's title.
        textes: text of each rubrique, by id.
        lus: what each text was read as when it came in, by id of the rubrique: the identity of
            its paragraphs, which the next edit hands on.
        connus: ids of the data's paragraphs that the texts already had their chance to hold.
    """

    cle: str
    neuf: bool
    titre: str
    textes: dict[str, str]
    lus: dict[str, tuple[Paragraphe, ...]]
    connus: tuple[str, ...]


@dataclass(frozen=True)
class Atelier:
    """A draft on the workbench. Callbacks keep it: it holds no point of view, nor its data.

    Attributes:
        donne: the draft as the data gives it.
        citables: the sources that a letter can cite.
        travail: what the editor has made of it.
        relu: the same, read back into a draft that can leave.
    """

    donne: Brouillon
    citables: Citables
    travail: Travail
    relu: Brouillon


def nom_de_session() -> str:
    """Name this session: a browser that reads another name has lost what the server held."""
    nom: str = st.session_state.setdefault(_SESSION, uuid4().hex)
    return nom


def cle_de(donne: Brouillon) -> str:
    """Name a draft by what it is about."""
    dates = (d.isoformat() for d in (donne.jour, donne.debut, donne.fin))
    return "|".join([donne.cohorte, *dates])


def _brouillons() -> dict[str, Travail]:
    gardes: dict[str, Travail] = st.session_state.setdefault(_BROUILLONS, {})
    return gardes


def garder(travail: Travail) -> None:
    """Keep a draft for the rest of the session; the oldest ones go."""
    gardes = _brouillons()
    gardes.pop(travail.cle, None)
    gardes[travail.cle] = replace(travail, neuf=False)
    while len(gardes) > _BROUILLONS_GARDES:
        gardes.pop(next(iter(gardes)))


def tire_des_donnees(donne: Brouillon, citables: Citables) -> Travail:
    """Return the draft as the data gives it."""
    return Travail(
        cle=cle_de(donne),
        neuf=True,
        titre=donne.titre,
        textes={r.id: en_texte(r.paragraphes, citables) for r in donne.rubriques},
        lus={r.id: r.paragraphes for r in donne.rubriques},
        connus=tuple(p.id for _, p in donne.paragraphes()),
    )


def en_cours(donne: Brouillon, citables: Citables) -> Travail:
    """Return the draft in progress; what the data has given since then is added at the ends."""
    garde = _brouillons().get(cle_de(donne))
    if garde is None:
        return tire_des_donnees(donne, citables)
    textes = {r.id: garde.textes.get(r.id, "") for r in donne.rubriques}
    lus = {r.id: garde.lus.get(r.id, ()) for r in donne.rubriques}
    nouveaux = [(r.id, p) for r, p in donne.paragraphes() if p.id not in garde.connus]
    for rubrique, paragraphe in nouveaux:
        textes[rubrique] = f"{textes[rubrique]}{JOINTURE}{en_ligne(paragraphe, citables)}".strip()
        lus[rubrique] = (*lus[rubrique], paragraphe)
    connus = (*garde.connus, *(p.id for _, p in nouveaux))
    return replace(garde, textes=textes, lus=lus, connus=connus)


def sources_citables(vue: Vue) -> Citables:
    """Gather the sources that a letter may cite from a point of view."""
    sources = rangees(lignes_visibles(vue, "sources"), Sources)
    return Citables({s["id"]: s["nom_court"] for s in sources})


def ouvrir(vue: Vue, donne: Brouillon) -> Atelier:
    """Put the draft in progress on the workbench.

    Args:
        vue: the point of view.
        donne: the draft as the data gives it.
    """
    citables = sources_citables(vue)
    travail = en_cours(donne, citables)
    rubriques = tuple(
        relire(r, travail.textes[r.id], citables, travail.lus[r.id]) for r in donne.rubriques
    )
    titre = propre(travail.titre) or donne.titre
    return Atelier(donne, citables, travail, replace(donne, titre=titre, rubriques=rubriques))


def rejoindre(repris: Travail, atelier: Atelier) -> Travail:
    """Add what the browser had kept to what was typed in this session before it came.

    Args:
        repris: the draft that the browser had kept.
        atelier: the workbench, as it was drawn.

    Returns:
        The draft that has both: a rubrique changed on both sides holds the kept paragraphs, then
        those that were just typed.
    """
    ici = en_cours(atelier.donne, atelier.citables)
    base = tire_des_donnees(atelier.donne, atelier.citables)
    if ici.neuf:
        return repris
    tapes = _au_clair(ici, atelier)
    textes, lus = dict(repris.textes), dict(repris.lus)
    for rubrique in atelier.donne.rubriques:
        cle = rubrique.id
        if tapes[cle] == base.textes[cle]:
            continue
        autre = repris.textes[cle] if repris.textes[cle] != base.textes[cle] else ""
        textes[cle] = ensemble(autre, tapes[cle], sans=base.textes[cle])
        avant = (*ici.lus[cle], *repris.lus[cle])
        lus[cle] = relire(rubrique, textes[cle], atelier.citables, avant).paragraphes
    titre = repris.titre if ici.titre == base.titre else ici.titre
    connus = tuple(dict.fromkeys((*repris.connus, *ici.connus)))
    return replace(repris, titre=titre, textes=textes, lus=lus, connus=connus)


def est_en_cours(travail: Travail, atelier: Atelier) -> bool:
    """Tell whether a draft says what the one in progress says already."""
    ici = en_cours(atelier.donne, atelier.citables)
    return (travail.titre, travail.textes) == (ici.titre, _au_clair(ici, atelier))


def _au_clair(travail: Travail, atelier: Atelier) -> dict[str, str]:
    """Write the texts of a draft with sources by their names, as what the browser kept is read."""
    return {cle: atelier.citables.au_clair(texte) for cle, texte in travail.textes.items()}


def retoucher(atelier: Atelier, rubrique: str, texte: str) -> None:
    """Take the new text of a rubrique into the draft as it is now.

    The workbench that a callback was given when the page was drawn can be older than what another
    callback, at the same moment, has just kept: the draft is taken from the session.

    Args:
        atelier: the workbench, as it was drawn.
        rubrique: id of the rubrique.
        texte: what the editor made of its text.
    """
    travail = en_cours(atelier.donne, atelier.citables)
    (donnee,) = [r for r in atelier.donne.rubriques if r.id == rubrique]
    lus = relire(donnee, texte, atelier.citables, travail.lus[rubrique]).paragraphes
    textes = {**travail.textes, rubrique: texte}
    garder(replace(travail, textes=textes, lus={**travail.lus, rubrique: lus}))


def relever(atelier: Atelier, rubrique: str) -> None:
    """Take what its field holds into the draft."""
    retoucher(atelier, rubrique, str(st.session_state[f"lettre-{rubrique}"] or ""))


noter = sans_coupure(relever)


def renommer(atelier: Atelier, titre: str) -> None:
    """Take a new title into the draft as it is now."""
    garder(replace(en_cours(atelier.donne, atelier.citables), titre=titre))


def depuis(brouillon: Brouillon, citables: Citables) -> Travail:
    """Make the draft in progress from one that was saved."""
    paragraphes = [p for r in brouillon.rubriques for p in (*r.paragraphes, *r.de_cote)]
    return Travail(
        cle=cle_de(brouillon),
        neuf=False,
        titre=brouillon.titre,
        textes={r.id: en_texte(r.paragraphes, citables) for r in brouillon.rubriques},
        lus={r.id: r.paragraphes for r in brouillon.rubriques},
        connus=tuple(p.id for p in paragraphes if p.origine != "ecrit"),
    )


def dire(message: str, *, erreur: bool = False) -> None:
    """Keep a message for the next drawing of the page."""
    st.session_state[_MESSAGE] = (message, erreur)


def montrer_le_message() -> None:
    """Show the message that was kept, once.

    Its place is always there: a block that comes or goes would move all the fields, and take the
    cursor away from who is typing.
    """
    message, erreur = st.session_state.pop(_MESSAGE, ("", False))
    with st.container():
        if message:
            (st.error if erreur else st.success)(message.replace("[", r"\["))
