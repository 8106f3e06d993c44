"""``sum``: the exact sum of a column of numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from report.brief.base import Name
from report.brief.measures import ColumnMeasure
from report.errors import Location
from report.expressions.faults import Span
from report.expressions.syntax import Call, Node, Number
from report.expressions.syntax import Name as NameNode
from report.intake.model import EventTable
from report.measures.function import FormulaFunction
from report.measures.selection import require_numbers

_NOWHERE = Span(0, 0)


class Sum(ColumnMeasure):
    """The exact sum of a column of numbers; blank cells add nothing. The sum of nothing is 0."""

    sum: Name


class _Sum(FormulaFunction[Sum]):
    model = Sum

    def node(self, spec: Sum) -> Node:
        total = Call(_NOWHERE, "sum", (NameNode(_NOWHERE, (spec.column,)),))
        return Call(_NOWHERE, "coalesce", (total, Number(_NOWHERE, Decimal(0))))

    def table(self, spec: Sum) -> str:
        return spec.sum

    def check(self, spec: Sum, table: EventTable, place: Callable[[str], Location]) -> None:
        require_numbers(table, spec.column, place("column"))


SUM = _Sum()
