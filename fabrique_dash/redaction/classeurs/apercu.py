"""What a file would give, before anything is written: changes, faults by line, and what to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.classeurs.modele import Classeur
from fabrique_dash.donnees.problemes import Probleme, entre_guillemets
from fabrique_dash.journal.apercus import Essaye, essayer
from fabrique_dash.journal.cases import Changement, Operation
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.publication import Verificateur
from fabrique_dash.redaction.ce_qui_se_dit import tables_permises
from fabrique_dash.redaction.classeurs.a_remplir import Origine, est_du_territoire, origine
from fabrique_dash.redaction.classeurs.comparaison import Comparaison, Identifiee, comparer
from fabrique_dash.redaction.classeurs.correspondances import (
    Accord,
    Choix,
    Question,
    accorder,
    titres_des_parts,
)
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_RIEN = Probleme(
    "", 0, "", "", "aucune feuille n’est à reprendre", "remplir le classeur que donne cette page"
)


@dataclass(frozen=True)
class Apercu:
    """What a file would give.

    Attributes:
        questions: what is to be asked before anything can be told.
        tables: the tables that it holds: title, by name.
        territoire: the territory that it was made for; empty for none.
        absentes: how many published rows it could have and has not, by table.
        problemes: what keeps it from being taken, by line.
        changements: what it changes; nothing when there is a problem.
        conflits: the cells that somebody else has changed since it was made.
        a_savoir: what is told, and keeps it from nothing.
    """

    questions: tuple[Question, ...] = ()
    tables: dict[str, str] | None = None
    territoire: str = ""
    absentes: Mapping[str, int] = field(default_factory=dict)
    problemes: tuple[Probleme, ...] = ()
    changements: tuple[Changement, ...] = ()
    conflits: tuple[Conflit, ...] = ()
    a_savoir: tuple[str, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether it can be proposed."""
        return bool(self.changements) and not self.problemes


def apercevoir(
    journal: Journal,
    droits: Sequence[Habilitation],
    classeur: Classeur,
    choix: Choix,
    verifier: Verificateur,
) -> Apercu:
    """Tell what a file would give; nothing is recorded.

    Args:
        journal: the journal.
        droits: what the account was granted.
        classeur: the file.
        choix: what somebody said of it.
        verifier: checks a package (`service.verifier`).

    Raises:
        JournalIndisponible: the journal can't be read, or a candidate can't be written.
    """
    publiees = RangeesPubliees(journal)
    permises = {nom: publiees.tables[nom] for nom in tables_permises(publiees.tables, droits)}
    autres = {nom: table for nom, table in publiees.tables.items() if nom not in permises}
    accord = accorder(permises, autres, classeur, choix)
    vient = origine(journal, classeur.lisez_moi)
    tables = titres_des_parts(accord.parts)
    debut = Apercu(
        accord.questions, tables, vient.territoire, a_savoir=tuple(_non_lues(classeur, accord))
    )
    if accord.problemes or not accord.parts:
        return replace(debut, problemes=accord.problemes or (replace(_RIEN, fichier=classeur.nom),))
    base = RangeesPubliees(journal, n=vient.publication)
    fait = comparer(publiees, base, accord.parts, choix.completes, droits)
    debut = replace(
        debut,
        absentes=_absentes(publiees, vient, fait),
        a_savoir=_a_savoir(classeur, publiees, vient, fait, accord),
    )
    if fait.problemes or not fait.changements:
        return replace(debut, problemes=tuple(fait.problemes))
    return _controle(debut, publiees, fait, essayer(journal, fait.changements, verifier))


def _absentes(publiees: RangeesPubliees, vient: Origine, fait: Comparaison) -> dict[str, int]:
    """Count the rows that a file has not, of those that it could have."""

    def sienne(nom: str, rangee: Mapping[str, str]) -> bool:
        table = publiees.tables[nom]
        return not vient.territoire or est_du_territoire(table, rangee, vient.territoire)

    comptes = {
        nom: sum(sienne(nom, rangee) for rangee in rangees.values())
        for nom, rangees in fait.absentes.items()
    }
    return {nom: nombre for nom, nombre in comptes.items() if nombre}


def _controle(
    debut: Apercu, publiees: RangeesPubliees, fait: Comparaison, essaye: Essaye
) -> Apercu:
    """Say what the candidate comes to: faults, conflicts, or changes; nothing if all was so."""
    controle = essaye.controle
    if controle.problemes:
        dites = tuple(_dite(publiees, fait, essaye, p) for p in controle.problemes)
        return replace(debut, problemes=dites)
    if not (controle.change or controle.conflits):
        return debut
    return replace(debut, changements=tuple(fait.changements), conflits=controle.conflits)


def _dite(publiees: RangeesPubliees, fait: Comparaison, essaye: Essaye, p: Probleme) -> Probleme:
    """Say a fault of the candidate where the person sees it: the line of the file, or the row."""
    rangee = essaye.rangees.get((p.fichier, p.ligne))
    if rangee is None:
        return p
    ici = fait.lignes.get(rangee)
    if ici is not None:
        titre = ici.part.libelle(p.colonne)
        return replace(p, fichier=ici.part.lue.feuille.ou, ligne=ici.ligne, colonne=titre)
    nom, cle = rangee
    qui = entre_guillemets(publiees.nom(nom, cle) or cle)
    return replace(p, fichier=f"{publiees.tables[nom].titre}, rangée {qui}", ligne=0)


def _non_lues(classeur: Classeur, accord: Accord) -> list[str]:
    """Name the sheets that nobody was asked about: hidden, or of tables that may not be written."""
    dits = []
    if classeur.cachees:
        une = len(classeur.cachees) == 1
        debut = "Feuille cachée, non lue" if une else "Feuilles cachées, non lues"
        dits.append(f"{debut}\u00a0: {_nommees(classeur.cachees)}.")
    if accord.interdites:
        dits.append(f"Vos droits ne permettent pas d’écrire {_nommees(accord.interdites)}.")
    return dits


def _nommees(noms: Iterable[str]) -> str:
    return ", ".join(map(entre_guillemets, noms))


def _a_savoir(
    classeur: Classeur,
    publiees: RangeesPubliees,
    vient: Origine,
    fait: Comparaison,
    accord: Accord,
) -> tuple[str, ...]:
    dits = _non_lues(classeur, accord)
    if vient.publication is not None and vient.publication < publiees.n:
        dits.append(
            f"Ce classeur vient de la publication n°\u00a0{vient.publication}\u202f; la dernière "
            f"est la n°\u00a0{publiees.n}. Les cases que vous n’y avez pas touchées gardent leur "
            "valeur publiée."
        )
    if vient.publication is None and any(
        c.operation is Operation.MODIFIER for c in fait.changements
    ):
        dits.append(
            "Ce fichier ne dit pas de quelle publication il vient\u00a0: il est comparé à la "
            f"dernière, la n°\u00a0{publiees.n}. S’il est plus ancien, une case que vous n’y avez "
            "pas touchée reviendrait à sa valeur d’alors."
        )
    for lue in (part.lue for part in accord.parts if part.lue.au_dessus):
        dit = compte(lue.au_dessus, "ligne non lue", "lignes non lues")
        dits.append(f"{lue.feuille.ou}\u00a0: {dit}, au-dessus de ses titres de colonnes.")
    prises = {part.lue.feuille.nom for part in accord.parts} | {*accord.interdites}
    laissees = [f.nom for f in classeur.feuilles if f.rangees and f.nom not in prises]
    if laissees:
        debut = compte(len(laissees), "feuille non reprise", "feuilles non reprises")
        dits.append(f"{debut}\u00a0: {_nommees(laissees)}.")
    dits += map(_identifiee, fait.identifiees)
    return tuple(d[0].upper() + d[1:] for d in dits)


def _identifiee(une: Identifiee) -> str:
    ou = f"{une.ici.part.lue.feuille.ou}, ligne {une.ici.ligne}"
    dit = f"{ou}\u00a0: identifiant fait d’après la ligne, {entre_guillemets(une.identifiant)}"
    if not une.autre:
        return f"{dit}."
    autre = entre_guillemets(une.autre)
    return f"{dit}, car une autre rangée a {autre}\u202f; si c’est la même, écrivez {autre}."


def resume(publiees: RangeesPubliees, changements: Sequence[Changement]) -> list[str]:
    """Say how much a file changes, a sentence per table; each row that goes away is named.

    Args:
        publiees: the rows.
        changements: what it changes.
    """
    rangees = Counter((c.nom_table, c.operation) for c in _une_par_rangee(changements))
    cases = Counter(c.nom_table for c in changements if c.operation is Operation.MODIFIER)
    return [
        f"{publiees.tables[nom].titre}\u00a0: "
        + ", ".join(
            [
                compte(rangees[nom, Operation.AJOUTER], "rangée ajoutée", "rangées ajoutées"),
                f"{compte(cases[nom], 'case changée', 'cases changées')} dans "
                f"{compte(rangees[nom, Operation.MODIFIER], 'rangée')}",
                compte(rangees[nom, Operation.SUPPRIMER], "rangée ôtée", "rangées ôtées")
                + _otees(publiees, nom, changements),
            ]
        )
        + "."
        for nom in dict.fromkeys(c.nom_table for c in changements)
    ]


def _otees(publiees: RangeesPubliees, table: str, changements: Sequence[Changement]) -> str:
    siens = (c for c in changements if c.nom_table == table)
    cles = dict.fromkeys(c.cle for c in siens if c.operation is Operation.SUPPRIMER)
    return f"\u00a0: {_nommees(publiees.nom(table, cle) or cle for cle in cles)}" if cles else ""


def _une_par_rangee(changements: Sequence[Changement]) -> list[Changement]:
    return list({(c.rangee, c.operation): c for c in changements}.values())


def titre_de_la_proposition(apercu: Apercu) -> str:
    """Name the proposal that a file makes: the tables that it changes.

    Nothing of the file's name is in it: nobody reads that again, and a title stays in the history.
    """
    changees = {c.nom_table for c in apercu.changements}
    titres = [titre for nom, titre in (apercu.tables or {}).items() if nom in changees]
    return f"Un classeur\u00a0: {', '.join(titres)}"
