"""Violations in the cells of a table: each distinct text of a column is examined once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.arabic.conventions import Conventions, violations_of_each
from report.errors import Finding, Location
from report.intake.normalise.distinct import Distinct, arrow_of, distinct_objects, distinct_texts
from report.lint.markup import kept_in_plain
from report.lint.passages import ReadTable, columns_of_words
from report.lint.quoted import Quoted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class _Repeated:
    """A violation of a column, the number of its occurrences, and the position of its first row."""

    quoted: Quoted
    first: int
    count: int


def cell_findings(table: ReadTable, conventions: Conventions) -> Iterator[Finding]:
    """Yield the violations in the cells of a table, each once for a column, with its first place.

    A CSV file is reported row by row: a place is a row and a column. Other files are reported
    column by column: a place is also the address of the cell.
    """
    grid = table.grid
    located: list[tuple[int, Finding]] = []
    for name, letters, cells in columns_of_words(grid, table.spec):
        for repeated in _repeated(_distinct(cells), conventions):
            row = int(grid.rows[repeated.first])
            where = Location(file=str(grid.path), row=row, column=name)
            if not table.is_csv:
                where = replace(where, sheet=grid.sheet, cell=f"{letters}{row}")
            located.append((repeated.first, repeated.quoted.finding(where, repeated.count)))
    if table.is_csv:
        located.sort(key=lambda item: item[0])
    yield from (finding for _, finding in located)


def _distinct(cells: pd.Series) -> Distinct:
    texts = arrow_of(cells)
    return distinct_objects(cells) if texts is None else distinct_texts(texts)


def _repeated(texts: Distinct, conventions: Conventions) -> Iterator[_Repeated]:
    """Yield the violations of a column in the order of their first rows."""
    cells = [cell if isinstance(cell, str) else "" for cell in texts.cells]
    matches_by_code = list(violations_of_each(cells, conventions, kept_in_plain))
    if not matches_by_code:
        return
    counts, positions = texts.counts(), texts.first_positions()
    first: dict[Quoted, int] = {}
    times: dict[Quoted, int] = {}
    for code, matches in matches_by_code:
        for violation in matches:
            quoted = Quoted.of(cells[code], violation)
            first.setdefault(quoted, int(positions[code]))
            times[quoted] = times.get(quoted, 0) + int(counts[code])
    for quoted, position in first.items():
        yield _Repeated(quoted, position, times[quoted])
