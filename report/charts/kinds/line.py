"""``line``: lines over time, each named at its end; where a value is missing the line has a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.charts.grammar.annotate import draw_bands, draw_lines, draw_notes
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import value_axis
from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.look import series_pens
from report.charts.grammar.marks import Area, Path, disc
from report.charts.grammar.place import Taken
from report.charts.grammar.plane import (
    EndName,
    Plane,
    draw_feet,
    draw_plane,
    end_name,
    plane_of,
    taken_of,
    write_names,
)
from report.charts.grammar.runs import Run, TimeKind, last_category, series_runs
from report.charts.style import ACCENT, GREY, INK, LIGHT, LINE, SECOND, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

XY = tuple[float, float]

#: The points that one line has at most.
MOST_POINTS = 1500
MOST_LINES = 6
#: Every point has a dot where a line has at most this many; its radius, and that of the last dot.
_MOST_DOTS = 16
_DOT, _LAST_DOT = 1.5, 2.3
#: The tone between two edges, and the width of their lines in points.
_RANGE, _EDGE = Fill(LIGHT), 0.5
_EDGES: tuple[Role, Role] = ("low", "high")


class Line(PlotChart):
    """One to six lines over time."""

    chart: Literal["line"]
    takes = frozenset({"time", "facet", "highlight", "lines", "bands", "notes", "scale", "between"})
    baseline: Literal["zero", "data"] = Field(
        default="zero",
        description="where the axis of values begins: at zero, or near the least value",
    )
    shape: Literal["straight", "steps"] = Field(
        default="straight",
        description="what joins the values: straight lines, or steps, where each value holds until "
        "the next one",
    )


class _Line(TimeKind[Line]):
    model = Line
    name = page_text("chart.line")
    needs = Needs(series=(1, MOST_LINES), categories=MOST_POINTS, in_order=True)
    own_keys = ("baseline", "shape")

    def data(self, chart: Line, context: ChartContext) -> ChartData:
        """Return the points.

        :raises ExpressionError: ``chart-measures`` for several measures with a range, which is that
            of each alone; as for every chart over time.
        """
        if chart.between is not None and len(chart.measures) > 1:
            place, count = context.place("measures"), len(chart.measures)
            raise ExpressionError.of("chart-measures", place, count=count, most=1)
        return super().data(chart, context)

    def legend(self, data: ChartData) -> Sequence[tuple[Fill, str]]:
        """Return what the range around a line is."""
        if not data.has("low"):
            return []
        low, high = (data.head(role).label for role in _EDGES)
        label = page_text("chart.range", low=low, high=high)
        return [(replace(_RANGE, outline=Pen(SECOND, _EDGE)), label)]

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the ranges, the lines, then their names."""
        from_zero = data.options.key("baseline") != "data"
        axis = value_axis(data, data.numbers(), from_zero=from_zero)
        pens = series_pens(data)
        every = data.of_all(
            ("line", sheet.base),
            lambda: [_names(sheet, panel, pens) for panel in data.each_panel()],
        )
        names = every[data.shown]
        top = self.head(sheet, data, sheet.width)
        plane = plane_of(sheet, data, top, axis, [list(shown.values()) for shown in every])
        taken = taken_of(sheet, plane, top)
        draw_bands(sheet, data, plane.frame)
        draw_plane(sheet, data, plane)
        if data.has("low"):
            _draw_ranges(sheet, data, plane, pens, taken)
        points: dict[tuple[int, int], XY] = {}
        for series in reversed(range(len(data.series))):
            points |= _draw_line(sheet, data, series, plane, pens[series], taken)
        lasts = [last_category(data, series) or 0 for series in range(len(data.series))]
        ends = [(name, points[lasts[series], series]) for series, name in names.items()]
        write_names(sheet, plane, ends, taken)
        draw_lines(sheet, data, plane.frame, taken)
        draw_notes(sheet, data, points, taken)
        return draw_feet(sheet, data, plane)


LINE_CHART = _Line()


def _names(sheet: Sheet, data: ChartData, pens: Sequence[Pen]) -> dict[int, EndName]:
    """Return what is written at the end of each line of the shown panel, by series."""
    lasts = [last_category(data, series) for series in range(len(data.series))]
    return {
        series: end_name(sheet, data, series, last, _name_color(pens[series]))
        for series, last in enumerate(lasts)
        if last is not None
    }


def _is_stepped(data: ChartData) -> bool:
    return data.options.key("shape") == "steps"


def _is_long(data: ChartData, run: Run) -> bool:
    """Return whether a run is a line: a single step is, and a single point is not."""
    return len(run) > 1 or _is_stepped(data)


def _edge(
    data: ChartData, run: Run, series: int, role: Role, plane: Plane
) -> tuple[tuple[float, ...], tuple[XY, ...]]:
    """Return the values of a role along a run and their points: of steps both ends of each, and
    the last is half a slot long."""
    values, points = [], []
    for category, position in zip(run.categories, run.positions, strict=True):
        value = data.value(category, series, role) or 0.0
        values.append(value)
        points.append((plane.x.place(position), plane.y.place(value)))
    if not _is_stepped(data):
        return tuple(values), tuple(points)
    corners, held = points[:1], values[:1]
    for (first, second), (held_value, value) in zip(
        pairwise(points), pairwise(values), strict=True
    ):
        corners += [(second[0], first[1]), second]
        held += [held_value, value]
    end = corners[-1][0] + plane.x.way * plane.x.pitch / 2
    return (*held, held[-1]), (*corners, (end, corners[-1][1]))


def _draw_ranges(
    sheet: Sheet, data: ChartData, plane: Plane, pens: Sequence[Pen], taken: Taken
) -> None:
    """Draw the range of each series, then the edges of all, so that each is seen over the rest."""
    edges = []
    for series, pen in enumerate(pens):
        runs = series_runs(data, series, _EDGES, holds=_is_stepped(data))
        for index, run in enumerate(run for run in runs if _is_long(data, run)):
            low, high = (_edge(data, run, series, role, plane) for role in _EDGES)
            name = f"{data.shown}.range.{series}.{index}"
            values = *high[0], *low[0]
            sheet.put(Area(id=name, values=values, upper=high[1], lower=low[1], fill=_RANGE), taken)
            color: Color = SECOND if pen.color == ACCENT else pen.color
            thin = Pen(color, _EDGE, pen.dash, "round")
            for role, (held, points) in zip(_EDGES, (low, high), strict=True):
                edges.append(Path(id=f"{name}.{role}", values=held, points=points, pen=thin))
    for edge in edges:
        sheet.put(edge, taken)


def _draw_line(
    sheet: Sheet, data: ChartData, series: int, plane: Plane, pen: Pen, taken: Taken
) -> dict[tuple[int, int], XY]:
    """Draw the line of a series; return where its values are."""
    runs = series_runs(data, series, holds=_is_stepped(data))
    has_dots = sum(map(len, runs)) <= _MOST_DOTS and not _is_stepped(data)
    places: dict[tuple[int, int], XY] = {}
    for index, run in enumerate(runs):
        values, points = _edge(data, run, series, "value", plane)
        if _is_long(data, run):
            name = f"{data.shown}.path.{series}.{index}"
            sheet.put(Path(id=name, values=values, points=points, pen=pen), taken)
        step = 2 if _is_stepped(data) else 1
        shown = zip(run.categories, values[::step], points[::step], strict=True)
        for category, value, point in shown:
            places[category, series] = point
            if has_dots or len(run) == 1:
                name = data.mark(category, series)
                sheet.put(disc(name, (value,), point, _DOT, pen.color), taken)
    if runs:
        last = runs[-1].categories[-1]
        value, point = data.value(last, series) or 0.0, places[last, series]
        sheet.put(disc(data.mark(last, series), (value,), point, _LAST_DOT, pen.color), taken)
    return places


def _name_color(pen: Pen) -> Color:
    return GREY if pen.color in (GREY, LINE) else INK
