"""``columns``: vertical bars over time, the first at the right unless time runs from the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from report.charts.grammar.annotate import (
    draw_bands,
    draw_lines,
    draw_notes,
    words_above,
)
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import (
    ValueAxis,
    bare_axis,
    drawn,
    value_axis,
    within,
)
from report.charts.grammar.compared import (
    TICK_ROOM,
    beyond_ticks,
    draw_ticks,
    tick_items,
    tick_roles,
    tick_values,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import heading, mark_fill
from report.charts.grammar.marks import Bar
from report.charts.grammar.place import Box, Label, Spot, Taken, write_label
from report.charts.grammar.plane import (
    Plane,
    draw_plane,
    taken_of,
)
from report.charts.grammar.scales import Linear
from report.charts.grammar.upright import (
    MOST_COLUMNS,
    SHARE,
    WIDEST,
    column_middles,
    column_plane,
    with_few_slots,
    write_feet,
)
from report.charts.kind import ChartContext
from report.charts.lettering import advance
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, SMALL_SIZE, Fill, Pen, Sign
from report.messages import page_text

_VALUE_GAP = 2.0
_VALUE_HEIGHT = SMALL_SIZE * 1.2
#: How far a tick reaches beyond each side of its column, in points.
_BEYOND = 1.5


class Columns(PlotChart):
    """Vertical bars, those of a position together."""

    chart: Literal["columns"]
    takes = frozenset(
        {"time", "facet", "highlight", "lines", "bands", "notes", "target", "previous"}
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its value, its edges and the room of its value in points.

    :param ticks: the values of the ticks at the column.
    """

    category: int
    series: int
    value: float | None
    text: str
    fill: Fill
    left: float
    right: float
    room: float
    name: str
    is_last: bool
    ticks: tuple[float, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def way(self) -> int:
        """-1 for a value over its column, 1 for one under a negative column."""
        return 1 if drawn(self.value or 0.0) < 0 else -1


class _Columns(PlotKind[Columns]):
    model = Columns
    name = page_text("chart.columns")
    needs = Needs(categories=MOST_COLUMNS, in_order=True)
    has_legend = True

    def data(self, chart: Columns, context: ChartContext) -> ChartData:
        """Return the columns.

        :raises ExpressionError: ``chart-too-many`` for too many positions; as for every chart of
            measures.
        """
        return with_few_slots(super().data(chart, context), context)

    def legend(self, data: ChartData) -> Sequence[tuple[Sign, str]]:
        """Return the fills of several series, and the ticks."""
        return [*super().legend(data), *tick_items(data)]

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the legend and the unit; return the height used, in points."""
        return heading(sheet, data, right, 0.0, self.legend(data), has_level_ticks=True)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the columns.

        Where all values have room over their columns there is no axis of values; else the axis has
        lines, and the greatest, the least and the last value are written where they have room.
        """
        head = self.head(sheet, data, sheet.width)
        top = head + words_above(data)
        key = ("columns", sheet.base, top)
        is_direct = data.of_all(key, lambda: _is_direct(sheet, data, top))
        plane = _plane(sheet, data, top, is_direct=is_direct)
        columns = list(_columns(data, plane))
        taken = taken_of(sheet, plane, head)
        draw_bands(sheet, data, plane.frame)
        draw_plane(sheet, data, plane, has_zero=False)
        zero = plane.y.place(0.0)
        for column in columns:
            sheet.put(_bar(column, plane), taken)
        sheet.line(plane.box.left, zero, plane.box.right, zero, Pen(GREY))
        places = ((column.category, column.series, column.middle) for column in columns)
        half = _tick_half(data, plane)
        draw_ticks(sheet, data, places, half, plane.y, taken, upright=True)
        if is_direct:
            _write_all(sheet, columns, plane, taken)
        else:
            _write_some(sheet, columns, plane, taken)
        draw_lines(sheet, data, plane.frame, taken)
        points = {
            (column.category, column.series): (column.middle, _note_y(column, plane.y))
            for column in columns
            if column.value is not None
        }
        draw_notes(sheet, data, points, taken)
        return write_feet(sheet, data, plane)


COLUMNS = _Columns()


def _is_direct(sheet: Sheet, data: ChartData, top: float) -> bool:
    """Return whether all values of all panels have room over their columns."""
    measured = _plane(Sheet(sheet.base, sheet.palette), data, top, is_direct=True)
    each = (_columns(panel, measured) for panel in data.each_panel())
    return not data.numbers() or all(map(_fits, chain.from_iterable(each)))


def _plane(sheet: Sheet, data: ChartData, top: float, *, is_direct: bool) -> Plane:
    """Return the plane, with room for a value over each column."""
    axis = _axis(data, is_direct=is_direct)
    beyond = _VALUE_HEIGHT + _VALUE_GAP + (TICK_ROOM if tick_roles(data) else 0.0)
    above = beyond if axis.high > 0 else _VALUE_HEIGHT / 2
    below = beyond if axis.low < 0 else 0.0
    margin = 0.0 if is_direct else axis.width
    return column_plane(sheet, data, top, axis, (above, below), margin)


def _axis(data: ChartData, *, is_direct: bool) -> ValueAxis:
    """Return the axis of values; one without ticks is only as long as the values are."""
    return (bare_axis if is_direct else value_axis)(data, data.numbers())


def _columns(data: ChartData, plane: Plane) -> Iterator[_Column]:
    """Yield the columns, those of a position from the side where time begins."""
    count, way = len(data.series), plane.x.way
    wide = _width(data, plane)
    placed = [index for index, member in enumerate(data.categories) if member.position is not None]
    for row, middle in enumerate(column_middles(data, plane)):
        for index in range(count):
            start = middle + way * (index - count / 2) * wide
            yield _Column(
                row,
                index,
                data.value(row, index),
                data.text(row, index),
                mark_fill(data, row, index),
                min(start, start + way * wide),
                max(start, start + way * wide),
                wide / SHARE if count == 1 else wide,
                data.mark(row, index),
                bool(placed) and row == placed[-1],
                tuple(tick_values(data, row, index)),
            )


def _width(data: ChartData, plane: Plane) -> float:
    """Return the width of a column, in points."""
    return min(plane.x.pitch * SHARE / len(data.series), WIDEST)


def _tick_half(data: ChartData, plane: Plane) -> float:
    """Return how far a tick reaches from the middle of its column: a little beyond the column,
    unless the next one begins there."""
    beyond = min(_BEYOND, plane.x.pitch * (1 - SHARE) / 4) if len(data.series) == 1 else 0.0
    return _width(data, plane) / 2 + beyond


def _bar(column: _Column, plane: Plane) -> Bar:
    value = column.value or 0.0
    ends = sorted((plane.y.place(0.0), plane.y.place(value)))
    return Bar(
        id=column.name,
        values=(0.0, value),
        left=column.left,
        top=ends[0],
        right=column.right,
        bottom=ends[1],
        fill=column.fill,
    )


def _fits(column: _Column) -> bool:
    """Return whether a value has room over its column, and the air around it."""
    return advance(column.text, SMALL_SIZE) + 3.0 <= column.room


def _write_all(sheet: Sheet, columns: list[_Column], plane: Plane, taken: Taken) -> None:
    """Write the value of each column that has room for it."""
    for column in filter(_fits, columns):
        x = within(column.middle, column.text, (0.0, sheet.width))
        write_label(sheet, _label(column), Spot(x, _value_y(column, plane.y)), taken)


def _write_some(sheet: Sheet, columns: list[_Column], plane: Plane, taken: Taken) -> None:
    """Write the values that say most, where no column or value is in the way."""
    left, right = plane.box.left, plane.box.right
    boxes = [_bar(column, plane).box for column in columns]
    for column in columns:
        levels = map(plane.y.place, column.ticks)
        boxes += [Box(column.left, y - 1, column.right, y + 1) for y in levels]
    for column in _worth_a_label(columns):
        half, y = advance(column.text, SMALL_SIZE) / 2 + 1, _value_y(column, plane.y)
        x = max(left + half, min(column.middle, right - half))
        box = Box(x - half, y - _VALUE_HEIGHT / 2, x + half, y + _VALUE_HEIGHT / 2)
        if box.left < left or any(box.touches(taken_box) for taken_box in boxes):
            continue
        boxes.append(box)
        write_label(sheet, _label(column), Spot(x, y), taken)


def _label(column: _Column) -> Label:
    color: Color = GREY if column.value is None else INK
    return Label((column.text,), SMALL_SIZE, color=color, mark=column.name)


def _value_y(column: _Column, scale: Linear) -> float:
    """Return the middle of the value of a column: over it and the ticks that are in its way, or
    under a negative one."""
    ticks = map(scale.place, column.ticks)
    end, room = scale.place(column.value or 0.0), _VALUE_GAP + _VALUE_HEIGHT
    edge = beyond_ticks(end, column.way, ticks, room)
    return edge + column.way * (_VALUE_GAP + _VALUE_HEIGHT / 2)


def _note_y(column: _Column, scale: Linear) -> float:
    """Return where the line of a note at a column ends: beyond the place of its value."""
    return _value_y(column, scale) + column.way * _VALUE_HEIGHT / 2


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
