"""Columns: vertical bars over time, the first at the right unless time runs from the left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from report.charts.kind import ChartContext
from report.charts.layout import axis_title, legend, member_fill, series_fills
from report.charts.lettering import advance, height, longest_word, widest, wrap
from report.charts.model import TimeData, mark
from report.charts.numbers import Number
from report.charts.over_time import (
    AXIS_GAP,
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
from report.charts.style import GAP, GREY, INK, PAPER, SMALL_SIZE, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

#: The columns that one chart shows at most, and the narrowest position in points.
MOST_COLUMNS = 150
_NARROWEST = 2.5
#: The part of a position that columns take, and the widest column in points.
_SHARE, _WIDEST = 0.74, 34.0
_VALUE_GAP = 2.0
_VALUE_HEIGHT = SMALL_SIZE * 1.2
#: The widest label, in points, of a column next to the axis of time.
_MOST_BESIDE = 70.0


class Columns(TimeChart):
    """Vertical bars, those of a position together."""

    chart: Literal["columns"]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its value, its edges and the room of its value in points, and the mark of its
    value."""

    value: float | None
    text: str
    fill: Fill
    left: float
    right: float
    room: float
    name: str
    is_last: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, box: _Box) -> bool:
        across = self.left < box.right and box.left < self.right
        return across and self.top < box.bottom and box.top < self.bottom


class _Columns(TimeKind[Columns]):
    model = Columns
    name = page_text("chart.columns")
    most_categories = MOST_COLUMNS

    def data(self, chart: Columns, context: ChartContext) -> TimeData:
        table = time_table(chart, context, MOST_COLUMNS)
        data = time_data(chart, context, table, from_zero=True)
        _, slots = span_of(data)
        if slots > MOST_COLUMNS:
            place = context.place("by")
            raise ExpressionError.of("chart-too-many", place, count=slots, most=MOST_COLUMNS)
        return data

    def draw(self, sheet: Sheet, data: TimeData, number: Number) -> float:
        return _draw(sheet, data, number)


COLUMNS = _Columns()


def _draw(sheet: Sheet, data: TimeData, number: Number) -> float:
    """Draw the columns; return the height in points.

    Where all values have room over their columns there is no axis of values; else the axis has
    lines, and the greatest, the least and the last value are written where they have room.
    """
    top = 0.0
    if len(data.series) > 1:
        items = list(zip(series_fills(data), data.series, strict=True))
        top = legend(sheet, items, sheet.width, top)
    top += axis_title(sheet, data.axis_label, sheet.width, top)
    plot = _plot(sheet, data, top, is_direct=True)
    is_direct = not data.ticks or all(map(_fits, _columns(data, plot, number)))
    if not is_direct:
        plot = _plot(sheet, data, top, is_direct=False)
        draw_ticks(sheet, data, plot, *_sides(data, plot))
    columns = list(_columns(data, plot, number))
    zero = plot.y(0.0)
    for column in columns:
        end = plot.y(column.value or 0.0)
        wide = column.right - column.left
        sheet.box(column.left, min(zero, end), wide, abs(zero - end), column.fill)
    left, right = _sides(data, plot)
    if is_direct:
        _write_all(sheet, columns, plot)
    else:
        _write_some(sheet, columns, plot, left, right)
    sheet.line(left, zero, right, zero, Pen(GREY))
    return plot.foot + _draw_labels(sheet, data, plot)


def _sides(data: TimeData, plot: Plot) -> tuple[float, float]:
    """Return the edges of the plot with the columns next to the axis of time."""
    beside = _beside(data, plot.pitch)
    return (
        (plot.left, plot.right + beside) if plot.left_to_right else (plot.left - beside, plot.right)
    )


def _beside(data: TimeData, pitch: float) -> float:
    """Return the room of the columns that are no time: «غير محدد», «أخرى»."""
    return sum(_beside_width(label, pitch) for label in _labels_beside(data))


def _labels_beside(data: TimeData) -> list[str]:
    pairs = zip(data.categories, data.positions, strict=True)
    return [label for label, place in pairs if place is None]


def _beside_width(label: str, pitch: float) -> float:
    lines = wrap(label, max(_MOST_BESIDE, longest_word(label, SMALL_SIZE)), SMALL_SIZE)
    return max(pitch, widest(lines, SMALL_SIZE)) + 2 * GAP


def _plot(sheet: Sheet, data: TimeData, top: float, *, is_direct: bool) -> Plot:
    axis = 0.0 if is_direct else tick_width(data)
    first, slots = span_of(data)
    room = sheet.width - axis - _beside(data, 0.0)
    pitch = room / slots
    if pitch < _NARROWEST:
        raise ExpressionError.of("chart-too-narrow")
    width = room - (_beside(data, pitch) - _beside(data, 0.0))
    values = [value for line in data.values for value in line if value is not None]
    low, high = min((0.0, *values)), max((0.0, *values))
    if not is_direct:
        low, high = data.ticks[0].value, data.ticks[-1].value
    if low == high:
        high = 1.0
    above = _VALUE_HEIGHT + _VALUE_GAP if high > 0 else _VALUE_HEIGHT / 2
    below = _VALUE_HEIGHT + _VALUE_GAP if low < 0 else 0.0
    start = axis if data.left_to_right else sheet.width - axis
    left, right = (start, start + width) if data.left_to_right else (start - width, start)
    tall = plot_height(sheet)
    return Plot(
        left,
        right,
        top + above,
        top + tall - below,
        top + tall,
        low,
        high,
        first,
        slots,
        data.left_to_right,
    )


def _columns(data: TimeData, plot: Plot, number: Number) -> Iterator[_Column]:
    """Yield the columns, those of a position from the side where time begins."""
    count = len(data.series)
    fills = series_fills(data)
    wide = min(plot.pitch * _SHARE / count, _WIDEST)
    edge = plot.right if plot.left_to_right else plot.left
    way = 1 if plot.left_to_right else -1
    placed = [index for index, place in enumerate(data.positions) if place is not None]
    for row, place in enumerate(data.positions):
        if place is not None:
            middle = plot.x(place)
        else:
            room = _beside_width(data.categories[row], plot.pitch)
            middle, edge = edge + way * room / 2, edge + way * room
        own = member_fill(data.kind_of_category(row)) if count == 1 else None
        for index in range(count):
            start = middle + way * (index - count / 2) * wide
            yield _Column(
                data.values[row][index],
                data.text(row, index, number),
                own or fills[index],
                min(start, start + way * wide),
                max(start, start + way * wide),
                wide / _SHARE if count == 1 else wide,
                mark(row, index),
                bool(placed) and row == placed[-1],
            )


def _fits(column: _Column) -> bool:
    """Return whether a value has room over its column, and the air around it."""
    return advance(column.text, SMALL_SIZE) + 3.0 <= column.room


def _write_all(sheet: Sheet, columns: list[_Column], plot: Plot) -> None:
    """Write the value of each column that has room for it."""
    for column in filter(_fits, columns):
        half = advance(column.text, SMALL_SIZE) / 2
        x = max(half, min(column.middle, sheet.width - half))
        _write_value(sheet, column, x, _value_y(column, plot))


def _write_some(
    sheet: Sheet, columns: list[_Column], plot: Plot, left: float, right: float
) -> None:
    """Write the values that say most, between two edges, where no column or value is in the way."""
    taken = [_box(column, plot) for column in columns]
    for column in _worth_a_label(columns):
        half, y = advance(column.text, SMALL_SIZE) / 2 + 1, _value_y(column, plot)
        x = max(left + half, min(column.middle, right - half))
        box = _Box(x - half, y - _VALUE_HEIGHT / 2, x + half, y + _VALUE_HEIGHT / 2)
        if box.left < left or any(box.touches(taken_box) for taken_box in taken):
            continue
        taken.append(box)
        sheet.box(box.left, box.top, box.right - box.left, box.bottom - box.top, Fill(PAPER))
        _write_value(sheet, column, x, y)


def _value_y(column: _Column, plot: Plot) -> float:
    """Return the middle of the value of a column: over it, or under a negative one."""
    value = column.value or 0.0
    distance = _VALUE_GAP + _VALUE_HEIGHT / 2
    return plot.y(value) + (distance if value < 0 else -distance)


def _write_value(sheet: Sheet, column: _Column, x: float, y: float) -> None:
    color: Color = GREY if column.value is None else INK
    sheet.write(column.text, x, y, align="center", size=SMALL_SIZE, color=color, mark=column.name)


def _worth_a_label(columns: list[_Column]) -> list[_Column]:
    """Return the columns whose values are written first: greatest, least if negative, last."""
    filled = [column for column in columns if column.value is not None]
    if not filled:
        return []
    greatest = max(filled, key=lambda column: column.value or 0.0)
    least = min(filled, key=lambda column: column.value or 0.0)
    chosen = [greatest, *([least] if (least.value or 0.0) < 0 else [])]
    chosen += [column for column in filled if column.is_last]
    return list(dict.fromkeys(chosen))


def _box(column: _Column, plot: Plot) -> _Box:
    ends = sorted((plot.y(0.0), plot.y(column.value or 0.0)))
    return _Box(column.left, ends[0], column.right, ends[1])


def _draw_labels(sheet: Sheet, data: TimeData, plot: Plot) -> float:
    """Write what the columns are of, under them; return the height used, in points."""
    if data.steps:
        used = draw_times(sheet, data, plot, has_beside=bool(_labels_beside(data)))
    else:
        used = _draw_categories(sheet, data, plot)
    edge = plot.right if plot.left_to_right else plot.left
    way = 1 if plot.left_to_right else -1
    for label in _labels_beside(data):
        room = _beside_width(label, plot.pitch)
        lines = wrap(label, room - GAP, SMALL_SIZE)
        tall = height(len(lines), SMALL_SIZE)
        sheet.block(
            lines,
            edge + way * room / 2,
            plot.foot + AXIS_GAP + tall / 2,
            align="center",
            size=SMALL_SIZE,
            color=GREY,
        )
        edge += way * room
        used = max(used, AXIS_GAP + tall)
    return used


def _draw_categories(sheet: Sheet, data: TimeData, plot: Plot) -> float:
    """Write the label of each category under its column: none is left out.

    :raises ExpressionError: ``chart-labels-wide``.
    """
    room = plot.pitch - 3.0
    placed = [index for index, place in enumerate(data.positions) if place is not None]
    if any(longest_word(data.categories[index], SMALL_SIZE) > room for index in placed):
        raise ExpressionError.of("chart-labels-wide", count=len(placed))
    used = 0.0
    for index in placed:
        lines = wrap(data.categories[index], room, SMALL_SIZE)
        tall = height(len(lines), SMALL_SIZE)
        sheet.block(
            lines,
            plot.x(data.positions[index] or 0),
            plot.foot + AXIS_GAP + tall / 2,
            align="center",
            size=SMALL_SIZE,
        )
        used = max(used, AXIS_GAP + tall)
    return used
