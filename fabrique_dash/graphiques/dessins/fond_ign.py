"""The IGN background of the big map: who allows it, and where its tiles come from.

Apart from the map, as the addresses and the headers ask it without drawing anything: folium takes
a third of a second to load, which every command paid.
"""

from __future__ import annotations

import os

VARIABLE_FOND_IGN = "FABRIQUE_FOND_IGN"
HOTE_IGN = "https://data.geopf.fr"
GEOPLATEFORME = (
    f"{HOTE_IGN}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)


def fond_ign_permis() -> bool:
    """Tell whether whoever runs the application allows IGN tiles: no outside host by default."""
    return os.environ.get(VARIABLE_FOND_IGN) == "1"
