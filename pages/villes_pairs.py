"""Villes pairs."""

from fabrique_dash.interface import cadre

ouvert = cadre.ouvrir("villes_pairs")
cadre.dire_les_filtres(ouvert, [], "Page à venir")
cadre.fermer(ouvert, [], [])
