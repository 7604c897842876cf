"""What the pictures of the référentiel, of the participants and of a perimeter say."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.registre import sources_de
from fabrique_dash.chiffres.noyau.typographie import FINE, compte, enumeration, periode
from fabrique_dash.chiffres.tables.carte import participants_des_saisons, parties_du_perimetre
from fabrique_dash.chiffres.tables.referentiel import Partie, enjeux, partie
from fabrique_dash.donnees.formes import Saisons
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.carte_svg import resume_des_participants
from fabrique_dash.graphiques.dessins.perimetre_svg import formes_de, resume
from fabrique_dash.graphiques.images import participants as image_participants
from fabrique_dash.graphiques.images import perimetre as image_perimetre
from fabrique_dash.graphiques.images import referentiel as image_referentiel
from fabrique_dash.graphiques.images.planche import INTERIEUR, Corps, Planche, couper, paragraphe
from fabrique_dash.graphiques.images.referentiel import Bloc
from fabrique_dash.publication.images.composition import composer, statuts_de
from fabrique_dash.publication.site.contours import contours_de_la_carte, contours_du_perimetre
from fabrique_dash.publication.site.demande import Demande


def _phrase(texte: str) -> Corps:
    """Write words where there is nothing to draw."""
    dit, y = paragraphe(0, 20, couper(texte, 22, INTERIEUR), 22)
    return Corps(dit, y - 22)


def referentiel(demande: Demande) -> Planche:
    """Every enjeu with the whole titles of its balises, or one of them."""
    vue = demande.vue
    noms = objets(vue, "enjeu")
    choisi = demande["enjeu"].un
    montres = [choisi] if choisi else list(enjeux(vue)["id"])
    siennes = {e: partie(vue, "balises", e) for e in montres}
    blocs = [
        Bloc(noms[e], tuple((f"{e}.{b['rang']}", str(b["titre"])) for b in rangees(lignes, Partie)))
        for e, lignes in siennes.items()
    ]
    nombre = compte(sum(len(bloc.lignes) for bloc in blocs), "balise")
    titre = "Le référentiel Villes pairs n’est pas encore connu à cette date"
    if choisi:
        titre = f"L’enjeu {choisi} du référentiel Villes pairs compte {nombre}"
    elif montres:
        nombre = f"{compte(len(montres), 'enjeu', 'enjeux')} et {nombre}"
        titre = f"Le référentiel Villes pairs compte {nombre}"
    lignes = enjeux(vue)[enjeux(vue)["id"].isin(montres)]
    return composer(
        vue,
        titre,
        image_referentiel.corps(blocs),
        " ".join(_en_texte(bloc) for bloc in blocs),
        sources=sources_de(lignes, *siennes.values()),
        statuts=statuts_de(lignes, *siennes.values()),
        filtres=[f"Enjeu\u00a0: {choisi}" if choisi else ""],
    )


def _en_texte(bloc: Bloc) -> str:
    balises = f"{FINE}; ".join(f"{code} {titre}" for code, titre in bloc.lignes)
    return f"{bloc.titre}\u00a0: {balises}."


def participants(demande: Demande) -> Planche:
    """The Villes pairs participants on the outline of France, in the shape of their season."""
    vue = demande.vue
    noms = objets(vue, "saison")
    choisie = demande["saison"].un
    montrees = [choisie] if choisie else list(noms)
    if not montrees:
        titre = "Aucune saison de l’atelier Villes pairs n’est achevée à cette date"
        return composer(vue, titre, Corps(Markup(), 0), "", sources=(), statuts=())
    saisons = lignes_visibles(vue, "saisons")
    saisons = saisons[saisons["id"].isin(montrees)].sort_values("numero")
    lignes = participants_des_saisons(vue, montrees)
    places = compte(int(lignes["lat"].notna().sum()), "participant")
    absents = image_participants.hors_carte(lignes)
    legende = {
        s["numero"]: f"({s['numero']}) saison {s['numero']}, {periode(s['debut'], s['fin'])}"
        for s in rangees(saisons, Saisons)
    }
    return composer(
        vue,
        f"{places} de l’atelier Villes pairs sur la carte, {len(lignes)} en tout",
        image_participants.corps(vue.donnees, lignes, legende),
        " ".join(filter(None, [resume_des_participants(lignes), absents])),
        sources=sources_de(lignes, saisons),
        statuts=statuts_de(lignes, saisons),
        filtres=[noms.get(choisie, "")],
        autres=(contours_de_la_carte(vue.donnees, lignes),),
    )


def perimetre(demande: Demande) -> Planche:
    """The possible perimeters of a territory among its neighbours."""
    vue = demande.vue
    noms = objets(vue, "territoire")
    choisi = demande["territoire"].un
    if not choisi:
        return _sans_territoire(vue)
    dits = [f"Territoire\u00a0: {noms[choisi]}"]
    parties = parties_du_perimetre(vue, choisi)
    inferences = [i for i in parties["inference"].unique() if i]
    libelles = dict(zip(parties["hypothese"], parties["libelle_hypothese"], strict=True))
    formes = formes_de(vue, choisi)
    if not formes:
        return _sans_contour(vue, choisi, list(libelles.values()), dits)
    return composer(
        vue,
        f"{noms[choisi]} a pour périmètre {enumeration(list(libelles.values()), 'ou')}",
        image_perimetre.corps(vue, choisi, [libelles[h] for h in formes]),
        resume(vue, choisi),
        sources=sources_de(parties),
        statuts=statuts_de(parties),
        filtres=dits,
        autres=(*inferences, "Les contours sont simplifiés.", contours_du_perimetre(vue, choisi)),
    )


def _sans_territoire(vue: Vue) -> Planche:
    noms = objets(vue, "territoire")
    possibles = f"{FINE}; ".join(f"{nom} (territoire={i})" for i, nom in noms.items())
    dit = f"Territoires possibles\u00a0: {possibles or 'aucun dans cette cohorte'}."
    return composer(
        vue,
        "Aucun territoire n’est choisi",
        _phrase(dit),
        dit,
        sources=sources_de(vue.territoires),
        statuts=statuts_de(vue.territoires[["statut"]]),
    )


def _sans_contour(vue: Vue, territoire: str, libelles: list[str], dits: list[str]) -> Planche:
    """Say that there is no outline, and what is known of the territory."""
    t = rangee(vue.territoires, territoire, Territoire)
    titre = f"{t['libelle']} n’a pas de périmètre documenté"
    if libelles:
        titre = f"{t['libelle']}\u00a0: le contour n’est pas dans les données"
    dit = f"Rien n’est dessiné. {t['preuve']}".strip()
    lignes = vue.territoires[vue.territoires["id"] == territoire]
    return composer(
        vue,
        titre,
        _phrase(dit),
        dit,
        sources=sources_de(lignes),
        statuts=statuts_de(lignes[["statut"]]),
        filtres=dits,
    )
