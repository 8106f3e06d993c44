"""The plane of a chart whose values run up: time or categories along its foot, and names at the
ends of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from report.charts.grammar.annotate import Frame, words_above
from report.charts.grammar.axes import (
    AXIS_GAP,
    ValueAxis,
    draw_value_axis,
    grid_of,
    time_scale,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.place import Box, Label, Spot, Taken, Wish, apart, write_label
from report.charts.grammar.scales import Linear, Point
from report.charts.grammar.time_axis import draw_time_axis
from report.charts.lettering import advance, height, longest_word, widest, wrap
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, LABEL_SIZE, LINE, SEMIBOLD, SMALL_SIZE, Pen
from report.errors import ExpressionError

#: The height of a plot in points, in a chart of full and of half the width.
_TALL, _LOW, _HALF_WIDTH = 150.0, 110.0, 300.0
#: The points between the end of a line and its name, the most of the width that names take, and the
#: points between a name and the value after it.
_NAME_GAP, _NAME_SHARE, _WORD_GAP, _NAME_AIR = 8.0, 0.3, 4.0, 1.5
#: A name that is further than this from the end of its line has a line that leads to it.
_NEAR, _LAST_DOT = 3.0, 2.3


@dataclass(frozen=True, slots=True)
class Plane:
    """The area of the marks and its scales.

    :param x: the scale of the positions; ``y`` that of the values.
    """

    frame: Frame
    axis: ValueAxis
    x: Point
    y: Linear

    @property
    def box(self) -> Box:
        """The area of the marks."""
        return self.frame.box


@dataclass(frozen=True, slots=True)
class EndName:
    """What is written at the end of a line: the name of its series and its last value.

    :param mark: the name of the mark of the value.
    """

    lines: tuple[str, ...]
    value: str
    mark: str
    color: Color = INK

    @property
    def is_beside(self) -> bool:
        """Whether the value is in the line of the name."""
        return len(self.lines) < 2

    @property
    def width(self) -> float:
        """The width in points."""
        value = advance(self.value, LABEL_SIZE, SEMIBOLD)
        names = widest(self.lines, LABEL_SIZE)
        gap = _WORD_GAP if self.lines else 0.0
        return names + gap + value if self.is_beside else max(names, value)

    @property
    def height(self) -> float:
        """The height in points, with the air around it."""
        return height(1 if self.is_beside else len(self.lines) + 1, LABEL_SIZE) + _NAME_AIR


def plot_height(sheet: Sheet) -> float:
    """Return the height of a plot in points."""
    return _TALL if sheet.base > _HALF_WIDTH else _LOW


def plane_of(
    sheet: Sheet,
    data: ChartData,
    top: float,
    axis: ValueAxis,
    names: Iterable[Sequence[EndName]] = (),
) -> Plane:
    """Return the plane of a chart below a height; its labels of values are where time begins.

    :param names: what is written where time ends, in each panel, so that the planes of all are
        equally wide; see :func:`write_names`.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    shown = list(names)
    beside = max((name.width for name in chain.from_iterable(shown)), default=-_NAME_GAP)
    beside += _NAME_GAP
    if axis.width + beside > sheet.width * 0.6:
        raise ExpressionError.of("chart-too-narrow")
    first = top + words_above(data) + height(1, LABEL_SIZE) / 2
    tall = max(plot_height(sheet), *map(_tall, shown))
    side = sheet.side_room(axis.width, is_left=data.options.left_to_right)
    left, right = beside, sheet.width - side
    if data.options.left_to_right:
        left, right = side, sheet.width - beside
    box = Box(left, first, right, first + tall)
    x, y = time_scale(data, left, right), axis.scale(box.bottom, box.top)
    return Plane(Frame(box, y, x), axis, x, y)


def _tall(names: Sequence[EndName]) -> float:
    return sum(name.height for name in names)


def taken_of(sheet: Sheet, plane: Plane, top: float) -> Taken:
    """Return what is taken of a sheet before there are marks: the heading above ``top`` points, and
    the labels of the values."""
    box = plane.box
    taken = Taken(Box(0.0, top, sheet.width, box.bottom))
    take_axis(taken, plane.axis, plane.y, box, at_right=plane.x.way < 0)
    return taken


def take_axis(taken: Taken, axis: ValueAxis, scale: Linear, box: Box, *, at_right: bool) -> None:
    """Take the labels of values that run up beside the area of the marks, and their grid."""
    half = height(1, SMALL_SIZE) / 2
    for tick in axis.ticks:
        wide, y = advance(tick.text, SMALL_SIZE) + AXIS_GAP, scale.place(tick.value)
        left = box.right if at_right else box.left - wide
        taken.add(Box(left, y - half, left + wide, y + half))
    taken.grid += grid_of(axis, scale, box, is_level=True)


def draw_plane(sheet: Sheet, data: ChartData, plane: Plane, *, has_zero: bool = True) -> None:
    """Draw the axis of values with its grid, and keep its scale.

    :param has_zero: whether the line of zero is drawn; bars and areas have it over them.
    """
    box = plane.box
    sheet.scale("y", plane.y)
    sheet.note_scale("position", "x", plane.x)
    sides = (box.left, box.right)
    at_right = not data.options.left_to_right
    draw_value_axis(sheet, plane.axis, plane.y, sides, at_right=at_right)
    if has_zero and any(tick.value == 0 for tick in plane.axis.ticks):
        zero = plane.y.place(0.0)
        sheet.line(box.left, zero, box.right, zero, Pen(GREY))


def draw_feet(sheet: Sheet, data: ChartData, plane: Plane) -> float:
    """Write what the positions are under the plane; return the bottom of the chart, in points.

    Labels of time are thinned; of other categories none is left out.

    :raises ExpressionError: ``chart-labels-wide``.
    """
    box = plane.box
    if data.steps:
        return box.bottom + draw_time_axis(sheet, data, plane.x, box.bottom, (0.0, sheet.width))
    return box.bottom + draw_wrapped_feet(sheet, data, plane)


def draw_wrapped_feet(sheet: Sheet, data: ChartData, plane: Plane) -> float:
    """Write the label of each category under its position; return the height used, in points. A
    panel over another one has none.

    :raises ExpressionError: ``chart-labels-wide``.
    """
    if not sheet.outer.foot:
        return 0.0
    room = plane.x.pitch - 3.0
    placed = [member for member in data.categories if member.position is not None]
    if any(longest_word(member.label, SMALL_SIZE) > room for member in placed):
        raise ExpressionError.of("chart-labels-wide", count=len(placed))
    used = 0.0
    for member in placed:
        lines = wrap(member.label, room, SMALL_SIZE)
        tall = height(len(lines), SMALL_SIZE)
        x, y = plane.x.place(member.position or 0), plane.box.bottom + AXIS_GAP + tall / 2
        sheet.block(lines, x, y, align="center", size=SMALL_SIZE)
        used = max(used, AXIS_GAP + tall)
    return used


def end_name(sheet: Sheet, data: ChartData, series: int, category: int, color: Color) -> EndName:
    """Return what is written at the end of the line of a series: its name, where there are several,
    and the value of its last category."""
    label = data.series[series].label if len(data.series) > 1 else ""
    lines = wrap(label, sheet.base * _NAME_SHARE, LABEL_SIZE)
    return EndName(lines, data.text(category, series), data.mark(category, series), color)


def write_names(
    sheet: Sheet,
    plane: Plane,
    ends: Sequence[tuple[EndName, tuple[float, float]]],
    taken: Taken | None = None,
) -> None:
    """Write names beside the plane where time ends, none on another one; a line leads to each that
    is far from its end.

    :param ends: each name with the point where its line ends.
    """
    air = height(1, LABEL_SIZE) / 2 + _NAME_AIR / 2
    wishes = [Wish(end, end[1][1], end[0].height) for end in ends]
    for wish in apart(wishes, plane.box.top - air, plane.box.bottom + air):
        _write_name(sheet, plane, *wish.item, wish.middle, taken)


def _write_name(
    sheet: Sheet,
    plane: Plane,
    name: EndName,
    end: tuple[float, float],
    y: float,
    taken: Taken | None,
) -> None:
    way = plane.x.way
    edge = plane.box.right if way > 0 else plane.box.left
    if abs(y - end[1]) > _NEAR or abs(edge - end[0]) > plane.x.pitch:
        start = end[0] + way * (_LAST_DOT + 1)
        turns = (start, end[1]), (edge + way * 1.5, y), (edge + way * (_NAME_GAP - 2), y)
        sheet.path(turns, Pen(LINE, 0.6))
        if taken is not None:
            taken.add_path(turns)
    right = edge + _NAME_GAP + name.width if way > 0 else edge - _NAME_GAP
    words = Label(name.lines, color=name.color)
    value = Label((name.value,), weight=SEMIBOLD, color=name.color, mark=name.mark)
    if name.is_beside:
        used = words.width + (_WORD_GAP if name.lines else 0.0)
        write_label(sheet, words, Spot(right, y, "right"), taken)
        write_label(sheet, value, Spot(right - used, y, "right"), taken)
        return
    first = y - (name.height - _NAME_AIR) / 2
    write_label(sheet, words, Spot(right, first + words.height / 2, "right"), taken)
    middle = first + words.height + value.height / 2
    write_label(sheet, value, Spot(right, middle, "right"), taken)
