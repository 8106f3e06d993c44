"""The groups of a derived table with ``by``, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from report.arabic.dates import Interval
from report.errors import ExpressionError
from report.expressions.aggregates import Groups
from report.expressions.days import first_day, last_day
from report.expressions.evaluation import GroupsOnly, evaluate
from report.expressions.expression import check
from report.expressions.functions.function import FUNCTIONS, Context
from report.expressions.schema import Scope
from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    NumberVector,
    repeated,
)
from report.intake.derived import DerivedFault, NewColumn, expression_column, of_key, plain_column
from report.intake.sorting import ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from report.brief.tables import Table
    from report.expressions.kinds import Type
    from report.expressions.typed import Aggregated, TableColumn
    from report.expressions.vectors import Vector
    from report.intake.derived import Origin
    from report.intake.table_frames import SelectedFrame

#: The most members of ``complete``.
_MOST_MEMBERS = 1_000_000
#: Periods of the calendar, that follow each other from day to day.
_PERIODS = frozenset(["year_half", "year_quarter", "year_month", "year_week", "week_start"])


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of rows, in ascending order of the columns that they are made by."""

    ids: np.ndarray
    count: int
    columns: Mapping[str, NewColumn]

    def taken(self, order: np.ndarray) -> Grouping:
        """Return the groups in another order."""
        place = np.empty(self.count, dtype=np.int64)
        place[order] = np.arange(self.count)
        columns = {
            name: NewColumn(item.column, item.type, item.vector.take(order))
            for name, item in self.columns.items()
        }
        return Grouping(place[self.ids] if self.count else self.ids, self.count, columns)


def grouping(spec: Table, frame: SelectedFrame, origin: Origin) -> Grouping:
    """Return the groups of the rows of a frame by the expressions of ``by``.

    :raises DerivedFault: what is wrong with an expression, or with ``complete``.
    """
    named = dict(spec.by) if isinstance(spec.by, dict) else {text: text for text in spec.by}
    columns: dict[str, NewColumn] = {}
    for index, (name, text) in enumerate(named.items()):
        with of_key("by", name if isinstance(spec.by, dict) else index):
            expression = check(text, Scope(frame.schema))
            vector = evaluate(expression.tree, frame)
        model = plain_column(expression, origin)
        column = expression_column(name, spec.columns.get(name), model, expression.type)
        columns[name] = NewColumn(column, expression.type, vector)
    ids, firsts = _numbered([item.vector for item in columns.values()], len(frame))
    result = Grouping(
        ids,
        len(firsts),
        {
            name: NewColumn(item.column, item.type, item.vector.take(firsts))
            for name, item in columns.items()
        },
    )
    return result if spec.complete is None else _completed(spec, result)


def _numbered(vectors: list[Vector], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each row's group, in ascending order with blanks last, and the first
    row of each group."""
    keys = []
    for vector in vectors:
        rank = ranks(vector)
        keys.append(np.where(rank < 0, len(rank), rank))
    combined = np.zeros(length, dtype=np.int64)
    for key in keys:
        _, combined = np.unique(combined * (length + 1) + key, return_inverse=True)
    _, firsts, ids = np.unique(combined, return_index=True, return_inverse=True)
    return ids, firsts


def _completed(spec: Table, groups: Grouping) -> Grouping:
    """Return the groups with one for each member between the bounds, also without rows."""
    ((name, item),) = groups.columns.items()
    members = _members(spec, item.vector, item.type)
    joined = _joined(item.vector, members)
    ids, firsts = _numbered([joined], len(joined))
    columns = {name: NewColumn(item.column, item.type, joined.take(firsts))}
    return Grouping(
        ids[: groups.count][groups.ids] if groups.count else groups.ids, len(firsts), columns
    )


def _joined(first: Vector, second: Vector) -> Vector:
    """Return the rows of two vectors of one kind, the second after the first."""
    from report.expressions.functions.choices import chosen

    rows = np.arange(len(first) + len(second))
    is_first = rows < len(first)
    if not len(first):
        return second
    return chosen(
        is_first,
        first.take(np.where(is_first, rows, 0)),
        second.take(np.where(is_first, 0, rows - len(first))),
    )


def _members(spec: Table, vector: Vector, type_: Type) -> Vector:
    """Return each member from the first bound to the last.

    :raises DerivedFault: ``unfit-complete`` for bounds that are not of the kind, or too many.
    """
    bounds = spec.complete or ()
    if isinstance(vector, NumberVector) and all(isinstance(bound, int) for bound in bounds):
        step = 10 if type_.part == "decade" else 1
        first, last = (int(bound) // step * step for bound in bounds)
        _require(first <= last and (last - first) // step < _MOST_MEMBERS, spec)
        numbers = np.arange(first, last + 1, step, dtype=np.int64)
        return NumberVector(numbers, 0, np.zeros(len(numbers), dtype=bool))
    _require(isinstance(vector, DateVector), spec)
    spans = [_span(spec, bound) for bound in bounds]
    first, last = first_day(spans[0]), last_day(spans[1])
    _require(spans[0].start is not None and spans[1].end is not None, spec)
    _require(first <= last and last - first < _MOST_MEMBERS, spec)
    days = np.arange(first, last + 1, dtype=np.int64)
    dates = DateVector.of_days(days, days, np.zeros(len(days), dtype=bool))
    if type_.part not in _PERIODS:
        return dates
    periods = FUNCTIONS[type_.part or ""].evaluate((dates,), Context(len(days)))
    starts = cast(DateVector, periods).firsts
    return periods.take(np.unique(starts, return_index=True)[1])


def _require(is_met: bool, spec: Table) -> None:
    if not is_met:
        shown = tuple(map(str, spec.complete or ()))
        raise DerivedFault("unfit-complete", ("complete",), {"given": shown})


def _span(spec: Table, bound: object) -> Interval:
    from report.arabic.dates import parse_edtf

    try:
        return parse_edtf(str(bound))
    except ExpressionError:
        values = {"given": tuple(map(str, spec.complete or ()))}
        raise DerivedFault("unfit-complete", ("complete",), values) from None


class GroupFrame(GroupsOnly):
    """The groups of a derived table, on which its computed columns are evaluated."""

    def __init__(
        self, frame: SelectedFrame, groups: Grouping, named: Callable[[str], Vector]
    ) -> None:
        self._frame = frame
        self._groups = Groups(groups.ids, groups.count)
        self._columns = groups.columns
        self._named = named

    @property
    def period(self) -> Interval | None:
        """The period of the brief."""
        return self._frame.period

    def __len__(self) -> int:
        return self._groups.count

    def whole(self, column: TableColumn) -> Vector:
        """Return all values of a column of another table."""
        return self._frame.whole(column)

    def aggregate(self, aggregated: Aggregated) -> Vector:
        """Return an aggregate of each group.

        :raises ExpressionError: ``unknown-table`` for an aggregate of another table.
        """
        if aggregated.table != self._frame.schema.name:
            own = self._frame.schema.name
            raise ExpressionError.of("unknown-table", None, given=aggregated.table, known=own)
        length, groups = len(self._frame), self._groups
        if aggregated.where is not None:
            truths = cast(BooleanVector, evaluate(aggregated.where, self._frame))
            groups = groups.only(truths.values)
        arguments = [_argument(argument, self._frame, length) for argument in aggregated.arguments]
        return aggregated.aggregate.over(groups, arguments)

    def named(self, name: str) -> Vector:
        """Return a column that the groups are made by, or a computed one."""
        if name in self._columns:
            return self._columns[name].vector
        return self._named(name)


def _argument(argument: object, frame: SelectedFrame, length: int) -> Vector:
    from report.expressions.evaluation import constant_vector
    from report.expressions.typed import Constant, Constants, Typed

    if isinstance(argument, Constants):
        return constant_vector(Constant(argument.span, argument.type, argument.values[0]))
    return repeated(evaluate(cast(Typed, argument), frame), length)
