"""The pages and the sheets that a search engine may list, as a site map (sitemaps.org)."""

from __future__ import annotations

from xml.etree import ElementTree

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.publication.site.adresses import adresse, chemin
from fabrique_dash.publication.site.pages import PAGES

_ESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_A_L_EQUIPE = "mise_a_jour"


def plan_du_site(donnees: Donnees, racine: str) -> bytes:
    """List the pages that readers find in the menu, then the sheet of each territory.

    Args:
        donnees: the data; its day is that of every page.
        racine: address of the application, without a final slash.
    """
    chemins = [
        chemin(page.cle, {})
        for page in PAGES
        if page.cle != _A_L_EQUIPE and (donnees.publiee or not page.du_journal)
    ]
    for cohorte in cohortes_suivies(donnees)["id"]:
        cohorte_vue = vue(donnees, cohorte, derniere_date_documentee(donnees, cohorte))
        siens = cohorte_vue.territoires["id"]
        chemins += [adresse(cohorte_vue, "territoire", identifiant) for identifiant in siens]
    plan = ElementTree.Element("urlset", xmlns=_ESPACE)
    for lieu in chemins:
        page = ElementTree.SubElement(plan, "url")
        ElementTree.SubElement(page, "loc").text = f"{racine}/{lieu.removeprefix('./')}"
        ElementTree.SubElement(page, "lastmod").text = donnees.descripteur.jour.isoformat()
    ElementTree.indent(plan)
    octets: bytes = ElementTree.tostring(plan, encoding="utf-8", xml_declaration=True)
    return octets
