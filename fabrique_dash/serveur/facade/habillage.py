"""What the project puts into the single HTML page: French, a title, a style, a first view."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.premiere_vue.vue_de_page import PremiereVue

_RACINE = html('<div id="root">')
_LANGUE = re.compile(r"<html lang=\"[^\"]*\">")
_TITRE = re.compile(r"<title>.*?</title>", re.DOTALL)
_ICONE = re.compile(r"<link rel=\"shortcut icon\" href=\"[^\"]*\" />")
_SANS_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SCRIPT_EN_LIGNE = re.compile(
    r"\s*(?:<!--[^>]*-->\s*)?<script>\s*window\.prerenderReady.*?</script>", re.DOTALL
)
_APPLICATION = re.compile(r"<script type=\"module\" crossorigin src=\"([^\"]+)\"></script>")
_FEUILLE_DE_L_APPLICATION = re.compile(
    r"<link rel=\"stylesheet\" crossorigin href=\"\./static/[^\"]+\">"
)
_POLICE_PRECHARGEE = re.compile(r"\s*<link\s+rel=\"preload\"[^>]*\bas=\"font\"[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Entree:
    """What one page says of itself: its path below the root, its title, what it is about."""

    chemin: str
    titre: str
    description: str


@dataclass(frozen=True)
class Habillage:
    """What the project puts into the page; URLs are relative, like those of the page itself.

    Attributes:
        sans_script: what is read without JavaScript where there is no first view.
        pages: titles of the pages; `titre` and `description` serve for any other path.
        image: picture of the card that social networks show, 1200 × 630; none when empty.
        flux: feed of what changed; none when empty.
    """

    titre: str
    description: str
    feuille: str
    icone: str
    adresse: str
    copie: str
    police: str
    sans_script: str
    pages: tuple[Entree, ...] = ()
    image: str = ""
    flux: str = ""


@dataclass(frozen=True)
class Lieu:
    """Where a page was asked for: root of the application, path below it, query as sent."""

    racine: str
    chemin: str
    requete: str = ""

    @property
    def adresse(self) -> str:
        """Full address of the page."""
        suite = f"?{self.requete}" if self.requete else ""
        return f"{self.racine}{self.chemin}{suite}"


def _entree(habillage: Habillage, chemin: str, vue: PremiereVue | None) -> Entree:
    if vue is not None:
        return Entree(chemin, vue.titre, vue.description)
    defaut = Entree(chemin, habillage.titre, habillage.description)
    return next((p for p in habillage.pages if p.chemin == chemin), defaut)


def _carte(habillage: Habillage, page: Entree, lieu: Lieu) -> Markup:
    """Open Graph card; its addresses must be absolute."""
    dits = [
        ("og:type", "website"),
        ("og:site_name", habillage.titre),
        ("og:title", page.titre),
        ("og:description", page.description),
        ("og:url", lieu.adresse),
        ("og:locale", "fr_FR"),
    ]
    if habillage.image:
        dits += [
            ("og:image", f"{lieu.racine}/{habillage.image.removeprefix('./')}"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", habillage.titre),
        ]
    return joindre(
        html('    <meta property="{}" content="{}" />\n', nom, valeur) for nom, valeur in dits
    )


def _ce_qu_on_lit_d_abord(habillage: Habillage, vue: PremiereVue | None) -> Markup:
    """Write what stands before the application: the first view, or why there is nothing."""
    if vue is None:
        return html("<noscript><p>{}</p></noscript>", habillage.sans_script)
    # The class is the one under which the style sheet knows what pages are made of.
    return html('<div id="premiere-vue" class="stApp">{}</div>', vue.corps)


def _l_application_ensuite(page: str) -> tuple[str, str]:
    """Take out of a page what starts the application: it waits until the first view is painted.

    Returns:
        The page, which still fetches all of it at once, and the address of its first module.
    """
    trouve = _APPLICATION.search(page)
    if trouve is None:
        return page, ""
    adresse = trouve.group(1)
    avance = html('<link rel="modulepreload" crossorigin href="{}">', adresse)
    page = page.replace(trouve.group(0), avance, 1)
    # Fetched only, after what the view needs: compiling it all would come before the paint.
    page = page.replace('rel="modulepreload"', 'rel="preload" as="script" fetchpriority="low"')
    feuilles = _FEUILLE_DE_L_APPLICATION.findall(page)
    return _FEUILLE_DE_L_APPLICATION.sub("", page).replace(
        _RACINE, f"{''.join(feuilles)}{_RACINE}", 1
    ), adresse


def _tete(habillage: Habillage, dite: Entree, lieu: Lieu, application: str) -> Markup:
    """Write what the project puts at the head of a page."""
    flux = html(
        '    <link rel="alternate" type="application/atom+xml" href="{}" />\n', habillage.flux
    )
    return html(
        "<title>{titre}</title>\n"
        '    <meta name="description" content="{description}" />\n'
        "{carte}{flux}"
        '    <link rel="preload" href="{police}" as="font" type="font/woff2" crossorigin />\n'
        '    <script src="{adresse}"{application}></script>\n'
        '    <script src="{copie}" defer></script>\n'
        '    <link rel="stylesheet" href="{feuille}" />',
        titre=dite.titre,
        description=dite.description,
        carte=_carte(habillage, dite, lieu),
        flux=flux if habillage.flux else "",
        police=habillage.police,
        adresse=habillage.adresse,
        application=html(' data-application="{}"', application) if application else "",
        copie=habillage.copie,
        feuille=habillage.feuille,
    )


def habiller(page: str, habillage: Habillage, lieu: Lieu, vue: PremiereVue | None = None) -> str:
    """Rewrite the page of the front end; any other HTML is returned as it came.

    Args:
        page: the page.
        habillage: what the project puts into it.
        lieu: where it was asked for.
        vue: what is read there before the application, if anything is.
    """
    if _RACINE not in page:
        return page
    page, application = (page, "") if vue is None else _l_application_ensuite(page)
    page = _LANGUE.sub(html('<html lang="fr">'), page, count=1)
    page = _SCRIPT_EN_LIGNE.sub("", page, count=1)
    page = _POLICE_PRECHARGEE.sub("", page, count=1)
    icone = html('<link rel="shortcut icon" href="{}" />', habillage.icone)
    page = _ICONE.sub(lambda _: icone, page, count=1)
    tete = _tete(habillage, _entree(habillage, lieu.chemin, vue), lieu, application)
    page = _TITRE.sub(lambda _: tete, page, count=1)
    lu = _ce_qu_on_lit_d_abord(habillage, vue)
    return _SANS_SCRIPT.sub(lambda _: lu, page, count=1)
