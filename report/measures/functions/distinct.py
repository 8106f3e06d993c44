"""``distinct``: how many different values a column has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from report.brief.base import Name
from report.brief.measures import ColumnMeasure
from report.errors import Location
from report.intake.model import EventTable
from report.measures.function import Result, TableFunction
from report.measures.selection import coded_values, require_column
from report.messages import page_text

if TYPE_CHECKING:
    import pandas as pd


class Distinct(ColumnMeasure):
    """The number of different values of a column; blank is no value."""

    distinct: Name


class _Distinct(TableFunction[Distinct]):
    model = Distinct

    def check(self, spec: Distinct, table: EventTable, place: Callable[[str], Location]) -> None:
        require_column(table, spec.column, place("column"))

    def result(self, spec: Distinct, table: EventTable, frame: pd.DataFrame) -> Result:
        values, _ = coded_values(frame, spec.column)
        return Result(sum(value is not None for value in values))

    def rule(self, spec: Distinct, table: EventTable) -> str:
        column = table.columns[spec.column].label
        return page_text("rule.distinct", column=column, table=table.label)


DISTINCT = _Distinct()
