"""What intake yields: an event table, its rows numbered as the analyst sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """A table that was read and checked.

    ``frame`` has a column per column of the file, under the file's own names; its index is the row number as a
    spreadsheet shows it (the header is row 1). Cells that the source leaves open are ``None``; dates are
    :class:`report.arabic.dates.Interval`. ``columns`` holds what the brief declares, and a plain text column for
    each that it does not.
    """

    name: str
    label: str
    path: Path
    sha256: str
    frame: pd.DataFrame
    columns: Mapping[str, Column]
