"""Tables of rows: chosen columns of an event table, grouped and sorted as an Arabic reader
expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from report.arabic import number, sort_key
from report.arabic.dates import Interval
from report.errors import Location
from report.intake.model import EventTable
from report.measures import Provenance, require_column, rows_with, values_in_order
from report.tables.forms import NumberForm, TextOf, needed_decimals, printed_chunks, value_text
from report.tables.model import Cell, Group, HeadCell, Row, TableModel

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column

SERIAL = "#"


def listing(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    locale: str,
    group: str | None,
    sort: str | None,
    numbered: bool,
    where: Location,
) -> TableModel:
    """Return the rows of ``frame`` as a table.

    :param columns: names of columns; the first names the rows.
    :param group: a column whose values become heads, in the order the brief declares them.
    :param sort: a column to sort by, inside each group; the file's order otherwise.
    :param numbered: put a running number before the first column, as a register has.
    :raises ExpressionError: ``unknown-column``.
    """
    for column in (*columns, *filter(None, (group, sort))):
        require_column(table, column, where)
    heads = [head_of(table.columns[column]) for column in columns]
    serial = iter(range(1, len(frame) + 1))
    forms = [
        NumberForm.of(table.columns[column], needed_decimals(frame[column])) for column in columns
    ]
    groups = tuple(
        Group(head, tuple(_rows(table, rows, columns, forms, serial if numbered else None, locale)))
        for head, rows in grouped(table, frame, group, sort, locale)
    )
    if numbered:
        heads.insert(0, HeadCell(SERIAL, numeric=True))
    return TableModel(tuple(heads), groups, heading=1 if numbered else 0)


def head_of(column: Column) -> HeadCell:
    """Return the head of a column as the brief declares it."""
    return HeadCell(column.label, column.is_number, column.width, column.language)


def grouped(
    table: EventTable, frame: pd.DataFrame, group: str | None, sort: str | None, locale: str
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Yield the head and the rows of each group, sorted; all rows under ``None`` if there are no
    groups."""
    if group is None:
        yield None, _sorted(frame, sort, locale)
        return
    for value in values_in_order(table, group, frame):
        yield (
            value_text(value, table.columns[group], locale),
            _sorted(rows_with(frame, group, value), sort, locale),
        )


def _sorted(frame: pd.DataFrame, sort: str | None, locale: str) -> pd.DataFrame:
    if sort is None:
        return frame
    keyed = sorted(frame.index, key=lambda row: _sort_value(frame.at[row, sort], locale))
    return frame.loc[keyed]


def _sort_value(value: object, locale: str) -> tuple[int, object]:
    """Return a key that puts numbers and dates in order, texts in the locale's collation, and
    blanks last."""
    if value is None or value != value:
        return 3, 0
    if isinstance(value, int | Decimal):
        return 0, value
    if isinstance(value, Interval):
        return 1, (value.start is None, str(value.start or value.end))
    return 2, sort_key(str(value), locale)


def _rows(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    forms: Sequence[NumberForm],
    serial: Iterator[int] | None,
    locale: str,
) -> Iterator[Row]:
    printers = [TextOf(locale, form) for form in forms]
    for numbers, texts in printed_chunks(frame, columns, printers):
        for row, *printed in zip(numbers, *texts, strict=True):
            cells = list(map(Cell.of, printed))
            provenance = Provenance.of_row(table, row, cells[0].text)
            if serial is not None:
                cells.insert(0, Cell(number(next(serial), locale)))
            yield Row(tuple(replace(cell, provenance=provenance) for cell in cells), row)
