"""What the checks work on: a table whose cells are normal values, and where each of its cells stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Location
from report.workbooks.cells import PercentCell, percent_text

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.brief.tables import Column, Table
    from report.intake.grid import Grid
    from report.intake.normalise import Fault

#: How much of a cell a message shows, in characters.
_SHOWN = 80
#: Controls, line ends, and the marks of direction and of width zero: in a message they do harm, or are not seen.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, eq=False)
class TableUnderTest:
    """A table to be checked.

    ``grids`` are what its files held, one after the other. ``frame`` has their rows in the same order under a
    ``RangeIndex`` (a row's *position*), its cells normal values, a blank being ``None`` or ``<NA>``. ``columns`` has
    the declaration of each of the frame's columns, ``faults`` the cells of each that could not be read.
    """

    name: str
    spec: Table
    grids: tuple[Grid, ...]
    frame: pd.DataFrame
    columns: Mapping[str, Column]
    faults: Mapping[str, tuple[Fault, ...]]

    @cached_property
    def _ends(self) -> np.ndarray:
        return np.cumsum([len(grid.rows) for grid in self.grids])

    def _at(self, position: int) -> tuple[Grid, int]:
        number = int(np.searchsorted(self._ends, position, side="right"))
        offset = int(self._ends[number - 1]) if number else 0
        return self.grids[number], position - offset

    def where(self, position: int, column: str | None = None) -> Location:
        """Return the place of a row, or of its cell in ``column``: file, sheet, row and address as they are seen."""
        grid, index = self._at(position)
        row = int(grid.rows[index])
        letters = grid.letters[grid.header.index(column)] if column in grid.header else ""
        cell = f"{letters}{row}" if letters else None
        return Location(file=str(grid.path), sheet=grid.sheet, row=row, column=column, cell=cell)

    def whole(self, column: str | None = None) -> Location:
        """Return the place of the whole table, or of a whole column of it."""
        single = self.grids[0] if len(self.grids) == 1 else None
        files = "، ".join(dict.fromkeys(str(grid.path) for grid in self.grids))
        return Location(file=files or None, sheet=single.sheet if single else None, column=column)

    def given(self, position: int, column: str) -> str:
        """Return a cell as it is in the file, cut to 80 characters."""
        grid, index = self._at(position)
        raw = grid.columns[grid.header.index(column)].iloc[index] if column in grid.header else None
        return shown(raw)

    def faulty(self, column: str) -> np.ndarray:
        """Return the positions of the cells of a column that could not be read, in ascending order."""
        return np.array(
            sorted(fault.position for fault in self.faults.get(column, ())), dtype=np.int64
        )


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a table is checked against: the brief's period, its tables as declared, and as far as they were read.

    ``where`` gives the place of a key of ``brief.toml``, as :meth:`report.brief.load.LoadedBrief.where` does.
    """

    period: Interval
    tables: Mapping[str, Table]
    frames: Mapping[str, pd.DataFrame]
    where: Callable[..., Location]


def is_blank(value: object) -> bool:
    """Say whether a cell holds nothing: ``None``, ``<NA>``, ``NaT`` or not a number."""
    import pandas as pd

    return value is None or value is pd.NA or value != value


def shown(value: object) -> str:
    """Return a value as a message shows it: at most 80 characters, nothing for a blank.

    A character that steers a terminal or the direction of a line is shown as its code: ``⟨202E⟩``.
    """
    from report.arabic import Interval

    if is_blank(value):
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()  # how a spreadsheet keeps a date
    elif isinstance(value, PercentCell):
        value = percent_text(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value.text if isinstance(value, Interval) else str(value)
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return _STEERING.sub(lambda match: f"⟨{ord(match[0]):04X}⟩", text)
