"""``sum``: the exact sum of a column of numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from report.brief.base import Name
from report.brief.measures import ColumnMeasure
from report.errors import Location
from report.intake.model import EventTable
from report.measures.function import Result, TableFunction, exact_sum
from report.measures.selection import require_numbers
from report.messages import page_text

if TYPE_CHECKING:
    import pandas as pd


class Sum(ColumnMeasure):
    """The exact sum of a column of numbers; blank cells add nothing."""

    sum: Name


class _Sum(TableFunction[Sum]):
    model = Sum

    def check(self, spec: Sum, table: EventTable, place: Callable[[str], Location]) -> None:
        require_numbers(table, spec.column, place("column"))

    def result(self, spec: Sum, table: EventTable, frame: pd.DataFrame) -> Result:
        from report.intake.values import values_of_column

        value = exact_sum(values_of_column(frame, spec.column).addends())
        column = table.columns[spec.column]
        return Result(value, column.decimals, is_percent=column.percent is True)

    def rule(self, spec: Sum, table: EventTable) -> str:
        column = table.columns[spec.column].label
        return page_text("rule.sum", column=column, table=table.label)


SUM = _Sum()
