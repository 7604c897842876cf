"""Parcours."""

from fabrique_dash.interface import cadre

ouvert = cadre.ouvrir("parcours")
cadre.dire_les_filtres(ouvert, [], "Page à venir")
cadre.fermer(ouvert, [], [])
