"""``line``: lines over time, each named at its end; where a value is missing the line has a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pydantic import Field

from report.charts.grammar.annotate import draw_bands, draw_lines, draw_notes
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import heading, series_pens
from report.charts.grammar.marks import Path, disc
from report.charts.grammar.place import Box, Taken
from report.charts.grammar.plane import (
    Plane,
    draw_feet,
    draw_plane,
    end_name,
    plane_of,
    write_names,
)
from report.charts.kind import ChartContext
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, Pen
from report.errors import ExpressionError
from report.messages import page_text

#: The points that one line has at most.
MOST_POINTS = 1500
MOST_LINES = 6
#: Every point has a dot where a line has at most this many; its radius, and that of the last dot.
_MOST_DOTS = 16
_DOT, _LAST_DOT = 1.5, 2.3


class Line(PlotChart):
    """One to six lines over time."""

    chart: Literal["line"]
    takes = frozenset({"time", "facet", "highlight", "lines", "bands", "notes", "scale"})
    baseline: Literal["zero", "data"] = Field(
        default="zero",
        description="where the axis of values begins: at zero, or near the least value",
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Points of a line without a gap: the category, the value and the place of each."""

    categories: tuple[int, ...]
    values: tuple[float, ...]
    points: tuple[tuple[float, float], ...]


class _Line(PlotKind[Line]):
    model = Line
    name = page_text("chart.line")
    needs = Needs(series=(1, MOST_LINES), categories=MOST_POINTS, in_order=True)
    own_keys = ("baseline",)

    def data(self, chart: Line, context: ChartContext) -> ChartData:
        """Return the points.

        :raises ExpressionError: ``chart-no-order``; as for every chart of measures.
        """
        data = super().data(chart, context)
        if not data.steps:
            place = context.place("by")
            raise ExpressionError.of("chart-no-order", place, dimension=data.dimension)
        return data

    def check(self, data: ChartData) -> None:
        """Check that there is a point to draw, and the data of any chart.

        :raises ExpressionError: ``chart-empty``; what every chart is checked for.
        """
        super().check(data)
        placed = any(member.position is not None for member in data.categories)
        if not (placed and data.numbers()):
            raise ExpressionError.of("chart-empty")

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart, with what has no place on the axis of time."""
        return (*super().notes(data), *_off_axis(data))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the lines, then their names."""
        from_zero = data.options.key("baseline") != "data"
        axis = value_axis(data, data.numbers(), from_zero=from_zero)
        pens = series_pens(data)
        lasts = [last_category(data, series) for series in range(len(data.series))]
        names = {
            series: end_name(sheet, data, series, last, _name_color(pens[series]))
            for series, last in enumerate(lasts)
            if last is not None
        }
        top = heading(sheet, data, sheet.width, 0.0)
        plane = plane_of(sheet, data, top, axis, list(names.values()))
        taken = Taken(Box(0.0, 0.0, sheet.width, plane.box.bottom))
        draw_bands(sheet, data, plane.frame)
        draw_plane(sheet, data, plane)
        points: dict[tuple[int, int], tuple[float, float]] = {}
        for series in reversed(range(len(data.series))):
            runs = runs_of(data, series, plane)
            _draw_line(sheet, data, series, runs, pens[series], taken)
            for run in runs:
                places = zip(run.categories, run.points, strict=True)
                points |= {(category, series): point for category, point in places}
        ends = [(name, points[lasts[series] or 0, series]) for series, name in names.items()]
        write_names(sheet, plane, ends, taken)
        draw_lines(sheet, data, plane.frame, taken)
        draw_notes(sheet, data, points, taken)
        return draw_feet(sheet, data, plane)


LINE_CHART = _Line()


def runs_of(data: ChartData, series: int, plane: Plane) -> list[Run]:
    """Return the points of a series in runs without a gap, in the order of their positions."""
    filled = _filled(data, series)
    step = _step(data)
    groups: list[list[tuple[int, int, float]]] = []
    for item in filled:
        if groups and item[0] - groups[-1][-1][0] <= step:
            groups[-1].append(item)
        else:
            groups.append([item])
    runs = []
    for group in groups:
        points = tuple((plane.x.place(place), plane.y.place(value)) for place, _, value in group)
        categories = tuple(category for _, category, _ in group)
        runs.append(Run(categories, tuple(value for _, _, value in group), points))
    return runs


def last_category(data: ChartData, series: int) -> int | None:
    """Return the last category in which a series has a value; ``None`` if it has none."""
    filled = _filled(data, series)
    return filled[-1][1] if filled else None


def _filled(data: ChartData, series: int) -> list[tuple[int, int, float]]:
    """Return the position, the category and the value of each point of a line, in order."""
    points = []
    for index, member in enumerate(data.categories):
        value = data.value(index, series)
        if member.position is not None and value is not None:
            points.append((member.position, index, value))
    return sorted(points)


def _step(data: ChartData) -> int:
    """Return how many positions are from one category to the next: 1, unless all are further."""
    placed = sorted(member.position for member in data.categories if member.position is not None)
    return min((second - first for first, second in pairwise(placed)), default=1)


def _draw_line(
    sheet: Sheet, data: ChartData, series: int, runs: Sequence[Run], pen: Pen, taken: Taken
) -> None:
    has_dots = sum(len(run.points) for run in runs) <= _MOST_DOTS
    for index, run in enumerate(runs):
        if len(run.points) > 1:
            name = f"{data.shown}.path.{series}.{index}"
            sheet.put(Path(id=name, values=run.values, points=run.points, pen=pen), taken)
        for category, value, point in zip(run.categories, run.values, run.points, strict=True):
            if has_dots or len(run.points) == 1:
                name = data.mark(category, series)
                sheet.put(disc(name, (value,), point, _DOT, pen.color), taken)
    if runs:
        last = runs[-1]
        name = data.mark(last.categories[-1], series)
        sheet.put(disc(name, last.values[-1:], last.points[-1], _LAST_DOT, pen.color), taken)


def _name_color(pen: Pen) -> Color:
    return GREY if pen.color == GREY else INK


def _off_axis(data: ChartData) -> Iterator[str]:
    """Yield a note for each category that has no place on the axis of time."""
    for panel in data.each_panel():
        for index, member in enumerate(data.categories):
            if member.position is not None:
                continue
            words = [
                panel.text(index, series)
                if len(data.series) == 1
                else f"{head.label} {panel.text(index, series)}"
                for series, head in enumerate(data.series)
                if panel.value(index, series)
            ]
            if words:
                label = "، ".join(filter(None, (panel.panel.label, member.label)))
                yield page_text("note.off-axis", label=label, values="، ".join(words))
