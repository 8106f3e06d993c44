"""``sparklines``: a small line over time for each series on a row of its own, between its first and
its last value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import LABEL_SHARE, time_scale
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.marks import Path, disc
from report.charts.grammar.place import Label, Spot, text_width, write_label
from report.charts.grammar.runs import TimeKind, in_time, series_runs
from report.charts.grammar.scales import Linear, Point
from report.charts.layout import Labels, label_column, too_narrow
from report.charts.lettering import height
from report.charts.style import (
    ACCENT,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    LINE,
    REGULAR,
    SEMIBOLD,
    SMALL_SIZE,
    Pen,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

#: The points of one line and the lines of one chart at most.
MOST_POINTS, MOST_LINES = 1500, 40
#: The height of a row and the air over and under its line, in points.
_ROW, _AIR = 20.0, 3.0
#: The height of a line in the cell of a table: that of its text.
_CELL = 15.0
#: The shortest line, and the radius of the dot at its end, in points.
_NARROWEST, _DOT = 60.0, 1.8


class Sparklines(PlotChart):
    """A small line over time for each series, on a row of its own."""

    chart: Literal["sparklines"]
    takes = frozenset({"time", "facet", "highlight"})
    baseline: Literal["zero", "data"] = Field(
        default="zero",
        description="where the scale begins: at zero, or at the least value",
    )
    scales: Literal["equal", "own"] = Field(
        default="equal",
        description="whether all lines have one scale, so that their heights compare, or each has "
        "its own; a note says so",
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """The categories at the two ends of time."""

    first: int
    last: int


class _Sparklines(TimeKind[Sparklines]):
    model = Sparklines
    name = page_text("chart.sparklines")
    needs = Needs(series=(1, MOST_LINES), categories=MOST_POINTS, in_order=True)
    own_keys = ("baseline", "scales")

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: that scales differ, too."""
        yield from super().notes(data)
        if data.options.key("scales") == "own":
            yield page_text("note.own-scales")

    def size(self, data: ChartData) -> int:
        """Return the number of rows."""
        return len(data.series)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the lines, and write what they are of and the values at the ends of time."""
        if data.options.key("bare"):
            return _draw_bare(sheet, data)
        top = self.head(sheet, data, sheet.width)
        ends = _ends(data)
        labels = label_column([item.label for item in data.series], sheet.width * LABEL_SHARE)
        x = _positions(sheet, data, labels, ends)
        y = top + _write_heads(sheet, data, x, ends, top)
        domains = _domains(data)
        for series, lines in enumerate(labels.lines):
            tall = max(_ROW, height(len(lines), LABEL_SIZE) + 2.0)
            middle = y + tall / 2
            color: Color = INK if data.series[series].kind == "value" else GREY
            write_label(sheet, Label(lines, color=color), Spot(sheet.width, middle, "right"))
            scale = _scale(domains[series], middle - _ROW / 2)
            _draw_row(sheet, data, series, x, scale)
            _write_ends(sheet, data, series, x, ends, middle)
            y += tall
        return y


SPARKLINES = _Sparklines()


def bare(data: ChartData) -> ChartData:
    """Return the data of a line as it is drawn beside other words: without labels and values, its
    first and its last time under it."""
    return replace(data.with_own(bare=True), axis_label="", notes=())


def in_cell(data: ChartData, series: int) -> ChartData:
    """Return the data of one of several lines as it is drawn in the cell of a table: without words,
    on the scale that it has among all."""
    domain = _domains(data)[series]
    return bare(data.only_series([series]).with_own(domain=domain))


def _draw_bare(sheet: Sheet, data: ChartData) -> float:
    """Draw the first series on the whole width of a sheet; return the height used, in points."""
    ends = _ends(data)
    x = time_scale(data, _DOT, sheet.width - _DOT)
    if data.options.key("domain") is not None:
        _draw_row(sheet, data, 0, x, _scale(_domains(data)[0], 0.0, _CELL))
        return _CELL
    _draw_row(sheet, data, 0, x, _scale(_domains(data)[0], 0.0))
    heads = [(category, data.categories[category].label) for category in (ends.first, ends.last)]
    wide = sum(text_width(text, SMALL_SIZE) for _, text in heads) + GAP
    if wide > sheet.width or ends.first == ends.last:
        heads = heads[1:]
    y = _ROW + height(1, SMALL_SIZE) / 2
    for category, text in heads:
        at_right = (category == ends.last) == data.options.left_to_right
        label = Label((text,), SMALL_SIZE, color=GREY)
        if label.width > sheet.width:
            raise too_narrow()
        spot = Spot(sheet.width, y, "right") if at_right else Spot(0.0, y, "left")
        write_label(sheet, label, spot)
    return _ROW + height(1, SMALL_SIZE)


def _ends(data: ChartData) -> _Ends:
    placed = in_time(data)
    return _Ends(placed[0][1], placed[-1][1])


def _positions(sheet: Sheet, data: ChartData, labels: Labels, ends: _Ends) -> Point:
    """Return the scale of time, with room for the values at both of its ends.

    :raises ExpressionError: ``chart-too-narrow``.
    """
    first, last = (_room(data, index) for index in (ends.first, ends.last))
    at_right, at_left = (last, first) if data.options.left_to_right else (first, last)
    left, right = at_left + GAP, sheet.width - labels.width - 2 * GAP - at_right
    if right - left < _NARROWEST:
        raise too_narrow()
    return time_scale(data, left, right)


def _room(data: ChartData, category: int) -> float:
    """Return the points that the values at an end of time take, with their head."""
    widest = text_width(data.categories[category].label, SMALL_SIZE)
    for panel in data.panels:
        for (datum,) in panel.cells[category]:
            widest = max(widest, text_width(datum.text, LABEL_SIZE, SEMIBOLD))
    return widest


def _sides(x: Point, ends: _Ends) -> Iterator[tuple[int, float, Literal["left", "right"]]]:
    """Yield the category of each end of time, the place of its values, and their alignment."""
    for category, edge, way in ((ends.first, x.start, -x.way), (ends.last, x.end, x.way)):
        yield category, edge + way * GAP, "left" if way > 0 else "right"


def _write_heads(sheet: Sheet, data: ChartData, x: Point, ends: _Ends, top: float) -> float:
    """Write the first and the last time over their values; return the height used, in points."""
    tall = height(1, SMALL_SIZE)
    for category, place, align in _sides(x, ends):
        text = data.categories[category].label
        sheet.write(text, place, top + tall / 2, align=align, size=SMALL_SIZE, color=GREY)
        if ends.first == ends.last:
            break
    return tall + 2.0


def _write_ends(
    sheet: Sheet, data: ChartData, series: int, x: Point, ends: _Ends, y: float
) -> None:
    """Write the first and the last value of a row; those of a single time once."""
    for category, place, align in _sides(x, ends):
        is_last = category == ends.last
        datum = data.datum(category, series)
        color: Color = GREY if datum.value is None or not is_last else INK
        name = data.mark(category, series)
        weight = SEMIBOLD if is_last else REGULAR
        label = Label((datum.text,), LABEL_SIZE, weight, color, name)
        write_label(sheet, label, Spot(place, y, align))
        if ends.first == ends.last:
            break


def _draw_row(sheet: Sheet, data: ChartData, series: int, x: Point, y: Linear) -> None:
    """Draw the line of a series, with a dot at its last value and at a value between two gaps."""
    scale = f"row.{series}"
    sheet.note_scale(scale, "y", y)
    if y.low <= 0 <= y.high:
        zero = y.place(0.0)
        sheet.line(min(x.start, x.end), zero, max(x.start, x.end), zero, Pen(LINE, 0.35))
    pen = Pen(ACCENT if _is_bright(data, series) else GREY, 1.2, join="round")
    runs = series_runs(data, series)
    for index, run in enumerate(runs):
        values = tuple(data.value(category, series) or 0.0 for category in run.categories)
        places = zip(run.positions, values, strict=True)
        points = tuple((x.place(position), y.place(value)) for position, value in places)
        if len(run) > 1:
            name = f"{data.shown}.path.{series}.{index}"
            sheet.put(Path(id=name, values=values, scale=scale, points=points, pen=pen))
        if len(run) == 1 or run is runs[-1]:
            name = data.mark(run.categories[-1], series)
            dot = disc(name, values[-1:], points[-1], _DOT, pen.color)
            sheet.put(replace(dot, scale=scale))


def _scale(domain: tuple[float, float], top: float, tall: float = _ROW) -> Linear:
    """Return the scale of the values of a row.

    :param top: the top of the row in points; ``tall`` its height.
    """
    return Linear(*domain, top + tall - _AIR, top + _AIR)


def _domains(data: ChartData) -> list[tuple[float, float]]:
    """Return the least and the greatest value of the scale of each row."""
    domain = data.options.key("domain")
    if isinstance(domain, tuple):
        return [domain]
    return data.of_all("domains", lambda: _domains_of_all(data))


def _domains_of_all(data: ChartData) -> list[tuple[float, float]]:
    """Return the scales of the rows, in all panels. The lines of totals have scales of their own,
    so that they do not flatten the rest."""
    count = len(data.series)
    numbers: list[list[float]] = [[] for _ in range(count)]
    for panel, category in data.each_row():
        for series in range(count):
            value = panel.value(category, series)
            numbers[series] += [] if value is None else [value]
    if data.options.key("scales") != "own":
        apart = [series.kind in ("total", "subtotal") for series in data.series]
        shared = [own for own, is_total in zip(numbers, apart, strict=True) if not is_total]
        every = list(chain.from_iterable(shared))
        numbers = [own if alone else every for own, alone in zip(numbers, apart, strict=True)]
    return [_domain(data, own) for own in numbers]


def _domain(data: ChartData, numbers: list[float]) -> tuple[float, float]:
    """Return the least and the greatest value of a scale that shows some values."""
    if data.options.key("baseline") != "data" or not numbers:
        numbers = [*numbers, 0.0]
    low, high = min(numbers), max(numbers)
    return (low, high) if low < high else (low, low + 1.0)


def _is_bright(data: ChartData, series: int) -> bool:
    member, names = data.series[series], data.options.highlight
    is_named = not names or any(member.is_called(name) for name in names)
    return member.kind == "value" and is_named
