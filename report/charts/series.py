"""What charts of counts by category and series share: their keys, their data, their limits, their
text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar, Literal, TypeVar

from pydantic import Field

from report import arabic
from report.brief.base import Name, Text, Where
from report.brief.blocks import Chart
from report.brief.query import Query
from report.charts.check import check_count, check_labels, check_shape, check_value
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import one_line
from report.charts.model import SeriesData
from report.charts.numbers import Number
from report.charts.style import NOT_STATED, SERIES_FILLS
from report.errors import ExpressionError
from report.measures import Provenance
from report.tables import cross_counts

S = TypeVar("S", bound="SeriesChart")


class SeriesChart(Chart):
    """Counts of a table's rows by the values of a column (``by``), in one or several series."""

    table: Name
    by: Text
    series: Text | None = None
    where: Where = Field(default_factory=dict)
    order: Literal["declared", "value", "alphabet"] = "declared"

    def queries(self) -> Iterator[Query]:
        """Yield the counts that the chart shows."""
        yield Query(table=self.table, where=self.where, by=self.by, series=self.series)


class SeriesKind(ChartKind[S, SeriesData]):
    """A chart of counts; ``name`` is what its alternative text calls it."""

    data_type = SeriesData
    name: ClassVar[str]
    most_series: ClassVar[int] = len(SERIES_FILLS)

    def data(self, chart: S, context: ChartContext) -> SeriesData:
        """Return the counts of the chart's categories and series."""
        table, frame = context.rows(chart.table, chart.where)
        counted = cross_counts(
            table, frame, chart.by, chart.series, context.locale, context.place("by"), chart.where
        )
        order = list(range(len(counted.labels)))
        if chart.order == "value":
            order.sort(key=lambda row: -sum(counted.values[row]))
        elif chart.order == "alphabet":
            order.sort(key=lambda row: arabic.sort_key(counted.labels[row], context.locale))
        heads = range(len(counted.heads))
        return SeriesData(
            categories=tuple(counted.labels[row] for row in order),
            series=counted.heads,
            values=tuple(tuple(map(float, counted.values[row])) for row in order),
            axis_label=chart.unit or "",
            provenance=tuple(tuple(map(partial(counted.provenance, row), heads)) for row in order),
            totals=tuple(counted.provenance(row, None) for row in order),
        )

    def printed(self, data: SeriesData, number: Number) -> Iterable[tuple[str, Provenance]]:
        """Return the figure of each bar, its category, and the total of each category."""
        for line in data.provenance:
            for provenance in line:
                yield number(int(provenance.value)), provenance
        for category, total in zip(data.categories, data.totals, strict=False):
            yield category, total
            if len(data.series) > 1:
                yield number(int(total.value)), total

    def check(self, data: SeriesData) -> None:
        """Check the data of bars.

        :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``,
            ``chart-series``, ``chart-value`` or ``chart-label-long``.
        """
        check_count(len(data.categories))
        check_shape(len(data.values), len(data.categories))
        if not data.series:
            raise ExpressionError.of("chart-empty")
        if len(data.series) > self.most_series:
            raise ExpressionError.of("chart-series", count=len(data.series), most=self.most_series)
        check_labels((*data.categories, *data.series, data.axis_label))
        for category, values in zip(data.categories, data.values, strict=True):
            check_shape(len(values), len(data.series))
            for value in values:
                if value is not None:
                    check_value(category, value)

    def alt(self, data: SeriesData, number: Number) -> str:
        """Return each category with its value, or with the value of each series."""
        counted = f" ({data.axis_label})" if data.axis_label else ""
        rows = []
        for category, values in zip(data.categories, data.values, strict=True):
            stated = [NOT_STATED if value is None else number(value) for value in values]
            if len(data.series) == 1:
                rows.append(f"{category} {stated[0]}")
            else:
                pairs = zip(data.series, stated, strict=True)
                rows.append(f"{category}: {'، '.join(f'{name} {value}' for name, value in pairs)}")
        between = "، " if len(data.series) == 1 else "؛ "
        return one_line(f"{self.name}{counted}: {between.join(rows)}.")

    def size(self, data: SeriesData) -> int:
        """Return the number of categories."""
        return len(data.categories)
