"""A kind of chart over the grammar: what it needs, which keys it takes, how it is drawn."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from report.charts.asked import AskingChart
from report.charts.check import check_count, check_labels, check_panels, check_value
from report.charts.grammar.annotate import scale_notes
from report.charts.grammar.asking import Needs, chart_data
from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.data_table import data_table
from report.charts.grammar.facet import NARROWEST, draw_panels
from report.charts.grammar.facts import Pairing
from report.charts.grammar.look import heading, series_items
from report.charts.grammar.words import alt_text
from report.charts.kind import ChartContext, ChartKind
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.charts.style import Sign
    from report.measures import Provenance

P = TypeVar("P", bound="PlotChart")


class PlotChart(AskingChart):
    """Measures by a dimension (``by``), in series and in panels.

    The model of a kind names its ``chart`` and the keys of
    :class:`~report.charts.grammar.keys.ChartKeys` that it ``takes``.
    """


class PlotKind(ChartKind[P, ChartData]):
    """A kind of chart over the grammar.

    :cvar name: what its alternative text calls it.
    :cvar needs: what it is drawn from.
    :cvar has_legend: whether several series have a legend above the panels.
    :cvar narrowest: the width of its narrowest panel, in points.
    :cvar own_keys: the keys of its model that its drawing depends on; ``data.options.key`` has
        their values.
    :cvar has_dots: whether its marks are dots, and so the signs of the legend.
    :cvar pairing: what the two values of each category are compared as, where a mark joins them.
    """

    data_type: ClassVar[type[Any]] = ChartData
    name: ClassVar[str]
    needs: ClassVar[Needs] = Needs()
    has_legend: ClassVar[bool] = False
    narrowest: ClassVar[float] = NARROWEST
    own_keys: ClassVar[tuple[str, ...]] = ()
    has_dots: ClassVar[bool] = False
    pairing: ClassVar[Pairing | None] = None

    @abstractmethod
    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the shown panel of the data; return the height used, in points."""

    def data(self, chart: P, context: ChartContext) -> ChartData:
        """Return what the chart is drawn from.

        :raises ExpressionError: what :func:`~report.charts.grammar.asking.chart_data` raises.
        """
        data = chart_data(chart, context, self.needs, self.spread_roles(chart))
        return data.with_own(**self.own(chart))

    def own(self, chart: P) -> dict[str, object]:
        """Return what the author wrote for the keys of the kind itself that are part of its
        looks."""
        return {key: getattr(chart, key) for key in self.own_keys}

    def spread_roles(self, chart: P) -> tuple[Role, ...]:
        """Return the measures whose axes are spread as ``scale`` says; none for all."""
        return ()

    def marks(self, data: ChartData) -> Mapping[str, Provenance]:
        """Return where each printed value comes from."""
        return data.marks

    def table(self, data: ChartData) -> tuple[tuple[str, ...], ...]:
        """Return a row for each value: panel, category, series, measure, value, printed form."""
        return data_table(data)

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart."""
        return (*data.notes, *scale_notes(data))

    def check(self, data: ChartData) -> None:
        """Check that the data can be drawn.

        :raises ExpressionError: ``chart-empty``, ``chart-too-many``, ``chart-panels-many``,
            ``chart-series``, ``chart-size``, ``chart-label-long`` or ``chart-range-order``.
        """
        check_count(len(data.categories), self.needs.categories)
        check_panels(len(data.panels))
        check_count(len(data.series), len(data.series))
        named = sum(member.kind == "value" for member in data.series)
        if named > self.needs.series[1]:
            raise ExpressionError.of("chart-series", count=named, most=self.needs.series[1])
        check_labels((*(panel.label for panel in data.panels), data.axis_label))
        check_labels(member.label for member in (*data.categories, *data.series))
        if data.has("low"):
            _check_ranges(data)
        for panel in data.panels:
            for category, line in zip(data.categories, panel.cells, strict=True):
                for cell in line:
                    for datum in cell:
                        if datum.value is not None:
                            check_value(category.label, datum.value)

    def draw(self, sheet: Sheet, data: ChartData, number: Number) -> float:
        """Draw the chart, or its panels; return the height used, in points."""
        if len(data.panels) == 1:
            return self.plot(sheet, data)
        top = self.head(sheet, data, sheet.width)
        return draw_panels(sheet, data, self.plot, top, self.narrowest)

    def legend(self, data: ChartData) -> Sequence[tuple[Sign, str]]:
        """Return what a legend explains: a sign and a label each."""
        return series_items(data) if self.has_legend else []

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the legend and the unit; return the height used, in points. A panel has none."""
        items = self.legend(data)
        return heading(sheet, data, right, 0.0, items, is_round=self.has_dots)

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the alternative text: extent, change over time, extremes, and the values of a
        chart that is not long."""
        return alt_text(self.name, data, pairing=self.pairing)

    def panel_count(self, data: ChartData) -> int:
        """Return the number of panels."""
        return len(data.panels)

    def size(self, data: ChartData) -> int:
        """Return the number of categories."""
        return len(data.categories)


def _check_ranges(data: ChartData) -> None:
    for panel in data.each_panel():
        for row, category in enumerate(data.categories):
            for index, series in enumerate(data.series):
                low, high = (panel.datum(row, index, role) for role in ("low", "high"))
                if low.value is not None and high.value is not None and low.value > high.value:
                    names = (panel.panel.label, category.label)
                    shown = (*names, series.label) if len(data.series) > 1 else names
                    label = "، ".join(filter(None, shown))
                    values = {"label": label, "low": low.text, "high": high.text}
                    raise ExpressionError.of("chart-range-order", **values)
