"""``area``: filled areas over time, those of several series one on another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from report.arabic.amounts import amount_text
from report.charts.grammar.annotate import draw_bands, draw_lines, draw_notes
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import ValueAxis, value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.look import series_fills
from report.charts.grammar.marks import Area as AreaMark
from report.charts.grammar.marks import Bar
from report.charts.grammar.parts import SHARE, has_shares, share_axis
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
from report.charts.grammar.runs import Run, TimeKind, runs_of
from report.charts.grammar.stack import Span, extent, pile
from report.charts.grammar.words import alt_text
from report.charts.style import GREY, INK, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: The points and the series that one chart has at most.
MOST_POINTS, MOST_AREAS = 1500, 6
#: The widest mark of a value between two gaps, in points.
_ALONE = 5.0


class Area(PlotChart):
    """One area from zero over time, or several, one on another."""

    chart: Literal["area"]
    takes = frozenset({"time", "facet", "highlight", "lines", "bands", "notes", "stack"})


class _Area(TimeKind[Area]):
    model = Area
    name = page_text("chart.area")
    needs = Needs(series=(1, MOST_AREAS), categories=MOST_POINTS, in_order=True, totals=True)

    def check(self, data: ChartData) -> None:
        """Check that the values can be piled.

        :raises ExpressionError: ``chart-stack-negative``, ``chart-stack-blank``; what every chart
            over time is checked for.
        """
        super().check(data)
        if not _is_piled(data):
            return
        for panel in data.each_panel():
            for category, member in enumerate(data.categories):
                for series, value in enumerate(_values(panel, category)):
                    if value < 0:
                        where = f"{data.series[series].label}، {member.label}"
                        text = panel.text(category, series)
                        raise ExpressionError.of("chart-stack-negative", label=where, value=text)
        if not any(None not in _cells(panel, row) for panel, row in data.each_row()):
            labels = tuple(series.label for series in data.series)
            raise ExpressionError.of("chart-stack-blank", labels=labels)

    def data(self, chart: Area, context: ChartContext) -> ChartData:
        """Return the points of the series that have any; a note names the rest.

        :raises ExpressionError: as for every chart over time.
        """
        return without_blank(super().data(chart, context))

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: where the areas have gaps, too."""
        yield from super().notes(data)
        if any(_has_broken_pile(panel) for panel in data.each_panel()):
            yield page_text("note.stack-gap")
        if has_shares(data) and any(_has_no_shares(panel) for panel in data.each_panel()):
            yield page_text("note.share-gap")

    def alt(self, data: ChartData, number: object) -> str:
        """Return the alternative text."""
        return alt_text(page_text("chart.area.percent") if has_shares(data) else self.name, data)

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the unit: of shares, that they are shares."""
        if has_shares(data):
            data = replace(data, axis_label=page_text("chart.percent"))
        return super().head(sheet, data, right)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the areas, then their names."""
        fills, runs = series_fills(data), _runs(data)
        every = data.of_all(
            ("area", sheet.base),
            lambda: [_names(sheet, panel, _runs(panel)) for panel in data.each_panel()],
        )
        names = every[data.shown]
        top = self.head(sheet, data, sheet.width)
        ends_of_all = [list(map(itemgetter(0), shown)) for shown in every]
        plane = plane_of(sheet, data, top, _axis(data), ends_of_all)
        taken = taken_of(sheet, plane, top)
        draw_bands(sheet, data, plane.frame)
        draw_plane(sheet, data, plane, has_zero=False)
        for series, fill in enumerate(fills):
            for index, run in enumerate(runs):
                _draw_run(sheet, data, series, index, run, plane, fill, taken)
        zero = plane.y.place(0.0)
        sheet.line(plane.box.left, zero, plane.box.right, zero, Pen(GREY))
        if runs:
            x = plane.x.place(runs[-1].positions[-1])
            ends = [(name, (x, plane.y.place(value))) for name, value in names]
            write_names(sheet, plane, ends, taken)
        draw_lines(sheet, data, plane.frame, taken)
        points = {}
        for run in runs:
            for category, position in zip(run.categories, run.positions, strict=True):
                for span in _pile(data, category):
                    place = plane.x.place(position), plane.y.place(span.end)
                    points[category, span.index] = place
        draw_notes(sheet, data, points, taken)
        return draw_feet(sheet, data, plane)


AREA = _Area()


def without_blank(data: ChartData) -> ChartData:
    """Return the data without the series that have no value at all, which would make all totals
    unknown."""
    blank: list[int] = []
    filled: list[int] = []
    for index in range(len(data.series)):
        has_value = any(panel.value(row, index) is not None for panel, row in data.each_row())
        (filled if has_value else blank).append(index)
        if not has_value and any(note.series == index for note in data.options.annotations):
            return data
    if not blank or not filled:
        return data
    annotations = tuple(
        replace(note, series=filled.index(note.series)) for note in data.options.annotations
    )
    labels = "، ".join(data.series[index].label for index in blank)
    notes = (*data.notes, page_text("note.blank-series", labels=labels))
    options = replace(data.options, annotations=annotations)
    return replace(data.only_series(filled), options=options, notes=notes)


def _is_piled(data: ChartData) -> bool:
    return len(data.series) > 1 or has_shares(data)


def _cells(data: ChartData, category: int) -> list[float | None]:
    return [data.value(category, series) for series in range(len(data.series))]


def _values(data: ChartData, category: int) -> list[float]:
    return [data.value(category, series) or 0.0 for series in range(len(data.series))]


def _pile(data: ChartData, category: int) -> tuple[Span, ...]:
    """Return the spans of a category: none for shares of a total of zero."""
    return pile(_values(data, category), "percent" if has_shares(data) else "plain")


def _runs(data: ChartData) -> list[Run]:
    """Return the runs in which each series has a value, and of shares the total is not zero: else
    the total or the shares are not known."""

    def is_filled(category: int) -> bool:
        values = _cells(data, category)
        return None not in values and not (has_shares(data) and not any(values))

    return runs_of(data, is_filled)


def _has_no_shares(data: ChartData) -> bool:
    """Return whether a category of the axis has a total of zero."""
    for category, member in enumerate(data.categories):
        values = _cells(data, category)
        if member.position is not None and None not in values and not any(values):
            return True
    return False


def _has_broken_pile(data: ChartData) -> bool:
    """Return whether a category of the axis has values of some series only."""
    for category, member in enumerate(data.categories):
        blanks = [data.value(category, series) is None for series in range(len(data.series))]
        if member.position is not None and any(blanks) and not all(blanks):
            return True
    return False


def _axis(data: ChartData) -> ValueAxis:
    if has_shares(data):
        return share_axis(data)
    return value_axis(data, data.of_all("area", lambda: _extent(data)))


def _extent(data: ChartData) -> tuple[float, float]:
    """Return the least and the greatest value that the piles of all panels reach."""
    return extent([_pile(panel, category) for panel, category in data.each_row()])


def _names(sheet: Sheet, data: ChartData, runs: Sequence[Run]) -> list[tuple[EndName, float]]:
    """Return the name of each series with its last value, and the value at the middle of its end.

    A single area has its value at its edge.
    """
    if not runs:
        return []
    last = runs[-1].categories[-1]
    names = []
    for span in _pile(data, last):
        name = end_name(sheet, data, span.index, last, INK)
        if has_shares(data):
            share = amount_text(Fraction(span.length), SHARE, data.locale)
            name = replace(name, value=share, mark="")
        middle = (span.start + span.end) / 2 if len(data.series) > 1 else span.end
        names.append((name, middle))
    return names


def _draw_run(
    sheet: Sheet,
    data: ChartData,
    series: int,
    index: int,
    run: Run,
    plane: Plane,
    fill: Fill,
    taken: Taken,
) -> None:
    """Draw the area of a series along a run; of a run of one value a bar."""
    spans = [_pile(data, category)[series] for category in run.categories]
    xs = [plane.x.place(position) for position in run.positions]
    tops = [plane.y.place(span.end) for span in spans]
    feet = [plane.y.place(span.start) for span in spans]
    if len(run) == 1:
        half = min(plane.x.pitch * 0.6, _ALONE) / 2
        bar = Bar(
            id=data.mark(run.categories[0], series),
            values=(spans[0].start, spans[0].end),
            left=xs[0] - half,
            top=min(tops[0], feet[0]),
            right=xs[0] + half,
            bottom=max(tops[0], feet[0]),
            fill=fill,
        )
        sheet.put(bar, taken)
        return
    area = AreaMark(
        id=f"{data.shown}.area.{series}.{index}",
        values=(*(span.end for span in spans), *(span.start for span in spans)),
        upper=tuple(zip(xs, tops, strict=True)),
        lower=tuple(zip(xs, feet, strict=True)),
        fill=fill,
    )
    sheet.put(area, taken)
