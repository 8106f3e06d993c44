"""Violations in the cells of a table: each distinct text of a column is examined once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.arabic.conventions import Conventions, violations
from report.errors import Finding, Location
from report.intake.normalise.distinct import arrow_of, distinct_objects
from report.lint.column_search import arrow_texts, suspects
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
        for repeated in _repeated(cells, conventions):
            row = int(grid.rows[repeated.first])
            where = Location(file=str(grid.path), row=row, column=name)
            if not table.is_csv:
                where = replace(where, sheet=grid.sheet, cell=f"{letters}{row}")
            located.append((repeated.first, repeated.quoted.finding(where, repeated.count)))
    if table.is_csv:
        located.sort(key=lambda item: item[0])
    yield from (finding for _, finding in located)


def _repeated(cells: pd.Series, conventions: Conventions) -> Iterator[_Repeated]:
    """Yield the violations of a column in the order of their first rows."""
    texts = arrow_of(cells)
    texts = arrow_texts(cells.tolist()) if texts is None else texts
    positions = suspects(texts, conventions.locale)
    if not len(positions):
        return
    distinct = distinct_objects(cells.iloc[positions])
    counts, firsts = distinct.counts().tolist(), positions[distinct.first_positions()].tolist()
    first: dict[Quoted, int] = {}
    times: dict[Quoted, int] = {}
    for cell, count, position in zip(distinct.cells, counts, firsts, strict=True):
        text = str(cell)
        for violation in violations(text, conventions, kept_in_plain(text)):
            quoted = Quoted.of(text, violation)
            first.setdefault(quoted, position)
            times[quoted] = times.get(quoted, 0) + count
    for quoted, position in first.items():
        yield _Repeated(quoted, position, times[quoted])
