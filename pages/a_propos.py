"""Sources."""

from fabrique_dash.interface import cadre

ouvert = cadre.ouvrir("a_propos")
cadre.dire_les_filtres(ouvert, [], "Page à venir")
cadre.fermer(ouvert, [], [])
