"""Common rules for database queries: read-only statements and limits on the result."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from report.errors import Location, TableError
from report.intake.recognise.cells import Cell
from report.intake.sources import limits
from report.intake.sources.columnar import plain

_AT_ONCE = 100
_COMMENT = re.compile(r"\s+|--[^\n]*(?:\n|$)|/\*.*?\*/", re.DOTALL)


def need_select(query: str, where: Location) -> None:
    """Refuse a query that is not a single reading statement; the database refuses writes as well.

    :raises TableError: ``not-a-select``.
    """
    rest = query
    while (match := _COMMENT.match(rest)) is not None:
        rest = rest[match.end() :]
    word = re.match(r"[A-Za-z]*", rest)
    if word is None or word[0].upper() not in ("SELECT", "WITH", "VALUES", "TABLE"):
        raise TableError.of("not-a-select", where, given=query.strip()[:60])


def fetched(
    fetch: Callable[[int], Sequence[Sequence[object]]], names: Sequence[str], where: Location
) -> list[list[Cell]]:
    """Return the rows of ``fetch``, batch by batch, until it returns none.

    :raises TableError: ``too-many-cells``, ``long-cell``, ``large-answer``, ``slow-query``;
        ``nested-column`` for bytes.
    """
    records: list[list[Cell]] = []
    letters = 0
    end = time.monotonic() + limits.QUERY_SECONDS
    while batch := fetch(_AT_ONCE):
        for row in batch:
            records.append(
                [_cell(value, name, where) for value, name in zip(row, names, strict=True)]
            )
            letters += sum(len(value) for value in row if isinstance(value, str))
        if len(records) * len(names) > limits.MOST_RECORD_CELLS:
            raise TableError.of("too-many-cells", where, limit=limits.MOST_RECORD_CELLS)
        if letters > limits.LARGEST_ANSWER:
            raise TableError.of("large-answer", where, limit=limits.LARGEST_ANSWER // limits.MIB)
        if time.monotonic() > end:
            raise TableError.of("slow-query", where, seconds=limits.QUERY_SECONDS)
    return records


def _cell(value: object, name: str, where: Location) -> Cell:
    if isinstance(value, bytes | bytearray | memoryview | dict | list):
        raise TableError.of("nested-column", replace(where, column=name), kind=type(value).__name__)
    if isinstance(value, str) and len(value) > limits.LARGEST_CELL:
        raise TableError.of("long-cell", replace(where, column=name), limit=limits.LARGEST_CELL)
    return plain(value)
