"""Axes: ticks and grid of values, rows of categories, the scale of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from report.charts.grammar.data import ChartData, reference_values
from report.charts.grammar.log_ticks import log_ticks, symlog_ticks, worded
from report.charts.grammar.place import Box, Label, Spot, Taken, write_label
from report.charts.grammar.scales import Linear, Log, Point, Spread, Symlog
from report.charts.layout import Labels, label_column, too_narrow
from report.charts.lettering import advance, height, overhang
from report.charts.model import Tick
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GAP, GREY, INK, LABEL_SIZE, LINE, SMALL_SIZE, Pen
from report.charts.ticks import shortest, ticks

#: The space between an axis and its labels, and the least between two labels of one axis.
AXIS_GAP = 4.0
LABEL_GAP = 6.0
#: The width in points of the lines of the axis of values.
GRID = 0.35
#: The height of a row of a horizontal chart in points, at most: 5 mm.
ROW = 14.0
#: The least air between the labels of two rows, in points.
_ROW_AIR = 1.5
#: The part of the width that the labels of rows take at most.
LABEL_SHARE = 0.42
#: The part of the room of marks that the labels at their ends take at most.
_MOST_LABELS = 0.75
#: Steps of the search for a scale: each halves what is left, to less than a millionth of a point.
_HALVINGS = 40
#: Less than this is zero on an axis: 15 decimals are printed at most.
LEAST = 1e-15


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """An axis of values: what it names, and how it is spread."""

    ticks: tuple[Tick, ...]
    low: float
    high: float
    spread: Spread = "linear"
    threshold: float = 1.0

    def scale(self, start: float, end: float) -> Linear:
        """Return the scale with its low end at ``start`` and its high end at ``end``, in points."""
        if self.spread == "log":
            return Log(self.low, self.high, start, end)
        if self.spread == "symlog":
            return Symlog(self.low, self.high, start, end, self.threshold)
        return Linear(self.low, self.high, start, end)

    @property
    def width(self) -> float:
        """The room in points that its labels take at the side of a plot, with their gap."""
        return max((advance(tick.text, SMALL_SIZE) for tick in self.ticks), default=0.0) + AXIS_GAP


def drawn(value: float) -> float:
    """Return a value as axes take it: less than :data:`LEAST` is zero, and has no sign."""
    return value if abs(value) >= LEAST else 0.0


def value_axis(
    data: ChartData, values: Iterable[float], *, from_zero: bool = True, head: int = 0
) -> ValueAxis:
    """Return the axis that shows some values, spread as the chart asks.

    Reference lines and bands of values are on it too. Its numbers are printed as the values are;
    those of a million or more that the measure prints in full have a word: «3 ملايين».

    :param from_zero: whether zero is on it; bars and areas need it. A log axis has no zero.
    :param head: the measure that is shown.
    """
    shown = tuple(values)
    key = ("axis", shown, from_zero, head)
    return data.of_all(key, lambda: _value_axis(data, shown, from_zero=from_zero, head=head))


def _value_axis(
    data: ChartData, values: Iterable[float], *, from_zero: bool, head: int
) -> ValueAxis:
    numbers = [drawn(number) for number in values] or [0.0]
    numbers += reference_values(data)
    shown = data.heads[head]
    if data.options.scale == "log":
        sizes = [number for number in numbers if number > 0] or [1.0]
        marks = log_ticks(sizes, shown, data.locale)
        return ValueAxis(marks, marks[0].value, marks[-1].value, "log")
    if data.options.scale == "symlog":
        marks, threshold = symlog_ticks(numbers, shown, data.locale)
        return ValueAxis(marks, marks[0].value, marks[-1].value, "symlog", threshold)
    exact = [shortest(number) for number in numbers]
    style = worded(shown, numbers).style
    has_word = style.scale is not None and shown.style.scale is None
    plain = replace(style, unit=None, currency=None) if has_word else style
    marks = ticks(exact, plain, data.locale, from_zero=from_zero, with_word=has_word)
    return ValueAxis(marks, marks[0].value, marks[-1].value)


def bare_axis(data: ChartData, values: Iterable[float]) -> ValueAxis:
    """Return an axis without ticks that is only as long as some values are, from zero.

    Reference lines and bands of values are on it too.
    """
    reached = [0.0, *map(drawn, values), *reference_values(data)]
    low, high = min(reached), max(reached)
    return ValueAxis((), low, high if high > low else 1.0)


def grid_of(axis: ValueAxis, scale: Linear, box: Box, *, is_level: bool) -> Iterator[Box]:
    """Yield what the lines of an axis of values take of the area of the marks.

    :param is_level: whether the lines are level, as those of values that run up.
    """
    for tick in axis.ticks:
        place = scale.place(tick.value)
        if is_level:
            yield Box(box.left, place, box.right, place).grown(GRID / 2)
        else:
            yield Box(place, box.top, place, box.bottom).grown(GRID / 2)


def draw_value_axis(
    sheet: Sheet, axis: ValueAxis, scale: Linear, sides: tuple[float, float], *, at_right: bool
) -> None:
    """Draw a level line for each value that an axis names, with its label at one side.

    A log scale with zero has values that are too near to it for their labels: these have none.

    :param sides: the left and the right end of the lines. Labels are outside of them.
    """
    left, right = sides
    for tick in axis.ticks:
        y = scale.place(tick.value)
        sheet.line(left, y, right, y, Pen(LINE, GRID))
    for tick in _apart_from_zero(axis.ticks, scale) if sheet.outer.side else ():
        y = scale.place(tick.value)
        if at_right:
            sheet.write(tick.text, right + AXIS_GAP, y, align="left", size=SMALL_SIZE, color=GREY)
        else:
            sheet.write(tick.text, left - AXIS_GAP, y, size=SMALL_SIZE, color=GREY)


def _apart_from_zero(ticks: Sequence[Tick], scale: Linear) -> list[Tick]:
    """Return the values whose labels touch none that is nearer to zero."""
    shown: list[Tick] = []
    for tick in sorted(ticks, key=lambda tick: abs(tick.value)):
        y = scale.place(tick.value)
        if all(abs(scale.place(nearer.value) - y) >= height(1, SMALL_SIZE) for nearer in shown):
            shown.append(tick)
    return sorted(shown, key=lambda tick: tick.value)


def draw_level_axis(
    sheet: Sheet, axis: ValueAxis, scale: Linear, rows: tuple[float, float]
) -> float:
    """Draw an upright line for each value that an axis names, its label under the rows; return the
    height of the labels in points.

    Where the labels of all do not fit, every second is written, or every third, and so on. A panel
    over another one has no labels.

    :param rows: the top and the bottom of the rows.
    """
    top, bottom = rows
    middle = bottom + AXIS_GAP + height(1, SMALL_SIZE) / 2
    for tick in axis.ticks:
        x = scale.place(tick.value)
        sheet.line(x, top, x, bottom, Pen(LINE, GRID))
    if not sheet.outer.foot:
        return 0.0
    for every in range(1, len(axis.ticks) + 1):
        shown = [(scale.place(tick.value), tick.text) for tick in axis.ticks[::every]]
        placed = [(within(x, text, (0.0, sheet.width)), text) for x, text in shown]
        if not touch(placed):
            break
    for x, text in placed:
        sheet.write(text, x, middle, align="center", size=SMALL_SIZE, color=GREY)
    return AXIS_GAP + height(1, SMALL_SIZE)


def level_scale(axis: ValueAxis, edge: float, ends: Iterable[tuple[float | None, float]]) -> Linear:
    """Return the scale of a horizontal chart, from the right, with room for the labels at its
    values: at the left of those from zero on and of blanks, at the right of negative ones.

    :param edge: the right edge of the marks, in points.
    :param ends: each value with the room of its label, its gap included.
    :raises ExpressionError: ``chart-too-narrow`` where marks have less than a quarter of the room.
    """
    left = right = 0.0
    for value, room in ends:
        if value is not None and value < 0:
            right = max(right, room)
        else:
            left = max(left, room)
    if left + right > edge * _MOST_LABELS:
        raise too_narrow()
    return axis.scale(edge - right, left)


def fitted_scale(axis: ValueAxis, edge: float, ends: Iterable[tuple[float, float]]) -> Linear:
    """Return the longest scale of a horizontal chart at which each value and its label fit.

    Unlike :func:`level_scale` it leaves no room for the label of a short bar beside a long one.

    :param edge: the right edge of the marks, in points.
    :param ends: each value with the room of its label, its gap included.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    size = max(abs(axis.low), abs(axis.high))
    shares = [(axis.low / size, 0.0), (axis.high / size, 0.0)]
    shares += [(drawn(value) / size, room) for value, room in ends]
    left = [share for share in shares if share[0] >= 0]
    right = [(-value, room) for value, room in shares if value < 0] or [(0.0, 0.0)]

    def sides(length: float) -> tuple[float, float]:
        """Return the room of both sides of zero, ``length`` points for the greatest value."""
        return _most(left, length), _most(right, length)

    if sum(sides(0.0)) > edge * _MOST_LABELS:
        raise too_narrow()
    low, high = 0.0, edge
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sides(middle)) <= edge else (low, middle)
    zero = edge - sides(low)[1]
    return axis.scale(zero - axis.low / size * low, zero - axis.high / size * low)


def _most(ends: Iterable[tuple[float, float]], length: float) -> float:
    return max(value * length + room for value, room in ends)


# Rows ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a horizontal chart: their labels at the right, marks up to ``edge``.

    :param middles: the middle of each row, in points from the top of the sheet.
    """

    labels: Labels
    edge: float
    top: float
    tall: tuple[float, ...]

    @property
    def middles(self) -> tuple[float, ...]:
        """The middle of each row."""
        places, y = [], self.top
        for tall in self.tall:
            places.append(y + tall / 2)
            y += tall
        return tuple(places)

    @property
    def bottom(self) -> float:
        """The bottom of the last row."""
        return self.top + sum(self.tall)


def rows_of(sheet: Sheet, data: ChartData, top: float, least: float = ROW) -> Rows:
    """Return the rows of the categories of a chart, from a height downwards.

    :param least: the height of a row in points, unless its label needs more.
    """
    labels = label_column([member.label for member in data.categories], sheet.base * LABEL_SHARE)
    tall = tuple(max(least, row_height(lines)) for lines in labels.lines)
    return Rows(labels, sheet.width - sheet.side_room(labels.width + GAP), top, tall)


def row_height(lines: Sequence[str]) -> float:
    """Return the height that the label of a row needs, in points."""
    air = max(_ROW_AIR, 2 * max(overhang(lines, LABEL_SIZE)) + GRID)
    return height(len(lines), LABEL_SIZE) + air


def write_rows(sheet: Sheet, data: ChartData, rows: Rows, taken: Taken | None = None) -> None:
    """Write the label of each row, others and blanks in grey, and take its box."""
    if not sheet.outer.side:
        return
    for index, (lines, middle) in enumerate(zip(rows.labels.lines, rows.middles, strict=True)):
        color: Color = INK if data.categories[index].kind == "value" else GREY
        label = Label(lines, color=color, mark=data.mark(index, "label"))
        write_label(sheet, label, Spot(sheet.width, middle, "right"), taken)


# Time ---------------------------------------------------------------------------------------


def slots_of(data: ChartData) -> tuple[int, int]:
    """Return the first position of a chart, and how many there are to the last."""
    placed = [member.position for member in data.categories if member.position is not None]
    first = min(placed, default=0)
    return first, max(placed, default=0) - first + 1


def time_scale(data: ChartData, left: float, right: float) -> Point:
    """Return the scale of the positions of a chart: time from the right unless asked."""
    first, count = slots_of(data)
    if data.options.left_to_right:
        return Point(first, count, left, right)
    return Point(first, count, right, left)


def within(x: float, label: str, room: tuple[float, float]) -> float:
    """Return the middle of a label so that it is in the room that labels have."""
    half = advance(label, SMALL_SIZE) / 2
    return max(room[0] + half, min(x, room[1] - half))


def touch(labels: Iterable[tuple[float, str]]) -> bool:
    """Return whether two labels of one line, each with its middle, are too near."""
    extents = sorted(
        (x - advance(label, SMALL_SIZE) / 2, x + advance(label, SMALL_SIZE) / 2)
        for x, label in labels
    )
    return any(second[0] - first[1] < LABEL_GAP for first, second in pairwise(extents))
