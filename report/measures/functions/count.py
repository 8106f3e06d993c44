"""``count``: the number of rows."""

from __future__ import annotations

from report.brief.base import Name
from report.brief.measures import TableMeasure
from report.expressions.faults import Span
from report.expressions.syntax import Call, Node
from report.measures.function import FormulaFunction


class Count(TableMeasure):
    """The number of a table's rows."""

    count: Name


class _Count(FormulaFunction[Count]):
    model = Count

    def node(self, spec: Count) -> Node:
        return Call(Span(0, 0), "count", ())

    def table(self, spec: Count) -> str:
        return spec.count


COUNT = _Count()
