"""French wording for the fixed English texts of the front end.

Streamlit offers no translation. Its texts are literals of the bundle; each entry below is such a
literal with enough context to be found only where it is shown to somebody. An entry that no longer
matches after an upgrade changes nothing (and a test says so).
"""

from collections.abc import Iterator

Paire = tuple[str, str]


def _nom(anglais: str, francais: str) -> Paire:
    return f'"aria-label":`{anglais}`', f'"aria-label":`{francais}`'


def _libelle(anglais: str, francais: str) -> Paire:
    return f"label:`{anglais}`", f"label:`{francais}`"


def _texte(anglais: str, francais: str) -> Paire:
    return f"`{anglais}`", f"`{francais}`"


def _bulle(anglais: str, francais: str) -> Paire:
    return f",`{anglais}`)", f",`{francais}`)"


# The front end fetches the icon of a page's tab from an outside host: ours serves for all pages.
_ICONE_DISTANTE: Paire = (
    "`https://fonts.gstatic.com/s/i/short-term/release/materialsymbolsrounded/${t[2]}"
    "/default/24px.svg`",
    "new URL(`../../app/static/favicon.svg`,import.meta.url).href",
)

# Key: start of the bundle file's name, before its hash.
TEXTES: dict[str, tuple[Paire, ...]] = {
    "index": (
        _ICONE_DISTANTE,
        _texte("Skip to main content", "Aller au contenu principal"),
        _nom("App pages", "Pages du tableau de bord"),
        _nom("Sidebar", "Barre latérale"),
        _nom("Collapse sidebar", "Replier la barre latérale"),
        _nom("Expand sidebar", "Déplier la barre latérale"),
        _nom("Main menu", "Menu principal"),
        _nom("Navigate to home page", "Aller à l’accueil"),
        _nom("Close", "Fermer"),
        _nom("Running...", "Calcul en cours"),
        ("e?`Stopping...`:`Stop`", "e?`Arrêt en cours…`:`Arrêter`"),
        ("?`View less`:`View ${x-m} more`", "?`Voir moins`:`${x-m} de plus`"),
        ("`${i.flat().length} more`", "`${i.flat().length} de plus`"),
        ("showError(`Page not found`", "showError(`Page introuvable`"),
        (
            "`You have requested page /${e}, but no corresponding file was found in the app's "
            "pages/ directory`",
            "`La page /${e} n’existe pas`",
        ),
        _texte(
            "The page that you have requested does not seem to exist",
            "La page demandée n’existe pas",
        ),
        ("${t}. Running the app's main page.", "${t}. Voici la page d’accueil."),
        ("showError(`Connection error`", "showError(`Connexion perdue`"),
        (
            "message:`Is Streamlit still running? If you accidentally stopped Streamlit, just "
            "restart it in your terminal:`",
            "message:`Le tableau de bord est-il encore lancé ? S’il a été arrêté, relancez-le :`",
        ),
        ("=`Connecting`,", "=`Connexion en cours`,"),
        ("=`Connecting to Streamlit server`", "=`Connexion au serveur en cours`"),
        ("(`Please wait...`)", "(`Un instant…`)"),
        ("children:`Try again`", "children:`Réessayer`"),
    ),
    # The frame of a component is named after its Python module; the map is the only one.
    "ComponentInstance": ((",title:b,componentReady:", ",title:`Carte`,componentReady:"),),
    "StreamlitMarkdown": (
        _nom("Link to heading", "Lien vers ce titre"),
        ("(t)?`Help`:`Help for ${", "(t)?`Aide`:`Aide : ${"),
        ("u(`Help`)", "u(`Aide`)"),
    ),
    "utils": (
        _texte("Choose options", "Choisir"),
        _texte("Choose an option", "Choisir"),
        _texte("No options to select", "Aucun choix possible"),
        ("`File must be ${", "`Taille permise : ${"),
        ("} or smaller.`", "} au plus.`"),
        _texte("File size is too small.", "Le fichier est vide."),
        _texte("Only one file is allowed.", "Un seul fichier à la fois."),
        _texte("Unexpected error. Please try again.", "Erreur imprévue\u00a0: réessayez."),
    ),
    "Multiselect": (
        _nom("Selected values", "Valeurs choisies"),
        _nom("Clear all", "Tout effacer"),
        _nom("Open", "Ouvrir la liste"),
        _nom("Remove ${e}", "Retirer ${e}"),
        _texte("No results", "Aucun résultat"),
        _libelle("Select all", "Tout choisir"),
        _libelle("Select ${p.length} matches", "Choisir les ${p.length} résultats"),
        (
            "t.maxSelections===1?`option`:`options`;return`You can only select up to "
            "${t.maxSelections} ${e}. Remove an option first.`",
            "t.maxSelections;return`${e} choix au plus : retirez-en un d’abord.`",
        ),
    ),
    "Selectbox": (
        _nom("Open", "Ouvrir la liste"),
        _nom("Clear value", "Effacer"),
        _texte("No results", "Aucun résultat"),
    ),
    # The server always answers with the same English sentence, whatever failed.
    "DownloadButton": (
        (
            "t=e instanceof Error?e.message:`Download failed`",
            "t=`Le fichier n’a pas pu être préparé\u00a0: réessayez.`",
        ),
    ),
    "Radio": (_texte("No options to select.", "Aucun choix possible."),),
    "DateInput": (
        _nom("Choose date", "Choisir une date"),
        _nom("Clear date", "Effacer la date"),
        (
            "`stDateInputFieldsScroller`,children:r(p,{locale:`en-US`",
            "`stDateInputFieldsScroller`,children:r(p,{locale:`fr-FR`",
        ),
        _texte(
            "Use arrow keys to navigate dates. Enter to select. Escape to close.",
            "Flèches pour changer de jour. Entrée pour choisir. Échap pour fermer.",
        ),
    ),
    "ReorderedSegments": (
        _nom("Previous month", "Mois précédent"),
        _nom("Next month", "Mois suivant"),
    ),
    "WidgetLabel": (("children:`(required)`", "children:`(obligatoire)`"),),
    "TextInput": (_nom("Clear entry", "Effacer"),),
    "NumberInput": (
        _nom("Clear value", "Effacer"),
        _nom("Decrement", "Diminuer"),
        _nom("Increment", "Augmenter"),
    ),
    "InputInstructions": (
        ("a?`submit form`:`apply`", "a?`envoyer`:`appliquer`"),
        ("+Enter to ${e}`", "+Entrée pour ${e}`"),
        ("`Press ${", "`Touches ${"),
        ("`Press Enter to ${e}`", "`Touche Entrée pour ${e}`"),
    ),
    "requiredField": (_texte("This field is required.", "Ce champ est obligatoire."),),
    "FileUploader": (
        (
            "label:l?`Upload directories`:`Upload`",
            "label:l?`Choisir des dossiers`:`Choisir un fichier`",
        ),
        ("D.Byte,0)} per file`,", "D.Byte,0).replace(`MB`,`\u00a0Mo`)} au plus`,"),
        # A zone that has a name and takes the focus is no mere presentation.
        ("...e({tabIndex:-1}),", "...e({tabIndex:-1,role:`group`}),"),
        ("`Drag and drop a file here`", "`Déposez un fichier ici`"),
        ("`Drag and drop files here`", "`Déposez des fichiers ici`"),
        _nom("Add files", "Ajouter un fichier"),
    ),
    # What is said of a file that is not taken.
    "axios": (
        ("(`Request failed with status code `+", "(`Le serveur ne l’a pas pris\u00a0: code `+"),
    ),
    "Pagination": (
        _nom("Previous page", "Page précédente"),
        _nom("Next page", "Page suivante"),
    ),
    "Toolbar": (
        _libelle("Fullscreen", "Plein écran"),
        _libelle("Close fullscreen", "Quitter le plein écran"),
    ),
    "useCopyToClipboard": (
        ("?`Copied`:`Copy to clipboard`", "?`Copié`:`Copier dans le presse-papiers`"),
    ),
    "Table": (("children:`empty`", "children:`vide`"),),
    "DataFrame": (
        _libelle("Show/hide columns", "Montrer ou masquer des colonnes"),
        _libelle("Download as CSV", "Télécharger en CSV"),
        _libelle("Search", "Chercher"),
        _libelle("Clear selection", "Effacer la sélection"),
        _libelle("Select all", "Tout choisir"),
        _texte("Type to search", "Écrire pour chercher"),
        _nom("Close Search", "Fermer la recherche"),
        _texte("Sort ascending", "Trier par ordre croissant"),
        _texte("Sort descending", "Trier par ordre décroissant"),
        _texte("Pin column", "Épingler la colonne"),
        _texte("Unpin column", "Libérer la colonne"),
        _texte("Hide column", "Masquer la colonne"),
        _texte("Autosize", "Ajuster la largeur"),
        _texte("Copy column name", "Copier le nom de la colonne"),
    ),
    "PlotlyChart": (
        ("?`Close fullscreen`:`Fullscreen`", "?`Quitter le plein écran`:`Plein écran`"),
        _bulle("Download plot as a PNG", "Télécharger en PNG"),
        _bulle("Download plot", "Télécharger"),
        _bulle("Zoom in", "Agrandir"),
        _bulle("Zoom out", "Réduire"),
        _bulle("Reset axes", "Revenir à la vue initiale"),
        _bulle("Autoscale", "Tout voir"),
        _bulle("Pan", "Déplacer"),
        _bulle("Box Select", "Choisir un rectangle"),
        _bulle("Lasso Select", "Choisir au lasso"),
        _bulle("Double-click to zoom back out", "Double-cliquez pour revenir à la vue initiale"),
        _bulle(
            "Double-click on legend to isolate one trace",
            "Double-cliquez dans la légende pour isoler une série",
        ),
    ),
}

_MENTION = "\n/* Textes traduits en français par le projet Territoires Pilotes. */\n".encode()


def paires_de(nom: str) -> Iterator[tuple[bytes, bytes]]:
    """Replacements that concern one bundle file, longest first."""
    for anglais, francais in sorted(TEXTES.get(nom.split(".")[0], ()), key=lambda p: -len(p[0])):
        yield anglais.encode(), francais.encode()


def traduire(nom: str, octets: bytes) -> bytes:
    """Translate one bundle file, given its name and its bytes."""
    traduit = octets
    for anglais, francais in paires_de(nom):
        traduit = traduit.replace(anglais, francais)
    return traduit if traduit == octets else traduit + _MENTION
