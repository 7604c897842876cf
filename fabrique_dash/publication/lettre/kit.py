"""The letter's kit: every form of it in one zip archive, with its sources."""

from __future__ import annotations

from collections.abc import Mapping

from fabrique_dash.chiffres.noyau.typographie import compte, jour_long
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.images.images import png, texte_alternatif
from fabrique_dash.publication.lettre.archive import archive
from fabrique_dash.publication.lettre.balisage import texte_nu
from fabrique_dash.publication.lettre.docx import document_word
from fabrique_dash.publication.lettre.fichier import enregistrer
from fabrique_dash.publication.lettre.html_courriel import html_de_courriel
from fabrique_dash.publication.lettre.mentions import appareil
from fabrique_dash.publication.lettre.modele import ORIGINES, Brouillon
from fabrique_dash.publication.lettre.tables import table_des_sources
from fabrique_dash.publication.lettre.texte import markdown, texte_brut
from fabrique_dash.publication.tables.tableaux import csv_excel

_CONTENU = """\
lettre.html       le courriel, prêt à coller ou à envoyer (aucune image distante)
lettre.md         Markdown
lettre.txt        texte brut
lettre.docx       document Word
brouillon.json    le brouillon, à rouvrir sur la page « Écrire la lettre »
sources.csv       les sources, dans l’ordre des notes (ouvrable dans Excel)
"""


def images_du_kit(vue: Vue) -> dict[str, bytes]:
    """Draw the pictures that go with a letter, and say each in words, by file name."""
    idents = ("carte", "frise-condensee")
    dites = [f"{ident}.png\n{texte_alternatif(vue, ident)}\n" for ident in idents]
    images = {f"{ident}.png": png(vue, ident) for ident in idents}
    return {**images, "textes-alternatifs.txt": "\n".join(dites).encode("utf-8")}


def lisez_moi(brouillon: Brouillon, donnees: Donnees, images: Mapping[str, bytes]) -> str:
    """Say what the kit holds, and tell what came from the data from what was written by hand."""
    lignes = [brouillon.titre, f"État au {jour_long(brouillon.jour)}.", "", _CONTENU]
    if images:
        lignes += ["Images\u00a0:", *(f"  images/{nom}" for nom in images), ""]
    for origine, mots in ORIGINES.items():
        siens = [(r, p) for r, p in brouillon.paragraphes() if p.origine == origine]
        lignes.append(f"{mots.capitalize()}\u00a0: {compte(len(siens), 'paragraphe')}")
        for rubrique, p in siens:
            sources = nommer(donnees, p.sources) or "sans source"
            lignes.append(f"  [{rubrique.libelle}] {texte_nu(p.corps)} ({sources})")
        lignes.append("")
    vides = [r.libelle for r in brouillon.rubriques if not r.paragraphes]
    if vides:
        lignes.append(f"Rubriques sans contenu, absentes de la lettre\u00a0: {', '.join(vides)}")
    return "\n".join(lignes) + "\n"


def kit(brouillon: Brouillon, donnees: Donnees, images: Mapping[str, bytes]) -> bytes:
    """Put every form of a letter into a zip archive; the same draft gives the same bytes.

    Args:
        brouillon: the draft.
        donnees: the package that its facts come from.
        images: pictures to join, by file name.
    """
    notes = appareil(brouillon, donnees)
    fichiers = {
        "Lisez-moi.txt": lisez_moi(brouillon, donnees, images).encode("utf-8"),
        "lettre.html": html_de_courriel(brouillon, notes).encode("utf-8"),
        "lettre.md": markdown(brouillon, notes),
        "lettre.txt": texte_brut(brouillon, notes),
        "lettre.docx": document_word(brouillon, notes),
        "brouillon.json": enregistrer(brouillon),
        "sources.csv": csv_excel(table_des_sources(brouillon, donnees)),
    }
    fichiers |= {f"images/{nom}": contenu for nom, contenu in images.items()}
    return archive(fichiers, brouillon.jour)
