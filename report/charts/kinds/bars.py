"""``bars`` and ``grouped``: horizontal bars from the right, the value beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import (
    ROW,
    ValueAxis,
    bare_axis,
    drawn,
    fitted_scale,
    rows_of,
)
from report.charts.grammar.compared import (
    TICK_ROOM,
    beyond_ticks,
    draw_ticks,
    tick_items,
    tick_values,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.level import Level, draw_base, draw_level, level_bar
from report.charts.grammar.look import mark_fill
from report.charts.grammar.place import Label, Spot, write_label
from report.charts.style import GREY, INK, LABEL_SIZE, SMALL_SIZE
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.scales import Linear
    from report.charts.overlay import Sheet
    from report.charts.palette import Color
    from report.charts.style import Sign

B = TypeVar("B", bound=PlotChart)

_VALUE_GAP = 4.0
#: How far a tick reaches beyond each side of its bar, in points.
_BEYOND = 1.5


class Bars(PlotChart):
    """Horizontal bars of one series."""

    chart: Literal["bars"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "target", "previous"})


class Grouped(PlotChart):
    """Horizontal bars of several series, those of a category together."""

    chart: Literal["grouped"]
    takes = Bars.takes


@dataclass(frozen=True, slots=True)
class _Value:
    """The text of the value of a bar, beyond the end of its bar.

    :param ticks: the values of the ticks at the bar.
    """

    category: int
    series: int
    value: float
    label: Label
    ticks: Sequence[float]

    @property
    def way(self) -> int:
        """-1 for a value at the left of its bar, 1 at the right of a negative one."""
        return 1 if drawn(self.value) < 0 else -1

    @property
    def room(self) -> float:
        """The points from the end of the bar to the far side of the value."""
        return _VALUE_GAP + self.label.width

    @property
    def ends(self) -> Iterator[tuple[float, float]]:
        """Yield each value of the bar and its ticks with the room that it may need."""
        yield self.value, self.room + (TICK_ROOM if self.ticks else 0.0)
        for tick in self.ticks:
            is_beyond = self.way * (tick - self.value) <= 0
            yield tick, TICK_ROOM + (self.room if is_beyond else 0.0)

    def edge(self, scale: Linear) -> float:
        """Return where the value begins: at the end of the bar, or beyond ticks in its way."""
        ticks = map(scale.place, self.ticks)
        edge = beyond_ticks(scale.place(self.value), self.way, ticks, self.room)
        return edge + self.way * _VALUE_GAP


class BarKind(PlotKind[B]):
    """Bars on rows.

    :cvar bar: the height of a bar in points; ``pitch`` that of the room of one bar of several;
        ``air`` that between categories.
    """

    bar: ClassVar[float] = 9.5
    pitch: ClassVar[float] = ROW
    air: ClassVar[float] = 0.0

    def legend(self, data: ChartData) -> Sequence[tuple[Sign, str]]:
        """Return the fills of several series, and the ticks."""
        return [*super().legend(data), *tick_items(data)]

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the rows, each value beside its bar, so that there is no axis of values."""
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top, len(data.series) * self.pitch + self.air)
        axis = bare_axis(data, data.numbers())
        scale = data.of_all(("bars", rows.edge), lambda: _scale(data, axis, rows.edge))
        level = draw_level(sheet, data, rows, axis, scale, has_axis=False, has_zero=False)
        middles = self._middles(data, level)
        for (row, index), y in sorted(middles.items(), key=lambda item: item[0][::-1]):
            if (value := data.value(row, index)) is not None:
                name, fill = data.mark(row, index), mark_fill(data, row, index)
                bar = level_bar(name, (0.0, value), scale, y, self.bar, fill)
                sheet.put(bar, level.taken)
        draw_base(sheet, level)
        places = ((row, index, y) for (row, index), y in middles.items())
        draw_ticks(sheet, data, places, self.bar / 2 + _BEYOND, scale, level.taken)
        points = {}
        for item in _values(data):
            y, edge = middles[item.category, item.series], item.edge(scale)
            spot = Spot(edge, y, "left" if item.way > 0 else "right")
            write_label(sheet, item.label, spot, level.taken)
            points[item.category, item.series] = edge + item.way * item.label.width, y
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom

    def _middles(self, data: ChartData, level: Level) -> dict[tuple[int, int], float]:
        """Return the middle of the height of each bar by category and series, in points."""
        count = len(data.series)
        middles = {}
        for row, middle in enumerate(level.rows.middles):
            for index in range(count):
                middles[row, index] = middle + (index - (count - 1) / 2) * self.pitch
        return middles


class _Bars(BarKind[Bars]):
    model = Bars
    name = page_text("chart.bars")
    needs = Needs(measures=(1, 1), series=(1, 1))


class _Grouped(BarKind[Grouped]):
    model = Grouped
    name = page_text("chart.grouped")
    needs = Needs(series=(2, 6))
    has_legend = True
    bar = 9.0
    pitch = 11.5
    air = 7.0


BARS = _Bars()
GROUPED = _Grouped()


def _scale(data: ChartData, axis: ValueAxis, edge: float) -> Linear:
    """Return the scale with room for the values of all panels.

    :param edge: the right edge of the bars, in points.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    values = chain.from_iterable(map(_values, data.each_panel()))
    return fitted_scale(axis, edge, chain.from_iterable(value.ends for value in values))


def _values(data: ChartData) -> Iterator[_Value]:
    """Yield the values of the shown panel; a blank is grey, at zero."""
    for row in range(len(data.categories)):
        for index in range(len(data.series)):
            value = data.value(row, index)
            size = SMALL_SIZE if value is None else LABEL_SIZE
            color: Color = GREY if value is None else INK
            label = Label((data.text(row, index),), size, color=color, mark=data.mark(row, index))
            yield _Value(row, index, value or 0.0, label, tick_values(data, row, index))
