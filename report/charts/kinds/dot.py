"""``dot``: a dot for each value on the row of its category, one to three series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from pydantic import Field

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import rows_of, value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.level import Beside, Level, draw_level, level_room, write_beside
from report.charts.grammar.look import DOT_FILLS, DOT_RADII, dot_fill, dot_fills, series_items
from report.charts.grammar.marks import Dot
from report.charts.style import Fill
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

D = TypeVar("D", bound="DotChart")


class DotChart(PlotChart):
    """Marks that are places and no lengths, so that their axis may begin near the least value."""

    baseline: Literal["zero", "data"] = Field(
        default="zero",
        description="where the axis of values begins: at zero, or near the least value",
    )


class DotKind(PlotKind[D]):
    """Dots on rows. The values are beside them.

    :cvar fills: the fill of the dots of each series; ``radii`` their sizes in points.
    """

    has_legend = True
    has_dots = True
    own_keys = ("baseline",)
    fills: ClassVar[Sequence[Fill]] = DOT_FILLS
    radii: ClassVar[Sequence[float]] = DOT_RADII

    def legend(self, data: ChartData) -> Sequence[tuple[Fill, str]]:
        """Return the fill and the label of each of several series."""
        return series_items(data, dot_fills(data, self.fills))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the rows; where the axis does not begin at zero it has ticks."""
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top)
        from_zero = data.options.key("baseline") != "data"
        axis = value_axis(data, data.numbers("value"), from_zero=from_zero)
        scale = data.of_all(
            (self.name, rows.edge),
            lambda: level_room(
                [self._values(*place) for place in data.each_row()], axis, rows.edge
            ),
        )
        level = draw_level(sheet, data, rows, axis, scale, has_axis=not from_zero)
        self.join(sheet, data, level)
        points = self._draw_dots(sheet, data, level)
        for row, y in enumerate(rows.middles):
            write_beside(sheet, level, self._values(data, row), y)
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom

    def join(self, sheet: Sheet, data: ChartData, level: Level) -> None:
        """Draw what joins the dots of a row; a dot plot has nothing."""

    def _radius(self, data: ChartData, series: int) -> float:
        named = [index for index, item in enumerate(data.series) if item.kind == "value"]
        if len(named) < 2 and len(data.series) < 2:
            return 3.0
        return self.radii[named.index(series)] if series in named else self.radii[-1]

    def _draw_dots(
        self, sheet: Sheet, data: ChartData, level: Level
    ) -> dict[tuple[int, int], tuple[float, float]]:
        """Draw the dots, the largest first so that each is seen; return where they are."""
        points = {}
        series = range(len(data.series))
        for index in sorted(series, key=lambda index: -self._radius(data, index)):
            radius = self._radius(data, index)
            for row, y in enumerate(level.rows.middles):
                value = data.value(row, index)
                if value is None:
                    continue
                x = points[row, index] = level.scale.place(value), y
                fill = dot_fill(data, row, index, self.fills)
                name = data.mark(row, index)
                dot = Dot(id=name, values=(value,), x=x[0], y=y, radius=radius, fill=fill)
                sheet.put(dot, level.taken)
        return points

    def _values(self, data: ChartData, row: int) -> list[Beside]:
        fills = dot_fills(data, self.fills)
        return [
            Beside(
                data.text(row, index),
                data.mark(row, index),
                data.value(row, index),
                self._radius(data, index),
                fills[index],
            )
            for index in range(len(data.series))
        ]


class DotPlot(DotChart):
    """A dot for each value on the row of its category, for one to three series."""

    chart: Literal["dot"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "scale"})


class _DotPlot(DotKind[DotPlot]):
    model = DotPlot
    name = page_text("chart.dot")
    needs = Needs(measures=(1, 3), series=(1, 3))


DOT = _DotPlot()
