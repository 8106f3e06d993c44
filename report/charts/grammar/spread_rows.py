"""Rows of charts of distributions: each group on its row, its median at the left edge."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from report.arabic import number as printed_number
from report.charts.check import check_value
from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.axes import Rows, ValueAxis, rows_of, value_axis
from report.charts.grammar.data import ChartData, Datum
from report.charts.grammar.data_table import data_table
from report.charts.grammar.kind import PlotKind
from report.charts.grammar.level import Level, draw_level
from report.charts.grammar.look import widest_value
from report.charts.grammar.place import Label, Spot, text_width, write_label
from report.charts.grammar.spread import SpreadChart, SpreadData
from report.charts.grammar.words import alt_text
from report.charts.layout import too_narrow
from report.charts.lettering import height
from report.charts.style import GAP, GREY, INK, LABEL_SIZE, SEMIBOLD, SMALL_SIZE
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.scales import Linear
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

S = TypeVar("S", bound=SpreadChart)

#: The room in points that marks at the ends of the axis have, and the shortest axis.
_EDGE, _NARROWEST = 3.0, 60.0


class SpreadKind(PlotKind[S]):
    """Groups on rows: what is drawn of each, an axis, and the medians at the left edge.

    :cvar dot_label: what the data call a number that is drawn one by one.
    """

    data_type: ClassVar[type[Any]] = SpreadData
    dot_label: ClassVar[str]

    @abstractmethod
    def draw_groups(self, sheet: Sheet, data: SpreadData, level: Level) -> None:
        """Draw what is shown of the groups of the shown panel."""

    @abstractmethod
    def words(self, data: SpreadData, row: int) -> str:
        """Return a group that has numbers for those who hear it."""

    def rows(
        self, data: SpreadData, rows: Rows, axis: ValueAxis, ends: tuple[float, float]
    ) -> Rows:
        """Return the rows as tall as their groups need.

        :param ends: the right and the left end of the axis, in points.
        """
        return rows

    def check(self, data: ChartData) -> None:
        """Check that there is a number, and the data of any chart.

        :raises ExpressionError: ``chart-empty``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        spread = spread_of(data)
        if not any(map(any, spread.sizes)):
            raise ExpressionError.of("chart-empty")
        for value in spread.reach:
            check_value(data.axis_label, value)

    def alt(self, data: ChartData, number: object) -> str:
        """Return what the numbers are, the extremes of the medians, and each group in words."""
        named = f"{self.name}، {data.axis_label}"
        return alt_text(named, replace(data, axis_label=""), values=self._spoken)

    def _spoken(self, data: ChartData) -> list[str]:
        return list(self._said(spread_of(data)))

    def _said(self, data: SpreadData) -> Iterator[str]:
        for row, member in enumerate(data.categories):
            count = data.sizes[data.shown][row]
            if not count:
                yield f"{member.label}: {page_text('not-stated')}"
                continue
            shown = page_text("chart.spread.count", count=printed_number(count, data.locale))
            yield f"{member.label}: {self.words(data, row)}، {shown}"

    def table(self, data: ChartData) -> tuple[tuple[str, ...], ...]:
        """Return a row for each number that is drawn."""

        def dots(panel: ChartData, row: int) -> Iterator[tuple[str, Datum]]:
            for datum in spread_of(panel).dots[panel.shown][row]:
                yield self.dot_label, datum

        return data_table(data, dots)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the rows and the axis, and write the medians."""
        spread = spread_of(data)
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        top += height(1, SMALL_SIZE) + 1.0
        rows = rows_of(sheet, data, top)
        axis = value_axis(data, spread.reach, from_zero=data.options.key("baseline") == "zero")
        column = max(
            text_width(data.heads[0].label, SMALL_SIZE), widest_value(data, weight=SEMIBOLD)
        )
        ends = rows.edge - _EDGE, column + GAP + _EDGE
        if ends[0] - ends[1] < _NARROWEST:
            raise too_narrow()
        rows = self.rows(spread, rows, axis, ends)
        level = draw_level(sheet, data, rows, axis, axis.scale(*ends), has_axis=True)
        title = Label((data.heads[0].label,), SMALL_SIZE, color=GREY)
        y = rows.top - height(1, SMALL_SIZE) / 2 - 1.0
        write_label(sheet, title, Spot(column, y, "right"), level.taken)
        self.draw_groups(sheet, spread, level)
        points = {}
        for row, y in enumerate(rows.middles):
            datum = data.datum(row)
            color: Color = GREY if datum.value is None else INK
            label = Label((datum.text,), LABEL_SIZE, SEMIBOLD, color, data.mark(row))
            write_label(sheet, label, Spot(column, y, "right"), level.taken)
            if datum.value is not None:
                points[row, 0] = level.scale.place(datum.value), y
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom


def spread_of(data: ChartData) -> SpreadData:
    """Return the data of a chart of distributions.

    :raises TypeError: when they are those of another kind.
    """
    if not isinstance(data, SpreadData):
        raise TypeError(f"a distribution is not drawn from {type(data).__name__}")
    return data


def values_at(data: SpreadData, row: int, scale: Linear) -> list[tuple[float, float]]:
    """Return the value and the place of each number of a group that is drawn one by one."""
    values = [datum.value for datum in data.dots[data.shown][row]]
    return [(value, scale.place(value)) for value in values if value is not None]
