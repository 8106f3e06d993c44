"""``slope``: two values of each category, as of two periods, and the line between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import DIM_PEN, is_bright_value, mark_color, widest_value
from report.charts.grammar.marks import Path, disc
from report.charts.grammar.place import Label, Spot, Wish, apart, write_label
from report.charts.grammar.plane import plot_height
from report.charts.grammar.scales import Linear
from report.charts.kinds.dumbbell import check_two
from report.charts.layout import too_narrow
from report.charts.lettering import height, widest, wrap
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, LABEL_SIZE, LINE, SEMIBOLD, SMALL_SIZE, Pen
from report.messages import page_text

_DOT, _GAP, _AIR = 2.4, 9.0, 1.5
#: The parts of the width that names take at most, that a head takes, and that the lines need.
_NAMES, _HEADS, _LINES = 0.3, 0.28, 0.3


class Slope(PlotChart):
    """Two values of each category, of two measures or two series, and the line between them."""

    chart: Literal["slope"]
    takes = frozenset({"facet", "highlight", "scale"})


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the lines begin, at the right, and where they end; and the scale of the values."""

    first: float
    last: float
    scale: Linear


class _Slope(PlotKind[Slope]):
    model = Slope
    name = page_text("chart.slope")
    needs = Needs(measures=(1, 2), series=(2, 2), categories=24)
    pairing = "change"

    def check(self, data: ChartData) -> None:
        """Check that two values are compared.

        :raises ExpressionError: ``chart-two``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        check_two(data)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the lines from right to left, each with its first value, its last one and its
        name."""
        top = self.head(sheet, data, sheet.width)
        names = [_name(sheet, data, row) for row in range(len(data.categories))]
        right = widest_value(data) + _GAP
        values = widest_value(data, weight=SEMIBOLD)
        left = max(widest(lines, LABEL_SIZE) for lines in names) + 5 + values + _GAP
        if sheet.width - left - right < sheet.width * _LINES:
            raise too_narrow()
        sizes = [height(len(lines), LABEL_SIZE) + _AIR for lines in names]
        first = top + _write_heads(sheet, data, top, (sheet.width - right, left))
        tall = max(plot_height(sheet), sum(sizes))
        # Half a line above and below is for the words of the outermost values.
        half = max(sizes) / 2
        axis = value_axis(data, data.numbers("value"), from_zero=False)
        low, high = first + half + tall, first + half
        ends = _Ends(sheet.width - right, left, axis.scale(low, high))
        sheet.scale("y", ends.scale)
        for x in (ends.first, ends.last):
            sheet.line(x, first, x, low + half, Pen(LINE))
        _draw_lines(sheet, data, ends)
        room = first, low + half
        _write_values(sheet, data, ends, room)
        _write_ends(sheet, data, ends, room, names)
        return room[1]


def _name(sheet: Sheet, data: ChartData, row: int) -> tuple[str, ...]:
    return wrap(data.categories[row].label, sheet.width * _NAMES, LABEL_SIZE)


def _write_heads(sheet: Sheet, data: ChartData, top: float, places: tuple[float, float]) -> float:
    """Write the label of each series over its end of the lines; return the height used."""
    used = 0.0
    for series, x in zip(data.series, places, strict=True):
        lines = wrap(series.label, sheet.width * _HEADS, SMALL_SIZE)
        half = widest(lines, SMALL_SIZE) / 2
        tall = height(len(lines), SMALL_SIZE)
        middle = max(half, min(x, sheet.width - half))
        sheet.block(lines, middle, top + tall / 2, align="center", size=SMALL_SIZE, color=GREY)
        used = max(used, tall)
    return used + 3.0


def _draw_lines(sheet: Sheet, data: ChartData, ends: _Ends) -> None:
    """Draw the lines and their dots, those that are highlighted last."""
    rows = sorted(range(len(data.categories)), key=data.is_bright)
    for row in rows:
        color = mark_color(data, row)
        places = zip((data.value(row, 0), data.value(row, 1)), (ends.first, ends.last), strict=True)
        points = [(value, (x, ends.scale.place(value))) for value, x in places if value is not None]
        if len(points) == 2:
            values = tuple(value for value, _ in points)
            line = tuple(point for _, point in points)
            pen = Pen(color, 1.2 if data.is_bright(row) else DIM_PEN.width, join="round")
            sheet.put(Path(id=data.mark(row, "join"), values=values, points=line, pen=pen))
    for row in rows:
        for index, x in enumerate((ends.first, ends.last)):
            value = data.value(row, index)
            if value is not None:
                point = x, ends.scale.place(value)
                dot = disc(data.mark(row, index), (value,), point, _DOT, mark_color(data, row))
                sheet.put(dot)


def _heights(
    data: ChartData, ends: _Ends, index: int, room: tuple[float, float], sizes: Sequence[float]
) -> list[Wish[int]]:
    """Return where the words of one end are: none on another. Words of a blank are as high as the
    other value of their category."""
    wishes = []
    for row, size in enumerate(sizes):
        values = [data.value(row, index), data.value(row, 1 - index)]
        value = next((value for value in values if value is not None), None)
        want = room[1] if value is None else ends.scale.place(value)
        wishes.append(Wish(row, want, size))
    return apart(wishes, *room)


def _write_values(sheet: Sheet, data: ChartData, ends: _Ends, room: tuple[float, float]) -> None:
    """Write the first values at the right."""
    sizes = [height(1, LABEL_SIZE)] * len(data.categories)
    for wish in _heights(data, ends, 0, room, sizes):
        _lead(sheet, data, ends, wish, 0)
        label = Label(
            (data.text(wish.item, 0),), color=_ink(data, wish.item), mark=data.mark(wish.item, 0)
        )
        write_label(sheet, label, Spot(ends.first + _GAP, wish.middle, "left"))


def _write_ends(
    sheet: Sheet,
    data: ChartData,
    ends: _Ends,
    room: tuple[float, float],
    names: Sequence[tuple[str, ...]],
) -> None:
    """Write the last values and the names at the left."""
    sizes = [height(len(lines), LABEL_SIZE) + _AIR for lines in names]
    for wish in _heights(data, ends, 1, room, sizes):
        row, color = wish.item, _ink(data, wish.item)
        _lead(sheet, data, ends, wish, 1)
        value = Label((data.text(row, 1),), weight=SEMIBOLD, color=color, mark=data.mark(row, 1))
        write_label(sheet, value, Spot(ends.last - _GAP, wish.middle, "right"))
        name = Label(names[row], color=color, mark=data.mark(row, "label"))
        write_label(sheet, name, Spot(ends.last - _GAP - value.width - 4, wish.middle, "right"))


def _lead(sheet: Sheet, data: ChartData, ends: _Ends, wish: Wish[int], index: int) -> None:
    """Draw a line to words that are far from their dot."""
    value = data.value(wish.item, index)
    if value is None or abs(ends.scale.place(value) - wish.middle) < 1.0:
        return
    way, x = (1, ends.first) if index == 0 else (-1, ends.last)
    start = x + way * (_DOT + 0.5), ends.scale.place(value)
    sheet.path((start, (x + way * (_GAP - 1.5), wish.middle)), Pen(LINE, 0.6))


def _ink(data: ChartData, row: int) -> Color:
    return INK if is_bright_value(data, row) else GREY


SLOPE = _Slope()
