"""What a browser says of itself, in words by which its holder knows it."""

from __future__ import annotations

# The first sign that is found tells: several browsers also give the name of another.
_NAVIGATEURS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
_INCONNU = "appareil inconnu"


def appareil_en_mots(dit: str) -> str:
    """Name a device: browser and system, or that it is not known.

    Args:
        dit: the `User-Agent` that it sent.
    """
    navigateur = next((nom for signe, nom in _NAVIGATEURS if signe in dit), "")
    systeme = next((nom for signe, nom in _SYSTEMES if signe in dit), "")
    return " sur ".join(nom for nom in (navigateur, systeme) if nom) or _INCONNU
