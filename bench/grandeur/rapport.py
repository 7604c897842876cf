"""What a trial showed, in French."""

from __future__ import annotations

from collections.abc import Iterator

from bench.grandeur.calcul import LECTEURS, Couts, Hypotheses, extrapoler, processus_permis
from bench.grandeur.essai import Essai, Phase
from bench.grandeur.releves import Demandes, part_au_dela, resume, vues_partout
from fabrique_dash.chiffres.noyau.typographie import compte, nombre

LIMITE = 2.0  # seconds in which a publication is to be on every process
_CONNEXIONS = 100  # that PostgreSQL accepts by default
_PAR_PROCESSUS = 16  # SQLAlchemy's 5 + 10, and the one that listens
_GARDEES = 10  # for commands, and for the base itself
_MO = 2**20


def rediger(essai: Essai, sessions: int, processus: int) -> str:
    """Write the report of a trial.

    Args:
        essai: what was seen.
        sessions: readers that were simulated.
        processus: processes that served them.
    """
    lignes = [
        f"# Plusieurs processus\u00a0: {compte(processus, 'processus', 'processus')}, "
        f"{compte(sessions, 'session')}",
        "",
    ]
    for phase in (essai.calme, essai.coups, essai.tour):
        lignes += [*_une_phase(phase), ""]
    lignes += [*_les_processus(essai), "", *_l_arithmetique(essai.couts)]
    return "\n".join(lignes)


def _une_phase(phase: Phase) -> Iterator[str]:
    yield f"## {phase.nom.capitalize()} ({nombre(phase.secondes)}\u00a0s)"
    vus = phase.sessions
    mediane, pire = resume([p.secondes for p in vus.passages])
    yield (
        f"- Sessions\u00a0: {nombre(vus.suivies)} suivies, {nombre(vus.suivies - vus.perdues)} "
        f"tenues, {compte(vus.perdues, 'perdue')} ; {compte(len(vus.passages), 'passage')}, "
        f"médiane {_s(mediane)}, pire {_s(pire)}, {compte(vus.fautes, 'en faute', 'en faute')}."
    )
    if phase.tues:
        yield f"- Arrêts (kill -9)\u00a0: {phase.tues}."
    if vus.coupures:
        mediane, pire = resume([r.secondes for r in vus.retours])
        memes = sum(r.meme_vue for r in vus.retours)
        yield (
            f"- Coupures\u00a0: {nombre(vus.coupures)}, dont {nombre(len(vus.retours))} revenues "
            f"(médiane {_s(mediane)}, pire {_s(pire)})\u202f; même vue {nombre(memes)} fois sur "
            f"{nombre(len(vus.retours))}."
        )
    yield _des_demandes("Adresses stables", phase.stables)
    yield _des_demandes("Pages", phase.pages)
    yield _des_publications(phase)


def _des_demandes(nom: str, demandes: Demandes) -> str:
    mediane, pire = resume(demandes.durees)
    causes = ", ".join(f"{cause}\u00a0: {n}" for cause, n in sorted(demandes.ratees.items()))
    divergentes = demandes.divergentes()
    marques = f"\u202f; ETag différents\u00a0: {', '.join(divergentes)}" if divergentes else ""
    return (
        f"- {nom}\u00a0: {compte(demandes.ratees.total(), 'demande ratée', 'demandes ratées')} sur "
        f"{nombre(demandes.total)}{f' ({causes})' if causes else ''}, médiane {_s(mediane)}, pire "
        f"{_s(pire)}{marques}."
    )


def _des_publications(phase: Phase) -> str:
    if not phase.vigie.publiees:
        return "- Publications\u00a0: aucune."
    delais, jamais = vues_partout(phase.vigie.publiees, phase.vigie.vues, phase.vigie.arretes)
    mediane, pire = resume(delais)
    part = part_au_dela(delais, LIMITE)
    suite = f", {compte(jamais, 'jamais vue partout', 'jamais vues partout')}" if jamais else ""
    return (
        f"- Publications\u00a0: {nombre(len(phase.vigie.publiees))}, vues partout en {_s(mediane)} "
        f"(médiane), {_s(pire)} au pire\u202f; {nombre(part * 100)}\u00a0% au-delà de "
        f"{_s(LIMITE)}{suite}."
    )


def _les_processus(essai: Essai) -> Iterator[str]:
    couts = essai.couts
    arret, pire_arret = resume(essai.arrets)
    demarrage, pire_demarrage = resume(essai.demarrages)
    yield "## Ce qu’un processus dépense"
    yield (
        f"- Mémoire\u00a0: {_mo(couts.memoire)} sans session, atelier compris\u202f; "
        f"{_mo(couts.memoire_d_une_session, 1)} par session."
    )
    yield (
        f"- Processeur\u00a0: {_ms(couts.ouverture)} pour ouvrir une session, {_ms(couts.passage)} "
        f"par passage, {_ms(couts.demande)} par adresse stable."
    )
    yield f"- Adresses stables\u00a0: {nombre(essai.par_seconde)} par seconde, à côté des lecteurs."
    yield (
        f"- Arrêt en ordre\u00a0: {_s(arret)}, {_s(pire_arret)} au pire\u202f; prêt de nouveau en "
        f"{_s(demarrage)}, {_s(pire_demarrage)} au pire."
    )


def _l_arithmetique(couts: Couts) -> Iterator[str]:
    si = Hypotheses()
    dit = extrapoler(couts, si)
    permis = processus_permis(_CONNEXIONS, _PAR_PROCESSUS, _GARDEES)
    yield f"## Jusqu’à {nombre(LECTEURS)} lecteurs par jour"
    yield (
        f"Un lecteur est supposé\u00a0: {nombre(si.vues)} vues après la première, "
        f"{nombre(si.demandes)} demandes, {nombre(si.duree / 60)} minutes. Tous viennent en "
        f"{nombre(si.heures)} heures, {nombre(si.pointe)} fois plus à la pointe\u202f; un "
        f"processus n’y dépense pas plus de {nombre(si.charge * 100)}\u00a0% d’un cœur. Aucun "
        "cache devant."
    )
    yield ""
    yield (
        f"- Un lecteur coûte {_ms(dit.par_lecteur)} de processeur. Un processus sert "
        f"{nombre(dit.par_processus)} lecteurs par jour\u202f: il en faut {nombre(dit.processus)}, "
        f"donc {nombre(dit.processus)} cœurs et un de plus pour PostgreSQL et nginx."
    )
    yield (
        f"- À la pointe\u00a0: {nombre(dit.arrivees, 1)} arrivées par seconde, "
        f"{nombre(dit.ensemble)} sessions ensemble, {nombre(dit.memoire / 2**30, 1)}\u00a0Go de "
        f"mémoire, {nombre(dit.debit * 8 / 1e6)}\u00a0Mbit/s pour les passages."
    )
    yield (
        f"- La limite suivante\u00a0: les connexions de PostgreSQL. {nombre(_CONNEXIONS)}, son "
        f"réglage d’origine, suffisent à {compte(permis, 'processus', 'processus')}, à "
        f"{nombre(_PAR_PROCESSUS)} chacun au pire\u202f; "
        + ("il faut en permettre plus." if permis < dit.processus else "cela tient.")
    )


def _s(secondes: float) -> str:
    return f"{nombre(secondes, 2)}\u00a0s"


def _ms(secondes: float) -> str:
    return f"{nombre(secondes * 1000, 1)}\u00a0ms"


def _mo(octets: float, decimales: int = 0) -> str:
    return f"{nombre(octets / _MO, decimales)}\u00a0Mo"
