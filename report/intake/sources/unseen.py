"""Content that a spreadsheet hides or loses: hidden rows and columns, long numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity, first_few
from report.intake.recognise.cells import Sheet, letters_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from report.intake.grid import Grid

#: The least integer with more digits than a spreadsheet keeps.
_MORE_THAN_FIFTEEN = 10**15
#: The number of rows that a message lists.
_LISTED = 20


def unseen(
    sheet: Sheet,
    positions: npt.NDArray[np.int64],
    places: Sequence[int],
    names: Sequence[str],
    where: Location,
) -> Iterator[Finding]:
    """Yield ``hidden-rows`` or ``filtered-rows``, and ``hidden-columns``, for rows and columns of
    the table.

    They are read like visible cells: a spreadsheet hides them and still includes them in its sums.
    """
    import numpy as np

    rows = positions + sheet.top
    hidden = np.zeros(len(rows), dtype=bool)
    for first, last in sheet.hidden_rows:
        hidden |= (first <= rows) & (rows <= last)
    if hidden.any():
        numbers = rows[hidden].tolist()
        listed = first_few(numbers, _LISTED)
        values = {"count": len(numbers), "of": len(rows), "rows": listed}
        rule = "filtered-rows" if sheet.filtered else "hidden-rows"
        yield Finding(rule, replace(where, row=numbers[0]), values, Severity.WARNING)
    columns = []
    for place, name in zip(places, names, strict=True):
        number = place + sheet.left
        if any(first <= number <= last for first, last in sheet.hidden_columns):
            columns.append(f"{name} ({letters_of(number)})")
    if columns:
        yield Finding("hidden-columns", where, {"columns": tuple(columns)}, Severity.WARNING)


def long_numbers(grid: Grid, where: Location) -> Iterator[Finding]:
    """Yield ``long-number`` for each workbook column with integers of more than 15 digits, at the
    first.
    """
    for name, letters, column in zip(grid.header, grid.letters, grid.columns, strict=True):
        positions = _long(column) if column.dtype == object else []
        if positions:
            numbers = grid.rows[positions].tolist()
            row = numbers[0]
            place = replace(where, row=row, column=name, cell=f"{letters}{row}")
            cells = first_few([f"{letters}{number}" for number in numbers], _LISTED)
            values = {"given": column.iloc[positions[0]], "cells": cells}
            yield Finding("long-number", place, values, Severity.WARNING)


def _long(column: pd.Series) -> list[int]:
    return [
        position
        for position, cell in enumerate(column.array)
        if type(cell) is int and abs(cell) >= _MORE_THAN_FIFTEEN
    ]
