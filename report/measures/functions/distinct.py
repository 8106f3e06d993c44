"""``distinct``: how many different values a column has."""

from __future__ import annotations

from collections.abc import Callable

from report.brief.base import Name
from report.brief.measures import ColumnMeasure
from report.errors import Location
from report.expressions.faults import Span
from report.expressions.syntax import Call, Node
from report.expressions.syntax import Name as NameNode
from report.intake.model import EventTable
from report.measures.function import FormulaFunction
from report.measures.selection import require_column

_NOWHERE = Span(0, 0)


class Distinct(ColumnMeasure):
    """The number of different values of a column; blank is no value."""

    distinct: Name


class _Distinct(FormulaFunction[Distinct]):
    model = Distinct

    def node(self, spec: Distinct) -> Node:
        return Call(_NOWHERE, "distinct", (NameNode(_NOWHERE, (spec.column,)),))

    def table(self, spec: Distinct) -> str:
        return spec.distinct

    def check(self, spec: Distinct, table: EventTable, place: Callable[[str], Location]) -> None:
        require_column(table, spec.column, place("column"))


DISTINCT = _Distinct()
