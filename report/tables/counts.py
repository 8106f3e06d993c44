"""Tables of counts: the values of one column, and of a second one across, with totals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report.arabic import number
from report.errors import Location
from report.intake.model import EventTable
from report.measures import require_column, values_in_order, values_of
from report.tables.forms import value_text
from report.tables.model import Cell, Group, HeadCell, Row, TableModel

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "المجموع"
COUNT = "العدد"
#: Share of the width for a column of counts, in percent.
_NUMBER_WIDTH = 14


def cross_counts(
    table: EventTable,
    frame: pd.DataFrame,
    by: str,
    series: str | None,
    locale: str,
    where: Location,
) -> tuple[list[str], list[str], list[list[int]]]:
    """Return the values of ``by`` in printed form, those of ``series``, and the rows counted for each pair.

    Without ``series`` there is one column, named :data:`COUNT`.

    :raises ExpressionError: ``unknown-column``.
    """
    for column in filter(None, (by, series)):
        require_column(table, column, where)
    rows = values_in_order(table, by, frame)
    labels = [value_text(row, table.columns[by], locale) for row in rows]
    if series is None:
        counted = Counter(values_of(frame, by))
        return labels, [COUNT], [[counted[row]] for row in rows]
    columns = values_in_order(table, series, frame)
    pairs = Counter(zip(values_of(frame, by), values_of(frame, series), strict=True))
    heads = [value_text(column, table.columns[series], locale) for column in columns]
    return labels, heads, [[pairs[row, column] for column in columns] for row in rows]


def counts(
    table: EventTable,
    frame: pd.DataFrame,
    *,
    by: str,
    series: str | None,
    locale: str,
    total: bool,
    where: Location,
) -> TableModel:
    """Return the counts as a table; ``total`` adds a row of sums, and a column of them when there is a series."""
    rows, columns, values = cross_counts(table, frame, by, series, locale, where)
    heads = [
        HeadCell(table.columns[by].label),
        *(HeadCell(column, numeric=True, width=_NUMBER_WIDTH) for column in columns),
    ]
    add_column = total and series is not None
    if add_column:
        heads.append(HeadCell(TOTAL, numeric=True, width=_NUMBER_WIDTH))
    body = [_row(label, line, add_column, locale) for label, line in zip(rows, values, strict=True)]
    sums = [sum(column) for column in zip(*values, strict=True)] if values else [0] * len(columns)
    last = _row(TOTAL, sums, add_column, locale) if total else None
    return TableModel(tuple(heads), (Group(None, tuple(body)),), last)


def _row(label: str, values: list[int], add: bool, locale: str) -> Row:
    shown = [*values, sum(values)] if add else values
    return Row((Cell(label), *(Cell(number(value, locale)) for value in shown)))
