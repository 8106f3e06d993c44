"""Lines over time, each named at its end; where a value is missing the line has a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Literal

from pydantic import Field

from report.charts.asked import Table
from report.charts.grammar.times import is_ordered
from report.charts.kind import ChartContext
from report.charts.layout import axis_title
from report.charts.lettering import advance, height, widest, wrap
from report.charts.model import TimeData, mark
from report.charts.numbers import Number
from report.charts.over_time import (
    Plot,
    TimeChart,
    TimeKind,
    draw_ticks,
    draw_times,
    plot_height,
    span_of,
    tick_width,
    time_data,
    time_table,
)
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import ACCENT, GREY, INK, LABEL_SIZE, LINE, SECOND, SEMIBOLD, Pen
from report.errors import ExpressionError
from report.messages import page_text

#: The points that one line has at most.
MOST_POINTS = 1500
MOST_LINES = 6

#: The pens of lines in order: each differs from its neighbours in tone, and in its dashes.
_PENS = (
    Pen(ACCENT, 2.0, join="round"),
    Pen(INK, 1.2, (4.5, 2.0), join="round"),
    Pen(SECOND, 2.2, join="round"),
    Pen(INK, 1.2, (1.4, 1.6), join="round"),
    Pen(ACCENT, 1.4, (8.0, 2.5), join="round"),
    Pen(INK, 0.9, join="round"),
)
_OTHERS_PEN = Pen(GREY, 1.1, join="round")
_MISSING_PEN = Pen(GREY, 1.1, (1.2, 2.4), join="round")

#: Every point has a dot where a line has at most this many; its radius, and that of the last dot.
_MOST_DOTS = 16
_DOT, _LAST_DOT = 1.5, 2.3
#: The points between the end of a line and its name, the most of the width that names take, and the
#: points between a name and the value after it.
_NAME_GAP, _NAME_SHARE, _WORD_GAP = 8.0, 0.3, 4.0
_NAME_AIR = 1.5
#: A name that stands further than this from the end of its line has a line that leads to it.
_NEAR = 3.0


class Line(TimeChart):
    """One to six lines over time."""

    chart: Literal["line"]
    baseline: Literal["zero", "data"] = Field(
        default="zero",
        description="where the axis of values begins: at zero, or near the least value",
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """What is written at the end of a line: its name, and the last value, which is marked."""

    lines: tuple[str, ...]
    value: str
    name: str
    end: tuple[float, float]
    y: float
    pen: Pen

    @property
    def is_beside(self) -> bool:
        """Whether the value is in the line of the name."""
        return len(self.lines) < 2

    @property
    def width(self) -> float:
        value = advance(self.value, LABEL_SIZE, SEMIBOLD)
        names = widest(self.lines, LABEL_SIZE)
        gap = _WORD_GAP if self.lines else 0.0
        return names + gap + value if self.is_beside else max(names, value)

    @property
    def height(self) -> float:
        return height(1 if self.is_beside else len(self.lines) + 1, LABEL_SIZE) + _NAME_AIR


class _Line(TimeKind[Line]):
    model = Line
    name = page_text("chart.line")
    most_categories = MOST_POINTS
    most_series = MOST_LINES

    def data(self, chart: Line, context: ChartContext) -> TimeData:
        """Return the points; what has no place on the axis is said in a note.

        :raises ExpressionError: ``chart-no-order``; as for every chart of measures.
        """
        table = time_table(chart, context, MOST_POINTS)
        dimension = table.result.axes[0]
        if not is_ordered(dimension):
            place = context.place("by")
            raise ExpressionError.of("chart-no-order", place, dimension=dimension.label)
        data = time_data(chart, context, table, from_zero=chart.baseline == "zero")
        if not data.ticks or all(place is None for place in data.positions):
            raise ExpressionError.of("chart-empty", context.place("chart"))
        return replace(data, notes=(*data.notes, *_off_axis(data, table)))

    def draw(self, sheet: Sheet, data: TimeData, number: Number) -> float:
        return _draw(sheet, data, number)


LINE_CHART = _Line()


def _off_axis(data: TimeData, table: Table) -> Iterator[str]:
    """Yield a note for each category that has no place on the axis of time."""
    for index, place in enumerate(data.positions):
        if place is not None:
            continue
        values = list(zip(data.series, data.texts[index], table.cells[index], strict=True))
        stated = [(name, text) for name, text, cell in values if cell.value]
        words = [text if len(values) == 1 else f"{name} {text}" for name, text in stated]
        if words:
            label = data.categories[index]
            yield page_text("note.off-axis", label=label, values="، ".join(words))


def _draw(sheet: Sheet, data: TimeData, number: Number) -> float:
    """Draw the lines and their names; return the height in points."""
    top = axis_title(sheet, data.axis_label, sheet.width, 0.0)
    named = _names(data, sheet.width, number)
    plot = _plot(sheet, data, top, named)
    draw_ticks(sheet, data, plot, plot.left, plot.right)
    if any(tick.value == 0 for tick in data.ticks):
        sheet.line(plot.left, plot.y(0.0), plot.right, plot.y(0.0), Pen(GREY))
    for index in reversed(range(len(data.series))):
        _draw_line(sheet, data, plot, index)
    ends = [replace(name, end=_end(data, plot, index)) for index, name in named]
    for name in _apart(ends, plot.top, plot.bottom):
        _write_name(sheet, name, plot)
    return plot.foot + draw_times(sheet, data, plot)


def _plot(sheet: Sheet, data: TimeData, top: float, named: Sequence[tuple[int, _Name]]) -> Plot:
    axis = tick_width(data)
    names = max((name.width for _, name in named), default=0.0) + _NAME_GAP
    if axis + names > sheet.width * 0.6:
        raise ExpressionError.of("chart-too-narrow")
    first, slots = span_of(data)
    left, right = (axis, sheet.width - names) if data.left_to_right else (names, sheet.width - axis)
    tall = max(plot_height(sheet), sum(name.height for _, name in named))
    air = height(1, LABEL_SIZE) / 2
    low, high = data.ticks[0].value, data.ticks[-1].value
    return Plot(
        left,
        right,
        top + air,
        top + air + tall,
        top + air + tall,
        low,
        high,
        first,
        slots,
        data.left_to_right,
    )


def _pens(data: TimeData) -> list[Pen]:
    plain = iter(_PENS)
    own = {"others": _OTHERS_PEN, "missing": _MISSING_PEN}
    return [own.get(kind) or next(plain) for kind in data.series_kinds]


def _known(data: TimeData, series: int) -> list[tuple[int, int, float]]:
    """Return the position, the category and the value of each point of a line, in order."""
    points = []
    for index, place in enumerate(data.positions):
        value = data.values[index][series]
        if place is not None and value is not None:
            points.append((place, index, value))
    return sorted(points)


def _step(data: TimeData) -> int:
    """Return how many positions are from one category to the next: 1, unless all are further."""
    placed = sorted(place for place in data.positions if place is not None)
    return min((second - first for first, second in pairwise(placed)), default=1)


def _runs(data: TimeData, series: int) -> list[list[tuple[int, float]]]:
    """Return the points of a line in runs without a gap."""
    step = _step(data)
    runs: list[list[tuple[int, float]]] = []
    for place, _, value in _known(data, series):
        if runs and place - runs[-1][-1][0] <= step:
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    return runs


def _draw_line(sheet: Sheet, data: TimeData, plot: Plot, series: int) -> None:
    pen = _pens(data)[series]
    runs = _runs(data, series)
    has_dots = sum(map(len, runs)) <= _MOST_DOTS
    for run in runs:
        points = [(plot.x(place), plot.y(value)) for place, value in run]
        if len(points) > 1:
            sheet.path(points, pen)
        for x, y in points if has_dots or len(points) == 1 else ():
            sheet.dot(x, y, _DOT, pen.color)
    if runs:
        sheet.dot(*_end(data, plot, series), _LAST_DOT, pen.color)


def _end(data: TimeData, plot: Plot, series: int) -> tuple[float, float]:
    place, _, value = _known(data, series)[-1]
    return plot.x(place), plot.y(value)


# Names --------------------------------------------------------------------------------------


def _names(data: TimeData, width: float, number: Number) -> list[tuple[int, _Name]]:
    """Return what is written at the end of each line that has points."""
    names = []
    for index, pen in enumerate(_pens(data)):
        points = _known(data, index)
        if not points:
            continue
        row = points[-1][1]
        label = data.series[index] if len(data.series) > 1 else ""
        lines = wrap(label, width * _NAME_SHARE, LABEL_SIZE)
        text = data.text(row, index, number)
        names.append((index, _Name(lines, text, mark(row, index), (0.0, 0.0), 0.0, pen)))
    return names


def _apart(names: Sequence[_Name], top: float, bottom: float) -> list[_Name]:
    """Return the names in places where none touches another, as near to their ends as can be."""
    ordered = sorted(names, key=lambda name: name.end[1])
    clusters: list[list[_Name]] = []
    for name in ordered:
        clusters.append([name])
        while len(clusters) > 1 and _bottom(clusters[-2], top, bottom) > _top(
            clusters[-1], top, bottom
        ):
            last = clusters.pop()
            clusters[-1] += last
    return list(chain.from_iterable(_placed(cluster, top, bottom) for cluster in clusters))


def _top(cluster: Sequence[_Name], top: float, bottom: float) -> float:
    tall = sum(name.height for name in cluster)
    middle = sum(name.end[1] for name in cluster) / len(cluster)
    air = cluster[0].height / 2
    return max(top - air, min(middle - tall / 2, bottom + air - tall))


def _bottom(cluster: Sequence[_Name], top: float, bottom: float) -> float:
    return _top(cluster, top, bottom) + sum(name.height for name in cluster)


def _placed(cluster: Sequence[_Name], top: float, bottom: float) -> Iterator[_Name]:
    y = _top(cluster, top, bottom)
    for name in cluster:
        yield replace(name, y=y + name.height / 2)
        y += name.height


def _write_name(sheet: Sheet, name: _Name, plot: Plot) -> None:
    """Write a name and its value beside the plot, led to from the end of its line if it is far."""
    edge, way = (plot.right, 1) if plot.left_to_right else (plot.left, -1)
    x, y = name.end
    is_far = abs(name.y - y) > _NEAR or abs(edge - x) > plot.pitch
    if is_far:
        start = x + way * (_LAST_DOT + 1)
        sheet.path(
            ((start, y), (edge + way * 1.5, name.y), (edge + way * (_NAME_GAP - 2), name.y)),
            Pen(LINE, 0.6),
        )
    right = edge + _NAME_GAP + name.width if way > 0 else edge - _NAME_GAP
    color: Color = GREY if name.pen in (_OTHERS_PEN, _MISSING_PEN) else INK
    if name.is_beside:
        sheet.block(name.lines, right, name.y, color=color)
        used = widest(name.lines, LABEL_SIZE) + (_WORD_GAP if name.lines else 0.0)
        sheet.write(name.value, right - used, name.y, weight=SEMIBOLD, color=color, mark=name.name)
        return
    first = name.y - (name.height - _NAME_AIR) / 2
    tall = height(len(name.lines), LABEL_SIZE)
    sheet.block(name.lines, right, first + tall / 2, color=color)
    sheet.write(
        name.value,
        right,
        first + tall + height(1, LABEL_SIZE) / 2,
        weight=SEMIBOLD,
        color=color,
        mark=name.name,
    )
