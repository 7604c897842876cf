"""The codes of the sources, which are for machines: no sentence nor page holds one."""

from __future__ import annotations

import re

# « COG » is left out: the geographic code is a thing that sentences speak of, by its usual name.
CODE = re.compile(r"\b(?:[SW]\d+[a-z]?|ETALAB\d+|DATAFRANCE\d+)\b")
