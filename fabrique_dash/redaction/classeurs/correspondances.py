"""Which table a sheet is, which column a header is: by name, by title, or as somebody says.

Likeness is only ever proposed: what is not exactly a name or a title is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from fabrique_dash.donnees.cellules import code_propre
from fabrique_dash.donnees.classeurs.modele import Classeur, Feuille, Rangee, lettre
from fabrique_dash.donnees.controle.remedes import sans_accents
from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.donnees.problemes import Probleme, entre_guillemets
from fabrique_dash.publication.tables.classeur import nom_de_feuille

LAISSER = "-"  # a sheet, or a column, that is not to be taken
_RESSEMBLANCE = 90
_HAUT = 10  # rows of a sheet among which its headers are looked for
_A_DIRE = "dire plus haut où elle va, ou qu’elle n’est pas à reprendre"


@dataclass(frozen=True)
class Choix:
    """What somebody said of a file.

    Attributes:
        tables: table of each sheet that was asked about, or `LAISSER`.
        colonnes: column of each header that was asked about, or `LAISSER`, by sheet and rank.
        completes: tables of which all the rows are there, with the territory that this is said of,
            empty for all of them: the other rows go away.
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    colonnes: Mapping[tuple[str, int], str] = field(default_factory=dict)
    completes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lue:
    """A sheet.

    Attributes:
        feuille: the sheet.
        entete: the row of its headers.
        noms: the names that a hidden row gives to its columns; nothing if none does.
        donnees: the rows under its headers.
    """

    feuille: Feuille
    entete: Rangee
    noms: tuple[str, ...]
    donnees: tuple[Rangee, ...]

    @property
    def au_dessus(self) -> int:
        """How many rows stand above the headers: a title, a date."""
        return self.feuille.rangees.index(self.entete)

    def libelle(self, rang: int) -> str:
        """Return the header of a column, as it shows; its letters where it has none."""
        return self.dit(rang).strip() or lettre(rang)

    def dit(self, rang: int) -> str:
        """Return the header of a column, as it is written; empty where it has none."""
        return self.entete.cases[rang] if rang < len(self.entete.cases) else ""


@dataclass(frozen=True)
class Question:
    """A sheet, or one of its columns, that nobody but the person can place.

    Attributes:
        lue: the sheet.
        rang: the rank of the column; None for the sheet itself.
        options: what it may be: title, by name.
        proposee: what it looks like; empty if nothing.
        reponse: what somebody said of it, or `LAISSER`; empty as long as nobody has.
    """

    lue: Lue
    rang: int | None
    options: Mapping[str, str]
    proposee: str = ""
    reponse: str = ""


@dataclass(frozen=True)
class Part:
    """A sheet whose table is known, with the column of each rank that is taken."""

    lue: Lue
    table: Table
    colonnes: Mapping[int, str]

    def libelle(self, colonne: str) -> str:
        """Return the header of a column of the table; its name if the sheet has it not."""
        rang = next((r for r, c in self.colonnes.items() if c == colonne), None)
        return colonne if rang is None else self.lue.libelle(rang)


@dataclass(frozen=True)
class Accord:
    """What goes where.

    Attributes:
        parts: the sheets whose table is known.
        questions: what is to be asked.
        problemes: what can't be.
        interdites: the sheets that are each of a table that may not be written, and are left.
    """

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    problemes: tuple[Probleme, ...]
    interdites: tuple[str, ...] = ()


def accorder(
    tables: Mapping[str, Table], autres: Mapping[str, Table], classeur: Classeur, choix: Choix
) -> Accord:
    """Tell what goes where in a file.

    Args:
        tables: the tables that may be written, by name.
        autres: those that may not: nothing is asked of their sheets, in a workbook made for others.
        classeur: the file.
        choix: what somebody said of it.
    """
    champs = [champ for table in tables.values() for champ in table.champs]
    connues = {c.nom for c in champs}
    dites = {_simple(dit) for c in champs for dit in (c.nom, c.titre)}
    parts: list[Part] = []
    questions: list[Question] = []
    interdites: list[str] = []
    for feuille in classeur.feuilles:
        if not feuille.rangees:
            continue
        lue = _lue(feuille, connues, dites)
        nom = _exacte(_noms_des_tables(tables), feuille.nom)
        if not nom and _exacte(_noms_des_tables(autres), feuille.nom):
            interdites.append(feuille.nom)
        elif not nom:
            titres = {t.nom: t.titre for t in tables.values()}
            nom = choix.tables.get(feuille.nom, "")
            questions.append(_question(lue, None, feuille.nom, titres, nom))
        if nom in tables:
            part, siennes = _part(lue, tables[nom], choix)
            parts.append(part)
            questions += siennes
    problemes = [p for part in parts for p in _problemes(part)]
    a_dire = [_a_dire(q) for q in questions if not q.reponse]
    return Accord(tuple(parts), tuple(questions), (*a_dire, *problemes), tuple(interdites))


def _lue(feuille: Feuille, noms: Set[str], titres: Set[str]) -> Lue:
    """Tell the headers from the rows, and from what stands above them.

    The headers are the first row that says two columns; the first of all, where none does. In our
    own workbooks a hidden row of names is under them; a spreadsheet that sorts may take it along.

    Args:
        feuille: the sheet.
        noms: the names of the columns.
        titres: their names and their titles, as `_simple` writes them.
    """
    haut = enumerate(feuille.rangees[:_HAUT])
    rang = next((n for n, rangee in haut if _en_dit_deux(rangee, titres)), 0)
    entete, *suite = feuille.rangees[rang:]
    caches = {n: r for n, r in enumerate(suite) if _ne_dit_que(r, noms)}
    nommees = [tuple(map(code_propre, r.cases)) for r in caches.values()]
    donnees = tuple(r for n, r in enumerate(suite) if n not in caches)
    return Lue(feuille, entete, nommees[0] if nommees else (), donnees)


def _en_dit_deux(rangee: Rangee, titres: Set[str]) -> bool:
    return len(titres & {_simple(case) for case in rangee.cases}) > 1


def _ne_dit_que(rangee: Rangee, noms: Set[str]) -> bool:
    dits = {code_propre(case) for case in rangee.cases} - {""}
    return len(dits) > 1 and dits <= noms


def _simple(texte: str) -> str:
    return code_propre(texte).casefold()


def _exacte(noms: Mapping[str, Iterable[str]], dit: str) -> str:
    """Return what has this name, or else this title, if it is alone; empty otherwise."""
    for comparer in (code_propre, _simple):
        siens = [n for n, dits in noms.items() if comparer(dit) in map(comparer, dits)]
        if len(siens) == 1:
            return siens[0]
    return ""


def _noms_des_tables(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Return what the sheet of each table may be called: a sheet's name may be shorter."""
    return {t.nom: (t.nom, t.titre, nom_de_feuille(t.titre, set())) for t in tables.values()}


def _part(lue: Lue, table: Table, choix: Choix) -> tuple[Part, list[Question]]:
    noms = {c.nom: (c.nom, c.titre) for c in table.champs}
    trouvees = {rang: _colonne(lue, rang, noms) for rang in _remplies(lue)}
    libres = {c.nom: c.titre for c in table.champs if c.nom not in trouvees.values()}
    questions = []
    for rang in [r for r, trouvee in trouvees.items() if not trouvee]:
        dite = choix.colonnes.get((lue.feuille.nom, rang), "")
        dite = dite if dite == LAISSER or dite in noms else ""
        questions.append(_question(lue, rang, lue.libelle(rang), libres, dite))
        trouvees[rang] = dite
    gardees = {r: c for r, c in trouvees.items() if c in noms}
    return Part(lue, table, gardees), questions


def _remplies(lue: Lue) -> list[int]:
    """Return the ranks of the columns that have a header, or hold something."""
    largeur = max(len(r.cases) for r in (lue.entete, *lue.donnees))
    tetees = {rang for rang, dit in enumerate(lue.entete.cases) if dit.strip()}
    pleines = {r for rangee in lue.donnees for r, case in enumerate(rangee.cases) if case.strip()}
    return [rang for rang in range(largeur) if rang in tetees | pleines]


def _colonne(lue: Lue, rang: int, noms: Mapping[str, tuple[str, ...]]) -> str:
    if rang < len(lue.noms) and lue.noms[rang] in noms:
        return lue.noms[rang]
    return _exacte(noms, lue.dit(rang))


def _question(
    lue: Lue, rang: int | None, dit: str, options: Mapping[str, str], reponse: str
) -> Question:
    return Question(lue, rang, options, _proposee(dit, options), reponse)


def _proposee(dit: str, options: Mapping[str, str]) -> str:
    """Return what a name looks like; empty if nothing does enough."""
    trouves = [
        trouve
        for candidats in (options, {nom: nom for nom in options})
        if (trouve := _le_plus_proche(dit, candidats, sans_accents))
    ]
    return max(trouves, key=lambda t: t[0])[1] if trouves else ""


def _le_plus_proche(
    dit: str, candidats: Mapping[str, str], simplifier: Callable[[str], str]
) -> tuple[float, str] | None:
    trouve = process.extractOne(
        dit, candidats, scorer=fuzz.ratio, processor=simplifier, score_cutoff=_RESSEMBLANCE
    )
    return None if trouve is None else (trouve[1], trouve[2])


def _a_dire(question: Question) -> Probleme:
    lue = question.lue
    if question.rang is None:
        dit = "aucune des tables que vous pouvez écrire ne s’appelle ainsi"
        return Probleme(lue.feuille.ou, 0, "", "", dit, _A_DIRE)
    nom = lue.libelle(question.rang)
    return Probleme(
        lue.feuille.ou,
        lue.entete.ligne,
        nom,
        "",
        "aucune colonne de la table ne s’appelle ainsi",
        _A_DIRE,
    )


def _problemes(part: Part) -> list[Probleme]:
    """Say what keeps the rows of a sheet from being told: a column twice, or a key that misses."""
    lieu, ligne = part.lue.feuille.ou, part.lue.entete.ligne
    prises = list(part.colonnes.values())
    problemes = []
    for colonne in dict.fromkeys(c for c in prises if prises.count(c) > 1):
        titre = _champ(part.table, colonne).titre
        dit = f"deux colonnes vont à {entre_guillemets(titre)}"
        problemes.append(Probleme(lieu, ligne, titre, "", dit, "en ôter une de la feuille"))
    for colonne in part.table.cle_primaire:
        if colonne not in prises:
            titre = _champ(part.table, colonne).titre
            dit = "cette colonne manque, et sans elle les lignes ne se reconnaissent pas"
            remede = "la remettre, telle que dans le classeur à remplir"
            problemes.append(Probleme(lieu, ligne, titre, "", dit, remede))
    return problemes


def _champ(table: Table, colonne: str) -> Champ:
    return next(c for c in table.champs if c.nom == colonne)


def titres_des_parts(parts: Sequence[Part]) -> dict[str, str]:
    """Return the tables that sheets are of: title, by name."""
    return {part.table.nom: part.table.titre for part in parts}
