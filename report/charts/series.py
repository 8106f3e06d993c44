"""What charts of measures by category and series share: their keys, their data, their limits,
their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from report.charts.asked import AskingChart, Table, ask, series_data, table_of
from report.charts.check import (
    MOST_CATEGORIES,
    check_count,
    check_labels,
    check_shape,
    check_value,
)
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import one_line
from report.charts.model import SeriesData
from report.charts.style import SERIES_FILLS
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.measures import Provenance
    from report.measures.query import Totals

S = TypeVar("S", bound="SeriesChart")


class SeriesChart(AskingChart):
    """Measures by the values of a dimension (``by``), in one or several series."""


class SeriesKind(ChartKind[S, SeriesData]):
    """A chart of measures; ``name`` is what its alternative text calls it."""

    data_type = SeriesData
    name: ClassVar[str]
    most_series: ClassVar[int] = len(SERIES_FILLS)
    #: Whether the total of each category is printed.
    has_totals: ClassVar[bool] = False

    def data(self, chart: S, context: ChartContext) -> SeriesData:
        """Return the values of the chart's categories and series.

        :raises ExpressionError: ``chart-needs-series``; what names what is not there.
        """
        if self.most_series > 1 and chart.series is None and len(chart.measures) < 2:
            raise ExpressionError.of("chart-needs-series", context.place("chart"))
        most = 1 if self.most_series == 1 else 3
        # The rows of a category are those of its total. A total may need more decimals than its
        # parts, unless it is a count.
        is_asked = self.has_totals or not chart.measures
        totals: frozenset[Totals] = frozenset({"rows"}) if is_asked else frozenset()
        result = ask(chart, context, most_measures=most, totals=totals)
        table = table_of(chart, result, context, MOST_CATEGORIES)
        self.check_table(table, context)
        return series_data(table, context.locale, chart.unit)

    def check_table(self, table: Table, context: ChartContext) -> None:
        """Check the cells of the chart; a kind may ask for more.

        :raises ExpressionError: what the kind cannot show.
        """

    def marks(self, data: SeriesData) -> Mapping[str, Provenance]:
        """Return where each printed value comes from."""
        return data.marks

    def notes(self, data: SeriesData) -> Iterable[str]:
        """Return what is said under the chart."""
        return data.notes

    def check(self, data: SeriesData) -> None:
        """Check the data of bars.

        :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``,
            ``chart-series``, ``chart-value`` or ``chart-label-long``.
        """
        check_count(len(data.categories))
        check_series(data, self.most_series)

    def alt(self, data: SeriesData, number: Number) -> str:
        """Return each category with its value, or with the value of each series."""
        return alt_of(self.name, data, number)

    def size(self, data: SeriesData) -> int:
        """Return the number of categories."""
        return len(data.categories)


def alt_of(name: str, data: SeriesData, number: Number) -> str:
    """Return each category of a chart with its value, or with the value of each series."""
    counted = f" ({data.axis_label})" if data.axis_label else ""
    rows = []
    for row, category in enumerate(data.categories):
        series = range(len(data.series))
        stated = (
            data.spoken[row] if data.spoken else [data.text(row, index, number) for index in series]
        )
        if len(data.series) == 1:
            rows.append(f"{category} {stated[0]}")
        else:
            pairs = zip(data.series, stated, strict=True)
            rows.append(f"{category}: {'، '.join(f'{name} {value}' for name, value in pairs)}")
    between = "، " if len(data.series) == 1 else "؛ "
    return one_line(f"{name}{counted}: {between.join(rows)}.")


def check_series(data: SeriesData, most: int) -> None:
    """Check the series and the values of a chart; others and blanks are no named series.

    :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-series``, ``chart-value`` or
        ``chart-label-long``.
    """
    check_shape(len(data.values), len(data.categories))
    if not data.series:
        raise ExpressionError.of("chart-empty")
    kinds = data.series_kinds or ("value",) * len(data.series)
    named = sum(kind == "value" for kind in kinds)
    if named > most:
        raise ExpressionError.of("chart-series", count=named, most=most)
    check_labels((*data.categories, *data.series, data.axis_label))
    for category, values in zip(data.categories, data.values, strict=True):
        check_shape(len(values), len(data.series))
        for value in values:
            if value is not None:
                check_value(category, value, signed=bool(data.texts))
