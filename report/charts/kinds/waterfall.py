"""``waterfall``: the steps that lead to a total, each from where the one before ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import ValueAxis, rows_of, value_axis
from report.charts.grammar.data import ChartData, Datum, Member
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.level import (
    Beside,
    Level,
    draw_level,
    level_bar,
    level_room,
    write_beside,
)
from report.charts.grammar.look import dimmed
from report.charts.style import ACCENT, GREY, LIGHT, SECOND, Fill, Pen
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.scales import Linear
    from report.charts.kind import ChartContext
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet

_TALL = 9.5
#: The fills of a step up, of a step down and of the total.
UP, DOWN, TOTAL = (
    Fill(ACCENT),
    Fill(LIGHT, "rising", ACCENT, Pen(ACCENT)),
    Fill(SECOND, outline=Pen(GREY)),
)


class Waterfall(PlotChart):
    """The steps that lead to a total, up and down, and the total as the last row."""

    chart: Literal["waterfall"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes"})


class _Waterfall(PlotKind[Waterfall]):
    model = Waterfall
    name = page_text("chart.waterfall")
    needs = Needs(measures=(1, 1), series=(1, 1), parts=True)

    def data(self, chart: Waterfall, context: ChartContext) -> ChartData:
        """Return the steps, and after them their total.

        :raises ExpressionError: ``chart-not-parts``; see :meth:`PlotKind.data`.
        """
        return with_total(super().data(chart, context))

    def legend(self, data: ChartData) -> Sequence[tuple[Fill, str]]:
        """Return what the fills of the steps mean, of those that the chart has."""
        steps = [panel.value(row) for panel, row in data.each_row() if row < _last(data)]
        items = [(TOTAL, page_text("table.total"))]
        if any(step is not None and step < 0 for step in steps):
            items.insert(0, (DOWN, page_text("waterfall.down")))
        if any(step is not None and step > 0 for step in steps):
            items.insert(0, (UP, page_text("waterfall.up")))
        return items

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the alternative text; the total is not counted as a step."""
        total = replace(data.categories[-1], kind="total")
        return super().alt(replace(data, categories=(*data.categories[:-1], total)), number)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the steps, each with its value at the left, and lines from one to the next."""
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top)
        axis, scale = data.of_all(("waterfall", rows.edge), lambda: _fit(data, rows.edge))
        level = draw_level(sheet, data, rows, axis, scale, has_axis=False)
        _draw_joins(sheet, data, level)
        points = {}
        for row, (y, step) in enumerate(zip(rows.middles, steps_of(data), strict=True)):
            if step is None:
                continue
            bar = level_bar(data.mark(row), step, scale, y, _TALL, _fill(data, row))
            sheet.put(bar, level.taken)
            points[row, 0] = bar.left, y
        for item, y in zip(_besides(data), rows.middles, strict=True):
            write_beside(sheet, level, [item], y)
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom


def _fit(data: ChartData, edge: float) -> tuple[ValueAxis, Linear]:
    """Return the axis of the steps of all panels, and the scale with room for their values.

    :param edge: the right edge of the marks, in points.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    reached = [0.0]
    for panel in data.each_panel():
        for span in filter(None, steps_of(panel)):
            reached += span
    axis = value_axis(data, reached)
    values = chain.from_iterable(map(_besides, data.each_panel()))
    return axis, level_room([[value] for value in values], axis, edge)


def with_total(data: ChartData) -> ChartData:
    """Return the data with the whole of each panel as its last category."""
    blank = Datum(value=None, text="")
    panels = tuple(
        replace(panel, cells=(*panel.cells, ((panel.whole or blank,),))) for panel in data.panels
    )
    total = Member(label=page_text("table.total"), kind="value")
    return replace(data, categories=(*data.categories, total), panels=panels)


def steps_of(data: ChartData) -> list[tuple[float, float] | None]:
    """Return where each step begins and ends, and the total from zero; ``None`` for a blank."""
    spans: list[tuple[float, float] | None] = []
    reached = 0.0
    for row in range(_last(data)):
        step = data.value(row)
        spans.append(None if step is None else (reached, reached + step))
        reached += step or 0.0
    total = data.value(_last(data))
    spans.append(None if total is None else (0.0, total))
    return spans


def _last(data: ChartData) -> int:
    return len(data.categories) - 1


def _draw_joins(sheet: Sheet, data: ChartData, level: Level) -> None:
    """Draw a line from the end of each step to the next row."""
    middles = level.rows.middles
    reached = 0.0
    for row, span in enumerate(steps_of(data)[:-1]):
        reached = reached if span is None else span[1]
        x = level.scale.place(reached)
        sheet.line(x, middles[row], x, middles[row + 1], Pen(GREY, 0.5))


def _besides(data: ChartData) -> Iterator[Beside]:
    """Yield the value of each row, which is at the left of its step."""
    for row, span in enumerate(steps_of(data)):
        edge = None if span is None else max(span)
        yield Beside(data.text(row), data.mark(row), edge, 0.0, UP, way=-1)


def _fill(data: ChartData, row: int) -> Fill:
    if row == _last(data):
        return TOTAL
    fill = UP if (data.value(row) or 0.0) >= 0 else DOWN
    return fill if data.is_bright(row) else dimmed(fill)


WATERFALL = _Waterfall()
