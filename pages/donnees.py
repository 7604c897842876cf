"""Sources."""

from fabrique_dash.interface import cadre

ouvert = cadre.ouvrir("donnees")
cadre.dire_les_filtres(ouvert, [], "Page à venir")
cadre.fermer(ouvert, [], [])
