"""What charts over time share: their keys and data, the axis of time, the axis of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, TypeVar

from report.charts.asked import AskingChart, Table, ask, fields_of, table_of
from report.charts.check import check_count
from report.charts.grammar.times import label_steps, positions
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import advance, height, one_line
from report.charts.model import TimeData
from report.charts.overlay import Sheet
from report.charts.series import alt_of, check_series
from report.charts.style import GREY, LINE, SERIES_FILLS, SMALL_SIZE, Pen
from report.charts.ticks import ticks
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.measures import Provenance

T = TypeVar("T", bound="TimeChart")

#: The height of the plot in points, in a chart of full and of half the width.
_TALL, _LOW = 150.0, 110.0
_HALF_WIDTH = 300.0
#: The space between an axis and its labels, and the least between two labels of the axis of time.
AXIS_GAP = 4.0
_LABEL_GAP = 6.0
#: The width in points of the lines of the axis of values.
_THIN = 0.35
#: More values than these are summed up in the alternative text.
_MOST_SPOKEN = 80


class TimeChart(AskingChart):
    """Measures over time, or over another dimension in its order."""

    takes = frozenset({"time"})


class TimeKind(ChartKind[T, TimeData]):
    """A chart over time; ``name`` is what its alternative text calls it."""

    data_type = TimeData
    name: ClassVar[str]
    most_series: ClassVar[int] = len(SERIES_FILLS)
    most_categories: ClassVar[int]

    def check(self, data: TimeData) -> None:
        """Check the data.

        :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``,
            ``chart-series``, ``chart-size`` or ``chart-label-long``.
        """
        check_count(len(data.categories), self.most_categories)
        check_series(data, self.most_series)

    def marks(self, data: TimeData) -> Mapping[str, Provenance]:
        """Return where each printed value comes from."""
        return data.marks

    def notes(self, data: TimeData) -> Iterable[str]:
        """Return what is said under the chart."""
        return data.notes

    def alt(self, data: TimeData, number: Number) -> str:
        """Return each value; of many the first, the last, the least and the greatest."""
        if len(data.categories) * len(data.series) <= _MOST_SPOKEN:
            return alt_of(self.name, data, number)
        unit = f" ({data.axis_label})" if data.axis_label else ""
        spans = "؛ ".join(_span(data, index) for index in range(len(data.series)))
        return one_line(f"{self.name}{unit}: {spans}.")

    def size(self, data: TimeData) -> int:
        """Return the number of categories."""
        return len(data.categories)


def time_table(chart: TimeChart, context: ChartContext, most: int) -> Table:
    """Return what a chart over time asks of the measures.

    :param most: how many categories it has room for.
    """
    result = ask(chart, context, is_of_time=True)
    return table_of(chart, result, context, most)


def time_data(
    chart: TimeChart, context: ChartContext, table: Table, *, from_zero: bool
) -> TimeData:
    """Return the cells of a chart over time with the positions of its categories.

    :param from_zero: whether zero is on the axis of values.
    """
    dimension = table.result.axes[0]
    values = [members[0].value for members in table.categories]
    kinds = [members[0].kind for members in table.categories]
    numbers = list(table.numbers)
    style = table.result.measures[0].style
    return TimeData(
        **fields_of(table, context.locale, chart.unit),
        positions=positions(dimension, values, [kind == "value" for kind in kinds]),
        steps=label_steps(dimension),
        ticks=ticks(numbers, style, context.locale, from_zero=from_zero) if numbers else (),
        left_to_right=chart.time == "left-to-right",
    )


def _span(data: TimeData, series: int) -> str:
    """Return the first, last, least and greatest value of a series in words."""
    filled = [
        index
        for index, line in enumerate(data.values)
        if line[series] is not None and data.positions[index] is not None
    ]
    if not filled:
        return f"{data.series[series]}: {page_text('not-stated')}"

    def said(index: int) -> str:
        texts = data.spoken or data.texts
        return f"{texts[index][series]} ({data.categories[index]})"

    def value(index: int) -> float:
        return data.values[index][series] or 0.0

    return page_text(
        "chart.span",
        series=data.series[series],
        first=said(filled[0]),
        last=said(filled[-1]),
        greatest=said(max(filled, key=value)),
        least=said(min(filled, key=value)),
    )


# The plot -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plot:
    """The area that marks are drawn in: its edges in points, where the labels of time begin, and
    the values of its lower and its upper edge."""

    left: float
    right: float
    top: float
    bottom: float
    foot: float
    low: float
    high: float
    first: int
    slots: int
    left_to_right: bool

    @property
    def pitch(self) -> float:
        """The width of one position."""
        return (self.right - self.left) / self.slots

    def y(self, value: float) -> float:
        """Return the height at which a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def x(self, position: int) -> float:
        """Return the middle of a position."""
        distance = (position - self.first + 0.5) * self.pitch
        return self.left + distance if self.left_to_right else self.right - distance


def plot_height(sheet: Sheet) -> float:
    """Return the height of a plot in points."""
    return _TALL if sheet.width > _HALF_WIDTH else _LOW


def span_of(data: TimeData) -> tuple[int, int]:
    """Return the first position, and how many there are to the last."""
    placed = [place for place in data.positions if place is not None]
    return (min(placed), max(placed) - min(placed) + 1) if placed else (0, 1)


def tick_width(data: TimeData) -> float:
    """Return the room that the labels of the axis of values take, in points."""
    return max((advance(tick.text, SMALL_SIZE) for tick in data.ticks), default=0.0) + AXIS_GAP


def draw_ticks(sheet: Sheet, data: TimeData, plot: Plot, left: float, right: float) -> None:
    """Draw a line for each value that the axis names, its label at the side where time begins."""
    for tick in data.ticks:
        y = plot.y(tick.value)
        sheet.line(left, y, right, y, Pen(LINE, _THIN))
        if data.left_to_right:
            sheet.write(tick.text, left - AXIS_GAP, y, size=SMALL_SIZE, color=GREY)
        else:
            sheet.write(tick.text, right + AXIS_GAP, y, align="left", size=SMALL_SIZE, color=GREY)


def draw_times(sheet: Sheet, data: TimeData, plot: Plot, *, has_beside: bool = False) -> float:
    """Write the labels of the axis of time that have room; return the height used, in points.

    :param has_beside: whether labels stand where time ends, so that none may reach there.
    """
    places = [
        (place, plot.x(place), data.categories[index])
        for index, place in enumerate(data.positions)
        if place is not None
    ]
    if not places:
        return 0.0
    left = plot.left if has_beside and not plot.left_to_right else 0.0
    right = plot.right if has_beside and plot.left_to_right else sheet.width
    middle = plot.foot + AXIS_GAP + height(1, SMALL_SIZE) / 2
    for x, label in _thinned(places, data.steps, (left, right)):
        sheet.write(label, x, middle, align="center", size=SMALL_SIZE)
    return AXIS_GAP + height(1, SMALL_SIZE)


def _thinned(
    places: Sequence[tuple[int, float, str]], steps: Sequence[int], room: tuple[float, float]
) -> list[tuple[float, str]]:
    """Return the middles of the labels that are shown: those of the first step with room for all.

    Where none has, the first and the last label are shown, or the last alone.
    """
    choices = [[place for place in places if place[0] % step == 0] for step in steps]
    ends = [min(places), max(places)] if len(places) > 1 else list(places)
    for chosen in (*choices, ends):
        labels = [(_within(x, label, room), label) for _, x, label in chosen]
        if len(labels) >= min(2, len(places)) and not _touch(labels):
            return labels
    return [(_within(x, label, room), label) for _, x, label in [max(places)]]


def _within(x: float, label: str, room: tuple[float, float]) -> float:
    """Return the middle of a label so that it is in the room that labels have."""
    half = advance(label, SMALL_SIZE) / 2
    return max(room[0] + half, min(x, room[1] - half))


def _touch(labels: Iterable[tuple[float, str]]) -> bool:
    extents = sorted(
        (x - advance(label, SMALL_SIZE) / 2, x + advance(label, SMALL_SIZE) / 2)
        for x, label in labels
    )
    return any(second[0] - first[1] < _LABEL_GAP for first, second in pairwise(extents))
