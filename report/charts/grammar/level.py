"""The plane of a chart whose values run from the right: rows of categories, marks on them, and the
values beside the marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from report.charts.grammar.annotate import Frame, draw_bands, words_above
from report.charts.grammar.axes import (
    GRID,
    Rows,
    ValueAxis,
    draw_level_axis,
    grid_of,
    write_rows,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.look import mark_fill
from report.charts.grammar.marks import Bar
from report.charts.grammar.place import Box, Label, Spot, Taken, hide_grid, write_label
from report.charts.grammar.scales import Linear
from report.charts.grammar.stack import Span
from report.charts.layout import swatched, too_narrow, write_swatched
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, Fill, Pen

#: The points between a mark and its value, and the air on the far side of the value.
GAP, _AIR = 3.5, 3.0
#: The part of the room between labels that values beside the marks take at most.
_MOST_BESIDE = 0.75


@dataclass(frozen=True, slots=True)
class Level:
    """The plane: its rows, its scale, and what is taken of it.

    :param bottom: the bottom of the chart, with the labels of its axis.
    """

    rows: Rows
    axis: ValueAxis
    frame: Frame
    taken: Taken
    bottom: float

    @property
    def scale(self) -> Linear:
        """The scale of the values."""
        return self.frame.values

    @property
    def base(self) -> float:
        """The place of zero; without zero on the axis, of the nearest end."""
        return self.scale.place(base_value(self.axis))


def base_value(axis: ValueAxis) -> float:
    """Return the value that bars begin at: zero, or the end of the axis that is nearest to it."""
    return max(axis.low, min(0.0, axis.high))


def draw_level(
    sheet: Sheet,
    data: ChartData,
    rows: Rows,
    axis: ValueAxis,
    scale: Linear,
    *,
    has_axis: bool,
    has_zero: bool = True,
) -> Level:
    """Draw what is under the marks: bands, the axis, the labels of the rows, the line of zero.

    :param has_axis: whether ticks and their grid are drawn; not needed where each value is printed
        beside its mark, unless the scale is not linear.
    :param has_zero: whether the line of zero is drawn; bars draw it over themselves.
    """
    frame = Frame(Box(0.0, rows.top, rows.edge, rows.bottom), scale, upright=False)
    top = rows.top - words_above(data, upright=False)
    taken = Taken(Box(0.0, top, sheet.width, rows.bottom + 1))
    sheet.scale("x", scale)
    draw_bands(sheet, data, frame)
    used = 0.0
    if has_axis or data.options.scale != "linear":
        used = draw_level_axis(sheet, axis, scale, (rows.top, rows.bottom))
        taken.grid += grid_of(axis, scale, frame.box, is_level=False)
    write_rows(sheet, data, rows, taken)
    level = Level(rows, axis, frame, taken, rows.bottom + used)
    if has_zero and (axis.low <= 0 <= axis.high or not has_axis):
        sheet.line(level.base, rows.top, level.base, rows.bottom, Pen(GREY))
        taken.grid.append(Box(level.base, rows.top, level.base, rows.bottom).grown(GRID))
    return level


def draw_base(sheet: Sheet, level: Level) -> None:
    """Draw the line of zero over the marks, and take it: no words cross it but those at a mark."""
    line = Box(level.base, level.rows.top, level.base, level.rows.bottom)
    sheet.line(line.left, line.top, line.right, line.bottom, Pen(GREY))
    level.taken.add(line.grown(GRID))


def level_bar(
    name: str, values: tuple[float, float], scale: Linear, y: float, tall: float, fill: Fill
) -> Bar:
    """Return a bar from one value to another on a row.

    :param name: the name of its mark.
    :param y: its middle; ``tall`` its height, both in points.
    """
    left, right = sorted(map(scale.place, values))
    top, bottom = y - tall / 2, y + tall / 2
    return Bar(id=name, values=values, left=left, top=top, right=right, bottom=bottom, fill=fill)


def draw_spans(
    sheet: Sheet, data: ChartData, level: Level, spans: Iterable[tuple[int, Span]], tall: float
) -> dict[tuple[int, int], Bar]:
    """Draw what values fill, those of one series together; return the bars by category and series.

    :param spans: each with its category.
    :param tall: the height of a bar in points.
    """
    middles = level.rows.middles
    bars = {}
    for row, span in sorted(spans, key=lambda pair: (pair[1].index, pair[0])):
        name, fill = data.mark(row, span.index), mark_fill(data, row, span.index)
        bar = level_bar(name, (span.start, span.end), level.scale, middles[row], tall, fill)
        sheet.put(bar, level.taken)
        bars[row, span.index] = bar
    return bars


# Values beside marks ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """The value of a mark on a row.

    :param value: where the mark is; ``None`` for a blank, which has no mark.
    :param half: how far the mark reaches to both sides, in points.
    :param fill: its fill, for a swatch where the value cannot be beside its mark.
    :param way: the side of its value for any sign: -1 for the left.
    """

    text: str
    name: str
    value: float | None
    half: float
    fill: Fill
    way: int = 0

    @property
    def label(self) -> Label:
        """The text of the value beside its mark; a blank is grey."""
        color: Color = GREY if self.value is None else INK
        return Label((self.text,), color=color, mark=self.name)

    @property
    def room(self) -> float:
        """The points from the middle of the mark to the far side of its value."""
        return self.half + GAP + self.label.width


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the values of a row are: beside their marks, then those that have no room there.

    :param start: where the first of the tail begins, in points: it runs to the left.
    :param left: the room in points that values take at the left of the outermost mark; ``right``
        likewise.
    """

    beside: tuple[tuple[Beside, Spot], ...]
    tail: tuple[Beside, ...]
    start: float
    left: float
    right: float


def level_room(rows: Iterable[Sequence[Beside]], axis: ValueAxis, edge: float) -> Linear:
    """Return the scale, from the right, with room for all values at both sides.

    :param rows: the values of each row, of all panels.
    :param edge: the right edge of the marks, in points.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    shown = list(rows)

    def rooms(scale: Linear) -> Iterator[tuple[float, float]]:
        for row in shown:
            placed = _placed(row, scale, scale.place(base_value(axis)), 0.0)
            yield placed.left, placed.right

    return roomy_scale(axis, (0.0, edge), rooms)


def roomy_scale(
    axis: ValueAxis,
    ends: tuple[float, float],
    rooms: Callable[[Linear], Iterable[tuple[float, float]]],
) -> Linear:
    """Return the scale, from the right, that leaves the room which its rows need at its sides.

    :param ends: the left and the right edge of marks and values, in points.
    :param rooms: the points that each row needs at the left and at the right of a scale.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    left = right = 0.0
    while left + right <= (ends[1] - ends[0]) * _MOST_BESIDE:
        scale = axis.scale(ends[1] - right, ends[0] + left)
        needed = list(rooms(scale))
        wide_left = max([left, *(room for room, _ in needed)])
        wide_right = max([right, *(room for _, room in needed)])
        # Room only grows, and with it what has no room beside its mark: the search ends.
        if (wide_left, wide_right) == (left, right):
            return scale
        left, right = wide_left, wide_right
    raise too_narrow()


def write_beside(sheet: Sheet, level: Level, items: Sequence[Beside], y: float) -> None:
    """Write the values of a row, each beside its mark; those without room there follow at the left
    with a swatch of their series."""
    placed = _placed(items, level.scale, level.base, y)
    for item, spot in placed.beside:
        write_label(sheet, item.label, spot, level.taken)
    write_tail(sheet, level, placed.tail, placed.start, y)


def write_tail(sheet: Sheet, level: Level, items: Iterable[Beside], x: float, y: float) -> None:
    """Write values one after another to the left of a place, each after a swatch of its series."""
    for item in items:
        color: Color = GREY if item.value is None else INK
        wide = swatched(item.text)
        box = Box(x - wide, y - 5, x, y + 5)
        hide_grid(sheet, box, level.taken)
        level.taken.add(box, is_label=True)
        write_swatched(sheet, item.text, x, y, item.fill, color, item.name)
        x -= wide


def _placed(items: Sequence[Beside], scale: Linear, base: float, y: float) -> _Placed:
    filled = [item for item in items if item.value is not None]
    marks = sorted(
        ((scale.place(item.value), item) for item in filled if item.value is not None),
        key=lambda pair: (pair[0], pair[1].way),
    )
    if len(items) == 1 and not filled:
        spot = Spot(base - GAP, y, "right")
        return _Placed(((items[0], spot),), (), base, GAP + items[0].label.width, 0.0)
    tail = [item for item in items if item.value is None]
    beside: list[tuple[Beside, Spot]] = []
    start, left, right = base, 0.0, 0.0
    last = len(marks) - 1
    gaps = [
        (first[0] + first[1].half, second[0] - second[1].half) for first, second in pairwise(marks)
    ]
    for index, (x, item) in enumerate(marks):
        is_below = not item.way and (item.value or 0.0) < 0
        if index == 0 and not (last == 0 and (item.way > 0 or is_below)):
            beside.append((item, _spot(x, item, y, -1)))
            start, left = min(base, x - item.room), item.room
        elif index == last:
            beside.append((item, _spot(x, item, y, 1)))
            right = item.room
            if last == 0:
                start, left = min(base, x - item.half), item.half
        else:
            way = _free_way(gaps, index, item)
            if way:
                beside.append((item, _spot(x, item, y, way)))
            else:
                tail.append(item)
    left += sum(swatched(item.text) for item in tail)
    return _Placed(tuple(beside), tuple(tail), start, left, right)


def _spot(x: float, item: Beside, y: float, way: int) -> Spot:
    """Return the spot at the left of a mark, or with a ``way`` of 1 at its right."""
    return Spot(x + way * (item.half + GAP), y, "left" if way > 0 else "right")


def _free_way(gaps: list[tuple[float, float]], index: int, item: Beside) -> int:
    """Return at which side of a mark the gap to the next one has room for its value, and take the
    gap; 0 where none has."""
    need = item.label.width + GAP + _AIR
    for gap, way in ((index - 1, -1), (index, 1)):
        low, high = gaps[gap]
        if high - low >= need:
            gaps[gap] = (high, high)
            return way
    return 0
