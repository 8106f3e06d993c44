"""Tables of rows: chosen columns of an event table, grouped and sorted as an Arabic reader expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from report.arabic import interval_text, number, sort_key
from report.arabic.dates import Interval
from report.errors import Where
from report.intake.model import EventTable
from report.measures import MISSING, require_column, rows_with, values_in_order
from report.tables.model import BLANK, Cell, Group, HeadCell, Row, TableModel

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column

NUMERIC = ("integer", "number")
SERIAL = "#"


#: As many decimals as are printed when none are asked for.
_MOST_DECIMALS = 3


def cell_of(value: object, locale: str, decimals: int | None = None) -> Cell:
    """Return the printed form of a value: digits, separators and months of the locale; a dash when it is missing.

    ``decimals`` is how many each number of the column has, so that they stand unit under unit.
    """
    if value is None or value != value:
        return Cell(BLANK, missing=True)
    if isinstance(value, bool):
        return Cell("نعم" if value else "لا")
    if isinstance(value, int | Decimal):
        return Cell(number(value, locale, decimals))
    if isinstance(value, Interval):
        return Cell(interval_text(value, locale))
    return Cell(str(value))


@dataclass(slots=True)
class TextOf:
    """Prints the values of a column as :func:`cell_of` does; dates, which recur, once."""

    locale: str
    decimals: int | None = None
    _dates: dict[Interval, str] = field(default_factory=dict)

    def each(self, values: Iterable[object]) -> list[str | None]:
        """Return the printed form of each value, ``None`` where it is missing."""
        return [value if type(value) is str else self._one(value) for value in values]

    def _one(self, value: object) -> str | None:
        if isinstance(value, Interval):
            if value not in self._dates:
                self._dates[value] = interval_text(value, self.locale)
            return self._dates[value]
        cell = cell_of(value, self.locale, self.decimals)
        return None if cell.missing else cell.text


def value_text(value: object, locale: str) -> str:
    """Return a value as the head of a group or the name of a count: :data:`MISSING` in words when there is none."""
    return MISSING if value is None else cell_of(value, locale).text


def listing(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    locale: str,
    group: str | None,
    sort: str | None,
    numbered: bool,
    where: Where,
) -> TableModel:
    """Return the rows of ``frame`` as a table.

    :param columns: names of columns, the first of which names the rows.
    :param group: a column whose values become heads, in the order the brief declares them.
    :param sort: a column to sort by, inside each group; the file's order otherwise.
    :param numbered: put a running number before the first column, as a register has.
    :raises ExpressionError: ``unknown-column``.
    """
    for column in (*columns, *filter(None, (group, sort))):
        require_column(table, column, where)
    heads = [head_of(table.columns[column]) for column in columns]
    serial = iter(range(1, len(frame) + 1))
    decimals = [decimals_of(frame[column]) for column in columns]
    groups = tuple(
        Group(head, tuple(_rows(rows, columns, decimals, locale, serial if numbered else None)))
        for head, rows in grouped(table, frame, group, sort, locale)
    )
    if numbered:
        heads.insert(0, HeadCell(SERIAL, numeric=True, width=6))
    return TableModel(tuple(heads), groups, heading=1 if numbered else 0)


def head_of(column: Column) -> HeadCell:
    """Return the head of a column as the brief declares it."""
    return HeadCell(column.label, column.type in NUMERIC, column.width, column.language)


def grouped(
    table: EventTable, frame: pd.DataFrame, group: str | None, sort: str | None, locale: str
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Yield the head and the rows of each group, sorted; all rows under ``None`` where there are no groups."""
    if group is None:
        yield None, _sorted(frame, sort, locale)
        return
    for value in values_in_order(table, group, frame):
        yield value_text(value, locale), _sorted(rows_with(frame, group, value), sort, locale)


def _sorted(frame: pd.DataFrame, sort: str | None, locale: str) -> pd.DataFrame:
    if sort is None:
        return frame
    keyed = sorted(frame.index, key=lambda row: _sort_value(frame.at[row, sort], locale))
    return frame.loc[keyed]


def _sort_value(value: object, locale: str) -> tuple[int, object]:
    """Return a key that puts numbers and dates in order, texts in the locale's collation, and blanks last."""
    if value is None or value != value:
        return 3, 0
    if isinstance(value, int | Decimal):
        return 0, value
    if isinstance(value, Interval):
        return 1, (value.start is None, str(value.start or value.end))
    return 2, sort_key(str(value), locale)


def decimals_of(values: Iterable[object]) -> int | None:
    """Return how many decimals the numbers of a column need, at the most; ``None`` where it holds no fraction."""
    exponents = (value.normalize().as_tuple().exponent for value in values if isinstance(value, Decimal))
    most = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return min(most, _MOST_DECIMALS) if most > 0 else None


def _rows(
    frame: pd.DataFrame, columns: Sequence[str], decimals: Sequence[int | None], locale: str,
    serial: Iterator[int] | None,
) -> Iterator[Row]:  # fmt: skip
    chosen = [frame[column].tolist() for column in columns]
    for position, row in enumerate(frame.index):
        cells = tuple(
            cell_of(column[position], locale, places) for column, places in zip(chosen, decimals, strict=True)
        )
        if serial is not None:
            cells = (Cell(number(next(serial), locale)), *cells)
        yield Row(cells, int(row))
