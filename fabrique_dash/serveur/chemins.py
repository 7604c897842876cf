"""Paths as the application sees them, whatever prefix it is served under."""

from starlette.types import Scope

# Answers under these prefixes are never the application's HTML page.
PREFIXES_TECHNIQUES = ("/static/", "/app/static/", "/component/", "/media/", "/_stcore/")


def sans_prefixe(chemin: str, prefixe: str) -> str:
    """Remove a leading prefix, only where it ends on a segment boundary."""
    propre = prefixe.strip("/")
    if not propre:
        return chemin
    entier = f"/{propre}"
    if chemin == entier:
        return "/"
    return chemin[len(entier) :] if chemin.startswith(f"{entier}/") else chemin


def chemin_interne(scope: Scope, base: str) -> str:
    """Path of a request once the mount point and the configured base path are removed."""
    chemin = sans_prefixe(str(scope.get("path", "")), str(scope.get("root_path", "")))
    return sans_prefixe(chemin, base)


def est_technique(chemin: str) -> bool:
    """Tell whether a path belongs to an asset or an internal endpoint."""
    return chemin.startswith(PREFIXES_TECHNIQUES)
