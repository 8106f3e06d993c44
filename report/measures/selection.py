"""The rows of a table that meet conditions, and the values of its columns in the order to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from report.arabic.dates import Interval
from report.brief import base
from report.errors import ExpressionError, Finding, Location
from report.intake.conditions import Value, condition_value
from report.intake.model import EventTable
from report.measures.model import Measure
from report.messages import phrase
from report.nearest import nearest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

MISSING = phrase("not-stated")


def select(table: EventTable, where: base.Conditions | str, place: Location) -> pd.DataFrame:
    """Return the rows of ``table`` that meet ``where``: an expression, or values of columns.

    A cell that says in words that it is blank (:data:`MISSING`) is a blank one, as in all counts.
    A condition of a month, a year or days from one to another is met by all dates within.

    :raises ExpressionError: what is wrong with an expression; ``unknown-column`` when a condition
        names a column that the table does not have; what
        :func:`report.intake.conditions.condition_value` raises when it asks for what no cell can
        hold.
    """
    selected = selected_rows(table, where, place)
    return table.frame if selected.all() else table.frame[selected]


def selected_rows(
    table: EventTable, where: base.Conditions | str, place: Location
) -> npt.NDArray[np.bool_]:
    """Return which rows of ``table`` meet every condition, as :func:`select` does."""
    import numpy as np

    from report.intake.values import values_of_column

    if isinstance(where, str):
        return table.condition(where, place).values
    selected = np.ones(len(table.frame), dtype=bool)
    for column, condition in where.items():
        require_column(table, column, place)
        column_place = replace(place, key=f"{place.key}.{column}")
        values = values_of_column(table.frame, column)
        if not isinstance(condition, base.Condition):
            selected &= values.equal(asked_values(condition, table, column, column_place))
            continue
        if condition.missing is not None:
            selected &= values.equal(_as_held({None})) == condition.missing
        if condition.not_ is not None:
            selected &= ~values.equal(asked_values(condition.not_, table, column, column_place))
    return selected


def asked_values(
    condition: base.Scalar | tuple[base.Scalar, ...],
    table: EventTable,
    column: str,
    place: Location,
) -> frozenset[Value]:
    """Return the values of a column that meet a condition on it, as its cells are asked for them.

    A date of more than a day, as the month ``2026-02``, is met by every date that lies within it.

    :raises ExpressionError: what :func:`report.intake.conditions.condition_value` raises.
    """
    from report.intake.values import values_of_column

    asked = _as_held(_listed(condition, table, column, place))
    spans = [value for value in asked if isinstance(value, Interval) and value.start != value.end]
    if not spans:
        return asked
    cells = values_of_column(table.frame, column).distinct().cells
    dates = (cell for cell in cells if isinstance(cell, Interval))
    return asked | {date for date in dates if _lies_within_any(date, spans)}


def _lies_within_any(date: Interval, spans: Iterable[Interval]) -> bool:
    return any(_lies_within(date, span) for span in spans)


def _lies_within(date: Interval, span: Interval) -> bool:
    starts_inside = span.start is None or (date.start is not None and date.start >= span.start)
    return starts_inside and (span.end is None or (date.end is not None and date.end <= span.end))


def _as_held(values: Iterable[Value]) -> frozenset[Value]:
    """Return the values by which a column is asked for these: a blank cell may hold a word for
    blank."""
    held = frozenset(values)
    return held | {MISSING} if None in held else held


def _listed(
    value: base.Scalar | tuple[base.Scalar, ...], table: EventTable, column: str, place: Location
) -> frozenset[Value]:
    values = value if isinstance(value, tuple) else (value,)
    read = (condition_value(value, table.columns[column], table.locale, place) for value in values)
    return frozenset(None if value == MISSING else value for value in read)


def require_column(table: EventTable, column: str, place: Location) -> None:
    """Raise ``unknown-column``, with the nearest name, unless ``table`` has ``column``."""
    if column not in table.frame.columns:
        columns = list(table.frame.columns)
        values = {
            "table": table.name,
            "given": column,
            "nearest": nearest(column, columns),
            "known": tuple(columns),
        }
        raise ExpressionError(Finding("unknown-column", place, values))


def require_numbers(table: EventTable, column: str, place: Location) -> None:
    """Check that a table has a column of numbers.

    :raises ExpressionError: ``unknown-column``; ``not-numbers`` when it is of another type.
    """
    require_column(table, column, place)
    if not table.columns[column].facts.is_amount:
        raise ExpressionError.of("not-numbers", place, column=column)


def numbers_in(frame: pd.DataFrame, column: str) -> list[int | Decimal]:
    """Return the numbers of a column of numbers, exact, in the order of the rows; blank cells are
    left out."""
    return [number for number in frame[column].tolist() if number is not None]


def unknown_measure(value: str, measures: Iterable[str], place: Location | None = None) -> Finding:
    """Return the finding that there is no such measure, with the one that is spelt nearly so and
    with all."""
    names = list(measures)
    values = {"given": value, "nearest": nearest(value, names), "known": tuple(names)}
    return Finding("unknown-measure", place or Location(), values)


def require_measure(measures: Mapping[str, Measure], name: str, place: Location) -> Measure:
    """Return a measure by name.

    :raises ExpressionError: ``unknown-measure``, with the nearest name.
    """
    if name not in measures:
        raise ExpressionError(unknown_measure(name, measures, place))
    return measures[name]


def values_in_order(table: EventTable, column: str, frame: pd.DataFrame) -> list[Value]:
    """Return the values of a column in the order to show: as the brief declares, else as they first
    appear.

    ``None`` comes last when a cell is blank, or holds a word for blank (:data:`MISSING`).
    """
    return _in_order(table, column, coded_values(frame, column)[0])


def _in_order(table: EventTable, column: str, values: Iterable[Value]) -> list[Value]:
    values = dict.fromkeys(values)
    declared = [value for value in table.columns[column].values if value in values]
    undeclared = [value for value in values if value is not None and value not in declared]
    return [*declared, *undeclared, *([None] if None in values else [])]


def coded_values(frame: pd.DataFrame, column: str) -> tuple[list[Value], npt.NDArray[np.int64]]:
    """Return the values of a column as they first appear, ``None`` last, and for each row which it
    holds."""
    import numpy as np

    from report.intake.values import values_of_column

    distinct = values_of_column(frame, column).distinct()
    codes = distinct.codes.astype(np.int64)
    values: list[Value] = [value for value in distinct.cells if value != MISSING]
    if len(values) < len(distinct.cells):
        said = distinct.cells.index(MISSING)
        codes[codes == said] = -1
        codes[codes > said] -= 1
    if (codes < 0).any():
        codes[codes < 0] = len(values)
        values.append(None)
    return values, codes


def grouped(
    table: EventTable, column: str, frame: pd.DataFrame
) -> Iterator[tuple[Value, pd.DataFrame]]:
    """Yield each of :func:`values_in_order` with the rows that hold it, in their order: the rows
    are separated once."""
    import numpy as np

    values, codes = coded_values(frame, column)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(values))).tolist()
    places = {
        value: slice(start, end)
        for value, start, end in zip(values, [0, *ends], ends, strict=False)
    }
    for value in _in_order(table, column, values):
        yield value, frame.take(order[places[value]])


def rows_with(frame: pd.DataFrame, column: str, value: Value) -> pd.DataFrame:
    """Return the rows that hold ``value``, one of :func:`values_in_order`."""
    from report.intake.values import values_of_column

    return frame[values_of_column(frame, column).equal(_as_held({value}))]


def part_name(value: Value) -> str:
    """Return how a value is written as the name of a part: ``measures.NAME["2025-11-24"]``."""
    if isinstance(value, bool):
        return phrase("yes" if value else "no")
    return MISSING if value is None else value.text if isinstance(value, Interval) else str(value)
