"""Tables of rows: chosen columns of an event table, grouped and sorted as an Arabic reader
expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from report.arabic import number
from report.errors import Location
from report.intake.model import EventTable
from report.measures import Provenance, require_column, rows_with, values_in_order
from report.measures.selection import require_numbers
from report.tables.forms import NumberForm, TextOf, needed_decimals, printed_chunks, value_text
from report.tables.model import Cell, Group, HeadCell, Row, TableModel
from report.tables.order import in_order
from report.tables.sums import Sums, row_of

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
    sort: Sequence[str],
    numbered: bool,
    where: Location,
    sort_place: Location | None = None,
    sums_place: Location | None = None,
    sums: Sequence[str] = (),
    totals: Sequence[str] = (),
) -> TableModel:
    """Return the rows of ``frame`` as a table.

    :param columns: names of columns; the first names the rows.
    :param group: a column whose values become heads, in the order the brief declares them.
    :param sort: what the rows are sorted by, inside each group; the file's order otherwise.
    :param numbered: put a running number before the first column, as a register has.
    :param where: the place of the columns in the brief, ``sort_place`` that of the keys to sort by,
        ``sums_place`` that of the sums.
    :param sums: the columns that are summed, ``totals`` where (:data:`report.tables.sums.TOTALS`).
    :raises ExpressionError: ``unknown-column``, ``not-numbers``; what is wrong with an expression.
    """
    require_columns(table, columns, group, sums, where, sums_place or where)
    heads = [head_of(table.columns[column]) for column in columns]
    serial = iter(range(1, len(frame) + 1))
    forms = [
        NumberForm.of(table.columns[column], needed_decimals(frame[column])) for column in columns
    ]
    heading = 1 if numbered else 0
    pieces = list(grouped(table, frame, group, sort, locale, sort_place or where))
    printed_sums = Sums.of(
        table, pieces, columns, forms, sums, totals, locale, heading=heading
    ) if sums else None  # fmt: skip
    groups = []
    total = None
    for index, (head, rows) in enumerate(pieces):
        printed = tuple(_rows(table, rows, columns, forms, serial if numbered else None, locale))
        below = {} if printed_sums is None else {
            row.kind: row_of(row) for row in printed_sums.after_group(index)
        }  # fmt: skip
        subtotal = below.get("subtotal")
        groups.append(Group(head, printed if subtotal is None else (*printed, subtotal)))
        total = below.get("total")
    if numbered:
        heads.insert(0, HeadCell(SERIAL, numeric=True))
    carried = printed_sums if printed_sums is not None and printed_sums.is_carried else None
    return TableModel(tuple(heads), tuple(groups), total, heading=heading, carried=carried)


def require_columns(
    table: EventTable,
    columns: Sequence[str],
    group: str | None,
    sums: Sequence[str],
    where: Location,
    sums_place: Location,
) -> None:
    """Raise an error unless a table has the columns of a listing, numbers in those to be summed.

    :param where: the place of the columns in the brief, ``sums_place`` that of the sums.

    :raises ExpressionError: ``unknown-column``, ``not-numbers``.
    """
    for column in (*columns, *filter(None, (group,))):
        require_column(table, column, where)
    for column in sums:
        require_numbers(table, column, sums_place)


def head_of(column: Column) -> HeadCell:
    """Return the head of a column as the brief declares it."""
    return HeadCell(column.label, column.is_number, column.width, column.language)


def limited(
    table: EventTable,
    frame: pd.DataFrame,
    sort: Sequence[str],
    limit: int | None,
    locale: str,
    where: Location,
) -> pd.DataFrame:
    """Return the first rows of ``frame`` after sorting, in the order of ``frame``.

    :raises ExpressionError: what is wrong with an expression to sort by.
    """
    if limit is None or limit >= len(frame):
        return frame
    first = in_order(table, frame, sort, locale, where).index[:limit]
    return frame[frame.index.isin(first)]


def grouped(
    table: EventTable,
    frame: pd.DataFrame,
    group: str | None,
    sort: Sequence[str],
    locale: str,
    where: Location,
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Yield the head and the rows of each group, sorted; all rows under ``None`` if there are no
    groups.

    :raises ExpressionError: what is wrong with an expression to sort by.
    """
    in_printed_order = in_order(table, frame, sort, locale, where)
    if group is None:
        yield None, in_printed_order
        return
    for value in values_in_order(table, group, frame):
        yield (
            value_text(value, table.columns[group], locale),
            rows_with(in_printed_order, group, value),
        )


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
