"""Mettre à jour: what have you learnt, and from which source?"""

from fabrique_dash.interface.briques.sommaire import sur_cette_page, titre
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.identite import qui_est_la
from fabrique_dash.interface.pages.actes import journal_ou_message
from fabrique_dash.interface.pages.mise_a_jour import (
    attente,
    choix,
    classeur,
    courriels,
    envoi,
    formulaire,
    relecture,
    retrait,
    sessions,
    signalements,
)
from fabrique_dash.interface.pages.mise_a_jour.retour import revenir
from fabrique_dash.publication.site.tenue_a_jour import A_RELIRE, VOS_COURRIELS
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

ouvert = cadre.ouvrir("mise_a_jour")
vue = ouvert.vue

qui = None
with journal_ou_message():
    qui = qui_est_la()
cadre.dire_les_filtres(ouvert)
siennes = ("Ce que vous avez à dire", "Un classeur", "Ce qui vous attend", A_RELIRE)
signales = (signalements.TITRE,) if qui and signalements.modere(qui) else ()
fin = (VOS_COURRIELS, "Vos sessions")
sur_cette_page(*(siennes if qui else ()), *signales, "À regarder d’abord", *(fin if qui else ()))
if qui is None:
    attente.sans_session(ouvert.demande)
else:
    with journal_ou_message():
        publiees = RangeesPubliees(qui.journal, vue.donnees.reference)
        attente.la_session(ouvert.demande, qui)

        revenir(ouvert.demande)
        titre(siennes[0])
        choisi = choix.choisir(ouvert.demande, qui, publiees)
        if choisi:
            signalements.rappeler(qui, publiees, choisi[1])
            rempli = formulaire.remplir(vue, qui, publiees, *choisi)
            envoi.proposer(qui, publiees, choisi[0], *rempli)
            retrait.offrir(qui, publiees, choisi[1])

        titre(siennes[1])
        classeur.un_classeur(qui, publiees)

        titre(siennes[2])
        attente.ce_qui_vous_attend(vue, qui, publiees)

        titre(siennes[3])
        relecture.relire(ouvert.demande, qui, publiees)

        if signales:
            titre(*signales)
            signalements.moderer(qui, publiees, choisi[1] if choisi else None)

titre("À regarder d’abord")
attente.a_regarder(vue)

if qui is not None:
    with journal_ou_message():
        titre(fin[0])
        courriels.vos_courriels(qui)
        titre(fin[1])
        sessions.vos_sessions(qui)
        sessions.administration(qui)

cadre.fermer(
    ouvert,
    [Table("rendez-vous à confirmer", lambda: attente.a_confirmer(vue), "evenements")],
)
