"""Which front-end files are served from memory, and for how long browsers keep them."""

from pathlib import Path

from fabrique_dash.serveur.facade.compression import Assemblage, Magasin, Source
from fabrique_dash.serveur.facade.traductions import traduire

_POUR_TOUJOURS = "public, immutable, max-age=31536000"
_DIX_MINUTES = "public, max-age=600"


def magasin(frontal: Path, interface: Path) -> Magasin:
    """Prepare what serves the front end of Streamlit, in French, and the project's own files.

    Args:
        frontal: folder of the files of Streamlit's front end.
        interface: folder of the project's interface.
    """
    return Magasin(
        [
            Source("/static/", frontal, _POUR_TOUJOURS, transformation=traduire),
            Source("/app/static/", interface / "static", _DIX_MINUTES, brut=True),
        ],
        [Assemblage("/app/static/style.css", interface / "styles", "*.css", _DIX_MINUTES)],
    )
