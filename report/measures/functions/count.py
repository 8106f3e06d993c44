"""``count``: the number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.brief.base import Name
from report.brief.measures import TableMeasure
from report.intake.model import EventTable
from report.measures.function import Result, TableFunction
from report.messages import page_text

if TYPE_CHECKING:
    import pandas as pd


class Count(TableMeasure):
    """The number of a table's rows."""

    count: Name


class _Count(TableFunction[Count]):
    model = Count

    def result(self, spec: Count, table: EventTable, frame: pd.DataFrame) -> Result:
        return Result(len(frame))

    def rule(self, spec: Count, table: EventTable) -> str:
        return page_text("rule.count", table=table.label)


COUNT = _Count()
