"""The tables and outlines of `data/reference`, which nobody edits by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from fabrique_dash.donnees.memoire import Memoire


@dataclass(frozen=True, eq=False)
class Reference:
    """What does not change when a table kept by hand does, with what is computed from it alone.

    Attributes:
        tables: the tables, by name.
        contours: outline files, by name.
        memoire: results of the functions `par_reference`; it goes from one state of the data to
            the next as long as none of these files is read again.
    """

    tables: Mapping[str, pd.DataFrame]
    contours: Mapping[str, bytes]
    memoire: Memoire = field(default_factory=Memoire, repr=False)

    @property
    def reference(self) -> Reference:
        """Itself: a function `par_reference` calls another as it was called."""
        return self

    def table(self, nom: str) -> pd.DataFrame:
        """Return a table. Changing the result does not change the data (copy on write).

        Raises:
            KeyError: it is no table of reference.
        """
        return self.tables[nom].copy(deep=False)
