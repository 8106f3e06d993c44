"""Expressions of the members of a dimension: the year of each month, the half of each quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.errors import Location, MujazError
from report.expressions.evaluation import evaluate
from report.expressions.faults import ExpressionFault
from report.expressions.parser import parse
from report.expressions.syntax import names_in
from report.expressions.vectors import repeated
from report.measures.dimensions import vector_of

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.expressions.typed import Aggregated, Column, TableColumn
    from report.expressions.vectors import Mask, Vector
    from report.measures.lines import Codes
    from report.measures.members import Dimension
    from report.measures.table_data import TableData


def part_of_members(
    text: str,
    dimensions: Sequence[Dimension],
    tables: Sequence[TableData],
    period: Interval | None,
) -> Callable[[Codes], object] | None:
    """Return a function from a line to the value of an expression for its member.

    The expression is of the same one column as a dimension whose members can be values of that
    column: ``year(date)`` where the dimension is ``year_month(date)``.

    :returns: ``None`` where the expression is of no dimension.
    """
    try:
        node = parse(text)
    except ExpressionFault:
        return None
    columns = set(names_in(node))
    for index, dimension in enumerate(dimensions):
        if len(columns) != 1 or set(names_in(dimension.node)) != columns:
            continue
        for table in tables:
            try:
                tree = table.typed(node, text, Location())
                column = table.typed(next(iter(columns)), text, Location())
            except MujazError:
                continue
            if column.type.kind == dimension.type.kind:
                vector = evaluate(tree, _Members(dimension, period))
                values = repeated(vector, len(dimension.members)).objects()
                return _by_code(index, [*values, None])
    return None


def _by_code(index: int, values: Sequence[object]) -> Callable[[Codes], object]:
    def part(codes: Codes) -> object:
        code = codes[index]
        return values[code] if 0 <= code < len(values) else None

    return part


class _Members:
    """The members of a dimension as rows, in which they are the values of their column."""

    def __init__(self, dimension: Dimension, period: Interval | None) -> None:
        self._dimension = dimension
        self.period = period

    def __len__(self) -> int:
        return len(self._dimension.members)

    def column(self, column: Column) -> Vector:  # there is one column
        """Return the members."""
        values = [member.value for member in self._dimension.members]
        return vector_of(values, self._dimension.type)

    def undetermined(self, column: Column) -> Mask | None:
        """Return ``None``: members are values or blank."""
        return None

    def whole(self, column: TableColumn) -> Vector:
        """Members have no other table."""
        raise TypeError(column.name)

    def aggregate(self, aggregated: Aggregated) -> Vector:
        """Members have no aggregates."""
        raise TypeError(aggregated.aggregate.name)

    def named(self, name: str) -> Vector:
        """Members have no measures."""
        raise TypeError(name)
