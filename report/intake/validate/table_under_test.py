"""The input of the checks: a table of normal values, and the location of each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Location
from report.intake.missing_values import is_missing
from report.workbooks.cells import PercentCell, percent_text

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.brief.tables import Column, Table
    from report.intake.grid import Grid
    from report.intake.normalise import Fault
    from report.intake.table_frames import TableFrames

#: The most characters of a cell that a message shows.
_SHOWN = 80
#: Control characters, line ends, direction marks and zero-width marks, harmful in messages.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, eq=False)
class TableUnderTest:
    """A table to be checked.

    ``grids`` are the contents of its files, in order; a derived table has none. ``frame`` has their
    rows in the same order under a ``RangeIndex`` (the *position* of a row), with normal values; a
    blank is ``None`` or ``<NA>``. ``columns`` has the declaration of each column of the frame,
    ``faults`` its unreadable cells.
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
        """Return the location of a row, or of its cell in ``column``: file, sheet, row and cell
        address.
        """
        if not self.grids:
            return Location(key=f"tables.{self.name}", row=position + 1, column=column)
        grid, index = self._at(position)
        row = int(grid.rows[index])
        letters = grid.letters[grid.header.index(column)] if column in grid.header else ""
        cell = f"{letters}{row}" if letters else None
        return Location(file=str(grid.path), sheet=grid.sheet, row=row, column=column, cell=cell)

    def whole(self, column: str | None = None) -> Location:
        """Return the location of the whole table, or of a whole column."""
        if not self.grids:
            return Location(key=f"tables.{self.name}", column=column)
        single = self.grids[0] if len(self.grids) == 1 else None
        files = "، ".join(dict.fromkeys(str(grid.path) for grid in self.grids))
        return Location(file=files or None, sheet=single.sheet if single else None, column=column)

    def cell_text(self, position: int, column: str) -> str:
        """Return the raw text of a cell, or the value of a computed one, cut to 80 characters."""
        grid, index = self._at(position) if self.grids else (None, 0)
        if grid is not None and column in grid.header:
            return shown(grid.columns[grid.header.index(column)].iloc[index])
        return shown(self.frame[column].iloc[position]) if column in self.frame else ""

    def faulty(self, column: str) -> np.ndarray:
        """Return the ascending positions of the unreadable cells of a column."""
        return np.array(
            sorted(fault.position for fault in self.faults.get(column, ())), dtype=np.int64
        )


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The context of checks: the brief's period, its declared tables, and the frames that were
    read.

    ``where`` returns the location of a key of ``brief.toml``, as
    :meth:`report.brief.load.LoadedBrief.where` does. ``rows`` are the tables as expressions see
    them, if there are any others than the one under test.
    """

    period: Interval
    tables: Mapping[str, Table]
    frames: Mapping[str, pd.DataFrame]
    where: Callable[..., Location]
    rows: TableFrames | None = None


def shown(value: object) -> str:
    """Return a value as a message shows it: at most 80 characters, empty for a blank.

    A control or direction character is shown as its code: ``⟨202E⟩``.
    """
    from report.arabic import Interval

    if is_missing(value):
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()  # spreadsheets store a date with midnight
    elif isinstance(value, PercentCell):
        value = percent_text(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value.text if isinstance(value, Interval) else str(value)
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return _STEERING.sub(lambda match: f"⟨{ord(match[0]):04X}⟩", text)
