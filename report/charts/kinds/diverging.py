"""``diverging``: bars to both sides of zero, as those of a population pyramid or of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import ValueAxis, rows_of, value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.level import (
    Beside,
    Level,
    draw_level,
    draw_spans,
    level_room,
    roomy_scale,
    write_beside,
    write_tail,
)
from report.charts.grammar.look import fits_inside, mark_fill, series_fills, write_inside
from report.charts.grammar.parts import check_not_negative
from report.charts.grammar.scales import Linear
from report.charts.grammar.stack import Span
from report.charts.layout import swatched
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

_TALL = 10.5


class Diverging(PlotChart):
    """Two series to both sides of zero, or the answers of a scale to both sides of the middle
    one."""

    chart: Literal["diverging"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes"})


class _Diverging(PlotKind[Diverging]):
    model = Diverging
    name = page_text("chart.diverging")
    needs = Needs(measures=(1, 3), series=(2, 5))
    has_legend = True

    def check(self, data: ChartData) -> None:
        """Check that no value is negative: its side says its series.

        :raises ExpressionError: ``chart-negative-side``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        check_not_negative(data, "chart-negative-side")

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the bars, each with its value; both sides of zero have the same scale."""
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top)
        axis = data.of_all("diverging", lambda: _both_sides(data))
        is_pair = len(data.series) == 2
        scale = data.of_all(("diverging", rows.edge), lambda: _scale(data, axis, rows.edge))
        level = draw_level(sheet, data, rows, axis, scale, has_axis=False)
        points = _draw_bars(sheet, data, level)
        for row, y in enumerate(rows.middles):
            if is_pair:
                write_beside(sheet, level, _ends(data, row), y)
            else:
                _write_segments(sheet, data, level, row, y)
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom


def spans_of(data: ChartData, row: int) -> list[Span]:
    """Return what the values of a category fill: the first half of the series at the right of zero,
    the second at its left, the middle one of an odd number of answers on it. Others and blanks
    follow at the left; of two series each has a side, whatever it is."""
    values = [data.value(row, index) for index in range(len(data.series))]
    is_pair = len(values) == 2
    named = [index for index, item in enumerate(data.series) if is_pair or item.kind == "value"]
    half = len(named) // 2
    spans = []
    shift = 0.0
    if len(named) % 2:
        middle = values[named[half]]
        shift = (middle or 0.0) / 2
        if middle is not None:
            spans.append(Span(named[half], middle, -shift, shift))
    right = named[:half][::-1]
    left = [index for index in range(len(values)) if index not in named[: len(named) - half]]
    for side, way in ((right, -1), (left, 1)):
        reached = shift
        for index in side:
            value = values[index]
            if value is not None:
                spans.append(Span(index, value, way * reached, way * (reached + value)))
                reached += value
    return sorted(spans, key=lambda span: span.index)


def _scale(data: ChartData, axis: ValueAxis, edge: float) -> Linear:
    """Return the scale with room for the values of all panels.

    :param edge: the right edge of the bars, in points.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    every = list(data.each_row())
    if len(data.series) == 2:
        return level_room([_ends(*place) for place in every], axis, edge)
    return roomy_scale(axis, (0.0, edge), lambda scale: _rooms(every, scale))


def _both_sides(data: ChartData) -> ValueAxis:
    """Return the axis: as far at the right of zero as at its left, and without signs."""
    ends = []
    for panel, row in data.each_row():
        for span in spans_of(panel, row):
            ends += [abs(span.start), abs(span.end)]
    ends += [abs(item.start) for item in data.options.references if not item.is_position]
    axis = value_axis(data, [0.0, *ends])
    above = [tick for tick in axis.ticks if tick.value > 0]
    zero = [tick for tick in axis.ticks if tick.value == 0]
    below = [replace(tick, value=-tick.value) for tick in reversed(above)]
    return replace(axis, ticks=(*below, *zero, *above), low=-axis.high)


def _draw_bars(
    sheet: Sheet, data: ChartData, level: Level
) -> dict[tuple[int, int], tuple[float, float]]:
    """Draw the bars; return the outer end of each."""
    spans = []
    for row in range(len(data.categories)):
        spans += [(row, span) for span in spans_of(data, row)]
    bars = draw_spans(sheet, data, level, spans, _TALL)
    middles = level.rows.middles
    return {
        place: (level.scale.place(bar.values[1]), middles[place[0]]) for place, bar in bars.items()
    }


# Two series: values beyond the ends -----------------------------------------------------------


def _ends(data: ChartData, row: int) -> list[Beside]:
    ends = {span.index: span.end for span in spans_of(data, row)}
    fills = series_fills(data)
    return [
        Beside(
            data.text(row, index),
            data.mark(row, index),
            ends.get(index),
            0.0,
            fills[index],
            way=1 if index == 0 else -1,
        )
        for index in range(2)
    ]


# More series: values in the bars ----------------------------------------------------------------


def _rooms(every: Sequence[tuple[ChartData, int]], scale: Linear) -> Iterator[tuple[float, float]]:
    for data, row in every:
        yield sum(swatched(item.text) for item in _outside(data, row, scale)), 0.0


def _outside(data: ChartData, row: int, scale: Linear) -> list[Beside]:
    """Return the values of a row that have no room in their bars, and the blanks."""
    fills = series_fills(data)
    spans = {span.index: span for span in spans_of(data, row)}
    items = []
    for index in range(len(data.series)):
        text, span = data.text(row, index), spans.get(index)
        if span is None or not fits_inside(text, scale.place(span.start), scale.place(span.end)):
            name = data.mark(row, index)
            items.append(Beside(text, name, data.value(row, index), 0.0, fills[index]))
    return items


def _write_segments(sheet: Sheet, data: ChartData, level: Level, row: int, y: float) -> None:
    outer = level.base
    for span in spans_of(data, row):
        start, end = level.scale.place(span.start), level.scale.place(span.end)
        outer = min(outer, start, end)
        text = data.text(row, span.index)
        if fits_inside(text, start, end):
            fill, name = mark_fill(data, row, span.index), data.mark(row, span.index)
            write_inside(sheet, text, ((start + end) / 2, y), fill, name, level.taken)
    write_tail(sheet, level, _outside(data, row, level.scale), outer, y)


DIVERGING = _Diverging()
