"""Currencies and units that only the number formats of a workbook show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity, first_few
from report.intake.recognise.cells import Sheet, column_of

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.grid import Grid

#: The number of units, and of cells of each, that a message lists.
_LISTED = 5


def mixed_units(
    read: Sequence[tuple[Sheet, Grid]], declared: Mapping[str, Column], where: Location
) -> Iterator[Finding]:
    """Yield ``mixed-units`` for each column of numbers whose formats show several units.

    :param read: the sheets of one table, each with its grid.
    :param declared: the columns in the brief.
    """
    for name, column in declared.items():
        if not column.facts.is_amount:
            continue
        cells: dict[str, list[Location]] = {}
        for sheet, grid in read:
            place = replace(where, sheet=grid.sheet or where.sheet, column=name)
            for unit, rows in _rows_by_unit(sheet, grid, name).items():
                letters = grid.letters[grid.header.index(name)]
                cells.setdefault(unit, []).extend(
                    replace(place, row=row, cell=f"{letters}{row}") for row in rows
                )
        if len(cells) > 1:
            shown = [
                f"«{unit}» ({_cells(places, with_sheet=len(read) > 1)})"
                for unit, places in cells.items()
            ]
            values = {"units": first_few(shown, _LISTED)}
            first = list(cells.values())[1][0]
            yield Finding("mixed-units", first, values, Severity.WARNING)


def _cells(places: Sequence[Location], *, with_sheet: bool) -> str:
    """Return the first cells of a unit, with their sheets when there are several."""
    cells = [f"{place.sheet}!{place.cell}" if with_sheet else str(place.cell) for place in places]
    return ", ".join(first_few(cells, _LISTED))


def _rows_by_unit(sheet: Sheet, grid: Grid, name: str) -> dict[str, list[int]]:
    """Return the first rows of a column's numbers, at most one more than a message lists, by the
    unit of their format.
    """
    if not sheet.units or name not in grid.header:
        return {}
    index = grid.header.index(name)
    number, cells = column_of(grid.letters[index]), grid.columns[index].array
    rows = {}
    for unit, columns in sheet.units.items():
        positions = _positions(grid, columns.get(number, ()))
        numbers = (place for place in positions if type(cells[place]) in (int, float))
        if first := [int(grid.rows[place]) for place in islice(numbers, _LISTED + 1)]:
            rows[unit] = first
    return rows


def _positions(grid: Grid, runs: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield the positions in a grid of the rows in ``runs``, by their numbers in the sheet."""
    for first, last in runs:
        start, stop = grid.rows.searchsorted([first, last + 1]).tolist()
        yield from range(start, stop)
