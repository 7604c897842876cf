"""The worksheet on the balises, with its points, as a file: written, read back, refused in French.

It belongs to the territory that fills it. It is never scored, and nothing here keeps it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.publication.tables.points_de_la_feuille import (
    DATE_ATTENDUE,
    POINTS_MAXIMUM,
    SORTES,
    Case,
    Feuille,
    date_valable,
    points,
    sorte_de,
)

ETATS = ("acquis", "en chemin", "à engager", "sans objet")
COLONNES = ("balise", "titre", "etat", "note", "date")
# A sheet exported before it had points has no dates; a title is only for the reader.
_FACULTATIVES = frozenset({"titre", "date"})
LONGUEUR_DE_NOTE = 1_000  # characters
TAILLE_MAXIMALE = 500_000  # bytes: ten times what a full sheet weighs

# A spreadsheet runs a cell that starts so: an apostrophe makes it text, and reading takes it off.
_A_PROTEGER = re.compile(r"'*[=+\-@\t]")
_PROTEGE = re.compile(r"'+[=+\-@\t]")
# What no note needs and what could break a row, or hide text.
_SIGNES_DE_COMMANDE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class _Lecteur(Protocol):
    """What is used of a CSV reader."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def ecrire(feuille: Feuille, titres: Mapping[str, str]) -> bytes:
    """Write the sheet as a CSV that a French spreadsheet opens: UTF-8 with its mark, semicolons.

    Args:
        feuille: what is said of each balise, and each point, by id; a balise that is not there has
            an empty row, and points come last.
        titres: title of each balise, by id, in order.
    """
    tampon = io.StringIO()
    redacteur = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    redacteur.writerow(COLONNES)
    for balise, titre in titres.items():
        case = feuille.get(balise, Case())
        redacteur.writerow([balise, _proteger(titre), case.etat, _proteger(case.note), ""])
    for ident, point in points(feuille).items():
        titre = SORTES[sorte_de(ident)]
        redacteur.writerow([ident, titre, "", _proteger(point.note), point.date])
    return tampon.getvalue().encode("utf-8-sig")


def nettoyer(note: str) -> str:
    """Put a note on one line, without control characters, no longer than is kept."""
    sur_une_ligne = _SIGNES_DE_COMMANDE.sub("", " ".join(note.split()))
    return sur_une_ligne[:LONGUEUR_DE_NOTE].strip()


def _proteger(texte: str) -> str:
    return f"'{texte}" if _A_PROTEGER.match(texte) else texte


def _deproteger(texte: str) -> str:
    return texte[1:] if _PROTEGE.match(texte) else texte


def lire(
    fichier: str, octets: bytes, titres: Mapping[str, str]
) -> tuple[dict[str, Case], list[Probleme]]:
    """Read a sheet back.

    Args:
        fichier: name of the file, as the reader knows it.
        octets: its content.
        titres: title of each balise, by id: the balises that a row may name.

    Returns:
        What the file says, by balise (rows without state nor note left out) and by point, and all
        that is wrong with it; when something is, the first is empty: a faulty file is refused
        whole.
    """
    texte, faute = _decoder(fichier, octets)
    if faute is not None:
        return {}, [faute]
    separateur = ";" if ";" in texte.splitlines()[0] else ","
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    try:
        entete = [c.strip().lower() for c in next(lecteur)]
        lignes = list(_lignes_numerotees(lecteur))
    except csv.Error:
        return {}, [_guillemets(fichier, lecteur.line_num)]
    problemes = list(_fautes_d_entete(fichier, entete))
    if problemes:
        return {}, problemes
    feuille, problemes = _lire_lignes(fichier, entete, lignes, titres)
    return ({} if problemes else feuille), problemes


def _decoder(fichier: str, octets: bytes) -> tuple[str, Probleme | None]:
    remede = "réimporter un fichier exporté d’ici, enregistré en « CSV UTF-8 »"
    if len(octets) > TAILLE_MAXIMALE:
        dit = f"le fichier dépasse {TAILLE_MAXIMALE // 1000} ko : ce n’est pas une feuille de route"
        return "", Probleme(fichier, 0, "", "", dit, remede)
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        dit = "le fichier n’est pas en UTF-8"
        return "", Probleme(fichier, ligne, "", "", dit, remede)
    if "\x00" in texte:
        return "", Probleme(fichier, 0, "", "", "le fichier n’est pas un texte", remede)
    if not texte.strip():
        return "", Probleme(fichier, 0, "", "", "le fichier est vide", remede)
    return texte.lstrip("\r\n"), None


def _lignes_numerotees(lecteur: _Lecteur) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with the line on which it starts."""
    debut = lecteur.line_num + 1
    for cases in lecteur:
        if any(c.strip() for c in cases):
            yield debut, cases
        debut = lecteur.line_num + 1


def _guillemets(fichier: str, ligne: int) -> Probleme:
    dit = "un guillemet droit ouvert n’est pas refermé, ou une case est démesurée"
    return Probleme(fichier, ligne, "", "", dit, "refermer les guillemets de cette ligne")


def _fautes_d_entete(fichier: str, entete: list[str]) -> Iterator[Probleme]:
    for colonne in COLONNES:
        absente = colonne not in entete
        if absente and colonne in _FACULTATIVES:
            continue
        if entete.count(colonne) != 1:
            trouve = "cette colonne manque" if absente else "cette colonne est double"
            remede = f"mettre en première ligne : {', '.join(COLONNES)}"
            yield Probleme(fichier, 1, colonne, "", trouve, remede)


def _lire_lignes(
    fichier: str,
    entete: list[str],
    lignes: list[tuple[int, list[str]]],
    titres: Mapping[str, str],
) -> tuple[dict[str, Case], list[Probleme]]:
    feuille: dict[str, Case] = {}
    problemes: list[Probleme] = []
    vues: dict[str, int] = {}
    for numero, cases in lignes:
        if len(cases) != len(entete):
            dit = f"la ligne a {len(cases)} cases, l’en-tête {len(entete)}"
            remede = "mettre entre guillemets droits un texte qui contient le séparateur"
            problemes.append(Probleme(fichier, numero, "", "", dit, remede))
            continue
        ligne = {nom: _deproteger(c.strip()) for nom, c in zip(entete, cases, strict=True)}
        ligne = {"date": ""} | ligne
        cle = _cle(ligne["balise"])
        fautes = list(_fautes_de_ligne(fichier, numero, ligne, titres, vues))
        if sorte_de(cle):
            fautes += _fautes_de_point(fichier, numero, ligne, feuille)
        problemes += fautes
        vues.setdefault(cle, numero)
        case = Case(ligne["etat"].lower(), nettoyer(ligne["note"]), ligne["date"])
        if not fautes and case != Case():
            feuille[cle] = case
    return feuille, problemes


def _cle(balise: str) -> str:
    """Write an id as the sheet has it, whatever the capitals of the file."""
    return balise.lower() if sorte_de(balise.lower()) else balise.upper()


def _fautes_de_ligne(
    fichier: str,
    numero: int,
    ligne: Mapping[str, str],
    titres: Mapping[str, str],
    vues: Mapping[str, int],
) -> Iterator[Probleme]:
    balise, etat, note = ligne["balise"], ligne["etat"], ligne["note"]
    cle = _cle(balise)
    if cle not in titres and not sorte_de(cle):
        yield Probleme(
            fichier,
            numero,
            "balise",
            balise,
            "cette balise n’est pas dans le référentiel" if balise else "la balise n’est pas dite",
            f"écrire un code de {next(iter(titres))} à {list(titres)[-1]}, ou d’un point "
            f"({', '.join(f'{sorte}-1' for sorte in SORTES)})",
        )
    elif cle in vues:
        dit = f"cette balise est déjà à la ligne {vues[cle]}"
        yield Probleme(fichier, numero, "balise", balise, dit, "n’en garder qu’une ligne")
    if etat and etat.lower() not in ETATS:
        remede = f"écrire {', '.join(ETATS)}, ou laisser la case vide"
        yield Probleme(fichier, numero, "etat", etat, "ce mot n’est pas un des quatre", remede)
    if ligne["date"] and cle in titres:
        dit = "une balise n’a pas de date"
        yield Probleme(fichier, numero, "date", ligne["date"], dit, "vider la case")
    if len(note) > LONGUEUR_DE_NOTE:
        dit = f"la note a {len(note)} caractères, {LONGUEUR_DE_NOTE} au plus"
        yield Probleme(fichier, numero, "note", note, dit, "raccourcir la note")


def _fautes_de_point(
    fichier: str, numero: int, ligne: Mapping[str, str], feuille: Feuille
) -> Iterator[Probleme]:
    """Find what keeps a row from being a point: it has a date and words, and no state."""
    if not date_valable(ligne["date"]):
        dit = "un point a une date, et ce n’en est pas une"
        yield Probleme(fichier, numero, "date", ligne["date"], dit, DATE_ATTENDUE)
    if ligne["etat"]:
        dit = "un point n’a pas d’état"
        yield Probleme(fichier, numero, "etat", ligne["etat"], dit, "vider la case")
    if not nettoyer(ligne["note"]):
        dit = "un point se dit en quelques mots"
        yield Probleme(fichier, numero, "note", "", dit, "écrire ce qui s’est passé")
    if len(points(feuille)) >= POINTS_MAXIMUM:
        dit = f"la feuille a plus de {POINTS_MAXIMUM} points"
        yield Probleme(fichier, numero, "balise", ligne["balise"], dit, "en retirer")


def comptes(feuille: Feuille) -> dict[str, int]:
    """Count the balises by word, words that nobody used included; it is no score."""
    return {etat: sum(case.etat == etat for case in feuille.values()) for etat in ETATS}
