"""Tables of counts: the values of one column, and of a second one across, with totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from report.arabic import number
from report.brief.base import Conditions
from report.errors import Location
from report.intake.conditions import Value
from report.intake.model import EventTable
from report.measures import (
    Provenance,
    TableRows,
    coded_values,
    conditions_text,
    require_column,
    values_in_order,
)
from report.messages import page_text
from report.rows import RowRanges
from report.tables.forms import value_text
from report.tables.model import Cell, Group, HeadCell, Row, TableModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

#: Share of the width for a column of counts, in percent.
_NUMBER_WIDTH = 14


@dataclass(frozen=True, slots=True)
class _Axis:
    """A column that rows are counted by.

    :param values: the distinct values in the order to show; ``labels`` are their printed forms.
    :param codes: for each row of the frame, the position of its value in ``values``.
    """

    column: str
    values: tuple[Value, ...]
    labels: tuple[str, ...]
    codes: npt.NDArray[np.unsignedinteger]

    @classmethod
    def of(cls, table: EventTable, frame: pd.DataFrame, column: str, locale: str) -> _Axis:
        """Return the axis of a column."""
        import numpy as np

        shown = values_in_order(table, column, frame)
        first_seen, codes = coded_values(frame, column)
        place = {value: index for index, value in enumerate(shown)}
        order = np.array(
            [place[value] for value in first_seen], dtype=np.min_scalar_type(len(shown))
        )
        labels = tuple(value_text(value, table.columns[column], locale) for value in shown)
        return cls(column, tuple(shown), labels, order[codes])


@dataclass(frozen=True, slots=True)
class CrossCounts:
    """The rows of a table counted by the values of one column, and of a second one across.

    :param labels: the values of the first column, as they are printed.
    :param heads: those of the second; the text of ``table.count`` alone where there is none.
    :param values: the counts, by label and by head.
    """

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    _table: EventTable = field(repr=False, compare=False)
    _index: pd.Index = field(repr=False, compare=False)
    _conditions: Conditions | str = field(repr=False, compare=False)
    _by: _Axis = field(repr=False, compare=False)
    _series: _Axis | None = field(repr=False, compare=False)

    def provenance(self, label: int | None, head: int | None) -> Provenance:
        """Return where a count comes from, given the positions of its label and its head.

        ``None`` represents a total: of all labels, or of all heads.
        """
        chosen: list[tuple[_Axis, int]] = []
        names = [page_text("table.total") if label is None else self.labels[label]]
        if label is not None:
            chosen.append((self._by, label))
        if self._series is not None:
            names.append(page_text("table.total") if head is None else self.heads[head])
            if head is not None:
                chosen.append((self._series, head))
        groups = [(axis.column, axis.values[place]) for axis, place in chosen]
        conditions = conditions_text(self._conditions, self._table, groups)
        return Provenance(
            "، ".join(names),
            page_text("rule.count", table=self._table.label) + conditions,
            partial(self._rows, tuple(chosen)),
            str(self._count(label, 0 if self._series is None else head)),
        )

    def _count(self, label: int | None, head: int | None) -> int:
        lines = self.values if label is None else (self.values[label],)
        return sum(sum(line) if head is None else line[head] for line in lines)

    def _rows(self, chosen: Sequence[tuple[_Axis, int]]) -> tuple[TableRows, ...]:
        numbers = self._index.to_numpy()
        if chosen:
            import numpy as np

            numbers = numbers[
                np.logical_and.reduce([axis.codes == index for axis, index in chosen])
            ]
        return (TableRows.of(self._table, RowRanges(numbers)),)


def cross_counts(
    table: EventTable,
    frame: pd.DataFrame,
    by: str,
    series: str | None,
    locale: str,
    where: Location,
    conditions: Conditions | str | None = None,
) -> CrossCounts:
    """Return the rows of ``frame`` counted by the values of ``by``, and of ``series`` across.

    :param conditions: those that the rows of ``frame`` were selected by, for the rule of each
        count.
    :raises ExpressionError: ``unknown-column``.
    """
    import numpy as np

    for column in filter(None, (by, series)):
        require_column(table, column, where)
    down = _Axis.of(table, frame, by, locale)
    across = None if series is None else _Axis.of(table, frame, series, locale)
    width = 1 if across is None else len(across.values)
    pairs = down.codes.astype(np.int64) * width
    if across is not None:
        pairs += across.codes
    counted = np.bincount(pairs, minlength=len(down.values) * width)
    values = counted.reshape(len(down.values), width).tolist()
    return CrossCounts(
        down.labels,
        (page_text("table.count"),) if across is None else across.labels,
        tuple(map(tuple, values)),
        table,
        frame.index,
        conditions or {},
        down,
        across,
    )


def counts(
    table: EventTable,
    frame: pd.DataFrame,
    *,
    by: str,
    series: str | None,
    locale: str,
    total: bool,
    where: Location,
    conditions: Conditions | str | None = None,
) -> TableModel:
    """Return the counts as a table; ``total`` adds a row of sums, and a column of them when there
    is a series.

    :param conditions: as for :func:`cross_counts`.
    """
    counted = cross_counts(table, frame, by, series, locale, where, conditions)
    heads = [
        HeadCell(table.columns[by].label),
        *(HeadCell(column, numeric=True, width=_NUMBER_WIDTH) for column in counted.heads),
    ]
    add_column = total and series is not None
    if add_column:
        heads.append(HeadCell(page_text("table.total"), numeric=True, width=_NUMBER_WIDTH))
    places = [*range(len(counted.heads)), *([None] if add_column else [])]
    body = [_row(counted, label, places, locale) for label in range(len(counted.labels))]
    last = _row(counted, None, places, locale) if total else None
    return TableModel(tuple(heads), (Group(None, tuple(body)),), last)


def _row(counted: CrossCounts, label: int | None, places: Sequence[int | None], locale: str) -> Row:
    """Return the row of a label, or that of the totals."""
    cells = [Cell(page_text("table.total") if label is None else counted.labels[label])]
    for place in places:
        provenance = counted.provenance(label, place)
        cells.append(Cell(number(int(provenance.value), locale), provenance=provenance))
    return Row(tuple(cells))
