"""What the project puts into the HTML page: names, icon, style, one title per page."""

from __future__ import annotations

from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.publication.site.titres import SITE, titre_de_la_page
from fabrique_dash.serveur.facade.habillage import Entree, Habillage

DESCRIPTION = (
    "Tableau de bord des Territoires Pilotes de la Fabrique des Transitions\u00a0: "
    "territoires, groupes, préoccupations, séances et sources."
)
HABILLAGE = Habillage(
    titre=SITE,
    description=DESCRIPTION,
    icone="./app/static/favicon.svg",
    adresse="./app/static/adresse.js",
    copie="./app/static/copie.js",
    feuille="./app/static/style.css",
    police="./app/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    sans_script="Sans JavaScript, rechargez la page\u00a0: l’essentiel s’y lira.",
    # Streamlit serves the first page at the root.
    pages=tuple(
        Entree(
            "/" if rang == 0 else f"/{page.adresse}",
            titre_de_la_page(page.cle),
            f"{page.question} {DESCRIPTION}",
        )
        for rang, page in enumerate(PAGES)
    ),
    image="./app/static/carte-sociale.png",
    flux="./flux.atom",
)
